"""The columns of a ledger's money: 年度目标 and 1—4月累计完成 are money of the year, where nothing says more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.patterns import pattern_of
from etl.tabular.headers import Column, Table

MONEY = ("total investment", "annual investment", "annual done", "cumulative investment")
_SINCE_START = pattern_of(r"开工以来|自开工|建设以来|历年|总累计")
_ONE_MONTH = pattern_of(r"[本当上]月|(?<![\d\-—–~～至到])(?:20\d\d年)?\d{1,2}月份?(?:当月)?(?:实际)?完成")
_MANY_MONTHS = pattern_of(r"累计|年初|以来|截[至止]|目前|[-—–~～至到]\s*\d{1,2}月|年")


def ledger_columns(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns of a ledger with those that a table of figures would call goal and result made money."""
    named = [replace(column, role=_role(column)) for column in columns]
    taken: set[str] = set()
    kept = []
    for column in sorted(named, key=lambda each: each.role != columns[each.index].role):
        again = column.role in MONEY and column.role in taken
        taken.add(column.role)
        kept.append(replace(column, role="") if again else column)
    return tuple(sorted(kept, key=lambda column: column.index))


def money_unit(table: Table, column: Column) -> tuple[str, str]:
    """Return the unit of a column of money, and where it is taken from the other columns a doubt that says so."""
    if unit := column.unit or next(iter(table.units), ""):
        return unit, ""
    units = {each.unit for each in table.columns if each.role in MONEY and each.unit}
    if len(units) != 1:
        return "", ""
    (unit,) = units
    return unit, f"{column.heading}未写单位，按同表其他金额列的“{unit}”计"


def _role(column: Column) -> str:
    """年度目标 of a ledger is the money planned for the year, 累计完成 that done in it or since the work began."""
    heading = column.heading
    if column.role in ("annual done", "cumulative investment", "actual") and _is_one_month(heading):
        return ""
    if column.role == "target":
        return "annual investment"
    if column.role == "actual":
        return "cumulative investment" if _SINCE_START.search(heading) else "annual done"
    return column.role


def _is_one_month(heading: str) -> bool:
    return bool(_ONE_MONTH.search(heading)) and not _MANY_MONTHS.search(re.sub(r"20\d\d年", "", heading))
