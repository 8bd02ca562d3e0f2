"""One column a month: flows of single months added up from January, so that they measure the goal of a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from etl.grid import Row
from etl.model import Statement, statement_id
from etl.tabular.reading import Desk


def running_totals(desk: Desk, row: Row, found: list[Statement]) -> list[Statement]:
    """Return the total since January by each month after it, where the row gives single months and no total.

    Sums carry a doubt: no document printed them.
    """
    flows = [s for s in found if s.kind == "actual" and s.basis == "flow" and s.rules[1] == "column:actual"]
    months = sorted((s for s in flows if _is_month(s)), key=lambda s: s.period.stop)
    is_total = any(not _is_month(s) and s.period.start == date(s.period.stop.year, 1, 1) for s in flows)
    follow = all(b.period.stop.month == a.period.stop.month + 1 for a, b in pairwise(months))
    if is_total or len(months) < 2 or not follow or months[0].period.stop.month != 1:
        return []
    if len({s.quantity.value_unit for s in months}) > 1 or any(s.quantity.comparator != "=" for s in months):
        return []
    return [_sum(desk, months[: count + 1]) for count in range(1, len(months))]


def _is_month(statement: Statement) -> bool:
    start, stop = statement.period.start, statement.period.stop
    return start is not None and (start.year, start.month, start.day) == (stop.year, stop.month, 1)


def _sum(desk: Desk, months: list[Statement]) -> Statement:
    """1月, 2月, 3月 …: add up the flows of single months from January, with a doubt: the table holds no such sum."""
    last = months[-1]
    base = sum((s.quantity.number for s in months), Decimal())
    value = sum((s.quantity.value for s in months), Decimal())
    text = f"{value.normalize():f}{last.quantity.value_unit}"
    start = date(last.period.stop.year, 1, 1)
    evidence = f"{last.sentence.text}\x1fsum"
    return replace(
        last,
        id=statement_id(desk.document.sha256, evidence, text, 0),
        quantity=replace(last.quantity, low=base, high=base, value=value, text=text),
        period=replace(last.period, start=start),
        rules=(*last.rules, "sum-of-months"),
        doubts=(*last.doubts, f"由1—{last.period.stop.month}月各月数相加得出，原表没有这个合计"),
    )
