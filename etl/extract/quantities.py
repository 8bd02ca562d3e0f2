"""Numbers with their units and bounds: 新签约项目60个以上 -> 60 个, >=.

One scan steps over what only looks like a quantity (dates, ordinals, road numbers, names in quotes) and reads the rest.
An Arabic number counts with any unit, or with 万 or 亿 alone; a written one only where it plainly counts.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from etl.extract.quantity_grammar import Grammar, shipped_grammar
from etl.extract.quantity_phrase import Phrase
from etl.model import Quantity


def find_quantities(text: str, grammar: Grammar | None = None, *, bare: bool = False) -> list[Quantity]:
    """Return the quantities of one sentence, in order: 投资约126亿元 -> [~ 126 亿元].

    A number with 万 or 亿 and no unit (投资22亿) has unit '' and value_unit '亿'. With `bare`, numbers that have
    neither and turns of phrase (一个, 数十) count as well.
    """
    grammar = grammar or shipped_grammar()
    scan = grammar.bare_scan if bare else grammar.scan
    found: list[Quantity] = []
    match = scan.search(text)
    while match:
        at = match.end()
        if match["n1"] is not None:
            quantity, at = Phrase(match, grammar, bare).read()
            if quantity is not None:
                _add(found, quantity, text, grammar)
        match = scan.search(text, at)
    return found


def _add(found: list[Quantity], quantity: Quantity, text: str, grammar: Grammar) -> None:
    """Append a quantity; with the one before it may be one range: 1亿元以上5亿元以下, 不低于5%且不高于6%."""
    last = found[-1] if found else None
    if last is not None and _complete_each_other(last, quantity) and text[last.stop : quantity.start] in grammar.both:
        lower, upper = (last, quantity) if last.high is None else (quantity, last)
        scale = Decimal(1) if lower.value_unit == upper.value_unit else _ratio(upper) / _ratio(lower)
        found[-1] = replace(
            last,
            low=lower.low,
            high=upper.high,
            comparator="=",
            text=text[last.start : quantity.stop],
            stop=quantity.stop,
            value=lower.value,
            value_max=upper.value * scale,
            value_unit=lower.value_unit,
        )
    else:
        found.append(quantity)


def _complete_each_other(one: Quantity, other: Quantity) -> bool:
    """Tell whether one is a floor and the other a ceiling above it, in one unit."""
    if one.unit != other.unit or (one.low is None) == (other.low is None):
        return False
    low, high = (one.low, other.high) if one.high is None else (other.low, one.high)
    return low is not None and high is not None and low < high


def _ratio(quantity: Quantity) -> Decimal:
    """Return what one of the unit as printed is worth in the base unit."""
    return quantity.number / quantity.value if quantity.value else Decimal(1)
