"""The part of the year on which an article reports, where it came out long after it."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import lru_cache

from etl.extract.lexicon import Lexicon
from etl.extract.periods import find_periods
from etl.model import Period
from etl.patterns import pattern_of

LATE = timedelta(days=45)
"""年初以来 in a report that comes later than this after its last figure says nothing of the time in between."""
TOLD_TWICE = 2
NAMES_A_PART = pattern_of(r"季度|上半年|半年|月(?:份|底|末)|\d月")


def reported_until(period: Period, article: str, reference: date, lexicon: Lexicon) -> Period:
    """年初以来 in a bulletin on the first quarter that is dated in June: up to the end of March, not to June.

    What names no time at all is of that quarter however soon the bulletin came.
    """
    this_year = date(reference.year, 1, 1)
    if period.stop != reference or period.start != this_year:
        return period
    last = _last_reported(article, reference, lexicon)
    if last is None or (period.text and reference - last < LATE):
        return period
    return Period(this_year, last, period.as_of, stated=False, text=period.text)


@lru_cache(maxsize=8)
def _last_reported(article: str, reference: date, lexicon: Lexicon) -> date | None:
    """Return the last day of the latest part of this year that the article names at least twice, else None."""
    ends: Counter[date] = Counter()
    for line in article.splitlines():
        if NAMES_A_PART.search(line):
            for mention in find_periods(line, reference, lexicon.calendar):
                end = mention.period.stop
                if end.year == reference.year and end < reference and _is_a_part(mention.period):
                    ends[end] += 1
    if not ends:
        return None
    latest = max(ends)
    return latest if ends[latest] >= TOLD_TWICE else None


def _is_a_part(period: Period) -> bool:
    """A stretch of a month or more, or a day up to which is counted; a single day is when something happened."""
    return period.start is None or (period.stop - period.start).days > 20
