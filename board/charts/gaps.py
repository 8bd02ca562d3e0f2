"""What is behind and by how much: leads in points, gaps in money and in counts, the speed needed to catch up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import altair as alt
import pandas as pd

from board.charts import format as fmt
from board.charts import sentences
from board.charts.ranked import Axis, Bar, draw_ranked
from board.charts.rows import Goal, read_goals
from board.charts.scales import ticks
from board.charts.sheet import Frame, Sheet
from board.charts.theme import WIDE, Look

LIMIT = 60
FASTEST = 6.0


def lead_bars(
    progress: pd.DataFrame, look: Look = WIDE, frame: Frame | bool = False, limit: int = LIMIT, *, rest: bool = True
) -> alt.LayerChart:
    """Draw how many percentage points each goal is ahead of or behind its pace, the furthest behind first."""
    return _draw("lead", leads(read_goals(progress), look), Sheet(look, frame, plain=True), limit, rest)


def gap_bars(
    progress: pd.DataFrame,
    look: Look = WIDE,
    frame: Frame | bool = False,
    limit: int = LIMIT,
    *,
    kind: Literal["money", "count"] = "money",
    rest: bool = True,
) -> alt.LayerChart:
    """Draw what is missing to each target, the most first: money in 亿元 on one scale, counts as a share of the target.

    Counts have different units, so that only their shares can be compared.
    """
    ranking = gaps(read_goals(progress), look, kind)
    return _draw(f"gap_{kind}", ranking, Sheet(look, frame, plain=True), limit, rest)


def needed_vs_run(
    progress: pd.DataFrame, look: Look = WIDE, frame: Frame | bool = False, limit: int = LIMIT, *, rest: bool = True
) -> alt.LayerChart:
    """Draw how many times its rate so far each open goal needs in the months left; 1 keeps the present rate."""
    return _draw("needed", speeds(read_goals(progress), look), Sheet(look, frame, plain=True), limit, rest)


def how_many(progress: pd.DataFrame, name: str) -> int:
    """Return how many goals a chart would draw without a limit: `lead`, `gap_money`, `gap_count` or `needed`."""
    if name == "lead":
        return int((progress["lead"].notna() & (progress["status"] != "no_data")).sum())
    wanted = progress["accumulates"].astype(bool) & (progress["gap"] > 0)
    wanted &= ~progress["status"].isin(["done", "no_data"])
    wanted &= ~(progress["better"].eq("lower") | progress["comparator"].isin(["<", "<="]))
    if name == "needed":
        return int((wanted & (progress["needed"] > 0) & progress["run_rate"].notna()).sum())
    return int((wanted & ((progress["unit"] == "元") == (name == "gap_money"))).sum())


@dataclass(frozen=True, slots=True)
class Ranking:
    """Bars in the order they are shown, and the scale they stand on."""

    bars: list[Bar]
    axis: Axis


def leads(goals: list[Goal], look: Look) -> Ranking:
    """Rank goals by their lead in percentage points, the furthest behind first."""
    goals = [goal for goal in goals if goal.lead is not None and goal.status != "no_data"]
    goals.sort(key=lambda goal: (goal.lead, goal.metric))
    bars = [Bar(goal, (goal.lead or 0) * 100, sentences.lead_words(goal, look)) for goal in goals]
    low = max(-100.0, min([-10.0, *(bar.value for bar in bars)]))
    high = min(max(30.0, -1.5 * low), max([10.0, *(bar.value for bar in bars)]))
    return Ranking(bars, Axis(*_rounded(low, high), unit="", mark=0.0, mark_name=look.say("chart.lead_pace")))


def gaps(goals: list[Goal], look: Look, kind: Literal["money", "count"]) -> Ranking:
    """Rank open goals by what is missing: money on one scale, counts as a share of the target."""
    goals = [goal for goal in goals if sentences.is_open(goal) and (goal.unit == "元") == (kind == "money")]
    if kind == "money":
        largest = max((goal.gap or 0.0 for goal in goals), default=0.0)
        scale = fmt.scale_of(largest, "元", look.lang)
        bars = [Bar(goal, (goal.gap or 0) / scale.divisor, _gap_words(goal, look)) for goal in goals]
        axis = Axis(*_rounded(0, largest / scale.divisor), unit=fmt.unit_word("元", look.lang, scale))
    else:
        bars = [Bar(goal, 100 * share_left(goal), _gap_words(goal, look)) for goal in goals]
        axis = Axis(0, 100, unit="%")
    bars.sort(key=lambda bar: (-bar.value, bar.goal.metric))
    return Ranking(bars, axis)


def speeds(goals: list[Goal], look: Look) -> Ranking:
    """Rank open goals by how many times their rate so far the months left need."""
    goals = [goal for goal in goals if sentences.is_open(goal) and goal.needed and goal.run_rate is not None]
    bars = [Bar(goal, _times(goal), _needed_words(goal, look)) for goal in goals]
    bars.sort(key=lambda bar: (-bar.value, bar.goal.metric))
    high = min(FASTEST, max([2.0, *(bar.value for bar in bars)]))
    axis = Axis(0, _rounded(0, high)[1], unit="×", mark=1.0, mark_name=look.say("chart.needed_same"))
    return Ranking(bars, axis)


def _draw(name: str, ranking: Ranking, sheet: Sheet, limit: int, rest: bool) -> alt.LayerChart:
    """Draw a ranking up to `limit`; `rest` says how many more there are, which a page that offers them need not."""
    look, bars = sheet.look, ranking.bars
    title = look.say(f"chart.{name}_title")
    if not bars:
        return sheet.empty(title, look.say("chart.nothing_open" if name != "lead" else "chart.empty"))
    top = sheet.header(title, look.say(f"chart.{name}_note"))
    bottom = draw_ranked(sheet, top, bars[:limit], ranking.axis)
    if rest or sheet.frame:
        bottom = sheet.left_out(bottom, len(bars) - limit)
    stop = look.say("format.list_stop")
    said = stop.join(f"{bar.goal.metric}（{bar.goal.organisation}）{bar.words}" for bar in bars[:20])
    return sheet.finish(bottom, f"{title}{stop}{said}")


def share_left(goal: Goal) -> float:
    """The share of the target still missing, between 0 and 1."""
    return min(1.0, max(0.0, 1 - (goal.ratio or 0.0)))


def _gap_words(goal: Goal, look: Look) -> str:
    share = fmt.percent(share_left(goal), look.lang)
    return look.say("chart.gap_share", gap=fmt.quantity(goal.gap, goal.unit, look.lang), share=share)


def _times(goal: Goal) -> float:
    return (goal.needed or 0.0) / goal.run_rate if goal.run_rate and goal.run_rate > 0 else FASTEST * 10


def _needed_words(goal: Goal, look: Look) -> str:
    run_rate, needed = sentences.rates(goal, look)
    if not goal.run_rate or goal.run_rate <= 0:
        return look.say("chart.needed_from_zero", needed=needed)
    times = f"{_times(goal):.1f}"
    return look.say("chart.needed_cell", times=times, run_rate=run_rate, needed=needed)


def _rounded(low: float, high: float) -> tuple[float, float]:
    values = ticks(low, high, 5)
    return values[0], values[-1]
