"""Rules for one point of the calendar and the words around it: 截至4月底, 今年以来, 到2027年, 2025年底, 一季度."""

from __future__ import annotations

import re
from datetime import date, timedelta

from etl.extract.calendar_days import day_span
from etl.extract.hanzi import evaluate, plain
from etl.extract.moments import DAY, Point, Setting, read_point
from etl.extract.period_site import DASH, PeriodMention, Site

_CLOSE = re.compile(r"(?:期间|之间|间|止|为止)?")
_OPEN_RANGE = re.compile(rf"(?:起|开始)?{DASH}")
_DAY = re.compile(f"({DAY})[日号]?")


def range_of_points(site: Site) -> PeriodMention | None:
    """2017年8月至2018年3月, 去年9月到今年3月, 2月28日-3月1日: from one point to another."""
    point = site.point
    dash = _OPEN_RANGE.match(site.text, point.stop) if point else None
    if point is None or dash is None:
        return None
    inner = Setting(site.reference, point.span.first.year)
    other = read_point(site.text, dash.end(), inner, site.calendar, loose=site.loose) or _day_of_month(
        site, dash.end(), point
    )
    if other is None:
        return None
    last = other.span.last
    if last < point.span.first:
        return None
    stop = _CLOSE.match(site.text, other.stop)
    return site.mention(
        site.before("opening"), stop.end() if stop else other.stop, (point.span.first, last), point.dated
    )


def since_point(site: Site) -> PeriodMention | None:
    """今年以来, 去年至今, 4月以来: from there to the document's day."""
    point = site.point
    stop = site.follows(point.stop, "since") if point else None
    if point is None or stop is None:
        return None
    return _open_ended(site, point, stop)


def from_point(site: Site) -> PeriodMention | None:
    """从去年9月起, 2018年开始, 自从2018年: from there on; read up to the document's day."""
    point = site.point
    if point is None:
        return None
    stop = None if site.follows(point.stop, "from lookalikes") else site.follows(point.stop, "from")
    if stop is None and site.text[: site.at].endswith("自从"):
        stop = point.stop
    return None if stop is None else _open_ended(site, point, stop)


def after_point(site: Site) -> PeriodMention | None:
    """2007年以后: from the day after it on."""
    point = site.point
    stop = site.follows(point.stop, "after") if point else None
    if point is None or stop is None:
        return None
    first = point.span.last + timedelta(days=1)
    return site.mention(None, stop, (first, max(first, site.reference)), point.dated)


def cutoff(site: Site) -> PeriodMention | None:
    """截至4月底, 截至2024年5月31日: a figure that counts up to that day."""
    start = site.before("cutoff") if site.point else None
    if site.point is None or start is None:
        return None
    last = site.point.span.last
    return site.mention(start, site.point.stop, (None, last), site.point.dated, last)


def by_point(site: Site) -> PeriodMention | None:
    """6月底前, 2025年前: from the start of that year to the end of the point."""
    point = site.point
    if point is None or site.follows(point.stop, "by lookalikes"):
        return None
    stop = site.follows(point.stop, "by")
    if stop is None:
        return None
    return site.mention(site.before("until"), stop, (date(point.span.last.year, 1, 1), point.span.last), point.dated)


def until_point(site: Site) -> PeriodMention | None:
    """到2027年, 到6月底: the year's goal, from January to the end of the point."""
    start = site.before("until") if site.point else None
    if (
        site.point is None
        or start is None
        or site.text[start - 1 : start] in ("达", "得", "收", "看", "感", "提", "遇")
    ):
        return None
    last = site.point.span.last
    return site.mention(start, site.point.stop, (date(last.year, 1, 1), last), site.point.dated)


def end_of_point(site: Site) -> PeriodMention | None:
    """2025年底, 去年末, 月底: a stock on its last day."""
    if site.point is None or site.point.edge != "end":
        return None
    last = site.point.span.last
    return site.mention(None, site.point.stop, (None, last), site.point.dated, last)


def plain_point(site: Site) -> PeriodMention | None:
    """2024年, 去年, 前三季度, 上半年, 3月6日, 本月: the days it names."""
    return site.mention(None, site.point.stop, site.point.span, site.point.dated) if site.point else None


def _open_ended(site: Site, point: Point, stop: int) -> PeriodMention:
    """Return the period from the point to the document's day, or to the point's own end where that is later."""
    first = point.span.first
    last = site.reference if site.reference >= first else point.span.last
    return site.mention(site.before("opening"), stop, (first, last), point.dated)


def _day_of_month(site: Site, at: int, point: Point) -> Point | None:
    """Return the 十五号 of 12月9号到十五号, in the first day's month."""
    match = _DAY.match(site.text, at) if point.grain == "day" else None
    value = evaluate(plain(match[1])) if match else None
    if match is None or value is None or not (site.loose or match[0][-1] in "日号"):
        return None
    span = day_span(point.span.first.year, point.span.first.month, int(value))
    return Point(match.end(), span, point.dated, "day", "") if span else None
