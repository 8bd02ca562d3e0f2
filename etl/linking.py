"""Which result measures which goal: linked where exactly one fits, doubted where two do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from etl.goals import Goal
from etl.model import Actual, Link, Statement

Doubt = Callable[[Statement, str], None]


def link_actuals(goals: Iterable[Goal], actuals: Iterable[Actual], doubt: Doubt) -> list[Link]:
    """Link the results that fit one goal; say of the others, where it is not plain, why they count for none."""
    by_metric: dict[tuple[str, str], list[Goal]] = defaultdict(list)
    for goal in goals:
        by_metric[goal.organisation, goal.metric.id].append(goal)
    links = []
    for actual in actuals:
        statement = actual.statement
        near = by_metric.get((statement.organisation, statement.metric.id), [])
        fits = [(goal, rule) for goal in near if (rule := _fit(actual, goal))]
        if len(fits) == 1:
            links.append(Link(fits[0][0].id, statement.id, fits[0][1]))
        elif fits:
            named = "、".join(f"{goal.start:%Y-%m-%d}至{goal.stop:%Y-%m-%d}" for goal, _ in fits)
            doubt(statement, f"可对应{len(fits)}个目标（{named}），未计入任何一个")
        elif _is_since_start(statement) and any(goal.start <= actual.as_of <= goal.stop for goal in near):
            doubt(statement, "自开工以来的累计数，不计入年度目标")
    return links


def _is_since_start(statement: Statement) -> bool:
    return statement.metric.accumulates and statement.period.start is None


def _fit(actual: Actual, goal: Goal) -> str:
    """Return the rule by which a result measures a goal of its body and metric, or ''."""
    statement = actual.statement
    if not goal.start <= actual.as_of <= goal.stop:
        return ""
    if not statement.metric.accumulates:
        return "level"
    start = statement.period.start
    if start is None or statement.basis == "stock":
        return ""
    if statement.basis == "event":
        return "event" if goal.start <= start else ""
    return "year-to-date" if start == goal.start else ""
