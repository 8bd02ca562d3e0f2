"""A point of the calendar as prose writes it: 2024年, 去年9月, 一季度, 2025年底, 3月6日, 前5个月, 九七年一季度."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from etl.extract.calendar_days import Span, day_span, month_span, months_span, quarter_span, years_span
from etl.extract.hanzi import evaluate, plain
from etl.extract.moment_grammar import ISO_DAY, Calendar, Named

YOUNG_CENTURY_REACH = 10
"""A two-digit year lies at most this many years ahead of the document; else it is of the century before."""
BEGINNING = 10
"""The beginning of a month has this many days; that of a longer stretch is its first month."""


@dataclass(frozen=True, slots=True)
class Point:
    """What was read: its days, whether the text tells its year, its grain, and its edge ("end" or "beginning")."""

    stop: int
    span: Span
    dated: bool
    grain: str
    edge: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What a point without a year leans on: the document's day and the year last named in the sentence."""

    reference: date
    year: int | None = None

    @property
    def base_year(self) -> int:
        return self.reference.year if self.year is None else self.year


def read_point(text: str, at: int, setting: Setting, calendar: Calendar, *, loose: bool = False) -> Point | None:
    """Return the point that starts at `at`, or None. A year it does not name is the sentence's, else the document's."""
    iso = ISO_DAY.match(text, at)
    if iso:
        day = day_span(int(iso["y"]), int(iso["m"] or iso["mm"]), int(iso["d"] or iso["dd"]))
        return Point(iso.end(), day, True, "day", "") if day else None
    match = (calendar.loose_point if loose else calendar.point).match(text, at)
    if match is None or match.lastgroup is None:
        return None
    year, dated = read_year(match, setting, calendar)
    if year is None:
        return None
    found = {name: words for name, words in match.groupdict().items() if words}
    span, grain = _span(_Words(found, year, setting.reference, calendar.named))
    if span is None:
        return None
    edge = ""
    if "edge" in found:
        edge = "end" if found["edge"] in calendar.words["end"] else "beginning"
        span = _beginning(span, grain) if edge == "beginning" else span
    return Point(match.end(), span, dated, grain, edge)


def read_year(match: re.Match[str], setting: Setting, calendar: Calendar) -> tuple[int | None, bool]:
    """Return the year that a match of a calendar's pattern names or leans on, and whether the text tells it.

    当年 has none where no year went before.
    """
    if match["year"]:
        return small(match["year"]), True
    if match["short"]:
        return _century(small(match["short"]), setting.reference), True
    if match["named"]:
        grain, offset = calendar.named[match["named"]]
        base = setting.year if grain == "same" else setting.reference.year
        return None if base is None else base + offset, True
    return setting.base_year, setting.year is not None


def small(text: str) -> int:
    """Return a whole number as dates are written with: 12, 十二, 廿一, 二〇二四."""
    value = evaluate(plain(text.replace("廿", "二十")))
    return int(value) if value is not None else 0


def _century(year: int, reference: date) -> int:
    """Return the whole of a two-digit year: 98 is 1998, 24 is 2024."""
    if reference.year < 2000:
        return 1900 + year
    return (2000 if year <= reference.year % 100 + YOUNG_CENTURY_REACH else 1900) + year


def _beginning(span: Span, grain: str) -> Span:
    """Return the beginning of a stretch: the first days of a month, the first month of a year."""
    if grain in ("month", "day"):
        return Span(span.first, min(span.last, span.first + timedelta(days=BEGINNING - 1)))
    return month_span(span.first.year, span.first.month) or span


@dataclass(frozen=True, slots=True)
class _Words:
    """The groups of a match and what they are read against."""

    found: Mapping[str, str]
    year: int
    reference: date
    named: Named

    def number(self, group: str) -> int:
        return small(self.found[group])

    def offset(self, group: str) -> int:
        """Return how far from the document's a word's grain lies: -1 for 上月."""
        return self.named[self.found[group]][1]


def _quarter(words: _Words) -> Span | None:
    """第一季度, 1季度."""
    return quarter_span(words.year, words.number("quarter"))


def _first_quarter(words: _Words) -> Span | None:
    """首季度, 首季."""
    return quarter_span(words.year, 1)


def _half(words: _Words) -> Span | None:
    """上半年, 后半年."""
    return months_span(words.year, 1, 6) if words.found["half"] in "上前" else months_span(words.year, 7, 12)


def _mid_year(words: _Words) -> Span | None:
    """半年度, 中报, 半年末: the first half."""
    return months_span(words.year, 1, 6)


def _nine_months(words: _Words) -> Span | None:
    """三季报: what a report after the third quarter counts."""
    return months_span(words.year, 1, 9)


def _holiday(words: _Words) -> Span | None:
    """国庆假期: its month."""
    return months_span(words.year, words.offset("holiday"), words.offset("holiday"))


def _quarters(words: _Words) -> Span | None:
    """前三季度."""
    return months_span(words.year, 1, 3 * words.number("quarters"))


def _months(words: _Words) -> Span | None:
    """前5个月."""
    return months_span(words.year, 1, words.number("months"))


def _nth_month(words: _Words) -> Span | None:
    """2021年的第三个月."""
    return months_span(words.year, words.number("nth"), words.number("nth"))


def _month(words: _Words) -> Span | None:
    """3月, 3月6日, 3月上旬."""
    return _within_month(words.year, words.number("month"), words.found.get("day"), words.found.get("third"))


def _day_alone(words: _Words) -> Span | None:
    """29日 on its own: the last such day up to the document's."""
    day, reference = small(words.found["alone"][:-1]), words.reference
    this = day_span(reference.year, reference.month, day)
    if this and this.first <= reference:
        return this
    before = reference.replace(day=1) - timedelta(days=1)
    return day_span(before.year, before.month, day) or this


def _quarter_word(words: _Words) -> Span | None:
    """上季度, 本季度."""
    return quarter_span(words.reference.year, (words.reference.month + 2) // 3 + words.offset("quarter_word"))


def _month_word(words: _Words) -> Span | None:
    """上月, 本月15日."""
    month = month_span(words.reference.year, words.reference.month + words.offset("month_word"))
    if month is None:
        return None
    return _within_month(
        month.first.year, month.first.month, words.found.get("word_day"), words.found.get("word_third")
    )


def _week_word(words: _Words) -> Span | None:
    """上周, 本周五."""
    monday = words.reference + timedelta(days=7 * words.offset("week_word") - words.reference.weekday())
    weekday = words.found.get("weekday")
    if weekday is None:
        return Span(monday, monday + timedelta(days=6))
    day = monday + timedelta(days="一二三四五六日".find(weekday.replace("天", "日")))
    return Span(day, day)


def _day_word(words: _Words) -> Span | None:
    """昨天, 当日."""
    day = words.reference + timedelta(days=words.offset("day_word"))
    return Span(day, day)


def _whole_year(words: _Words) -> Span | None:
    """2024年, 去年, 全年, 年底."""
    return years_span(words.year, words.year)


def _this_month(words: _Words) -> Span | None:
    """月底."""
    return month_span(words.reference.year, words.reference.month) if words.found["edge"][0] == "月" else None


_PARTS: tuple[tuple[str, str, Callable[[_Words], Span | None]], ...] = (
    ("nine", "months", _nine_months),
    ("quarter", "quarter", _quarter),
    ("mid", "half", _mid_year),
    ("holiday", "month", _holiday),
    ("first", "quarter", _first_quarter),
    ("half", "half", _half),
    ("quarters", "months", _quarters),
    ("months", "months", _months),
    ("nth", "month", _nth_month),
    ("month", "month", _month),
    ("alone", "day", _day_alone),
    ("quarter_word", "quarter", _quarter_word),
    ("month_word", "month", _month_word),
    ("week_word", "week", _week_word),
    ("day_word", "day", _day_word),
    ("year", "year", _whole_year),
    ("short", "year", _whole_year),
    ("named", "year", _whole_year),
    ("whole", "year", _whole_year),
)
"""Which group of a calendar's pattern is read how, and its grain; the first that is there decides."""


def _span(words: _Words) -> tuple[Span | None, str]:
    """Return the days of the part of the year that is named, and its grain."""
    for group, grain, read in _PARTS:
        if group in words.found:
            return read(words), "day" if words.found.keys() & {"day", "word_day", "third", "word_third"} else grain
    of_year = words.found["edge"][0] in "年岁"
    return (_whole_year(words), "year") if of_year else (_this_month(words), "month")


def _within_month(year: int, month: int, day: str | None, third: str | None) -> Span | None:
    span = months_span(year, month, month)
    if day:
        return day_span(year, month, small(day))
    if span is None or third is None:
        return span
    first = {"上": 1, "中": 11, "下": 21}[third[0]]
    last = {"上": 10, "中": 20, "下": span.last.day}[third[-1]]
    return Span(span.first.replace(day=first), span.first.replace(day=last))
