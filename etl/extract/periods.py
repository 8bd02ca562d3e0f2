"""Stretches of time that a text names, absolute and relative: 2024年1—4月, 截至4月底, 今年以来, “十四五”时期, 近三年.

Each rule looks at one place and gives the period it names or None; the first that answers decides. What is left open in
the text (a year, above all) is taken from an earlier mention in the sentence, else from the document's day, and the
period then is not `stated`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from etl.extract.moments import Calendar, H, Setting, any_of, read_point, shipped_calendar
from etl.extract.period_points import (
    after_point,
    by_point,
    cutoff,
    end_of_point,
    from_point,
    plain_point,
    range_of_points,
    since_point,
    until_point,
)
from etl.extract.period_site import PeriodMention, Rule, Site
from etl.extract.period_spans import (
    century,
    coming_years,
    five_year_plan,
    past_years,
    range_of_days,
    range_of_months,
    range_of_quarters,
    range_of_years,
    since_work_began,
    this_and_next_year,
    until_now,
)

__all__ = ["RULES", "PeriodMention", "find_periods"]

RULES: tuple[Rule, ...] = (
    five_year_plan,
    until_now,
    since_work_began,
    this_and_next_year,
    past_years,
    coming_years,
    range_of_years,
    range_of_months,
    range_of_days,
    range_of_quarters,
    range_of_points,
    since_point,
    from_point,
    after_point,
    cutoff,
    by_point,
    until_point,
    end_of_point,
    plain_point,
    century,
)


def find_periods(
    text: str, reference: date, calendar: Calendar | None = None, *, loose: bool = False
) -> list[PeriodMention]:
    """Return the periods that one sentence names, in order; `reference` is the document's day.

    With `loose`, forms that prose uses for other things too count as well: 07年, 12号, 八月十五.
    """
    calendar = calendar or shipped_calendar()
    starts = _starts(calendar)
    text = text.translate(_HALF)
    setting = Setting(reference)
    found: list[PeriodMention] = []
    floor, start = 0, starts.search(text)
    while start:
        at = start.start()
        point = read_point(text, at, setting, calendar, loose=loose)
        site = Site(text, at, floor, setting, calendar, loose, point)
        mention = _decide(site)
        if mention is not None:
            found.append(mention)
            floor = mention.stop
            if mention.period.stated and point is not None and point.dated and not _compared(site, mention):
                setting = Setting(reference, mention.period.stop.year)
        start = starts.search(text, max(at + 1, floor))
    return found


def _decide(site: Site) -> PeriodMention | None:
    for rule in RULES:
        mention = rule(site)
        if mention is not None:
            return replace(mention, rule=rule.__name__)
    return None


def _compared(site: Site, mention: PeriodMention) -> bool:
    """Tell whether the period is only compared with: 比2020年."""
    return site.text[: mention.start].endswith(site.words("compared"))


_HALF = str.maketrans("０１２３４５６７８９", "0123456789")


@lru_cache(maxsize=4)
def _compiled(words: tuple[str, ...], heads: tuple[str, ...]) -> re.Pattern[str]:
    n = f"(?:[0-9]{{1,2}}|十[一二三四五]?|[{H}两])"
    return re.compile(
        rf"(?<![0-9])(?:19|20)[0-9]{{2}}(?=[ ]?年|[-./—–~～至到0][0-9])"
        rf"|(?<![0-9.])[0-9]{{1,2}}(?=[ ]?[月日]|[年号]|[-—–~～至到]{{1,2}}[0-9]{{1,2}}[ ]?[月季]|季度)"
        rf"|[{H}十两一千廿]{{1,6}}(?=[年月季号日]|[至到—–~-][{H}十]{{1,3}}(?:月|季度))"
        rf"|第[ ]?[0-9一二三四五六七八九十]{{1,2}}(?:季度|个?月)|前{n}(?:季度|个?月)|[上下]半年|[“\"‘]?十[一二三四]?五"
        rf"|(?:{any_of(heads)}){n}个?年|{n}个?年以?来|(?:本|2[0-9]|19)世纪|{any_of(words)}"
    )


def _starts(calendar: Calendar) -> re.Pattern[str]:
    """Return the filter for places where a rule may answer; it only has to be quick and to miss none."""
    words = calendar.words
    edges = tuple(word for word in (*words["end"], *words["beginning"]) if len(word) > 1)
    more = (*words["until now"], *words["start of work"], *words["years together"], *words["whole year"])
    return _compiled((*calendar.named, *edges, *more), (*words["past years"], *words["coming years"]))
