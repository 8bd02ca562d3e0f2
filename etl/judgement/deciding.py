"""What a person can decide, as rows of `reviews.csv`: each says what was seen, what is to stand, who and why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd

from etl.judgement.recall import recall_statement
from etl.model import Decision, DecisionError, Verb
from etl.review_file import is_value
from etl.reviews import apply_decisions, describe, describe_decision, describe_values
from etl.rulings import describe_goal
from etl.vocabulary import Vocabulary
from etl.workshop import Workshop

Row = Mapping[str, Any]
ORDER = ("kind", "quantity", "comparator", "basis", "metric", "organisation", "period", "as_of")


def seen(row: Row, field: str = "") -> str:
    """Return what a person sees of a row of `questions.statement`, or of one of its fields."""
    return describe_values(
        kind=str(row["kind"]),
        metric=str(row["metric"]),
        organisation=str(row["organisation"]),
        quantity=str(row["quantity_text"]),
        period_start=_day(row["period_start"]),
        period_stop=_day(row["period_stop"]) or date.max,
        as_of=_day(row["as_of"]),
        comparator=str(row["comparator"]),
        basis=str(row["basis"]),
        field=field,
    )


def about_statement(row: Row, verb: Verb, by: str, reason: str = "", *, field: str = "", value: str = "") -> Decision:
    """Return accept, reject, correct, choose-official or note about a row of `questions.statement`."""
    expected = seen(row, field if verb == "correct" else "")
    return Decision(str(row["statement_id"]), verb, field, expected, value, reason, by, now())


def corrections(row: Row, values: Mapping[str, str], by: str, reason: str, vocabulary: Vocabulary) -> list[Decision]:
    """Return a correction for each field whose value is another; the later ones expect what the earlier make.

    Raises DecisionError naming the field whose value cannot be read.
    """
    statement, made = recall_statement(row), []
    for field in (name for name in ORDER if name in values):
        before = describe(statement, field)
        if values[field].strip() in ("", before):
            continue
        decision = Decision(statement.id, "correct", field, before, values[field].strip(), reason, by, now())
        corrected, applied, _ = apply_decisions([statement], [decision], Workshop(vocabulary, ()))
        if not applied or not is_value(field, decision.value):
            raise DecisionError(f"{decision.value!r} is no {field}")
        statement = corrected[0]
        made.append(decision)
    return made


def about_link(row: Row, verb: Verb, goal: Row, by: str, reason: str) -> Decision:
    """Return link or unlink of a result and a goal (rows of `questions.statement` and of a goal)."""
    return about_statement(row, verb, by, reason, value=goal_named(goal))


def goal_named(goal: Row) -> str:
    """Return a goal as decisions name it: 临江区 签约额 2024-01-01/2024-12-31."""
    start, stop = _day(goal["period_start"]), _day(goal["period_stop"])
    assert start is not None and stop is not None, "a goal has a period"
    return describe_goal(str(goal["organisation"]), str(goal["metric"]), start, stop)


def addition(document_id: str, quote: str, wanted: Mapping[str, str], by: str, reason: str) -> Decision:
    """Return the addition of a number that the rules did not read; `wanted`: kind metric quantity period …."""
    value = json.dumps({name: text for name, text in wanted.items() if text}, ensure_ascii=False)
    return Decision(document_id, "add", "", quote, value, reason, by, now())


def keeping(metric_id: str, name: str, by: str, reason: str = "") -> Decision:
    """Return the decision to leave a phrase as a metric of its own."""
    return Decision(metric_id, "accept", "metric", name, "", reason, by, now())


def adoption(metric_id: str, name: str, entry_id: str, by: str, reason: str, *, alias: bool) -> Decision:
    """Return the adoption of a phrase, as a metric or as another name of one."""
    return Decision(metric_id, "adopt", "alias" if alias else "metric", name, entry_id, reason, by, now())


def undoing(decision: Decision, by: str, reason: str = "") -> Decision:
    """Return the row that takes an earlier one back."""
    return Decision(decision.id, "undo", "", describe_decision(decision), "", reason, by, now())


def renewal(decision: Decision, row: Row, by: str, reason: str) -> list[Decision]:
    """Return a stale decision made again about a statement as it reads now, and the stale one taken back."""
    field = decision.field if decision.verb == "correct" else ""
    again = about_statement(row, decision.verb, by, reason, field=field, value=decision.value)
    return [again, undoing(decision, by, reason)]


def read_decision(row: Row) -> Decision:
    """Return the decision of a row of `questions.decision_history`."""
    names = ("about", "verb", "field", "expected", "value", "reason", "by", "at")
    return Decision(*(str(row[name]) for name in names))  # type: ignore[arg-type]


def now() -> str:
    """Return the moment of a decision; to the thousandth, since two may be made in one second."""
    return datetime.now().isoformat(timespec="milliseconds")


def _day(value: Any) -> date | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()
