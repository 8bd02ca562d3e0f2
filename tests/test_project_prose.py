"""Projects named in prose: who they are, their money, the steps taken and promised, who answers for them."""

from __future__ import annotations

from datetime import date

import pytest

from etl.build import sentences_of
from etl.extract.projects import find_projects
from etl.model import Document
from etl.projects import ProjectReport
from etl.vocabulary import load_vocabulary

WORDS = load_vocabulary()
DAY = date(2024, 4, 20)


def reports(text: str) -> dict[str, ProjectReport]:
    document = Document("", "", "", "", "", "临江区", DAY, True, "", text)
    return {report.name: report for report in find_projects(document, sentences_of(document), WORDS)}


def days(report: ProjectReport) -> dict[str, tuple[str, str]]:
    return {step.step: (str(step.planned_on or ""), str(step.reached_on or "")) for step in report.milestones}


def test_one_sentence_gives_one_report_with_all_it_says() -> None:
    text = (
        "云谷数据中心（二期）项目由区大数据局牵头，总投资10亿元，包联领导：李四，存在用地手续未办结的问题，"
        "计划今年6月底前开工，2025年底投产。"
    )
    ((name, found),) = reports(text).items()
    assert (name, found.total_investment) == ("云谷数据中心（二期）项目", 10**9)
    assert (found.owner, found.leader, found.problem) == ("区大数据局", "李四", "用地手续未办结")
    assert days(found) == {"start": ("2024-06-30", ""), "operation": ("2025-12-31", "")}
    assert text.startswith(found.quote) and found.rules == ("investment", "promised-day", "responsibility")


def test_steps_that_were_taken_have_their_day() -> None:
    found = reports("3月18日，临江智能装备产业园项目正式开工，总投资20亿元，预计2025年6月竣工。")
    park = found["临江智能装备产业园项目"]
    assert (park.stage, park.total_investment) == ("start", 2 * 10**9)
    assert days(park) == {"start": ("", "2024-03-18"), "finish": ("2025-06-30", "")}
    shop = reports("临江广场二店项目去年9月签约，预计今年9月份开业。")["临江广场二店项目"]
    assert (shop.stage, days(shop)) == ("signing", {"signing": ("", "2023-09-30"), "operation": ("2024-09-30", "")})


def test_prose_tells_steps_by_the_words_of_headings_but_not_by_the_loose_ones() -> None:
    assert reports("云谷数据中心项目正式奠基。")["云谷数据中心项目"].stage == "start"
    assert reports("云谷数据中心项目全面达产达效。")["云谷数据中心项目"].stage == "full capacity"
    assert reports("云谷数据中心项目运营。") == {}


def test_what_two_projects_share_is_nobody_s() -> None:
    found = reports("总投资15亿元的康养小镇项目和总投资8亿元的滨河综合体项目将于5月集中开工。")
    assert {name: report.total_investment for name, report in found.items()} == {
        "康养小镇项目": 15 * 10**8,
        "滨河综合体项目": 8 * 10**8,
    }
    assert not any(report.milestones for report in found.values())


@pytest.mark.parametrize(
    "text",
    [
        "全区一批重大项目加快推进，共有12个项目签约。",
        "会上，区商务局等9家单位汇报了项目推进情况、存在问题及建议。",
        "该项目计划年底前建成。",
        "计划总投资50亿元的8个项目集中开工。",
    ],
)
def test_what_is_no_project_of_its_own(text: str) -> None:
    assert reports(text) == {}


def test_the_numbering_of_a_list_is_no_part_of_a_name() -> None:
    assert list(reports("（二）云谷数据中心项目预计今年9月份投用。")) == ["云谷数据中心项目"]


def test_a_list_shares_its_step_and_not_its_money() -> None:
    found = reports(
        "任吉食品5000吨糕点生产中心、时事通医疗器械产业园等20个总投资39亿元的产业项目竣工投产；"
        "新开工嵩南印象城、嵩山大厦数字科技产业园等项目50个，广场二七店、工业总部港等60个项目计划年内竣工投产。"
    )
    assert {name: report.stage for name, report in found.items()} == {
        "任吉食品5000吨糕点生产中心": "operation",
        "时事通医疗器械产业园": "operation",
        "嵩南印象城": "start",
        "嵩山大厦数字科技产业园": "start",
        "广场二七店": None,
        "工业总部港": None,
    }
    assert days(found["广场二七店"]) == {"operation": ("2024-12-31", "")}
    assert not any(report.total_investment for report in found.values())
    assert reports("加快云谷数据中心、临江产业园等先进制造项目开工建设。") == {}
    assert reports("走访云谷集团、临江食品等企业40家，推进项目落地。") == {}
