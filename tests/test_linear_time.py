"""Numbers and periods are found in time proportional to the text, whatever stands in it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest

from etl.extract.numerals import find_numbers
from etl.extract.periods import find_periods
from etl.extract.quantities import find_quantities

SHORT, TIMES = 20_000, 8
SLACK = 3
"""Time may grow this much faster than the text before it counts as more than linear; a square would be 8 times."""
PROSE = "今年以来，全区聚力推进项目建设，新签约产业项目12个、总投资36.5亿元，截至4月底完成投资9.8亿元，增长6.5%左右。"
DENSE = (
    "1",
    "一",
    "1,",
    "以上",
    "1.",
    "二零",
    "“1",
    "第1",
    "《",
    "百分之",
    "1-",
    "5个",
    "2024年",
    "截至",
    "十四五",
    "约",
    "1亿",
)
FINDERS: dict[str, Callable[[str], object]] = {
    "quantities": find_quantities,
    "periods": lambda text: find_periods(text, date(2026, 5, 20)),
    "numbers": lambda text: list(find_numbers(text)),
}


def seconds(find: Callable[[str], object], text: str) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        find(text)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("finder", FINDERS)
@pytest.mark.parametrize("unit", DENSE)
def test_time_grows_with_the_text(finder: str, unit: str) -> None:
    text = unit * (SHORT // len(unit))
    short = max(seconds(FINDERS[finder], text), 0.001)
    assert seconds(FINDERS[finder], text * TIMES) <= short * TIMES * SLACK


@pytest.mark.parametrize("finder", ["quantities", "periods"])
@pytest.mark.parametrize("unit", ["1", "一", "1,", "以上"])
def test_noise_costs_no_more_than_prose(finder: str, unit: str) -> None:
    length = SHORT * 2
    prose = seconds(FINDERS[finder], PROSE * (length // len(PROSE)))
    assert seconds(FINDERS[finder], unit * (length // len(unit))) <= prose * 1.5
