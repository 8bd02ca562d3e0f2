"""A briefing: its span, its text with the sources behind it, its Word file."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import duckdb
import pandas as pd
import pytest

from board.__main__ import main
from board.briefing import paper
from board.briefing.material import Asked, Material, gather
from board.briefing.phrases import tight
from board.briefing.span import KINDS, Kind, span_of, spans_back
from board.briefing.writing import MOST, Text, write
from board.charts.theme import Look
from tests.warehouse_fixture import AS_OF, build_sample, sample_tables
from tests.warehouse_rows import Rows, day, yi
from warehouse.questions import Weights

ZH, EN = Look(lang="zh"), Look(lang="en")
MARK = re.compile(r"〔(\d+)〕")


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    rows = Rows()
    rows.tables = sample_tables  # type: ignore[method-assign]
    with rows.connect() as opened:
        yield opened


def material(con: duckdb.DuckDBPyConnection, kind: Kind = "month", day_: date = AS_OF, **asked: Any) -> Material:
    def ask(question: Any, *arguments: Any, **named: Any) -> pd.DataFrame:
        return question(con, *arguments, **named)

    return gather(ask, Asked(**{"span": span_of(kind, day_), "as_of": day_, "year": 2024, **asked}))


def lines(text: Text, title: str) -> tuple[str, ...]:
    return next(section.lines for section in text.sections if section.title == title)


@pytest.mark.parametrize(
    ("kind", "inside", "start", "stop", "name"),
    [
        ("week", "2024-05-15", "2024-05-13", "2024-05-19", "2024年第20周（5月13日—5月19日）"),
        ("week", "2024-12-31", "2024-12-30", "2025-01-05", "2025年第1周（12月30日—1月5日）"),
        ("month", "2024-02-29", "2024-02-01", "2024-02-29", "2024年2月"),
        ("quarter", "2024-05-15", "2024-04-01", "2024-06-30", "2024年二季度"),
    ],
)
def test_a_span_is_the_calendar_s(kind: Kind, inside: str, start: str, stop: str, name: str) -> None:
    span = span_of(kind, day(inside))
    assert (span.start, span.stop, span.name("zh")) == (day(start), day(stop), name)


@pytest.mark.parametrize("kind", KINDS)
def test_spans_follow_one_another_without_a_gap(kind: Kind) -> None:
    spans = spans_back(kind, date(2024, 3, 5), 30)
    assert len(spans) == 30
    assert all(later.since == earlier.stop for later, earlier in pairwise(spans))


def test_the_text_says_what_the_board_says(con: duckdb.DuckDBPyConnection) -> None:
    text = write(material(con, organisation="二七区"), "month", ZH)
    assert text.title == "二七区2024年5月目标任务完成情况通报"
    assert text.note == "（数据截至2024-05-31，与2024-04-30相比）"
    assert "最大缺口是签约额，差392.04亿元，后7.5个月需月均52.3亿元。" in lines(text, "总体情况")[0]
    behind = "\n".join(lines(text, "红黄牌与挂单督办"))
    assert "红牌（严重滞后）" in behind
    assert "完成107.96亿元，为目标（≥500亿元）的21.6%，落后15.6个百分点；缺口392.04亿元" in behind
    assert any("目标值待核定：签约额（二七区）有" in line for line in lines(text, "数据缺口与待核定事项"))


def test_every_mark_leads_to_a_sentence_and_every_sentence_is_marked(con: duckdb.DuckDBPyConnection) -> None:
    text = write(material(con), "quarter", ZH)
    marked = {int(number) for number in MARK.findall(text.plain(ZH))}
    assert marked == {source.number for source in text.sources}
    assert len(marked) > 10
    assert all("《" in source.words and "“" in source.words for source in text.sources)
    goals = [line for section in text.sections for line in section.lines if "落后" in line or "领先" in line]
    assert goals
    assert all(MARK.search(line) for line in goals), "a number without its sentence"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("look", [ZH, EN], ids=["zh", "en"])
def test_no_text_is_left_unfilled(con: duckdb.DuckDBPyConnection, kind: Kind, look: Look) -> None:
    said = write(material(con, kind), kind, look).plain(look)
    assert "{" not in said
    assert "None" not in said
    assert "nan" not in said.lower()


def test_a_week_ranks_nobody_and_a_quarter_states_its_formula(con: duckdb.DuckDBPyConnection) -> None:
    week = write(material(con, "week"), "week", ZH)
    assert "单位排名" not in [section.title for section in week.sections]
    weights = Weights(50, 25, 5, 1.1)
    ranked = lines(write(material(con, "quarter", weights=weights), "quarter", ZH), "单位排名")
    assert "得分＝（50×序时完成度＋25×达序时率＋5×通报率）÷80×100" in ranked[0]
    assert "单项最高计110%" in ranked[0]
    assert ranked[1].startswith("第1名：")


def test_what_became_of_a_goal_is_said() -> None:
    rows = Rows()
    goal = rows.goal("签约额")
    rows.owner("商务局", metric="签约额")
    rows.target(goal, yi("100"), comparator=">=", on=day("2024-01-10"))
    rows.actual(goal, yi("40"), day("2024-04-30"))
    rows.actual(goal, yi("41"), day("2024-05-31"))
    with rows.connect() as con:
        text = write(material(con), "month", ZH)
    changed = lines(text, "主要变化")[0]
    assert "签约额（二七区，责任单位：商务局）：由达序时转为滞后；完成41亿元" in changed
    assert "较上期提高1.0个百分点" in changed
    assert "1项退步" in lines(text, "总体情况")[1]


def test_a_quiet_month_says_so() -> None:
    rows = Rows()
    rows.target(rows.goal("签约额"), yi("100"), on=day("2024-01-10"))
    with rows.connect() as con:
        text = write(material(con), "month", ZH)
    assert lines(text, "主要变化") == ("本期各项目标的数据和状态没有变化。",)
    assert "没有变化" in lines(text, "总体情况")[1]
    assert lines(text, "新增依据") == ("本期没有新公布的目标或完成情况。",)


def test_a_long_list_is_cut_and_says_how_much_is_missing() -> None:
    rows = Rows()
    for number in range(MOST + 5):
        goal = rows.goal(f"指标{number:02}")
        rows.target(goal, yi("100"), on=day("2024-01-10"))
        rows.actual(goal, yi("1"), day("2024-05-20"))
    with rows.connect() as con:
        made = material(con)
    text = write(made, "month", ZH)
    assert lines(text, "主要变化")[-1] == "另有5项，详见附表。"
    written = docx.Document(io.BytesIO(paper.docx(text.plain(ZH), text, made, ZH)))
    assert len(written.tables[0].rows) == MOST + 5 + 1, "the table leaves none out"


def test_spaces_between_numbers_and_hanzi_are_taken_out() -> None:
    assert tight("差 392.04 亿元，后 7.5 个月 ≥ 500 亿元", ZH) == "差392.04亿元，后7.5个月≥500亿元"
    assert tight("10 goals", EN) == "10 goals"


def test_the_word_file_holds_the_edited_text_the_lists_and_the_sources(con: duckdb.DuckDBPyConnection) -> None:
    made = material(con)
    text = write(made, "month", ZH)
    edited = text.plain(ZH).replace("总体情况", "总体情况（经审定）") + "\n请各单位抓紧落实。\n"
    written = docx.Document(io.BytesIO(paper.docx(edited, text, made, ZH)))
    said = [paragraph.text for paragraph in written.paragraphs]
    assert said[0] == text.title
    assert "一、总体情况（经审定）" in said
    assert "请各单位抓紧落实。" in said
    assert f"〔1〕{text.sources[0].words}" in said
    docket = written.tables[0]
    assert [cell.text for cell in docket.rows[0].cells][:3] == ["牌别", "指标", "责任单位"]
    assert {row.cells[0].text for row in docket.rows[1:]} == {"严重滞后", "滞后"}
    assert made.snapshot in said[-1]


def test_a_list_that_nobody_reads_on_paper_ends_and_says_where_the_rest_is(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = material(con)
    behind = len(made.with_status("severe", "late"))
    monkeypatch.setattr(paper, "MOST_ROWS", 1)
    text = write(made, "month", ZH)
    written = docx.Document(io.BytesIO(paper.docx(text.plain(ZH), text, made, ZH)))
    assert len(written.tables[0].rows) == 2
    assert f"另有{behind - 1}项，见会议包的工作簿。" in [paragraph.text for paragraph in written.paragraphs]


def test_the_same_briefing_is_the_same_bytes(con: duckdb.DuckDBPyConnection) -> None:
    made = material(con)
    text = write(made, "month", ZH)
    assert paper.docx(text.plain(ZH), text, made, ZH) == paper.docx(text.plain(ZH), text, made, ZH)


def test_what_a_person_pastes_cannot_break_the_file(con: duckdb.DuckDBPyConnection) -> None:
    made = material(con)
    text = write(made, "week", ZH)
    pasted = '标题\x00\x0b<w:p>&amp;\n一、\ud800坏字\n=HYPERLINK("x")\n' + "长" * 20_000
    written = docx.Document(io.BytesIO(paper.docx(pasted, text, made, ZH)))
    said = [paragraph.text for paragraph in written.paragraphs]
    assert said[:3] == ["标题<w:p>&amp;", "一、坏字", '=HYPERLINK("x")']
    assert paper.docx("", text, made, ZH)


def test_a_theme_counts_its_own_goals_and_names_no_project(con: duckdb.DuckDBPyConnection) -> None:
    whole, part = material(con), material(con, theme="人才")
    assert 0 < int(part.counts["goals"]) < int(whole.counts["goals"])
    assert part.overdue.empty
    assert {change.goal.theme for change in part.changes} == {"人才"}


def test_a_span_can_end_before_it_is_over() -> None:
    asked = Asked(span_of("month", date(2024, 5, 15)), date(2024, 5, 15))
    assert replace(asked).span.since == date(2024, 4, 30)


def test_the_command_writes_the_file_and_the_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build_sample(tmp_path / "data")
    where = ["--data", str(tmp_path / "data"), "--out", str(tmp_path / "out"), "--as-of", "2024-05-31"]
    assert main(["briefing", "--kind", "quarter", "--org", "二七区", *where]) == 0
    name = "通报-二七区2024年二季度目标任务完成情况通报"
    assert {path.name for path in (tmp_path / "out").iterdir()} == {f"{name}.docx", f"{name}.txt"}
    text = (tmp_path / "out" / f"{name}.txt").read_text("utf-8-sig")
    assert "缺口392.04亿元" in text
    assert docx.Document(str(tmp_path / "out" / f"{name}.docx")).paragraphs[0].text == text.splitlines()[0]
    assert capsys.readouterr().out.count("\n") == 2
    assert main(["briefing", "--org", "无此单位", *where]) == 2
    assert "no goal is of an organisation named 无此单位" in capsys.readouterr().err
