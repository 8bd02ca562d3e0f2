"""Sheets: .xlsx, .xlsm and .xls workbooks, and text with delimiters (.csv, .tsv).

What a file is called and what it is need not agree: an .xls that is really an .xlsx, or text, is read as what it is.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from etl.grid import render
from etl.model import DocumentError
from etl.read.cells import MOST_COLUMNS, MOST_ROWS, Tab
from etl.read.package import OLE, ZIP
from etl.read.source import Source
from etl.read.stem import said_stem
from etl.read.text import decode

_DELIMITERS = ",\t;，；|"
_SAMPLE = 50
_LONGEST_CELL = 32_767


def read(path: Path, content: bytes) -> Source:
    """Read every visible sheet as text. Raises DocumentError where the file is damaged, locked or no sheet at all."""
    if content.startswith((ZIP, OLE)):
        from etl.read.workbook import read_workbook  # text needs none of the libraries that it takes

        tabs, notes = read_workbook(path.name, content)
    elif path.suffix.lower() in (".xlsx", ".xlsm"):
        raise DocumentError(f"{path.name}: the workbook is damaged and cannot be read")
    else:
        tabs, notes = [_read_text(path, content)], []
    notes += [note for tab in tabs for note in tab.notes(path.name)]
    if not any(cell.strip() for tab in tabs for row in tab.rows for cell in row):
        raise DocumentError(f"{path.name}: no visible sheet holds anything")
    return Source(text=render((tab.name, tab.rows) for tab in tabs), kind="sheet", notes=tuple(notes))


def _read_text(path: Path, content: bytes) -> Tab:
    text = decode(content)
    if text is None:
        raise DocumentError(f"{path.name}: the file is no text in UTF-8, UTF-16 or GB18030")
    if text.lstrip("\ufeff \r\n\t").startswith("<"):
        raise DocumentError(f"{path.name}: the file is a web page or XML and no table; save it as .xlsx or .csv")
    text = text.lstrip("\ufeff")
    tab = Tab(said_stem(path))
    try:
        rows = _split(text, quoted=True)
    except csv.Error:
        rows = _split(text, quoted=False)
        tab.cut.append("has quotation marks that do not match; they were read as they stand")
    if len(rows) > MOST_ROWS:
        tab.cut.append(f"is longer than {MOST_ROWS} rows; the rest was not read")
    if any(len(row) > MOST_COLUMNS for row in rows[:MOST_ROWS]):
        tab.cut.append(f"is wider than {MOST_COLUMNS} columns; the rest was not read")
    tab.rows = [row[:MOST_COLUMNS] for row in rows[:MOST_ROWS]]
    return tab


def _split(text: str, *, quoted: bool) -> list[list[str]]:
    """Cut text by the delimiter that gives most rows the same number of cells. Raises csv.Error."""
    sample = "\n".join(text.splitlines()[:_SAMPLE])[:_LONGEST_CELL]
    delimiter = max(_DELIMITERS, key=lambda sign: (_regularity(sample, sign), -_DELIMITERS.index(sign)))
    if not quoted:
        return [line.split(delimiter) for line in text.splitlines()]
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def _regularity(sample: str, delimiter: str) -> int:
    """Return how many cells stand in rows of the commonest width of at least two."""
    widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter)]
    return max((widths.count(width) * width for width in set(widths) if width > 1), default=0)
