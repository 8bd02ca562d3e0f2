"""Why a file was not read, in Chinese: every sentence that bad files earn is known by its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from board.reasons import in_words
from board.words import load_words
from etl.model import DocumentError
from etl.read import read_document
from tests.bad_files import PARTLY, REFUSED, write_bad_files


def test_what_bad_files_earn_is_said_in_chinese(tmp_path: Path) -> None:
    write_bad_files(tmp_path)
    for name in (*REFUSED, "huge.txt"):
        with pytest.raises(DocumentError) as error:
            read_document(tmp_path / name)
        assert in_words(str(error.value), "zh").startswith(f"{name}："), str(error.value)
        assert in_words(str(error.value), "en") == ""
    for name in PARTLY:
        for note in read_document(tmp_path / name).notes:
            assert in_words(note, "zh").startswith(f"{name}："), note


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("a.txt: the file is empty", "a.txt：文件是空的"),
        ("a.xlsx: in the sheet 4月, D3: “待定”读不出数字", "a.xlsx：工作表“4月”D3：“待定”读不出数字"),
        (
            "a.pdf: page 2, 5 holds no text, only a picture; a scan has to pass through text recognition (OCR) first; "
            "the rest was read",
            "a.pdf：第 2, 5 页只有图片，没有文字，请先做文字识别（OCR）；其余已读",
        ),
        ("扫描件.pdf 是图片", ""),
        ("a.txt: something that nobody foresaw", ""),
    ],
)
def test_sentences(message: str, said: str) -> None:
    assert in_words(message, "zh") == said


def test_the_same_places_are_named_in_both_languages() -> None:
    for key, entry in load_words()["reason"].items():
        places = {lang: {part.partition("}")[0] for part in entry[lang].split("{")[1:]} for lang in ("zh", "en")}
        assert places["zh"] <= places["en"], key
