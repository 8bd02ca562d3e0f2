"""A phrase that no entry names becomes a metric of its own: a name, never a piece of a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.build import sentences_of
from etl.examples import read_example
from etl.extract import extract_statements
from etl.extract.lexicon import lexicon_of
from etl.extract.name_shape import fault_of
from etl.model import Statement
from etl.read import read_document
from etl.vocabulary import load_vocabulary
from tests.pages import read_page
from tests.test_extract_genre import NAMES

VOCABULARY = load_vocabulary()
LEXICON = lexicon_of(VOCABULARY)
ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
FEW = 0.02
"""So many of the names of real documents may be unsure; each of them carries a doubt."""


def statements_of(folder: Path, suffix: str) -> list[Statement]:
    documents = [read_document(path) for path in sorted(folder.glob(f"*{suffix}"))]
    return [s for doc in documents for s in extract_statements(doc, sentences_of(doc), VOCABULARY)]


def odd(statements: list[Statement]) -> list[str]:
    return [s.metric.name for s in statements if not s.metric.known and fault_of(s.metric.name, LEXICON)]


@pytest.mark.parametrize(
    "name",
    [
        "公路通车里程",
        "“免证可办”事项数",
        "单位能耗降幅",
        "人均住房面积",
        "达标排放企业数",
        "5G基站数",
        "和美乡村数",
        "约定服务人次",
    ],
)
def test_a_name(name: str) -> None:
    assert fault_of(name, LEXICON) == ""


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("达", "长度"),
        ("县数", "长度"),
        ("办”事项数", "标点"),
        ("从2020年的财政收入", "标点"),
        ("重点产业占比达到", "结尾"),
        ("了三个方面工作", "开头"),
        ("公路里程，其中高速里程", "标点"),
    ],
)
def test_a_piece_of_a_sentence(name: str, fault: str) -> None:
    assert fault_of(name, LEXICON) == fault


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_names_of_the_documents_that_ship(suffix: str) -> None:
    assert odd(statements_of(ROOT / "data" / "documents", suffix)) == []


def test_names_of_our_own_sentences() -> None:
    assert odd([s for text, _ in NAMES for s in read_page(text)]) == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated documents are not on this machine")
def test_names_of_real_documents() -> None:
    found = statements_of(SHARED / "seeds", ".txt") + statements_of(SHARED / "dev" / "docs", ".txt")
    assert len(odd(found)) <= FEW * len(found)


def test_an_unsure_name_carries_a_doubt() -> None:
    (statement,) = read_page("11个县通过国家义务教育优质均衡评估。")
    assert statement.metric.name == "县数"
    assert any("可能不是完整的指标名" in doubt for doubt in statement.doubts)


BETTER = [
    ("安全事故起数下降10%。", "higher"),
    ("投诉量减少200件。", "higher"),
    ("企业亏损面12%。", "lower"),
    ("PM2.5平均浓度增长3%。", "lower"),
    ("居民消费价格上涨3%。", "lower"),
    ("新增行道树5000棵。", "higher"),
]


@pytest.mark.parametrize(("sentence", "better"), BETTER)
def test_what_should_fall_is_better_the_further_it_falls(sentence: str, better: str) -> None:
    assert [statement.metric.better for statement in read_example(sentence, VOCABULARY)] == [better]
