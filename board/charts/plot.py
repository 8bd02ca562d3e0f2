"""A plot with two scales on a sheet: data layers use the scales, words and grid lines the same places in px."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import altair as alt

from board.charts import format as fmt
from board.charts.measure import text_width
from board.charts.places import At, place_expression
from board.charts.scales import Box, month_starts, next_day
from board.charts.sheet import Sheet
from board.charts.theme import Look


@dataclass(frozen=True, slots=True)
class Plot:
    """The ground of a plot: `left` and `right` px stay free at the sides, `top`…`bottom` are heights on the sheet."""

    left: float
    right: float
    top: float
    bottom: float
    x: tuple[float, float]
    y: tuple[float, float]
    width: float

    def at(self, value: float) -> At:
        """The place of an x value; it stretches with the chart."""
        share = (value - self.x[0]) / (self.x[1] - self.x[0])
        return At(self.left * (1 - share) - self.right * share, share)

    def px(self, value: float) -> float:
        """The place of an x value at the width that was laid out for."""
        spot = self.at(value)
        return spot.px + spot.share * self.width

    def height(self, value: float) -> float:
        """The height of a y value on the sheet, in px from the top."""
        share = (value - self.y[0]) / (self.y[1] - self.y[0])
        return self.bottom - share * (self.bottom - self.top)

    def x_channel(self, field: str, kind: Any = alt.X) -> Any:
        """The x encoding of a field on this plot's scale."""
        reach = [place_expression(self.left), place_expression(At(-self.right, 1))]
        return kind(field, axis=None, scale=alt.Scale(domain=list(self.x), range=reach, nice=False, zero=False))

    def y_channel(self, field: str, kind: Any = alt.Y) -> Any:
        """The y encoding of a field on this plot's scale."""
        scale = alt.Scale(domain=list(self.y), range=[self.bottom, self.top], nice=False, zero=False)
        return kind(field, axis=None, scale=scale)

    def path(self, points: Sequence[tuple[float, float]], thick: float = 6) -> list[Box]:
        """The ground a line through (x, y) values takes, as small boxes, at the width that was laid out for."""
        boxes: list[Box] = []
        for (x1, y1), (x2, y2) in pairwise(points):
            ax, ay, bx, by = self.px(x1), self.height(y1), self.px(x2), self.height(y2)
            steps = max(1, int(max(abs(bx - ax), abs(by - ay)) / 6))
            for step in range(steps + 1):
                x, y = ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps
                boxes.append(Box(x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2))
        return boxes


def draw_values(sheet: Sheet, plot: Plot, values: Sequence[float], labels: Sequence[str]) -> None:
    """Draw the horizontal grid and write its values left of the plot."""
    for value, label in zip(values, labels, strict=True):
        y = plot.height(value)
        sheet.line(plot.left, y, At(-plot.right, 1), y)
        sheet.text(plot.left - 8, y, label, size=12, align="right", color=sheet.look.colors.soft)


def draw_days(sheet: Sheet, plot: Plot, start: date, stop: date, y: float | None = None) -> None:
    """Write months, quarters or years under the plot, each in the middle of its span: the finest that fits.

    x values are days since `start`; the last day ends at `plot.x[1]`.
    """
    base = plot.bottom if y is None else y
    colors = sheet.look.colors
    spans = name_days(sheet.look, start, stop, plot.px(1) - plot.px(0))
    for first, last, label in spans:
        for edge in (first, last):
            sheet.line(plot.at(edge), base, plot.at(edge), base + 5, colors.soft)
        if text_width(label, 12) <= plot.px(last) - plot.px(first) + 6:
            sheet.text(plot.at((first + last) / 2), base + 15, label, size=12, align="center", color=colors.soft)


def draw_today(
    sheet: Sheet, plot: Plot, x: float, day: date, strips: Sequence[tuple[float, float]], label: tuple[float, float]
) -> None:
    """Draw the board's day as a dashed line through `strips` (heights from and to), and write it at a height.

    `label` is that height and how far from the left others have written there; where they are in the way, or on a
    narrow sheet, the line says it alone.
    """
    look, colors = sheet.look, sheet.look.colors
    now = plot.at(x)
    for top, bottom in strips:
        sheet.line(now, top, now, bottom, colors.ink, width=1.2, dash=(4, 3))
    y, taken = label
    said = look.say("chart.as_of", day=fmt.day(day, look.lang))
    half = text_width(said, 12) / 2
    over = max(0.0, plot.px(x) + half - (look.width - sheet.edge - 8))
    if not look.compact and plot.px(x) - half - over > taken + 12:
        sheet.text(now.plus(-over), y, said, size=12, align="center", bold=True)


def name_days(look: Look, start: date, stop: date, day: float) -> list[tuple[float, float, str]]:
    """Name months, quarters or years as (from, to, label) in days since `start`: the finest that fit `day` px a day."""
    for namer in (_by_month, _by_quarter, _by_year):
        spans = namer(look, start, stop)
        widest = max(text_width(label, 12) for _, _, label in spans)
        narrowest = day * max(last - first for first, last, _ in spans)
        if widest + 4 <= narrowest:
            return spans
    return spans


def _cut(start: date, stop: date, firsts: Sequence[date], labels: Sequence[str]) -> list[tuple[float, float, str]]:
    ends = [*firsts[1:], next_day(stop)]
    return [
        ((first - start).days, (end - start).days, label)
        for first, end, label in zip(firsts, ends, labels, strict=True)
    ]


def _by_month(look: Look, start: date, stop: date) -> list[tuple[float, float, str]]:
    firsts = month_starts(start, stop)
    many_years = start.year != stop.year
    labels = [
        fmt.month(day.month, look.lang) if day.month > 1 or not many_years else look.say("chart.year", year=day.year)
        for day in firsts
    ]
    return _cut(start, stop, firsts, labels)


def _by_quarter(look: Look, start: date, stop: date) -> list[tuple[float, float, str]]:
    firsts = [day for day in month_starts(start, stop) if day.month in {1, 4, 7, 10} or day == start]
    many_years = start.year != stop.year
    labels = [
        look.say("chart.year", year=day.year)
        if many_years and day.month == 1
        else look.say(f"chart.quarter_{(day.month - 1) // 3 + 1}")
        for day in firsts
    ]
    return _cut(start, stop, firsts, labels)


def _by_year(look: Look, start: date, stop: date) -> list[tuple[float, float, str]]:
    firsts = [day for day in month_starts(start, stop) if day.month == 1 or day == start]
    return _cut(start, stop, firsts, [look.say("chart.year", year=day.year) for day in firsts])
