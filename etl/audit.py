"""Checks of the data: the vocabulary's own examples, people's decisions, and what was read from the documents.

A fault needs a person and fails `python -m etl check`; a note is worth knowing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from etl.build import Assembly, assemble
from etl.examples import check_examples
from etl.model import Actual, Statement
from etl.resolve import Resolution
from etl.vocabulary import load_vocabulary
from warehouse.snapshot import find

EARLIEST, LATEST = 1949, 2100
MOST_OF_A_TARGET = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about the data, and whether it is a fault."""

    message: str
    is_fault: bool = False


Check = Callable[[Assembly], Iterator[Finding]]


def check(data: Path) -> list[Finding]:
    """Run every check over the documents as they are now. Raises XushiError where nothing can be read at all."""
    words = [Finding(fault, is_fault=True) for fault in check_examples(load_vocabulary(data))]
    assembly = assemble(data)
    findings = words + [finding for run in CHECKS for finding in run(assembly)]
    warning = find(data).warning
    return [*findings, Finding(warning, is_fault=True)] if warning else findings


def refused_documents(assembly: Assembly) -> Iterator[Finding]:
    """A document that could not be read is missing from the board."""
    for refusal in assembly.refusals:
        yield Finding(refusal.message, is_fault=True)


def stale_decisions(assembly: Assembly) -> Iterator[Finding]:
    """A decision about something that is no longer there was not applied."""
    for decision in assembly.stale:
        yield Finding(
            f"reviews.csv: the decision to {decision.verb} {decision.about} ({decision.at}) is stale: "
            f"{decision.expected!r} is no longer there",
            is_fault=True,
        )


def quotes_are_verbatim(assembly: Assembly) -> Iterator[Finding]:
    """Every quote stands in its document where the statement says."""
    texts = {document.id: document.text for document in assembly.documents}
    for statement in assembly.resolution.statements:
        text = texts[statement.sentence.article.document_id]
        if not text.startswith(statement.quote, statement.quote_start):
            yield Finding(f"{_named(statement, assembly)}: the quote is not in the document", is_fault=True)


def years_are_plausible(assembly: Assembly) -> Iterator[Finding]:
    """A period lies in a year that a plan can be about."""
    for statement in assembly.resolution.statements:
        days = [day for day in (statement.period.start, statement.period.stop) if day is not None]
        if not all(EARLIEST <= day.year <= LATEST for day in days) or days != sorted(days):
            yield Finding(f"{_named(statement, assembly)}: the period {days[0]} to {days[-1]} is odd", is_fault=True)


def results_are_not_ahead_of_their_report(assembly: Assembly) -> Iterator[Finding]:
    """A result cannot count up to a day after it was published."""
    for actual in assembly.resolution.actuals:
        published_on = actual.statement.sentence.article.published_on
        if (
            published_on is not None
            and actual.as_of > published_on
            and actual.statement.sentence.article.published_stated
        ):
            yield Finding(f"{_named(actual.statement, assembly)}: counts up to {actual.as_of}, after it was published")


def shares_are_plausible(assembly: Assembly) -> Iterator[Finding]:
    """A result many times its target is a wrong unit more often than a miracle."""
    targets = {target.goal_id: target for target in assembly.resolution.targets}
    actuals = {actual.statement.id: actual.statement for actual in assembly.resolution.actuals}
    for link in assembly.resolution.links:
        target, actual = targets[link.goal_id], actuals[link.actual_id]
        bound = target.low if target.low is not None else target.high
        same_unit = target.statement.quantity.unit == actual.quantity.unit
        if same_unit and bound and bound > 0 and actual.quantity.number / bound > MOST_OF_A_TARGET:
            yield Finding(f"{_named(actual, assembly)}: more than {MOST_OF_A_TARGET} times its target")


def running_totals_do_not_fall(assembly: Assembly) -> Iterator[Finding]:
    """A total since January cannot be less in May than it was in April."""
    for earlier, later in _neighbours(assembly.resolution):
        if later.statement.quantity.number < earlier.statement.quantity.number * Decimal("0.99"):
            yield Finding(
                f"{_named(later.statement, assembly)}: {later.statement.quantity.text} by {later.as_of} is less than "
                f"{earlier.statement.quantity.text} by {earlier.as_of}"
            )


def undated_documents(assembly: Assembly) -> Iterator[Finding]:
    """Without a day 今年 and 去年 cannot be told."""
    for document in assembly.documents:
        if document.published_on is None:
            yield Finding(f"{document.path}: the day of publication is not known; a sidecar can state it")


def rival_targets(assembly: Assembly) -> Iterator[Finding]:
    """Two numbers for one goal wait for a person's choice."""
    goals = {goal.id: goal for goal in assembly.resolution.goals}
    chosen = {t.goal_id for t in assembly.resolution.targets if t.statement.id in assembly.resolution.chosen}
    for conflict in assembly.resolution.conflicts:
        goal = goals[conflict.goal_id]
        if conflict.goal_id not in chosen:
            yield Finding(
                f"{goal.organisation} {goal.metric.name} {goal.start.year}: "
                f"{len(conflict.statement_ids)} different targets; none is chosen as the official one"
            )


CHECKS: tuple[Check, ...] = (
    refused_documents,
    stale_decisions,
    quotes_are_verbatim,
    years_are_plausible,
    results_are_not_ahead_of_their_report,
    shares_are_plausible,
    running_totals_do_not_fall,
    undated_documents,
    rival_targets,
)


def _neighbours(resolution: Resolution) -> Iterator[tuple[Actual, Actual]]:
    """Yield the reports of each goal in pairs that follow each other in time."""
    actuals = {actual.statement.id: actual for actual in resolution.actuals}
    of_goal: dict[str, list[Actual]] = {}
    for link in resolution.links:
        if link.rule == "year-to-date":
            of_goal.setdefault(link.goal_id, []).append(actuals[link.actual_id])
    for reports in of_goal.values():
        reports.sort(key=lambda actual: actual.as_of)
        yield from pairwise(reports)


def _named(statement: Statement, assembly: Assembly) -> str:
    paths = {document.id: document.path for document in assembly.documents}
    return f"{paths[statement.sentence.article.document_id]}: {statement.quote!r}"
