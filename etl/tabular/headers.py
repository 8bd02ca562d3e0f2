"""The tables of a sheet: where a heading stands, what each column is, and the rows under it.

Headings are told by the words of `data/vocabulary/tables.toml`, never by their place. One of several rows is
joined from above: a group such as 1—4月 covers the columns to its right that have a heading of their own below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

from etl.extract.lexicon import Lexicon, lexicon_of
from etl.extract.quantities import find_quantities
from etl.grid import Row, Sheet
from etl.patterns import pattern_of
from etl.tabular.steps import step_role
from etl.vocabulary import Vocabulary, WordList

NAMES, BODIES = ("indicator", "project"), ("body",)
FIGURES = frozenset({"target", "target growth", "actual", "growth", "rate"})
TELLING = frozenset(
    {"total investment", "annual investment", "annual done", "cumulative investment", "stage", "leader"}
)
MOST_HEAD_ROWS = 3

_BRACKETS = pattern_of(r"[（(\[【]([^）)\]】]*)[）)\]】]")
_SIGNS = pattern_of(r"[\s（）()\[\]【】、，,：:／/±*＊“”]")
_WHOLE = frozenset({"项目", "名称"})
_TAIL = pattern_of(r"(?:情况|时间|日期|内容|数|值|额|量)$")
_NUMBER = pattern_of(r"[-+]?[\d,.]+[%％]?$")
_UNIT_ABOVE = pattern_of(r"[（(]?(?:计量)?单位\s*[：:]\s*(.+?)[）)]?$")
_UNIT_IN_TITLE = pattern_of(r"[（(](?:计量)?单位\s*[：:]\s*([^（()）]+)[）)]")
_PERIOD_ALONE = pattern_of(
    r"(?:20\d\d年)?(?:(?:\d{1,2}月?[—–~～至到-])?\d{1,2}月份?[底末]?|第?[一二三四1-4]季度|上半年|前三季度|全年)$|20\d\d年$"
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place, its heading from all rows, what it holds ('' for nothing of ours) and its unit.

    `subject` is the part of the heading that says of what, where one does: 签约额 over 年度目标.
    """

    index: int
    heading: str
    role: str
    unit: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A heading with the rows under it; `units` are those that the sheet names above the table (单位：亿元、%)."""

    sheet: Sheet
    kind: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    units: tuple[str, ...]

    def column(self, *roles: str) -> Column | None:
        """Return the first column of one of these roles."""
        return next((column for role in roles for column in self.columns if column.role == role), None)


def find_tables(sheet: Sheet, vocabulary: Vocabulary) -> list[Table]:
    """Return the tables of a sheet in order; a row of headings ends the table above it."""
    heads = list(_heads(sheet.rows, vocabulary))
    units = tuple(unit for row in sheet.rows for cell in row.cells for unit in _units_above(cell, vocabulary))
    found = []
    for number, (_, stop, columns) in enumerate(heads):
        end = heads[number + 1][0] if number + 1 < len(heads) else len(sheet.rows)
        found.append(Table(sheet, _kind(columns), columns, sheet.rows[stop:end], units))
    return found


def role_of(heading: str, vocabulary: Vocabulary) -> str:
    """Return what a column of this heading holds: 1—4月完成（亿元） -> actual, 投产 -> stage operation, 备忘 -> ''."""
    text = _bare(split_unit(heading, vocabulary)[0])
    if role := step_role(text, vocabulary):
        return role
    roles, stages = _compiled(vocabulary)
    for ending in dict.fromkeys((text, _TAIL.sub("", text))):
        matches = [(len(word), role) for word, role in roles if ending.endswith(word) and _may_end(word, ending)]
        if matches:
            return max(matches)[1]
        if ending in stages:
            return f"stage {stages[ending]}"
    return "actual" if _PERIOD_ALONE.match(text) else ""


def _may_end(word: str, heading: str) -> bool:
    """Tell whether a word may end a longer heading: 新签约项目 is no column of names, 项目 is."""
    return word not in _WHOLE or heading == word


def split_unit(text: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """Take the unit off a heading or a name: 年度目标（亿元） -> 年度目标, 亿元; 占年度计划% -> 占年度计划, %."""
    for found in _BRACKETS.finditer(text):
        words = re.sub(r"^(?:计量)?单位\s*[：:]|[±\s]", "", found[1]).replace("％", "%")
        if is_unit(words, vocabulary):
            return (text[: found.start()] + text[found.end() :]).strip(), words
    bare = text.rstrip("%％± ")
    return (bare, "%") if bare != text and text.rstrip("± ").endswith(("%", "％")) else (text, "")


def is_unit(text: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a text is a unit and nothing else: 亿元, 万平方米, %, 个."""
    return bool(text) and not text[0].isdigit() and _is_unit(text, lexicon_of(vocabulary))


@lru_cache(maxsize=512)
def _is_unit(text: str, lexicon: Lexicon) -> bool:
    found = find_quantities(f"1{text}", lexicon.grammar) or find_quantities(f"10{text}", lexicon.grammar)
    return len(found) == 1 and bool(found[0].unit) and found[0].text.endswith(text) and found[0].comparator == "="


def base_unit(text: str, vocabulary: Vocabulary) -> str:
    """Return what a unit is worth one of: 元 of 亿元; '' for no unit."""
    found = find_quantities(f"1{text}", lexicon_of(vocabulary).grammar) if is_unit(text, vocabulary) else []
    return found[0].unit if found else ""


def is_number(cell: str) -> bool:
    """Tell whether a cell is a number with nothing around it."""
    return bool(_NUMBER.match(cell))


_CACHE: dict[int, tuple[Vocabulary, list[tuple[str, str]], dict[str, str]]] = {}


def _compiled(vocabulary: Vocabulary) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Return the words of columns with their roles, and the words of stages; compiled once."""
    known = _CACHE.get(id(vocabulary))
    if known is None or known[0] is not vocabulary:
        _CACHE.clear()
        roles = [(_bare(word), entry.name) for entry in vocabulary.columns.values() for word in entry.words]
        known = _CACHE[id(vocabulary)] = (vocabulary, roles, _stages(vocabulary.stages))
    return known[1], known[2]


def _stages(entries: Mapping[str, WordList]) -> dict[str, str]:
    return {word: entry.name for entry in entries.values() for word in entry.words}


def _bare(text: str) -> str:
    return _SIGNS.sub("", text)


def _units_above(cell: str, vocabulary: Vocabulary) -> Iterator[str]:
    if found := _UNIT_ABOVE.match(cell) or _UNIT_IN_TITLE.search(cell):
        units = re.split(r"[、，,;；\s]+", found[1].replace("％", "%"))
        yield from (unit for unit in units if is_unit(unit, vocabulary))


def _heads(rows: Sequence[Row], vocabulary: Vocabulary) -> Iterator[tuple[int, int, tuple[Column, ...]]]:
    """Yield each heading as (its first row, the first row under it, its columns)."""
    done = 0
    for number, row in enumerate(rows):
        if number < done or len(row.filled) < 2 or any(is_number(cell) for cell in row.cells):
            continue
        roles = {at: role_of(row.cells[at], vocabulary) for at in row.filled}
        name = next((at for wanted in (NAMES, BODIES) for at, role in roles.items() if role in wanted), None)
        if name is None:
            continue
        start, stop = number, number + 1
        while start > done and number - start < MOST_HEAD_ROWS - 1 and _is_above(rows[start - 1], rows[start], name):
            start -= 1
        while stop < len(rows) and stop - start < MOST_HEAD_ROWS and _is_below(rows[stop], rows[stop - 1], name):
            stop += 1
        columns = _columns(rows[start:stop], vocabulary)
        if _kind(columns):
            done = stop
            yield start, stop, columns


def _is_above(row: Row, below: Row, name: int) -> bool:
    unit_line = any(_UNIT_ABOVE.match(cell) for cell in row.cells)
    return row.number == below.number - 1 and not unit_line and not row.cell(name) and not row.cell(0)


def _is_below(row: Row, above: Row, name: int) -> bool:
    numbers = any(is_number(cell) for cell in row.cells)
    return row.number == above.number + 1 and bool(row.filled) and not numbers and not row.cell(name)


def _columns(head: Sequence[Row], vocabulary: Vocabulary) -> tuple[Column, ...]:
    """Put the lines of a heading together, a group over the columns to its right: 开工时间 over 计划 and 实际."""
    width = max(len(row.cells) for row in head)
    lines = [[row.cell(column) for column in range(width)] for row in head]
    for depth, line in enumerate(lines[:-1]):
        below = [any(lower[column] for lower in lines[depth + 1 :]) for column in range(width)]
        for column in range(1, width):
            if not line[column] and below[column] and below[column - 1]:
                line[column] = line[column - 1]
    return tuple(_column(at, [line[at] for line in lines if line[at]], vocabulary) for at in range(width))


def _column(at: int, parts: Sequence[str], vocabulary: Vocabulary) -> Column:
    """年度目标（万元）, 开工时间 计划: one column with its role, its unit and, under a group, what it is about."""
    alone = [part for part in parts if is_unit(part, vocabulary)]
    units = [unit for part in parts if (unit := part if part in alone else split_unit(part, vocabulary)[1])]
    words = [part for part in parts if part not in alone]
    roles = [role_of(part, vocabulary) for part in words]
    crossed = (step_role(one + other, vocabulary) for one, other in permutations(words[-2:], 2))
    role = next(filter(None, crossed), "") or _joined(roles)
    free = (part for part, its in zip(words, roles, strict=True) if not its or its.startswith("stage "))
    said = (split_unit(part, vocabulary)[0] for part in free)
    return Column(at, " ".join(words), role, units[-1] if units else "", next(said, "") if len(words) > 1 else "")


def _joined(roles: Sequence[str]) -> str:
    """Return the role of a heading of several rows: 年度目标 over 增速 is a goal for the growth.

    计划 under 开工时间 is 计划开工时间, which the caller has tried before.
    """
    last = next((role for role in reversed(roles) if role), "")
    above = set(roles[:-1])
    if "ignored" in above:
        return "ignored"
    if "target" in above and last in ("actual", "growth"):
        return "target" if last == "actual" else "target growth"
    return last


def _kind(columns: Sequence[Column]) -> str:
    """Tell a ledger (项目名称, 开工时间), a table of figures (指标, 目标, 完成) and one of bodies by metrics apart."""
    roles = {column.role for column in columns}
    telling = len(roles & TELLING) + any(role.startswith(("planned ", "actual ", "stage ")) for role in roles)
    if telling >= (1 if "project" in roles else 2) and roles & set(NAMES):
        return "ledger"
    if roles & FIGURES and roles & set(NAMES):
        return "figures"
    return "matrix" if "body" in roles and any(column.role in FIGURES and column.subject for column in columns) else ""
