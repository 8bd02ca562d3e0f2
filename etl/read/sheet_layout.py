"""How a sheet is laid out beside its cells: rows and columns that are hidden, and cells merged downwards.

A hidden row is no row that a person sees, and is left out like a hidden sheet. What is written once beside several rows
is said of each of them; numbers are not, since one number for three rows is not three.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import coordinate_to_tuple

from etl.grid import letter
from etl.read.cells import Tab

_LISTED = 5
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+\d+):([A-Z]+\d+)"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_NUMBER = re.compile(r"[-+≥≤]?[\d,.]+[%％]?$")
_MOST_MERGED = 5_000


@dataclass(slots=True)
class Layout:
    """Rows and columns count from 0; `merged` are (first row, last row, column) of cells merged downwards."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int]] = field(default_factory=list)


def layout_of_xlsx(package: zipfile.ZipFile, part: str) -> Layout:
    """Read the layout from a sheet's part, as it is written; the library keeps it to itself where it reads a stream."""
    content = package.read(part)
    found = Layout()
    for row in _ROW.finditer(content):
        if _HIDDEN.search(row.group()) and (number := _attribute(row.group(), b"r")):
            found.rows.add(number - 1)
    for column in _COLUMN.finditer(content):
        first, last = _attribute(column.group(), b"min"), _attribute(column.group(), b"max")
        if _HIDDEN.search(column.group()) and first and last:
            found.columns.update(range(first - 1, min(last, first + 1_000)))
    for area in list(_MERGED.finditer(content))[:_MOST_MERGED]:
        top, left = coordinate_to_tuple(area[1].decode())
        bottom, _ = coordinate_to_tuple(area[2].decode())
        if bottom > top:
            found.merged.append((top - 1, bottom - 1, left - 1))
    return found


def layout_of_xls(sheet: Any) -> Layout:
    """Return the layout of a sheet of an old workbook."""
    return Layout(
        rows={number for number, info in sheet.rowinfo_map.items() if info.hidden},
        columns={number for number, info in sheet.colinfo_map.items() if info.hidden},
        merged=[(top, bottom - 1, left) for top, bottom, left, _ in sheet.merged_cells if bottom - top > 1],
    )


def lay_out(tab: Tab, layout: Layout) -> None:
    """Blank what is hidden, with a note, and say merged words beside each of their rows; rows keep their numbers."""
    for top, bottom, column in layout.merged:
        _fill_down(tab, top, bottom, column)
    for name, hidden in (("row", _with_something(tab, layout)), ("column", _shown_columns(tab, layout))):
        if hidden:
            more = f" and {len(hidden) - _LISTED} more" if len(hidden) > _LISTED else ""
            many = "s" if len(hidden) > 1 else ""
            verb = "are" if len(hidden) > 1 else "is"
            listed = ", ".join(hidden[:_LISTED])
            tab.cut.append(f"has hidden {name}{many} ({listed}{more}), which {verb} not read")
    for number, row in enumerate(tab.rows):
        for column in range(len(row)):
            if number in layout.rows or column in layout.columns:
                row[column] = ""
    for fault, cells in tab.faults.items():
        tab.faults[fault] = [at for at in cells if at[0] not in layout.rows and at[1] not in layout.columns]


def _fill_down(tab: Tab, top: int, bottom: int, column: int) -> None:
    """Repeat words below the heading: the first row with a number is the first that is none."""
    first = next((at for at, row in enumerate(tab.rows) if any(map(_NUMBER.match, row))), len(tab.rows))
    if top < first or top >= len(tab.rows) or column >= len(tab.rows[top]):
        return
    words = tab.rows[top][column]
    if not words or _NUMBER.match(words):
        return
    for row in tab.rows[top + 1 : bottom + 1]:
        row.extend([""] * (column + 1 - len(row)))
        row[column] = row[column] or words


def _with_something(tab: Tab, layout: Layout) -> list[str]:
    return [str(number + 1) for number in sorted(layout.rows) if number < len(tab.rows) and any(tab.rows[number])]


def _shown_columns(tab: Tab, layout: Layout) -> list[str]:
    return [letter(at) for at in sorted(layout.columns) if any(at < len(row) and row[at] for row in tab.rows)]


def _attribute(tag: bytes, name: bytes) -> int | None:
    found = re.search(rb"\b" + name + rb'="(\d+)"', tag)
    return int(found[1]) if found else None
