"""A snapshot made from the one before: facts of a goal whose grounds are as they were stay, others are made anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import duckdb
import pytest

from tests.warehouse_rows import Rows, yi
from warehouse import measuring

GONE = {"goals": "id", "targets": "goal_id", "links": "goal_id", "statements": "id"}
KEPT, CHANGED = "签约额", "固定资产投资"
MARK = "as it was left"


def office(told: str = "107.96") -> Rows:
    """Two goals with a result each."""
    rows = Rows()
    for metric, value in ((KEPT, "200"), (CHANGED, told)):
        goal = rows.goal(metric)
        rows.target(goal, yi("500"), on=date(2024, 1, 20))
        rows.actual(goal, yi(value), date(2024, 5, 31))
    return rows


def goes_on(con: duckdb.DuckDBPyConnection, change: Callable[[], object], **gone: str) -> None:
    """Change the tables of a measured database, and bring its measures after them."""
    con.execute("ATTACH ':memory:' AS source")
    for table, column in GONE.items():
        con.execute(f"CREATE TABLE source.gone_{table} ({column} TEXT)")
        if table in gone:
            con.execute(f"INSERT INTO source.gone_{table} VALUES (?)", [gone[table]])
    measuring.note_grounds(con)
    change()
    measuring.measure_changes(con)


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    """Return a measured database in whose facts of both goals a mark was left that no measure makes."""
    con = office().connect()
    con.execute("UPDATE goal_facts SET leader = ?", [MARK])
    return con


def marked(con: duckdb.DuckDBPyConnection) -> set[str]:
    """Return the metrics of the goals whose facts were not made again."""
    return {name for (name,) in con.execute("SELECT metric FROM goal_facts WHERE leader = ?", [MARK]).fetchall()}


def test_only_the_goal_of_a_changed_result_is_measured_again(con: duckdb.DuckDBPyConnection) -> None:
    statement, goal = con.execute(
        "SELECT s.id, l.goal_id FROM statements s JOIN links l ON l.actual_id = s.id WHERE metric_id = ?", [CHANGED]
    ).fetchall()[0]
    fresh = office("150").connect()
    goes_on(
        con,
        lambda: con.execute("UPDATE statements SET low = 15000000000, high = 15000000000 WHERE id = ?", [statement]),
        statements=statement,
    )
    assert marked(con) == {KEPT}
    day, which = date(2024, 6, 1), "SELECT actual, ratio, status FROM progress(?) WHERE goal_id = ?"
    found = con.execute(which, [day, goal]).fetchall()
    assert found == fresh.execute(which, [day, goal]).fetchall() and found[0][0] == yi("150")


def test_a_goal_that_went_leaves_no_facts(con: duckdb.DuckDBPyConnection) -> None:
    (goal,) = con.execute("SELECT id FROM goals WHERE metric_id = ?", [CHANGED]).fetchall()[0]

    def change() -> None:
        for table, key in GONE.items():
            if table != "statements":
                con.execute(f"DELETE FROM {table} WHERE {key} = ?", [goal])

    goes_on(con, change, goals=goal, targets=goal, links=goal)
    for table in ("goal_facts", "target_facts", "target_spans", "report_facts", "actual_spans"):
        assert {name for (name,) in con.execute(f"SELECT DISTINCT goal_id FROM {table}").fetchall()} == {
            f"二七区·{KEPT}·20240101-20241231"
        }, table


@pytest.mark.parametrize(
    ("change", "left"),
    [
        ("UPDATE metrics SET theme = '别的' WHERE id = '固定资产投资'", {KEPT}),
        ("UPDATE organisations SET parent = '郑州市'", set()),
        ("INSERT INTO organisations VALUES ('管城区', NULL)", {KEPT, CHANGED}),
        ("UPDATE rules SET value = -0.2 WHERE name = 'status.late'", set()),
        ("INSERT INTO owners VALUES (NULL, NULL, '签约额', '商务局', '')", set()),
        ("SELECT 1", {KEPT, CHANGED}),
    ],
)
def test_what_is_known_of_metrics_bodies_and_rules_reaches_its_goals(
    con: duckdb.DuckDBPyConnection, change: str, left: set[str]
) -> None:
    goes_on(con, lambda: con.execute(change))
    assert marked(con) == left


def test_no_view_that_narrows_a_table_stays(con: duckdb.DuckDBPyConnection) -> None:
    goes_on(con, lambda: None)
    shown = "SELECT view_name FROM duckdb_views() WHERE temporary AND NOT internal"
    assert con.execute(shown).fetchall() == []
    assert con.execute("SELECT count(*) FROM goals").fetchall() == [(2,)]


def test_a_changed_rule_holds_for_every_fact(con: duckdb.DuckDBPyConnection) -> None:
    goes_on(con, lambda: con.execute("UPDATE rules SET value = 7 WHERE name = 'report.stale_days'"))
    assert con.execute("SELECT DISTINCT stale_days FROM target_facts").fetchall() == [(7,)]
