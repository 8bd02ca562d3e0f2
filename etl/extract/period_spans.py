"""Rules for stretches of time with a wording of their own: five-year plans, 近三年, 2016—2020年, 1—4月."""

from __future__ import annotations

import re
from datetime import date, timedelta

from etl.extract.calendar_days import Span, day_span, month_span, months_span, quarter_span, years_span
from etl.extract.moment_grammar import DASH, FEW, YEAR4
from etl.extract.moments import read_year, small
from etl.extract.period_site import PeriodMention, Site
from etl.patterns import pattern_of

REPORT_SEASON = 3
"""Up to March a document still looks back on whole years: 过去五年 of a report in January."""
PLANS_FROM = 1951
"""The nth five-year plan begins 5 × n years after this: the tenth in 2001, the fourteenth in 2021."""
THIS_CENTURY = 21
YOUNG = 3
"""So many years back a year may be said by two digits without a month: 23年以来."""
A_FEW_YEARS = 2

_PLAN = pattern_of(r"[“\"‘]?十([一二三四五])?五[”\"’]?(?![十百千万亿个家项倍年])(规划期?|计划|时期|期间|末期?|以来)?")
_SPAN = pattern_of(
    rf"(?P<n>{FEW})(?P<unit>个?年|个?月|天|日|周)(?![级度龄代货均产月底初末薪])(?P<since>以?来)?(?:间|里|内)?"
)
_WITHIN = pattern_of(rf"(?:{FEW}{DASH})?(?P<n>{FEW})年(?:内|(?:左右)?的?时间)")
_WANTED = pattern_of(r"(?:用|力争|争取|计划|在|通过)\Z")
_SINCE_SHORT_YEAR = pattern_of(r"(?P<n>[0-9]{2})年以来")
_PART_OF_PLAN = pattern_of(r"(?P<end>[前后])(?P<n>[一二两三四1-4])年")
_YEARS = pattern_of(
    rf"({YEAR4})年?{DASH}({YEAR4}|(?<=[-—–~～])[0-9]{{2}}(?=年))(?:(?:学|财)?年(?:度|间)?|(?=[)）规期]))"
)
_CENTURY = pattern_of(r"(?:本世纪|(2[0-9]|19)世纪)(?![0-9二三四五六七八九])(中叶|末)?")
_DECADE = pattern_of(
    r"(?:(?P<this>本|二十一|21)世纪|(?P<last>上|二十|20)世纪|(?P<hundreds>19|20))?"
    r"(?P<tens>[0-9]0|[二三四五六七八九]十)年代(?P<end>末|初)?"
)


def five_year_plan(site: Site) -> PeriodMention | None:
    """“十四五”时期: the five years of the plan, 2021 to 2025; “十四五”末 is its last day, “十四五”前三年 its first."""
    match = _PLAN.match(site.text, site.at)
    if match is None or not (match[2] or match[0][0] in '“"‘'):
        return None
    nth = 10 + "一二三四五".find(match[1] or "") + (match[1] is not None)
    if nth == 10 and match[2] not in ("规划", "计划", "时期", "期间"):
        return None
    first, last = date(PLANS_FROM + 5 * nth, 1, 1), date(PLANS_FROM + 5 * nth + 4, 12, 31)
    place = (site.at, match.end())
    part = _PART_OF_PLAN.match(site.text, match.end())
    if part:
        years = small(part["n"])
        span = (
            (first, last.replace(year=first.year + years - 1))
            if part["end"] == "前"
            else (
                first.replace(year=last.year - years + 1),
                last,
            )
        )
        return site.mention((site.at, part.end()), span, stated=True)
    if match[2] == "以来":
        return site.mention(place, (first, max(site.reference, first)), stated=True)
    if match[2] and match[2][0] == "末":
        return site.mention(place, (None, last), stated=True, as_of=last)
    return site.mention(place, (first, last), stated=True)


def until_now(site: Site) -> PeriodMention | None:
    """截至目前: everything up to the document's day; no day is stated."""
    stop = site.follows("until now")
    return None if stop is None else site.mention((site.at, stop), (None, site.reference), stated=False)


def since_work_began(site: Site) -> PeriodMention | None:
    """开工以来: a total since the start of the work, up to the document's day."""
    stop = site.follows("start of work")
    return None if stop is None else site.mention((site.at, stop), (None, site.reference), stated=False)


def this_and_next_year(site: Site) -> PeriodMention | None:
    """今明两年: this year and the next."""
    stop, year = site.follows("years together"), site.reference.year
    if stop is None:
        return None
    return site.mention((site.at, stop), (date(year, 1, 1), date(year + 1, 12, 31)), stated=True)


def past_span(site: Site) -> PeriodMention | None:
    """近三年, 过去五年, 五年来, 近三个月: up to the document's day, or in its first months the whole years before.

    23年以来, told in 2024, is since that year.
    """
    head = site.follows("past")
    short = _SINCE_SHORT_YEAR.match(site.text, site.at) if head is None else None
    if short and 0 <= site.reference.year - 2000 - int(short["n"]) <= YOUNG:
        first = date(2000 + int(short["n"]), 1, 1)
        return site.mention((site.at, short.end()), (first, site.reference), stated=True)
    match = _SPAN.match(site.text, site.at if head is None else head)
    if match is None or (head is None and not match["since"]):
        return None
    reference, count = site.reference, small(match["n"])
    if match["unit"][-1] == "年" and reference.month <= REPORT_SEASON:
        days = (date(reference.year - count, 1, 1), date(reference.year - 1, 12, 31))
    else:
        days = (_moved(reference, -count, match["unit"]), reference)
    return site.mention((site.at, match.end()), days, stated=False)


def coming_span(site: Site) -> PeriodMention | None:
    """未来五年, 今后三年: whole years, from the document's own in its first half, else from the next one."""
    head = site.follows("coming")
    match = None if head is None else _SPAN.match(site.text, head)
    if match is None:
        return None
    reference, count = site.reference, small(match["n"])
    if match["unit"][-1] == "年":
        first = reference.year + (reference.month > 6)
        days = (date(first, 1, 1), date(first + max(count, 1) - 1, 12, 31))
    else:
        days = (reference + timedelta(days=1), _moved(reference, count, match["unit"]))
    return site.mention((site.at, match.end()), days, stated=False)


def within_span(site: Site) -> PeriodMention | None:
    """力争三年内, 用3—5年时间: whole years, from the document's own in its first half, else from the next one."""
    match = _WITHIN.match(site.text, site.at)
    count = small(match["n"]) if match else 0
    wanted = _WANTED.search(site.text, max(0, site.at - 4), site.at)
    if match is None or wanted is None or count < A_FEW_YEARS:
        return None
    first = site.reference.year + (site.reference.month > 6)
    days = (date(first, 1, 1), date(first + count - 1, 12, 31))
    return site.mention((wanted.start(), match.end()), days, stated=False)


def range_of_years(site: Site) -> PeriodMention | None:
    """2016—2020年: from the first day of one year to the last of the other."""
    match = _YEARS.match(site.text, site.at)
    if match is None:
        return None
    first, last = small(match[1]), small(match[2])
    return _ranged(site, match, years_span(first, last if last > 99 else first // 100 * 100 + last), stated=True)


def range_of_months(site: Site) -> PeriodMention | None:
    """2024年1—4月, 今年1至4月份, 1、2月: whole months of one year."""
    match = site.calendar.months.match(site.text, site.at)
    if match is None:
        return None
    first, last = small(match["m1"]), small(match["m2"])
    year, stated = read_year(match, site.setting, site.calendar)
    if year is None or (match["list"] and last != first + 1):
        return None
    return _ranged(site, match, months_span(year, first, last), stated=stated)


def range_of_days(site: Site) -> PeriodMention | None:
    """4月21日~23日: days of one month."""
    match = site.calendar.days.match(site.text, site.at)
    if match is None:
        return None
    year, stated = read_year(match, site.setting, site.calendar)
    ends = [day_span(year or 0, small(match["m1"]), small(match[day])) for day in ("d1", "d2")]
    return _ranged(site, match, _joined(*ends), stated=stated)


def range_of_quarters(site: Site) -> PeriodMention | None:
    """一至三季度: whole quarters of one year."""
    match = site.calendar.quarters.match(site.text, site.at)
    if match is None:
        return None
    year, stated = read_year(match, site.setting, site.calendar)
    ends = [quarter_span(year or 0, small(match[quarter])) for quarter in ("q1", "q2")]
    return _ranged(site, match, _joined(*ends), stated=stated)


def century(site: Site) -> PeriodMention | None:
    """本世纪中叶: up to its fiftieth year; 本世纪: all of it."""
    match = _CENTURY.match(site.text, site.at)
    if match is None:
        return None
    first = 100 * (int(match[1] or THIS_CENTURY) - 1) + 1
    last = date(first + (49 if match[2] == "中叶" else 99), 12, 31)
    return site.mention((site.at, match.end()), (date(first, 1, 1), last), stated=True)


def decade(site: Site) -> PeriodMention | None:
    """上世纪90年代, 2010年代: ten years; without a century those of the last."""
    match = _DECADE.match(site.text, site.at)
    if match is None:
        return None
    hundreds = int(match["hundreds"] or (20 if match["this"] else 19))
    first = 100 * hundreds + small(match["tens"])
    return site.mention((site.at, match.end()), (date(first, 1, 1), date(first + 9, 12, 31)), stated=True)


def _ranged(site: Site, match: re.Match[str], span: Span | None, *, stated: bool) -> PeriodMention | None:
    begin = site.begin if site.head == "opening" else site.at
    return None if span is None else site.mention((begin, match.end()), span, stated=stated)


def _joined(first: Span | None, last: Span | None) -> Span | None:
    """Return from the start of one span to the end of a later one."""
    return Span(first.first, last.last) if first and last and first <= last else None


def _moved(day: date, count: int, unit: str) -> date:
    """Return the day so many years, months, weeks or days on."""
    if unit in ("天", "日", "周"):
        return day + timedelta(days=count * (7 if unit == "周" else 1))
    month = month_span(day.year, day.month + count * (12 if unit[-1] == "年" else 1))
    return day if month is None else month.first.replace(day=min(day.day, month.last.day))
