"""What a period comes to once it is known whether a number is a goal or a result.

A goal runs through the year; a result runs from January to the day of the document, or through a year that is over. The
rules run in order, each over what the one before left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from etl.extract.mentions import EARLY, LOOKS_BACK, REPORT_SEASON, context_period, moved, years_together
from etl.extract.reporting import reported_until
from etl.extract.scene import OF_THIS_YEAR, Reading, Scene
from etl.model import UNKNOWN_DAY, Period
from etl.patterns import pattern_of

LAST_EARLY_MONTH = 10
WHOLE_SAID = "全年"
WHOLE_YEAR = frozenset({"全年", "年末", "年底", "年终"})
PARTS_OF_A_YEAR = ("period:range_of_months", "period:range_of_quarters", "period:plain_point")
ALMOST_A_YEAR, A_QUARTER = 350, 92
REACHED = pattern_of(r"(?:达|达到|突破|超过|增至|增加到|增长到|提高到|扩大到|上升到|升至|居)$")
YEARS_TOGETHER = pattern_of(r"年均|[五5]年(?:来|间)?(?:累计|共)|^累计")
OF_ONE_YEAR = pattern_of(r"年度|全年|今年|年初|当年")
OF_THE_YEAR = pattern_of(r"年度计划|年计划|年度投资|年度目标")
LEAD = 160
MONEY = frozenset({"元", "美元"})
RETOLD = frozenset(
    {"embedded-target", "goal-noun-after", "listed-goal", "plan-noun-before", "called-a-task", "goal-list"}
)
Settle = Callable[[Scene, Reading, Period], Period]


def settle_period(scene: Scene, reading: Reading) -> None:
    """Give a reading a period once its kind is known: 一季度, else 二、2023年工作回顾, else the document's year."""
    reading.stated_period = reading.period
    period = reading.period or _by_context(scene, reading)
    if period.stop.year <= UNKNOWN_DAY.year:
        reading.period = Period(None, UNKNOWN_DAY, None, False)
        reading.doubts.append("全文没有写明年份，时间不明，不计入目标；可在旁注文件中写 published_on")
        return
    for settle in SETTLING:
        period = settle(scene, reading, period)
    reading.period = period


def year_period(year: int, stated: bool, text: str = "") -> Period:
    """Return a whole year."""
    return Period(date(year, 1, 1), date(year, 12, 31), None, stated, text)


def _by_context(scene: Scene, reading: Reading) -> Period:
    """二、2023年工作回顾 … 签约额60亿元: the period of the headings, else the year of the document.

    A result in a report of January is of the year that is over; any other of this year up to the day of the document.
    """
    period = context_period(scene)
    reference = scene.reference
    if period is not None:
        reading.rules.append("period:heading")
        of_one_year = period.start is not None and period.start.year == period.stop.year
        ends_it = (period.stop.month, period.stop.day) == (12, 31)
        if reading.kind == "target" and of_one_year and (period.stop <= reference or ends_it):
            return year_period(period.stop.year, stated=False)  # a goal told in a report on a part of the year
        return replace(period, stated=False)
    reading.rules.append("period:document")
    if reading.kind == "target":
        return year_period(reference.year, stated=False)
    if scene.section == "review" and reference.month <= REPORT_SEASON:
        return year_period(reference.year - 1, stated=False)
    season = LOOKS_BACK + bool(scene.lexicon.any_of("report_titles").search(scene.sentence.article.title))
    if reference.month <= season and _tells_of_a_year(scene):
        reading.doubts.append("文中未写明时间，年初发布，按上一年计")
        return year_period(reference.year - 1, stated=False)
    reading.doubts.append("文中未写明时间，按文件日期所在年度计")
    running = Period(date(reference.year, 1, 1), reference, None, False)
    return reported_until(running, scene.sentence.article.text, reference, scene.lexicon)


def _tells_of_a_year(scene: Scene) -> bool:
    """Whether a result without a time can be the year's that is over: nothing speaks of these days or looks ahead."""
    titles = (scene.sentence.article.title, *scene.sentence.headings)
    spoken = scene.sentence.lead[-LEAD:] + scene.text
    ahead = scene.lexicon.any_of("titles_ahead")
    return not scene.lexicon.any_of("these_days").search(spoken) and not any(ahead.search(title) for title in titles)


def past_whole_year(scene: Scene, reading: Reading, period: Period) -> Period:
    """全年实现营收2021亿元, told in May: a result of a whole year is of the last one."""
    if reading.stated_period is None or reading.kind != "actual" or scene.reference.month > LAST_EARLY_MONTH:
        return period
    if period.text not in WHOLE_YEAR or period.stated or period.stop <= scene.reference or _of_a_goal(scene, reading):
        return period
    return year_period(moved(period.stop, -1).year, stated=False, text=period.text)


def _of_a_goal(scene: Scene, reading: Reading) -> bool:
    """全年计划新开工304个，已开工108个: the year that a goal before it named is still under way."""
    inherited = "period:sentence" in reading.rules or scene.starts[reading.clause] > scene.text.find(WHOLE_SAID)
    return inherited and any(earlier.kind == "target" for earlier in scene.readings[: reading.index])


def past_part_of_a_year(scene: Scene, reading: Reading, period: Period) -> Period:
    """1—5月完成投资18亿元, told in March: a result cannot lie ahead, so that it is of the year before."""
    if reading.kind != "actual" or period.stated or period.start is None or scene.section == "plan":
        return period
    part = (period.stop - period.start).days < ALMOST_A_YEAR and any(rule in reading.rules for rule in PARTS_OF_A_YEAR)
    runs = period.start <= scene.reference and (period.stop - period.start).days <= A_QUARTER
    if not part or runs or period.stop <= scene.reference + EARLY:
        return period
    return replace(period, start=moved(period.start, -1), stop=moved(period.stop, -1))


def so_far(scene: Scene, reading: Reading, period: Period) -> Period:
    """今年签约13个: a result of what is not over runs to the day of the document."""
    if reading.kind == "actual" and period.start is not None and period.start <= scene.reference < period.stop:
        return replace(period, stop=scene.reference)
    return period


def cut_off(scene: Scene, reading: Reading, period: Period) -> Period:
    """截至4月底，累计完成投资35.6亿元: year to date, unless it says since the start of the work."""
    if reading.kind != "actual" or period.as_of is None or period.start is not None:
        return period
    if reading.shape != "completion" and scene.since_start(reading):
        return period
    return replace(period, start=date(period.as_of.year, 1, 1))


def of_this_year(scene: Scene, reading: Reading, period: Period) -> Period:
    """今年计划…，截至目前完成; 今年以来，…，截至目前完成: what is told of this year begins with it."""
    if reading.kind == "actual" and period.start is None and OF_THIS_YEAR.search(scene.before(reading)):
        return replace(period, start=date(period.stop.year, 1, 1))
    return period


def still_ahead(scene: Scene, reading: Reading, period: Period) -> Period:
    """去年完成60亿元。力争完成70亿元: a goal does not inherit a time that is over."""
    told_before = "period:paragraph" in reading.rules or ("period:sentence" in reading.rules and not reading.explicit)
    over = period.start is not None and period.stop < scene.reference and period.start.year == period.stop.year
    if reading.kind != "target" or not (told_before and over) or RETOLD & set(reading.rules):
        return period
    return year_period(scene.reference.year, stated=False)


def goal_inside(scene: Scene, reading: Reading, period: Period) -> Period:
    """一季度完成全年60亿元任务的53%: the goal inside is of the year, and of a plan of five years all of them."""
    if "embedded-target" not in reading.rules or _told_right_before(scene, reading):
        return period
    whole = year_period(period.stop.year, period.stated, period.text)
    if "五年" not in scene.clause_text(reading.clause):
        return period if _told_of_years(scene, reading, period) else whole
    first = period.stop.year - (period.stop.year - 1) % 5
    return replace(whole, start=date(first, 1, 1), stop=date(first + 4, 12, 31))


def _told_of_years(scene: Scene, reading: Reading, period: Period) -> bool:
    """“十三五”时期完成186亿元，超额完成规划确定的150亿元目标: the plan's goal is of all its years."""
    several = period.start is not None and period.stop.year > period.start.year
    return several and not OF_ONE_YEAR.search(scene.clause_text(reading.clause))


def _told_right_before(scene: Scene, reading: Reading) -> bool:
    """完成一季度5亿元的投资目标: what stands right before the goal is its own time."""
    return any(mention.stop == reading.quantity.start for mention in scene.mentions)


def of_a_plan(scene: Scene, reading: Reading, period: Period) -> Period:
    """二季度…，占年度计划的39%: a share of the year's plan counts from January; what a year plans is the year's."""
    one_year = period.start is None or period.start.year == period.stop.year
    if one_year and reading.kind == "target" and OF_THE_YEAR.search(reading.left):
        return year_period(period.stop.year, period.stated, period.text)
    if period.start is None or not one_year:
        return period
    return replace(period, start=date(period.stop.year, 1, 1)) if "of-plan" in reading.rules else period


def due_by(scene: Scene, reading: Reading, period: Period) -> Period:
    """三季度末到位资金达到70亿元: what is to flow by a day flows from January on; a stock stands on that day."""
    if reading.kind != "target" or period.start is not None or period.as_of is None:
        return period
    if _is_of("standing", scene, reading) or reading.quantity.unit not in MONEY or not _is_of("flows", scene, reading):
        return period
    return replace(period, start=date(period.stop.year, 1, 1), as_of=None)


def _is_of(words: str, scene: Scene, reading: Reading) -> bool:
    """Whether what a number is of holds one of a list of words: 到位资金 flows, 城镇化率 stands."""
    return any(scene.lexicon.any_of(words).search(head) for head in reading.heads)


def of_years_together(scene: Scene, reading: Reading, period: Period) -> Period:
    """到2030年，年均增长5%以上: an average over years runs through the five-year plan that the year closes."""
    if reading.kind == "actual":
        return _of_years_past(scene, reading, period)
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


def _of_years_past(scene: Scene, reading: Reading, period: Period) -> Period:
    """五年来，…，2011年完成28亿元，年均增长27%: what is told of years together is of the years that the text is in."""
    own = scene.text[scene.starts[reading.clause] : reading.quantity.start]
    whole = years_together(scene)
    if whole is None or whole.start is None:
        return period
    within = period.start is None or whole.start <= period.start <= period.stop <= whole.stop
    return whole if within and YEARS_TOGETHER.search(own) else period


def year_end(scene: Scene, reading: Reading, period: Period) -> Period:
    """年底达到: what stands on the last day of a year is the year's."""
    if period.start is not None or (period.stop.month, period.stop.day) != (12, 31):
        return period
    as_of = period.stop if reading.kind == "actual" else None
    return replace(period, start=date(period.stop.year, 1, 1), as_of=as_of)


def end_of_years(scene: Scene, reading: Reading, period: Period) -> Period:
    """五年来，…总里程达到: what stood at the end of several years is of the last."""
    if period.start is not None and _is_stock(scene, reading) and (period.stop.year - period.start.year) >= 2:
        return replace(period, start=date(period.stop.year, 1, 1))
    return period


SETTLING: tuple[Settle, ...] = (
    past_whole_year,
    past_part_of_a_year,
    so_far,
    cut_off,
    of_this_year,
    still_ahead,
    goal_inside,
    of_a_plan,
    due_by,
    of_years_together,
    year_end,
    end_of_years,
)


def _is_stock(scene: Scene, reading: Reading) -> bool:
    """五年来…总里程达到: whether a result of several years stood at their end; a goal is set for all of them."""
    if reading.shape == "rate" or reading.kind == "target":
        return False
    if REACHED.search(reading.left) and "累计" not in reading.left:
        return True
    return _is_of("standing", scene, reading)
