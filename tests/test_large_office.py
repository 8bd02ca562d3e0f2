"""An office with more goals than a page takes: counted as a whole, shown a page at a time, every goal within reach."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from bench.synthetic import AS_OF, YEAR, Size, build
from board.screens.reviewing import queue
from tests.screen_app import Open, charts, link_labels, words
from warehouse import questions, snapshot

SIZE = Size(goals=130, statements=900, documents=60)
PAGE = 40


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    rows = build(folder, SIZE).rows
    assert (rows["goals"], rows["statements"], rows["documents"]) == (130, 900, 60)
    return folder


@pytest.fixture(scope="module")
def con(office: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with snapshot.open_current(office) as connection:
        yield connection


def test_the_made_up_office_is_as_real_as_a_read_one(con: duckdb.DuckDBPyConnection) -> None:
    astray = """SELECT count(*) FROM statements s JOIN documents d ON d.id = s.document_id
                WHERE substr(d.text, s.quote_start + 1, length(s.quote)) <> s.quote"""
    assert con.execute(astray).fetchall() == [(0,)], "every quote stands where it is said to"
    assert set(questions.progress(con, AS_OF)["status"]) == {"done", "on_pace", "late", "severe", "no_data"}
    found = questions.projects(con, AS_OF)
    assert len(found) == SIZE.projects == 48 and {"on_pace", "severe"} <= set(found["status"])
    steps = questions.milestones(con, AS_OF)
    assert {"done", "overdue", "open"} <= set(steps["state"]) and (steps["slipped_days"] > 0).any()
    astray = """SELECT count(*) FROM project_reports r JOIN documents d ON d.id = r.document_id
                WHERE substr(d.text, r.quote_start + 1, length(r.quote)) <> r.quote"""
    assert con.execute(astray).fetchall() == [(0,)]


def test_pages_hold_every_goal_once_and_the_worst_first(con: duckdb.DuckDBPyConnection) -> None:
    whole = questions.progress(con, AS_OF, year=YEAR)
    pages = [questions.worst(con, AS_OF, year=YEAR, limit=PAGE, offset=start) for start in range(0, 160, PAGE)]
    assert [len(page) for page in pages] == [40, 40, 40, 10]
    ids = [goal for page in pages for goal in page["goal_id"]]
    assert sorted(ids) == sorted(whole["goal_id"])
    assert {int(page["matches"].iloc[0]) for page in pages} == {130}
    order = [status for page in pages for status in page["status"]]
    assert order == sorted(order, key=["severe", "late", "on_pace", "done", "no_data"].index)
    severe = questions.worst(con, AS_OF, year=YEAR, status="severe", limit=500)["lead"]
    assert severe.equals(severe.sort_values(na_position="last", ignore_index=True)), "those without a pace come last"


def test_words_find_goals_by_metric_organisation_and_theme(con: duckdb.DuckDBPyConnection) -> None:
    row = questions.progress(con, AS_OF, year=YEAR).iloc[7]
    found = questions.worst(con, AS_OF, year=YEAR, words=f" {row['metric'][:4]}  {row['organisation']} ", limit=500)
    assert row["goal_id"] in set(found["goal_id"])
    assert set(found["organisation"]) == {row["organisation"]}
    assert questions.worst(con, AS_OF, words="100%' OR 1=1 --").empty
    assert questions.worst(con, AS_OF, words="%").empty or "%" in str(row["metric"])


def test_parts_add_up_and_show_what_stands_beside_the_chosen_one(con: duckdb.DuckDBPyConnection) -> None:
    standing = questions.standing(con, AS_OF, year=YEAR)
    whole = questions.progress(con, AS_OF, year=YEAR)
    assert standing.iloc[0]["kind"] == "all"
    for kind in ("theme", "organisation"):
        rows = standing[standing["kind"] == kind]
        assert rows["goals"].sum() == 130
        assert dict(zip(rows["name"], rows["goals"], strict=True)) == whole[kind].value_counts().to_dict()
        assert (rows["done"] + rows["on_pace"] + rows["late"] + rows["severe"] + rows["no_data"]).equals(rows["goals"])
    theme = str(whole["theme"].iloc[0])
    chosen = questions.standing(con, AS_OF, year=YEAR, theme=theme)
    assert chosen.iloc[0]["goals"] == (whole["theme"] == theme).sum()
    assert len(chosen[chosen["kind"] == "theme"]) == whole["theme"].nunique(), "the other themes stay in view"
    assert chosen[chosen["kind"] == "organisation"]["goals"].sum() == chosen.iloc[0]["goals"]


def test_overview_counts_all_and_shows_a_page(opened: Open, office: Path) -> None:
    app = opened(data=office)
    said = words(app)
    assert "2024 年 130 项目标" in said
    assert "第 1—40 项，共 130 项，最落后的在前" in said
    assert charts(app)[0].count("个百分点") <= PAGE
    last = opened(data=office, goals="4")
    assert "第 121—130 项，共 130 项" in words(last)
    assert last.query_params["goals"] == "4"
    assert "第 121—130 项" in words(opened(data=office, goals="900")), "a page that is not there is the last"


def test_a_part_filters_and_starts_at_its_first_page(opened: Open, office: Path) -> None:
    app = opened(data=office, goals="3")
    part = app.button(key="part-0")
    name = part.label.split("**")[1]
    part.click().run()
    assert app.query_params["theme"] == name
    assert "goals" not in app.query_params
    app.button(key="part-0").click().run()
    assert "theme" not in app.query_params
    by = opened(data=office, by="organisation")
    by.button(key="part-0").click().run()
    assert by.query_params["org"] == by.button(key="part-0").label.split("**")[1]


def test_a_small_office_has_neither_parts_nor_pages(opened: Open) -> None:
    app = opened()
    assert not [button for button in app.button if str(button.key).startswith("part-")]
    assert "最落后的在前" not in words(app)


def test_a_goal_is_found_by_its_words(opened: Open, office: Path) -> None:
    app = opened("goal", data=office)
    assert not app.selectbox(key="filter-organisation").disabled
    assert not [box for box in app.selectbox if box.key == "choose-goal"], "no list of all goals travels"
    assert len(link_labels(app)) < 60


def test_pages_of_the_timeline_hold_all_that_was_said(con: duckdb.DuckDBPyConnection) -> None:
    extent = questions.timeline_extent(con, AS_OF, year=YEAR).iloc[0]
    whole = questions.timeline(con, AS_OF, year=YEAR)
    starts = range(0, int(extent["rows"]), PAGE)
    pages = [questions.timeline_page(con, AS_OF, year=YEAR, limit=PAGE, offset=start) for start in starts]
    said = [statement for page in pages for statement in page["statement_id"]]
    assert sorted(said) == sorted(whole["statement_id"])
    assert extent["targets"] + extent["actuals"] == whole["statement_id"].nunique()
    rows = [set(page["goal_id"].fillna("") + page["organisation"] + page["metric"]) for page in pages]
    assert all(len(found) <= PAGE for found in rows)
    assert sum(map(len, rows)) == extent["rows"], "no row is cut in two by a page"


def test_projects_turn_pages_on_the_timeline(opened: Open, office: Path) -> None:
    app = opened("timeline", data=office)
    assert "第 1—40 个，共 48 个项目，逾期最久的在前" in words(app)
    last = opened("timeline", data=office, rows="2")
    assert "第 41—48 个" in words(last) and last.query_params["rows"] == "2"
    assert charts(last)[0].count("项目") < charts(app)[0].count("项目")


def test_the_card_of_an_item_says_how_many_wait_and_how_many_are_listed(
    opened: Open, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with snapshot.open_current(office) as connection:
        waiting = int(questions.review_counts(connection)["items"].sum())
    monkeypatch.setattr(queue, "LISTED", 10)
    said = words(opened("review", data=office))
    assert f"1 / {waiting}（先列 10 项）" in said and f"另有 {waiting - 10} 项" in said


def test_timeline_shows_a_page_and_says_which(opened: Open, office: Path) -> None:
    app = opened("timeline", data=office, part="goals", rows="2")
    assert "第 41—80 行" in words(app)
    assert app.query_params["rows"] == "2"


def test_gaps_show_the_first_rows_and_more_when_asked(opened: Open, office: Path) -> None:
    app = opened("gaps", data=office)
    more = app.button(key="more-lead")
    left = int(more.label.split("还有")[1].split("行")[0])
    with snapshot.open_current(office) as connection:
        rows = questions.progress(connection, AS_OF, year=YEAR)
    assert left == (rows["lead"].notna() & (rows["status"] != "no_data")).sum() - 24
    assert "项未画出" not in charts(app)[0], "what a press away is not called left out"
    drawn = len(charts(app)[0])
    more.click().run()
    assert len(charts(app)[0]) > 2 * drawn
