"""The arithmetic auditor: figures that do not fit each other, their period or their unit.

Each check yields what breaks one rule of plain arithmetic; none knows which of two figures is the wrong one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from statistics import median_low

from etl.audit.finding import Check, Evidence, Finding
from etl.model import Actual, Statement
from etl.resolve import IMPLIED, Resolution, agrees, is_above

EARLIEST, LATEST = 1949, 2100
MOST_OF_A_TARGET = 20
SLIP = 5000  # 万 for 亿 is 10,000 times less
TELLING_DIGITS = 4  # so many digits are not the same by chance: 107.96


def years_are_plausible(evidence: Evidence) -> Iterator[Finding]:
    """A period lies in a year that a plan can be about."""
    for statement in evidence.resolution.statements:
        days = [day for day in (statement.period.start, statement.period.stop) if day is not None]
        if not all(EARLIEST <= day.year <= LATEST for day in days) or days != sorted(days):
            said = f": the period {days[0]} to {days[-1]} is odd"
            found = evidence.about(statement, "odd_period", said, start=days[0], stop=days[-1])
            yield replace(found, is_fault=True)


def results_are_not_ahead_of_their_report(evidence: Evidence) -> Iterator[Finding]:
    """A result cannot count up to a day after it was published."""
    for actual in evidence.resolution.actuals:
        article = actual.statement.sentence.article
        if article.published_on is not None and actual.as_of > article.published_on and article.published_stated:
            said = f": counts up to {actual.as_of}, after it was published"
            yield evidence.about(
                actual.statement, "ahead_of_report", said, as_of=actual.as_of, published_on=article.published_on
            )


def shares_are_plausible(evidence: Evidence) -> Iterator[Finding]:
    """A result many times its target is a wrong unit more often than a miracle."""
    targets = {target.goal_id: target for target in evidence.resolution.targets}
    actuals = {actual.statement.id: actual.statement for actual in evidence.resolution.actuals}
    for link in evidence.resolution.links:
        target, actual = targets[link.goal_id], actuals[link.actual_id]
        bound = target.low if target.low is not None else target.high
        same_unit = target.statement.quantity.unit == actual.quantity.unit
        if same_unit and bound and bound > 0 and actual.quantity.number / bound > MOST_OF_A_TARGET:
            said = f": more than {MOST_OF_A_TARGET} times its target"
            yield evidence.about(
                actual, "many_times_its_target", said, times=MOST_OF_A_TARGET, target=target.statement.quantity.text
            )


def running_totals_do_not_fall(evidence: Evidence) -> Iterator[Finding]:
    """A total since January cannot be less in May than it was in April."""
    for earlier, later in _neighbours(evidence.resolution):
        if later.statement.quantity.number < earlier.statement.quantity.number * Decimal("0.99"):
            now, before = later.statement.quantity.text, earlier.statement.quantity.text
            said = f": {now} by {later.as_of} is less than {before} by {earlier.as_of}"
            yield evidence.about(
                later.statement,
                "falling_total",
                said,
                later=now,
                later_day=later.as_of,
                earlier=before,
                earlier_day=earlier.as_of,
            )


def rates_fit_their_amounts(evidence: Evidence) -> Iterator[Finding]:
    """完成35.6亿元，占年度目标的60% does not fit a goal of 91.3亿元."""
    resolution = evidence.resolution
    statements = {statement.id: statement for statement in resolution.statements}
    stated = defaultdict(list)
    for target in resolution.targets:
        if not target.implied:
            stated[target.statement.organisation, target.statement.metric.id, target.statement.period.stop.year].append(
                target
            )
    for rate in resolution.statements:
        amount = statements.get(rate.parent_id or "")
        if IMPLIED not in rate.rules or amount is None:
            continue
        targets = stated[amount.organisation, amount.metric.id, amount.period.stop.year]
        if targets and not any(agrees(rate, amount, target) for target in targets):
            goal = targets[0].statement.quantity.text
            said = f": {amount.quantity.text} is not {rate.quantity.text} of {goal}"
            yield evidence.about(
                rate, "rate_against_amount", said, amount=amount.quantity.text, rate=rate.quantity.text, target=goal
            )


def parts_are_not_above_their_whole(evidence: Evidence) -> Iterator[Finding]:
    """其中 500亿元 of 300亿元."""
    statements = {statement.id: statement for statement in evidence.resolution.statements}
    for part in evidence.resolution.statements:
        whole = statements.get(part.parent_id or "")
        if whole is not None and is_above(part, whole):
            said = f": the part {part.quantity.text} is more than the whole {whole.quantity.text}"
            yield evidence.about(part, "part_above_whole", said, part=part.quantity.text, whole=whole.quantity.text)


def units_do_not_slip(evidence: Evidence) -> Iterator[Finding]:
    """107.96万元 among figures of 亿元: of one metric of one body, thousands of times less or more than the rest."""
    groups: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for statement in evidence.resolution.statements:
        if statement.quantity.unit != "%" and statement.quantity.number > 0:
            groups[statement.organisation, statement.metric.id, statement.quantity.unit].append(statement)
    for statements in groups.values():
        usual = median_low(sorted(statement.quantity.number for statement in statements))
        for statement in statements:
            times = statement.quantity.number / usual
            if times >= SLIP or times * SLIP <= 1:
                other = next(each.quantity.text for each in statements if each.quantity.number == usual)
                said = f": thousands of times {'more' if times > 1 else 'less'} than {other} of the same metric"
                yield evidence.about(statement, "unit_slip", said, number=statement.quantity.text, other=other)


def numbers_have_one_metric(evidence: Evidence) -> Iterator[Finding]:
    """107.96亿元 cannot well be both what was signed and what was invested in one year."""
    groups: dict[tuple[str, str, str, Decimal, int], dict[str, Statement]] = defaultdict(dict)
    for statement in evidence.resolution.statements:
        digits = len(statement.quantity.value.normalize().as_tuple().digits)
        if digits >= TELLING_DIGITS and statement.quantity.unit != "%":
            key = (statement.organisation, statement.kind, statement.quantity.unit, statement.quantity.number)
            groups[*key, statement.period.stop.year].setdefault(statement.metric.id, statement)
    for said_of in groups.values():
        first, *others = said_of.values()
        for other in others:
            if _is_one_place(first, other) or first.parent_id == other.id or other.parent_id == first.id:
                continue
            said = f": {other.quantity.text} is also said of {first.metric.name}"
            yield evidence.about(
                other,
                "one_number_two_metrics",
                said,
                number=other.quantity.text,
                metric=other.metric.name,
                other=first.metric.name,
            )


def goals_have_a_unit(evidence: Evidence) -> Iterator[Finding]:
    """A goal of 500 of nothing cannot be measured."""
    for target in evidence.resolution.targets:
        if not target.statement.metric.unit or not target.statement.quantity.unit:
            yield evidence.about(target.statement, "no_unit", ": the goal has no unit")


CHECKS: tuple[Check, ...] = (
    years_are_plausible,
    results_are_not_ahead_of_their_report,
    shares_are_plausible,
    running_totals_do_not_fall,
    rates_fit_their_amounts,
    parts_are_not_above_their_whole,
    units_do_not_slip,
    numbers_have_one_metric,
    goals_have_a_unit,
)


def _is_one_place(first: Statement, other: Statement) -> bool:
    """Tell whether two statements are one number: 出口额、进口额均为107.96亿元."""
    places = {(each.sentence.article.document_id, each.quote_start) for each in (first, other)}
    return len(places) == 1


def _neighbours(resolution: Resolution) -> Iterator[tuple[Actual, Actual]]:
    """Yield the totals of one metric of one body since one day, linked or not, in pairs that follow each other."""
    series: dict[tuple[str, str, str, date], list[Actual]] = defaultdict(list)
    for actual in resolution.actuals:
        statement = actual.statement
        start = statement.period.start
        if statement.metric.accumulates and statement.basis == "flow" and start is not None:
            series[statement.organisation, statement.metric.id, statement.quantity.unit, start].append(actual)
    for totals in series.values():
        totals.sort(key=lambda actual: actual.as_of)
        for earlier, later in pairwise(totals):
            if earlier.as_of < later.as_of and later.statement.quantity.comparator not in (">", ">="):
                yield earlier, later
