"""Turns of the genre, in sentences of our own: what a figure is called, whose it is, goal or result, and for when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl.model import Statement
from etl.read import read_document
from tests.pages import DAY, read_pieces
from tests.pages import read_page as read

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PAGES = [
    *sorted((ROOT / "data" / "documents").glob("*.txt")),
    *sorted((SHARED / "seeds").glob("*.txt")),
    *sorted((SHARED / "dev" / "docs").glob("*.txt")),
]
"""Our own documents, and the annotated ones where they are on this machine."""


def named(statements: list[Statement]) -> list[tuple[str, str]]:
    return [(s.metric.name, f"{s.quantity.value}{s.quantity.value_unit}") for s in statements]


NAMES = [
    ("建成青石、白鹭、月湾3座水厂。", [("建成水厂数", "3座")]),
    ("新建6个市级、20个区级示范社区。", [("新建市级示范社区数", "6个"), ("区级示范社区数", "20个")]),
    ("新引进总投资超10亿元项目5个。", [("新引进总投资超10亿元项目数", "5个")]),
    ("新签约亿元以上先进制造业项目27个。", [("新签约亿元以上先进制造业项目数", "27个")]),
    ("12部文艺作品获得国家级奖项。", [("文艺作品", "12部")]),
    ("农村自来水普及率达到96%。", [("农村自来水普及率", "96%")]),
    ("水泥、平板玻璃产量分别增长3%、5%。", [("水泥产量增速", "3%"), ("平板玻璃产量增速", "5%")]),
    ("游客人次、旅游花费均增长10%。", [("游客人次增速", "10%"), ("旅游花费增速", "10%")]),
    ("零售业完成销售额19亿元，增长2%。", [("零售业销售额", "19亿元"), ("零售业销售额增速", "2%")]),
    ("规上工业企业达到76家、增加值增长3%。", [("规上工业企业数", "76家"), ("规上工业增加值增速", "3%")]),
    ("毛利率同比提高3.8个百分点至75.7%。", [("毛利率", "75.7%")]),
    ("产业基地产能由30万吨提高到50万吨。", [("产业基地产能", "50万吨")]),
    ("筹措7亿元实施交通惠民工程。", [("筹措资金", "7亿元")]),
    ("全年公共服务支出80%用于民生。", [("公共服务支出", "80%")]),
    ("70%的学生就读普通高中。", [("学生就读普通高中比例", "70%")]),
    ("智造园签约26个、96亿元。", [("新签约项目数", "26个"), ("签约额", "96亿元")]),
    ("开工建设储备库18座、续建24座。", [("开工建设储备库数", "18座"), ("续建储备库数", "24座")]),
    ("营业收入保持20%以上增长。", [("营业收入增速", "20%")]),
    ("新培育规上企业7户，总数达到61户。", [("新培育规上企业数", "7户"), ("规上企业数", "61户")]),
    ("教育支出占一般公共预算支出的18.5%。", [("教育支出占一般公共预算支出", "18.5%")]),
    ("一季度生产原煤830万吨。", [("煤炭（原煤）产量", "830万吨")]),
    ("海上风电并网装机新增30万千瓦。", [("海上风电并网装机新增", "30万千瓦")]),
    ("全区生产总值增长7.6%，高于年初7%的目标。", [("地区生产总值增速", "7.6%"), ("地区生产总值增速", "7%")]),
    (
        "到位市外资金36亿元，9月底前任务完成率提高到75%以上。",
        [("到位市外资金", "36亿元"), ("到位市外资金完成率", "75%")],
    ),
    ("计划赴苏州、无锡举办推介活动9场。", [("举办推介活动", "9场")]),
    ("地区生产总值60亿元，同比-6.2%。", [("地区生产总值", "60亿元"), ("地区生产总值增速", "-6.2%")]),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(read(text)) == expected


BACKGROUND = [
    "是2019年的2.2倍。",
    "超时序进度9.9个百分点。",
    "6个在建项目中，进展顺利。",
    "投资11亿元的产业园、20亿元的物流港等开工。",
    "某公司在园区投资9000万元扩建厂房。",
    "开工建设抽水蓄能电站（装机140万千瓦、总投资92亿元）。",
    "连续10次获评全国先进。",
    "综合实力排名由36位上升到23位。",
]


@pytest.mark.parametrize("text", BACKGROUND)
def test_background(text: str) -> None:
    assert [(n, v) for n, v in named(read(text)) if v not in {"1个"}] == []


def test_each_number_of_a_list_of_bodies_is_of_the_body_in_its_place() -> None:
    found = read("城东镇、云桥街道到位资金分别达9.8亿元和7.1亿元。")
    assert [(s.organisation, s.metric.name) for s in found] == [
        ("城东镇", "招商引资到位资金"),
        ("云桥街道", "招商引资到位资金"),
    ]


def test_a_ranking_names_the_metric_and_its_list_the_bodies() -> None:
    found = read("投资增速前二名：青石市增长36.4%，月湾县增长7.5%。", own="江源省")
    assert [(s.organisation, s.metric.name) for s in found] == [("青石市", "投资增速"), ("月湾县", "投资增速")]


def test_a_story_that_a_company_opens_is_of_the_company() -> None:
    text = "今年一季度，集团完成投资5.4亿元。全区新登记经营主体874户。"
    found = read(text, title="区交投集团：实干开新局")
    assert [s.organisation for s in found] == ["青川区交投集团", "青川区"]


def test_a_story_on_a_page_of_a_place_is_of_the_one_company_that_speaks_of_itself() -> None:
    text = "青湾供电公司消息，该公司累计完成电网投资6.2亿元。\n1至4月，售电量21亿千瓦时。"
    assert {(s.metric.name, s.organisation) for s in read(text)} == {
        ("电网投资", "青湾供电公司"),
        ("售电量", "青湾供电公司"),
    }
    spoken = "青湾供电公司消息，园区新签约项目8个。"
    assert [s.organisation for s in read(spoken)] == ["青川区"], "who speaks is not who is counted"


def test_a_body_that_only_heads_a_list_owns_nothing() -> None:
    (statement,) = read("长青股份公司等一批企业稳定增长，规上工业总产值达到63亿元。")
    assert statement.organisation == "青川区"


def test_goals_in_brackets_are_of_the_levels_before() -> None:
    found = read("今年以来，新签约项目83个，协议投资额412亿元，完成年度目标（100个、500亿元）的83%、82.5%。")
    goals = [(s.metric.name, f"{s.quantity.value}{s.quantity.value_unit}") for s in found if s.kind == "target"]
    assert goals == [("新签约项目数", "100个"), ("签约额", "500亿元")]


KINDS = [
    ("11万套保障房任务全面完成。", DAY, ["actual"]),
    ("着力提升市场主体质量，新增上市公司3家以上。", DAY, ["target"]),
    ("预计全年完成投资60亿元。", DAY, ["target"]),
    ("预计全年完成投资60亿元。", date(2024, 12, 26), ["actual"]),
    ("预计2024年累计完成投资60亿元。", DAY, ["target"]),
    ("今年以来，已争取专项债券6亿元。", DAY, ["actual"]),
    ("财政收入增长4.3%，未达到6%的预期目标。", DAY, ["actual", "target"]),
    ("年内完成100个仓库改造。", DAY, ["target"]),
    ("下半年加力攻坚，确保全年各项任务完成率不低于100%。", DAY, ["target"]),
    ("截至目前，投资完成率达55%。", DAY, ["actual"]),
]


@pytest.mark.parametrize(("text", "day", "kinds"), KINDS)
def test_kinds(text: str, day: date, kinds: list[str]) -> None:
    assert [s.kind for s in read(text, day)] == kinds


def test_missing_a_goal_is_no_bound_of_it() -> None:
    _, goal = read("财政收入增长4.3%，未达到6%的预期目标。")
    assert goal.quantity.comparator == "="


def test_a_month_of_its_own_is_not_the_month_of_the_page() -> None:
    (statement,) = read("9月当月，实现营业收入3.2亿元。", date(2024, 10, 21))
    assert (statement.period.start, statement.period.stop) == (date(2024, 9, 1), date(2024, 9, 30))


def test_a_rate_without_a_name_is_of_the_sentence_before_in_its_paragraph() -> None:
    same = read("货物发送量完成26亿吨。青石铁路公司同比增长29.2%。")
    other = read("货物发送量完成26亿吨。\n青石铁路公司同比增长29.2%。")
    assert [s.metric.name for s in same] == ["货物发送量", "货物发送量增速"]
    assert [s.metric.name for s in other] != [s.metric.name for s in same]


WHOLE = """一、2023年工作回顾
全年签约额61亿元，增长12%。其中主导产业签约额40亿元。

五年来，我们坚持项目为王。累计完成投资300亿元。

新建学校12所，新增学位1.2万个。
二、2024年工作安排
力争签约额70亿元。新签约项目40个，城东镇完成8个。

着力提升主体质量，新增上市公司2家。"""


def told(statements: list[Statement]) -> list[tuple[str, ...]]:
    return [(s.id, s.kind, s.metric.name, s.organisation, str(s.period), s.quote) for s in statements]


@pytest.mark.parametrize("by", ["article", "paragraph"])
def test_pieces_give_what_the_whole_gives(by: str) -> None:
    day = date(2024, 1, 9)
    assert told(read(WHOLE, day, by=by)) == told(read(WHOLE, day))


@pytest.mark.parametrize("by", ["article", "paragraph"])
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pieces_of_a_page_give_what_the_page_gives(path: Path, by: str) -> None:
    document = read_document(path)
    assert told(read_pieces(document, by)) == told(read_pieces(document, "whole"))
