"""A cell and its heading made into a quantity: 7左右 under （%） is 7%左右."""

from __future__ import annotations

from dataclasses import dataclass, replace

from etl.extract.lexicon import lexicon_of
from etl.extract.quantities import find_quantities
from etl.grid import GAP, Row
from etl.model import Quantity
from etl.patterns import pattern_of
from etl.vocabulary import Vocabulary

_FULL = str.maketrans("０１２３４５６７８９％．，－", "0123456789%.,-")
_VALUE = pattern_of(
    r"(?P<before>[≥≤><＞＜]=?|不低于|不少于|至少|大于|不超过|不高于|低于|小于|超过|超|约|近|增长|力争|达到|完成|控制在)?\s*"
    r"(?P<number>[-+]?\d[\d,]*(?:\.\d+)?%?(?:\s*[—–~～至到-]+\s*\d[\d,]*(?:\.\d+)?)?)\s*"
    r"(?P<unit>(?:(?!以[上下内]|左右|余|多)[万亿千百]*[一-龥%²]{1,6}?)?)"
    r"(?P<after>以上|以下|以内|左右|余|多)?(?P<unit_last>[万亿千百]*(?:元|个|家|%))?$"
)
_SIGNS = {
    "≥": "不低于",
    ">=": "不低于",
    "≤": "不超过",
    "<=": "不超过",
    ">": "超过",
    "＞": "超过",
    "<": "低于",
    "＜": "低于",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell came to: a quantity, or a sentence on why it is none; neither where the cell is blank."""

    quantity: Quantity | None = None
    fault: str = ""
    has_unit: bool = True


def is_blank(cell: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a cell says nothing: empty, a dash, 无."""
    return not cell or cell in vocabulary.cells["blank"].words


def read_cell(cell: str, unit: str, vocabulary: Vocabulary) -> Reading:  # noqa: PLR0911 - one a kind of cell
    """Read a cell with the unit that its row, column or table gives it, '' where none does."""
    if is_blank(cell, vocabulary):
        return Reading()
    if cell.startswith("="):
        return Reading(fault=f"“{cell}”是没有结果的公式")
    if cell.startswith("#"):
        return Reading(fault=f"“{cell}”是错误值")
    found = _VALUE.match(cell.translate(_FULL))
    if not found:
        return Reading(fault=f"“{cell}”读不出数字")
    own = found["unit"] or found["unit_last"] or ""
    number = found["number"].replace(" ", "")
    if "%" in number and not own:
        own, number = "%", number.replace("%", "")
    shown = own or unit
    if not shown:
        return Reading(fault=f"“{cell}”没有写单位", has_unit=False)
    text = f"{_SIGNS.get(found['before'] or '', found['before'] or '')}{number}{shown}{found['after'] or ''}"
    quantities = find_quantities(text, lexicon_of(vocabulary).grammar)
    if len(quantities) != 1 or not quantities[0].unit:
        return Reading(fault=f"“{cell}”按“{shown}”读不出数量")
    printed = f"{found['before'] or ''}{number}{shown}{found['after'] or ''}"
    return Reading(replace(quantities[0], text=printed))


def place_in_row(row: Row, column: int) -> int:
    """Return where a cell begins in the text of its row."""
    line = GAP.join(row.cells)
    before = GAP.join(row.cells[:column])
    lead = line.find(row.text)
    return (len(before) + len(GAP) if column else 0) - lead
