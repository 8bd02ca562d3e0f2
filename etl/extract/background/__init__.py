"""Numbers that are neither goal nor result, and why.

Each rule returns True where the number is background: a bound that qualifies a noun, a work's total investment or
size, a forecast of a project's own output, people at a meeting, a distance from somebody else's figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from etl.extract.background.bounds import (
    COUNTED_BY,
    bound_before_a_count,
    bound_of_a_count,
    bound_of_what_is_treated,
    qualifying_bound,
)
from etl.extract.background.bystanders import (
    COUNTED_TOO,
    LOTS,
    PEOPLE_AND_BODIES,
    PROGRAMME_UNITS,
    counted_bystanders,
    forecast_of_others,
    fraction_of_things,
    groups_of_them,
    handled_thing,
    leaders_act,
    meeting,
    place_of_it,
    programme,
    rate_of_tax,
    subject_count,
    supposed,
    unknown_unit,
    unnamed_one,
    word_number,
)
from etl.extract.background.distances import (
    among,
    beyond_plan,
    comparison,
    of_last_year,
    points_apart,
    rank,
    step,
    times_as_much,
)
from etl.extract.background.places import LAND, away, endowment, inventory, land_held, place_described
from etl.extract.background.works import (
    SIZES,
    WORKS_PARTS,
    aside,
    fee,
    investors_money,
    measured_thing,
    own_forecast,
    own_words,
    part_of_a_design,
    priced_work,
    share_price,
    work_size,
)
from etl.extract.scene import Reading, Scene
from etl.model import Quantity
from etl.patterns import pattern_of

TIME_UNITS = frozenset({"天", "年", "小时", "分钟", "秒", "个月", "岁", "周", "日", "月", "工作日", "个工作日"})
MANY_DAYS = 100
COUNTING_SIGN = pattern_of(r"[\d一二三四五六七八九两半数几]")
DAYS_COUNTED = pattern_of(
    r"天数|日数|寿命|受教育年限|住院日|(?:通关|办理|办结|审批|等候|停电|周转)时间|时限|平均用时|平均耗时"
)
DAYS_REACH = 16


def is_duration(quantity: Quantity, text: str) -> bool:
    """Whether a quantity is a length of time: 经过30天学习, 连续5年; 可用天数不少于20天 is a count of days."""
    if quantity.unit not in TIME_UNITS or quantity.value >= MANY_DAYS:
        return False
    return not DAYS_COUNTED.search(text, max(0, quantity.start - DAYS_REACH), quantity.start)


def is_part_of_a_name(quantity: Quantity) -> bool:
    """Whether a quantity is a magnitude alone: 亿元以上项目, 超百亿元企业; it names what is counted."""
    return not COUNTING_SIGN.search(quantity.text)


def sift(quantities: Iterable[Quantity], text: str) -> tuple[list[Quantity], list[tuple[Quantity, str]]]:
    """Return the quantities that the rules look at, and those passed over with the reason."""
    kept: list[Quantity] = []
    passed_over: list[tuple[Quantity, str]] = []
    for quantity in quantities:
        if is_duration(quantity, text):
            passed_over.append((quantity, "duration"))
        elif is_part_of_a_name(quantity):
            passed_over.append((quantity, "part-of-a-name"))
        else:
            kept.append(quantity)
    return kept, passed_over


def duration(scene: Scene, reading: Reading) -> bool:
    """A year of 365天: many days are a count only where a count of days is named."""
    return reading.quantity.unit in TIME_UNITS and not DAYS_COUNTED.search(reading.left)


Rule = Callable[[Scene, Reading], bool]
BACKGROUND: tuple[Rule, ...] = (
    duration,
    own_forecast,
    bound_before_a_count,
    work_size,
    measured_thing,
    among,
    word_number,
    qualifying_bound,
    counted_bystanders,
    meeting,
    comparison,
    of_last_year,
    points_apart,
    aside,
    bound_of_a_count,
    times_as_much,
    subject_count,
    rank,
    beyond_plan,
    step,
    unnamed_one,
    handled_thing,
    place_of_it,
    leaders_act,
    programme,
    groups_of_them,
    priced_work,
    unknown_unit,
    share_price,
    investors_money,
    own_words,
    fraction_of_things,
    supposed,
    forecast_of_others,
    rate_of_tax,
    fee,
    place_described,
    endowment,
    inventory,
    away,
    bound_of_what_is_treated,
    land_held,
    part_of_a_design,
)


ONLY_FOR: dict[Rule, frozenset[str]] = {
    duration: TIME_UNITS,
    measured_thing: SIZES,
    meeting: PEOPLE_AND_BODIES,
    points_apart: frozenset({"个百分点"}),
    times_as_much: frozenset({"倍"}),
    subject_count: COUNTED_BY | COUNTED_TOO,
    step: frozenset({"个"}),
    place_of_it: frozenset({"个"}),
    leaders_act: frozenset({"次", "封"}),
    programme: PROGRAMME_UNITS,
    groups_of_them: LOTS,
    priced_work: frozenset({"元", "美元"}),
    unknown_unit: frozenset({""}),
    share_price: frozenset({"元", "%", "港元", "美元"}),
    investors_money: frozenset({"元", "美元"}),
    fraction_of_things: frozenset({"个"}),
    rate_of_tax: frozenset({"%"}),
    fee: frozenset({"元"}),
    inventory: frozenset({"个", "所", "家", "处"}),
    away: frozenset({"公里", "米"}),
    land_held: LAND,
    part_of_a_design: WORKS_PARTS,
}
"""Rules about one kind of unit are asked of it alone: half of all."""


@lru_cache(maxsize=256)
def _rules_for(unit: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in BACKGROUND if rule not in ONLY_FOR or unit in ONLY_FOR[rule])


def mark_background(scene: Scene) -> None:
    """Name the rule that makes a quantity background, where one does."""
    for reading in scene.readings:
        for rule in () if reading.background else _rules_for(reading.quantity.unit):
            if rule(scene, reading):
                reading.background = rule.__name__.replace("_", "-")
                break
