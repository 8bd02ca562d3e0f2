"""What lies in days, as the dates and words of what a slide draws itself: steps of projects, and what was said when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd

from board.charts import projects as say
from board.charts.gantt_rows import Window, spans_of, window_of
from board.charts.lanes import Event, distinct, read_events
from board.charts.projects import Project, read_projects
from board.charts.scales import month_end, next_day
from board.charts.theme import Look


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a project's way: `kind` is `gone`, `open`, or the status of what is overdue."""

    start: date
    stop: date
    kind: str


@dataclass(frozen=True, slots=True)
class Stepped:
    """A project: its stretches, and its days as (day, step, sign), those promised and those on which it was taken."""

    name: str
    owner: str
    status: str
    verdict: str
    spans: tuple[Span, ...]
    planned: tuple[tuple[date, str, str], ...]
    reached: tuple[tuple[date, str, str], ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """Projects against their promised days, from `start` to `stop`; `today` is the board's day."""

    rows: tuple[Stepped, ...]
    start: date
    stop: date
    today: date


@dataclass(frozen=True, slots=True)
class Mark:
    """Something said of a goal on a day: `what` is target or actual; a day that is not `stated` was inferred."""

    day: date
    stated: bool
    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """A goal and what was said of it, in the order of the days; `silent` where a target has no result."""

    name: str
    owner: str
    silent: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """What was promised and what was reported when, a row a goal."""

    rows: tuple[Told, ...]
    start: date
    stop: date
    today: date


def steps_of(projects: pd.DataFrame, milestones: pd.DataFrame, today: date, look: Look) -> Steps | None:
    """Return projects that told a day, in the order given, on the days that the board draws; None without any."""
    dated = [one for one in read_projects(projects, milestones) if any(step.day for step in one.steps)]
    if not dated:
        return None
    window = window_of(dated, today)
    return Steps(tuple(_stepped(one, window, look) for one in dated), window.start, window.stop, today)


def _stepped(project: Project, window: Window, look: Look) -> Stepped:
    def shown(day: date | None) -> bool:
        return day is not None and window.holds(day)

    steps = [(step, say.step_word(step.step, look), say.step_sign(step.step, look)) for step in project.steps]
    return Stepped(
        name=project.name,
        owner=say.owners(project, look),
        status=project.status,
        verdict=say.verdict(project, look),
        spans=tuple(
            Span(_day(window, first), _day(window, last), kind)
            for first, last, kind in _apart(spans_of(project, window))
        ),
        planned=tuple((step.planned, word, sign) for step, word, sign in steps if step.planned and shown(step.planned)),
        reached=tuple((step.reached, word, sign) for step, word, sign in steps if step.reached and shown(step.reached)),
    )


def _apart(spans: Sequence[tuple[float, float, str]]) -> list[tuple[float, float, str]]:
    """Cut spans that lie on one another into stretches that do not: of several the last is seen."""
    ends = sorted({end for first, last, _ in spans for end in (first, last)})
    found: list[tuple[float, float, str]] = []
    for start, stop in pairwise(ends):
        over = [kind for first, last, kind in spans if first <= start and stop <= last]
        if over:
            first = found.pop()[0] if found and found[-1][1:] == (start, over[-1]) else start
            found.append((first, stop, over[-1]))
    return found


def _day(window: Window, place: float) -> date:
    """Return the day whose end stands at a place of the window."""
    return window.start + timedelta(days=round(place) - 1)


def course_of(events: pd.DataFrame, order: Sequence[str], today: date, look: Look) -> Course | None:
    """Return what was said of goals, in the order of their ids; None where nothing is dated."""
    read, _ = read_events(events, look, "goal")
    if not read:
        return None
    gathered: dict[str, list[Event]] = {}
    for event in read:
        gathered.setdefault(event.row, []).append(event)
    known = [key for key in order if key in gathered]
    rows = tuple(_told(gathered[key]) for key in [*known, *(key for key in gathered if key not in known)])
    start = min(event.day for event in read).replace(day=1)
    stop = month_end(max(today, *(event.day for event in read)))
    if (stop - start).days < 58:
        stop = month_end(next_day(stop))
    return Course(rows, start, stop, today)


def _told(events: Sequence[Event]) -> Told:
    first = next((event for event in events if event.what == "target"), events[0])
    marks = tuple(Mark(event.day, event.stated, event.what, event.words) for event in distinct(events))
    kinds = {event.what for event in events}
    return Told(first.name, first.owner, kinds == {"target"}, marks)
