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
    ("农田灌溉水有效利用系数提高到0.586。", [("actual", "农田灌溉水有效利用系数", "0.586")]),
    ("环境空气综合指数下降到4.12。", [("actual", "环境空气综合指数", "4.12")]),
    (
        "免费开展“两病”筛查，年度任务13万人，目前已完成9.8万人。",
        [("target", "“两病”筛查数", "13万人"), ("actual", "“两病”筛查数", "9.8万人")],
    ),
    (
        "今年新增托位3500个，上半年已新增2140个。",
        [("target", "新增托位数", "3500个"), ("actual", "新增托位数", "2140个")],
    ),
    (
        "计划改造老旧小区42个、惠及1.3万户，目前已开工30个，完工19个。",
        [
            ("target", "老旧小区改造数", "42个"),
            ("target", "改造老旧小区惠及数", "1.3万户"),
            ("actual", "开工老旧小区数", "30个"),
            ("actual", "完工老旧小区数", "19个"),
        ],
    ),
    ("治理河流26条、长度420公里。", [("actual", "治理河流数", "26条"), ("actual", "治理河流长度", "420公里")]),
    ("合作社由十年前的不足百个发展到目前的1735个。", [("actual", "合作社数", "1735个")]),
    ("青川区水利建设将投资500亿元。", [("target", "水利建设投资", "500亿元")]),
    ("对6处灌区进行续建改造。", [("actual", "灌区进行续建改造数", "6处")]),
    ("全国21个城市开通轨道交通。", [("actual", "城市开通轨道交通数", "21个")]),
    (
        "今年二氧化硫、氮氧化物排放量要下降3%。",
        [("target", "二氧化硫排放量降幅", "3%"), ("target", "氮氧化物排放量降幅", "3%")],
    ),
    ("平均住院日降至8.2天。", [("actual", "住院日", "8.2天")]),
    ("36万农村贫困人口实现脱贫。", [("actual", "农村贫困人口数", "36万人")]),
    ("推进产城融合，入驻部门由10家增至18家。", [("actual", "入驻部门数", "18家")]),
]


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_figures(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(read(text)) == expected


SPOKEN_OF = [
    "若贷款利率上升50个基点，将增加财务费用0.3亿元。",
    "如果再签约3个项目，到位资金可达8亿元。",
    "抽调6个部门组成3个督查组，对8类36项重点工作进行了督查，实地查看点位52处。",
    "大会表彰了10个先进单位和50名劳动模范。",
    "为期12天的培训结束，历时45分钟。",
    "据行业协会预测，今年货运量增长4%左右。",
    "享受15%的企业所得税优惠税率。",
    "保育费平均为每月1180元。",
    "拥有340万千瓦的风能资源，有适合发展40万千瓦的风电区域。",
    "青石县位于北部，总面积3600平方公里，辖4镇、10乡、233个行政村。全县林地面积190万亩，湿地面积79万亩。",
    "共抽选林分129片、样地472个。",
    "卸下的50个集装箱随即运往堆场。",
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


def test_a_place_that_a_paragraph_describes_also_does_something() -> None:
    page = "青石县位于北部，湿地面积79万亩。2023年，全县新造林9万亩。完成投资8亿元。"
    assert [s.quantity.text for s in read(page)] == ["9万亩", "8亿元"]


@pytest.mark.parametrize(
    ("text", "bound"), [("至少开工9个项目。", ">="), ("最多新增3个项目。", "<="), ("开工9个项目。", "=")]
)
def test_a_bound_that_a_verb_sets_apart(text: str, bound: str) -> None:
    assert [s.quantity.comparator for s in read(text)] == [bound]


def test_a_goal_of_a_plan_of_years_is_of_all_of_them() -> None:
    page = "“十三五”时期，累计完成投资186亿元，超额完成规划确定的150亿元投资目标。"
    assert [(s.period.start, s.period.stop.year) for s in read(page, date(2021, 11, 26))] == [
        (date(2016, 1, 1), 2020)
    ] * 2


def test_what_comes_once_works_are_done_is_of_a_later_time() -> None:
    (figure,) = read("今年把2023年度项目完成后，将累计建成高标准农田59万亩。", DAY)
    assert (figure.kind, figure.period.stop.year) == ("target", 2024)


def test_what_a_plan_is_to_spend_in_all_is_a_goal_and_what_a_work_costs_is_none() -> None:
    page = "“十四五”期间规划水利总投资260亿元。水库总投资46亿元。"
    assert said(read(page, date(2021, 11, 26)))[0][2:] == ("260亿元",)
    assert len(read(page, date(2021, 11, 26))) == 1


VILLAGES = [
    ("走进云桥镇青杉村，游人如织。青杉村接待游客80万人次，村集体收入800万元。", ["青杉村", "青杉村"]),
    ("青杉村接待游客80万人次。", ["青川区"]),
    ("走进云桥镇青杉村，游人如织。青杉村民收入80万元。", ["青川区"]),
]


@pytest.mark.parametrize(("text", "bodies"), VILLAGES)
def test_a_village_that_is_named_with_its_town_may_stand_alone(text: str, bodies: list[str]) -> None:
    assert [s.organisation for s in read(text)] == bodies


def test_a_company_named_by_its_trade_is_one_of_the_groups() -> None:
    page = "物流公司完成货运量9万吨。\n新能源公司新增并网装机35万千瓦。"
    assert [s.organisation for s in read(page, DAY, "工作总结", "北川能源集团")] == ["物流公司", "新能源公司"]


DESCRIBED = [
    "全镇共有7个行政村、3个社区，2所小学。",
    "白鹭镇辖5个行政村，1个派出所，1个中心卫生院。",
    "全乡耕地面积3100公顷，其中水田900公顷，旱地2200公顷。",
    "全镇幅员面积120平方公里，男性人口3100人，女性人口3000人。",
    "镇区北距白鹭机场60公里，距青石县30公里，到临江20公里。",
    "山中磷矿储量为3亿吨，含量达28%。",
    "新路红线宽度为30米。",
    "对50万元以上的采购活动，一律公开招标。",
    "可研报告核定加固堤防90公里，改建涵闸12座。",
    "主要建设内容为护岸35公里，泵站等20处。",
]


@pytest.mark.parametrize("text", DESCRIBED)
def test_what_a_place_or_a_design_is_made_of_is_no_figure(text: str) -> None:
    assert read(text, DAY, "简介") == []


WORKED = [
    "完成7个行政村环境整治。",
    "新建社区3个，改造小学2所。",
    "今年新增耕地面积300亩。",
    "改造距县城较远的农村公路60公里。",
    "改造雨污分离管网60公里，安装隔离护栏30公里。",
    "全市耕地面积增加到31万亩。",
    "加固堤防90公里，改建涵闸12座。",
]


@pytest.mark.parametrize("text", WORKED)
def test_what_is_done_to_it_is_one(text: str) -> None:
    assert read(text, DAY, "简报")


def test_what_stands_beside_no_time_of_its_own_is_of_the_time_told_before() -> None:
    day = date(2025, 7, 25)
    ever_since = read("今年以来，云桥街道加装电梯，截至目前已加装电梯16部。", day)[0].period
    assert (ever_since.start, ever_since.stop) == (date(2025, 1, 1), day)
    planted = read("据了解，本次活动共种树800棵。", day)[0].period
    assert (planted.start, planted.stop) == (date(2025, 7, 1), day)


def test_a_goal_in_a_plan_for_the_second_half_is_the_years_unless_it_says_so() -> None:
    plan = "二、2025年下半年工作计划\n新建学校3所。下半年力争签约项目40个。"
    periods = {s.quantity.unit: s.period for s in read(plan, date(2025, 7, 8), "上半年工作总结")}
    assert periods["所"].start == date(2025, 1, 1)
    assert periods["个"].start == date(2025, 7, 1)
