"""Tables typed into plain text, their columns set apart by tabs or wide gaps: 指标　2020年　2025年.

A row is read as the line that `prose_table` makes of it. The file's text stays as it is: what the head lends to a
figure stands, for whoever asks where a character is, at the figure itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from etl.patterns import pattern_of
from etl.read.prose_table import Table, is_value

_GAP = pattern_of(r"[\t　]+| {2,}")
_HEAD = pattern_of(r"(?:19|20)\d\d|目标|计划|任务|完成|实际|现状|基期|基准|规划值|实绩")
_FIGURE = pattern_of(r"\d")
_YEAR = pattern_of(r"(?:19|20)\d\d(?:[-—－至](?:19|20)?\d\d)?年?(?:\d{1,2}[-—－至]?\d{0,2}月)?")
_LEAST_COLUMNS, _LEAST_ROWS = 3, 2
_LONGEST_CELL = 40


class Cell(NamedTuple):
    """What a cell says, and where it begins in the text."""

    text: str
    start: int


class Row(NamedTuple):
    """A row as a line that reads like prose: its words, and where each of its characters stands in the text."""

    text: str
    places: tuple[int, ...]


def find_rows(text: str, lines: Sequence[tuple[int, int]]) -> dict[int, Row]:
    """Return the rows of the tables among the lines of a page by the number of their line."""
    rows: dict[int, Row] = {}
    if not _GAP.search(text):
        return rows
    number = 0
    while number < len(lines):
        head = _cells(text, *lines[number])
        body = list(_body(text, lines, number + 1, head)) if _is_head(head) else []
        if len(body) >= _LEAST_ROWS:
            table = Table([cell.text for cell in head], [[cell.text for cell in row] for row in body], "")
            for nth, row in enumerate(body, number + 1):
                said = [cell for place, cell in enumerate(row) if not table.numbers(place)]
                rows[nth] = _row(table.line([cell.text for cell in row]), said)
        number += 1 + (len(body) if len(body) >= _LEAST_ROWS else 0)
    return rows


def _cells(text: str, start: int, stop: int) -> list[Cell]:
    cells, at = [], start
    for gap in _GAP.finditer(text, start, stop):
        cells.append(Cell(text[at : gap.start()], at))
        at = gap.end()
    return [*cells, Cell(text[at:stop], at)]


def _is_head(cells: Sequence[Cell]) -> bool:
    """序号　指标　2020年　2025年　属性: names alone, one of which is a time or a word for a goal or what came of it."""
    if len(cells) < _LEAST_COLUMNS or any(len(cell.text) > _LONGEST_CELL for cell in cells):
        return False
    bare = [_YEAR.sub("", cell.text) for cell in cells]
    return not any(_FIGURE.search(cell) for cell in bare) and any(_HEAD.search(cell.text) for cell in cells)


def _body(text: str, lines: Sequence[tuple[int, int]], first: int, head: Sequence[Cell]) -> Iterator[list[Cell]]:
    """Yield the rows under a head: lines of as many cells, with a figure after the first."""
    for start, stop in lines[first:]:
        cells = _cells(text, start, stop)
        if len(cells) != len(head) or not any(is_value(cell.text) for cell in cells[1:]):
            return
        yield cells


def _row(line: str, cells: Sequence[Cell]) -> Row:
    """Give each character of a row's line its place: those of a cell their own, others that of what they stand by."""
    places: list[int] = []
    for cell in cells:
        words = cell.text.strip("〔〕［］[] ")
        at = line.find(words, len(places)) if words else -1
        offset = cell.text.find(words)
        while words and at < 0 and len(words) > 1:  # 用水总量（亿立方米）: the unit stands by the figure
            words = words[:-1]
            at = line.find(words, len(places))
        if at < 0 or not words:
            continue
        after = line.find("，", len(places), at) + 1  # the unit lent to the figure before
        places += places[-1:] * (after - len(places))
        places += [cell.start + offset] * (at - len(places))
        places += range(cell.start + offset, cell.start + offset + len(words))
    last = places[-1] if places else cells[0].start
    return Row(line, (*places, *[last] * (len(line) - len(places))))
