"""Rules for stretches of time with a wording of their own: five-year plans, 近三年, 2016—2020年, 1—4月."""

from __future__ import annotations

import re
from datetime import date, timedelta

from etl.extract.calendar_days import Span, day_span, months_span, quarter_span, years_span
from etl.extract.hanzi import evaluate, plain
from etl.extract.moments import DAY, MONTH, YEAR4
from etl.extract.period_site import DASH, PeriodMention, Site

REPORT_SEASON = 3
"""Up to March a document still looks back on whole years: 过去五年 of a report in January."""

NUMBER = f"(?:[0-9]{{1,2}}|十[一二三四五]?|[一二两三四五六七八九])"
_PLAN = re.compile(r"[“\"‘]?十([一二三四五])五[”\"’]?(?![十百千万亿个家项倍年])(规划期?|计划|时期|期间|末期?|以来)?")
_YEARS = re.compile(rf"(?P<n>{NUMBER})个?年(?![级度龄代货均产月底初末])(?P<since>以?来)?(?:间|里|内)?")
_YEAR_RANGE = re.compile(rf"({YEAR4})年?{DASH}({YEAR4}|(?<=[-—–~～])[0-9]{{2}}(?=年))(?:学|财)?(?:年|(?=[)）规期]))")
_YEAR = rf"(?:({YEAR4})年)?"
_MONTH_RANGE = re.compile(rf"{_YEAR}({MONTH})月?份?{DASH}({MONTH})月(?![0-9]{{1,2}}[日号])份?[底末]?")
_DAY_RANGE = re.compile(rf"{_YEAR}({MONTH})月({DAY})[日号]?{DASH}({DAY})[日号]")
_QUARTER_RANGE = re.compile(rf"{_YEAR}第?([一二三1-3])(?:季度)?{DASH}第?([二三四2-4])季度")
_CENTURY = re.compile(r"(?:本世纪|(2[0-9]|19)世纪)(中叶)?")


def five_year_plan(site: Site) -> PeriodMention | None:
    """“十四五”时期: the five years of the plan, 2021 to 2025; “十四五”末 is its last day."""
    match = _PLAN.match(site.text, site.at)
    if match is None or not (match[2] or match[0][0] in '“"‘'):
        return None
    first = 1951 + 5 * (10 + "一二三四五".index(match[1]) + 1)
    last = date(first + 4, 12, 31)
    if match[2] == "以来":
        return site.mention(None, match.end(), (date(first, 1, 1), max(site.reference, date(first, 1, 1))), True)
    if match[2] and match[2].startswith("末"):
        return site.mention(None, match.end(), (None, last), True, last)
    return site.mention(None, match.end(), (date(first, 1, 1), last), True)


def until_now(site: Site) -> PeriodMention | None:
    """截至目前: everything up to the document's day; no day is stated."""
    stop = site.follows(site.at, "until now")
    return None if stop is None else site.mention(None, stop, (None, site.reference), False)


def since_work_began(site: Site) -> PeriodMention | None:
    """开工以来: a total since the start of the work, up to the document's day."""
    stop = site.follows(site.at, "start of work")
    return None if stop is None else site.mention(None, stop, (None, site.reference), False)


def this_and_next_year(site: Site) -> PeriodMention | None:
    """今明两年: this year and the next."""
    stop = site.follows(site.at, "years together")
    year = site.reference.year
    return None if stop is None else site.mention(None, stop, (date(year, 1, 1), date(year + 1, 12, 31)), True)


def past_years(site: Site) -> PeriodMention | None:
    """近三年, 过去五年, 五年来: whole years before the document's in its first months, else the years up to its day."""
    head = site.follows(site.at, "past years")
    match = _YEARS.match(site.text, site.at if head is None else head)
    if match is None or (head is None and not match["since"]):
        return None
    count, reference = _whole(match["n"]), site.reference
    if reference.month <= REPORT_SEASON:
        span = (date(reference.year - count, 1, 1), date(reference.year - 1, 12, 31))
    else:
        day = min(reference.day, 28)
        span = (date(reference.year - count, reference.month, day) + timedelta(days=1), reference)
    return site.mention(None, match.end(), span, False)


def coming_years(site: Site) -> PeriodMention | None:
    """未来五年, 今后三年: from the document's year in its first half, else from the next."""
    head = site.follows(site.at, "coming years")
    match = _YEARS.match(site.text, head) if head is not None else None
    if match is None:
        return None
    first = site.reference.year + (site.reference.month > 6)
    return site.mention(None, match.end(), (date(first, 1, 1), date(first + _whole(match["n"]) - 1, 12, 31)), False)


def range_of_years(site: Site) -> PeriodMention | None:
    """2016—2020年: from the first day of one year to the last of the other."""
    match = _YEAR_RANGE.match(site.text, site.at)
    if match is None:
        return None
    first, last = _whole(match[1]), _whole(match[2])
    return _ranged(site, match, years_span(first, last if last > 99 else first // 100 * 100 + last), True)


def range_of_months(site: Site) -> PeriodMention | None:
    """2024年1—4月, 1至4月份: whole months of one year."""
    match = _MONTH_RANGE.match(site.text, site.at)
    if match is None:
        return None
    year, dated = _year_of(site, match[1])
    return _ranged(site, match, months_span(year, _whole(match[2]), _whole(match[3])), dated)


def range_of_days(site: Site) -> PeriodMention | None:
    """4月21日~23日: days of one month."""
    match = _DAY_RANGE.match(site.text, site.at)
    if match is None:
        return None
    year, dated = _year_of(site, match[1])
    first, last = (day_span(year, _whole(match[2]), _whole(match[nth])) for nth in (3, 4))
    return _ranged(site, match, Span(first.first, last.last) if first and last and first <= last else None, dated)


def range_of_quarters(site: Site) -> PeriodMention | None:
    """一至三季度: whole quarters of one year."""
    match = _QUARTER_RANGE.match(site.text, site.at)
    if match is None:
        return None
    year, dated = _year_of(site, match[1])
    first, last = quarter_span(year, _whole(match[2])), quarter_span(year, _whole(match[3]))
    return _ranged(site, match, Span(first.first, last.last) if first and last and first < last else None, dated)


def century(site: Site) -> PeriodMention | None:
    """本世纪中叶: up to its fiftieth year; 本世纪: all of it."""
    match = _CENTURY.match(site.text, site.at)
    if match is None:
        return None
    first = 100 * (int(match[1] or 21) - 1) + 1
    return site.mention(None, match.end(), (date(first, 1, 1), date(first + (49 if match[2] else 99), 12, 31)), True)


def _ranged(site: Site, match: re.Match[str], span: Span | None, stated: bool) -> PeriodMention | None:
    if span is None:
        return None
    return site.mention(site.before("opening"), match.end(), span, stated)


def _year_of(site: Site, year: str | None) -> tuple[int, bool]:
    """Return the year before a range of months or days, or the one it leans on, and whether the text tells it."""
    return (_whole(year), True) if year else (site.setting.base_year, site.setting.year is not None)


def _whole(text: str) -> int:
    value = evaluate(plain(text))
    return int(value) if value is not None else 0
