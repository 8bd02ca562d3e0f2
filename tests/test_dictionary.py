"""The dictionary taken up a character at a time is the one that jieba loads as a whole."""

from __future__ import annotations

from pathlib import Path

import jieba
import pytest

from etl.extract import dictionary
from etl.extract.dictionary import Dictionary
from etl.extract.lexicon import lexicon_of
from etl.vocabulary import load_vocabulary

LINES = "中国 5 ns\n中国人 3 n\n人民 7 n\n中 2 n\n𠀀𠀁 1 n\n𠀁 4 n\n"


@pytest.fixture(scope="module")
def content() -> bytes:
    with jieba.Tokenizer().get_dict_file() as file:
        return bytes(file.read())


def test_all_words_are_those_of_jieba(content: bytes, tmp_path: Path) -> None:
    jieba.setLogLevel(60)
    whole = jieba.Tokenizer()
    whole.tmp_dir = str(tmp_path)
    whole.initialize()
    ours = Dictionary(content)
    ours.take_up({word[0] for word in whole.FREQ})
    assert ours.words == whole.FREQ
    assert ours.total == whole.total


def test_the_sum_that_is_known_is_the_sum(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    known = Dictionary(content).total
    monkeypatch.setattr(dictionary, "TOTALS", {})
    assert Dictionary(content).total == known


def test_only_the_words_of_the_characters_asked_for_are_there() -> None:
    words = Dictionary(LINES.encode())
    assert words.words == {}
    words.take_up("中")
    assert words.words == {"中": 2, "中国": 5, "中国人": 3}
    words.take_up("文中𠀁")
    assert words.words == {"中": 2, "中国": 5, "中国人": 3, "𠀁": 4}
    words.take_up("𠀀")
    assert words.words["𠀀"] == 0, "it only begins one"
    assert words.words["𠀀𠀁"] == 1
    assert words.total == 22


def test_a_name_counts_for_just_more_than_its_parts() -> None:
    words = Dictionary(LINES.encode(), ("中国人民", "人口", "中国"))
    words.take_up("中")
    assert words.words["中国人民"] == 5 * 7 // 22 + 1, "中国 and 人民, of 22"
    assert words.words["中国人"] == 3, "a word that also begins a name"
    assert words.words["中国"] == 5 + 1, "a word that is a name too"
    assert "人口" not in words.words
    words.take_up("人")
    assert words.words["人口"] == 1


def test_names_count_for_what_jieba_suggests(content: bytes) -> None:
    jieba.setLogLevel(60)
    names = [name for name in lexicon_of(load_vocabulary()).whole_words if not name.isascii() and len(name) <= 8]
    whole = jieba.Tokenizer()
    plain = Dictionary(content)
    plain.take_up("".join(names))
    whole.FREQ, whole.total, whole.initialized = plain.words, plain.total, True
    suggested = {name: whole.suggest_freq(name) for name in names}
    ours = Dictionary(content, names)
    ours.take_up(reversed([name[0] for name in names]))
    assert {name: ours.words[name] for name in names} == suggested
