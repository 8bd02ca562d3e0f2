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
    ("全年计划新开工项目30个，已实际开工项目10个。", "2024-04-28", ("2024-01-01", "2024-04-28")),
    ("这批项目中，重点项目64个。", "2024-02-22", ("2024-01-01", "2024-02-22")),
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


def test_each_number_of_a_chain_is_of_the_time_in_its_place() -> None:
    found = read("2022年、2023年分别实现利润2亿元、3亿元。")
    assert [s.period.stop.year for s in found] == [2022, 2023]


def test_as_many_numbers_as_years_are_one_a_year() -> None:
    found = read("2021—2023年营业收入分别为1亿元、2亿元、3亿元。")
    assert [s.period.stop.year for s in found] == [2021, 2022, 2023]


def test_a_sentence_that_lists_times_lends_none_to_the_next() -> None:
    text = "前三季度，投资增长6%。分季度看，一季度增长5%，二季度增长6%，三季度增长7%。签约额30亿元。"
    assert str(read(text, date(2024, 10, 19))[-1].period.stop) == "2024-09-30"


def test_the_day_of_a_meeting_is_not_that_of_what_stands_by_now() -> None:
    (statement,) = read("5月16日，在论坛上举办方透露，目前全区已引进项目69个。")
    assert (str(statement.period.start), str(statement.period.stop)) == ("2024-01-01", "2024-05-20")


def test_the_goal_of_a_quarter_is_of_the_quarter() -> None:
    *_, goal = read("到位资金5.2亿元，超额完成一季度5亿元的目标。", date(2024, 4, 10))
    assert (goal.kind, str(goal.period.stop)) == ("target", "2024-03-31")


def test_what_is_told_of_long_ago_opens_no_part_of_a_report() -> None:
    (statement,) = read("2004年，城东厂投资建厂。\n目前，在岗职工8559人。")
    assert statement.period.stop.year == 2024
