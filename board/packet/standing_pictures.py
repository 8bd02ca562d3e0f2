"""The pictures of how things stand: the grid of organisations and themes, what changed, and the order of the units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from board import charts
from board.charts.changes import read_changed
from board.charts.grid import worst_first
from board.charts.ranking import read_units
from board.charts.rows import Goal
from board.charts.theme import WORST_FIRST
from board.packet import messages
from board.packet.contents import Picture
from board.packet.painting import Painting, evenly
from board.packet.standings import changes_of, grid_of, units_of

GRID_OWNERS, GRID_THEMES, GRID_PAGES = 8, 12, 4
CHANGES_A_PAGE, UNITS_A_PAGE = 9, 12


def grid(painting: Painting, progress: pd.DataFrame, goals: Sequence[Goal]) -> Picture:
    """Organisations by themes, those most behind first; on as many pages as it takes, up to a few."""
    look = painting.look
    title, note = messages.of_grid(goals, look), look.say("chart.grid_note")
    owners = worst_first({goal.organisation for goal in goals}, list(goals), "organisation")
    themes = worst_first({goal.theme for goal in goals}, list(goals), "theme")[:GRID_THEMES]
    shown = evenly(owners, GRID_OWNERS)[:GRID_PAGES]
    listed = {owner for some in shown for owner in some}
    left = sum(goal.organisation not in listed or goal.theme not in themes for goal in goals)
    pages = [
        painting.picture(
            "grid",
            partial(_grid, painting, _within(progress, some, themes)),
            title + painting.part(number, len(shown)),
            note + (painting.left(left) if number == len(shown) else ""),
            notes=(look.say("packet.notes_grid"), *_owners(painting, goals, some)),
            figure=grid_of(goals, some, themes, look),
        )
        for number, some in enumerate(shown, 1)
    ]
    whole = partial(_grid, painting, progress)
    if len(pages) == 1 and not left:
        return painting.picture("grid", whole, title, note, notes=pages[0].notes, figure=pages[0].figure)
    return painting.picture("grid", whole, title, note, parts=tuple(pages))


def _grid(painting: Painting, progress: pd.DataFrame, frame: charts.Frame | bool) -> charts.LayerChart:
    return charts.heat_grid(progress, painting.look, frame)


def _within(progress: pd.DataFrame, owners: Sequence[str], themes: Sequence[str]) -> pd.DataFrame:
    return progress[progress["organisation"].isin(owners) & progress["theme"].fillna("").isin(themes)]


def _owners(painting: Painting, goals: Sequence[Goal], owners: Sequence[str]) -> Iterator[str]:
    """Say of each organisation how many of its goals stand where."""
    look = painting.look
    for owner in owners:
        counted = Counter(goal.status for goal in goals if goal.organisation == owner)
        said = [f"{look.say(f'status.{status}')} {counted[status]}" for status in WORST_FIRST if counted[status]]
        counts = look.say("format.list_comma").join(said)
        yield look.say("packet.notes_owner", organisation=owner, goals=counted.total(), counts=counts)


def changed(painting: Painting, changes: pd.DataFrame, since: date) -> Picture:
    """What changed since a day."""
    look = painting.look
    rows = read_changed(changes, look)
    return _first(
        painting,
        "changes",
        messages.of_changes(changes, since, look),
        partial(charts.change_rows, changes, look),
        (len(rows), CHANGES_A_PAGE),
        notes=(look.say("packet.notes_changes"), *painting.formulas([row.goal for row in rows[:CHANGES_A_PAGE]])),
        figure=changes_of(changes, look, CHANGES_A_PAGE) if rows else None,
    )


def order(painting: Painting, ranking: pd.DataFrame) -> Picture:
    """The order of the units."""
    look = painting.look
    return _first(
        painting,
        "ranking",
        messages.of_units(ranking, look),
        partial(charts.ranking_bars, ranking, look),
        (len(ranking), UNITS_A_PAGE),
        notes=(look.say("packet.notes_units"), *_sums(painting, ranking)),
        figure=units_of(ranking, look, UNITS_A_PAGE),
    )


def _first(
    painting: Painting,
    kind: str,
    title: str,
    draw: Callable[..., charts.LayerChart],
    rows: tuple[int, int],
    **facts: Any,
) -> Picture:
    """A page of the first rows beside the picture; `rows` are how many there are and how many a page holds."""
    note, (count, limit) = painting.look.say(f"chart.{kind}_note"), rows
    if count <= limit:
        return painting.picture(kind, draw, title, note, **facts)
    some = partial(_limited, draw, limit)
    page = painting.picture(kind, some, title, note + painting.left(count - limit), **facts)
    return painting.picture(kind, draw, title, note, parts=(page,))


def _limited(draw: Callable[..., charts.LayerChart], limit: int, frame: charts.Frame | bool) -> charts.LayerChart:
    return draw(frame, limit)


def _sums(painting: Painting, ranking: pd.DataFrame) -> Iterator[str]:
    """Add up the score of each unit on the page: 54.1 + 24.0 + 9.2 = 87.3 分."""
    look = painting.look
    for unit in read_units(ranking, look)[:UNITS_A_PAGE]:
        parts = " + ".join(f"{points:.1f}" for points in unit.points)
        words = {"parts": parts, "score": unit.words} if unit.rank else {"parts": "", "score": unit.words}
        line = look.say("packet.notes_unit", organisation=unit.name, **words)
        yield line if unit.rank else look.say("evidence.line", name=unit.name, text=unit.words)
