"""A data folder's own words: its units and its words of time are what its documents are read by."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from etl.examples import check_examples
from etl.extract import extract_statements
from etl.model import Document, Statement
from etl.read import split_articles, split_sentences
from etl.tabular.headers import is_unit
from etl.vocabulary import SHIPPED, Vocabulary, load_vocabulary

DAY = date(2024, 5, 20)


def read(text: str, vocabulary: Vocabulary) -> list[Statement]:
    document = Document("d", "d.txt", "0" * 64, "通报", "", "青川区", DAY, True, "", f"通报\n{text}")
    sentences = [s for article in split_articles(document) for s in split_sentences(article)]
    return extract_statements(document, sentences, vocabulary)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    shutil.copytree(SHIPPED / "vocabulary", tmp_path / "vocabulary")
    return tmp_path


def test_a_unit_of_the_folder_is_read(own: Path) -> None:
    with (own / "vocabulary" / "units.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[unit]]\nname = "垛"\nkind = "count"\nwords = { "垛" = 1 }\nexamples = ["码放秸秆120垛"]\n')
    vocabulary = load_vocabulary(own)
    (statement,) = read("今年以来，全区新增秸秆堆场85垛。", vocabulary)
    assert (statement.quantity.value, statement.quantity.unit) == (85, "垛")
    assert is_unit("万垛", vocabulary)
    assert read("今年以来，全区新增秸秆堆场85垛。", load_vocabulary()) == []
    assert not is_unit("万垛", load_vocabulary())
    assert not [fault for fault in check_examples(vocabulary) if "units.toml" in fault]


def test_a_word_of_time_of_the_folder_is_read(own: Path) -> None:
    file = own / "vocabulary" / "periods.toml"
    file.write_text(file.read_text("utf-8").replace('words = ["去年", ', 'words = ["去年", "旧岁", '), "utf-8")
    (statement,) = read("旧岁新签约项目9个。", load_vocabulary(own))
    assert statement.period.stop.year == 2023


@pytest.mark.parametrize(
    ("file", "key", "name"),
    [
        ("cues.toml", "[[cue]]", "moods"),
        ("organisations.toml", "[[words]]", "zones"),
        ("metrics.toml", "[[words]]", "flows"),
    ],
)
def test_a_list_that_the_folder_lacks_is_the_one_that_ships(own: Path, file: str, key: str, name: str) -> None:
    path = own / "vocabulary" / file
    blocks = path.read_text("utf-8").split(key)
    kept = [block for block in blocks if f'name = "{name}"' not in block]
    assert len(kept) == len(blocks) - 1
    path.write_text(key.join(kept), "utf-8")
    assert load_vocabulary(own).words(name) == load_vocabulary().words(name)


def test_a_list_of_words_of_tables_that_the_folder_lacks_is_the_one_that_ships(own: Path) -> None:
    path = own / "vocabulary" / "tables.toml"
    blocks = path.read_text("utf-8").split("[[cells]]")
    kept = [block for block in blocks if 'name = "steps of headings"' not in block]
    assert len(kept) == len(blocks) - 1
    path.write_text("[[cells]]".join(kept), "utf-8")
    assert load_vocabulary(own).cells == load_vocabulary().cells
    path.unlink()
    assert load_vocabulary(own).columns == load_vocabulary().columns


def test_a_kind_of_zone_of_the_folder_is_a_body(own: Path) -> None:
    file = own / "vocabulary" / "organisations.toml"
    file.write_text(
        file.read_text("utf-8").replace('words = ["自由贸易试验区", ', 'words = ["自由贸易试验区", "数字湾", '), "utf-8"
    )
    sentence = "青石数字湾新签约项目9个。"
    assert [read(sentence, load_vocabulary(data))[0].organisation for data in (own, None)] == ["青石数字湾", "青川区"]
