"""Which units can measure a metric: counters stand for each other, and so do currencies."""

from __future__ import annotations

from etl.vocabulary import MetricEntry

COUNTERS = frozenset({"", "个", "项", "家", "件", "宗", "处", "所", "座", "户", "场", "次", "批"})
MACHINES = frozenset({"辆", "台", "部"})
CURRENCIES = frozenset({"元", "美元", "港元", "欧元", "日元"})


def fits(entry: MetricEntry, unit: str) -> bool:
    """Whether a quantity of this unit can be a value of the metric; counters stand for each other."""
    if unit in (entry.unit, ""):
        return True
    if any(entry.unit in alike and unit in alike for alike in (COUNTERS, MACHINES)):
        return True
    return entry.unit in CURRENCIES and unit in CURRENCIES
