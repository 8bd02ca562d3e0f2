"""What a burn-up tells: the stated bounds of one goal, its reports in order, its pace, whether there is a forecast."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from board.charts import format as fmt
from board.charts import sentences
from board.charts.rows import Goal, read_goal, records, to_day, to_number
from board.charts.scales import next_day
from board.charts.theme import Look


@dataclass(frozen=True, slots=True)
class Bound:
    """One stated target: the official one or a rival."""

    value: float
    words: str
    official: bool
    published_on: date | None


@dataclass(frozen=True, slots=True)
class Report:
    """One reported figure, standing at the end of its day; of several of one day the last published `counts`."""

    value: float
    day: float
    as_of: date
    event: bool
    current: bool
    statement_id: str
    document: str
    quote: str
    parts: int = 1
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Story:
    """All that a burn-up shows; values are divided by `scale`, days count from `start`.

    `rest` are the bounds that are shown without a name, where there are many.
    """

    goal: Goal
    bounds: list[Bound]
    reports: list[Report]
    start: date
    stop: date
    scale: fmt.Scale
    as_of: date | None
    rest: tuple[Bound, ...] = ()

    @property
    def days(self) -> int:
        """How many days the plot spans."""
        return (next_day(self.stop) - self.start).days

    @property
    def goal_end(self) -> float:
        """Where the goal's period ends, in days."""
        return (next_day(self.goal.period_stop or self.stop) - self.start).days

    @property
    def current(self) -> Report | None:
        """The report the status is computed from."""
        return next((report for report in reversed(self.reports) if report.current), None)

    @property
    def path(self) -> list[Report]:
        """The reports that the way leads through: one a day, no event."""
        return [report for report in self.reports if report.counts and not report.event]

    @property
    def official(self) -> Bound | None:
        """The target the status is computed from."""
        return next((bound for bound in self.bounds if bound.official), None)

    @property
    def has_fan(self) -> bool:
        """Tell whether there is a forecast worth drawing."""
        goal, current = self.goal, self.current
        known = None not in (goal.forecast_low, goal.forecast_high, goal.forecast)
        open_goal = goal.accumulates and goal.status not in {"done", "no_data"}
        return bool(known and open_goal and current and current.day < self.goal_end)

    def pace(self) -> list[tuple[float, float]]:
        """The pace as (day, value) points: straight, or bent where the goal's own curve is known to pass."""
        official, goal = self.official, self.goal
        if official is None or not goal.accumulates or sentences.is_ceiling(goal):
            return []
        first = ((goal.period_start or self.start) - self.start).days
        points = [(float(first), 0.0), (float(self.goal_end), official.value)]
        if self.current and goal.elapsed is not None and goal.elapsed < 1:
            points.insert(1, (self.current.day, goal.elapsed * official.value))
        return points


def to_goal(row: Goal | Mapping[Any, Any] | pd.DataFrame) -> Goal:
    """Return a row of progress, a frame of one such row, or a Goal as a Goal."""
    if isinstance(row, Goal):
        return row
    if isinstance(row, pd.DataFrame):
        return read_goal(row.to_dict("records")[0]) if len(row) else Goal("", "", "")
    return read_goal(row)


def tell(goal: Goal, targets: pd.DataFrame, reports: pd.DataFrame, look: Look, as_of: date | None) -> Story:
    """Gather what is drawn from a goal with dates and a target, its targets and its reports."""
    assert goal.period_start is not None and goal.period_stop is not None and goal.target is not None
    highest = max([goal.target, goal.actual or 0.0], key=abs)
    scale = fmt.scale_of(highest, goal.unit, look.lang)
    dated = [(row, to_day(row.get("as_of"))) for row in records(reports) if row.get("measures") != "other"]
    days = [day for _, day in dated if day is not None]
    start, stop = min([goal.period_start, *days]), max([goal.period_stop, *days])
    read = [_report(row, day, start, scale) for row, day in dated if day and to_number(row.get("value")) is not None]
    if not read and goal.actual is not None and goal.actual_as_of is not None:
        start, stop = min(start, goal.actual_as_of), max(stop, goal.actual_as_of)
        lone = {"value": goal.actual, "is_current": True, "basis": "flow"}
        read = [_report(lone, goal.actual_as_of, start, scale)]
    ordered = _added_up(goal, _in_order(read), scale)
    return Story(goal, _bounds(goal, targets, look, scale), ordered, start, stop, scale, as_of)


def _in_order(read: list[Report]) -> list[Report]:
    """Return each figure of a day once, in time; of one day the last that is told counts, or the current one."""
    told = sorted(read, key=lambda report: report.current)
    last = {report.day: report for report in told if not report.event}
    once = {(report.day, report.value, report.event): report for report in told}
    ordered = sorted(once.values(), key=_when)
    return [replace(report, counts=report.event or report.value == last[report.day].value) for report in ordered]


def _added_up(goal: Goal, reports: list[Report], scale: fmt.Scale) -> list[Report]:
    """Several events that add up to the goal's figure get a point of their own for the sum."""
    counted = [report for report in reports if report.current]
    if len(counted) < 2 or goal.actual is None or not all(report.event for report in counted):
        return reports
    total = replace(counted[-1], value=goal.actual / scale.divisor, parts=len(counted))
    return [*(replace(report, current=False) for report in reports), total]


def _when(report: Report) -> tuple[float, bool]:
    return report.day, report.current


def _report(row: Mapping[str, Any], day: date, start: date, scale: fmt.Scale) -> Report:
    return Report(
        value=float(to_number(row.get("value")) or 0.0) / scale.divisor,
        day=(next_day(day) - start).days,
        as_of=day,
        event=row.get("basis") == "event",
        current=bool(row.get("is_current")),
        statement_id=str(row.get("statement_id") or ""),
        document=fmt.clean(row.get("document_title") or ""),
        quote=fmt.clean(row.get("quote") or ""),
    )


def _bounds(goal: Goal, targets: pd.DataFrame, look: Look, scale: fmt.Scale) -> list[Bound]:
    """Return the official target first, then each rival with another bound once."""
    assert goal.target is not None
    value = goal.target / scale.divisor
    found = {round(value, 9): Bound(value, sentences.target(goal, look), True, goal.target_published_on)}
    for row in records(targets):
        low, high = to_number(row.get("low")), to_number(row.get("high"))
        number = low if low is not None else high
        if number is None:
            continue
        said = fmt.bound(low, high, str(row.get("comparator") or "="), goal.unit, look.lang)
        bound = Bound(number / scale.divisor, said, False, to_day(row.get("published_on")))
        found.setdefault(round(bound.value, 9), bound)
    return list(found.values())
