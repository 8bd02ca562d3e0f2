"""Round tick values for an axis, and places for labels that must not lie on one another."""

from __future__ import annotations

import calendar
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in px that something already takes."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Tell whether the two share any ground."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def ticks(low: float, high: float, about: int = 5, *, whole: bool = False) -> list[float]:
    """Return round values from at or below `low` to at or above `high`: 0, 100 … 500; whole ones if asked."""
    if high <= low:
        high = low + 1
    raw = (high - low) / max(1, about)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= raw * 0.999)
    step = max(1.0, step) if whole else step
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]


def month_starts(start: date, stop: date) -> list[date]:
    """Return the first day of each month from `start` to `stop`; `start` itself even when it is not a first."""
    days = [start]
    year, month = start.year, start.month
    while True:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        day = date(year, month, 1)
        if day > stop:
            return days
        days.append(day)


def month_end(day: date) -> date:
    """Return the last day of the month of `day`."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def next_day(day: date) -> date:
    """Return the day after, so that a period's end lies at the end of its last day."""
    return day + timedelta(days=1)


def first_free(candidates: Iterable[Box], taken: Sequence[Box]) -> int:
    """Return the number of the first candidate that meets nothing taken, else of the one that meets least."""
    best, fewest = 0, math.inf
    for number, box in enumerate(candidates):
        clashes = sum(box.meets(other) for other in taken)
        if clashes == 0:
            return number
        if clashes < fewest:
            best, fewest = number, clashes
    return best


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move heights apart until neighbours are `gap` px from each other, within `low`…`high` and near where wanted.

    The result keeps the order of `wanted`. Where there is no room for all, they are set evenly.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    if len(order) > 1 and gap * (len(order) - 1) > high - low:
        gap = (high - low) / (len(order) - 1)
    places = [min(high, max(low, wanted[index])) for index in order]
    for index in range(1, len(places)):
        places[index] = max(places[index], places[index - 1] + gap)
    if places and places[-1] > high:
        places[-1] = high
        for index in range(len(places) - 2, -1, -1):
            places[index] = min(places[index], places[index + 1] - gap)
    result = [0.0] * len(wanted)
    for place, index in zip(places, order, strict=True):
        result[index] = place
    return result
