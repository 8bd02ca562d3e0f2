"""What was promised and what was reported when: a row a goal, targets above its line, results below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import altair as alt
import pandas as pd

from board.charts import format as fmt
from board.charts.measure import text_width, wrap
from board.charts.places import expression, right
from board.charts.plot import Plot, draw_days
from board.charts.rows import records, to_day, to_number
from board.charts.scales import month_end, month_starts, next_day
from board.charts.sheet import Frame, Sheet
from board.charts.theme import WIDE, Look

LIMIT = 80
LANE = 19
TARGET_SHAPE, ACTUAL_SHAPE = "square", "circle"


@dataclass(frozen=True, slots=True)
class Event:
    """One target or result on the day it was said."""

    row: str
    name: str
    owner: str
    theme: str
    day: date
    stated: bool
    what: Literal["target", "actual"]
    words: str
    statement_id: str
    goal_id: str
    document: str
    quote: str


@dataclass(frozen=True, slots=True)
class Row:
    """One goal's events, each in a lane: 0 next to the line, higher lanes further from it."""

    name: str
    owner: str
    events: tuple[tuple[Event, int], ...]
    above: int
    below: int


def timeline_chart(
    events: pd.DataFrame,
    look: Look = WIDE,
    frame: Frame | bool = False,
    limit: int = LIMIT,
    *,
    by: Literal["goal", "organisation"] = "goal",
) -> alt.LayerChart:
    """Draw `questions.timeline`: targets as squares above each line, results as dots below, with what was said.

    Clicking a mark selects `event` on statement_id. Marks without a day are counted under the chart.
    """
    sheet = Sheet(look, frame, plain=True)
    title = look.say("chart.timeline_title")
    read, undated = _read(events, look, by)
    if not read:
        return sheet.empty(title, look.say("chart.timeline_empty"))
    top = sheet.header(title, look.say("chart.timeline_note"))
    start = min(event.day for event in read).replace(day=1)
    stop = month_end(max(event.day for event in read))
    if (stop - start).days < 58:
        stop = month_end(next_day(stop))
    pad = sheet.edge + (14 if look.compact else 22)
    gutter = 0.0 if look.compact else min(270.0, max(180.0, look.width * 0.2))
    plot = Plot(pad + gutter + 6, pad + 6, top, top + 1, (0, (next_day(stop) - start).days), (0, 1), look.width)
    rows = _rows(read, plot, start, by)
    bottom, heights = _draw_rows(sheet, plot, rows[:limit], (top + 62, gutter), start)
    _key(sheet, pad, top + 18, any(not event.stated for event in read))
    draw_days(sheet, plot, start, stop, top + 32)
    for month in month_starts(start, stop) if not look.compact else []:
        x = plot.at((month - start).days)
        sheet.line(x, top + 37, x, bottom - 8)
    _add_marks(sheet, plot, heights, start)
    sheet.card(top, bottom)
    for count, key in ((len(rows) - limit, "more_rows"), (undated, "timeline_undated")):
        if count > 0:
            bottom = sheet.note(bottom + 4, look.say(f"chart.{key}", count=count))
    stop_mark = look.say("format.list_stop")
    said = stop_mark.join(f"{event.day.isoformat()} {event.name} {event.words}" for event in read[:40])
    return sheet.finish(bottom, f"{title}{stop_mark}{said}")


def _read(events: pd.DataFrame, look: Look, by: str) -> tuple[list[Event], int]:
    read: list[Event] = []
    undated = 0
    for row in records(events):
        day = to_day(row.get("day"))
        if day is None:
            undated += 1
            continue
        metric = fmt.clean(row.get("metric") or "")
        owner = fmt.clean(row.get("organisation") or "")
        value = to_number(row.get("value"))
        words = fmt.clean(row.get("quantity_text") or "") or fmt.quantity(value, str(row.get("unit") or ""), look.lang)
        goal_id = str(row.get("goal_id") or "")
        read.append(
            Event(
                row=owner if by == "organisation" else goal_id or f"{owner}\x1f{metric}",
                name=metric,
                owner=owner,
                theme=fmt.clean(row.get("theme") or ""),
                day=day,
                stated=bool(row.get("day_stated", True)),
                what="target" if row.get("what") == "target" else "actual",
                words=f"{metric} {words}" if by == "organisation" else words,
                statement_id=str(row.get("statement_id") or ""),
                goal_id=goal_id,
                document=fmt.clean(row.get("document_title") or ""),
                quote=fmt.clean(row.get("quote") or ""),
            )
        )
    return sorted(read, key=lambda event: (event.day, event.what != "target", event.words)), undated


def _rows(events: Sequence[Event], plot: Plot, start: date, by: str) -> list[Row]:
    """Gather events by row and set each in the nearest lane where its words lie on no others."""
    gathered: dict[str, list[Event]] = {}
    for event in events:
        gathered.setdefault(event.row, []).append(event)
    rows = []
    for members in gathered.values():
        placed: list[tuple[Event, int]] = []
        lanes: dict[str, list[float]] = {"target": [], "actual": []}
        for event in _distinct(members):
            left, wide = _span(event, plot, start)
            ends = lanes[event.what]
            lane = next((number for number, end in enumerate(ends) if end + 8 <= left), len(ends))
            ends[lane : lane + 1] = [left + wide]
            placed.append((event, lane))
        first = members[0]
        name, owner = (first.owner, "") if by == "organisation" else (first.name, first.owner)
        rows.append(Row(name, owner, tuple(placed), len(lanes["target"]), len(lanes["actual"])))
    return rows


def _distinct(events: Sequence[Event]) -> list[Event]:
    """The same figure said on one day by several sentences is one mark."""
    seen: dict[tuple[date, str, str], Event] = {}
    for event in events:
        seen.setdefault((event.day, event.what, event.words), event)
    return list(seen.values())


def _x(event: Event, start: date) -> float:
    return (event.day - start).days + 0.5


def _span(event: Event, plot: Plot, start: date) -> tuple[float, float]:
    """Where the words of a mark start and how wide they are with the mark; near the right edge they stand before it."""
    wide = text_width(event.words, 12.5) + 22
    x = plot.px(_x(event, start)) - 8
    return (x - wide + 16 if _before(event, plot, start) else x), wide


def _before(event: Event, plot: Plot, start: date) -> bool:
    return plot.px(_x(event, start)) + text_width(event.words, 12.5) + 18 > plot.width - plot.right + 8


def _draw_rows(
    sheet: Sheet, plot: Plot, rows: Sequence[Row], place: tuple[float, float], start: date
) -> tuple[float, list[tuple[Event, float]]]:
    """Draw names, lines and words; return where the rows end and each event with its height."""
    look, colors = sheet.look, sheet.look.colors
    y, gutter = place
    pad = sheet.edge + (14 if look.compact else 22)
    heights: list[tuple[Event, float]] = []
    for row in rows:
        room = look.width - 2 * pad if look.compact else gutter - 16
        names = wrap(row.name, 13.5, room)
        owners = wrap(row.owner, 12, room) if row.owner else []
        head = 20 * len(names) + 18 * len(owners)
        above, below = max(row.above, 0) * LANE, max(row.below, 0) * LANE
        top = y
        sheet.line(pad, top, right(pad), top)
        if look.compact:
            y += head + 8
        line = y + 14 + above
        bottom = line + 14 + below
        if not look.compact:
            short = max(0.0, head + 16 - (bottom - y))
            line, bottom = line + short / 2, bottom + short
        first = top + 16 if look.compact else (top + bottom) / 2 - (head - 20) / 2
        for number, words in enumerate(names):
            sheet.text(pad, first + number * 20, words, size=13.5)
        for number, words in enumerate(owners):
            sheet.text(pad, first + 20 * len(names) - 1 + number * 18, words, size=12, color=colors.soft)
        sheet.line(plot.at(0), line, plot.at(plot.x[1]), line, colors.track, width=3)
        for event, lane in row.events:
            side = -1 if event.what == "target" else 1
            mark_y = line + side * (13 + lane * LANE)
            heights.append((event, mark_y))
            before = _before(event, plot, start)
            ink = colors.ink if event.what == "target" else colors.link
            spot = plot.at(_x(event, start)).plus(-10 if before else 10)
            sheet.text(spot, mark_y, event.words, size=12.5, align="right" if before else "left", color=ink)
            sheet.line(plot.at(_x(event, start)), line, plot.at(_x(event, start)), mark_y, colors.line)
        y = bottom
    return y + 8, heights


def _key(sheet: Sheet, x: float, y: float, inferred: bool) -> None:
    """Say which mark is which."""
    look, colors = sheet.look, sheet.look.colors
    sheet.box(x, y - 5, x + 10, y + 5, colors.ink, radius=1)
    wide = sheet.text(x + 16, y, look.say("chart.timeline_target"), size=12, color=colors.soft)
    left = x + 16 + wide + 18
    sheet.box(left, y - 5, left + 10, y + 5, colors.link, radius=5)
    left += 16 + sheet.text(left + 16, y, look.say("chart.timeline_actual"), size=12, color=colors.soft) + 18
    if inferred:
        sheet.box(left, y - 5, left + 10, y + 5, colors.panel, stroke=colors.soft, radius=1)
        sheet.text(left + 16, y, look.say("chart.timeline_inferred"), size=12, color=colors.soft)


def _add_marks(sheet: Sheet, plot: Plot, heights: Sequence[tuple[Event, float]], start: date) -> None:
    look, colors = sheet.look, sheet.look.colors
    rows = []
    for event, y in heights:
        inferred = "" if event.stated else look.say("chart.inferred")
        color = colors.ink if event.what == "target" else colors.link
        rows.append(
            {
                "x": _x(event, start),
                "y": y,
                "shape": TARGET_SHAPE if event.what == "target" else ACTUAL_SHAPE,
                "color": color,
                "fill": color if event.stated else colors.panel,
                "statement_id": event.statement_id,
                "goal_id": event.goal_id,
                "when": f"{event.day.isoformat()}{inferred}",
                "metric": event.name,
                "organisation": event.owner,
                "said": event.words,
                "document": event.document,
                "quote": event.quote if len(event.quote) <= 90 else event.quote[:89] + "…",
            }
        )
    tips = {"when": "day", "metric": "metric", "organisation": "organisation", "said": "value"}
    tips |= {"document": "document", "quote": "quote"}
    chosen = alt.selection_point(name="event", fields=["statement_id", "goal_id"], on="click", empty=False)
    sheet.add_on_top(
        alt.Chart(alt.InlineData(values=rows), name="events")
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
            opacity=alt.value(1),
            tooltip=[alt.Tooltip(f"{field}:N", title=look.say(f"chart.{key}")) for field, key in tips.items()],
        )
        .add_params(chosen)
    )
