"""The readers of numbers and periods, spoken to in the shapes of the peers' own test cases.

Thin on purpose: it only turns what `numerals`, `quantities` and `periods` give into the peers' terms. Their cases lack
what prose has, a sentence around the number, so numbers without a unit and dates without 日 count here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from etl.extract.numerals import MARKS, find_numbers, share_of
from etl.extract.periods import PeriodMention, find_periods
from etl.extract.quantities import find_quantities
from etl.extract.quantity_grammar import shipped_grammar
from etl.model import Quantity

Hit = dict[str, Any]
COMPARATORS = {"=": "eq", ">=": "ge", ">": "gt", "<=": "le", "<": "lt", "~": "approx"}
REFERENCE = date(2024, 5, 15)
OPEN_ENDED = ("since_point", "from_point", "after_point")


def find(text: str, kind: str, mode: str, ref: str | None) -> list[Hit] | None:
    """Return what is found in a case's text; None for a kind that is not read.

    In the modes parse and reject the whole text is the expression.
    """
    whole = mode in ("parse", "reject")
    day = date.fromisoformat(ref) if ref else REFERENCE
    found: dict[str, Callable[[], Iterable[Hit]]] = {
        "datetime-period": lambda: (period(mention, day) for mention in find_periods(text, day, loose=True)),
        "number": lambda: (hit for hit in numbers(text) if not whole or is_whole(text, hit)),
        "percent": lambda: (percent(q) for q in find_quantities(text, bare=True) if q.unit in ("%", "个百分点")),
        "range": lambda: (quantity(q) for q in find_quantities(text, bare=True)),
        "money": lambda: (quantity(q) for q in find_quantities(text, bare=True) if is_money(q, whole)),
        "dimension": lambda: (quantity(q) for q in find_quantities(text, bare=whole) if is_dimension(q)),
    }
    return list(found[kind]()) if kind in found else None


def is_money(q: Quantity, whole: bool) -> bool:
    """Tell whether a quantity is money; 三块 is, and a number that is the whole case."""
    return kind_of(q) == "money" or q.unit == "块" or (whole and not q.unit)


def is_dimension(q: Quantity) -> bool:
    return kind_of(q) not in ("money", "share", "points", "")


def is_whole(text: str, hit: Hit) -> bool:
    """Tell whether no number character stands outside the hit; what is counted may."""
    return not re.search(f"[{MARKS}]", text[: hit["start"]] + text[hit["end"] :])


def numbers(text: str) -> Iterable[Hit]:
    for found in find_numbers(text):
        number, sign = found.number, -1 if found.negative else 1
        share = 1 if found.share in ("", "百分之", "千分之", "万分之") else share_of(found.share) / 100
        low, high = float(number.value * sign * share), float((number.value_max or number.value) * sign * share)
        place = {"start": found.start, "end": found.stop}
        yield place | ({"value": low} if number.value_max is None else {"low": low, "high": high})


def kind_of(q: Quantity) -> str:
    return next((unit.kind for unit in shipped_grammar().units.values() if unit.base == q.unit), "")


def percent(q: Quantity) -> Hit:
    """Of 5-20% only the number at the sign is a percentage to the peers."""
    return quantity(q) | {"value": float(q.number if q.value_max is None or q.high is None else q.high)}


def quantity(q: Quantity) -> Hit:
    bounds = {name: float(bound) for name, bound in (("low", q.low), ("high", q.high)) if bound is not None}
    unit = "元" if q.unit in ("", "块") else q.unit
    return {"start": q.start, "end": q.stop, "unit": unit, "comparator": COMPARATORS[q.comparator]} | bounds


def period(mention: PeriodMention, reference: date) -> Hit:
    """To some peers 2018年开始 has no end, to others it ends today; 年底前 begins today."""
    first, last = mention.period.start, mention.period.stop
    alts: list[list[str | None]] = [[str(first or last), str(last)]]
    if mention.rule in OPEN_ENDED:
        alts.append([str(first), None])
    if mention.rule == "before_point":
        alts = [[None, str(last)]]
    if mention.rule == "by_point":
        alts.append([str(reference), str(last)])
    return {"start": mention.start, "end": mention.stop, "alts": alts}
