"""Which period a number counts for, where the text says it: beside the number, before it, or in its paragraph.

The rules of TELLING run in order and the first that finds a period wins; what they leave open `settling` infers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from etl.extract.mentions import context_period, rebase, useful_mentions, year_spoken_of
from etl.extract.periods import PeriodMention, find_periods
from etl.extract.scene import Reading, Scene
from etl.extract.settling import year_period
from etl.model import UNKNOWN_DAY, Period
from etl.patterns import pattern_of

OVER_YEARS = pattern_of(r"(?:^|[。\n])(?:过去|这|近)?[五5]年来?[，,]")
GOAL_OF_YEAR = pattern_of(r"(?:全年|年度|今年|年初)[^，。；]{0,3}$")
CALLED_GOAL_OF_YEAR = pattern_of(r"(?<!\d)(?:全年|年度)(?:目标|任务|计划)(?:任务|数|值)?[为是：: ]{0,2}$")
YEAR_NAMED = pattern_of(r"20\d\d|[去明后]年|[上下]年度")
GOAL_AFTER = pattern_of(r"^的?[^，。；、]{0,8}?(?:目标|任务|计划)")
THIS_TIME = pattern_of(r"此次|本次|这次|当天")
THIS_ACT = pattern_of(r"(?:此|本|这)次(?:[一-鿿]{0,6}活动|行动)")
OPENING, TOLD_BY, A_FEW_DAYS, NEAR = 20, 7, 3, 160
YEAR_LONG = 364
A_MONTH = 31
EVENT_AFTER = pattern_of(
    r"[^，。；\d]{0,8}(?:建成|通车|通水|通航|通气|通电|供热|投产|竣工|完工|投用|投运|开业|开工|启用|运营|交付|投入)[^，。；\d]{0,6}(?=[，。；]|$)"
)
IN_A_ROW = frozenset(("、", "和", "与", "及", "以及", "，"))
BY_NOW = pattern_of(r"目前|截至|累计|迄今|披露|公布|发布")
A_LIST, HALF_A_YEAR = 3, 200
SEVERAL_YEARS = pattern_of(r"年(?:多|余)来|年(?:共|来|间|累计|时间|内)|五年|5年")


class Told(NamedTuple):
    """A period, the rule that found it, and whether the number's own sentence says it."""

    period: Period
    rule: str
    explicit: bool = True


def decide_period(scene: Scene, reading: Reading) -> None:
    """Set the period of a reading where the sentence, its lead or its headings state one; else leave it open.

    一季度，签约额12亿元。项目9个: both numbers are of the quarter, the second by its paragraph.
    """
    told = next((found for tell in TELLING if (found := tell(scene, reading)) is not None), None)
    if told is not None:
        reading.period, reading.explicit = told.period, told.explicit
        reading.rules.append(f"period:{told.rule}")


def goal_of_the_year(scene: Scene, reading: Reading) -> Told | None:
    """一季度完成全年60亿元目标的53%, 年度目标：60亿元: what is called the year's goal is of the year spoken of."""
    before = scene.text[scene.starts[reading.clause] : reading.quantity.start]
    called = CALLED_GOAL_OF_YEAR.search(before) and not YEAR_NAMED.search(before)
    if not called and not (GOAL_OF_YEAR.search(before) and GOAL_AFTER.match(reading.right)):
        return None
    return Told(year_period(year_spoken_of(scene) or scene.reference.year, stated=False), "goal-of-the-year")


def named_beside(scene: Scene, reading: Reading) -> Told | None:
    """2022年、2023年分别实现利润2亿元、3亿元: the time in its place of a row, else the nearest that is named."""
    shared = _of_a_row(scene, reading)
    mention = shared or _nearest(scene, reading)
    if mention is None:
        return None
    return Told(rebase(scene, mention), "respectively" if shared else mention.rule)


def of_the_number_before(scene: Scene, reading: Reading) -> Told | None:
    """一季度签约额12亿元，项目9个: a number without a time is of that of the number before it."""
    before = scene.readings[reading.index - 1] if reading.index else None
    if before is None or before.stated_period is None:
        return None
    return Told(before.stated_period, "sentence", before.explicit)


def of_the_paragraph(scene: Scene, reading: Reading) -> Told | None:
    """去年，招商实现突破。签约12个: what the paragraph said before of its time."""
    lead = _from_lead(scene)
    return None if lead is None else Told(replace(lead, stated=False), "paragraph", explicit=False)


def this_event(scene: Scene, reading: Reading) -> Told | None:
    """此次集中开工的20个项目, 本次活动种树800棵: the day that the paragraph named, else the month of the page."""
    clause = scene.clause_text(reading.clause)
    if (
        not THIS_TIME.search(clause)
        or not (scene.lexicon.any_of("events").search(clause) or THIS_ACT.search(clause))
        or scene.reference.year <= UNKNOWN_DAY.year
    ):
        return None
    for mention in reversed(find_periods(scene.sentence.lead[-NEAR:], scene.reference, scene.lexicon.calendar)):
        if mention.period.start is not None and (mention.period.stop - mention.period.start).days <= A_FEW_DAYS:
            return Told(mention.period, "this-event")
    return Told(Period(scene.reference.replace(day=1), scene.reference, None, False), "this-event")


TELLING: tuple[Callable[[Scene, Reading], Told | None], ...] = (
    goal_of_the_year,
    named_beside,
    of_the_number_before,
    this_event,
    of_the_paragraph,
)


def _of_a_row(scene: Scene, reading: Reading) -> PeriodMention | None:
    """2022年、2023年分别实现利润2亿元、3亿元: each number of a chain is of the time in its place."""
    if not reading.chained and not _starts_chain(scene, reading):
        return None
    first = next(r for r in reversed(scene.readings[: reading.index + 1]) if not r.chained)
    row: list[PeriodMention] = []
    for mention in scene.mentions:
        if mention.stop > first.quantity.start or mention.start < scene.starts[first.clause]:
            continue
        joined = row and scene.text[row[-1].stop : mention.start] in IN_A_ROW
        row = [*row, mention] if joined else [mention]
    length = 1
    while first.index + length < len(scene.readings) and scene.readings[first.index + length].chained:
        length += 1
    nth = reading.index - first.index
    if len(row) == 1 and row[0].rule == "range_of_years":
        return _nth_year(row[0], nth, length)
    return row[nth] if len(row) == length else None


def _nth_year(years: PeriodMention, nth: int, length: int) -> PeriodMention | None:
    """2021—2023年每股收益分别为1元、2元、3元: as many numbers as years are one a year."""
    start = years.period.start
    if start is None or years.period.stop.year - start.year + 1 != length:
        return None
    return replace(years, period=year_period(start.year + nth, years.period.stated, years.period.text))


def _starts_chain(scene: Scene, reading: Reading) -> bool:
    """2亿元、3亿元: whether the number after this one is of the same row."""
    following = scene.readings[reading.index + 1 : reading.index + 2]
    return bool(following and following[0].chained)


def _nearest(scene: Scene, reading: Reading) -> PeriodMention | None:
    """一季度签约12个: the time before the number in its clause; 签约12个（一季度）: after it; else in what precedes.

    Of an earlier part of the sentence 全年 governs and not the month in which a work is to end.
    """
    limit = reading.quantity.start
    if "from-to" in reading.rules:
        old = scene.readings[reading.index - 1].quantity.start
        limit = max(scene.text.rfind("从", 0, old), scene.text.rfind("由", 0, old), scene.starts[reading.clause])
    before = [m for m in scene.mentions if m.stop <= limit and _measures(scene, reading, m)]
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
    return (
        near[-1] if near else max((m for m in before if not _dates_an_event(scene.text, m)), key=_breadth, default=None)
    )


def _dates_an_event(text: str, mention: PeriodMention) -> bool:
    """…，确保明年6月建成通车；新开工项目5个: the month in which a work is to end tells nothing of what follows."""
    period = mention.period
    short = period.start is not None and (period.stop - period.start).days <= A_MONTH
    return short and bool(EVENT_AFTER.match(text, mention.stop))


def _breadth(mention: PeriodMention) -> tuple[int, int]:
    """Of what earlier parts of a sentence name, the widest period governs, and of equals the last."""
    start = mention.period.start or date(mention.period.stop.year, 1, 1)
    return (mention.period.stop - start).days, mention.start


def _measures(scene: Scene, reading: Reading, mention: PeriodMention) -> bool:
    """3月6日签约26个: a single day measures an event; of anything else it is the day somebody spoke."""
    period = mention.period
    if period.start is None or (period.stop - period.start).days > A_FEW_DAYS:
        return True
    told = scene.text[mention.stop : reading.quantity.start]
    return bool(scene.lexicon.any_of("events").search(scene.text)) and not BY_NOW.search(told)


def _from_lead(scene: Scene) -> Period | None:
    """去年，招商实现突破。…签约12个: the time that the paragraph named last, unless in a list or in passing."""
    lead = scene.sentence.lead[-NEAR:]
    if not lead:
        return None
    told = useful_mentions(lead, find_periods(lead, scene.reference, scene.lexicon.calendar))
    listed = _listed(lead, told)
    for mention in reversed(told):
        if lead.rfind("。", 0, mention.start) in listed:
            continue
        period = rebase(scene, mention)
        ahead = mention.rule == "until_point" and period.stop >= scene.reference
        if period.start is None or ahead or (period.stop - period.start).days <= A_FEW_DAYS:
            continue
        if _dates_an_event(lead, mention):
            continue
        if _in_passing(scene, period, at_start=mention.start == 0 and lead == scene.sentence.lead):
            continue
        if period.stop.year == period.start.year or SEVERAL_YEARS.search(scene.text[:30]) or OVER_YEARS.search(lead):
            return period
    return _opening_point(scene)


def _listed(lead: str, told: list[PeriodMention]) -> set[int]:
    """Return where the sentences begin that list times: 分季度看，一季度增长5%，二季度增长6%，三季度增长7%."""
    parts = [m for m in told if m.period.start is not None and (m.period.stop - m.period.start).days < HALF_A_YEAR]
    counts = Counter(lead.rfind("。", 0, mention.start) for mention in parts)
    return {start for start, count in counts.items() if count >= A_LIST}


def _in_passing(scene: Scene, period: Period, *, at_start: bool) -> bool:
    """…一季度推介项目31个。…新增企业755户, in a review of 2025: a quarter named under way ends with its sentence."""
    if at_start or scene.section != "review" or period.start is None:
        return False
    whole = context_period(scene)
    if whole is None or whole.start is None or (whole.stop - whole.start).days < YEAR_LONG:
        return False
    inside = whole.start <= period.start and period.stop <= whole.stop
    return inside and (period.stop - period.start).days < YEAR_LONG


def _opening_point(scene: Scene) -> Period | None:
    """到2025年，装备基本齐全。机械化率达到75%: a paragraph that opens with a year to come speaks of that year."""
    for mention in find_periods(scene.sentence.lead[:OPENING], scene.reference, scene.lexicon.calendar)[:1]:
        ahead = mention.rule == "until_point" and mention.period.stop > scene.reference
        period = rebase(scene, mention)
        long_ago = len(scene.sentence.lead) > NEAR and _is_stretch(mention)
        if mention.start <= TOLD_BY and (ahead or (long_ago and not _in_passing(scene, period, at_start=True))):
            return period
    return None


def _is_stretch(mention: PeriodMention) -> bool:
    """2017年，…: what opens a paragraph with a stretch of time goes on about it, however long its first sentence is."""
    start = mention.period.start
    return start is not None and mention.rule != "until_point" and (mention.period.stop - start).days > A_FEW_DAYS
