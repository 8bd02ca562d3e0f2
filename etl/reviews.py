"""What people decided: read, append and apply `reviews.csv`, an append-only file kept in git.

Each row names what it is about, what the person saw (`expected`), the new value, the reason, who and when. Where what
they saw is no longer there the decision is stale: it is not applied, and a person has to look again.

| verb | about | field | expected | value |
|---|---|---|---|---|
| accept, reject, note | statement | | `describe(statement)` | the note |
| accept | id of a metric that no entry names | metric | its name | |
| correct | statement | one of FIELDS | that field as it was | as it should be |
| choose-official | statement of the goal | | `describe(statement)` | |
| link, unlink | result | | `describe(statement)` | `describe_goal(goal)` |
| add | document | | the quote | JSON: kind metric organisation quantity period as_of |
| adopt | id of a metric that no entry names | metric or alias | its name | id of the entry that now names it |
| undo | id of an earlier decision | | that decision in words | |
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol, cast

from etl.model import Basis, Comparator, Decision, Kind, Metric, Quantity, Sentence, Statement, statement_id
from etl.resolve import counted_until
from etl.review_file import FIELDS, HEADER, append_decision, read_day, read_decisions, read_period

__all__ = [
    "FIELDS",
    "HEADER",
    "Reader",
    "append_decision",
    "apply_decisions",
    "describe",
    "describe_decision",
    "describe_values",
    "read_decisions",
    "standing",
    "with_states",
]

ADDED = "added-by-a-person"
NOT_DESCRIBED = ("as_of", "comparator", "basis")


class Reader(Protocol):
    """How words of a decision become values; the build hands over the rules' own."""

    def quantity(self, text: str) -> Quantity | None:
        """Read 500亿元以上."""

    def metric(self, name: str, quantity: Quantity) -> Metric:
        """Return the metric of that name, known or not."""

    def entry(self, name: str) -> str:
        """Return the id of the entry of the vocabulary that has this name or alias, '' where none has."""

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
        comparator=statement.quantity.comparator,
        basis=statement.basis,
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
    comparator: str = "",
    basis: str = "",
    field: str = "",
) -> str:
    """Say the same from the columns of a snapshot, for whoever has no Statement at hand."""
    period = f"{period_start or '..'}/{period_stop}"
    values = (kind, metric, organisation, quantity, period, str(as_of or ""), comparator, basis)
    seen = dict(zip(FIELDS, values, strict=True))
    return seen[field] if field else " ".join(seen[name] for name in FIELDS if name not in NOT_DESCRIBED)


def describe_decision(decision: Decision) -> str:
    """Say in one line what was decided, for the row that takes it back: choose-official target 签约额 …."""
    parts = (decision.verb, decision.field, decision.expected, "->" if decision.value else "", decision.value)
    return " ".join(filter(None, parts))


def standing(decisions: Sequence[Decision]) -> tuple[list[Decision], list[Decision]]:
    """Return the decisions that no later one takes back, and those taken back; taking back an undo brings back."""
    kept: list[Decision] = []
    undone: list[Decision] = []
    taken_back: set[str] = set()
    for decision in reversed(decisions):
        gone = decision.id in taken_back
        if decision.verb == "undo" and not gone:
            taken_back.add(decision.about)
        (undone if gone else kept).append(decision)
    return kept[::-1], undone[::-1]


def with_states(decisions: Sequence[Decision], stale: Iterable[Decision]) -> list[tuple[Decision, str]]:
    """Return every decision in its order with what became of it: applied, stale or undone."""
    unfit = {id(decision) for decision in stale}
    undone = {id(decision) for decision in standing(decisions)[1]}
    return [
        (decision, "undone" if id(decision) in undone else "stale" if id(decision) in unfit else "applied")
        for decision in decisions
    ]


def apply_decisions(
    statements: Iterable[Statement], decisions: Sequence[Decision], reader: Reader | None = None
) -> tuple[list[Statement], list[Decision], list[Decision]]:
    """Return the statements as people want them, the decisions that were applied, and the stale ones.

    Decisions apply in the order in which they were made; accepting a rejected statement brings it back, who accepts or
    corrects one has answered its doubts, and what was taken back is in neither list. Without a `reader`, corrections of
    quantity and metric, and additions, cannot be read and are stale.
    """
    bench = _Bench({statement.id: statement for statement in statements}, {}, reader)
    known = {decision.id for decision in decisions}
    applied: list[Decision] = []
    stale: list[Decision] = []
    for decision in standing(decisions)[0]:
        done = decision.about in known if decision.verb == "undo" else bench.apply(decision)
        (applied if done else stale).append(decision)
    return list(bench.kept.values()), applied, stale


class _Bench:
    """The statements while decisions are applied to them, one after the other."""

    def __init__(self, kept: dict[str, Statement], rejected: dict[str, Statement], reader: Reader | None) -> None:
        self.kept = kept
        self.rejected = rejected
        self.reader = reader

    def apply(self, decision: Decision) -> bool:
        """Apply one decision; False where what it is about is no longer as the person saw it."""
        if decision.verb == "add":
            return self._add(decision)
        if decision.verb == "adopt":
            return self.reader is not None and self.reader.entry(decision.expected) == decision.value
        if decision.verb == "accept" and decision.field == "metric":
            return any(statement.metric.id == decision.about for statement in self.kept.values())
        statement = self.kept.get(decision.about) or self.rejected.get(decision.about)
        if statement is None or _seen(decision, statement) != decision.expected:
            return False
        if decision.verb == "reject":
            self.rejected[statement.id] = self.kept.pop(statement.id, statement)
        elif decision.verb == "accept":
            self.rejected.pop(statement.id, None)
            self.kept[statement.id] = replace(statement, doubts=())
        elif decision.verb == "correct":
            return self._correct(decision, statement)
        return decision.verb == "note" or statement.id in self.kept or decision.verb == "reject"

    def _add(self, decision: Decision) -> bool:
        added = _added(decision, self.reader) if self.reader else None
        if added is not None:
            self.kept[added.id] = added
        return added is not None

    def _correct(self, decision: Decision, statement: Statement) -> bool:
        corrected = _CORRECT[decision.field](statement, decision.value, self.reader)
        if corrected is None or statement.id not in self.kept:
            return False
        rules = (*statement.rules, f"corrected-{decision.field}")
        self.kept[statement.id] = replace(corrected, rules=rules, doubts=())
        return True


def _seen(decision: Decision, statement: Statement) -> str:
    return describe(statement, decision.field if decision.verb == "correct" else "")


def _correct_period(statement: Statement, value: str, reader: Reader | None) -> Statement | None:
    period = read_period(value, statement.period.as_of)
    return replace(statement, period=period) if period else None


def _correct_metric(statement: Statement, value: str, reader: Reader | None) -> Statement | None:
    return replace(statement, metric=reader.metric(value, statement.quantity)) if reader else None


def _correct_quantity(statement: Statement, value: str, reader: Reader | None) -> Statement | None:
    quantity = reader.quantity(value) if reader else None
    return replace(statement, quantity=quantity) if quantity else None


def _correct_comparator(statement: Statement, value: str, reader: Reader | None) -> Statement | None:
    """Give the number another bound: 500亿元 with >= has no upper end, with <= no lower one."""
    quantity = statement.quantity
    highest = quantity.high if quantity.high is not None else quantity.low
    low = None if value in ("<", "<=") else quantity.number
    high = None if value in (">", ">=") else highest
    bound = replace(quantity, low=low, high=high, comparator=cast("Comparator", value))
    return replace(statement, quantity=bound)


_CORRECT: dict[str, Callable[[Statement, str, Reader | None], Statement | None]] = {
    "kind": lambda statement, value, _: replace(statement, kind=cast("Kind", value)),
    "organisation": lambda statement, value, _: replace(statement, organisation=value),
    "as_of": lambda statement, value, _: replace(statement, period=replace(statement.period, as_of=read_day(value))),
    "basis": lambda statement, value, _: replace(statement, basis=cast("Basis", value)),
    "period": _correct_period,
    "metric": _correct_metric,
    "quantity": _correct_quantity,
    "comparator": _correct_comparator,
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
