"""What was promised and what was reported when: a row a goal, targets above its line, results below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

import altair as alt
import pandas as pd

from board.charts.hits import quoted, tips_of
from board.charts.lanes import SIZE, Event, Placed, Row, read_events, set_in_rows
from board.charts.measure import text_width, wrap
from board.charts.places import expression, right
from board.charts.plot import Plot, draw_days, draw_today
from board.charts.scales import month_end, month_starts, next_day
from board.charts.sheet import Frame, Sheet, values
from board.charts.theme import WIDE, Look

LIMIT = 80
LANE = 19
TWO_MONTHS = 58  # days, so that a page of one month is not stretched over the whole width
TARGET_SHAPE, ACTUAL_SHAPE = "square", "circle"


def timeline_chart(
    events: pd.DataFrame,
    look: Look = WIDE,
    frame: Frame | bool = False,
    limit: int = LIMIT,
    *,
    by: Literal["goal", "organisation"] = "goal",
    as_of: date | None = None,
    of: int = 0,
) -> alt.LayerChart:
    """Draw `questions.timeline`: targets as squares above each line, results as dots below, with what was said.

    With `as_of` the board's day is a line, and at it stands of which goals nothing was reported. Clicking a mark
    selects `event` on statement_id. Marks without a day are counted under the chart. `of` is how many rows
    there are where `events` are one page of them: a picture that leaves says how many it is without.
    """
    sheet = Sheet(look, frame, plain=True)
    title = look.say("chart.timeline_title")
    read, undated = read_events(events, look, by)
    if not read:
        return sheet.empty(title, look.say("chart.timeline_empty"))
    top = sheet.header(title, look.say("chart.timeline_note"))
    start, stop = _months_of(read, as_of)
    pad = sheet.edge + (14 if look.compact else 22)
    gutter = 0.0 if look.compact else min(270.0, max(180.0, look.width * 0.2))
    plot = Plot(pad + gutter + 6, pad + 6, top, top + 1, (0, (next_day(stop) - start).days), (0, 1), look.width)
    rows = set_in_rows(read, plot, start, by)
    today = None if as_of is None else (as_of - start).days + 1.0
    bottom, heights = _draw_rows(sheet, plot, rows[:limit], (top + 62, gutter), today)
    taken = _key(sheet, pad, top + 18, any(not event.stated for event in read))
    draw_days(sheet, plot, start, stop, top + 32)
    for month in month_starts(start, stop) if not look.compact else []:
        x = plot.at((month - start).days)
        sheet.line(x, top + 37, x, bottom - 8)
    if as_of is not None and today is not None:
        strips = [] if look.compact else [(top + 26, top + 37), (top + 62, bottom - 8)]
        draw_today(sheet, plot, today, as_of, strips, (top + 18, taken))
    _add_marks(sheet, plot, heights)
    sheet.card(top, bottom)
    elsewhere = max(0, of - len(rows)) if sheet.frame else 0
    for count, key in ((max(0, len(rows) - limit) + elsewhere, "more_rows"), (undated, "timeline_undated")):
        if count > 0:
            bottom = sheet.note(bottom + 4, look.say(f"chart.{key}", count=count))
    stop_mark = look.say("format.list_stop")
    said = stop_mark.join(f"{event.day.isoformat()} {event.name} {event.words}" for event in read[:40])
    return sheet.finish(bottom, f"{title}{stop_mark}{said}")


def _months_of(events: Sequence[Event], as_of: date | None) -> tuple[date, date]:
    """Return the first and the last day of the months that the events and the board's day lie in, two at least."""
    start = min(event.day for event in events).replace(day=1)
    stop = month_end(max([event.day for event in events] + ([as_of] if as_of else [])))
    return start, stop if (stop - start).days >= TWO_MONTHS else month_end(next_day(stop))


def _draw_rows(
    sheet: Sheet, plot: Plot, rows: Sequence[Row], place: tuple[float, float], today: float | None
) -> tuple[float, list[tuple[Placed, float]]]:
    """Draw names, lines and words; return where the rows end and each event with its height."""
    look, colors = sheet.look, sheet.look.colors
    y, gutter = place
    pad = sheet.edge + (14 if look.compact else 22)
    heights: list[tuple[Placed, float]] = []
    for row in rows:
        names, beside = _names(row, look.width - 2 * pad if look.compact else gutter - 16)
        head = 20 * len(names) - (0 if beside else 2)
        above, below = max(row.above, 0) * LANE, max(row.below, 0) * LANE
        top = y
        sheet.line(pad, top, right(pad), top)
        if look.compact:
            y += head + 8
        line = y + 11 + above
        bottom = line + 11 + below
        if not look.compact:
            short = max(0.0, head + 16 - (bottom - y))
            line, bottom = line + short / 2, bottom + short
        first = top + 16 if look.compact else (top + bottom) / 2 - (head - 20) / 2
        for number, (words, small) in enumerate(names):
            ink = colors.soft if small else colors.ink
            sheet.text(pad, first + number * 20 - small, words, size=12 if small else 13.5, color=ink)
        if beside:
            x = pad + text_width(names[-1][0], 13.5) + 10
            sheet.text(x, first + (len(names) - 1) * 20 + 0.5, row.owner, size=12, color=colors.soft)
        _write_line(sheet, plot, line, today if row.silent and row.owner else None)
        for placed in row.events:
            heights.append((placed, _write(sheet, plot, placed, line)))
        y = bottom
    return y + 8, heights


def _names(row: Row, room: float) -> tuple[list[tuple[str, bool]], bool]:
    """Return a row's name in lines, its owner in smaller ones below, or whether the owner stands beside the name."""
    names = [(words, False) for words in wrap(row.name, 13.5, room)]
    beside = text_width(names[-1][0], 13.5) + 10 + text_width(row.owner, 12) <= room
    if row.owner and not beside:
        names += [(words, True) for words in wrap(row.owner, 12, room)]
    return names, bool(row.owner) and beside


def _write_line(sheet: Sheet, plot: Plot, y: float, silent_until: float | None) -> None:
    """Draw a row's line; one of a goal that nothing was reported of says so at the board's day."""
    look, colors = sheet.look, sheet.look.colors
    if silent_until is None:
        sheet.line(plot.at(0), y, plot.at(plot.x[1]), y, colors.track, width=3)
        return
    said, end = look.say("status.never_reported"), plot.at(silent_until).plus(-10)
    wide = sheet.text(end, y, said, size=12, align="right", color=look.ink("no_data"))
    sheet.icon(end.plus(-wide - 10), y, "no_data", size=60)
    sheet.line(plot.at(0), y, end.plus(-wide - 22), y, colors.track, width=3)


def _write(sheet: Sheet, plot: Plot, placed: Placed, line: float) -> float:
    """Write an event's words, its first line next to its mark; return the mark's height."""
    colors = sheet.look.colors
    target = placed.event.what == "target"
    spot = plot.at(placed.x)
    # Lines are read downwards: above the row's line the first is the furthest from it.
    lanes = [placed.lane + number for number in range(len(placed.lines))]
    heights = [line + (-1 if target else 1) * (13 + lane * LANE) for lane in (lanes[::-1] if target else lanes)]
    for words, y in zip(placed.lines, heights, strict=True):
        align = "right" if placed.before else "left"
        ink = colors.ink if target else colors.link
        sheet.text(spot.plus(-10 if placed.before else 10), y, words, size=SIZE, align=align, color=ink)
    sheet.line(spot, line, spot, heights[0], colors.line)
    return heights[0]


def _key(sheet: Sheet, x: float, y: float, inferred: bool) -> float:
    """Say which mark is which; return how far to the right that goes."""
    look, colors = sheet.look, sheet.look.colors
    sheet.box(x, y - 5, x + 10, y + 5, colors.ink, radius=1)
    wide = sheet.text(x + 16, y, look.say("chart.timeline_target"), size=12, color=colors.soft)
    left = x + 16 + wide + 18
    sheet.box(left, y - 5, left + 10, y + 5, colors.link, radius=5)
    left += 16 + sheet.text(left + 16, y, look.say("chart.timeline_actual"), size=12, color=colors.soft) + 18
    if inferred:
        sheet.box(left, y - 5, left + 10, y + 5, colors.panel, stroke=colors.soft, radius=1)
        left += 16 + sheet.text(left + 16, y, look.say("chart.timeline_inferred"), size=12, color=colors.soft)
    return left


def _mark(placed: Placed, y: float, look: Look) -> dict[str, Any]:
    event, target = placed.event, placed.event.what == "target"
    color = look.colors.ink if target else look.colors.link
    return {
        "x": placed.x,
        "y": y,
        "shape": TARGET_SHAPE if target else ACTUAL_SHAPE,
        "color": color,
        "fill": color if event.stated else look.colors.panel,
        "statement_id": event.statement_id,
        "goal_id": event.goal_id,
        "when": event.day.isoformat() + ("" if event.stated else look.say("chart.inferred")),
        "metric": event.name,
        "organisation": event.owner,
        "said": event.words,
        "document": event.document,
        "quote": quoted(event.quote),
    }


def _add_marks(sheet: Sheet, plot: Plot, heights: Sequence[tuple[Placed, float]]) -> None:
    tips = {"when": "day", "metric": "metric", "organisation": "organisation", "said": "value"}
    tips |= {"document": "document", "quote": "quote"}
    chosen = alt.selection_point(name="event", fields=["statement_id", "goal_id"], on="click", empty=False)
    sheet.add_on_top(
        alt.Chart(values([_mark(placed, y, sheet.look) for placed, y in heights]), name="events")
        .mark_point(
            y=expression("datum.y"),
            shape=expression("datum.shape"),
            fill=expression("datum.fill"),
            stroke=expression("datum.color"),
            strokeWidth=1.6,
            size=62,
            cursor="pointer",
        )
        .encode(
            x=plot.x_channel("x:Q"),
            opacity=alt.OpacityValue(1),
            tooltip=tips_of(sheet.look, tips),
        )
        .add_params(chosen)
    )
