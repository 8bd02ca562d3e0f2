"""The dictionary taken up a character at a time is the one that jieba loads as a whole."""

from __future__ import annotations

from pathlib import Path

import jieba
import pytest

from etl.extract import dictionary
from etl.extract.dictionary import Dictionary

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
