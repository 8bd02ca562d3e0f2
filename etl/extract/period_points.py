"""Rules for one point of the calendar and the words around it: 截至4月底, 今年以来, 到2027年, 2025年底, 一季度."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from etl.extract.calendar_days import day_span
from etl.extract.moment_grammar import DASH, DAY
from etl.extract.moments import Point, read_point, small
from etl.extract.period_site import PeriodMention, Site
from etl.patterns import pattern_of

_OPEN_RANGE = pattern_of(rf"(?:起|开始)?{DASH}")
_CLOSE_RANGE = pattern_of(r"(?:期间|之间|间|止|为止)?")
_DAY = pattern_of(f"({DAY})([日号]?)")


def range_of_points(site: Site) -> PeriodMention | None:
    """2017年8月至2018年3月, 去年9月到今年3月, 2月28日-3月1日: from one point to another."""
    point = site.point
    dash = _OPEN_RANGE.match(site.text, point.stop) if point else None
    if point is None or dash is None:
        return None
    other = _second_point(site, point, dash.end())
    if other is None or other.span.last < point.span.first:
        return None
    close = _CLOSE_RANGE.match(site.text, other.stop)
    begin = site.begin if site.head == "opening" else site.at
    place = (begin, close.end() if close else other.stop)
    return site.mention(place, (point.span.first, other.span.last), stated=point.dated)


def since_point(site: Site) -> PeriodMention | None:
    """今年以来, 去年至今, 自4月以来: from there to the document's day."""
    return _open_ended(site, site.end) if site.point and site.tail == "since" else None


def from_point(site: Site) -> PeriodMention | None:
    """从去年9月起, 2018年开始, 自从2018年: from there on; read up to the document's day."""
    if site.point is None or not (site.tail == "from" or site.head == "ever"):
        return None
    return _open_ended(site, site.end if site.tail == "from" else site.point.stop)


def after_point(site: Site) -> PeriodMention | None:
    """2007年以后: from the day after it on."""
    if site.point is None or site.tail != "after":
        return None
    first = site.point.span.last + timedelta(days=1)
    return site.mention((site.at, site.end), (first, max(first, site.reference)), stated=site.point.dated)


def before_point(site: Site) -> PeriodMention | None:
    """2013年以前: up to the day before it."""
    if site.point is None or site.tail != "before" or site.point.edge == "end":
        return None
    last = site.point.span.first - timedelta(days=1)
    return site.mention((site.at, site.end), (None, last), stated=site.point.dated)


def cutoff(site: Site) -> PeriodMention | None:
    """截至4月底, 截至2024年5月31日: a figure that counts up to that day."""
    if site.point is None or site.head != "cutoff":
        return None
    last = site.point.span.last
    return site.mention((site.begin, site.point.stop), (None, last), stated=site.point.dated, as_of=last)


def by_point(site: Site) -> PeriodMention | None:
    """6月底前, 9月底以前, 2025年前: from the start of that year to the end of the point."""
    by = site.tail == "by" or (site.tail == "before" and site.point is not None and site.point.edge == "end")
    if site.point is None or not by:
        return None
    begin = site.begin if site.head == "until" else site.at
    return _from_new_year(site, site.point, begin, site.end)


def until_point(site: Site) -> PeriodMention | None:
    """到2027年, 到6月底: from January of that year to the end of the point."""
    if site.point is None or site.head != "until":
        return None
    return _from_new_year(site, site.point, site.begin, site.point.stop)


def end_of_point(site: Site) -> PeriodMention | None:
    """2025年底, 去年末, 月底: a stock on its last day."""
    if site.point is None or site.point.edge != "end":
        return None
    last = site.point.span.last
    return site.mention((site.at, site.point.stop), (None, last), stated=site.point.dated, as_of=last)


def plain_point(site: Site) -> PeriodMention | None:
    """2024年, 去年, 前三季度, 上半年, 3月6日, 本月: the days it names."""
    point = site.point
    return site.mention((site.at, point.stop), point.span, stated=point.dated) if point else None


def _open_ended(site: Site, stop: int) -> PeriodMention | None:
    """Return the period from the point to the document's day, or to the point's own end where that is later."""
    if site.point is None:
        return None
    first, last = site.point.span
    begin = site.begin if site.head in ("opening", "ever") else site.at
    days = (first, site.reference if site.reference >= first else last)
    return site.mention((begin, stop), days, stated=site.point.dated)


def _from_new_year(site: Site, point: Point, begin: int, stop: int) -> PeriodMention:
    last = point.span.last
    return site.mention((begin, stop), (date(last.year, 1, 1), last), stated=point.dated)


def _second_point(site: Site, first: Point, at: int) -> Point | None:
    """Return the point a range ends at; the year, and for a bare 十五号 the month, are the first point's."""
    setting = replace(site.setting, year=first.span.first.year)
    match = _DAY.match(site.text, at) if first.grain == "day" else None
    if match and (match[2] or (site.loose and match.end() == len(site.text))):
        span = day_span(first.span.first.year, first.span.first.month, small(match[1]))
        return Point(match.end(), span, first.dated, "day", "") if span else None
    return read_point(site.text, at, setting, site.calendar, loose=site.loose)
