"""Numbers in Chinese text and what they are worth: 1,100万, 一千多万, 三五百, 百分之二点五.

`RUN` is the source of the grammar: one unbroken run of number characters. It never fails once it has begun, so that a
scan takes linear time whatever it meets. `read_run` gives a run's value; `find_numbers` finds the numbers of a text,
whether a unit follows or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from etl.extract.hanzi import DIGITS, LARGE, LONGEST, evaluate, plain, power
from etl.patterns import pattern_of
from etl.vocabulary import load_vocabulary

Form = Literal["arabic", "written", "spelled", "bare", "vague"]

D = "[0-9０-９]"
HANZI = "〇零一二两三四五六七八九"
FINANCIAL = "壹贰叁肆伍陆柒捌玖"
MARKS = f"0-9０-９{HANZI}{FINANCIAL}十百千万亿"
"""Every character that a number can begin with, for character classes."""

_DIGIT = f"(?:[{HANZI}]|[{FINANCIAL}](?=[拾佰仟万亿元圆])|(?<=[拾佰仟零])[{FINANCIAL}])"
_SMALL = "[十拾佰仟]|百(?!分[点之])|千(?![克米瓦伏卡帕])"
_OPEN = "[多余来几](?=[百千万亿])|个(?=亿(?![元级吨]))"
_ARABIC = rf"(?:{D}{{1,3}}(?:[,，]{D}{{3}}(?!{D}))++|{D}++)(?:[.．]{D}++)?"
_HUNDREDS = rf"(?<!{D}{D}{D})(?:百(?![分姓强佳货])|千(?![克米瓦伏卡帕]))"
_MAGNITUDE = rf"(?:(?:{_OPEN})?+(?:{_HUNDREDS}|[ ]?[万亿]))"
_TAIL = rf"(?:零?{_DIGIT}(?:{_SMALL}|万))++{_DIGIT}?+|{D}{{3,4}}(?![0-9０-９.,，])"
_MIXED = rf"(?:{_ARABIC})(?:{_MAGNITUDE}++(?:零?{D}{{1,4}}{_MAGNITUDE}++)*+(?:{_TAIL})?+)?+"
_FRACTION = rf"点(?=[{HANZI}0-9０-９](?!十))[{HANZI}0-9０-９]++[{LARGE}]*+"
_WORD = f"{_DIGIT}|{_SMALL}|[{LARGE}]|(?<=[{HANZI}十百千万])(?:{_OPEN})|(?<=十)几"
_WRITTEN = rf"(?:[数几](?=[十百千万亿]))?+(?:{_WORD})++(?:{_FRACTION})?+"

RUN = rf"(?:半百|{_MIXED}|{_WRITTEN}|(?<![0-9０-９.．])[.．]{D}++)"
SIGN = r"(?:(?<![减税重抱担自胜欠肩背增降])负的?|零下|(?<![0-9０-９%％A-Za-z])[-−－])"
SHARE = rf"(?:(?:万|{D}++|(?:{_DIGIT}|[十百千]){{1,5}})分之[ ]?)"

_FUZZY = pattern_of("[多余来几数]")
_PAIR = pattern_of(f"(?<![{HANZI}])([一二两三四五六七八])([二两三四五六七八九])(?![{HANZI}])")
_PLAIN_ARABIC = pattern_of(rf"([0-9]{{1,20}}(?:\.[0-9]{{1,20}})?)([{LARGE}]{{0,2}})")
_LARGE_RUN = pattern_of(f"[{LARGE}]+")


@dataclass(frozen=True, slots=True)
class Number:
    """What a run of number characters is worth: `value`, up to `value_max` in 三五百.

    `magnitude` is its 万 or 亿, the greater one in 两亿四千万. `open` marks 多, 余 and 几: more than `value`. `form`
    tells how it is written: in digits, in words, spelled digit by digit (二零一七), a magnitude alone (近千万), vaguely
    (数十).
    """

    value: Decimal
    value_max: Decimal | None
    magnitude: str
    open: bool
    form: Form

    @property
    def mantissa(self) -> Decimal:
        """The number in its 万 or 亿: 22 of 22亿, 2.4 of 两亿四千万."""
        return self.value / power(self.magnitude) if self.magnitude else self.value


def read_run(run: str) -> Number | None:
    """Return what `run`, a match of RUN, is worth; None where it is no number after all (万万, 一百百)."""
    return _read(run) if len(run) <= LONGEST else None


@lru_cache(maxsize=4096)
def _read(run: str) -> Number | None:
    digits = _PLAIN_ARABIC.fullmatch(run)
    if digits:
        return Number(Decimal(digits[1]) * power(digits[2]), None, digits[2], False, "arabic")
    if run == "半百":
        return Number(Decimal(50), None, "", False, "written")
    marks = plain(run)
    text = _FUZZY.sub("", marks)
    ends = _ends(text)
    if ends is None:
        return None
    magnitude = max(_LARGE_RUN.findall(text), key=power, default="")
    return Number(*ends, magnitude, len(text) < len(marks), _form(marks, ends[1]))


def _form(marks: str, value_max: Decimal | None) -> Form:
    if marks[0] in "0123456789.":
        return "arabic"
    if marks[0] in "数几":
        return "vague"
    if marks[0] in "百千万亿":
        return "bare"
    spelled = len(marks) > 1 and value_max is None and all(mark in DIGITS for mark in marks)
    return "spelled" if spelled else "written"


def _ends(text: str) -> tuple[Decimal, Decimal | None] | None:
    """Return the value, or both ends of 三五百, 五六十, 十七八, 两三."""
    pair = None if "点" in text else _PAIR.search(text)
    if pair and _neighbours(pair[1], pair[2]):
        low = evaluate(text[: pair.start(2)] + text[pair.end(2) :])
        high = evaluate(text[: pair.start(1)] + text[pair.end(1) :])
        return None if low is None or high is None else (low, high)
    value = evaluate(text)
    return None if value is None else (value, None)


def _neighbours(low: str, high: str) -> bool:
    return DIGITS[high] == DIGITS[low] + 1 or (low, high) == ("三", "五")


@lru_cache(maxsize=256)
def share_of(prefix: str) -> Decimal:
    """Return what one of X分之 is in percent: 百分之 is 1, 千分之 0.1, 三分之 33.33; 1 without a prefix."""
    whole = read_run(prefix.rstrip(" 分之")) if prefix else None
    return Decimal(100) / whole.value if whole and whole.value else Decimal(1)


@dataclass(frozen=True, slots=True)
class Found:
    """A number where it stands, with its sign and its 百分之."""

    start: int
    stop: int
    number: Number
    negative: bool
    share: str


def find_numbers(text: str) -> Iterator[Found]:
    """Yield the numbers of `text`; letters with digits (G109) and words like 四川 or 一切 hold none."""
    for match in _scan().finditer(text):
        number = read_run(match["run"]) if match["run"] else None
        if number is not None and (number.form != "bare" or match["share"]):
            yield Found(match.start(), match.end(), number, bool(match["sign"]), match["share"] or "")


@lru_cache(maxsize=1)
def _scan() -> re.Pattern[str]:
    words = "|".join(load_vocabulary().words("number lookalikes"))
    return pattern_of(rf"{words}|[A-Za-z]++[-.]?{D}*+|(?P<sign>{SIGN})?(?P<share>{SHARE})?(?P<run>{RUN})")
