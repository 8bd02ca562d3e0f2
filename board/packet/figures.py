"""The numbers of a chart that a slide draws itself: bars against their pace, ranked bars, the way of a goal.

Values are in the unit that is printed (亿元, 个, 百分点), shares are fractions. Colours are those of the board.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from board.charts import crowd, sentences
from board.charts import format as fmt
from board.charts.gaps import Ranking
from board.charts.projects import stage_word
from board.charts.rows import Goal, records, to_number
from board.charts.scales import ticks
from board.charts.story import Story
from board.charts.theme import Look
from board.packet.days import Course, Steps
from board.packet.standings import Changes, Grid, Units


@dataclass(frozen=True, slots=True)
class Bullet:
    """A row of the board: what is done as a share of the target, where the pace is, and the words of its columns."""

    goal_id: str
    name: str
    owner: str
    status: str
    share: float | None
    pace: float | None
    target: str
    result: str
    standing: str
    gap: str
    needed: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """Rows of the board, to be drawn as bars from nothing to the target with a mark at the pace."""

    rows: tuple[Bullet, ...]


@dataclass(frozen=True, slots=True)
class RankedBar:
    """One bar from zero: its name, its value, and what is said at its end; `inner` is the part that stands out."""

    name: str
    value: float
    words: str
    status: str
    inner: float | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """Bars on one scale, `value_name` what their length is: 领先与落后（百分点）; `parts` name those of each."""

    bars: tuple[RankedBar, ...]
    value_name: str
    low: float
    high: float
    number_format: str
    parts: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line through days: (day, value) points; `role` decides its colour, `words` stand at its end.

    `begins` tells that the first point is where counting began, not something that was reported.
    """

    name: str
    role: str
    points: tuple[tuple[date, float], ...]
    words: str
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """The way of one goal through its period; its values are printed in `unit`, `status` colours the results."""

    lines: tuple[Line, ...]
    start: date
    stop: date
    unit: str
    status: str
    low: float
    high: float


Figure = Bullets | Ranked | Lines | Grid | Changes | Units | Steps | Course
NUMBER_FORMATS = {
    "lead": "+0.0;−0.0;0",
    "gap_money": "#,##0.00",
    "gap_count": '0.0"%"',
    "funnel": "0",
    "needed": '0.0"×"',
}


def bullets_of(goals: Sequence[Goal], look: Look, *, with_theme: bool = False) -> Bullets:
    """Return the rows of the board for these goals; with several themes on a page, each row says its own."""
    usual = sentences.usual_period(goals)
    return Bullets(tuple(_bullet(goal, usual, look, goal.theme if with_theme else "") for goal in goals))


def _bullet(goal: Goal, usual: sentences.Period | None, look: Look, theme: str) -> Bullet:
    name = look.say("chart.part_of", metric=goal.metric) if goal.parent_id else goal.metric
    flag = look.say("chart.rivals", count=goal.rival_count + 1) if goal.rival_count else ""
    return Bullet(
        goal_id=goal.goal_id,
        name=name,
        owner=" · ".join(part for part in (theme, sentences.owner(goal, look, usual), flag) if part),
        status=goal.status,
        share=goal.ratio,
        pace=goal.elapsed if goal.accumulates else None,
        target=sentences.target(goal, look),
        result=sentences.result(goal, look),
        standing=sentences.standing_line(goal, look),
        gap=sentences.gap(goal, look),
        needed=sentences.needed(goal, look),
        evidence=sentences.evidence(goal, look),
    )


def ranked_of(ranking: Ranking, look: Look, kind: str, limit: int) -> Ranked:
    """Return the first `limit` bars of a ranking; a value beyond the scale stays what it is."""
    usual = sentences.usual_period([bar.goal for bar in ranking.bars])
    bars = tuple(
        RankedBar(
            f"{bar.goal.metric}（{sentences.owner(bar.goal, look, usual)}）", bar.value, bar.words, bar.goal.status
        )
        for bar in ranking.bars[:limit]
    )
    unit = ranking.axis.unit.strip()
    name = look.say(f"packet.value_{kind}", unit=unit)
    return Ranked(bars, name, ranking.axis.low, ranking.axis.high, NUMBER_FORMATS[kind])


def funnel_of(stages: pd.DataFrame, look: Look) -> Ranked:
    """Return the stages of projects as bars: those at it or past it, by money, or by number where none is told."""
    rows = records(stages)
    by_money = any(to_number(row["total_investment"]) for row in rows)
    values = [float((row["reached_investment"] if by_money else row["reached"]) or 0) for row in rows]
    scale = fmt.scale_of(max([0.0, *values]), "元", look.lang) if by_money else fmt.Scale(1, "")
    unit = fmt.unit_word("元", look.lang, scale).strip() if by_money else look.say("packet.projects_unit")
    bars = []
    for row, value in zip(rows, values, strict=True):
        count = look.say("projects.funnel_count", count=int(row["projects"] or 0))
        money = (
            fmt.quantity(float(row["total_investment"] or 0), "元", look.lang) if row["projects"] and by_money else ""
        )
        late = look.say("projects.funnel_overdue", count=int(row["overdue"])) if row["overdue"] else ""
        words = " · ".join(part for part in (count, money, late) if part)
        here = float((row["total_investment"] if by_money else row["projects"]) or 0)
        told = row["stage"] is not None  # of those that tell no stage nobody knows how far they are
        whole = value if told else here
        bars.append(RankedBar(stage_word(row["stage"], look), whole / scale.divisor, words, "", here / scale.divisor))
    high = ticks(0, max([1.0, *(bar.value for bar in bars)]), 5)[-1]
    name = look.say("packet.value_funnel", unit=unit)
    shown = NUMBER_FORMATS["gap_money" if by_money else "funnel"]
    parts = (look.say("packet.value_here", unit=unit), look.say("packet.value_past", unit=unit))
    return Ranked(tuple(bars), name, 0, high, shown, parts)


def lines_of(story: Story, look: Look) -> Lines:
    """Return the burn-up of a goal as lines: its bounds, its pace, its reports, and where its speed leads.

    Of many bounds the named ones are lines; the lowest and the highest of the others are lines of the role `rest`.
    """
    story = crowd.at_most(story)
    goal = story.goal
    last = goal.period_stop or story.stop
    first = goal.period_start or story.start
    lines = [*_bounds(story, first, last, look), *_pace(story, look), *_results(story, first, look)]
    lines += _forecast(story, last, look)
    low, high = _ends(goal, [value for line in lines for _, value in line.points])
    unit = fmt.unit_word(goal.unit, look.lang, story.scale).strip()
    return Lines(tuple(lines), story.start, story.stop, unit, goal.status, low, high)


def _ends(goal: Goal, values: Sequence[float]) -> tuple[float, float]:
    """Return the lowest and highest value to show: from zero, but for a rate or a stock close to its bound."""
    low, high = min(values), max(values)
    if goal.accumulates or low <= high * 0.5:
        return min(0.0, low), max(0.0, high)
    room = (high - low) or high * 0.1
    return low - room * 0.6, high + room * 0.4


def _bounds(story: Story, first: date, last: date, look: Look) -> list[Line]:
    found = []
    for number, bound in enumerate(story.bounds):
        key = "burn_target" if bound.official else "burn_rival"
        said = look.say(f"chart.{key}", target=bound.words)
        role = "target" if bound.official else "rival"
        name = look.say("chart.target") if bound.official else f"{look.say('goal.rival')} {number}"
        found.append(Line(name, role, ((first, bound.value), (last, bound.value)), said))
    if story.rest:
        counted, between = crowd.counted(story, look)
        for value, said in zip(crowd.span(story), ("", f"{counted} {between}"), strict=True):
            name = f"{look.say('goal.rival')} {len(found)}"
            found.append(Line(name, "rest", ((first, value), (last, value)), said))
    return found


def _pace(story: Story, look: Look) -> list[Line]:
    points = tuple((_day(story, day), value) for day, value in story.pace())
    name = look.say("chart.burn_pace")
    return [Line(name, "pace", points, name)] if points else []


def _results(story: Story, first: date, look: Look) -> list[Line]:
    reports = [report for report in story.reports if report.current or (report.counts and not report.event)]
    if not reports:
        return []
    points = [(report.as_of, report.value) for report in reports]
    begins = story.goal.accumulates and not any(report.event for report in reports) and points[0][0] > first
    points = [(first, 0.0), *points] if begins else points
    last = next((report for report in reversed(reports) if report.current), reports[-1])
    said = fmt.quantity(last.value * story.scale.divisor, story.goal.unit, look.lang, like=story.goal.target)
    words = look.say("chart.burn_value", value=said, day=fmt.day(last.as_of, look.lang, story.goal.year))
    return [Line(look.say("chart.actual"), "actual", tuple(points), words, begins)]


def _forecast(story: Story, last: date, look: Look) -> list[Line]:
    goal, current = story.goal, story.current
    if not story.has_fan or current is None:
        return []
    found = []
    for name, value in (("low", goal.forecast_low), ("middle", goal.forecast), ("high", goal.forecast_high)):
        assert value is not None
        words = _forecast_words(goal, look) if name == "middle" else ""
        points = ((current.as_of, current.value), (last, value / story.scale.divisor))
        found.append(Line(look.say(f"packet.forecast_{name}"), f"forecast_{name}", points, words))
    return found


def _forecast_words(goal: Goal, look: Look) -> str:
    end = look.say("chart.burn_forecast", end=sentences.end_word(goal, look))
    return f"{end} {fmt.quantity(goal.forecast, goal.unit, look.lang, 1, like=goal.target)}"


def _day(story: Story, number: float) -> date:
    """Return the day that ends at `number` days after the start."""
    return max(story.start, story.start + timedelta(days=round(number) - 1)) if number > 0 else story.start
