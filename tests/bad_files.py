"""Files that no honest office made, or that went wrong on the way: name -> bytes, and what is said of each."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import xlwt
from fpdf import FPDF
from pypdf import PdfReader, PdfWriter

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
OUTSIDE = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
HUGE = 200 << 20


def word() -> bytes:
    out, document = io.BytesIO(), docx.Document()
    document.add_paragraph("力争全年新签约项目60个以上。")
    document.save(out)
    return out.getvalue()


def workbook(*rows: list[object]) -> bytes:
    out, book = io.BytesIO(), openpyxl.Workbook()
    for row in rows or (["指标", "单位", "年度目标"], ["签约额", "亿元", 500]):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def old_workbook(password: bool = False) -> bytes:
    out, book = io.BytesIO(), xlwt.Workbook()
    book.add_sheet("表").write(0, 0, "签约额")
    book.save(out)
    content = out.getvalue()
    after = content.index(b"\x09\x08\x10\x00\x00\x06") + 20  # the record that begins the workbook
    told = struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + bytes(48)  # and the one that says it is encrypted
    return content[:after] + told + content[after + len(told) :] if password else content


def pdf(password: bool = False) -> bytes:
    page = FPDF()
    page.add_page()
    page.set_font("helvetica", size=12)
    page.text(20, 20, "plan 2024")
    out, writer = io.BytesIO(), PdfWriter(clone_from=PdfReader(io.BytesIO(bytes(page.output()))))
    if password:
        writer.encrypt("secret", algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


def bomb(part: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("[Content_Types].xml", "<x/>")
        with packed.open(part, "w", force_zip64=True) as file:
            for _ in range(300):
                file.write(bytes(1 << 20))
    return out.getvalue()


def with_entity(content: bytes, part: str, encoding: str = "utf-8") -> bytes:
    """Return a package one part of which declares an entity outside, after a comment longer than a hasty look."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                body = text.decode().partition("?>")[2] or text.decode()
                text = f'<?xml version="1.0" encoding="{encoding}"?><!--{"x" * 9000}-->{OUTSIDE}{body}'.encode(encoding)
            target.writestr(name, text)
    return out.getvalue()


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "cut.docx": (lambda: word()[:9000], "the file is damaged or cut short and cannot be unpacked"),
    "locked.docx": (lambda: LOCKED, "the document is protected by a password"),
    "bomb.docx": (lambda: bomb("word/document.xml"), "unpacks to more than 256 MB"),
    "entity.docx": (lambda: with_entity(word(), "word/document.xml"), "the part word/document.xml declares entities"),
    "utf16.docx": (lambda: with_entity(word(), "word/document.xml", "utf-16"), "word/document.xml declares entities"),
    "cut.xlsx": (lambda: workbook()[:3000], "the workbook is damaged and cannot be read"),
    "locked.xlsx": (lambda: LOCKED, "the workbook is protected by a password"),
    "bomb.xlsx": (lambda: bomb("xl/worksheets/sheet1.xml"), "unpacked, the workbook is larger than 200 MB"),
    "entity.xlsx": (lambda: with_entity(workbook(), "xl/worksheets/sheet1.xml"), "sheet1.xml declares entities"),
    "cut.xls": (lambda: old_workbook()[:900], "the workbook is damaged and cannot be read"),
    "locked.xls": (lambda: old_workbook(password=True), "the workbook is protected by a password"),
    "cut.pdf": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 4, "the PDF is damaged or cut short and cannot be read"),
    "locked.pdf": (lambda: pdf(password=True), "the PDF is protected by a password"),
    "program.txt": (lambda: b"\x7fELF" + bytes(range(256)) * 20, "the file is no text in UTF-8, UTF-16 or GB18030"),
    "empty.md": (lambda: b"", "the file is empty"),
    "cut.mht": (
        lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n",
        "holds no page, or was",
    ),
    "长" * 81 + ".html": (lambda: b"no page at all", "the file is no web page"),
}
"""What cannot be read: how it is made, and part of the sentence on it."""


def _wide_text() -> bytes:
    lines = ["临江区2024年主要指标", "指标,单位,年度目标" + ",x" * 10_000, "签约额,亿元,500" + ",1" * 10_000]
    return "\n".join(lines).encode()


PARTLY: dict[str, tuple[Callable[[], bytes], str]] = {
    "wide.csv": (_wide_text, "the sheet wide is wider than 256 columns; the rest was not read"),
    "wide.xlsx": (
        lambda: workbook(["临江区2024年"], ["指标", "单位", "年度目标", *["x"] * 10_000], ["税收收入", "亿元", 30]),
        "the sheet Sheet is wider than 256 columns",
    ),
    "cells.xlsx": (
        lambda: workbook(
            ["临江区2024年"], ["指标", "单位", "年度目标"], ["签约额", "亿元", "=B1*2"], ["工业投资", "亿元", "#DIV/0!"]
        ),
        "in the sheet Sheet, C4: an error instead of a value",
    ),
}
"""What is read but for a part of it."""


def write_bad_files(folder: Path) -> None:
    """Write all of them, and a text of 200 MB that takes no room on the disk."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (make, _) in (REFUSED | PARTLY).items():
        (folder / name).write_bytes(make())
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(HUGE)
