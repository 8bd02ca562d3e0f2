"""Days as ledgers print them: 2024.9, 2024年三季度, a spreadsheet's own number, 2023-2026."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from etl.extract.moment_grammar import Calendar
from etl.extract.periods import find_periods
from etl.patterns import pattern_of

MONTH = pattern_of(r"(20\d\d)[./-](\d{1,2})$")
_DAY = pattern_of(r"(20\d\d)[./-](\d{1,2})[./-](\d{1,2})")
_POINT = r"(20\d\d)年?(?:[./-]?(\d{1,2})月?)?(?:\d{1,2}日)?"
_SPAN = pattern_of(rf"{_POINT}\s*[-—–~～至到]+\s*{_POINT}(?:底|年底)?$")
_EXCEL_EPOCH = date(1899, 12, 30)


def read_day(text: str, reference: date | None, calendar_words: Calendar | None = None) -> date | None:
    """Return the day of a cell, the last one of a month, a quarter or a year: 2024.9 -> 30 September 2024."""
    text = text.strip()
    try:
        if found := _DAY.match(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := MONTH.match(text):
            return month_end(date(int(found[1]), int(found[2]), 1))
    except ValueError:
        return None
    if text.isdigit() and 30_000 < int(text) < 80_000:
        return _EXCEL_EPOCH + timedelta(days=int(text))
    if text.isdigit() and len(text) == 4 and text.startswith("20"):
        return date(int(text), 12, 31)
    mentions = find_periods(text, reference or date(1970, 1, 1), calendar_words, loose=reference is not None)
    dated = [m.period for m in mentions if reference or m.period.stated]
    return dated[-1].stop if dated else None


def read_span(text: str) -> tuple[date, date] | None:
    """Return the last days of both ends of a span: 2023年3月-2024年5月 -> 31 March 2023, 31 May 2024; None for none."""
    found = _SPAN.match(text.strip())
    if not found:
        return None
    try:
        first = date(int(found[1]), int(found[2] or 12), 1)
        last = date(int(found[3]), int(found[4] or 12), 1)
    except ValueError:
        return None
    return (month_end(first), month_end(last)) if first <= last else None


def month_end(day: date) -> date:
    """Return the last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
