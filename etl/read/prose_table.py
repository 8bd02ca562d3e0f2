"""A table inside prose made into lines that read like prose: 签约额 · 2024年目标 500亿元，1—4月完成 107.96亿元。

What a table says in its head, its unit column or a bracket is put beside each figure, since a figure is read with the
words around it. A workbook is another matter: there the whole document is a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from etl.patterns import pattern_of

_SPACE = pattern_of(r"\s+")
_VALUE = pattern_of(r"[约近超≥≤＞＜><+＋-]?\s*[\d０-９][\d０-９,，.．]*(?![\d０-９]*[年月日])\s*[^\s\d，。；]{0,6}$")
_BARE = pattern_of(r"[约近超≥≤＞＜><+＋-]?\s*[\d０-９][\d０-９,，.．]*$")
_UNIT = (
    r"(?:[万亿千百]*(?:元|美元|人|人次|个|项|家|户|吨|吨标准煤|套|台|辆|条|件|公里|平方米|平方公里|亩|公顷|千瓦|千瓦时|立方米|次|处|"
    r"所|张|名|座|场|头|只|株|册|天|岁|标箱|标准箱|艘|床|公斤|斤|度|兆瓦|吉瓦|微克/立方米|毫克/升|个/万人|件/万人|张/千人)"
    r"|[%％‰]|个百分点)"
)
_UNIT_ALONE = pattern_of(rf"{_UNIT}$")
_UNIT_IN_BRACKETS = pattern_of(rf"[（(]\s*(?:单位\s*[：:]\s*)?({_UNIT})\s*[）)]$")
_UNIT_WITHIN = pattern_of(rf"[（(]\s*(?:单位\s*[：:]\s*)?({_UNIT})\s*[）)]")
_UNIT_ABOVE = pattern_of(rf"(?:计量)?单位\s*[：:]\s*({_UNIT})$")
_UNIT_HEAD = pattern_of(r"(?:计量)?单位$")
_NUMBERING = pattern_of(r"序号|编号|NO\.?$", re.IGNORECASE)
_NOTHING = frozenset(("", "-", "—", "——", "/", "\\", "…", "无"))
_PROSE = pattern_of(r"[。；]|^.{31,}$")
_SUM = pattern_of(r"[〔［\[]\s*([^〔〕［］\[\]]+?)\s*[〕］\]]$")
_YEAR = pattern_of(r"((?:19|20)\d\d)年?")
_PLAN = 5
_MOST_HEADS = 3


def is_value(cell: str) -> bool:
    """Tell a figure, with or without its unit: ≥26.5, 〔1.8〕, 500亿元."""
    return bool(_VALUE.match(_SUM.sub(r"\1", cell)))


def read_table(rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a table as lines, one a row; merged cells are given once for each cell they cover."""
    grid = [[clean(cell) for cell in row] for row in rows]
    grid = [row for row in grid if any(cell not in _NOTHING for cell in row)]
    lines: list[str] = []
    unit = ""
    while grid and len(set(filter(None, grid[0]))) == 1:
        line = next(filter(None, grid.pop(0)))
        unit_above = _UNIT_ABOVE.search(line)
        unit = unit_above[1] if unit_above else unit
        lines.append(line)
    heads = _heads(grid)
    table = Table(_joined(grid[:heads]), grid[heads:], unit)
    return lines + [line for row in grid[heads:] if (line := table.line(row))]


def clean(cell: str) -> str:
    """Return what a cell says on one line; a break between two Chinese words is none."""
    words = _SPACE.split(cell.strip())
    text = words[0]
    for word in words[1:]:
        text += (" " if text[-1:].isascii() and word[:1].isascii() else "") + word
    return text


class Table:
    """The head of a table, and what it lends to each row."""

    def __init__(self, head: Sequence[str], body: Sequence[Sequence[str]], unit: str) -> None:
        self.names = [_UNIT_WITHIN.sub("", name) for name in head]
        self.units = [found[1] if (found := _UNIT_WITHIN.search(name)) else "" for name in head]
        self.unit = unit
        self.first = self._first_said(body)

    def line(self, row: Sequence[str]) -> str:
        """Return a row as a line: what it is about, then each figure under its head."""
        filled = [(place, cell) for place, cell in enumerate(row) if cell not in _NOTHING and not self.numbers(place)]
        if len({cell for _, cell in filled}) <= 1:
            return filled[0][1] if filled else ""
        units = [cell for place, cell in filled if self._gives_unit(place, cell)]
        subject: dict[str, None] = {}
        said: list[str] = []
        for place, cell in filled:
            if place < self.first and not self._gives_unit(place, cell):
                units += _UNIT_IN_BRACKETS.findall(cell)
                subject[_UNIT_IN_BRACKETS.sub("", cell)] = None
            elif not self._gives_unit(place, cell) and cell != (row[place - 1] if place > self.first else ""):
                said.append(self._said(place, cell, units[0] if units else ""))
        return " · ".join([*subject, _strung(said)] if said else subject).rstrip("。；") + "。"

    def _first_said(self, body: Sequence[Sequence[str]]) -> int:
        """Return the first column that says something; those before it name what it is said of."""
        for place in range(max(map(len, body), default=0)):
            cells = [row[place] for row in body if place < len(row)]
            if not self.numbers(place) and any(is_value(cell) or _PROSE.search(cell) for cell in cells):
                return place
        return next((place + 1 for place in range(len(self.names)) if not self.numbers(place)), 1)

    def _name(self, place: int) -> str:
        return self.names[place] if place < len(self.names) else ""

    def numbers(self, place: int) -> bool:
        """Tell the column that only numbers the rows."""
        return bool(_NUMBERING.match(self._name(place)))

    def _gives_unit(self, place: int, cell: str) -> bool:
        return bool(_UNIT_HEAD.match(self._name(place)) and _UNIT_ALONE.match(cell))

    def _said(self, place: int, cell: str, of_row: str) -> str:
        unit = (self.units[place] if place < len(self.units) else "") or of_row or self.unit
        summed = _SUM.match(cell)
        cell = summed[1] if summed else cell
        share = self._name(place).endswith(("率", "比重", "占比", "比例"))
        if _BARE.match(cell) and not (share and unit not in ("%", "％")):
            cell += unit
        name = self._name(place)
        if summed:
            name = _years_to(name)
        return f"{name}：{cell}" if name and _PROSE.search(cell) else f"{name} {cell}".strip()


def _years_to(name: str) -> str:
    """Return the years that 〔1.8〕 in the column 2025年 of a plan is of: 2021—2025年累计."""
    year = _YEAR.search(name)
    return f"{int(year[1]) - _PLAN + 1}—{year[1]}年累计" if year else f"{name}累计"


def _strung(said: Sequence[str]) -> str:
    """String together what the cells say; one that is a sentence keeps its end."""
    text = "".join(cell if cell[-1] in "。；" else f"{cell}；" if _PROSE.search(cell) else f"{cell}，" for cell in said)
    return text.rstrip("；，")


def _heads(grid: Sequence[Sequence[str]]) -> int:
    """Return how many rows are the head: those before the first figure; one at least of a table of words."""
    if len(grid) < 2:
        return 0
    for number, row in enumerate(grid[: _MOST_HEADS + 1]):
        if any(is_value(cell) for cell in row):
            return number
    return 0 if any(_PROSE.search(cell) for cell in grid[0]) else 1


def _joined(heads: Sequence[Sequence[str]]) -> list[str]:
    """Join rows of the head, so that 目标 under 2024年 becomes 2024年目标."""
    width = max(map(len, heads), default=0)
    columns = ([row[place] for row in heads if place < len(row) and row[place]] for place in range(width))
    return ["".join(dict.fromkeys(column)) for column in columns]
