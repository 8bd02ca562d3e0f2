"""How things stand, as the words and numbers of what a slide draws itself: a grid, what changed, the order of units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from board.charts import sentences
from board.charts.changes import facts_of, read_changed
from board.charts.grid import worst_of
from board.charts.ranking import PARTS, read_units
from board.charts.rows import Goal
from board.charts.theme import Look


@dataclass(frozen=True, slots=True)
class Standing:
    """A cell of the grid: the worst status of its goals, how many share it and of how many."""

    status: str
    word: str
    count: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Organisations by themes; a row of `cells` an organisation, None where it has no goal of a theme."""

    owners: tuple[str, ...]
    themes: tuple[str, ...]
    cells: tuple[tuple[Standing | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A goal that changed: its status before ('' where it had none) and now, its shares of the target, its words."""

    name: str
    owner: str
    before: str
    status: str
    share_before: float | None
    share: float | None
    pace: float | None
    result: str
    moved: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Goals beside what they were, to be drawn as bars of which what is new stands out."""

    rows: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with its rank ('' without one), the parts of its score in points, and what is said of it."""

    name: str
    rank: str
    points: tuple[float, ...]
    score: str
    counts: str
    before: str


@dataclass(frozen=True, slots=True)
class Units:
    """Units in order, their scores stacked of `parts` on one scale from nothing to `most`."""

    rows: tuple[UnitRow, ...]
    parts: tuple[str, ...]
    most: float


def grid_of(goals: Sequence[Goal], owners: Sequence[str], themes: Sequence[str], look: Look) -> Grid:
    """Return the cells of these organisations and themes."""
    found: dict[tuple[str, str], list[Goal]] = {}
    for goal in goals:
        found.setdefault((goal.organisation, goal.theme), []).append(goal)
    cells = tuple(tuple(_standing(found.get((owner, theme)), look) for theme in themes) for owner in owners)
    return Grid(tuple(owners), tuple(theme or look.say("chart.no_theme") for theme in themes), cells)


def _standing(goals: list[Goal] | None, look: Look) -> Standing | None:
    if not goals:
        return None
    status, count = worst_of(goals)
    said = look.say("chart.grid_cell", count=count, total=len(goals))
    return Standing(status, look.say(f"status.{status}"), said)


def changes_of(changes: pd.DataFrame, look: Look, limit: int) -> Changes:
    """Return the first `limit` goals of `questions.changes` that changed."""
    rows = read_changed(changes, look)
    usual = sentences.usual_period([row.goal for row in rows])
    found = []
    for row in rows[:limit]:
        goal = row.goal
        result, moved = facts_of(row, look)
        found.append(
            Moved(
                name=goal.metric,
                owner=sentences.owner(goal, look, usual),
                before=row.before,
                status=goal.status,
                share_before=row.share_before,
                share=goal.ratio,
                pace=goal.elapsed if goal.accumulates else None,
                result=result,
                moved=moved,
            )
        )
    return Changes(tuple(found))


def units_of(ranking: pd.DataFrame, look: Look, limit: int) -> Units:
    """Return the first `limit` units of `questions.ranking`; those without data keep their place and have no bar."""
    units = read_units(ranking, look)
    rows = tuple(
        UnitRow(unit.name, str(unit.rank or ""), unit.points, unit.words, unit.counts, unit.before)
        for unit in units[:limit]
    )
    most = max([100.0, *(sum(unit.points) for unit in units)])
    return Units(rows, tuple(look.say(f"chart.ranking_{part}") for part in PARTS), most)
