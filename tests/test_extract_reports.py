"""Turns of reports, plans and conferences, in sentences of our own: what is counted, what only spoken of, and when."""

from __future__ import annotations

from datetime import date

import pytest

from etl.model import Statement
from tests.pages import DAY
from tests.pages import read_page as read


def said(statements: list[Statement]) -> list[tuple[str, str, str]]:
    return [(s.kind, s.metric.name, f"{s.quantity.value}{s.quantity.value_unit}") for s in statements]


FIGURES = [
    ("每千人口托位数达到4.3个。", [("actual", "每千人口托位数", "4.3个")]),
    (
        "确保新增就业9000人以上、优良天数比例不低于83%。",
        [("target", "城镇新增就业", "9000人"), ("target", "空气质量优良天数比例", "83%")],
    ),
    ("民生实事明确，新建学校56所。", [("target", "新建学校数", "56所")]),
    ("入选省级科技计划项目3家。", [("actual", "入选省级科技计划项目数", "3家")]),
    ("新增运力38万载重吨。", [("actual", "新增运力", "38万载重吨")]),
    ("推进产城融合，入驻部门由10家增至18家。", [("actual", "入驻部门数", "18家")]),
]


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_figures(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(read(text)) == expected


SPOKEN_OF = [
    "若贷款利率上升50个基点，将增加财务费用0.3亿元。",
    "如果再签约3个项目，到位资金可达8亿元。",
    "抽调6个部门组成3个督查组，对8类36项重点工作进行了督查，实地查看点位52处。",
    "到场的中央、省级媒体共21家。",
]


@pytest.mark.parametrize("text", SPOKEN_OF)
def test_what_is_only_spoken_of(text: str) -> None:
    assert said(read(text)) == []


def test_this_year_in_the_yearly_report_is_the_year_reported() -> None:
    page = "青川港航2023年年度报告\n一、经营情况\n全年完成投资9亿元。二期工程累计完成投资19亿元，其中本年完成4亿元。"
    periods = [s.period for s in read(page, date(2024, 3, 29), "2023年年度报告", "青川港航")]
    assert {(p.start, p.stop) for p in periods[:1] + periods[2:]} == {(date(2023, 1, 1), date(2023, 12, 31))}


def test_what_stood_at_the_end_of_a_year_opens_a_paragraph() -> None:
    page = "到2023年底，公路里程达到900公里。轨道交通运营里程达到28公里。"
    assert [s.period.stop for s in read(page, DAY)] == [date(2023, 12, 31)] * 2


def test_years_that_run_from_a_month_are_those_of_what_follows() -> None:
    page = "2023年3月起，青川区实施帮扶工程。一年多来，累计共建专科18个，开展手术1.5万台次。"
    assert [(s.period.start, s.period.stop) for s in read(page, DAY)] == [(date(2023, 3, 1), DAY)] * 2


@pytest.mark.parametrize(("heading", "kind"), [("存在问题", "actual"), ("存在问题和下一步打算", "target")])
def test_a_part_on_what_is_amiss_sets_no_goals(heading: str, kind: str) -> None:
    page = f"青川区水利规划\n一、{heading}\n小型灌区配套率不足60%。"
    assert [s.kind for s in read(page, DAY, "青川区“十四五”水利规划")] == [kind]
