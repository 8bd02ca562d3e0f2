"""The charts of a briefing, drawn from what the questions answer: whole, legible, and telling what changed."""

from __future__ import annotations

from collections.abc import Callable

import altair as alt
import pandas as pd
import pytest

from board.charts.changes import change_rows
from board.charts.ranking import ranking_bars
from board.charts.sheet import Frame
from board.charts.theme import Look
from board.export import draw
from tests.picture import words_of
from tests.test_briefing_questions import DAY, SINCE, WEIGHTS, two_days
from tests.warehouse_rows import Rows, day, yi
from warehouse import questions

Drawer = Callable[[pd.DataFrame, Look, Frame | bool], alt.LayerChart]
LOOKS = {"wide": Look(1360), "card": Look(640), "phone": Look(330), "wide en dark": Look(1360, "en", True)}
FRAME = Frame(as_of=DAY, source="5 份文件")


def changes(rows: Rows) -> pd.DataFrame:
    with rows.connect() as con:
        return questions.changes(con, DAY, SINCE)


def ranking(rows: Rows) -> pd.DataFrame:
    with rows.connect() as con:
        return questions.ranking(con, DAY, SINCE, WEIGHTS)


def many(count: int = 25) -> Rows:
    """Units with names too long for one line, results from nothing to far beyond the goal."""
    rows = Rows()
    for number in range(count):
        name = f"第{number:02}高新技术产业开发区管理委员会招商引资和项目建设工作专班"
        goal = rows.goal("省市重点项目和重大产业项目年度计划投资完成额", name)
        rows.target(goal, yi("100"), on=day("2024-01-10"))
        if number:
            rows.actual(goal, yi(str(number * number)), day("2024-05-20"))
    return rows


def said(chart: alt.LayerChart) -> str:
    return "\n".join(word.text for word in words_of(draw(chart).text).words)


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("framed", [FRAME, False], ids=["framed", "page"])
def test_each_is_drawn_in_each_look(look: Look, framed: Frame | bool) -> None:
    for rows in (two_days(), many(), Rows()):
        for chart, frame in ((change_rows, changes(rows)), (ranking_bars, ranking(rows))):
            drawn = words_of(draw(chart(frame, look, framed)).text)
            assert drawn.overlaps() == []
            assert drawn.turned == []
            assert [word.text for word in drawn.words if word.left < 0 or word.right > look.width + 1] == []


def test_what_changed_is_told_in_words_and_the_unchanged_is_left_out() -> None:
    told = said(change_rows(changes(two_days()), LOOKS["wide"]))
    assert "好转 · 较上期 +40.0 个百分点 · 领先 18.5 个百分点" in told
    assert "60 亿元 · 60.0%" in told
    assert "久未通报" in told
    assert "照旧" not in told
    assert "新立" not in told, "a new goal is no change of an old one"


def test_a_quiet_time_says_so() -> None:
    rows = Rows()
    rows.target(rows.goal("签约额"), yi("1"), on=day("2024-01-10"))
    assert "本期没有变化。" in said(change_rows(changes(rows)))
    assert "全部目标尚无数据，不排名" in said(ranking_bars(ranking(rows)))


def test_a_unit_tells_its_rank_its_score_and_where_it_was() -> None:
    rows = Rows()
    for name, before, now in (("甲镇", "40", "41"), ("乙镇", "20", "90")):
        goal = rows.goal("签约额", name)
        rows.target(goal, yi("100"), on=day("2024-01-10"))
        rows.actual(goal, yi(before), day("2024-04-30"))
        rows.actual(goal, yi(now), day("2024-05-31"))
    told = said(ranking_bars(ranking(rows), LOOKS["wide"]))
    assert told.index("乙镇") < told.index("甲镇")
    assert "上期第 2，升" in told
    assert "上期第 1，降" in told
    assert "112.0 分" in told


def test_rows_that_are_not_drawn_are_counted() -> None:
    assert "另有 10 项未画出，请筛选后再看。" in said(ranking_bars(ranking(many(70))))
