"""A build put together in a database of its own: more documents than memory holds, and no more work than what changed.

`listing` finds which documents no part holds, `loading.sql` counts each document and article once, `decisions` applies
what people decided, `teams` resolves and checks, `tables.sql` makes the tables of a snapshot.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa

from etl.audit import Finding
from etl.engine import Failure
from etl.engine.shapes import loader
from etl.model import Decision, Refusal, Statement
from etl.projects import ProjectReport
from etl.resolve import Resolution, resolve
from etl.stage.database import Stage, spare
from etl.stage.decisions import decide, documents_of
from etl.stage.listing import count_unread, list_documents, open_parts, take_keys, unread
from etl.stage.outcomes import finding_of
from etl.stage.teams import People, resolve_teams

__all__ = [
    "GROWING",
    "Counts",
    "People",
    "Stage",
    "copies_of",
    "count_all",
    "count_unread",
    "decide",
    "documents_of",
    "findings_of",
    "list_documents",
    "load",
    "make_tables",
    "named_organisations",
    "notes_of",
    "open_parts",
    "refusals_of",
    "reports_of",
    "resolution_of",
    "resolve_teams",
    "spare",
    "take_keys",
    "unread",
]

GROWING = (
    "documents",
    "statements",
    "goals",
    "targets",
    "links",
    "metrics",
    "findings",
    "projects",
    "project_reports",
    "milestones",
)
"""The tables of a snapshot that grow with the documents; `tables.sql` makes them."""


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


REFUSED = pa.schema([("id", pa.string()), ("path", pa.string()), ("message", pa.string())])


def load(stage: Stage, failures: Iterable[Failure]) -> list[Refusal]:
    """Make documents and statements of the parts, each counted once; return what was refused, by path."""
    stage.insert("work.refusals", (), REFUSED)
    stage.run("loading.sql")
    failed = [(failure.item.name, failure.message) for failure in failures]
    if failed:
        stage.con.executemany("INSERT INTO work.refusals VALUES (sha256($1)[:16], $1, $2)", failed)
    return refusals_of(stage)


def make_tables(stage: Stage) -> None:
    """Make the tables named in GROWING."""
    stage.run("tables.sql")


def refusals_of(stage: Stage) -> list[Refusal]:
    """Return the files that could not be read, by path."""
    return [Refusal(*row) for row in stage.ask("SELECT id, path, message FROM work.refusals ORDER BY path")]


def named_organisations(stage: Stage) -> set[str]:
    """Return every organisation that anything is said of, or that a document is of."""
    query = """
        SELECT DISTINCT s.organisation FROM work.said UNION SELECT organisation FROM work.documents
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
    rows = stage.stream(f"SELECT {', '.join(names)} FROM findings")
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
               (SELECT count(*) FROM work.documents WHERE id NOT IN (SELECT document_id FROM statements)),
               (SELECT count(*) FROM work.refusals), (SELECT count(*) FROM statements), (SELECT count(*) FROM goals),
               (SELECT count(*) FROM links), (SELECT coalesce(sum(len(conflicts)), 0)::BIGINT FROM work.outcomes)
    """
    return Counts(*stage.ask(query)[0])
