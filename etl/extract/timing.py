"""Which period a number counts for: stated beside it, inherited from sentence, paragraph or heading, or inferred."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from etl.extract.periods import PeriodMention, find_periods
from etl.extract.scene import Reading, Scene
from etl.model import UNKNOWN_DAY, Period

COMPARED = re.compile(r"(?:比|较|与|同|于|超过)$")
STOCK = re.compile(r"总里程|总量|存量|余额|保有|总数|总人口|城镇化率|覆盖率|总资产|占比|比重|普及率|数量")
REPORT_SEASON = 3
LAST_EARLY_MONTH = 10
WHOLE_YEAR = frozenset({"全年", "年末", "年底", "年终"})
FULL_YEAR = 364
OVER_YEARS = re.compile(r"(?:^|[。\n])(?:过去|这|近)?[五5]年来?[，,]")
REACHED = re.compile(r"(?:达|达到|突破|超过|增至|提高到|升至|居)$")
OF_A_GOAL = re.compile(r"(?:全年|年度|今年|年初)[^，。；]{0,14}?(?:目标|任务|计划|预算)")
COMPARES_WITH = re.compile(r"(?:对照|围绕|锚定|距离?|完成|占|达成|为|超过|不到|较|比|达到)[^，。；]{0,4}$")
GOAL_OF_YEAR = re.compile(r"(?:全年|年度|今年|年初)[^，。；]{0,3}$")
GOAL_AFTER = re.compile(r"^的?[^，。；、]{0,8}?(?:目标|任务|计划)")
SINCE = re.compile(r"[^，。；]{1,20}以来")
EVENTS = re.compile(r"签约|开工|仪式|启动|竣工|揭牌|通车|投产|开业|奠基|现场|举行|举办|开通")
SEVERAL_YEARS = re.compile(r"年(?:共|来|间|累计|时间|内)|五年|5年")


def useful_mentions(text: str, mentions: list[PeriodMention]) -> list[PeriodMention]:
    """Leave out what is only compared with: 比去年, 较上年同期."""
    return [
        m
        for m in mentions
        if not COMPARED.search(text[max(0, m.start - 2) : m.start])
        and not text[m.stop : m.stop + 2].startswith("同期")
        and text[m.start : m.stop] != "年初"
        and not (OF_A_GOAL.match(text, m.start) and COMPARES_WITH.search(text[max(0, m.start - 12) : m.start]))
    ]


@lru_cache(maxsize=1024)
def heading_period(heading: str, published_on: date | None) -> Period | None:
    """Return the period a heading names first: 2023年 工作成效 -> 2023; “十二五”期间… -> 2011/2015."""
    mentions = useful_mentions(heading, find_periods(heading, published_on or UNKNOWN_DAY))
    dated = [mention.period for mention in mentions if mention.period.start is not None]
    return min(dated, key=_length, default=mentions[0].period if mentions else None)


def _length(period: Period) -> int:
    assert period.start is not None
    return max((period.stop - period.start).days, FULL_YEAR)


def context_period(scene: Scene) -> Period | None:
    """Return the period that the headings speak of, innermost first, the article's title last."""
    article = scene.sentence.article
    for heading in (*reversed(scene.sentence.headings), article.title):
        period = heading_period(heading, article.published_on)
        if period is not None and period.start is not None:
            return period
    return None


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
    """全年 under the heading 2023年工作回顾 is 2023: a period that states no year takes the heading's."""
    period = mention.period
    if SINCE.match(scene.text, mention.stop) and scene.text[: mention.start].endswith(("自", "从", "自从")):
        return replace(period, stop=max(period.stop, scene.reference))
    if period.stated or mention.rule not in YEARLESS:
        return period
    year = _heading_year(scene)
    if year is None or year == period.stop.year:
        return period
    shift = year - period.stop.year
    return replace(
        period,
        start=None if period.start is None else _moved(period.start, shift),
        stop=_moved(period.stop, shift),
        as_of=None if period.as_of is None else _moved(period.as_of, shift),
    )


def _heading_year(scene: Scene) -> int | None:
    period = context_period(scene)
    if period is not None and period.start is not None and period.start.year == period.stop.year:
        return period.stop.year
    if scene.section == "review" and scene.reference.month <= REPORT_SEASON:
        return scene.reference.year - 1
    return None


def _past_whole_year(scene: Scene, reading: Reading, period: Period) -> Period:
    """全年实现营收2021亿元, told in May: a result of a whole year is of the last one."""
    whole = period.text in WHOLE_YEAR and not period.stated and period.stop > scene.reference
    if not whole or reading.kind != "actual" or scene.reference.month > LAST_EARLY_MONTH:
        return period
    return Period(_moved(period.stop, -1).replace(month=1, day=1), _moved(period.stop, -1), None, False, period.text)


def _moved(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def year_period(year: int, stated: bool, text: str = "") -> Period:
    """Return a whole year."""
    return Period(date(year, 1, 1), date(year, 12, 31), None, stated, text)


def decide_period(scene: Scene, reading: Reading) -> None:
    """Set the period of a reading where the sentence, its lead or its headings state one; else leave it open."""
    if GOAL_OF_YEAR.search(scene.text[scene.starts[reading.clause] : reading.quantity.start]) and GOAL_AFTER.match(
        reading.right
    ):
        year = _heading_year(scene) or scene.reference.year
        reading.period, reading.explicit = year_period(year, stated=False), True
        reading.rules.append("period:goal-of-the-year")
        return
    mention = _nearest(scene, reading)
    if mention is not None:
        reading.period, reading.explicit = rebase(scene, mention), True
        reading.rules.append(f"period:{mention.rule}")
        return
    previous = scene.readings[reading.index - 1] if reading.index else None
    if previous is not None and previous.stated_period is not None:
        reading.period, reading.explicit = previous.stated_period, previous.explicit
        reading.rules.append("period:sentence")
        return
    lead = _from_lead(scene)
    if lead is not None:
        reading.period = replace(lead, stated=False)
        reading.rules.append("period:paragraph")


def settle_period(scene: Scene, reading: Reading) -> None:
    """Give every reading a period once its kind is known: the section's year, else the document's.

    A goal runs through the year; a result runs from January to the day of the document, or through a year that is over.
    """
    reference = scene.reference
    period = reading.stated_period = reading.period
    if period is None:
        period = _by_context(scene, reading)
    if period.stop.year <= UNKNOWN_DAY.year:
        reading.period = Period(None, UNKNOWN_DAY, None, False)
        reading.doubts.append("全文没有写明年份，时间不明，不计入目标；可在旁注文件中写 published_on")
        return
    period = _past_whole_year(scene, reading, reading.stated_period or period) if reading.stated_period else period
    if reading.kind == "actual" and period.start is not None and period.start <= reference < period.stop:
        period = replace(period, stop=reference)
    if reading.kind == "actual" and period.as_of is not None and period.start is None:
        period = _cut_off(scene, reading, period)
    if "of-plan" in reading.rules and period.start is not None and period.start.year == period.stop.year:
        period = replace(period, start=date(period.stop.year, 1, 1))
    period = _of_plan(scene, reading, period)
    if period.start is None and (period.stop.month, period.stop.day) == (12, 31):
        period = replace(
            period, start=date(period.stop.year, 1, 1), as_of=period.stop if reading.kind == "actual" else None
        )
    if period.start is not None and _is_stock(scene, reading) and (period.stop.year - period.start.year) >= 2:
        period = replace(period, start=date(period.stop.year, 1, 1))
    reading.period = period


def _nearest(scene: Scene, reading: Reading) -> PeriodMention | None:
    limit = reading.quantity.start
    if "from-to" in reading.rules:
        limit = scene.readings[reading.index - 1].quantity.start - len(scene.readings[reading.index - 1].left)
    before = [m for m in scene.mentions if m.stop <= limit and _measures(scene, m)]
    own = [m for m in before if m.start >= scene.starts[reading.clause]]
    if own:
        return own[-1]
    if reading.right and reading.right[0] not in "，,；;。、":
        after = [
            m
            for m in scene.mentions
            if reading.quantity.stop <= m.start < scene.stops[reading.clause] and m.stop - reading.quantity.stop <= 30
        ]
        if after:
            return after[0]
    segment = max(scene.text.rfind("；", 0, reading.quantity.start), scene.text.rfind(";", 0, reading.quantity.start))
    near = [m for m in before if m.start > segment]
    return near[-1] if near else max(before, key=_breadth, default=None)


def _breadth(mention: PeriodMention) -> tuple[int, int]:
    """Of what earlier parts of a sentence name, the widest period governs, and of equals the last."""
    start = mention.period.start or date(mention.period.stop.year, 1, 1)
    return (mention.period.stop - start).days, mention.start


def _measures(scene: Scene, mention: PeriodMention) -> bool:
    """A single day measures an event; of anything else it is the day somebody spoke."""
    period = mention.period
    if period.start is None or (period.stop - period.start).days > 3:
        return True
    return bool(EVENTS.search(scene.text))


def _from_lead(scene: Scene) -> Period | None:
    lead = scene.sentence.lead[-160:]
    if not lead:
        return None
    for mention in reversed(useful_mentions(lead, find_periods(lead, scene.reference))):
        period = rebase(scene, mention)
        if period.start is None or mention.rule == "until_point" or (period.stop - period.start).days <= 3:
            continue
        if period.stop.year == period.start.year or SEVERAL_YEARS.search(scene.text[:30]) or OVER_YEARS.search(lead):
            return period
    return None


def _by_context(scene: Scene, reading: Reading) -> Period:
    period = context_period(scene)
    reference = scene.reference
    if period is not None:
        reading.rules.append("period:heading")
        return replace(period, stated=False)
    reading.rules.append("period:document")
    if reading.kind == "target":
        return year_period(reference.year, stated=False)
    if scene.section == "review" and reference.month <= REPORT_SEASON:
        return year_period(reference.year - 1, stated=False)
    reading.doubts.append("文中未写明时间，按文件日期所在年度计")
    return Period(date(reference.year, 1, 1), reference, None, False)


def _cut_off(scene: Scene, reading: Reading, period: Period) -> Period:
    """截至4月底，累计完成投资35.6亿元: year to date, unless it says since the start of the work."""
    assert period.as_of is not None
    if reading.shape == "completion":
        return replace(period, start=date(period.as_of.year, 1, 1))
    if scene.since_start(reading):
        return period
    return replace(period, start=date(period.as_of.year, 1, 1))


def _of_plan(scene: Scene, reading: Reading, period: Period) -> Period:
    """到2030年，年均增长5%以上: an average over years runs through the five-year plan that the year closes."""
    if "年均" not in reading.left or period.start is None or period.start.year != period.stop.year:
        return period
    whole = context_period(scene)
    if (
        whole is not None
        and whole.start is not None
        and whole.stop.year == period.stop.year
        and whole.start.year < period.stop.year
    ):
        return replace(period, start=whole.start)
    if period.stop.year % 5 == 0:
        return replace(period, start=date(period.stop.year - 4, 1, 1))
    return period


def _is_stock(scene: Scene, reading: Reading) -> bool:
    if reading.shape == "rate":
        return False
    if reading.kind == "actual" and REACHED.search(reading.left) and "累计" not in reading.left:
        return True
    return any(STOCK.search(head) for head in reading.heads)
