"""The rules that read statements, over sentences of our own: what is read, what is not, and which rule decided."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from etl.extract import extract_statements
from etl.model import Document, Statement
from etl.read import split_articles, split_sentences
from etl.vocabulary import load_vocabulary
from tests.pages import read_page

VOCABULARY = load_vocabulary()


def read(text: str, title: str = "青川区招商引资工作通报", day: date = date(2024, 5, 20)) -> list[Statement]:
    return read_page(text, day, title)


def short(statement: Statement) -> tuple[str, str, str, str]:
    """Say a statement in four words: goal or result, metric, comparator and number with unit."""
    quantity = statement.quantity
    value = f"{quantity.value}" if quantity.value_max is None else f"{quantity.value}—{quantity.value_max}"
    return statement.kind, statement.metric.name, quantity.comparator, value + quantity.value_unit


GOALS_AND_RESULTS = [
    (
        "力争全年新签约项目12个以上，签约额达到80亿元以上。",
        [("target", "新签约项目数", ">=", "12个"), ("target", "签约额", ">=", "80亿元")],
    ),
    (
        "今年以来，全区新签约产业项目7个、签约总额35.2亿元。",
        [("actual", "新签约项目数", "=", "7个"), ("actual", "签约额", "=", "35.2亿元")],
    ),
    (
        "全区生产总值达到212亿元，同比增长5.8%。",
        [("actual", "地区生产总值", "=", "212亿元"), ("actual", "地区生产总值增速", "=", "5.8%")],
    ),
    (
        "城乡居民人均可支配收入分别增长5%和6.5%。",
        [
            ("actual", "城镇居民人均可支配收入增速", "=", "5%"),
            ("actual", "农村居民人均可支配收入增速", "=", "6.5%"),
        ],
    ),
    ("单位GDP能耗下降2.9%。", [("actual", "单位生产总值能耗降幅", "=", "2.9%")]),
    ("计划将城镇调查失业率控制在5.3%以内。", [("target", "城镇调查失业率", "<=", "5.3%")]),
    ("实际利用外资增长6%—6.5%的目标不变。", [("target", "实际使用外资增速", "=", "6—6.5%")]),
    ("上半年新增4家上市企业。", [("actual", "新增上市公司数", "=", "4家")]),
    ("截至4月底，全区18个总投资36亿元的产业项目竣工投产。", [("actual", "竣工投产项目数", "=", "18个")]),
    (
        "一季度，省重点项目完成投资21.6亿元，占年度计划的27%。",
        [("actual", "省重点项目完成投资", "=", "21.6亿元"), ("actual", "省重点项目投资年度计划完成率", "=", "27%")],
    ),
    (
        "固定资产投资31.8亿元，已完成全年60亿元任务的53%。",
        [
            ("actual", "固定资产投资", "=", "31.8亿元"),
            ("target", "固定资产投资", "=", "60亿元"),
            ("actual", "固定资产投资完成率", "=", "53%"),
        ],
    ),
    (
        "粮食总产量稳定在3.1亿斤以上，蔬菜产量41万吨。",
        [("actual", "粮食产量", ">=", "3.1亿斤"), ("actual", "蔬菜产量", "=", "41万吨")],
    ),
    (
        "实地走访远通、金禾、百川等企业26家。",
        [("actual", "走访企业数", "=", "26家")],
    ),
    ("预计年内实现70%的行政村通公交。", [("target", "行政村通公交比例", "=", "70%")]),
    ("全年争取专项债券12亿元。", [("target", "专项债券", "=", "12亿元")]),
]


@pytest.mark.parametrize(("text", "expected"), GOALS_AND_RESULTS)
def test_reads(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert [short(statement) for statement in read(text)] == expected


BACKGROUND = [
    "大力实施“55221”服务行动和“1+3+9”工作体系。",
    "该项目总投资12亿元，占地约210亩，建筑面积8万平方米。",
    "项目投产后，预计年产值可达30亿元，年税收1.8亿元。",
    "区发改委等7家单位汇报了进展。",
    "来自全区的86名干部参加培训。",
    "会议历时3天，听取了12个议题的汇报。",
    "公司目前持有该厂51%的股份。",
    "咨询电话0371-68881234，邮编450000。",
    "G107国道与省道312线在此交会。",
    "增速高于全省平均水平1.2个百分点。",
    "二七广场、长三角和第五十七中学均有分会场。",
    "今年俺家5亩麦子收了4000斤。",
]


@pytest.mark.parametrize("text", BACKGROUND)
def test_background_is_no_statement(text: str) -> None:
    assert [short(statement) for statement in read(text)] == []


def test_the_section_decides_more_than_the_verb() -> None:
    text = "一、2023年工作回顾\n城镇登记失业率控制在4%以内。\n二、2024年重点工作\n城镇登记失业率控制在4.2%以内。\n"
    found = read(text, "青川区政府工作报告", date(2024, 1, 20))
    assert [(statement.kind, statement.period.stop.year) for statement in found] == [("actual", 2023), ("target", 2024)]


def test_a_turn_without_a_heading_opens_the_plan() -> None:
    text = "2023年，全区新签约项目31个。\n就做好2024年招商工作，区商务局提出，要乘势而上。\n力争全年新签约项目40个。\n"
    found = read(text, day=date(2024, 2, 6))
    assert [(statement.kind, statement.period.stop.year) for statement in found] == [("actual", 2023), ("target", 2024)]


def test_a_unit_named_as_the_subject_owns_its_number() -> None:
    found = read("3月8日，城东镇新签约项目5个，签约额9亿元。全区新签约项目21个。")
    assert [statement.organisation for statement in found] == ["城东镇", "城东镇", "青川区"]


def test_an_implied_goal_points_at_its_amount() -> None:
    amount, rate = read("去年，重大项目完成投资52亿元，占年度目标的104%。")
    assert rate.parent_id == amount.id
    assert "implied-target" in rate.rules


def test_a_part_points_at_its_whole() -> None:
    whole, part = read("力争全年签约额90亿元以上，其中主导产业项目签约额60亿元以上。")
    assert part.parent_id == whole.id
    assert part.metric.name == "主导产业项目签约额"


def test_a_bound_binds_to_its_own_number() -> None:
    (statement,) = read("力争全年引进20亿元以上产业项目不少于3个。")
    assert (statement.quantity.value, statement.quantity.comparator) == (Decimal(3), ">=")
    assert statement.metric.name.startswith("20亿元以上")


def test_a_dropped_unit_is_restored_and_doubted() -> None:
    (statement,) = read("一季度，重点项目完成投资22亿。")
    assert statement.quantity.value_unit == "亿元"
    assert any("单位" in doubt for doubt in statement.doubts)


def test_an_undated_goal_says_so() -> None:
    document = Document("d", "d.txt", "0" * 64, "通报", "", "青川区", None, False, "", "通报\n力争签约额90亿元以上。")
    sentences = [s for article in split_articles(document) for s in split_sentences(article)]
    (statement,) = extract_statements(document, sentences, VOCABULARY)
    assert not statement.period.known
    assert any("年份" in doubt for doubt in statement.doubts)


def test_quotes_are_verbatim_and_ids_stay() -> None:
    text = "今年以来，全区新签约项\n目９个，签约额１５．５亿元。"
    first, again = read(text), read(text)
    assert [statement.id for statement in first] == [statement.id for statement in again]
    page = f"青川区招商引资工作通报\n{text}"
    for statement in first:
        assert page[statement.quote_start :].startswith(statement.quote)
    assert len({statement.id for statement in first}) == len(first) == 2


def test_reading_by_paragraph_gives_what_the_whole_gives() -> None:
    text = "一、2023年工作回顾\n签约额61亿元，增长12%。\n\n二、2024年工作安排\n力争签约额70亿元。新签约项目40个。\n"
    document = Document("d", "d.txt", "0" * 64, "报告", "", "青川区", date(2024, 1, 9), True, "", f"报告\n{text}")
    sentences = [s for article in split_articles(document) for s in split_sentences(article)]
    whole = [short(s) for s in extract_statements(document, sentences, VOCABULARY)]
    paragraphs = sorted({sentence.paragraph for sentence in sentences})
    pieces = [
        short(statement)
        for paragraph in paragraphs
        for statement in extract_statements(document, [s for s in sentences if s.paragraph == paragraph], VOCABULARY)
    ]
    assert pieces == whole
