"""Word documents that tests write, and what is read of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import docx
from docx.document import Document as WordFile

from etl.build import read_statements
from etl.read import read_document
from etl.vocabulary import load_vocabulary

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OPENING = "5月6日，临江区召开会议。"
GOAL = "力争全年签约额达到500亿元以上。"


def saved(folder: Path, document: WordFile, name: str = "a.docx") -> Path:
    document.save(str(folder / name))
    return folder / name


def report() -> WordFile:
    document = docx.Document()
    document.add_heading("临江区2024年工作要点", 0)
    document.add_paragraph("发布时间：2024-05-06")
    document.add_heading("一、扩大投资", 1)
    document.add_paragraph(GOAL)
    return document


def found(path: Path) -> set[tuple[str, str, Decimal | None]]:
    """Return what the document states, as (kind, metric, value)."""
    _, statements = read_statements(path, path.parent, load_vocabulary(None))
    return {(s.kind, s.metric.name, s.quantity.low) for s in statements}


def lines(path: Path) -> list[str]:
    return [line for line in read_document(path).text.split("\n") if line]


def packed(content: bytes, edit: Callable[[str, bytes], bytes]) -> bytes:
    """Return the package with each part passed through `edit`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            target.writestr(member.filename, edit(member.filename, source.read(member)))
    return out.getvalue()
