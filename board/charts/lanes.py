"""The events of a timeline, gathered by row and set in lanes where the words of none lie on those of another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import pandas as pd

from board.charts import format as fmt
from board.charts.measure import text_width, wrap
from board.charts.plot import Plot
from board.charts.rows import records, to_day, to_number
from board.charts.theme import Look

SIZE = 12.5
MARK = 18


@dataclass(frozen=True, slots=True)
class Event:
    """One target or result on its day."""

    row: str
    name: str
    owner: str
    theme: str
    day: date
    stated: bool
    what: Literal["target", "actual"]
    words: str
    figure: str
    statement_id: str
    goal_id: str
    document: str
    quote: str


@dataclass(frozen=True, slots=True)
class Placed:
    """An event with its words in lines, `lane` the one nearest the row's line; `before`: words left of the mark."""

    event: Event
    x: float
    lane: int
    lines: list[str]
    before: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One goal's events and how many lanes they take above and below its line."""

    name: str
    owner: str
    events: tuple[Placed, ...]
    above: int
    below: int

    @property
    def silent(self) -> bool:
        """Tell whether a goal was stated and no result of it reported."""
        return self.above > 0 and self.below == 0


def read_events(events: pd.DataFrame, look: Look, by: str) -> tuple[list[Event], int]:
    """Return what `questions.timeline` tells in the order of its days, and how much of it has none."""
    rows = records(events)
    dated = [(day, row) for row in rows if (day := to_day(row.get("day"))) is not None]
    read = [_event(day, row, look, by) for day, row in dated]
    return sorted(read, key=lambda event: (event.day, event.what != "target", event.words)), len(rows) - len(dated)


def _event(day: date, row: Mapping[Any, Any], look: Look, by: str) -> Event:
    metric = fmt.clean(row.get("metric") or "")
    owner = fmt.clean(row.get("organisation") or "")
    value = to_number(row.get("value"))
    words = fmt.clean(row.get("quantity_text") or "") or fmt.quantity(value, str(row.get("unit") or ""), look.lang)
    goal_id = str(row.get("goal_id") or "")
    return Event(
        row=owner if by == "organisation" else goal_id or f"{owner}\x1f{metric}",
        name=metric,
        owner=owner,
        theme=fmt.clean(row.get("theme") or ""),
        day=day,
        stated=bool(row.get("day_stated", True)),
        what="target" if row.get("what") == "target" else "actual",
        words=f"{metric} {words}" if by == "organisation" else words,
        figure=f"{row.get('comparator') or words}{value}" if value is not None else words,
        statement_id=str(row.get("statement_id") or ""),
        goal_id=goal_id,
        document=fmt.clean(row.get("document_title") or ""),
        quote=fmt.clean(row.get("quote") or ""),
    )


def set_in_rows(events: Sequence[Event], plot: Plot, start: date, by: str) -> list[Row]:
    """Gather events by row and set each in the nearest lanes that are free; x values are days since `start`."""
    gathered: dict[str, list[Event]] = {}
    for event in events:
        gathered.setdefault(event.row, []).append(event)
    rows = []
    for members in gathered.values():
        lanes: dict[str, list[float]] = {"target": [], "actual": []}
        placed = tuple(_place(event, lanes[event.what], plot, start) for event in distinct(members))
        first = next((event for event in members if event.what == "target"), members[0])
        name, owner = (first.owner, "") if by == "organisation" else (first.name, first.owner)
        rows.append(Row(name, owner, placed, len(lanes["target"]), len(lanes["actual"])))
    return rows


def distinct(events: Sequence[Event]) -> list[Event]:
    """Keep one of the same figures said on one day by several sentences: 500亿元以上 and 不低于500亿元 are one mark."""
    seen: dict[tuple[date, str, str, str], Event] = {}
    for event in events:
        seen.setdefault((event.day, event.what, event.name, event.figure), event)
    return list(seen.values())


def _place(event: Event, ends: list[float], plot: Plot, start: date) -> Placed:
    """Find lanes for an event; `ends` holds how far to the right each lane is taken, and is extended."""
    x = (event.day - start).days + 0.5
    px = plot.px(x)
    rightward = plot.width - plot.right + 8 - px - MARK
    leftward = px - MARK - plot.left + 8
    wide = text_width(event.words, SIZE)
    before = wide > rightward and leftward > rightward
    lines = wrap(event.words, SIZE, max(rightward, leftward, 60))
    wide = max(text_width(line, SIZE) for line in lines) + MARK + 4
    left = px + 8 - wide if before else px - 8
    lane = 0
    while any(end + 8 > left for end in ends[lane : lane + len(lines)]):
        lane += 1
    ends.extend([-1e9] * (lane + len(lines) - len(ends)))
    ends[lane : lane + len(lines)] = [left + wide] * len(lines)
    return Placed(event, x, lane, lines, before)
