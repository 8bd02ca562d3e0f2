"""The unit that a number leaves out: 投资22亿 is 22亿元, 减少1109万 is 1109万人."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.extract.scene import Reading

MONEY = re.compile(r"投资|资金|收入|额|产值|增加值|贷款|存款|税|营收|利润|债|消费|支出|基金|补助|经费|融资|销售|奖")
PEOPLE = re.compile(r"人口|人数|就业|人员|人才|农民|群众|学生|参保|用户")
FOLK = re.compile(
    r"(?:的|余|多|名)?(?:青年|妇女|儿童|学生|职工|老人|老年人|农民|居民|农村人口|劳动力|毕业生|人员|人口|群众|困难|适龄|游客|婴幼儿|幼儿|市民|旅客|乘客|人才|学员|师生|贫困|农牧民|党员|工人|大学生|患者|消费者|参保)"
)


def restore_unit(reading: Reading) -> None:
    """Give a number without a unit the one its name asks for, with a doubt."""
    quantity = reading.quantity
    if quantity.unit or not quantity.value_unit or reading.background:
        return
    unit = unit_of("".join(reading.heads), reading.right)
    reading.quantity = replace(quantity, unit=unit, value_unit=quantity.value_unit + unit)
    reading.rules.append("unit-restored")
    reading.doubts.append(f"原文未写单位，按“{unit}”计")


def unit_of(name: str, right: str) -> str:
    """Return the base unit a bare 亿 or 万 stands for beside a name: 投资22亿 -> 元, 减少1109万 -> 人."""
    if re.match("[一-鿿]{0,6}用户", right) or name.endswith("用户"):
        return "户"
    if FOLK.match(right):
        return "人"
    if MONEY.search(name):
        return "元"
    return "人" if PEOPLE.search(name) else "元"
