"""Where numbers stand in Chinese text and what they are worth: 1,100万, 一千多万, 三五百, 百分之二点五.

`RUN` is the compiled grammar's source: one unbroken run of number characters, never failing once it has begun, so that
a scan takes linear time whatever it meets. `read_run` gives its value; `find_numbers` finds the numbers of a text,
with or without a unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from etl.extract.hanzi import DIGITS, LARGE, evaluate, plain, power

D = "[0-9０-９]"
HANZI = "〇零一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
MARKS = f"0-9０-９{HANZI}十拾百佰千仟万亿"
"""Every character that a number can begin with, for character classes."""

_DIGIT = f"[{HANZI}]"
_SMALL = "十|拾|佰|仟|百(?!分[点之])|千(?![克米瓦伏卡帕])"
_OPEN = "[多余来几](?=[百千万亿])"
_ARABIC = rf"(?:{D}{{1,3}}(?:[,，]{D}{{3}}(?!{D}))++|{D}++)(?:[.．]{D}++)?"
_MAGNITUDE = rf"(?:(?:{_OPEN})?+(?:(?<!{D}{D}{D})(?:百(?![分姓强佳货])|千(?![克米瓦伏卡帕]))|[ ]?[万亿]))"
_TAIL = rf"(?:零?{_DIGIT}(?:{_SMALL}|万))++{_DIGIT}?+|{D}{{3,4}}(?![{D[1:-1]}.,，])"
_MIXED = rf"(?:{_ARABIC})(?:{_MAGNITUDE}++(?:{D}{{1,4}}{_MAGNITUDE})*+(?:{_TAIL})?+)?+"
_FRACTION = rf"点(?=[{HANZI}0-9０-９](?![十百千]))[{HANZI}0-9０-９]++[{LARGE}]*+"
_WRITTEN = rf"(?:[数几](?=[十百千万亿]))?+(?:{_DIGIT}|{_SMALL}|[{LARGE}]|{_OPEN}|(?<=十)几)++(?:{_FRACTION})?+"

RUN = rf"(?:半百|{_MIXED}|{_WRITTEN}|(?<![0-9０-９.．])[.．]{D}++)"
SIGN = rf"(?:负的?|(?<![0-9０-９%％A-Za-z])[-−－])"
SHARE = rf"(?:(?:百|千|万|{D}++|{_DIGIT}{{1,2}}|十)分之)"

_SCAN = re.compile(rf"[A-Za-z]++[-.]?{D}*+|(?P<sign>{SIGN})?(?P<share>{SHARE})?(?P<run>{RUN})")
_FUZZY = re.compile("[多余来几数]")
_PAIR = re.compile(r"([一二两三四五六七八])([二三四五六七八九])")
_LARGE_END = re.compile(f"[{LARGE}]+$")


@dataclass(frozen=True, slots=True)
class Number:
    """One number as it stands: `value` (to `value_max` in 三五百), and the same without its last 万 or 亿.

    `open` marks 多, 余, 几 and 数: more than `value`. `bare` is a magnitude on its own, the 千万 of 近千万.
    """

    start: int
    stop: int
    value: Decimal
    value_max: Decimal | None
    magnitude: str
    open: bool
    bare: bool
    written: bool

    @property
    def mantissa(self) -> Decimal:
        """The number before its 万 or 亿: 22 of 22亿."""
        return self.value / power(self.magnitude)


def read_run(run: str, start: int = 0) -> Number | None:
    """Return what `run`, a match of RUN that stands at `start`, is worth; None for 万里挑一 and other no-numbers."""
    if run == "半百":
        return Number(start, start + 2, Decimal(50), None, "", False, False, True)
    marks = plain(run)
    text = _FUZZY.sub("", marks)
    ends = _evaluate_ends(text)
    if ends is None:
        return None
    low, high = ends
    large = _LARGE_END.search(text)
    magnitude = large.group() if large else ""
    if any(mark in LARGE for mark in text[: len(text) - len(magnitude)]):
        magnitude = ""
    bare = text[0] in "百千万亿" and marks[0] not in "数几"
    written = run[0] in HANZI or text[0] in "十百千万亿"
    return Number(start, start + len(run), low, high, magnitude, len(text) < len(marks), bare, written)


def _evaluate_ends(text: str) -> tuple[Decimal, Decimal | None] | None:
    """Return the value, or both ends of 三五百, 五六十, 十七八, 两三."""
    pair = _PAIR.search(text)
    if pair and (len(text) == 2 or not all(mark in DIGITS for mark in text)) and _neighbours(*pair.groups()):
        low = evaluate(text[: pair.start(2)] + text[pair.end(2) :])
        high = evaluate(text[: pair.start(1)] + text[pair.end(1) :])
        return None if low is None or high is None else (low, high)
    value = evaluate(text)
    return None if value is None else (value, None)


def _neighbours(low: str, high: str) -> bool:
    return DIGITS[high] == DIGITS[low] + 1 or (low, high) == ("三", "五")


def find_numbers(text: str) -> Iterator[tuple[Number, str, str]]:
    """Yield each number of `text` with its sign and its 百分之, units or not; letters with digits (G109) are none."""
    for found in _SCAN.finditer(text):
        if found["run"] is None:
            continue
        number = read_run(found["run"], found.start("run"))
        if number is not None and not number.bare:
            yield number, found["sign"] or "", found["share"] or ""
