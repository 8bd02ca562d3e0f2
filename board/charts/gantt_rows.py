"""Where things stand in one row of a Gantt chart: the spans of a project's way, its promised days and those taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from board.charts import projects as say
from board.charts.measure import text_width, wrap
from board.charts.places import At
from board.charts.plot import Plot
from board.charts.projects import Project
from board.charts.scales import month_end, next_day
from board.charts.sheet import Sheet

BEFORE, AFTER = 12, 12  # months around the board's day that are drawn at most
LEAST = 48


@dataclass(frozen=True, slots=True)
class Window:
    """The days that are drawn; what lies outside is drawn at the edge."""

    start: date
    stop: date
    today: date

    def holds(self, day: date) -> bool:
        """Tell whether a day is drawn in its place."""
        return self.start <= day <= self.stop

    def place(self, day: date) -> float:
        """Where a day's end stands, in days since the start, within the window."""
        return float(min(max((next_day(day) - self.start).days, 0), (next_day(self.stop) - self.start).days))


@dataclass(frozen=True, slots=True)
class Row:
    """One project laid out: heights, words in lines, spans as (from, to, kind) in days, days promised and taken.

    The kind of a span is `gone`, `open`, or the status of one that is overdue.
    """

    project: Project
    top: float
    bottom: float
    middle: float
    name_at: float
    names: list[str]
    owners: list[str]
    verdict: list[str]
    spans: list[tuple[float, float, str]]
    planned: list[float]
    reached: list[float]
    signs: list[tuple[At, str]]


def window_of(projects: Sequence[Project], today: date) -> Window:
    """Return the months to draw: all days of the projects, but none too far from the board's day."""
    days = [
        day for project in projects for step in project.steps for day in (step.planned, step.reached) if day is not None
    ]
    start = max(min([*days, today]), _months_from(today, -BEFORE)).replace(day=1)
    stop = month_end(min(max([*days, today]), _months_from(today, AFTER)))
    if (stop - start).days < 58:
        stop = month_end(next_day(stop))
    return Window(start, stop, today)


def _months_from(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def row_of(project: Project, sheet: Sheet, plot: Plot, window: Window, top: float) -> Row:
    """Lay out one project under `top`."""
    look = sheet.look
    pad = sheet.edge + (14 if look.compact else 22)
    room = look.width - 2 * pad - 24 if look.compact else plot.left - pad - 40
    names = wrap(project.name, 13.5, room)
    owners = wrap(say.owners(project, look), 12, room)
    aside = look.width if look.compact else plot.right - pad - 18
    verdict = wrap(say.verdict(project, look), 12.5, aside)
    head = 19 * len(names) + 17 * len(owners)
    if look.compact:
        bottom = top + head + 17 + 50
        middle, name_at = bottom - 16, top + 16
    else:
        bottom = top + max(LEAST, head + 14, 17 * len(verdict) + 14)
        middle, name_at = (top + bottom) / 2 + 4, (top + bottom) / 2 - (head - 19) / 2
    planned = {window.place(step.planned) for step in project.steps if step.planned and window.holds(step.planned)}
    reached = {window.place(step.reached) for step in project.steps if step.reached and window.holds(step.reached)}
    return Row(
        project,
        *(top, bottom, middle, name_at),
        *(names, owners, verdict),
        spans=spans_of(project, window),
        planned=sorted(planned),
        reached=sorted(reached),
        signs=_signs(project, sheet, plot, window),
    )


def spans_of(project: Project, window: Window) -> list[tuple[float, float, str]]:
    """Return the way to go, as far as it has gone, and what of it is overdue, as (from, to, kind) in days."""
    days = [day for step in project.steps for day in (step.planned, step.reached) if day]
    first, last = window.place(min(days)), window.place(max(days))
    today = window.place(window.today)
    gone = [window.place(step.reached) for step in project.steps if step.reached]
    spans = [(first, last, "open")] if last > first else []
    if gone:
        finished = project.status == "done"
        end = max(gone) if finished else max(min(today, last), *gone)
        spans.append((min(gone), end, "gone"))
    missed = [window.place(step.planned) for step in project.steps if step.state == "overdue" and step.planned]
    if missed:
        spans.append((min(missed), max(today, min(missed) + 1), project.status))
    return [span for span in spans if span[1] > span[0]]


def _signs(project: Project, sheet: Sheet, plot: Plot, window: Window) -> list[tuple[At, str]]:
    """Name the promised days in one sign each, and the days taken where none was promised; none on another.

    A day before or after those that are drawn has an arrow at the edge.
    """
    signs: list[tuple[At, str]] = []
    end = -1e9
    for step in sorted((step for step in project.steps if step.planned or step.reached), key=_shown_on):
        day = step.planned or step.reached
        assert day is not None
        sign = say.step_sign(step.step, sheet.look)
        sign = sign if window.holds(day) else f"‹{sign}" if day < window.start else f"{sign}›"
        x = window.place(day)
        half = text_width(sign, 11) / 2
        if plot.px(x) - half < end + 2:
            continue
        end = plot.px(x) + half
        signs.append((plot.at(x), sign))
    return signs


def _shown_on(step: say.Step) -> date:
    return step.planned or step.reached or date.max
