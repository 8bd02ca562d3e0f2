"""What is said beside the charts: numbers as people say them, sentences, lines broken where they may be."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from board.charts import format as fmt
from board.charts import sentences
from board.charts.measure import text_width, wrap
from board.charts.rows import read_goals
from board.charts.scales import spread, ticks
from board.charts.theme import Look
from board.words import LANGS, load_words
from tests import chart_frames as made

FRAMES = made.frames()


def test_the_formula_and_the_outlook() -> None:
    goal = next(goal for goal in read_goals(FRAMES["normal"]) if goal.metric == "签约额")
    assert sentences.formula(goal, Look()) == "107.96 ÷ 500 = 21.6%，时间进度 37.2%，落后 15.6 个百分点"
    assert sentences.outlook(goal, Look()).startswith("缺口 392.04 亿元；剩余 7.5 个月，需月均 52.")
    assert sentences.formula(goal, Look(lang="en")).startswith("10.796 ÷ 50 = 21.6%, time elapsed 37.2%")


def test_what_is_left_below_a_ceiling_is_no_gap() -> None:
    (goal,) = read_goals(
        made.frame(
            [made.goal("事故死亡人数", 12, 5, unit="人", comparator="<=", better="lower", gap=7, status="on_pace")]
        )
    )
    assert goal.gap == 7 and goal.accumulates
    assert sentences.gap(goal, Look()) == "—" and sentences.outlook(goal, Look()) == ""


def test_the_rate_so_far_and_the_one_needed_are_said_on_one_scale() -> None:
    small = {"gap": 1.42e8, "run_rate": 583.3e4, "needed": 2391.6e4, "status": "severe"}
    (goal,) = read_goals(made.frame([made.goal("上缴税费", 1.77e8, 0.35e8) | small]))
    assert sentences.rates(goal, Look()) == ("583.3 万元", "2392 万元")
    large = {"gap": 392.04e8, "run_rate": 24e8, "needed": 52.27e8, "status": "severe"}
    (goal,) = read_goals(made.frame([made.goal("签约额", 500e8, 107.96e8) | large]))
    assert sentences.rates(goal, Look()) == ("24.0 亿元", "52.3 亿元")


def test_the_headline() -> None:
    counts = {"goals": 22, "reported": 8, "done": 1, "on_pace": 3, "late": 1, "severe": 3, "no_data": 14}
    counts |= {"biggest_gap_metric": "签约额", "biggest_gap_gap": 392.04e8, "biggest_gap_unit": "元"}
    counts |= {"biggest_gap_needed": 52.272e8, "biggest_gap_months_left": 7.5}
    pieces = sentences.headline(counts, Look())
    assert "".join(text for text, _ in pieces) == (
        "8 项目标有进展：1 项已完成，3 项达序时，4 项滞后。"
        "最大缺口是签约额，差 392.04 亿元，后 7.5 个月需月均 52.3 亿元。"
    )
    assert ("4 项滞后", "bad") in pieces
    assert "都还没有通报" in sentences.headline({"goals": 3, "reported": 0}, Look())[0][0]


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (107.96e8, "元", "107.96 亿元", "10.796 bn yuan"),
        (1.8e12, "元", "1.8 万亿元", "1.8 tn yuan"),
        (99_999_999.9, "元", "1 亿元", "100 m yuan"),
        (46_000, "个", "4.6 万个", "46,000"),
        (44_335, "户", "44335 户", "44,335 households"),
        (68_000, "平方米", "6.8 万平方米", "68,000 m²"),
        (5.5, "%", "5.5%", "5.5%"),
        (60, "个", "60 个", "60"),
        (-2.1, "%", "−2.1%", "−2.1%"),
        (0, "元", "0 元", "0 yuan"),
        (None, "元", "—", "—"),
    ],
)
def test_quantities_as_people_say_them(value: float | None, unit: str, zh: str, en: str) -> None:
    assert fmt.quantity(value, unit) == zh
    assert fmt.quantity(value, unit, "en") == en


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (0.21592, "21.6%"),
        (0.39, "39.0%"),
        (1.733, "173%"),
        (0.9999, "99.9%"),
        (1.0, "100%"),
        (1.045, "104.5%"),
        (0, "0.0%"),
    ],
)
def test_shares(ratio: float, text: str) -> None:
    assert fmt.percent(ratio) == text


def test_bounds_days_and_periods() -> None:
    assert fmt.bound(5e10, None, ">=", "元") == "≥ 500 亿元"
    assert fmt.bound(None, 5.5, "<=", "%") == "≤ 5.5%"
    assert fmt.bound(6, 6.5, "=", "%") == "6%—6.5%"
    assert fmt.bound(20, 20, "~", "次") == "约 20 次"
    days = {
        date(2024, 5, 15): "5月",
        date(2024, 4, 30): "4月底",
        date(2024, 3, 6): "3月6日",
        date(2023, 3, 6): "2023年3月6日",
    }
    assert {when: fmt.day(when, year=2024) for when in days} == days
    assert fmt.period(date(2024, 1, 1), date(2024, 12, 31)) == "2024年"
    assert fmt.period(date(2021, 1, 1), date(2025, 12, 31)) == "2021—2025年"
    assert fmt.period(date(2024, 4, 1), date(2024, 6, 30)) == "2024年二季度"
    assert fmt.period(date(2024, 1, 1), date(2024, 6, 30)) == "2024年上半年"
    assert fmt.rounded(7e8, "元") == "7.0 亿元"
    assert fmt.quantity(3.1e7, "元", like=3.2e8) == "0.31 亿元"


def test_a_value_that_a_shared_scale_would_round_keeps_its_own() -> None:
    assert fmt.quantity(12_345_678, "元", like=3.2e8) == "1234.57 万元"


def test_breaking_lines() -> None:
    lines = wrap(f"{made.LONG}，107.96亿元。", 14, 200)
    assert "".join(lines) == f"{made.LONG}，107.96亿元。"
    assert all(text_width(line, 14) <= 200 + 14 for line in lines), "a stop may hang, nothing else"
    assert all(line[0] not in "，。" for line in lines)
    assert wrap("", 14, 100) == [""]
    assert "".join(wrap("A" * 50, 14, 60)) == "A" * 50


def test_ticks_and_spread() -> None:
    assert ticks(0, 500) == [0, 100, 200, 300, 400, 500]
    assert ticks(0, 2, whole=True) == [0, 1, 2]
    assert ticks(3, 3)[0] <= 3 < ticks(3, 3)[-1]
    places = spread([10, 11, 12, 200], 20, 0, 210)
    assert places == sorted(places)
    assert min(b - a for a, b in pairwise(places)) >= 20


def test_every_word_is_there_in_both_languages_with_the_same_names() -> None:
    for section, entries in load_words().items():
        for key, texts in entries.items():
            assert set(texts) == set(LANGS), f"{section}.{key}"
