"""For which days a number counts, in sentences of our own: told, inherited, or taken from the day of the page."""

from __future__ import annotations

from datetime import date

import pytest

from tests.pages import read_page as read

DAYS = [
    ("1—5月，到位资金20亿元。", "2024-03-08", ("2023-01-01", "2023-05-31")),
    ("国庆假期，接待游客12万人次。", "2024-10-09", ("2024-10-01", "2024-10-09")),
    ("确保三季度末到位资金达到70亿元。", "2024-07-08", ("2024-01-01", "2024-09-30")),
    ("确保三季度末贷款余额达到70亿元。", "2024-07-08", (None, "2024-09-30")),
    ("地区生产总值达到210亿元。", "2024-01-24", ("2023-01-01", "2023-12-31")),
    ("目前，在建项目90个。", "2024-01-24", ("2024-01-01", "2024-01-24")),
    ("半年末，资产总额32亿元。", "2024-08-19", ("2024-01-01", "2024-06-30")),
    ("去年同期的占比为2%；上半年，营业收入20亿元。", "2024-08-19", ("2024-01-01", "2024-06-30")),
    ("截至7月底，重大项目17个，年度计划投资24亿元。", "2024-08-10", ("2024-01-01", "2024-12-31")),
    ("力争用三年时间，培育上市公司5家。", "2024-01-24", ("2024-01-01", "2026-12-31")),
]


@pytest.mark.parametrize(("text", "day", "days"), DAYS)
def test_days(text: str, day: str, days: tuple[str | None, str]) -> None:
    period = read(text, date.fromisoformat(day))[-1].period
    assert (None if period.start is None else str(period.start), str(period.stop)) == days


def test_a_goal_does_not_inherit_a_time_that_is_over() -> None:
    result, goal = read("2023年，到位资金60亿元。力争签约额70亿元。", date(2024, 2, 20))
    assert (result.period.stop.year, goal.period.stop.year) == (2023, 2024)


def test_what_a_half_years_report_tells_is_of_the_half_year() -> None:
    found = read("报告期内，营业收入20亿元。", date(2024, 8, 19), title="远山股份2024年半年度报告")
    assert str(found[0].period.stop) == "2024-06-30"
