"""Workbooks of Excel, .xlsx and .xls: values as shown, no macros, no links, no formula worked out.

Whatever a file may hold, reading it takes bounded time and memory: it is measured before it is unpacked.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, cast

import openpyxl
import xlrd

from etl.model import DocumentError
from etl.read.cells import MOST_COLUMNS, MOST_ROWS, MOST_TABS, Tab, shown
from etl.read.package import ZIP, part_that_declares
from etl.read.sheet_layout import lay_out, layout_of_xls, layout_of_xlsx

MOST_UNPACKED = 200_000_000
MOST_MEMBERS = 5_000
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NO_VALUE = "a formula without a value; open and save the file in a spreadsheet program"
_ERROR = "an error instead of a value"
_CUT_ROWS = f"is longer than {MOST_ROWS} rows; the rest was not read"
_CUT_COLUMNS = f"is wider than {MOST_COLUMNS} columns; the rest was not read"


def read_workbook(name: str, content: bytes) -> tuple[list[Tab], list[str]]:
    """Return the visible sheets and sentences about what was left out. Raises DocumentError, one sentence."""
    try:
        return _read_xlsx(name, content) if content.startswith(ZIP) else _read_xls(name, content)
    except DocumentError:
        raise
    except Exception as error:  # what a damaged file makes these libraries raise has no common kind
        if "encrypted" in str(error).lower():
            raise DocumentError(f"{name}: the workbook is protected by a password") from error
        raise DocumentError(f"{name}: the workbook is damaged and cannot be read") from error


def _read_xlsx(name: str, content: bytes) -> tuple[list[Tab], list[str]]:
    _demand_harmless(name, content)
    values = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    try:
        tabs, hidden = [], []
        package = zipfile.ZipFile(io.BytesIO(content))
        for sheet in values.worksheets[:MOST_TABS]:
            if sheet.sheet_state != "visible":
                hidden.append(sheet.title)
                continue
            tab = _tab(sheet, formulas[sheet.title])
            lay_out(tab, layout_of_xlsx(package, cast("Any", sheet)._worksheet_path))
            tabs.append(tab)
        return tabs, _left_out(name, hidden, len(values.worksheets))
    finally:
        values.close()
        formulas.close()


def _demand_harmless(name: str, content: bytes) -> None:
    """Raise unless what is packed is of a size, and without the entities, that a real workbook has."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        members = packed.infolist()
        if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
            raise DocumentError(f"{name}: unpacked, the workbook is larger than {MOST_UNPACKED // 10**6} MB")
        if any(member.flag_bits & 1 for member in members):
            raise DocumentError(f"{name}: the workbook is protected by a password")
        if part := part_that_declares(packed):
            raise DocumentError(f"{name}: the part {part} declares entities of its own; it was not opened")


def _tab(sheet: Any, twin: Any) -> Tab:
    """Read a sheet beside its formulas, so that one without a value is told from an empty cell."""
    tab = Tab(sheet.title)
    for each in (sheet, twin):
        with suppress(AttributeError):
            each.reset_dimensions()
    both = zip(sheet.iter_rows(max_row=MOST_ROWS + 1), twin.iter_rows(max_row=MOST_ROWS + 1), strict=False)
    for number, (row, formula_row) in enumerate(both):
        if number == MOST_ROWS:
            tab.cut.append(_CUT_ROWS)
            break
        if _CUT_COLUMNS not in tab.cut and any(cell.value is not None for cell in row[MOST_COLUMNS:]):
            tab.cut.append(_CUT_COLUMNS)
        cells = zip(row[:MOST_COLUMNS], formula_row[:MOST_COLUMNS], strict=False)
        tab.rows.append([_text(tab, cell, twin, (number, at)) for at, (cell, twin) in enumerate(cells)])
    return tab


def _text(tab: Tab, cell: Any, twin: Any, place: tuple[int, int]) -> str:
    if cell.value is None:
        if twin.data_type != "f":
            return ""
        tab.faults[_NO_VALUE].append(place)
        return str(twin.value) if isinstance(twin.value, str) else "="
    if cell.data_type == "e":
        tab.faults[_ERROR].append(place)
    return shown(cell.value, cell.number_format or "General")


def _read_xls(name: str, content: bytes) -> tuple[list[Tab], list[str]]:
    if _ENCRYPTED in content:
        raise DocumentError(f"{name}: the workbook is protected by a password")
    book = xlrd.open_workbook(file_contents=content, formatting_info=True, on_demand=True, logfile=io.StringIO())
    tabs, hidden = [], []
    for number in range(min(book.nsheets, MOST_TABS)):
        sheet = book.sheet_by_index(number)
        if sheet.visibility:
            hidden.append(sheet.name)
            continue
        tab = Tab(sheet.name)
        if sheet.nrows > MOST_ROWS:
            tab.cut.append(_CUT_ROWS)
        tab.rows = [list(_old_row(tab, book, sheet, row)) for row in range(min(sheet.nrows, MOST_ROWS))]
        lay_out(tab, layout_of_xls(sheet))
        tabs.append(tab)
        book.unload_sheet(number)
    return tabs, _left_out(name, hidden, book.nsheets)


def _old_row(tab: Tab, book: Any, sheet: Any, row: int) -> Iterator[str]:
    for column, cell in enumerate(sheet.row(row)):
        if cell.ctype == xlrd.XL_CELL_ERROR:
            tab.faults[_ERROR].append((row, column))
            yield xlrd.error_text_from_code.get(cell.value, "#ERROR!")
            continue
        form = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
        if cell.ctype == xlrd.XL_CELL_DATE:
            yield shown(xlrd.xldate.xldate_as_datetime(cell.value, book.datemode), form)
        elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
            yield shown(bool(cell.value))
        else:
            yield shown(cell.value, form)


def _left_out(name: str, hidden: Iterable[str], tabs: int) -> list[str]:
    notes = [f"{name}: the sheet {title} is hidden and was not read" for title in hidden]
    if tabs > MOST_TABS:
        notes.append(f"{name}: of {tabs} sheets, the first {MOST_TABS} were read")
    return notes
