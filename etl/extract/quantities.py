"""Numbers with their units and bounds: 新签约项目60个以上 -> 60 个, >=.

One scan steps over what only looks like a quantity (dates, ordinals, road numbers, names in quotes) and reads the rest;
an Arabic number counts with any unit or with 万 or 亿 alone, a written one only where it plainly counts.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from etl.extract.hanzi import DIGITS, power
from etl.extract.numerals import Number, read_run
from etl.extract.quantity_grammar import BOUNDS, Grammar, Unit, shipped_grammar
from etl.model import Comparator, Quantity

REACH = 10
"""Bound words stand within this many characters before the number."""
_SIGNS = dict(BOUNDS)
_SHARES = {"百分之": Decimal(1), "千分之": Decimal("0.1"), "万分之": Decimal("0.01")}
_NO_UNIT = Unit("", "", Decimal(1))
_PERCENT = Unit("%", "share", Decimal(1))
_MEASURES = frozenset(("money", "share", "points", "area", "length", "mass", "volume", "power", "energy", "ratio"))
_COUNTED_ALONE = frozenset(("家", "户", "人", "所", "人次"))
_BELOW_ZERO = frozenset(("share", "points", "other"))


def find_quantities(text: str, grammar: Grammar | None = None, *, bare: bool = False) -> list[Quantity]:
    """Return the quantities of one sentence, in order. With `bare`, also numbers that have no unit and no magnitude."""
    grammar = grammar or shipped_grammar()
    found: list[Quantity] = []
    match = grammar.scan.search(text) if grammar.starts.search(text) else None
    while match:
        at = match.end()
        if match["n1"] is not None:
            quantity, at = _Phrase(text, match, grammar, bare).read()
            if quantity is not None:
                found.append(quantity)
        match = grammar.scan.search(text, at)
    return found


class _Phrase:
    """One match of the scan: a number, perhaps a second one, their units and bound words."""

    def __init__(self, text: str, match: re.Match[str], grammar: Grammar, bare: bool) -> None:
        self.text, self.match, self.grammar, self.bare = text, match, grammar, bare

    def read(self) -> tuple[Quantity | None, int]:
        """Return the quantity, if it is one, and where the scan goes on."""
        match = self.match
        low = read_run(match["n1"], match.start("n1"))
        high = read_run(match["n2"], match.start("n2")) if match["n2"] else None
        if low is None:
            return None, match.end("n1")
        if high is None:
            return self._single(low, match.end()), match.end()
        span = self._range(low, high)
        if span is not None:
            return span, match.end()
        stop = max(match.end("n1"), match.end("f1"), match.end("u1"))
        after = match.start("share2") if match["share2"] else match.start("n2")
        return self._single(low, stop), after

    def _unit(self, group: str, share: str) -> tuple[Unit, str]:
        """Return the unit and its word as printed; 百分之 and the like are the unit %."""
        prefix = self.match[share]
        if prefix:
            return _PERCENT, "%"
        word = (self.match[group] or "").strip()
        return (self.grammar.units[word], word.replace("％", "%")) if word else (_NO_UNIT, "")

    def _single(self, number: Number, stop: int) -> Quantity | None:
        unit, word = self._unit("u1", "share")
        ranged = stop < self.match.end()
        start, comparator = self._bounds(number, unit, tail=not ranged)
        if not self._counts(number, unit, comparator):
            return None
        sign = -1 if start < number.start and self._sign(unit) else 1
        share = self._share("share")
        value, value_max = number.mantissa * sign, number.value_max
        if share != 1:
            value, number = value * share, replace(number, value=number.value * share)
        base = number.value * sign * unit.worth
        if not ranged:
            extra = self._smaller_coins()
            value, base = value + extra, base + extra * unit.worth
        if value_max is not None:
            top = value_max * share
            return self._quantity(base, top * unit.worth, "=", start, stop, value, top / power(number.magnitude), number.magnitude + word, unit)
        return self._quantity(base, base, comparator, start, stop, value, None, number.magnitude + word, unit)

    def _range(self, low: Number, high: Number) -> Quantity | None:
        """Return 200至400家 as one quantity, or None where the two numbers do not belong together."""
        unit, word = self._unit("u2", "share2")
        first, _ = self._unit("u1", "share")
        if not word and self.match["share"]:
            unit, word = first, "%"
        if (first.base and first.base != unit.base) or not (word or high.magnitude or self.bare):
            return None
        scale = power(high.magnitude)
        small = low.value
        if not low.magnitude and not first.base and small * scale < high.value:
            small *= scale
        bottom = small * (first.worth if first.base else unit.worth) * self._share("share")
        top = (high.value_max or high.value) * unit.worth * self._share("share")
        if bottom >= top or not self._counts(high, unit, "=", ranged=True):
            return None
        start, _ = self._bounds(low, unit, tail=False)
        per = unit.worth * scale
        return self._quantity(bottom, top, "=", start, self.match.end(), bottom / per, top / per, high.magnitude + word, unit)

    def _quantity(
        self, low: Decimal, high: Decimal, comparator: Comparator, start: int, stop: int,
        value: Decimal, value_max: Decimal | None, word: str, unit: Unit,
    ) -> Quantity:
        return Quantity(
            low=None if comparator in ("<", "<=") else low,
            high=None if comparator in (">", ">=") else high,
            unit=unit.base,
            comparator=comparator,
            text=self.text[start:stop],
            start=start,
            stop=stop,
            value=value,
            value_max=value_max,
            value_unit=word,
        )

    def _share(self, group: str) -> Decimal:
        prefix = self.match[group]
        if not prefix:
            return Decimal(1)
        known = _SHARES.get(prefix)
        if known is not None:
            return known
        whole = read_run(prefix[:-2])
        return Decimal(100) / whole.value if whole and whole.value else Decimal(1)

    def _sign(self, unit: Unit) -> bool:
        sign = self.match["sign"]
        return bool(sign) and (sign[0] == "负" or self.bare or unit.kind in _BELOW_ZERO)

    def _smaller_coins(self) -> Decimal:
        match, extra = self.match, Decimal(0)
        for group, worth in (("jiao", "0.1"), ("fen", "0.01")):
            if match[group]:
                extra += Decimal(DIGITS.get(match[group]) or match[group]) * Decimal(worth)
        return extra + (Decimal("0.5") if match["half"] else 0)

    def _bounds(self, number: Number, unit: Unit, *, tail: bool) -> tuple[int, Comparator]:
        """Return where the phrase starts with its bound words, and what they say together."""
        match = self.match
        start = match.start() if match["share"] or self._sign(unit) else number.start
        before: Comparator | None = None
        if start and self.text[start - 1] in self.grammar.before_ends:
            pattern = self.grammar.bare if number.bare else self.grammar.before
            found = pattern.search(self.text, max(0, start - REACH), start)
            if found and found.lastgroup:
                before, start = _SIGNS[found.lastgroup], found.start()
        after = next((sign for group, sign in BOUNDS if tail and match[group]), None)
        inner: Comparator | None = ">" if number.open or match["f1"] else None
        strict = [sign for sign in (before, after, inner) if sign and sign != "~"]
        loose = "~" if "~" in (before, after) else "="
        return start, strict[0] if strict else loose

    def _counts(self, number: Number, unit: Unit, comparator: Comparator, *, ranged: bool = False) -> bool:
        """Tell whether the number is a quantity of prose rather than a name, a year or a turn of phrase."""
        if self.bare:
            return not number.bare or comparator != "="
        if number.bare and (comparator == "=" or not unit.base):
            return False
        if self.text[self.match.end() : self.match.end() + 1] == "级":
            return False
        if not unit.base:
            return bool(number.magnitude) and not number.bare
        if unit.base == "年" and number.value >= 200:
            return False
        if not number.written or number.value >= 11 or ranged or unit.kind in _MEASURES:
            return number.value != 1 or not number.written or unit.kind in ("share", "points", "ratio")
        if number.value == 1 or unit.kind == "duration":
            return False
        return unit.base in _COUNTED_ALONE
