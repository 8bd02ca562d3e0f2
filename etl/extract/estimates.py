"""What 预计 and 同比 make of a number: an estimate of what is done, the rate of a goal."""

from __future__ import annotations

from etl.extract.scene import Reading, Scene
from etl.patterns import pattern_of

THIS_YEAR_SAID = pattern_of(r"今年|本年|当年")
HALF_GONE = pattern_of(r"半年度|季度末")
LEVELS_OF_A_YEAR = frozenset({"元", "美元", "%"})
REPORTS_OF_LAST_YEAR = 2
"""Up to this month 预计 without a year speaks of the year that has ended."""


def follows_a_goal(scene: Scene, reading: Reading) -> bool:
    """预计全年用电量172亿千瓦时，同比增长16%: the rate of a goal is a goal."""
    before = scene.readings[reading.index - 1] if reading.index else None
    return before is not None and before.kind == "target" and not before.background


def is_estimate(scene: Scene, reading: Reading) -> bool:
    """2023年预计完成992亿元, told on 28 December or a few weeks later: an estimate of what is done, not a goal."""
    period, day = reading.period, scene.reference
    year = day.year if period is None else period.stop.year
    if scene.section == "plan":
        return False
    if any(m.period.stop < day and m.start < reading.quantity.start for m in scene.mentions if m.period.start):
        return True  # 上半年预计完成33亿元
    clause = scene.text[max(0, reading.quantity.start - 60) : reading.quantity.start]
    of_this_year = THIS_YEAR_SAID.search(clause) or f"{day.year}年" in clause
    early = day.month <= REPORTS_OF_LAST_YEAR and not of_this_year and reading.quantity.unit in LEVELS_OF_A_YEAR
    return early or bool(HALF_GONE.search(clause)) or (day.month == 12 and year == day.year)
