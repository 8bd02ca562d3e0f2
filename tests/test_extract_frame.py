"""A figure in the frame of its document: headings, turns and meetings say of when it is, and whether it is a goal."""

from __future__ import annotations

from datetime import date

import pytest

from tests.pages import read_page as read

PERIODS = [
    ("一、2020年工作和“十三五”成就\n这五年，奋力前行。\n新增高速公路1179公里。", "2021-01-20", [(2016, 2020)]),
    ("五年来，奋力前行。\n累计完成投资120亿元。\n2023年，签约额30亿元。", "2024-01-18", [(2019, 2023), (2023, 2023)]),
    ("“十四五”前三年，完成投资54亿元。", "2024-05-20", [(2021, 2023)]),
    ("一、2023年工作成效\n今年1—11月，完成投资18亿元。", "2024-01-12", [(2023, 2023)]),
    ("会议指出，2023年是极不平凡的一年。\n完成发电量71亿千瓦时。", "2024-01-12", [(2023, 2023)]),
    ("上半年完成投资9亿元，年度计划投资30亿元。", "2024-07-20", [(2024, 2024), (2024, 2024)]),
    ("“十四五”时期，城镇化率达到70%。", "2021-02-20", [(2021, 2025)]),
    ("会议提出，“十四五”时期，将坚持项目为王，累计完成投资42亿元。", "2022-01-14", [(2021, 2025)]),
    ("青石区2022年目标\n去年，招商实现突破。全年签约12个。", "2022-01-14", [(2021, 2021)]),
    ("二、2023年工作计划\n一号线2024年6月建成通车；新开工项目5个。", "2022-12-28", [(2023, 2023)]),
    ("去年，招商实现突破。招商超年度目标6亿元，完成年度任务的107%。", "2022-02-14", [(2021, 2021)]),
    ("2019年，招商破题，实现了市委提出的“十三五”末达标的目标；签约额3亿元。", "2020-02-14", [(2019, 2019)]),
    ("三期要完成投资9亿元，确保明年6月通水。上网电量要达到6亿千瓦时。", "2025-05-20", [(2025, 2025)] * 2),
    ("年末生猪存栏112万头，恢复到2017年末的96%。建成高标准农田24万亩。", "2020-12-28", [(2020, 2020)] * 3),
    ("到2025年，体系更加完善。城镇化率达到70%。", "2021-02-20", [(2025, 2025)]),
    ("一、过去一年和五年工作回顾\n签约额年均增长8%。", "2023-01-12", [(2018, 2022)]),
    ("一、实现新突破\n2025年，签约额80亿元。\n（一）抓招商\n到位资金9亿元。", "2026-01-20", [(2025, 2025)] * 2),
    ("一、工作成效\n“十四五”时期，奋力前行。\n（一）抓招商\n到位资金9亿元。", "2026-01-20", [(2021, 2025)]),
    ("一、目标和任务\n“十五五”时期，奋力前行。\n（一）抓招商\n到位资金9亿元。", "2026-01-20", [(2026, 2026)]),
]


@pytest.mark.parametrize(("text", "day", "years"), PERIODS)
def test_periods(text: str, day: str, years: list[tuple[int, int]]) -> None:
    found = read(text, date.fromisoformat(day))
    periods = [s.period for s in found]
    assert [(p.start.year if p.start else 0, p.stop.year) for p in periods] == years


def test_a_quarter_named_under_way_in_the_review_of_a_year_ends_with_its_sentence() -> None:
    page = "一、2025年工作回顾\n奋力前行。一季度签约额9亿元。新签约项目12个。"
    quarter, year = read(page, date(2026, 1, 20))
    assert (quarter.period.stop, year.period.stop) == (date(2025, 3, 31), date(2025, 12, 31))


BULLETIN = """一季度，签约额30亿元。
年初以来，到位资金9亿元。
3月末，贷款余额600亿元，一季度新增20亿元。
新签约项目12个。"""
JUNE, APRIL, MARCH = date(2024, 6, 4), date(2024, 4, 20), date(2024, 3, 31)


@pytest.mark.parametrize(("day", "until"), [(JUNE, MARCH), (APRIL, APRIL)])
def test_since_january_ends_with_what_a_late_bulletin_reports_on(day: date, until: date) -> None:
    _, since, *_ = read(BULLETIN, day)
    assert (since.period.start, since.period.stop) == (date(2024, 1, 1), until)


def test_a_figure_without_time_is_of_the_quarter_that_its_bulletin_reports_on() -> None:
    *_, without = read(BULLETIN, APRIL)
    assert (without.period.start, without.period.stop) == (date(2024, 1, 1), MARCH)


def test_a_floor_set_for_a_quarter_that_runs_is_a_goal_of_it() -> None:
    (goal,) = read("四季度新增到位资金9亿元以上。", date(2023, 11, 8))
    assert (goal.kind, goal.period.start, goal.period.stop) == ("target", date(2023, 10, 1), date(2023, 12, 31))


def test_what_closes_a_list_calls_all_of_it_goals() -> None:
    found = read("对照全年生产总值增长5%、固定资产投资增长6%、工业增加值增长8%的目标，投资是短板。")
    assert [s.kind for s in found] == ["target"] * 3


def test_a_rate_of_completion_is_no_metric_of_its_own() -> None:
    _, rate = read("签约额11.8亿元，完成率仅为59%。")
    assert rate.metric.name == "签约额完成率"


MEETING = """2023年，集团签约额60亿元。
会议部署了五项重点任务。要抓好招商，签约额突破80亿元。新签约项目40个。
会议指出，要看到差距，签约额下降3%。
新建水厂2座。"""


def test_a_result_of_january_is_not_of_the_year_that_only_the_title_names() -> None:
    (result,) = read("坚决扛起责任，发电量71亿千瓦时。", date(2022, 1, 14), title="青石集团召开2022年工作会议")
    assert (result.period.start, result.period.stop) == (date(2021, 1, 1), date(2021, 12, 31))


PARTS = [
    ("三、2026年主要工作\n（一）扩大内需\n新建水厂2座。", "target"),
    ("三、2026年主要工作\n（一）推动项目建设取得新进展\n新建水厂2座。", "target"),
    ("三、关于2026年工作\n（一）扩大内需\n新建水厂2座。", "target"),
    ("一、2025年主要工作\n（一）扩大内需\n新建水厂2座。", "actual"),
    ("一、2025年工作回顾\n（一）推进改革部署落地\n新建水厂2座。", "actual"),
    ("一、2025年工作回顾\n完成6个镇的试点任务。", "actual"),
    ("一、2026年工作回顾\n至年末，公路总里程达到1423公里。", "actual"),
    ("一、2026年工作回顾\n年内完成投资36亿元。", "actual"),
    ("一、2025年工作回顾\n完成改革试点任务12项。", "actual"),
    ("三、2026年主要工作\n完成改革试点任务12项。", "target"),
    ("项目计划总投资15亿元，报告期内完成投资3亿元，预计2027年投产。", "actual"),
    ("今年，我们将办好民生实事，包括：累计建成水厂20座。", "target"),
    ("三、开好局、起好步\n2026年，要抓好招商。\n（一）扩大内需\n新建水厂2座。", "target"),
]


@pytest.mark.parametrize(("text", "kind"), PARTS)
def test_a_part_of_a_report_looks_back_or_ahead(text: str, kind: str) -> None:
    *_, statement = read("2026年青石市政府工作报告\n" + text, date(2026, 1, 20))
    assert statement.kind == kind


def test_what_a_meeting_sets_is_a_goal_to_the_end_of_its_paragraph() -> None:
    found = read(MEETING, date(2024, 1, 17))
    assert [s.kind for s in found] == ["actual", "target", "target", "actual", "actual"]


def test_the_goals_of_a_year_that_a_paragraph_opens_are_of_that_year() -> None:
    _, goal, after = read(
        "2023年，签约额60亿元。\n会议明确，2024年集团的主要目标是：签约额80亿元。\n新建水厂2座。", date(2024, 1, 17)
    )
    assert [(s.kind, s.period.stop.year) for s in (goal, after)] == [("target", 2024), ("target", 2024)]
