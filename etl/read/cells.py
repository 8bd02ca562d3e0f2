"""What a cell shows: numbers, shares and days as the sheet's own format prints them, without lost digits."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from etl.grid import letter
from etl.patterns import pattern_of

MOST_ROWS, MOST_COLUMNS, MOST_TABS = 20_000, 256, 100
_LISTED = 5
_QUOTED = pattern_of(r'"[^"]*"|\\.|\[[^\]]*\]')
_WITH_WORDS = pattern_of(r'[#,]*[#0](?:\.0+)?"([^"]{1,6})"_?\s?$')


@dataclass(slots=True)
class Tab:
    """A sheet on the way to its text; `faults` are cells (row, column from 0) by what is wrong with them."""

    name: str
    rows: list[list[str]] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    faults: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))

    def notes(self, file: str) -> Iterator[str]:
        """Yield a sentence for each fault, naming file, sheet and cells."""
        for fault in self.cut:
            yield f"{file}: the sheet {self.name} {fault}"
        for fault, cells in self.faults.items():
            named = ", ".join(f"{letter(column)}{row + 1}" for row, column in cells[:_LISTED])
            more = f" and {len(cells) - _LISTED} more" if len(cells) > _LISTED else ""
            yield f"{file}: in the sheet {self.name}, {named}{more}: {fault}"


def shown(value: Any, form: str = "General") -> str:
    """Return a value as text: 0.39 in the format 0% is 39%, a day in a format without days is 2024年9月."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime | date):
        return _day(value, form)
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, int | float):
        return _number(value, form)
    return str(value)


def _number(value: float, form: str) -> str:
    number = Decimal(f"{value:.12g}")
    first = form.partition(";")[0]
    if "%" in _QUOTED.sub("", first):
        digits = len(re.sub(r"[^0#]", "", first.partition(".")[2].partition("%")[0]))
        return f"{_plain(round(number * 100, digits))}%"
    words = _WITH_WORDS.search(first)
    return _plain(number) + (words[1] if words and words.start() == 0 else "")


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(value: datetime | date, form: str) -> str:
    letters = _QUOTED.sub("", form).lower()
    if "y" in letters and "d" not in letters:
        return f"{value.year}年{value.month}月" if "m" in letters else f"{value.year}年"
    if isinstance(value, datetime) and value.time() != time():
        return value.isoformat(" ", "minutes")
    return value.isoformat()[:10]
