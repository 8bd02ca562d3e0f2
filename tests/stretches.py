"""Stretches of time as tests of them say them, one line each."""

from __future__ import annotations

from datetime import date

from etl.extract.periods import PeriodMention, find_periods

DAY = date(2026, 5, 20)


def short(mention: PeriodMention) -> str:
    """Say a period in one line: start/stop, '@' where it is dated, '?' where its year is not stated."""
    period = mention.period
    start = "" if period.start is None else f"{period.start}"
    return f"{start}/{period.stop}{' @' if period.as_of else ''}{'' if period.stated else ' ?'}"


def found(text: str, reference: date = DAY, *, loose: bool = False) -> dict[str, str]:
    return {text[m.start : m.stop]: short(m) for m in find_periods(text, reference, loose=loose)}
