"""The text of a sheet and its cells: written so by its reader, taken apart again by whoever needs the cells.

A sheet is a line `# 名称` and then one line a row, blank rows included, so that the nth line is the nth row. Cells
stand between ` | `; what is empty at a row's end is left out. That text is the document: quotes are
verbatim stretches of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from etl.patterns import pattern_of

GAP = " | "
MARK = "# "
_NO_TITLE = pattern_of(
    r"附[件表]\s*\d*[：:]?$|[（(]?(?:计量)?单位[：:]|[（(]?(?:填报|制表|报送|编制|责任|截[至止])"
    r"|[（(]?20\d\d年?\d{0,2}[月./-]?\d{0,2}日?[）)]?$|.{61,}"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as the spreadsheet counts, where its text stands in the document, and its cells."""

    number: int
    start: int
    text: str
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """Return the text of a cell, '' beyond the row's end; the first column is 0."""
        return self.cells[column] if column < len(self.cells) else ""

    @property
    def filled(self) -> list[int]:
        """The columns that hold something."""
        return [column for column, text in enumerate(self.cells) if text]


@dataclass(frozen=True)
class Sheet:
    """One sheet; `start` and `stop` are offsets in the document's text. Blank rows are left out of `rows`.

    What stands above the table is worked out once: each row of the table asks for it.
    """

    name: str
    start: int
    stop: int
    rows: tuple[Row, ...]

    @cached_property
    def preamble(self) -> list[str]:
        """The cells above the table, a title or 单位：亿元: what stands before the first row of three cells."""
        widths = [len(row.filled) for row in self.rows]
        wide = min(3, max(widths, default=0))
        first = next((number for number, width in enumerate(widths) if width >= wide), 0) if wide > 1 else len(widths)
        return [row.cells[column] for row in self.rows[:first] for column in row.filled]

    @cached_property
    def title(self) -> str:
        """The first line above the table that is one, else the sheet's name."""
        return next((text for text in self.preamble if not _NO_TITLE.match(text)), self.name)

    def place(self, row: Row, column: int | None = None) -> str:
        """Name a cell as a person finds it: 表“一季度”第5行D列."""
        return f"表“{self.name}”第{row.number}行" + ("" if column is None else f"{letter(column)}列")


def letter(column: int) -> str:
    """Return the letters of a column: 0 -> A, 26 -> AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def clean(text: str) -> str:
    """Return the text of a cell on one line, without the sign that stands between cells."""
    return " ".join(text.replace("|", "｜").split())


def render(sheets: Iterable[tuple[str, Sequence[Sequence[str]]]]) -> str:
    """Write sheets, each a name and its rows of cells, as the text of a document."""
    lines: list[str] = []
    for name, rows in sheets:
        lines.append(MARK + clean(name))
        for row in rows:
            cells = [clean(cell) for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            line = GAP.join(cells)
            lines.append("＃" + line[1:] if line.startswith(MARK) else line)
        while not lines[-1]:
            lines.pop()
        lines.append("")
    return "\n".join(lines)


def parse(text: str) -> list[Sheet]:
    """Take the text of a document of sheets apart again."""
    found: list[tuple[str, int, list[Row]]] = []
    at = number = 0
    for line in text.split("\n"):
        if line.startswith(MARK):
            found.append((line.removeprefix(MARK), at, []))
            number = 0
        elif found:
            number += 1
            if line:
                found[-1][2].append(_row(number, at, line))
        at += len(line) + 1
    stops = [start for _, start, _ in found[1:]] + [len(text)]
    return [Sheet(name, start, stop, tuple(rows)) for (name, start, rows), stop in zip(found, stops, strict=True)]


def _row(number: int, at: int, line: str) -> Row:
    words = line.strip(" |")
    return Row(number, at + line.find(words), words, tuple(cell.strip() for cell in line.split(GAP)))
