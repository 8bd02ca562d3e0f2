"""The unit that a number leaves out: 投资22亿 is 22亿元, 减少1109万 is 1109万人."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.extract.lexicon import Lexicon
from etl.extract.scene import Reading, Scene
from etl.patterns import pattern_of

MORE = pattern_of("[的余多名]?")


def restore_unit(scene: Scene, reading: Reading) -> None:
    """Give a number without a unit the one its name asks for, with a doubt: 投资22亿 is 22亿元."""
    quantity = reading.quantity
    if quantity.unit or not quantity.value_unit or reading.background:
        return
    unit = unit_of("".join(reading.heads), reading.right, scene.lexicon)
    reading.quantity = replace(quantity, unit=unit, value_unit=quantity.value_unit + unit)
    reading.rules.append("unit-restored")
    reading.doubts.append(f"原文未写单位，按“{unit}”计")


def unit_of(name: str, right: str, lexicon: Lexicon) -> str:
    """Return the base unit a bare 亿 or 万 stands for beside a name: 投资22亿 -> 元, 减少1109万 -> 人."""
    if re.match("[一-鿿]{0,6}用户", right) or name.endswith("用户"):
        return "户"
    if are_people(right, lexicon):
        return "人"
    if lexicon.any_of("money_names").search(name):
        return "元"
    return "人" if lexicon.any_of("people_names").search(name) else "元"


def are_people(right: str, lexicon: Lexicon) -> bool:
    """Whether what follows a number are people: 万余名学生, 万农民."""
    after = MORE.match(right)
    return bool(lexicon.any_of("people").match(right, after.end() if after else 0))
