"""What a decision would change on the board, found by trying it on the statements that it can move.

The rules that a build applies are applied here to a handful of statements of the current snapshot, the one decision
on top; nothing is written and nothing is published.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from etl.judgement.deciding import read_decision
from etl.judgement.recall import recall, recall_documents
from etl.model import Decision, Document
from etl.resolve import Resolution, resolve
from etl.reviews import apply_decisions
from etl.tables import flatten
from etl.vocabulary import load_rules, load_vocabulary
from etl.workshop import Workshop
from warehouse import questions
from warehouse.trial import trial

Row = dict[str, Any]
SHOWN = ("target", "target_text", "comparator", "actual", "actual_text", "ratio", "lead", "status", "status_reason")
OF_GOALS = ("choose-official", "link", "unlink", "accept")


@dataclass(frozen=True, slots=True)
class Change:
    """One goal before and after: its progress rows, None where it is not on the board."""

    goal_id: str
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What would change; `stale` where the decision would not be applied at all, since its ground is gone."""

    changes: tuple[Change, ...]
    stale: bool = False


def preview(
    con: duckdb.DuckDBPyConnection, data: Path, decisions: Sequence[Decision], as_of: date, goals: Sequence[str] = ()
) -> Preview:
    """Try decisions on the current snapshot; `goals` are ids of goals that they name, beside those of their statements.

    An undo cannot be tried, since what it brings back is not in the snapshot. Raises SnapshotError, XushiError.
    """
    vocabulary, rules = load_vocabulary(data), load_rules(data)
    rows = _affected(con, decisions, goals, Workshop(vocabulary, ()))
    documents = _documents(con, rows, decisions)
    statements, applied, stale = apply_decisions(recall(rows), decisions, Workshop(vocabulary, documents))
    resolution = resolve(statements, [*_earlier(con, rows), *applied])
    tables = flatten(documents, resolution, vocabulary, rules)
    with trial(tables) as tried:
        after = _by_goal(questions.progress(tried, as_of))
    touched = _touched(rows, resolution)
    before = {key: row for key, row in _by_goal(questions.progress(con, as_of)).items() if key in touched}
    changes = _differences(before, after)
    return Preview(tuple(changes), stale=bool(stale) or any(d in decisions for d in resolution.rulings.stale))


def differences(before: pd.DataFrame, after: pd.DataFrame) -> list[Change]:
    """Return the goals that two answers of `questions.progress` show differently."""
    return _differences(_by_goal(before), _by_goal(after))


def _differences(before: Mapping[str, Row], after: Mapping[str, Row]) -> list[Change]:
    found = []
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        if old is None or new is None or any(_differ(old[name], new[name]) for name in SHOWN):
            found.append(Change(key, old, new))
    return found


def _differ(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return one is not other
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) > 1e-9
    return bool(one != other)


def _by_goal(progress: pd.DataFrame) -> dict[str, Row]:
    return {str(row["goal_id"]): row for row in _rows(progress)}


def _affected(
    con: duckdb.DuckDBPyConnection, decisions: Sequence[Decision], goals: Sequence[str], workshop: Workshop
) -> list[Row]:
    """Return the rows of the statements that the decisions are about, and of all that they can move."""
    abouts = [decision.about for decision in decisions]
    own = {row["statement_id"]: row for row in _rows(questions.neighbours(con, abouts, (), ()))}
    subjects = []
    for decision in decisions:
        if decision.verb == "add":
            wanted = json.loads(decision.value)
            quantity = workshop.quantity(wanted["quantity"])
            if quantity is not None:
                metric = workshop.metric(wanted["metric"], quantity)
                subjects.append(f"{wanted.get('organisation', '')} {metric.id}")
        row = own.get(decision.about)
        if row is not None and decision.verb == "correct":
            changed, _, _ = apply_decisions(recall([row]), [decision], workshop)
            subjects += [f"{statement.organisation} {statement.metric.id}" for statement in changed]
    return _rows(questions.neighbours(con, abouts, list(goals), subjects))


def _documents(con: duckdb.DuckDBPyConnection, rows: Sequence[Row], decisions: Sequence[Decision]) -> list[Document]:
    """Return the documents of the rows; the one that a number is added to comes with its text."""
    found = {document.id: document for document in recall_documents(rows)}
    for decision in decisions:
        if decision.verb == "add":
            for row in _rows(questions.document(con, decision.about)):
                found[decision.about] = Document(
                    id=decision.about,
                    path=str(row["path"]),
                    sha256=str(row["sha256"]),
                    title=str(row["title"]),
                    publisher=str(row["publisher"]),
                    organisation=str(row["organisation"]),
                    published_on=None if row["published_on"] is None else pd.Timestamp(row["published_on"]).date(),
                    published_stated=bool(row["published_stated"]),
                    url="",
                    text=str(row["text"]),
                )
    return list(found.values())


def _earlier(con: duckdb.DuckDBPyConnection, rows: Sequence[Row]) -> list[Decision]:
    """Return the decisions of before that say something of the goals of these statements."""
    near = {row["statement_id"] for row in rows}
    return [
        read_decision(row)
        for row in reversed(_rows(questions.decision_history(con)))
        if row["state"] == "applied" and row["verb"] in OF_GOALS and row["about"] in near
    ]


def _touched(rows: Sequence[Row], resolution: Resolution) -> set[str]:
    """Return the goals that were tried: those of the statements as they were and as they are."""
    ids = {goal.id for goal in resolution.goals}
    return ids | {str(goal) for row in rows for goal in (row.get("goal_ids") or ())}


def _rows(frame: pd.DataFrame) -> list[Row]:
    records = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in records]
