"""Tables typed into plain text: a plan's indicators with where it starts from and where it is to come to."""

from __future__ import annotations

from datetime import date

import pytest

from etl.model import Document, Statement
from etl.read import split_articles, split_sentences
from tests.pages import read_page

PLANNED = date(2021, 11, 26)
PLAN = """主要指标如下：
序号　指标　2020年　2025年　属性
1　用水总量（亿立方米）　24.8　≤26.5　约束性
2　规上工业增加值用水量下降（%）　—　15　约束性
3　农村自来水普及率（%）　92.5　≥96　预期性
4　2级及以上堤防达标率（%）　72　80　预期性
5　新增供水能力（亿立方米）　—　〔1.8〕　预期性
注：〔 〕内为五年累计数。
到2025年，签约额达到500亿元。"""


def told(statements: list[Statement]) -> list[tuple[str, str, str, str, str]]:
    return [
        (
            s.kind,
            s.metric.name,
            f"{s.quantity.comparator}{s.quantity.value}{s.quantity.value_unit}",
            f"{s.period.start:%Y}/{s.period.stop:%Y}" if s.period.start else "",
            s.quote,
        )
        for s in statements
    ]


def test_the_indicators_of_a_plan() -> None:
    assert told(read_page(PLAN, PLANNED)) == [
        ("actual", "用水总量", "=24.8亿立方米", "2020/2020", "用水总量（亿立方米）　24.8"),
        ("target", "用水总量", "<=26.5亿立方米", "2025/2025", "≤26.5"),
        ("target", "规上工业增加值用水量下降", "=15%", "2025/2025", "规上工业增加值用水量下降（%）　—　15"),
        ("actual", "农村自来水普及率", "=92.5%", "2020/2020", "农村自来水普及率（%）　92.5"),
        ("target", "农村自来水普及率", ">=96%", "2025/2025", "≥96"),
        ("actual", "2级及以上堤防达标率", "=72%", "2020/2020", "2级及以上堤防达标率（%）　72"),
        ("target", "2级及以上堤防达标率", "=80%", "2025/2025", "80"),
        ("target", "新增供水能力", "=1.8亿立方米", "2021/2025", "新增供水能力（亿立方米）　—　〔1.8"),
        ("target", "签约额", "=500亿元", "2025/2025", "签约额达到500亿元"),
    ]


@pytest.mark.parametrize("gap", ["\t", "　　", "   "])
def test_columns_are_set_apart_by_any_wide_gap(gap: str) -> None:
    page = "指标|目标|完成\n签约额|500亿元|108亿元\n新签约项目数|60个|26个".replace("|", gap)
    assert [(kind, name, value) for kind, name, value, _, _ in told(read_page(page))] == [
        ("target", "签约额", "=500亿元"),
        ("actual", "签约额", "=108亿元"),
        ("target", "新签约项目数", "=60个"),
        ("actual", "新签约项目数", "=26个"),
    ]


@pytest.mark.parametrize(
    "page",
    [
        "第一　第二　第三\n签约额　500　108\n到位资金　60　26",
        "指标　2020年　2025年\n签约额　108　500",
        "青川区　2024年　5月\n全区签约额完成108亿元。\n到位资金60亿元。",
    ],
)
def test_other_lines_with_gaps_stay_as_they_are(page: str) -> None:
    document = Document("d", "d.txt", "0", "", "", "青川区", PLANNED, True, "", page)
    text = "".join(s.text for article in split_articles(document) for s in split_sentences(article))
    assert "·" not in text


def test_every_character_of_a_row_has_a_place_in_order() -> None:
    document = Document("d", "d.txt", "0", "", "", "青川区", PLANNED, True, "", PLAN)
    for article in split_articles(document):
        for sentence in split_sentences(article):
            assert len(sentence.offsets) == len(sentence.text)
            assert list(sentence.offsets) == sorted(sentence.offsets)
