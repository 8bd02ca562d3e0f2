"""The rows of `progress` as plain Python: NaN and NaT become None, timestamps become days."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from typing import Any

import pandas as pd

from board.charts import format as say
from board.charts.theme import WORST_FIRST


@dataclass(frozen=True, slots=True)
class Goal:
    """One row of `warehouse.questions.progress`: see there for units. Columns a frame lacks are None."""

    goal_id: str
    metric: str
    organisation: str
    unit: str = ""
    theme: str = ""
    owner: str = ""
    leader: str = ""
    better: str = "higher"
    accumulates: bool = True
    status: str = "no_data"
    status_reason: str = ""
    period_start: date | None = None
    period_stop: date | None = None
    comparator: str = "="
    target: float | None = None
    target_low: float | None = None
    target_high: float | None = None
    target_text: str = ""
    target_published_on: date | None = None
    actual: float | None = None
    actual_as_of: date | None = None
    actual_text: str = ""
    ratio: float | None = None
    elapsed: float | None = None
    lead: float | None = None
    gap: float | None = None
    needed: float | None = None
    run_rate: float | None = None
    months_done: float | None = None
    months_left: float | None = None
    forecast_low: float | None = None
    forecast: float | None = None
    forecast_high: float | None = None
    days_since_report: float | None = None
    rival_count: int = 0
    evidence_count: int = 0
    doubts_count: int = 0
    parent_id: str | None = None

    @property
    def year(self) -> int | None:
        """The year the goal is for, which days need not repeat."""
        return self.period_stop.year if self.period_stop else None

    @property
    def badness(self) -> int:
        """0 for the worst status."""
        return WORST_FIRST.index(self.status) if self.status in WORST_FIRST else len(WORST_FIRST)


_NAMES = tuple(field.name for field in fields(Goal))
_NAMELESS = {"goal_id": "", "metric": "", "organisation": ""}
_DEFAULTS = _NAMELESS | {field.name: field.default for field in fields(Goal) if field.default is not MISSING}
_TEXTS = {"goal_id", "metric", "organisation", "owner", "leader", "unit", "theme", "target_text", "actual_text"}
_DAYS = {"period_start", "period_stop", "target_published_on", "actual_as_of"}
_COUNTS = {"rival_count", "evidence_count", "doubts_count"}


def missing(value: Any) -> bool:
    """Tell whether a cell holds nothing: None, NaN, NaT or pandas' NA."""
    return value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and math.isnan(value))


def to_day(value: Any) -> date | None:
    """Return a cell as a day; text is read as ISO."""
    if missing(value):
        return None
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])


def to_number(value: Any) -> float | None:
    """Return a cell as a finite number."""
    if missing(value):
        return None
    result = float(value)
    return result if abs(result) != float("inf") else None


def read_goal(record: Mapping[Any, Any]) -> Goal:
    """Return one row of progress as a Goal."""
    values: dict[str, Any] = {}
    for name in _NAMES:
        cell = record.get(name)
        if not missing(cell):
            values[name] = _plain(name, cell)
    return Goal(**{**_NAMELESS, **values})


def _plain(name: str, cell: Any) -> Any:
    if name in _DAYS:
        return to_day(cell)
    if name in _TEXTS:
        return say.clean(cell)
    if name in _COUNTS:
        return int(cell)
    if name == "accumulates":
        return bool(cell)
    return str(cell) if name in {"better", "status", "status_reason", "comparator", "parent_id"} else to_number(cell)


def read_goals(progress: pd.DataFrame) -> list[Goal]:
    """Return every row of progress as a Goal, in the frame's order. Column by column: there may be thousands."""
    names = [name for name in _NAMES if name in progress.columns]
    columns = [_column(name, progress[name].tolist()) for name in names]
    return [Goal(**{**_NAMELESS, **dict(zip(names, row, strict=True))}) for row in zip(*columns, strict=True)]


def _column(name: str, cells: list[Any]) -> list[Any]:
    nothing = _DEFAULTS.get(name)
    return [nothing if missing(cell) else _plain(name, cell) for cell in cells]


def _cells(column: pd.Series[Any]) -> list[Any]:
    """Return a column's cells with None for nothing; a long one without gaps is not looked through cell by cell."""
    cells: list[Any] = column.tolist()
    if len(cells) > 64 and not column.isna().any():
        return cells
    return [None if missing(cell) else cell for cell in cells]


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a frame's rows as dicts with None for nothing."""
    names = [str(name) for name in frame.columns]
    columns = [_cells(column) for _, column in frame.items()]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
