"""Years, quarters, months and days as (first, last) pairs of days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of days, both inclusive."""

    first: date
    last: date


def months_span(year: int, first: int, last: int) -> Span | None:
    """Return the months `first` to `last` of a year; None where they are no months or the year is out of range."""
    if not (1 <= first <= last <= 12 and 1000 <= year <= 9998):
        return None
    return Span(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def years_span(first: int, last: int) -> Span | None:
    """Return whole years."""
    if not 1000 <= first <= last <= 9998:
        return None
    return Span(date(first, 1, 1), date(last, 12, 31))


def day_span(year: int, month: int, day: int) -> Span | None:
    """Return one day, or None where there is no such day (2月30日)."""
    if not (1000 <= year <= 9998 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return Span(date(year, month, day), date(year, month, day))


def quarter_span(year: int, quarter: int) -> Span | None:
    """Return the first, second, third or fourth quarter; a quarter beyond counts on into the years around it."""
    year, quarter = year + (quarter - 1) // 4, (quarter - 1) % 4 + 1
    return months_span(year, 3 * quarter - 2, 3 * quarter)


def month_span(year: int, month: int) -> Span | None:
    """Return one month; a month beyond the twelfth counts on into the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return months_span(year, month, month)
