"""One phrase that the scan for quantities has matched: whether it is a quantity, and which.

`REFUSALS` are the reasons for which a number is none, by the form it is written in: small named rules, of which one
that holds is enough.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from etl.extract.hanzi import DIGITS, power
from etl.extract.numerals import Form, Number, read_run, share_of
from etl.extract.quantity_grammar import BOUNDS, Grammar, Unit
from etl.model import Comparator, Quantity
from etl.patterns import pattern_of

REACH = 10
"""Bound words stand within this many characters before the number."""
YEARS = 200
"""More 年 than this are a date."""
SMALL = 10
"""Written numbers up to this are mostly turns of phrase: 两个确保, 三大工程."""
MEASURES = frozenset(("money", "share", "points", "area", "length", "mass", "volume", "power", "energy", "ratio"))
COUNTED = frozenset(("家", "户", "人", "所", "人次"))
"""Written small numbers count with these: 三家企业, 十户."""
SIGNED = frozenset(("share", "points", "other"))
"""Kinds before which a dash is a minus: 增长-5.6%."""
AFTER: Mapping[str, Comparator] = {**BOUNDS, "more": ">", "less": "<"}
"""What the last group of a match says: a bound word, or the 高 of 比30%高."""
_ROUND = pattern_of("[0-9一二两三四五六七八九]([百千])[万亿]*")
NO_UNIT = Unit("", "", Decimal(1))
PERCENT = Unit("%", "share", Decimal(1))


class Read(NamedTuple):
    """A number with its unit and what its bound words say, as the refusals look at it."""

    number: Number
    unit: Unit
    comparator: Comparator
    follows: str
    ranged: bool


Refusal = Callable[[Read], bool]


def no_unit(read: Read) -> bool:
    """Neither a unit nor 万 or 亿: 第一, 2024, 309."""
    return not read.unit.base and not read.number.magnitude


def class_name(read: Read) -> bool:
    """A class of things: 5000亿级产业集群, 10万吨级码头."""
    return read.follows == "级"


def date(read: Read) -> bool:
    """A year: 2024年, 一九四九年."""
    return read.unit.base == "年" and read.number.value >= YEARS


def magnitude_alone(read: Read) -> bool:
    """A 千 or 万 that no bound makes a number: 万亩良田; but 近千万户 and 百万吨以上 are."""
    return read.comparator == "=" or not read.unit.base


def vague(_: Read) -> bool:
    """No number at all: 数十家, 几百人."""
    return True


def spelled(_: Read) -> bool:
    """Digits in a row: 唯一一个, 二七五厂."""
    return True


def single_one(read: Read) -> bool:
    """A written 一 is an article: 一个, 最后一公里; but 增长一倍 and 一成 count."""
    return (
        read.number.form == "written" and read.number.value == 1 and read.unit.kind not in ("share", "points", "ratio")
    )


def turn_of_phrase(read: Read) -> bool:
    """A small written number before a loose counting word: 三项机制, 五年; but 三家, 两成, 三到五个, 至少两个 count."""
    small = read.number.value <= SMALL and not read.ranged and read.comparator in ("=", "~")
    return small and read.unit.kind not in MEASURES and read.unit.base not in COUNTED


ALWAYS: tuple[Refusal, ...] = (no_unit, class_name, date)
REFUSALS: Mapping[Form, tuple[Refusal, ...]] = {
    "arabic": ALWAYS,
    "written": (*ALWAYS, single_one, turn_of_phrase),
    "spelled": (*ALWAYS, spelled),
    "bare": (*ALWAYS, magnitude_alone),
    "vague": (*ALWAYS, vague),
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A match of the grammar's scan. `bare` lets numbers through that prose would not count."""

    match: re.Match[str]
    grammar: Grammar
    bare: bool

    def read(self) -> tuple[Quantity | None, int]:
        """Return the quantity, if it is one, and where the scan goes on."""
        match = self.match
        low = read_run(match["n1"])
        if low is None:
            return None, match.end("n1")
        if match["n2"] is None:
            return self._single(low, match.end()), match.end()
        high = read_run(match["n2"])
        span = self._range(low, high) if high is not None else None
        if span is not None:
            return span, match.end()
        stop = max(match.end("n1"), match.end("f1"), match.end("u1"))
        again = next(group for group in ("sign2", "share2", "n2") if match[group])
        return self._single(low, stop), match.start(again)

    def _single(self, number: Number, stop: int) -> Quantity | None:
        """Return the first number, up to `stop`, as a quantity of its own."""
        match = self.match
        unit, word = self._unit("u1", "share")
        whole = stop == match.end()
        signed = self._signed("sign", unit)
        start, comparator = self._bounds(number, signed=signed, whole=whole)
        read = Read(number, unit, comparator, match.string[stop : stop + 1], number.value_max is not None)
        if self._refused(read) and not self._is_coefficient(read, start):
            return None
        share = share_of(match["share"]) if match["share"] else Decimal(1)
        sign = -1 if signed else 1
        extra = self._smaller() if whole and (match["half"] or match["jiao"] or match["fen"]) else Decimal(0)
        value = (number.mantissa * share + extra) * sign
        base = (number.value * share + extra) * unit.worth * sign
        names = (unit.base, number.magnitude + word)
        if number.value_max is None:
            return self._quantity((start, stop), comparator, (base, base), (value, None), names)
        high = number.value_max * share
        printed = (value, high / power(number.magnitude))
        return self._quantity((start, stop), "=", (base, high * unit.worth), printed, names)

    def _range(self, low: Number, high: Number) -> Quantity | None:
        """Return 200至400家 as one quantity, or None where the two numbers do not belong together."""
        match = self.match
        if match["and"] and match["inside"] is None:
            return None
        first, _ = self._unit("u1", "share")
        unit, word = self._unit("u2", "share2")
        if not word and match["share"]:
            unit, word = first, "%"
        if (first.base and first.base != unit.base) or not (word or high.magnitude or self.bare):
            return None
        share = share_of(match["share"] or "")
        scale = power(high.magnitude)
        bottom = low.value * self._elided(low, high, first) * (first.worth if first.base else unit.worth) * share
        top = (high.value_max or high.value) * unit.worth * share
        if self._signed("sign", unit):
            bottom = -bottom
        if self._signed("sign2", unit):
            top = -top
        if bottom >= top or self._refused(Read(high, unit, "=", match.string[match.end() : match.end() + 1], True)):
            return None
        start, _ = self._bounds(low, signed=bottom < 0, whole=False)
        printed = (bottom / unit.worth / scale, top / unit.worth / scale)
        names = (unit.base, high.magnitude + word)
        return self._quantity((start, match.end()), "=", (bottom, top), printed, names)

    def _elided(self, low: Number, high: Number, first: Unit) -> Decimal:
        """Return what the first number leaves to the second: the 万 of 3至5万, the 千 of 两到三千."""
        scale = power(high.magnitude)
        if first.base or low.magnitude or low.value * scale >= high.value:
            return Decimal(1)
        rounded = _ROUND.fullmatch(self.match["n2"])
        if (
            rounded
            and len(self.match["n1"]) == 1
            and low.value < 10
            and low.value * power(rounded[1]) * scale < high.value
        ):
            return power(rounded[1]) * scale
        return scale

    def _refused(self, read: Read) -> bool:
        if self.bare:
            return read.number.form == "bare" and read.comparator == "=" and not self.match["share"]
        return any(refusal(read) for refusal in REFUSALS[read.number.form])

    def _is_coefficient(self, read: Read, start: int) -> bool:
        """农田灌溉水有效利用系数提高到0.6: a fraction without a unit is what such a name measures."""
        plain = no_unit(read) and read.number.form == "arabic" and read.number.value % 1 != 0
        return plain and bool(self.grammar.unitless.search(self.match.string, max(0, start - REACH * 5), start))

    def _unit(self, group: str, share: str) -> tuple[Unit, str]:
        """Return the unit and its word as printed; 百分之 and the like make the unit %."""
        if self.match[share]:
            return PERCENT, "%"
        word = self.match[group]
        if not word or (word == "间" and self.match["and"]):
            return NO_UNIT, ""
        return self.grammar.unit(word), "%" if word in "％﹪" else word

    def _signed(self, group: str, unit: Unit) -> bool:
        sign = self.match[group]
        return bool(sign) and (sign[0] in "负零" or self.bare or unit.kind in SIGNED)

    def _smaller(self) -> Decimal:
        """Return the 角 and 分 after 元 and the 半 after any unit, in units."""
        extra = Decimal("0.5") if self.match["half"] else Decimal(0)
        for group, worth in (("jiao", "0.1"), ("fen", "0.01")):
            digit = self.match[group]
            if digit:
                extra += Decimal(DIGITS.get(digit, digit)) * Decimal(worth)
        return extra

    def _bounds(self, number: Number, *, signed: bool, whole: bool) -> tuple[int, Comparator]:
        """Return where the phrase starts with its bound words, and what they say together.

        The word before the number outweighs the one behind it, and either outweighs 多 and 余; 约 gives way to all.
        """
        match, text = self.match, self.match.string
        heads = ("than", "sign", "share", "n1") if signed else ("than", "share", "n1")
        start = match.start(next(group for group in heads if match[group]))
        before: Comparator | None = None
        if start and text[start - 1] in self.grammar.before_ends:
            pattern = self.grammar.before_magnitude if number.form == "bare" else self.grammar.before
            found = pattern.search(text, max(0, start - REACH), start)
            if found and found.lastgroup:
                before, start = BOUNDS[found.lastgroup], found.start()
        after = AFTER.get(match.lastgroup or "") if whole else None
        more: Comparator | None = ">" if number.open or match["f1"] else None
        for bound in (before, after, more):
            if bound and bound != "~":
                return start, bound
        return start, "~" if before or after else "="

    def _quantity(
        self,
        place: tuple[int, int],
        comparator: Comparator,
        bounds: tuple[Decimal, Decimal],
        printed: tuple[Decimal, Decimal | None],
        names: tuple[str, str],
    ) -> Quantity:
        """Make the quantity at `place` from its ends, in the base unit and as printed, and the names of both units."""
        start, stop = place
        return Quantity(
            low=None if comparator in ("<", "<=") else bounds[0],
            high=None if comparator in (">", ">=") else bounds[1],
            unit=names[0],
            comparator=comparator,
            text=self.match.string[start:stop],
            start=start,
            stop=stop,
            value=printed[0],
            value_max=printed[1],
            value_unit=names[1],
        )
