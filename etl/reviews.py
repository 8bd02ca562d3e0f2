"""What people decided: read, append and apply `reviews.csv`, an append-only file kept in git.

Each row names what it is about, what the person saw (`expected`), the new value, the reason, who and when. Where what
they saw is no longer there the decision is stale: it is not applied, and a person has to look again.

| verb | about | field | expected | value |
|---|---|---|---|---|
| accept, reject, note | statement | | `describe(statement)` | |
| correct | statement | one of FIELDS | that field as it was | as it should be |
| choose-official | statement of the goal | | `describe(statement)` | |
| add | document | | the quote | JSON: kind metric organisation quantity period as_of |
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol, cast

from etl.model import Decision, Kind, Metric, Quantity, Sentence, Statement, statement_id
from etl.resolve import counted_until
from etl.review_file import FIELDS, HEADER, append_decision, read_day, read_decisions, read_period

__all__ = [
    "FIELDS",
    "HEADER",
    "Reader",
    "append_decision",
    "apply_decisions",
    "describe",
    "describe_values",
    "read_decisions",
]

ADDED = "added-by-a-person"


class Reader(Protocol):
    """How words of a decision become values; the build hands over the rules' own."""

    def quantity(self, text: str) -> Quantity | None:
        """Read 500亿元以上."""

    def metric(self, name: str, quantity: Quantity) -> Metric:
        """Return the metric of that name, known or not."""

    def sentence(self, document_id: str, quote: str) -> tuple[Sentence, int, int] | None:
        """Return the sentence that holds the quote, its start in the document, and its occurrence in the sentence."""


def describe(statement: Statement, field: str = "") -> str:
    """Return what a person sees of a statement, or of one of its FIELDS: what `expected` is held against."""
    return describe_values(
        kind=statement.kind,
        metric=statement.metric.name,
        organisation=statement.organisation,
        quantity=statement.quantity.text,
        period_start=statement.period.start,
        period_stop=statement.period.stop,
        as_of=counted_until(statement) if statement.kind == "actual" else None,
        field=field,
    )


def describe_values(
    *,
    kind: str,
    metric: str,
    organisation: str,
    quantity: str,
    period_start: date | None,
    period_stop: date,
    as_of: date | None = None,
    field: str = "",
) -> str:
    """Say the same from the columns of a snapshot, for whoever has no Statement at hand."""
    period = f"{period_start or '..'}/{period_stop}"
    seen = dict(zip(FIELDS, (kind, metric, organisation, quantity, period, str(as_of or "")), strict=True))
    return seen[field] if field else " ".join(seen[name] for name in FIELDS if name != "as_of")


def apply_decisions(
    statements: Iterable[Statement], decisions: Sequence[Decision], reader: Reader | None = None
) -> tuple[list[Statement], list[Decision], list[Decision]]:
    """Return the statements as people want them, the decisions that were applied, and the stale ones.

    Decisions apply in the order in which they were made; accepting a rejected statement brings it back. Without a
    `reader`, corrections of quantity and metric, and additions, cannot be read and are stale.
    """
    kept = {statement.id: statement for statement in statements}
    rejected: dict[str, Statement] = {}
    applied: list[Decision] = []
    stale: list[Decision] = []
    for decision in decisions:
        done = _apply(decision, kept, rejected, reader)
        (applied if done else stale).append(decision)
    return list(kept.values()), applied, stale


def _apply(
    decision: Decision, kept: dict[str, Statement], rejected: dict[str, Statement], reader: Reader | None
) -> bool:
    if decision.verb == "add":
        added = _added(decision, reader) if reader else None
        if added is not None:
            kept[added.id] = added
        return added is not None
    statement = kept.get(decision.about) or rejected.get(decision.about)
    if statement is None or _seen(decision, statement) != decision.expected:
        return False
    if decision.verb == "reject":
        rejected[statement.id] = kept.pop(statement.id, statement)
    elif decision.verb == "accept":
        rejected.pop(statement.id, None)
        kept[statement.id] = replace(statement, doubts=())
    elif decision.verb == "correct":
        corrected = _corrected(statement, decision.field, decision.value, reader)
        if corrected is None or statement.id not in kept:
            return False
        kept[statement.id] = corrected
    return decision.verb != "choose-official" or statement.id in kept


def _seen(decision: Decision, statement: Statement) -> str:
    return describe(statement, decision.field if decision.verb == "correct" else "")


def _corrected(statement: Statement, field: str, value: str, reader: Reader | None) -> Statement | None:
    changed = _CORRECT[field](statement, value, reader)
    return replace(changed, rules=(*statement.rules, f"corrected-{field}")) if changed else None


def _correct_period(statement: Statement, value: str, reader: Reader | None) -> Statement | None:
    period = read_period(value, statement.period.as_of)
    return replace(statement, period=period) if period else None


def _correct_metric(statement: Statement, value: str, reader: Reader | None) -> Statement | None:
    return replace(statement, metric=reader.metric(value, statement.quantity)) if reader else None


def _correct_quantity(statement: Statement, value: str, reader: Reader | None) -> Statement | None:
    quantity = reader.quantity(value) if reader else None
    return replace(statement, quantity=quantity) if quantity else None


_CORRECT: dict[str, Callable[[Statement, str, Reader | None], Statement | None]] = {
    "kind": lambda statement, value, _: replace(statement, kind=cast("Kind", value)),
    "organisation": lambda statement, value, _: replace(statement, organisation=value),
    "as_of": lambda statement, value, _: replace(statement, period=replace(statement.period, as_of=read_day(value))),
    "period": _correct_period,
    "metric": _correct_metric,
    "quantity": _correct_quantity,
}


def _added(decision: Decision, reader: Reader) -> Statement | None:
    """Make the statement that a person found and the rules did not; its evidence is the quote."""
    wanted = json.loads(decision.value)
    place = reader.sentence(decision.about, decision.expected)
    quantity = reader.quantity(wanted["quantity"])
    period = read_period(wanted["period"], read_day(wanted.get("as_of", "")))
    if place is None or quantity is None or period is None:
        return None
    sentence, start, nth = place
    return Statement(
        id=statement_id(decision.about, sentence.text, quantity.text, 1000 + nth),
        kind=wanted["kind"],
        metric=reader.metric(wanted["metric"], quantity),
        organisation=wanted.get("organisation") or sentence.article.organisation,
        quantity=quantity,
        period=period,
        basis="flow" if period.start else "stock",
        sentence=sentence,
        quote=decision.expected,
        quote_start=start,
        rules=(ADDED,),
    )
