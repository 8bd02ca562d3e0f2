"""How wide a text will be and where to break it, from the advance widths of Noto Sans CJK SC."""

from __future__ import annotations

import re
from collections.abc import Callable

# Advance widths in thousandths of the font size, from space (U+0020) to tilde (U+007E).
# fmt: off
ASCII = (
    224, 323, 474, 555, 555, 921, 680, 278, 338, 338, 467, 555, 278, 347, 278, 392, 555, 555, 555, 555, 555, 555,
    555, 555, 555, 555, 278, 278, 555, 555, 555, 474, 946, 608, 657, 638, 688, 589, 552, 689, 728, 293, 535, 646,
    543, 812, 723, 742, 633, 742, 635, 596, 599, 721, 575, 878, 573, 531, 603, 338, 392, 338, 555, 559, 606, 563,
    618, 510, 620, 554, 325, 564, 607, 275, 275, 552, 284, 926, 610, 606, 620, 620, 388, 468, 377, 607, 521, 802,
    498, 521, 475, 338, 270, 338, 555,
)
# fmt: on
# Signs outside ASCII that are not a full em wide.
NARROW = {"—": 894, "–": 536, "−": 555, "²": 411, "³": 411, "¥": 555, "°": 370}
_ADVANCES = {chr(code): width for code, width in enumerate(ASCII, 0x20)} | NARROW
_TOKENS = re.compile(r"[A-Za-z0-9.,%¥$€+\-−÷×²³]+|\s+|.", re.DOTALL)
_NEVER_FIRST = set("，。、；：！？）》”’%·…—)]}")
_NEVER_LAST = set("（《“‘([{")


def advance(char: str) -> int:
    """Return the advance of one character in thousandths of the font size; 1000 for what the table does not hold."""
    return _ADVANCES.get(char, 1000)


def text_width(text: str, size: float) -> float:
    """Return the width in px of one line of `text` at `size` px."""
    known = _ADVANCES.get
    return sum([known(char, 1000) for char in text]) * size / 1000


def wrap(text: str, size: float, room: float) -> list[str]:
    """Break `text` into lines no wider than `room` px: between hanzi, never within a number or before a full stop."""
    lines: list[str] = []
    line = ""
    for token in _tokens(text):
        if line and text_width((line + token).rstrip(), size) > room:
            lines.append(line.rstrip())
            line = token.lstrip()
        else:
            line += token
        while text_width(line, size) > room and len(line) > 1:
            head = _fitting(line, size, room)
            lines.append(line[:head])
            line = line[head:]
    if line.strip() or not lines:
        lines.append(line.rstrip())
    return lines


def cut_off(lines: list[str], most: int, fits: Callable[[str], bool]) -> list[str]:
    """Return at most `most` lines, the last ending in … where something is left; `fits` tells whether a line does."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and not fits(last + "…"):
        last = last[:-1]
    return [*lines[: most - 1], last + "…"]


def fit_parts(text: str, size: float, room: float) -> list[str]:
    """Keep `text` on one line if it fits, else break it at its ' · '."""
    if text_width(text, size) <= room:
        return [text]
    return [line for part in text.split(" · ") for line in wrap(part, size, room)]


def _tokens(text: str) -> list[str]:
    """Split into unbreakable pieces: a number with its signs, a hanzi with the closing mark after it."""
    pieces: list[str] = []
    for token in _TOKENS.findall(text):
        if pieces and (token[0] in _NEVER_FIRST or pieces[-1][-1] in _NEVER_LAST):
            pieces[-1] += token
        else:
            pieces.append(token)
    return pieces


def _fitting(line: str, size: float, room: float) -> int:
    """Return how many characters of an unbreakable piece fit, at least one."""
    count = 1
    while count < len(line) and text_width(line[: count + 1], size) <= room:
        count += 1
    return count
