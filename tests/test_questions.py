"""The questions of `warehouse/questions/` on the sample snapshot: their columns, filters, order and evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import pandas as pd
import pytest

from tests.warehouse_fixture import AS_OF, DISTRICT, TOWN, ZONE, build_sample
from tests.warehouse_rows import Rows, day
from warehouse import questions
from warehouse.snapshot import open_snapshot

SIGNED = "二七区·签约额·20240101-20241231"
ZONE_SIGNED = "二七经开区·签约额·20240101-20241231"
ROW = """
    goal_id organisation parent_organisation owner leader metric metric_id theme unit better accumulates known
    period_start period_stop period
    comparator target target_low target_high target_text target_basis target_id target_published_on
    actual actual_id actual_as_of actual_basis actual_published_on actual_text
    ratio elapsed lead pace gap months_done months_left needed run_rate forecast_low forecast forecast_high
    status status_reason days_since_report rival_count evidence_count doubts_count parent_id
"""
WORDS = """
    published_on published_stated document_id document_title document_path article sentence quote quote_start
    headings rules doubts
"""
PROGRESS, EVIDENCE = ROW.split(), WORDS.split()


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_snapshot(build_sample(tmp_path_factory.mktemp("data")).path) as connection:
        yield connection


def one(frame: pd.DataFrame) -> dict[str, Any]:
    assert len(frame) == 1
    return {str(key): value for key, value in frame.iloc[0].items()}


def test_progress_has_its_columns_and_a_row_a_goal(con: duckdb.DuckDBPyConnection) -> None:
    found = questions.progress(con, AS_OF)
    assert list(found.columns) == PROGRESS
    assert len(found) == 29
    assert found["goal_id"].is_unique
    assert found["status"].value_counts().to_dict() == {"no_data": 14, "on_pace": 7, "severe": 4, "late": 2, "done": 2}


@pytest.mark.parametrize(
    ("wanted", "goals"),
    [
        ({"organisation": DISTRICT}, 29),  # and those below it
        ({"organisation": ZONE}, 6),
        ({"organisation": TOWN}, 6),
        ({"organisation": "河南省"}, 0),
        ({"year": 2024}, 28),
        ({"year": 2023}, 1),
        ({"year": 2025}, 0),
        ({"theme": "经济运行"}, 3),
        ({"status": "done"}, 2),
        ({"organisation": ZONE, "year": 2024, "theme": "招商引资", "status": "no_data"}, 3),
        ({"organisation": "'; DROP TABLE goals; --"}, 0),
        ({"theme": '" OR 1=1 --'}, 0),
    ],
)
def test_progress_filters(con: duckdb.DuckDBPyConnection, wanted: dict[str, Any], goals: int) -> None:
    assert len(questions.progress(con, AS_OF, **wanted)) == goals


def test_goal_of_several_years_is_of_each_of_them() -> None:
    rows = Rows()
    rows.target(rows.goal("签约额", period=(date(2021, 1, 1), date(2025, 12, 31))), 1, on=day("2021-01-01"))
    with rows.connect() as con:
        found = {year: len(questions.progress(con, AS_OF, year=year)) for year in (2020, 2021, 2024, 2025, 2026)}
        years = questions.filters(con).query("kind == 'year'")["value"].tolist()
    assert found == {2020: 0, 2021: 1, 2024: 1, 2025: 1, 2026: 0}
    assert years == ["2021", "2022", "2023", "2024", "2025"]


def test_goal_is_its_row_of_progress(con: duckdb.DuckDBPyConnection) -> None:
    row = one(questions.goal(con, SIGNED, AS_OF))
    assert (row["target"], row["actual"], row["gap"]) == (500e8, 107.96e8, 392.04e8)
    assert (row["status"], row["rival_count"], row["evidence_count"], row["doubts_count"]) == ("severe", 1, 4, 2)
    assert questions.goal(con, "无", AS_OF).empty
    assert questions.goal(con, SIGNED, day("2024-02-17")).empty


def test_what_was_not_computed_is_null(con: duckdb.DuckDBPyConnection) -> None:
    row = one(questions.goal(con, "二七区·新开工项目投资额·20240101-20241231", AS_OF))
    assert all(pd.isna(row[name]) for name in PROGRESS[PROGRESS.index("actual") : PROGRESS.index("status")])
    assert (row["status"], row["days_since_report"]) == ("no_data", 103)


def test_targets_say_which_is_official_and_why(con: duckdb.DuckDBPyConnection) -> None:
    found = questions.targets(con, SIGNED, AS_OF)
    assert set(EVIDENCE) <= set(found.columns)
    assert found["target"].tolist() == [500e8, 500e8, 300e8]
    assert found["rival"].tolist() == [0, 0, 1]
    assert found["official"].tolist() == [True, False, False]
    assert found["why_official"].tolist() == ["earliest", "", ""]
    assert found["status"].tolist() == ["severe", "severe", "late"]
    assert found["ratio"].round(3).tolist() == [0.216, 0.216, 0.36]
    assert found["quote"].tolist() == ["签约额达到500亿元以上", "签约额将超500亿元", "签约额300亿元以上"]
    assert questions.targets(con, SIGNED, day("2024-03-01"))["why_official"].tolist() == ["only", ""]


def test_rivals_are_numbered_from_the_official_one() -> None:
    rows = Rows()
    goal = rows.goal("签约额")
    for low, on, chosen in ((60, "2024-01-02", False), (50, "2024-02-02", False), (40, "2024-03-02", True)):
        rows.target(goal, low, None, ">=", on=day(on), chosen=chosen)
    with rows.connect() as con:
        found = questions.targets(con, goal, AS_OF)
        early = questions.targets(con, goal, day("2024-02-20"))
    assert list(zip(found["target"], found["rival"], found["why_official"], strict=True)) == [
        (40, 0, "chosen"),
        (60, 1, ""),
        (50, 2, ""),
    ]
    assert early["why_official"].tolist() == ["earliest", ""]


def test_targets_and_reports_of_all_goals_at_once(con: duckdb.DuckDBPyConnection) -> None:
    targets, reports = questions.targets(con, None, AS_OF), questions.reports(con, None, AS_OF)
    assert targets.query("official")["goal_id"].tolist() == sorted(questions.progress(con, AS_OF)["goal_id"])
    for goal_id in (SIGNED, ZONE_SIGNED):
        for everything, ask in ((targets, questions.targets), (reports, questions.reports)):
            alone = everything[everything["goal_id"] == goal_id].reset_index(drop=True)
            pd.testing.assert_frame_equal(alone, ask(con, goal_id, AS_OF), check_dtype=False)


def test_reports_mark_what_counts() -> None:
    rows = Rows()
    goal = rows.goal("签约额")
    rows.target(goal, 100, None, ">=")
    rows.actual(goal, 5, day("2024-02-10"), basis="event")
    rows.actual(goal, 7, day("2024-03-10"), basis="event")
    with rows.connect() as con:
        assert questions.reports(con, goal, AS_OF)["is_current"].tolist() == [True, True]
    rows.actual(goal, 20, day("2024-03-31"))
    rows.actual(goal, 9, day("2024-04-30"), start=day("2024-04-01"))
    rows.actual(goal, 30, day("2024-04-30"))
    rows.actual(goal, 50, day("2024-05-31"), on=day("2024-06-03"))
    with rows.connect() as con:
        found = questions.reports(con, goal, AS_OF)
    assert found["value"].tolist() == [5, 7, 20, 30, 9]
    assert found["is_current"].tolist() == [False, False, False, True, False]
    assert found["measures"].tolist() == ["event", "event", "total", "total", "other"]


def test_reports_open_their_sentence(con: duckdb.DuckDBPyConnection) -> None:
    row = one(questions.reports(con, SIGNED, AS_OF))
    assert set(EVIDENCE) <= set(row)
    assert (row["value"], row["basis"], row["is_current"]) == (107.96e8, "flow", True)
    assert row["quote"] == "签约总额107.96亿元"
    assert row["quote"] in row["sentence"]
    assert not row["published_stated"]
    assert questions.reports(con, SIGNED, day("2024-05-14")).empty


def test_children(con: duckdb.DuckDBPyConnection) -> None:
    row = one(questions.children(con, SIGNED, AS_OF))
    assert (row["metric"], row["target"], row["parent_id"]) == ("主导产业项目签约额", 300e8, SIGNED)
    assert list(questions.children(con, SIGNED, AS_OF).columns) == PROGRESS


def test_headline(con: duckdb.DuckDBPyConnection) -> None:
    row = one(questions.headline(con, AS_OF, year=2024))
    names = ("goals", "reported", "done", "on_pace", "late", "severe", "no_data", "conflicts")
    assert [row[name] for name in names] == [28, 14, 1, 7, 2, 4, 14, 2]
    worst = {name.removeprefix("biggest_gap_"): row[name] for name in row if name.startswith("biggest_gap_")}
    assert worst.pop("needed") == pytest.approx(52.272e8)
    assert worst == {
        "goal_id": SIGNED,
        "metric": "签约额",
        "org": "二七区",
        "gap": 392.04e8,
        "unit": "元",
        "months_left": 7.5,
    }
    assert (row["documents"], row["statements"]) == (8, 48)
    assert row["snapshot_id"] == con.execute("SELECT id FROM snapshot").fetchall()[0][0]


def test_headline_where_no_money_and_where_nothing_is_behind(con: duckdb.DuckDBPyConnection) -> None:
    town = one(questions.headline(con, AS_OF, organisation=TOWN))
    assert (town["biggest_gap_metric"], town["biggest_gap_unit"]) == ("规上工业增加值增速", "%")
    zone = one(questions.headline(con, AS_OF, organisation=ZONE))
    assert (zone["late"], zone["severe"]) == (0, 0)
    assert all(pd.isna(zone[name]) for name in zone if name.startswith("biggest_gap_"))
    nobody = one(questions.headline(con, AS_OF, organisation="无"))
    assert (nobody["goals"], nobody["reported"]) == (0, 0)


def test_headline_counts_what_was_known_by_the_day(con: duckdb.DuckDBPyConnection) -> None:
    row = one(questions.headline(con, day("2024-02-20"), year=2024))
    assert (row["goals"], row["reported"], row["documents"]) == (18, 1, 3)


def test_timeline(con: duckdb.DuckDBPyConnection) -> None:
    found = questions.timeline(con, AS_OF, year=2024)
    assert found["day"].is_monotonic_increasing
    assert found["what"].value_counts().to_dict() == {"target": 31, "actual": 15}
    event = one(found[(found["goal_id"] == ZONE_SIGNED) & (found["what"] == "actual")])
    assert (event["day"], event["day_stated"], event["quantity_text"]) == (pd.Timestamp("2024-03-06"), True, "超50亿元")
    inferred = found[(found["goal_id"] == SIGNED) & ~found["day_stated"]]
    assert inferred["quote"].tolist() == ["签约额300亿元以上", "签约总额107.96亿元"]
    assert questions.timeline(con, AS_OF, organisation=ZONE, year=2023)["what"].tolist() == ["actual", "actual"]
    assert questions.timeline(con, day("2024-02-04"))["day"].max() == pd.Timestamp("2024-01-20")


def test_timeline_keeps_what_fits_no_goal() -> None:
    rows = Rows()
    goal = rows.goal("签约额")
    rows.target(goal, 100, None, ">=", on=None)
    rows.actual(goal, 5, day("2024-02-10"), linked=False)
    rows.actual(goal, 6, day("2024-06-10"), on=day("2024-05-01"), linked=False)
    with rows.connect() as con:
        row = one(questions.timeline(con, AS_OF))
    assert (row["goal_id"] is None or pd.isna(row["goal_id"]), row["value"]) == (True, 5)


def test_documents_and_their_statements(con: duckdb.DuckDBPyConnection) -> None:
    found = questions.documents(con)
    assert "text" not in found.columns
    assert (found["targets"].sum(), found["actuals"].sum(), len(found)) == (31, 17, 9)
    assert found["id"].iloc[[0, -1]].tolist() == ["五月专版", "扫描件"]
    assert found["state"].value_counts().to_dict() == {"read": 7, "nothing": 1, "refused": 1}
    for document_id in found.query("state == 'read'")["id"]:
        text = one(questions.document(con, document_id))["text"]
        statements = questions.document_statements(con, document_id)
        assert statements["quote_start"].is_monotonic_increasing
        for start, quote in zip(statements["quote_start"], statements["quote"], strict=True):
            assert text[start : start + len(quote)] == quote
    zone: Any = questions.document_statements(con, "经开区部署会").set_index("quote")
    assert list(zone.loc["签约额200亿元以上", "goal_ids"]) == [ZONE_SIGNED]
    assert list(zone.loc["占年度目标的104%", "goal_ids"]) == ["二七经开区·重大项目完成投资·20230101-20231231"]
    assert questions.document(con, "无").empty


def test_filters(con: duckdb.DuckDBPyConnection) -> None:
    found = questions.filters(con)
    organisations = found[found["kind"] == "organisation"].set_index("value")
    assert organisations["goals"].to_dict() == {DISTRICT: 17, ZONE: 6, TOWN: 6}
    assert organisations.loc[ZONE, "parent"] == DISTRICT
    assert found[found["kind"] == "year"]["value"].tolist() == ["2024", "2023"]
    assert set(found[found["kind"] == "theme"]["value"]) >= {"招商引资", "项目建设"}
