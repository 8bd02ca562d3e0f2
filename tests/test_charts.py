"""Every chart drawn from every kind of frame: whole, legible, and telling what the numbers say."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import altair as alt
import pandas as pd
import pytest

from board import charts, export
from board.charts.rows import read_goal
from board.charts.sheet import Frame
from board.charts.story import tell
from board.charts.theme import SHAPES, STATUSES, Look
from board.export import draw
from board.words import load_words
from tests import chart_frames as made
from tests.picture import words_of

FRAMES = made.frames()
LOOKS = {
    "wide": Look(1360),
    "middle": Look(1000),
    "phone": Look(350),
    "wide en dark": Look(1360, "en", True),
    "phone en dark": Look(350, "en", True),
}
FRAME = Frame(as_of=made.AS_OF, source="5 份文件，83 条原文陈述 · 快照 20240531-9f2c")
Drawer = Callable[[pd.DataFrame, Look, Frame | bool], alt.LayerChart]
CHARTS: dict[str, Drawer] = {
    "board": charts.board_bullets,
    "lead": charts.lead_bars,
    "gap money": lambda frame, look, framed: charts.gap_bars(frame, look, framed, kind="money"),
    "gap count": lambda frame, look, framed: charts.gap_bars(frame, look, framed, kind="count"),
    "needed": charts.needed_vs_run,
    "grid": charts.heat_grid,
    "strip": charts.status_strip,
}
TARGETS = made.targets((500 * made.YI, None, ">=", "2024-02-18"), (300 * made.YI, None, ">=", "2024-05-15"))
NO_TARGETS, NO_REPORTS = made.targets(), made.reports()


def row(metric: str, frame: str = "normal") -> pd.DataFrame:
    found = FRAMES[frame]
    return found[found["metric"] == metric].head(1)


BURN_UPS: dict[str, tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]] = {
    "one report": (row("签约额"), TARGETS, made.reports((107.96 * made.YI, "2024-05-15", "flow"))),
    "many reports": (
        row("省市重点项目完成投资"),
        made.targets(*((n * made.YI, None, ">=", "2024-02-18") for n in (91.3, 95, 90, 88, 100))),
        made.reports(*((4.0 * n * made.YI, f"2024-0{n // 3 + 1}-{n % 3 * 9 + 3:02}", "flow") for n in range(1, 12))),
    ),
    "no report": (row("主导产业项目签约额"), NO_TARGETS, NO_REPORTS),
    "reports not given": (row("新签约项目"), NO_TARGETS, NO_REPORTS),
    "event": (row("新签约项目", "over-achieved"), NO_TARGETS, made.reports((26, "2024-03-06", "event"))),
    "rate": (
        row("城镇调查失业率"),
        made.targets((None, 5.5, "<=", "2024-01-30")),
        made.reports((5.3, "2024-01-31", "stock"), (5.6, "2024-03-31", "stock"), (5.1, "2024-04-30", "stock")),
    ),
    "ceiling": (row("事故起数", "lower is better"), NO_TARGETS, made.reports((5, "2024-03-31", "flow"))),
    "negative": (row("收入增速", "negative"), NO_TARGETS, made.reports((-2.1, "2024-04-30", "stock"))),
    "tiny": (row("比率", "tiny"), NO_TARGETS, NO_REPORTS),
    "stale": (row(made.LONG), made.targets((6, 6.5, "=", "2024-01-18")), made.reports((5.7, "2023-12-31", "stock"))),
    "no row": (FRAMES["empty"], NO_TARGETS, NO_REPORTS),
}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("name", CHARTS)
def test_words_lie_on_nothing_and_within_the_picture(name: str, look: Look) -> None:
    assert_legible(CHARTS[name](FRAMES["normal"], look, FRAME), look)


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("case", BURN_UPS)
def test_burn_up_is_legible(case: str, look: Look) -> None:
    goal, targets, reports = BURN_UPS[case]
    assert_legible(charts.burn_up(goal, targets, reports, look, FRAME, as_of=made.AS_OF), look)


@pytest.mark.parametrize("by", ["goal", "organisation"])
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_timeline_is_legible(look: Look, by: Any) -> None:
    assert_legible(charts.timeline_chart(made.events(), look, FRAME, by=by), look)


def assert_legible(chart: alt.LayerChart, look: Look) -> None:
    assert words_of(draw(chart).text).faults(look.width) == []


@pytest.mark.parametrize("kind", FRAMES)
@pytest.mark.parametrize("name", CHARTS)
def test_every_frame_is_drawn(name: str, kind: str) -> None:
    chart = CHARTS[name](FRAMES[kind], LOOKS["wide"], True)
    spec = chart.to_dict()
    assert spec["description"]
    assert sum(len(rows) for rows in spec.get("datasets", {}).values()) < 5000, "a spec stays small"
    drawing = draw(chart)
    assert words_of(drawing.text).words
    if kind != "huge":
        assert export.png(drawing, 0.5).startswith(b"\x89PNG")
        assert export.svg(drawing).startswith(b"<svg")
        assert export.pdf(drawing).startswith(b"%PDF")
    assert CHARTS[name](FRAMES[kind], LOOKS["phone"], False).to_dict()["width"] == 350


def test_a_huge_board_is_capped_and_says_so() -> None:
    chart = charts.board_bullets(FRAMES["huge"], Look(), limit=50)
    words = words_of(draw(chart).text)
    assert any("另有 1950 项未画出" in word.text for word in words.words)
    assert len(goals_in(chart)) == 50


def goals_in(chart: alt.LayerChart) -> set[str]:
    data = chart.to_dict()["datasets"].values()
    return {row["goal_id"] for rows in data for row in rows if "goal_id" in row}


def test_no_goal_is_lost_on_the_board() -> None:
    assert goals_in(charts.board_bullets(FRAMES["normal"], Look())) == set(FRAMES["normal"]["goal_id"])


def test_parts_that_name_each_other_are_still_shown() -> None:
    ring = FRAMES["normal"].head(2).copy()
    ring["parent_id"] = list(ring["goal_id"])[::-1]
    assert goals_in(charts.board_bullets(ring, Look())) == set(ring["goal_id"])


@pytest.mark.parametrize("look", [LOOKS["wide"], LOOKS["phone"]], ids=["wide", "phone"])
def test_the_board_says_what_the_mock_says(look: Look) -> None:
    said = {word.text for word in words_of(draw(charts.board_bullets(FRAMES["normal"], look)).text).words}
    joined = "\n".join(said)
    for words in (
        "签约额",
        "2 个口径",
        "107.96 亿元",
        "≥ 500 亿元",
        "21.6%",
        "严重滞后 · 落后 15.6 个百分点",
        "392.04 亿元",
    ):
        assert words in joined
    assert "尚无通报 · 103 天" in joined
    assert "二七经开区" in joined and "173%" in joined
    assert "其中：主导产业项目签约额" in joined
    assert "二七区 · 2023年" in joined, "a goal of another year says so"


def test_bars_are_clamped_but_the_number_is_told() -> None:
    chart = charts.board_bullets(FRAMES["over-achieved"], Look())
    shares = [row["share"] for rows in chart.to_dict()["datasets"].values() for row in rows if "share" in row]
    assert shares and all(0 <= share <= 1 for share in shares)
    assert any("173%" in word.text for word in words_of(draw(chart).text).words)


@pytest.mark.parametrize(
    ("chart", "selection", "fields"),
    [
        (charts.board_bullets(FRAMES["normal"]), "goal", ["goal_id"]),
        (charts.lead_bars(FRAMES["normal"]), "goal", ["goal_id"]),
        (charts.burn_up(*BURN_UPS["one report"]), "report", ["statement_id"]),
        (charts.heat_grid(FRAMES["normal"]), "cell", ["organisation", "theme"]),
        (charts.timeline_chart(made.events()), "event", ["statement_id", "goal_id"]),
    ],
    ids=["board", "lead", "burn-up", "grid", "timeline"],
)
def test_a_click_reaches_its_goal(chart: alt.LayerChart, selection: str, fields: list[str]) -> None:
    spec = chart.to_dict()
    found = [param for param in spec["params"] if param["name"] == selection]
    assert found and found[0]["select"]["fields"] == fields
    assert "layer" in spec, "selections need a layered chart"


def test_tooltips_are_named_in_the_readers_language() -> None:
    for layer in charts.board_bullets(FRAMES["normal"], Look(lang="en")).to_dict()["layer"]:
        for tip in layer.get("encoding", {}).get("tooltip", []):
            assert tip["title"] in {texts["en"] for texts in load_words()["chart"].values()}


def test_the_burn_up_tells_the_distance_the_rival_and_the_forecast() -> None:
    goal, targets, reports = BURN_UPS["one report"]
    said = "\n".join(word.text for word in words_of(draw(charts.burn_up(goal, targets, reports)).text).words)
    for words in (
        "少 77.8 亿元",
        "另一口径 ≥ 300 亿元",
        "目标 ≥ 500 亿元",
        "序时进度",
        "107.96 亿元（5月）",
        "按现速年底",
    ):
        assert words in said


CROWD = made.targets(*((n * made.YI, None, ">=", f"2024-02-{n % 28 + 1:02}") for n in range(50, 800, 12)))
MANY_A_DAY = made.reports(*((n * 2.7 * made.YI, f"2024-0{n % 4 + 1}-28", "flow") for n in range(1, 41)))


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_many_rivals_are_all_counted_and_no_name_lies_on_another(look: Look) -> None:
    drawn = words_of(draw(charts.burn_up(row("签约额"), CROWD, MANY_A_DAY, look, FRAME, as_of=made.AS_OF)).text)
    assert drawn.faults(look.width) == []
    texts = [word.text for word in drawn.words]
    rival, rest = look.say("chart.burn_rival", target=""), look.say("chart.burn_rest", count="").split()[-1]
    named = [text for text in texts if text.startswith(rival)]
    (counted,) = [int(found[0]) for text in texts if rest in text and (found := re.findall(r"\d+", text))]
    assert len(named) + counted == len(CROWD) == 63, "500 is no rival of 500 and not among them"
    if look.lang == "zh":
        assert all(any(f"≥ {end} 亿元" in text for text in named) for end in (50, 794)), "the lowest and the highest"


def test_as_many_rivals_are_named_as_there_is_room_and_few_all_are() -> None:
    few = made.targets(*((n * made.YI, None, ">=", "2024-02-18") for n in (100, 250, 300, 600, 700)))
    texts = [word.text for word in words_of(draw(charts.burn_up(row("签约额"), few, NO_REPORTS)).text).words]
    assert sum(text.startswith("另一口径") for text in texts) == 5
    assert not any("另有" in text for text in texts)


def test_of_several_results_of_a_day_the_way_leads_through_the_one_that_counts() -> None:
    goal = read_goal(row("签约额").iloc[0].to_dict())
    told = tell(goal, NO_TARGETS, MANY_A_DAY, Look(), made.AS_OF)
    assert len(told.reports) == 40 and len(told.path) == 4
    assert [round(report.value / 2.7) for report in told.path] == [40, 37, 38, 39]
    twice = made.reports((90e8, "2024-03-31", "flow"), (70e8, "2024-03-31", "flow"), (95e8, "2024-04-30", "flow"))
    assert [report.value for report in tell(goal, NO_TARGETS, twice, Look(), made.AS_OF).path] == [70, 95]


def test_an_old_report_has_no_lead_and_no_gap_to_compare() -> None:
    stale = row("签约额").assign(status="no_data", status_reason="stale")
    for draw_bars in (charts.lead_bars, charts.gap_bars, charts.needed_vs_run):
        assert goals_in(draw_bars(stale)) == set()
    said = {word.text for word in words_of(draw(charts.board_bullets(stale)).text).words}
    assert "久未通报 · 16 天" in said and "392.04 亿元" not in said


def test_several_events_are_added_up() -> None:
    two = made.reports((16, "2024-03-06", "event"), (10, "2024-04-20", "event")).assign(is_current=True)
    goal = row("新签约项目", "over-achieved")
    said = [word.text for word in words_of(draw(charts.burn_up(goal, NO_TARGETS, two)).text).words]
    assert any("26 个" in words and "2 次合计" in words for words in said)


def test_every_status_has_a_shape_a_word_and_a_colour_of_its_own() -> None:
    assert len({SHAPES[status] for status in STATUSES}) == len(STATUSES)
    for dark in (False, True):
        look = Look(dark=dark)
        assert len({look.mark(status) for status in STATUSES}) == len(STATUSES)
        for status in STATUSES:
            assert contrast(look.ink(status), look.colors.panel) >= 4.5


def contrast(one: str, other: str) -> float:
    def light(color: str) -> float:
        parts = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_frames_with_nothing_in_a_column_are_read() -> None:
    odd = FRAMES["normal"].astype(object).where(FRAMES["normal"].notna(), None)
    assert goals_in(charts.board_bullets(odd)) == set(FRAMES["normal"]["goal_id"])


def test_no_row_of_text_can_be_run_as_an_expression() -> None:
    evil = FRAMES["one row"].assign(metric='"+alert(1)+"', organisation="<b>datum.x</b>")
    said = [word.text for word in words_of(draw(charts.board_bullets(evil)).text).words]
    assert '"+alert(1)+"' in said and "<b>datum.x</b>" in said
