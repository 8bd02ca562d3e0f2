"""One goal through its period: what was promised, what was reported, where the pace is and where this leads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from board.charts import crowd, sentences
from board.charts import format as fmt
from board.charts.burnup_ends import fitted, room_at_ends
from board.charts.burnup_labels import write_labels
from board.charts.hits import quoted, tips_of
from board.charts.measure import text_width
from board.charts.places import expression
from board.charts.plot import Plot, draw_days, draw_values
from board.charts.rows import Goal
from board.charts.scales import ticks
from board.charts.sheet import Frame, Sheet
from board.charts.story import Report, Story, tell, to_goal
from board.charts.theme import HALF, Look, mixed

NARROW = 640


def burn_up(
    goal_row: Goal | Mapping[Any, Any] | pd.DataFrame,
    targets: pd.DataFrame,
    reports: pd.DataFrame,
    look: Look = HALF,
    frame: Frame | bool = False,
    *,
    as_of: date | None = None,
    height: float = 400,
) -> alt.LayerChart:
    """Draw one goal from a row of `questions.progress` with its `questions.targets` and `questions.reports`.

    Targets that the row does not count as official are dashed. A rate or a stock is drawn against its bound, without
    pace. Below 640 px the lines are named under the plot. Clicking a point selects `report` on statement_id.
    """
    goal = to_goal(goal_row)
    sheet = Sheet(look, frame, plain=True)
    title = f"{goal.metric} · {goal.organisation}"
    if goal.period_start is None or goal.period_stop is None or goal.target is None:
        return sheet.empty(title)
    story = crowd.at_most(tell(goal, targets, reports, look, as_of))
    facts = [fmt.period(goal.period_start, goal.period_stop, look.lang), sentences.formula(goal, look)]
    top = sheet.header(title, " · ".join(facts), sentences.outlook(goal, look))
    plot, values, labels = _plot(sheet, story, top + 34, top + height - 40)
    story = fitted(sheet, plot, story)
    bottom = plot.bottom + 32
    draw_values(sheet, plot, values, labels)
    draw_days(sheet, plot, story.start, story.stop)
    _zone(sheet, plot, story)
    _rest(sheet, plot, story)
    _lines(sheet, plot, story)
    _fan(sheet, plot, story)
    _points(sheet, plot, story)
    bottom = write_labels(sheet, plot, story, bottom)
    sheet.card(top, bottom)
    return sheet.finish(bottom, f"{title}。{sentences.formula(goal, look)}。{sentences.outlook(goal, look)}")


def _plot(sheet: Sheet, story: Story, top: float, bottom: float) -> tuple[Plot, list[float], list[str]]:
    """Choose the value axis, and leave room at the left for its labels and at the right for the names of lines."""
    look, goal = sheet.look, story.goal
    shown = [bound.value for bound in (*story.bounds, *story.rest)] + [report.value for report in story.reports]
    if goal.forecast_high is not None and story.has_fan:
        shown.append(goal.forecast_high / story.scale.divisor)
    low, high = min(0.0, *shown), max(0.0, *shown)
    if not goal.accumulates and low == 0 and min(shown) > high * 0.5:
        low, high = min(shown) - (high - min(shown) or high * 0.1) * 0.6, high + (high - min(shown) or high * 0.1) * 0.4
    counted = story.scale.divisor == 1 and not fmt.is_share(goal.unit) and goal.unit not in fmt.MONEY
    values = ticks(low, high, 5, whole=counted and high >= 1)
    tail = fmt.unit_word(goal.unit, look.lang, story.scale)
    digits = max(len(fmt.plain(value, 6).partition(".")[2]) for value in values)
    labels = [f"{value:.{digits}f}".replace("-", "−") for value in values]
    labels = [label + tail for label in labels] if fmt.is_share(goal.unit) else [*labels[:-1], labels[-1] + tail]
    left = sheet.edge + 22 + max(text_width(label, 12) for label in labels)
    room = 0 if look.width < NARROW else room_at_ends(sheet, story)
    right_side = sheet.edge + 16 + room
    plot = Plot(left, right_side, top, bottom, (0, story.days), (values[0], values[-1]), look.width)
    return plot, values, labels


def _zone(sheet: Sheet, plot: Plot, story: Story) -> None:
    """Tint where a rate or a stock meets its bound."""
    official = story.official
    if official is None or (story.goal.accumulates and not sentences.is_ceiling(story.goal)):
        return
    edge = plot.bottom if sentences.is_ceiling(story.goal) else plot.top
    top, bottom = sorted((plot.height(official.value), edge))
    sheet.box(plot.at(0), top, plot.at(story.days), bottom, sheet.look.colors.tints["done"])


def _rest(sheet: Sheet, plot: Plot, story: Story) -> None:
    """The bounds without a name: a band from the lowest to the highest, each a faint line in it, a height once."""
    if not story.rest:
        return
    colors = sheet.look.colors
    low, high = (plot.height(value) for value in crowd.span(story))
    sheet.box(plot.at(0), high, plot.at(story.goal_end), low, mixed(colors.tints["late"], colors.panel, 0.5))
    faint = mixed(colors.marks["late"], colors.panel, 0.4)
    for y in sorted({round(plot.height(bound.value)) for bound in story.rest}):
        sheet.line(plot.at(0), y, plot.at(story.goal_end), y, faint, width=0.6)


def _lines(sheet: Sheet, plot: Plot, story: Story) -> None:
    colors = sheet.look.colors
    for bound in story.bounds:
        y = plot.height(bound.value)
        color = colors.ink if bound.official else colors.marks["late"]
        dash = () if bound.official else (6, 5)
        sheet.line(plot.at(0), y, plot.at(story.goal_end), y, color, width=1.6 if bound.official else 1.4, dash=dash)
    pace = story.pace()
    for (x1, y1), (x2, y2) in pairwise(pace):
        sheet.line(plot.at(x1), plot.height(y1), plot.at(x2), plot.height(y2), colors.marks["no_data"], width=1.6)


def _fan(sheet: Sheet, plot: Plot, story: Story) -> None:
    """The forecast: an area from the last report to the range at the period's end, its middle dotted."""
    goal, current = story.goal, story.current
    if not story.has_fan or current is None:
        return
    divisor = story.scale.divisor
    assert goal.forecast is not None and goal.forecast_low is not None and goal.forecast_high is not None
    rows = [
        {"day": current.day, "low": current.value, "high": current.value, "middle": current.value},
        {
            "day": story.goal_end,
            "low": goal.forecast_low / divisor,
            "high": goal.forecast_high / divisor,
            "middle": goal.forecast / divisor,
        },
    ]
    color = sheet.look.mark(goal.status)
    base = alt.Chart(alt.InlineData(values=rows))
    x = plot.x_channel("day:Q")
    sheet.add(
        base.mark_area(fill=color, fillOpacity=0.14).encode(x=x, y=plot.y_channel("low:Q"), y2=alt.Y2("high")),
        base.mark_line(color=color, strokeDash=[3, 4], strokeWidth=1.4).encode(x=x, y=plot.y_channel("middle:Q")),
    )


def _path(story: Story) -> list[dict[str, float]]:
    """Return the way that the reports tell, from nothing where the goal accumulates; an event is no point of it."""
    path: list[dict[str, float]] = [{"day": told.day, "value": told.value} for told in story.path]
    if path and story.goal.accumulates and story.goal.period_start:
        path.insert(0, {"day": (story.goal.period_start - story.start).days, "value": 0})
    return path


def _point(report: Report, story: Story, look: Look) -> dict[str, Any]:
    goal = story.goal
    return {
        "day": report.day,
        "value": report.value,
        "statement_id": report.statement_id,
        "said": fmt.quantity(report.value * story.scale.divisor, goal.unit, look.lang),
        "when": fmt.day(report.as_of, look.lang, goal.year),
        "document": report.document,
        "quote": quoted(report.quote),
        "size": 130 if report.current else 70 if report.counts else 18,
        "edge": 2 if report.counts else 1,
        "fill": look.mark(goal.status) if report.current else look.colors.panel,
    }


def _points(sheet: Sheet, plot: Plot, story: Story) -> None:
    look, goal = sheet.look, story.goal
    if not story.reports:
        return
    color = look.mark(goal.status)
    x, y = plot.x_channel("day:Q"), plot.y_channel("value:Q")
    path = _path(story)
    if len(path) > 1:
        sheet.add(alt.Chart(alt.InlineData(values=path)).mark_line(color=color, strokeWidth=3).encode(x=x, y=y))
    drawn = sorted(story.reports, key=lambda report: report.counts)
    chosen = alt.selection_point(name="report", fields=["statement_id"], on="click", empty=False)
    tips = {"when": "day", "said": "value", "document": "document", "quote": "quote"}
    sheet.add_on_top(
        alt.Chart(alt.InlineData(values=[_point(report, story, look) for report in drawn]), name="points")
        .mark_point(
            size=expression("datum.size"),
            fill=expression("datum.fill"),
            stroke=color,
            strokeWidth=expression("datum.edge"),
            cursor="pointer",
        )
        .encode(
            x=x,
            y=y,
            opacity=alt.OpacityValue(1),
            tooltip=tips_of(look, tips),
        )
        .add_params(chosen)
    )
