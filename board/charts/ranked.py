"""Ranked bars: a name, a bar from zero on one scale, and what it says at its end. Stacked where there is no room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from board.charts import sentences
from board.charts.hits import add_goal_hits
from board.charts.measure import text_width, wrap
from board.charts.places import At, expression
from board.charts.plot import Plot
from board.charts.rows import Goal
from board.charts.scales import ticks
from board.charts.sheet import Sheet, values
from board.charts.theme import Look

LINE = 18
SMALL = 12.5


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: a goal, its value on the scale and the words at the bar's end; `value` is clamped to the scale."""

    goal: Goal
    value: float
    words: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The scale of ranked bars: `mark` is a value with a line of its own, named `mark_name`."""

    low: float
    high: float
    unit: str = ""
    mark: float | None = None
    mark_name: str = ""

    def values(self, about: int) -> list[float]:
        """Round values within the axis."""
        return [value for value in ticks(self.low, self.high, about) if self.low <= value <= self.high]

    def tick(self, value: float, last: bool) -> str:
        """Print a tick; a unit that is a word stands at the last one alone."""
        words = f"{value:g}".replace("-", "−")
        return words + self.unit if last or not self.unit.startswith(" ") else words


def draw_ranked(sheet: Sheet, top: float, bars: Sequence[Bar], axis: Axis) -> float:
    """Draw the bars in the order given under `top`; return where they end."""
    look = sheet.look
    sheet.period = sentences.usual_period([bar.goal for bar in bars])
    plot = _plot(sheet, bars, axis, top)
    rows = _rows(sheet, bars, plot, top + 40)
    bottom = rows[-1].bottom + 10
    _ticks(sheet, plot, axis, top + 26)
    strips = [] if look.compact else [_Strip(top + 38, rows[0].top)]
    for row in rows:
        _names(sheet, row)
        said = _words(sheet, row, plot, axis)
        strips.append(_Strip(row.middle - 11, row.middle + 11) if look.compact else _Strip(row.top, row.bottom, said))
    _grid(sheet, plot, axis, strips)
    _bars(sheet, plot, rows)
    if axis.mark is not None:
        _mark(sheet, plot, axis.mark, strips)
    hits = [
        {"goal_id": row.bar.goal.goal_id, "top": row.top, "bottom": row.bottom, **sentences.tooltip(row.bar.goal, look)}
        for row in rows
    ]
    add_goal_hits(sheet, hits)
    sheet.card(top, bottom)
    return bottom


@dataclass(frozen=True, slots=True)
class _Row:
    """Where one bar stands: heights from, to and of its middle, its name in lines, whether its words go below."""

    bar: Bar
    top: float
    bottom: float
    middle: float
    name: list[str]
    owner: list[str]
    words_below: bool


@dataclass(frozen=True, slots=True)
class _Strip:
    """A height of the plot through which lines are drawn, but for where `words` stand."""

    top: float
    bottom: float
    words: tuple[float, float] | None = None


def _pad(sheet: Sheet) -> float:
    return sheet.edge + (14 if sheet.look.compact else 22)


def _gutter(look: Look) -> float:
    return 0.0 if look.compact else min(330.0, max(220.0, look.width * 0.24))


def _plot(sheet: Sheet, bars: Sequence[Bar], axis: Axis, top: float) -> Plot:
    """Leave room for the names, and on each side of zero for the longest words at a bar's end."""
    look = sheet.look
    pad = _pad(sheet)
    left, right = 4.0, 4.0
    if not look.compact:
        right = max((text_width(bar.words, SMALL) for bar in bars if bar.value >= 0), default=0) + 12
        left = max((text_width(bar.words, SMALL) for bar in bars if bar.value < 0), default=-12) + 12
    return Plot(pad + _gutter(look) + left, pad + right, top, top + 1, (axis.low, axis.high), (0, 1), look.width)


def _rows(sheet: Sheet, bars: Sequence[Bar], plot: Plot, top: float) -> list[_Row]:
    look = sheet.look
    room = look.width - 2 * _pad(sheet) - 24 if look.compact else _gutter(look) - 40
    rows = []
    for bar in bars:
        name = wrap(bar.goal.metric, 13.5, room)
        owner = wrap(sentences.owner(bar.goal, look, sheet.period), 12, room)
        below = look.compact and text_width(owner[-1], 12) + 12 + text_width(bar.words, SMALL) > room
        height = 42 + LINE * (len(name) + len(owner) - 2) + (26 if look.compact else 0) + (LINE if below else 0)
        middle = top + height - 14 if look.compact else top + height / 2
        rows.append(_Row(bar, top, top + height, middle, name, owner, below))
        top += height
    return rows


def _ticks(sheet: Sheet, plot: Plot, axis: Axis, y: float) -> None:
    """Write the scale's values and the name of its mark, leaving out what would lie on another."""
    taken: list[tuple[float, float]] = []
    values = axis.values(3 if sheet.look.compact else 6)
    wanted = [(axis.mark, axis.mark_name, True)] if axis.mark is not None else []
    wanted += [(value, axis.tick(value, last=value == values[-1]), False) for value in values]
    low, high = sheet.edge + 10, sheet.look.width - sheet.edge - 10
    for value, words, named in wanted:
        half = text_width(words, 12) / 2
        x = plot.px(value)
        shift = max(low - (x - half), min(0.0, high - (x + half)))
        span = (x + shift - half - 5, x + shift + half + 5)
        if any(span[0] < end and start < span[1] for start, end in taken):
            continue
        taken.append(span)
        color = sheet.look.colors.ink if named else sheet.look.colors.soft
        sheet.text(plot.at(value).plus(shift), y, words, size=12, align="center", color=color, bold=named)


def _grid(sheet: Sheet, plot: Plot, axis: Axis, strips: Sequence[_Strip]) -> None:
    """Draw the lines of the scale, broken where words would lie on them."""
    for value in axis.values(3 if sheet.look.compact else 6):
        for top, bottom in _stretches(strips, plot.px(value)):
            sheet.line(plot.at(value), top, plot.at(value), bottom, sheet.look.colors.line)


def _mark(sheet: Sheet, plot: Plot, value: float, strips: Sequence[_Strip]) -> None:
    """Draw the line of the axis's mark over the bars that pass it."""
    rows = [{"x": value, "y": top - 2, "y2": bottom} for top, bottom in _stretches(strips, plot.px(value))]
    rule = alt.Chart(values(rows)).mark_rule(stroke=sheet.look.colors.ink, strokeWidth=1.4)
    heights = {"y": alt.value(expression("datum.y")), "y2": alt.value(expression("datum.y2"))}
    sheet.add(rule.encode(x=plot.x_channel("x:Q"), **heights))


def _stretches(strips: Sequence[_Strip], x: float) -> list[tuple[float, float]]:
    """Return from where to where a line at `x` px may be drawn, strips that touch joined."""
    joined: list[tuple[float, float]] = []
    for strip in strips:
        if strip.words and strip.words[0] - 4 < x < strip.words[1] + 4:
            continue
        if joined and abs(joined[-1][1] - strip.top) < 0.5:
            joined[-1] = (joined[-1][0], strip.bottom)
        else:
            joined.append((strip.top, strip.bottom))
    return joined


def _names(sheet: Sheet, row: _Row) -> None:
    left, first = _pad(sheet), row.top + 13
    goal = row.bar.goal
    sheet.icon(left + 7, first, goal.status, size=90)
    for number, words in enumerate(row.name):
        sheet.text(left + 24, first + number * LINE, words, size=13.5)
    for number, words in enumerate(row.owner, len(row.name)):
        sheet.text(left + 24, first + number * LINE - 1, words, size=12, color=sheet.look.colors.soft)


def _words(sheet: Sheet, row: _Row, plot: Plot, axis: Axis) -> tuple[float, float] | None:
    """Write what a bar says: at its end, past the mark if it would lie on it; in a stacked row above the bar.

    Return from where to where they stand beside the bar.
    """
    bar, ink = row.bar, sheet.look.ink(row.bar.goal.status)
    if sheet.look.compact:
        y = row.top + 12 + (len(row.name) + len(row.owner) - 1) * LINE + (LINE if row.words_below else 0)
        spot: At = At(_pad(sheet) + 24) if row.words_below else At(-_pad(sheet), 1)
        align = "left" if row.words_below else "right"
        sheet.text(spot, y, bar.words, size=SMALL, align=align, color=ink)
        return None
    value = _clamped(bar.value, plot)
    before = bar.value < 0
    if axis.mark is not None and not before:
        reach = plot.px(value) + text_width(bar.words, SMALL) + 16
        value = axis.mark if value < axis.mark < plot.x[1] and reach > plot.px(axis.mark) else value
    spot = plot.at(value).plus(-8 if before else 8)
    wide = sheet.text(spot, row.middle, bar.words, size=SMALL, align="right" if before else "left", color=ink)
    start = plot.px(value) + (-8 - wide if before else 8)
    return start, start + wide


def _clamped(value: float, plot: Plot) -> float:
    return max(plot.x[0], min(plot.x[1], value))


def _bars(sheet: Sheet, plot: Plot, rows: Sequence[_Row]) -> None:
    """Lay the bars; one that goes beyond the scale has a break near its end."""
    look = sheet.look
    half = 6 if look.compact else 8
    data: list[dict[str, Any]] = [
        {
            "goal_id": row.bar.goal.goal_id,
            "value": _clamped(row.bar.value, plot),
            "beyond": row.bar.value > plot.x[1] or row.bar.value < plot.x[0],
            "color": look.mark(row.bar.goal.status),
            "y": row.middle - half,
            "y2": row.middle + half,
        }
        for row in rows
    ]
    base = alt.Chart(values(data))
    x = plot.x_channel("value:Q")
    heights = {"y": expression("datum.y"), "y2": expression("datum.y2")}
    bars = base.mark_rect(fill=expression("datum.color"), cornerRadius=2, **heights).encode(x=x, x2=alt.X2Datum(0))
    sheet.add(bars)
    if any(row["beyond"] for row in data):
        inwards = expression("datum.value < 0 ? 14 : -14")
        slash = base.transform_filter("datum.beyond").mark_point(
            shape="M-0.5,1L0.1,1L0.5,-1L-0.1,-1Z", size=300, fill=look.colors.panel, stroke=None, xOffset=inwards
        )
        sheet.add(slash.encode(x=x, y=alt.YValue(expression("(datum.y + datum.y2) / 2")), opacity=alt.YValue(1)))
