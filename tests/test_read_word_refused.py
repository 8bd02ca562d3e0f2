"""Word documents that must not or cannot be opened: each refused in one sentence that names it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest

from etl.read import word
from tests.refusals import refused
from tests.word_files import GOAL, packed, report, saved


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", b"", "the file is empty"),
        ("a.docx", bytes(range(256)) * 40, "the file is no Word document"),
        ("a.docx", b"PK\x03\x04" + bytes(range(256)) * 40, "damaged or cut short"),
        ("a.docx", word.OLE + "EncryptedPackage".encode("utf-16-le") * 9, "protected by a password"),
        ("a.docx", word.OLE + bytes(4096), "old Word format (.doc) cannot be read; open it and save it as .docx"),
        ("a.doc", word.OLE + bytes(4096), ".doc files cannot be read; open it and save it as .docx"),
        ("a.ofd", b"PK", ".ofd files cannot be read; open it and save it as .pdf"),
    ],
)
def test_what_is_no_word_document_is_refused(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert said in refused(tmp_path / name)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_short_is_refused(tmp_path: Path, share: float) -> None:
    path = saved(tmp_path, report())
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    assert "damaged or cut short" in refused(path)


def test_damaged_bytes_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, report())
    content = bytearray(path.read_bytes())
    at = content.index(b"word/document.xml") + 60
    content[at : at + 40] = bytes(40)
    path.write_bytes(content)
    assert "damaged" in refused(path)


def test_an_empty_document_is_refused(tmp_path: Path) -> None:
    assert "holds no text" in refused(saved(tmp_path, docx.Document()))


def test_another_archive_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
        package.writestr("a.txt", GOAL)
    assert "a zip archive and no Word document" in refused(tmp_path / "a.docx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(tmp_path: Path, encoding: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", "utf-8")
    declared = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'

    def edit(name: str, part: bytes) -> bytes:
        if name != "word/document.xml":
            return part
        body = part.decode().split("?>", 1)[1].replace(GOAL, "&x;")
        return f'<?xml version="1.0" encoding="{encoding}"?>{declared}{body}'.encode(encoding)

    path = saved(tmp_path, report())
    path.write_bytes(packed(path.read_bytes(), edit))
    assert "word/document.xml declares entities of its own; it was not opened" in refused(path)


def test_a_damaged_part_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, report())
    path.write_bytes(packed(path.read_bytes(), lambda name, part: part[:-30] if name == "word/document.xml" else part))
    assert "the document is damaged and cannot be read" in refused(path)


@pytest.mark.parametrize(
    ("limit", "value", "said"),
    [
        ("MOST_MEMBERS", 5, "parts, more than 5; it was not opened"),
        ("LARGEST_PACKAGE", 20_000, "the file unpacks to more than 0 MB; it was not opened"),
        ("LARGEST_PART", 2_000, "unpacks to more than 0 MB; it was not opened"),
    ],
)
def test_what_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, said: str
) -> None:
    monkeypatch.setattr(word, limit, value)
    assert said in refused(saved(tmp_path, report()))


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = saved(tmp_path, report())
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as package,
        package.open("word/media/a.bin", "w") as part,
    ):
        for _ in range(260):
            part.write(bytes(2**20))
    assert path.stat().st_size < 2**22
    assert "unpacks to more than 256 MB" in refused(path)
