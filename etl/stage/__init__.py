"""A build put together in a database of its own: more documents than memory holds, and no more work than what changed.

It goes on from the database of the last build (`kept`), or begins with an empty one, and does the same in either case:
`listing` finds which documents no part holds, `loading` takes in those that came and counts each document and article
once, `decisions` applies what people decided, `teams` resolves and checks what is not as it was, `changes` makes the
rows of a snapshot that are not those of the one before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from etl.audit import Finding
from etl.engine.shapes import loader
from etl.model import Decision, Statement
from etl.projects import ProjectReport
from etl.resolve import Resolution, resolve
from etl.stage.changes import CHANGING, GROWING, code_fingerprint, make_tables, note_base
from etl.stage.database import DamagedError, Stage, quoted
from etl.stage.decisions import decide, documents_of
from etl.stage.kept import forget
from etl.stage.listing import begin, count_unread, list_documents, open_parts, take_keys, unread
from etl.stage.loading import load
from etl.stage.outcomes import finding_of
from etl.stage.teams import People, resolve_teams

__all__ = [
    "CHANGING",
    "GROWING",
    "Counts",
    "DamagedError",
    "People",
    "Stage",
    "begin",
    "code_fingerprint",
    "copies_of",
    "count_all",
    "count_unread",
    "decide",
    "documents_of",
    "findings_of",
    "forget",
    "list_documents",
    "load",
    "make_tables",
    "named_organisations",
    "note_base",
    "notes_of",
    "open_parts",
    "quoted",
    "reports_of",
    "resolution_of",
    "resolve_teams",
    "take_keys",
    "unread",
]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a build found; `silent` documents gave no statement."""

    documents: int
    silent: int
    refused: int
    statements: int
    goals: int
    links: int
    conflicts: int


def named_organisations(stage: Stage) -> set[str]:
    """Return every organisation that anything is said of, or that a document is of."""
    query = """
        SELECT DISTINCT organisation FROM work.slim UNION SELECT organisation FROM work.documents
        UNION SELECT r.organisation FROM work.reports
    """
    return {name for (name,) in stage.ask(query)}


def resolution_of(stage: Stage, applied: Sequence[Decision]) -> Resolution:
    """Return all that follows from the statements as objects, all of them in memory."""
    made = loader(Statement)
    return resolve([made(row[0]) for row in stage.stream("SELECT s FROM work.said")], applied)


def reports_of(stage: Stage) -> list[ProjectReport]:
    """Return every report of a project, in the order of the documents."""
    made = loader(ProjectReport)
    return [made(row[0]) for row in stage.stream("SELECT r FROM work.reports ORDER BY path, r.quote_start, r.id")]


def findings_of(stage: Stage) -> list[Finding]:
    """Return what the checks found."""
    names = ("rule", "statement_id", "document_id", "is_fault", "message", "figures")
    rows = stage.stream(f"SELECT {', '.join(names)} FROM work.found ORDER BY place, message")
    return [finding_of({name: value or "" for name, value in zip(names, row, strict=True)}) for row in rows]


def copies_of(stage: Stage) -> dict[str, str]:
    """Return document id -> a sentence on each document that is counted elsewhere, whole or in part."""
    return dict(stage.ask("SELECT id, message FROM work.copies ORDER BY path"))


def notes_of(stage: Stage) -> list[list[str]]:
    """Return what could not be read of each document of which a part was not, by path."""
    return [notes for (notes,) in stage.ask("SELECT notes FROM work.documents WHERE len(notes) > 0 ORDER BY path")]


def count_all(stage: Stage) -> Counts:
    """Return how much was found."""
    query = """
        SELECT (SELECT count(*) FROM work.documents),
               (SELECT count(*) FROM work.documents WHERE id NOT IN (SELECT document_id FROM work.slim)),
               (SELECT count(*) FROM work.refusals), (SELECT count(*) FROM work.slim),
               coalesce(sum(len(goals)), 0)::BIGINT, coalesce(sum(len(links)), 0)::BIGINT,
               coalesce(sum(len(conflicts)), 0)::BIGINT
        FROM work.outcomes
    """
    return Counts(*stage.ask(query)[0])
