"""When an article was published: stated in its dateline, else inferred from the latest day it speaks of.

A day known only to the month is its 15th, one known only to the year its last. Nothing here looks at today's date: the
same page always gives the same answer.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from etl.patterns import pattern_of

_FULL = pattern_of(r"(?<!\d)((?:19|20)\d\d)\s*(?:年|[-/.])\s*(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})(?:日|(?!\d))")
_STATED = pattern_of(
    r"(?:(?:发布时间|发布日期|成文日期|时间|日期)\s*[：:]\s*|来源\s*[：:]\s*[^\s　\d]{2,20}[\s　，,]+)" + _FULL.pattern
)
_HELD_ON = pattern_of(r"^(?:[—－-]{1,3}\s*|[（(]\s*)?" + _FULL.pattern, re.MULTILINE)
_UNDER_A_NAME = pattern_of(r"^[一-龥]{2,20}[\s　]+((?:19|20)\d\d)年(\d{1,2})月(?:(\d{1,2})日)?$", re.MULTILINE)
_YEAR = pattern_of(r"(?<![\d.])((?:19|20)\d\d)(?=年|\.)")
_YEAR_TO_COME = pattern_of(r"(?:到|至|将于|预计|计划|力争)$")
_YEAR_DONE_BY = pattern_of(r"年?(?:底|前|末|[一-龥]{0,4}(?:建成|投产|竣工|完工|通车|投用))")
_MONTH_OF_YEAR = pattern_of(r"(?<!\d)(\d{1,2})月")
_DAY = pattern_of(r"(\d{1,2})(?:日|(?=[~～—–-]))(?:[~～—–-]+(?:(\d{1,2})月)?(\d{1,2})日)?")
_END_OF_MONTH = pattern_of(r"[底末]")
_MONTH = pattern_of(r"月(?=的|，|,|以来|里|$)")
_MONTH_NUMBER = pattern_of(r"(?<![\d年—–~～一二三四五六七八九十-])([一二三四五六七八九十]{1,2}|\d{1,2})$")
_UP_TO = pattern_of(r"(?:截至|截止|至|到|[—–~～-])(?:今年|目前)?$")
_QUARTER = pattern_of(r"([一二三])季度[^，。；]{0,6}(?:完成|实现|累计|运行|情况|增长|生产总值)")
_TO_COME = pattern_of(r"(?:将于|定于|拟于|预计|计划|力争|确保|到|至|明年|去年|上年)[^，。；、]{0,6}$")
_DONE_BY = pattern_of(r"(?:之?前|以前|底前)")
_SINCE = pattern_of(r"自[^，。；]{0,4}$")
_HANZI = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
}


@dataclass(frozen=True, slots=True)
class Page:
    """What an article says where: its title, datelines, section headings and paragraphs."""

    title: str
    meta: str
    headings: str
    body: str


@dataclass(frozen=True, slots=True)
class _Clues:
    stated: date | None
    full: date | None
    years: Counter[int]
    day: tuple[int, int] | None
    month: int | None
    after: tuple[int, int] | None


def date_articles(pages: Sequence[Page]) -> list[tuple[date | None, bool]]:
    """Return (published on, stated) of each article of one page; an article without a clue takes the page's latest."""
    clues = [_clues(page) for page in pages]
    shared = _year(sum((clue.years for clue in clues), Counter()))
    found: list[tuple[date | None, bool, bool]] = [_date(clue, shared) for clue in clues]
    firm = [day for day, _, sure in found if day is not None and sure]
    latest = max(firm, default=None)
    dates: list[tuple[date | None, bool]] = []
    for day, stated, sure in found:
        if not sure and latest is not None:
            dates.append((latest if day is None or day == _last_of(day) else max(day, latest), False))
        else:
            dates.append((day, stated))
    return dates


def states_its_day(dateline: str) -> bool:
    """Tell a dateline that gives the day of what stands under it: 青川日报 2011年7月12日, not just 来源：青川日报."""
    return bool(_STATED.search(dateline) or _UNDER_A_NAME.search(dateline))


def _date(clue: _Clues, shared: int | None) -> tuple[date | None, bool, bool]:
    """Return (day, stated, whether it is the article's own day and not just a bound of it)."""
    if clue.stated:
        return clue.stated, True, True
    year = _year(clue.years) or shared
    own = [clue.full] if clue.full else []
    bound = None
    if year is not None:
        own += [_safe(year, *clue.day)] if clue.day else []
        own += [_safe(year, clue.month, 15)] if clue.month else []
        bound = _safe(year, *clue.after) if clue.after else None
    latest = max((day for day in own if day is not None), default=None)
    if latest is not None and (bound is None or bound <= latest):
        return latest, False, True
    if bound is not None:
        return bound, False, False
    if year is not None and clue.years:
        return _last_of(date(year, 1, 1)), False, False
    return None, False, False


def _clues(page: Page) -> _Clues:
    text = f"{page.title}\n{page.headings}\n{page.body}"
    stated = _first_date(_STATED.search(page.meta)) or _first_date(_HELD_ON.search(page.meta))
    stated = stated or _day_under_a_name(page.meta)
    if stated is not None:
        return _Clues(stated, None, Counter({stated.year: 1}), None, None, None)
    full = [day for found in _FULL.finditer(text) if _is_past(text, *found.span()) and (day := _first_date(found))]
    days, bounds = _days(text)
    bounds += [(3 * _HANZI[found[1]], 31) for found in _QUARTER.finditer(text) if _is_past(text, *found.span())]
    heads = _years(f"{page.title}\n{page.headings}")
    years = heads if heads else _years(page.body)
    return _Clues(
        None,
        max(full, default=None),
        years,
        max(days, default=None),
        max(_months(text), default=None),
        max(bounds, default=None),
    )


def _days(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the (month, day)s of the text, and those after which it was written: 自1月24日以来, 截至4月底, 1—4月."""
    days: list[tuple[int, int]] = []
    bounds: list[tuple[int, int]] = []
    for found in _MONTH_OF_YEAR.finditer(text):
        before = text[max(0, found.start() - 8) : found.start()]
        day = _DAY.match(text, found.end())
        if day is not None and day.group().endswith("日"):
            place = (int(day[2] or found[1]), int(day[3] or day[1]))
            if _is_past(text, found.start(), day.end()) and not before.endswith("年"):
                (bounds if _SINCE.search(before) else days).append(place)
        elif (up_to := _UP_TO.search(before)) or _END_OF_MONTH.match(text, found.end()):
            start = found.start() - (len(up_to.group()) if up_to else 0)
            if _is_past(text, start, found.end()):
                bounds.append((int(found[1]), 31))
    return [day for day in days if _exists(day)], [bound for bound in bounds if _exists(bound)]


def _exists(day: tuple[int, int]) -> bool:
    return 1 <= day[0] <= 12 and 1 <= day[1] <= 31


def _months(text: str) -> Iterator[int]:
    """Yield the months that the text is set in: 五月的临江, 3月以来."""
    for found in _MONTH.finditer(text):
        number = _MONTH_NUMBER.search(text, max(0, found.start() - 3), found.start())
        if number is not None and _is_past(text, *number.span()):
            month = _HANZI.get(number[1]) or (int(number[1]) if number[1].isdigit() else 0)
            if 1 <= month <= 12:
                yield month


def _is_past(text: str, start: int, stop: int) -> bool:
    return not _TO_COME.search(text[max(0, start - 12) : start]) and not _DONE_BY.match(text, stop)


def _years(text: str) -> Counter[int]:
    return Counter(
        int(found[1])
        for found in _YEAR.finditer(text)
        if not _YEAR_TO_COME.search(text[max(0, found.start() - 3) : found.start()])
        and not _YEAR_DONE_BY.match(text, found.end())
    )


def _year(years: Counter[int]) -> int | None:
    """Return the year in which the text speaks: the latest it names, unless it lies well beyond the usual one."""
    if not years:
        return None
    usual = max(years, key=lambda year: (years[year], year))
    return max(year for year in years if year <= usual + 1)


def _first_date(found: re.Match[str] | None) -> date | None:
    if found is None:
        return None
    numbers = [int(group) for group in found.groups() if group is not None]
    return _safe(*numbers[:3]) if len(numbers) >= 3 and 1 <= numbers[1] <= 12 else None


def _day_under_a_name(meta: str) -> date | None:
    """青川日报 2022年4月30日, or 2022年4月: who published, and when; a month is its 15th."""
    found = _UNDER_A_NAME.search(meta)
    if found is None or not 1 <= int(found[2]) <= 12:
        return None
    return _safe(int(found[1]), int(found[2]), int(found[3] or 15))


def _safe(year: int, month: int, day: int) -> date:
    """Return the day, or the month's last where it has no such day."""
    return date(year, month, max(1, min(day, calendar.monthrange(year, month)[1])))


def _last_of(day: date) -> date:
    return date(day.year, 12, 31)
