"""Which period a number counts for: stated beside it, inherited from sentence, paragraph or heading, or inferred."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from etl.extract.mentions import (
    REPORT_SEASON,
    context_period,
    heading_year,
    moved,
    rebase,
    useful_mentions,
    years_together,
)
from etl.extract.periods import PeriodMention, find_periods
from etl.extract.reporting import reported_until
from etl.extract.scene import OF_THIS_YEAR, Reading, Scene
from etl.model import UNKNOWN_DAY, Period

STOCK = re.compile(r"总里程|总量|存量|余额|保有|总数|总人口|城镇化率|覆盖率|总资产|占比|比重|普及率|数量")
LAST_EARLY_MONTH = 10
WHOLE_YEAR = frozenset({"全年", "年末", "年底", "年终"})
OVER_YEARS = re.compile(r"(?:^|[。\n])(?:过去|这|近)?[五5]年来?[，,]")
REACHED = re.compile(r"(?:达|达到|突破|超过|增至|提高到|升至|居)$")
GOAL_OF_YEAR = re.compile(r"(?:全年|年度|今年|年初)[^，。；]{0,3}$")
CALLED_GOAL_OF_YEAR = re.compile(r"(?<!\d)(?:全年|年度)(?:目标|任务|计划)(?:任务|数|值)?[为是：: ]{0,2}$")
YEAR_NAMED = re.compile(r"20\d\d|[去明后]年|[上下]年度")
GOAL_AFTER = re.compile(r"^的?[^，。；、]{0,8}?(?:目标|任务|计划)")
EVENTS = re.compile(r"单日|当日|高峰日|纪录|签约|开工|仪式|启动|竣工|揭牌|通车|投产|开业|奠基|现场|举行|举办|开通")
YEARS_TOGETHER = re.compile(r"年均|[五5]年(?:来|间)?(?:累计|共)|^累计")
THIS_TIME = re.compile(r"此次|本次|这次|当天")
OF_THE_YEAR = re.compile(r"年度计划|年计划|年度投资|年度目标")
OPENING = 16
SEVERAL_YEARS = re.compile(r"年(?:共|来|间|累计|时间|内)|五年|5年")


def _past_whole_year(scene: Scene, reading: Reading, period: Period) -> Period:
    """全年实现营收2021亿元, told in May: a result of a whole year is of the last one."""
    whole = period.text in WHOLE_YEAR and not period.stated and period.stop > scene.reference
    if not whole or reading.kind != "actual" or scene.reference.month > LAST_EARLY_MONTH:
        return period
    return Period(moved(period.stop, -1).replace(month=1, day=1), moved(period.stop, -1), None, False, period.text)


def year_period(year: int, stated: bool, text: str = "") -> Period:
    """Return a whole year."""
    return Period(date(year, 1, 1), date(year, 12, 31), None, stated, text)


def decide_period(scene: Scene, reading: Reading) -> None:
    """Set the period of a reading where the sentence, its lead or its headings state one; else leave it open."""
    before = scene.text[scene.starts[reading.clause] : reading.quantity.start]
    called = CALLED_GOAL_OF_YEAR.search(before) and not YEAR_NAMED.search(before)
    if called or (GOAL_OF_YEAR.search(before) and GOAL_AFTER.match(reading.right)):
        year = heading_year(scene) or scene.reference.year
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
    event = _this_event(scene, reading)
    if event is not None:
        reading.period, reading.explicit = event, True
        reading.rules.append("period:this-event")
        return
    lead = _from_lead(scene)
    if lead is not None:
        reading.period = replace(lead, stated=False)
        reading.rules.append("period:paragraph")


def _whole_year(period: Period) -> Period:
    """上半年…，年度计划投资39亿元: what is planned for a year is the year's, whatever the sentence spoke of."""
    if period.start is None or period.start.year != period.stop.year:
        return period
    return year_period(period.stop.year, period.stated, period.text)


def _this_event(scene: Scene, reading: Reading) -> Period | None:
    """此次集中开工的20个项目: the day that the paragraph named before, else the month of the page."""
    clause = scene.clause_text(reading.clause)
    if not THIS_TIME.search(clause) or not EVENTS.search(clause) or scene.reference.year <= UNKNOWN_DAY.year:
        return None
    for mention in reversed(find_periods(scene.sentence.lead[-160:], scene.reference, scene.lexicon.calendar)):
        if mention.period.start is not None and (mention.period.stop - mention.period.start).days <= 3:
            return mention.period
    return Period(scene.reference.replace(day=1), scene.reference, None, False)


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
    if reading.kind == "actual" and period.start is None and OF_THIS_YEAR.search(scene.before(reading)):
        period = replace(period, start=date(period.stop.year, 1, 1))
    if "embedded-target" in reading.rules:
        period = year_period(period.stop.year, period.stated, period.text)
        if "五年" in scene.clause_text(reading.clause):
            first = period.stop.year - (period.stop.year - 1) % 5
            period = replace(period, start=date(first, 1, 1), stop=date(first + 4, 12, 31))
    if "of-plan" in reading.rules and period.start is not None and period.start.year == period.stop.year:
        period = replace(period, start=date(period.stop.year, 1, 1))
    if reading.kind == "target" and OF_THE_YEAR.search(reading.left):
        period = _whole_year(period)
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
        old = scene.readings[reading.index - 1].quantity.start
        limit = max(scene.text.rfind("从", 0, old), scene.text.rfind("由", 0, old), scene.starts[reading.clause])
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
    for mention in reversed(useful_mentions(lead, find_periods(lead, scene.reference, scene.lexicon.calendar))):
        period = rebase(scene, mention)
        if period.start is None or mention.rule == "until_point" or (period.stop - period.start).days <= 3:
            continue
        if period.stop.year == period.start.year or SEVERAL_YEARS.search(scene.text[:30]) or OVER_YEARS.search(lead):
            return period
    return _opening_point(scene)


def _opening_point(scene: Scene) -> Period | None:
    """到2025年，装备基本齐全。机械化率达到75%: a paragraph that opens with a year to come speaks of that year."""
    for mention in find_periods(scene.sentence.lead[:OPENING], scene.reference, scene.lexicon.calendar)[:1]:
        if mention.start == 0 and mention.rule == "until_point" and mention.period.stop > scene.reference:
            return rebase(scene, mention)
    return None


def _by_context(scene: Scene, reading: Reading) -> Period:
    period = context_period(scene)
    reference = scene.reference
    if period is not None:
        reading.rules.append("period:heading")
        over = period.start is not None and period.start.year == period.stop.year and period.stop <= reference
        if reading.kind == "target" and over:
            return year_period(period.stop.year, stated=False)  # a goal told in a report on a part of the year
        return replace(period, stated=False)
    reading.rules.append("period:document")
    if reading.kind == "target":
        return year_period(reference.year, stated=False)
    if scene.section == "review" and reference.month <= REPORT_SEASON:
        return year_period(reference.year - 1, stated=False)
    reading.doubts.append("文中未写明时间，按文件日期所在年度计")
    running = Period(date(reference.year, 1, 1), reference, None, False)
    return reported_until(running, scene.sentence.article.text, reference, scene.lexicon)


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
    if reading.kind == "actual":
        return _of_years(scene, reading, period)
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


def _of_years(scene: Scene, reading: Reading, period: Period) -> Period:
    """五年来，…，2011年完成28亿元，年均增长27%: what is told of years together is of the years that the text is in."""
    own = scene.text[scene.starts[reading.clause] : reading.quantity.start]
    whole = years_together(scene)
    if whole is None or whole.start is None:
        return period
    within = period.start is None or whole.start <= period.start <= period.stop <= whole.stop
    return whole if within and YEARS_TOGETHER.search(own) else period


def _is_stock(scene: Scene, reading: Reading) -> bool:
    """Whether a result of several years is what stood at their end; a goal is set for all of them."""
    if reading.shape == "rate" or reading.kind == "target":
        return False
    if REACHED.search(reading.left) and "累计" not in reading.left:
        return True
    return any(STOCK.search(head) for head in reading.heads)
