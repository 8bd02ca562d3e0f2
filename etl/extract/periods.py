"""Stretches of time that a text names, absolute and relative: 2024年1—4月, 截至4月底, 今年以来, “十四五”时期, 近三年.

Each rule looks at one place and gives the period it names or None; the first that answers decides. What is left open in
the text (a year, above all) is taken from an earlier mention in the sentence, else from the document's day, and then
the period is not `stated`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from etl.extract.moment_grammar import DASH, Calendar, H, shipped_calendar
from etl.extract.moments import Setting
from etl.extract.period_points import (
    after_point,
    before_point,
    by_point,
    cutoff,
    end_of_point,
    from_point,
    plain_point,
    range_of_points,
    since_point,
    until_point,
)
from etl.extract.period_site import PeriodMention, Rule, Site, look
from etl.extract.period_spans import (
    century,
    coming_span,
    decade,
    five_year_plan,
    past_span,
    range_of_days,
    range_of_months,
    range_of_quarters,
    range_of_years,
    since_work_began,
    this_and_next_year,
    until_now,
    within_span,
)
from etl.patterns import pattern_of

__all__ = ["RULES", "PeriodMention", "find_periods"]

RULES: Mapping[str, tuple[Rule, ...]] = {
    "plan": (five_year_plan,),
    "phrase": (until_now, since_work_began, this_and_next_year),
    "century": (decade, century),
    "span": (past_span, coming_span, within_span),
    "range": (range_of_years, range_of_months, range_of_days, range_of_quarters),
    "point": (
        range_of_points,
        since_point,
        from_point,
        after_point,
        before_point,
        cutoff,
        by_point,
        until_point,
        end_of_point,
        plain_point,
    ),
}
"""The rules, in order, by the group of the calendar's `starts`; where a dash is near, a point is asked for a range."""

_FULL = pattern_of("[０-９]")
_HALF = str.maketrans("０１２３４５６７８９", "0123456789")
_DASH_NEAR = pattern_of(rf"[0-9{H}十两今去前明本上年度月份日号第季 的]{{1,16}}?(?:{DASH}|[、和])")


def find_periods(
    text: str, reference: date, calendar: Calendar | None = None, *, loose: bool = False
) -> list[PeriodMention]:
    """Return the periods that one sentence names, in order; `reference` is the document's day.

    With `loose`, forms that prose uses for other things too count as well: 07年, 12号, 八月十五.
    """
    calendar = calendar or shipped_calendar()
    if _FULL.search(text):
        text = text.translate(_HALF)
    setting = Setting(reference)
    found: list[PeriodMention] = []
    floor = 0
    start = calendar.starts.search(text)
    while start:
        group = start.lastgroup or ""
        site = look(text, start.start(), floor, setting, calendar, loose=loose, is_point=group == "point")
        mention = _decide(site, group)
        if mention is not None:
            found.append(mention)
            floor = mention.stop
            if site.point and site.point.dated and not _only_compared(text, mention, calendar):
                setting = replace(setting, year=mention.period.stop.year)
        start = calendar.starts.search(text, max(site.at + 1, floor))
    return found


def _only_compared(text: str, mention: PeriodMention, calendar: Calendar) -> bool:
    """较去年, 去年同期: a year that is only compared with lends itself to nothing after it."""
    return text.endswith(calendar.words["compared"], 0, mention.start) or text.startswith("同期", mention.stop)


def _decide(site: Site, group: str) -> PeriodMention | None:
    rules = RULES[group]
    if group == "point" and _DASH_NEAR.match(site.text, site.at):
        rules = RULES["range"] + rules
    for rule in rules:
        mention = rule(site)
        if mention is not None:
            return replace(mention, rule=rule.__name__)
    return None
