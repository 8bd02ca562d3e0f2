"""A sheet of a workbook as a person reads it: a head that says what it is, columns, and cells that run nothing.

Text is always written as text, whatever it begins with, and marked so that editing it does not make a formula of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from board.charts.measure import text_width
from board.charts.rows import missing
from board.charts.theme import FONT, LIGHT
from board.export import FORMULA_STARTS

HEAD_ROWS = 4
LONGEST = 32_000  # a cell holds 32,767 characters
WIDEST, NARROWEST = 60, 6


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads to a cell of the same workbook."""

    words: str
    place: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the value it has, for programs that do not work it out."""

    text: str
    value: float | str
    number_format: str


@dataclass(frozen=True, slots=True)
class Number:
    """A value in the unit it is said in: 500 with the format `0" 亿元"`."""

    value: float
    number_format: str


@dataclass(frozen=True, slots=True)
class Styled:
    """Text in the colour of a status."""

    words: str
    color: str


Cell = str | float | int | bool | date | datetime | Link | Formula | Number | Styled | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column's title and width in characters; the title of numbers stands at the right, as they do."""

    title: str
    width: int
    number: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The lines above a sheet's columns: its name, what it says, its day and snapshot."""

    title: str
    lines: tuple[str, str]


@dataclass
class Book:
    """A workbook with its formats, each made once."""

    workbook: Workbook
    known: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)

    def format(self, **properties: Any) -> Format:
        """Return the format of these properties in the house's font."""
        given = {"font_name": FONT, "font_size": 10, "valign": "top", "font_color": LIGHT.ink, **properties}
        key = tuple(sorted(given.items()))
        if key not in self.known:
            self.known[key] = self.workbook.add_format(given)
        return self.known[key]

    def sheet(self, name: str, head: Head, columns: Sequence[Column], footer: str) -> Worksheet:
        """Open a sheet with its head and its columns, ready for rows from `HEAD_ROWS + 1` on."""
        sheet: Worksheet = self.workbook.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, head.title, self.format(bold=True, font_size=16, font_color=LIGHT.brand))
        for row, words in enumerate(head.lines, 1):
            sheet.write_string(row, 0, words, self.format(font_color=LIGHT.soft))
        title = {"bold": True, "font_color": LIGHT.panel, "bg_color": LIGHT.brand, "text_wrap": True}
        for number, column in enumerate(columns):
            align = {"align": "right"} if column.number else {"align": "left", "indent": 1}
            sheet.set_column(number, number, column.width)
            sheet.write_string(HEAD_ROWS, number, column.title, self.format(**title, **align, valign="vcenter"))
        sheet.set_row(0, 26)
        sheet.set_row(HEAD_ROWS, 30)
        sheet.freeze_panes(HEAD_ROWS + 1, 0)
        sheet.set_landscape()
        sheet.set_paper(8)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD_ROWS)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer(f"&L&9{footer.replace('&', '&&')}&R&9&P / &N")
        return sheet

    def write(self, sheet: Worksheet, row: int, cells: Sequence[Cell]) -> None:
        """Write one row of cells, each by what it is."""
        for column, cell in enumerate(cells):
            self._put(sheet, row, column, cell)

    def _put(self, sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
        line: dict[str, Any] = {"bottom": 1, "bottom_color": LIGHT.line}
        text = {**line, "align": "left", "indent": 1}
        if isinstance(cell, Formula):
            style = self.format(num_format=cell.number_format, **line)
            sheet.write_formula(row, column, cell.text, style, cell.value)
        elif isinstance(cell, Number):
            sheet.write_number(row, column, cell.value, self.format(num_format=cell.number_format, **line))
        elif isinstance(cell, Link):
            style = self.format(font_color=LIGHT.link, text_wrap=True, **_quoted(cell.words), **text)
            sheet.write_url(row, column, f"internal:{cell.place}", style, string=cell.words[:LONGEST])
        elif isinstance(cell, Styled):
            sheet.write_string(row, column, cell.words, self.format(font_color=cell.color, bold=True, **text))
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, cell, self.format(num_format="yyyy-mm-dd", **text))
        elif cell is None or cell is False or cell == "" or missing(cell):
            sheet.write_blank(row, column, None, self.format(**text))
        elif cell is True:
            sheet.write_string(row, column, "✓", self.format(**text))
        elif isinstance(cell, int | float):
            sheet.write_number(row, column, cell, self.format(**line))
        else:
            words = str(cell)[:LONGEST]
            style = self.format(text_wrap=True, **_quoted(words), **text)
            sheet.write_string(row, column, words, style)


def _quoted(words: str) -> dict[str, Any]:
    """Mark text that would become a formula when edited: Excel keeps it text then."""
    return {"quote_prefix": True} if words.lstrip(" ").startswith(FORMULA_STARTS) else {}


def fitting_width(title: str, cells: Sequence[Any]) -> int:
    """Return the width of a column, in characters, that holds what stands in its first cells."""
    longest = max((text_width(str(cell), 1.8) for cell in [title, *cells] if not missing(cell)), default=0)
    return max(NARROWEST, min(WIDEST, round(longest) + 2))


def plain(row: Mapping[str, Any]) -> list[Cell]:
    """Return the cells of a row of any frame."""
    return [None if missing(value) else _plain(value) for value in row.values()]


def _plain(value: Any) -> Cell:
    if isinstance(value, bool | int | float | str | date):
        return value
    return str(value)
