"""The words of time that count for a sentence: its own, its headings', and the year that they leave open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from etl.extract.lexicon import Lexicon
from etl.extract.periods import PeriodMention, find_periods
from etl.extract.reporting import reported_until
from etl.extract.scene import Scene
from etl.model import UNKNOWN_DAY, Period
from etl.patterns import pattern_of

COMPARED = pattern_of(r"(?:比|较|与|同|(?<!关)于|超过)$")
REPORT_SEASON = 3
LOOKS_BACK = 1
"""Up to this month, a report up to the next, a result without a time is of the year that is over."""
FULL_YEAR = 364
OLD_VALUE = pattern_of(r"[从由]$")
NUMBER_OF_IT = pattern_of(r"的?[\d近约]")
AS_MUCH_AS = pattern_of(r"(?:是|为|相当于|恢复|恢复到|达到)$")
TIMES_OF_IT = pattern_of(r"的[\d.一二两三四五六七八九十]+[倍%]")
OF_A_GOAL = pattern_of(r"(?:全年|年度|今年|年初)[^，。；]{0,14}?(?:目标|任务|计划|预算)")
SET_BY = pattern_of(r"(?:提出|确定|制定|下达|规划)的?[“\"]?$")
A_GOAL = pattern_of(r"[^，。；]{0,24}目标")
COMPARES_WITH = pattern_of(r"(?:对照|围绕|锚定|距离?|完成|占|达成|为|超过|不到|较|比|达到)[^，。；]{0,4}$")
DAY_OF_A_PAGE = 3
"""A heading that names a day or two dates the page, not its figures."""
EARLY = timedelta(days=20)
"""A report may be published this long before the end of what it counts."""
OPENING = 16
AFTER_OPENING = pattern_of(r"[，,、是]|[一-鿿]{1,6}[，,]")
THAT_ONE = frozenset(("当月", "当季"))
"""9月当月 is September's own figure, not that of the document's month."""
BASE = pattern_of(r"的?基础上")
ONCE_DONE = pattern_of(r"度?[^，。；\d]{0,8}(?:项目|工程|任务|建设)[^，。；\d]{0,4}(?:完成|建成|完工|竣工|验收)后[，,]")
"""把2021年度项目完成后，将累计建成…: what comes once that year's works are done is of a later time."""
SINCE_YEAR = pattern_of(r"[自从](?:19|20)\d\d年[^，。；]*$")
THIS_YEAR = pattern_of(r"今年|本年")
OF_THE_REPORT = pattern_of(r"本年|本期")
TERM = pattern_of(r"过去的?一年[和及、与](?:过去|这|前)?[五5]年")
SINCE = pattern_of(r"[^，。；]{1,20}以来")


def useful_mentions(text: str, mentions: list[PeriodMention]) -> list[PeriodMention]:
    """Leave out what is only compared with: 比去年, 较上年同期."""
    return [
        m
        for m in mentions
        if not COMPARED.search(text[max(0, m.start - 2) : m.start])
        and not text[m.stop : m.stop + 2].startswith("同期")
        and text[m.start : m.stop] != "年初"
        and not BASE.match(text, m.stop)
        and not ONCE_DONE.match(text, m.stop)
        and not (m.rule == "since_work_began" and SINCE_YEAR.search(text[max(0, m.start - 30) : m.start]))
        and not (text[m.start : m.stop] in THAT_ONE and text[max(0, m.start - 1) : m.start] in ("月", "度"))
        and not (OLD_VALUE.search(text[max(0, m.start - 1) : m.start]) and NUMBER_OF_IT.match(text, m.stop))
        and not (
            AS_MUCH_AS.search(text[max(0, m.start - 3) : m.start]) and TIMES_OF_IT.match(text[m.stop : m.stop + 12])
        )
        and not (SET_BY.search(text, max(0, m.start - 8), m.start) and A_GOAL.match(text, m.stop))
        and not (OF_A_GOAL.match(text, m.start) and COMPARES_WITH.search(text[max(0, m.start - 12) : m.start]))
    ]


@lru_cache(maxsize=1024)
def heading_period(heading: str, published_on: date | None, lexicon: Lexicon) -> Period | None:
    """Return the period a heading names first: 2023年 工作成效 -> 2023; “十二五”期间… -> 2011/2015."""
    mentions = useful_mentions(heading, find_periods(heading, published_on or UNKNOWN_DAY, lexicon.calendar))
    dated = [mention.period for mention in mentions if mention.period.start is not None]
    return min(dated, key=_length, default=mentions[0].period if mentions else None)


def _length(period: Period) -> int:
    assert period.start is not None
    return max((period.stop - period.start).days, FULL_YEAR)


def context_period(scene: Scene) -> Period | None:
    """Return the period that the headings speak of, innermost first, the article's title last."""
    if not scene.context:
        scene.context.append(_context_period(scene))
    return scene.context[0]


def _context_period(scene: Scene) -> Period | None:
    article = scene.sentence.article
    for heading in (*reversed(scene.sentence.headings), article.title):
        period = heading_period(heading, article.published_on, scene.lexicon)
        if period is None or period.start is None or (period.stop - period.start).days <= DAY_OF_A_PAGE:
            continue
        if heading == article.title and _given_in(scene, period.start, period.stop):
            continue
        return period
    return None


def _given_in(scene: Scene, start: date, stop: date) -> bool:
    """Whether the year that only the title names is the one in which it is given, not the one of which it tells.

    2026年政府工作报告 looks back on 2025; 召开2022年工作会议, told in January, tells of what 2021 came to.
    """
    a_year = start.year == stop.year and (stop - start).days >= FULL_YEAR
    early = a_year and scene.reference.month <= LOOKS_BACK and scene.section != "plan"
    return (early or scene.section == "review") and start <= scene.reference < stop


def years_together(scene: Scene) -> Period | None:
    """Return the years that the headings take together: 过去一年和五年工作回顾 -> the five."""
    spans: list[Period] = []
    for heading in scene.sentence.headings:
        spans += spans_of_years(heading, scene.sentence.article.published_on, scene.lexicon)
    return spans[-1] if spans else None


@lru_cache(maxsize=1024)
def spans_of_years(heading: str, published_on: date | None, lexicon: Lexicon) -> tuple[Period, ...]:
    """Return the periods of several years that a heading names."""
    named = find_periods(TERM.sub("过去五年", heading), published_on or UNKNOWN_DAY, lexicon.calendar)
    return tuple(m.period for m in named if m.period.start and m.period.stop.year - m.period.start.year >= 2)


RUNS_ON = frozenset({"since_point", "until_now"})
YEARLESS = frozenset(
    {
        "plain_point",
        "range_of_months",
        "range_of_quarters",
        "range_of_days",
        "cutoff",
        "by_point",
        "end_of_point",
        "until_point",
    }
)


def rebase(scene: Scene, mention: PeriodMention) -> Period:
    """Return what a mention means in its article: its open end by what is reported on, its open year by the heading."""
    if mention.rule in RUNS_ON:
        return reported_until(mention.period, scene.sentence.article.text, scene.reference, scene.lexicon)
    if OF_THE_REPORT.match(mention.period.text) and _came_out_later(scene, mention.period):
        return _shifted(mention.period, -1)
    return _of_heading_year(scene, mention)


def _came_out_later(scene: Scene, period: Period) -> bool:
    """本年 in the yearly report on 2023 is 2023, whenever it comes out."""
    return heading_year(scene) == scene.reference.year - 1 == period.stop.year - 1


def _of_heading_year(scene: Scene, mention: PeriodMention) -> Period:
    """全年 under the heading 2023年工作回顾 is 2023: a period that states no year takes the heading's."""
    period = mention.period
    if SINCE.match(scene.text, mention.stop) and scene.text[: mention.start].endswith(("自", "从", "自从")):
        return replace(period, stop=max(period.stop, scene.reference))
    if mention.rule == "cutoff" and not period.stated and period.stop > scene.reference + EARLY:
        of_last_year = f"{scene.reference.year - 1}年" in scene.sentence.lead  # 截至5月底, told in April
        return _shifted(period, -1) if of_last_year else period
    if THIS_YEAR.match(period.text) and period.stop > scene.reference + EARLY and scene.section == "review":
        year = heading_year(scene)  # 今年1—11月 in a report of January on 2022
        return _shifted(period, year - period.stop.year) if year is not None else period
    if period.stated or mention.rule not in YEARLESS:
        return period
    year = year_spoken_of(scene)
    if mention.rule in {"by_point", "until_point"}:
        period = _within_heading(scene, period)
    if year is None or year == period.stop.year:
        return period
    return _shifted(period, year - period.stop.year)


def year_spoken_of(scene: Scene) -> int | None:
    """Return the year that the paragraph opens with, else the heading's."""
    return _opening_year(scene) or heading_year(scene)


def _opening_year(scene: Scene) -> int | None:
    """去年，招商实现突破。全年签约12个: a paragraph that opens with a year is of that year."""
    opening = scene.sentence.lead[:OPENING]
    for mention in find_periods(opening, scene.reference, scene.lexicon.calendar)[:1] if opening else ():
        period = mention.period
        whole = period.start is not None and (period.stop - period.start).days >= FULL_YEAR
        if (
            mention.start == 0
            and mention.rule == "plain_point"
            and whole
            and AFTER_OPENING.match(opening, mention.stop)
        ):
            return period.stop.year
    return None


def _within_heading(scene: Scene, period: Period) -> Period:
    """四季度重点工作: 12月底前建成…: what is due by the end of a quarter's plan is of that quarter."""
    whole = context_period(scene)
    if whole is None or whole.start is None or not whole.start <= period.stop <= whole.stop:
        return period
    return replace(period, start=max(whole.start, period.start or whole.start))


def _shifted(period: Period, shift: int) -> Period:
    return replace(
        period,
        start=None if period.start is None else moved(period.start, shift),
        stop=moved(period.stop, shift),
        as_of=None if period.as_of is None else moved(period.as_of, shift),
    )


def heading_year(scene: Scene) -> int | None:
    """2023年工作回顾 -> 2023: the one year that the headings speak of, or that a review of early in the year is of."""
    period = context_period(scene)
    if period is not None and period.start is not None and period.start.year == period.stop.year:
        return period.stop.year
    if scene.section == "review" and scene.reference.month <= REPORT_SEASON:
        return scene.reference.year - 1
    return None


def moved(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)
