"""Forms in which offices write one and the same quantity: each is read with its worth, its unit and its bound."""

from __future__ import annotations

from decimal import Decimal

import pytest

from etl.extract.quantities import find_quantities

FORMS = [
    ("１，２３４．５万元", "1234.5", None, "=", "元"),
    ("三千五百二十万零六百元", "3520.06", None, "=", "元"),
    ("1亿2千万元", "1.2", None, "=", "元"),
    ("壹佰万元", "100", None, "=", "元"),
    ("4万9千人", "4.9", None, "=", "人"),
    ("二十五点六亿元", "25.6", None, "=", "元"),
    ("5亿多元", "5", None, ">", "元"),
    ("3000万余元", "3000", None, ">", "元"),
    ("过亿元", "1", None, ">", "元"),
    ("上千万元", "1000", None, ">=", "元"),
    ("千分之一点五", "0.15", None, "=", "%"),
    ("万分之五", "0.05", None, "=", "%"),
    ("三点五个百分点", "3.5", None, "=", "个百分点"),
    ("5.5—6%", "5.5", "6", "=", "%"),
    ("5%～6%", "5", "6", "=", "%"),
    ("5%以上、6%以内", "5", "6", "=", "%"),
    ("不低于5%且不超过6%", "5", "6", "=", "%"),
    ("3000万元到5000万元之间", "3000", "5000", "=", "元"),
    ("3000万-5000万元", "3000", "5000", "=", "元"),
    ("大约三四百家", "300", "400", "=", "家"),
    ("不下15家", "15", None, ">=", "家"),
    ("至多15家", "15", None, "<=", "家"),
    ("最多不超过15家", "15", None, "<=", "家"),
    ("5%（含）以上", "5", None, ">=", "%"),
    ("≥95%", "95", None, ">=", "%"),
    ("＞90％", "90", None, ">", "%"),
    ("负3.2%", "-3.2", None, "=", "%"),
    ("1.2亿kWh", "1.2", None, "=", "千瓦时"),
    ("300km²", "300", None, "=", "平方米"),
    ("4.5万㎡", "4.5", None, "=", "平方米"),
    ("35件/万人", "35", None, "=", "件/万人"),
    ("126亿吨公里", "126", None, "=", "吨公里"),
    ("320艘次", "320", None, "=", "艘次"),
]


@pytest.mark.parametrize(("text", "value", "value_max", "comparator", "unit"), FORMS)
def test_a_form_is_read(text: str, value: str, value_max: str | None, comparator: str, unit: str) -> None:
    (quantity,) = find_quantities(f"共计{text}。")
    assert quantity.value == Decimal(value)
    assert quantity.value_max == (None if value_max is None else Decimal(value_max))
    assert (quantity.comparator, quantity.unit) == (comparator, unit)
    assert quantity.text.endswith(text[-1])


def test_a_square_kilometre_is_a_million_square_metres() -> None:
    (quantity,) = find_quantities("面积3km²")
    assert quantity.low == quantity.high == Decimal(3_000_000)
