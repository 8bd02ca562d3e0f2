"""A copy of a snapshot that holds what a few organisations may see, so that no question can answer with more.

Every question, whoever writes it, is asked of the copy. A table that is not named here stays empty in it: what nobody
has thought about is not shown.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pandas as pd

from warehouse.checks import check
from warehouse.errors import SnapshotError
from warehouse.measuring import measure
from warehouse.snapshot import open_snapshot
from warehouse.tables import create

_END = re.compile(r"[。！？!?；;\n]")
_SEEN = re.compile(r"\S")
HIDDEN = " "

# What stays of each table, in an order in which each can ask of those before it.
KEPT: tuple[tuple[str, str], ...] = (
    ("snapshot", "SELECT * FROM whole.snapshot"),
    ("rules", "SELECT * FROM whole.rules"),
    (
        "organisations",
        "SELECT * REPLACE (CASE WHEN parent IN (FROM allowed) THEN parent END AS parent) "
        "FROM whole.organisations WHERE name IN (FROM allowed)",
    ),
    (
        "statements",
        "SELECT s.* REPLACE (p.id AS parent_id) FROM whole.statements s LEFT JOIN whole.statements p "
        "ON p.id = s.parent_id AND p.organisation IN (FROM allowed) WHERE s.organisation IN (FROM allowed)",
    ),
    (
        "targets",
        "SELECT t.* FROM whole.targets t JOIN whole.goals g ON g.id = t.goal_id "
        "WHERE g.organisation IN (FROM allowed) AND t.statement_id IN (SELECT id FROM statements)",
    ),
    (
        "goals",
        "SELECT * REPLACE (CASE WHEN parent_id IN (SELECT goal_id FROM targets) THEN parent_id END AS parent_id) "
        "FROM whole.goals WHERE id IN (SELECT goal_id FROM targets)",
    ),
    (
        "links",
        "FROM whole.links WHERE goal_id IN (SELECT id FROM goals) AND actual_id IN (SELECT id FROM statements)",
    ),
    (
        "project_reports",
        "SELECT r.* FROM whole.project_reports r JOIN whole.projects p ON p.id = r.project_id "
        "WHERE p.organisation IN (FROM allowed)",
    ),
    ("owners", "FROM whole.owners WHERE organisation IS NULL OR organisation IN (FROM allowed)"),
    ("projects", "FROM whole.projects WHERE id IN (SELECT project_id FROM project_reports)"),
    ("milestones", "FROM whole.milestones WHERE report_id IN (SELECT id FROM project_reports)"),
    (
        "documents",
        "FROM whole.documents WHERE organisation IN (FROM allowed) OR id IN (SELECT document_id FROM statements) "
        "OR id IN (SELECT document_id FROM project_reports)",
    ),
    (
        "metrics",
        "FROM whole.metrics WHERE id IN (SELECT metric_id FROM statements UNION SELECT metric_id FROM goals)",
    ),
    ("pace", "FROM whole.pace WHERE metric_id IN (SELECT id FROM metrics)"),
    (
        "decisions",
        "FROM whole.decisions WHERE about IN (SELECT id FROM statements UNION SELECT id FROM goals)",
    ),
)

# The documents that are not of these organisations alone: what they say of others is not theirs to see.
SHARED = """
SELECT id, text FROM documents WHERE organisation NOT IN (FROM allowed)
    OR id IN (SELECT document_id FROM whole.statements WHERE organisation NOT IN (FROM allowed))
    OR id IN (SELECT r.document_id FROM whole.project_reports r JOIN whole.projects p ON p.id = r.project_id
              WHERE p.organisation NOT IN (FROM allowed))
"""
QUOTED = """
SELECT document_id, quote_start, quote_start + length(quote) AS quote_stop FROM statements
UNION SELECT document_id, quote_start, quote_start + length(quote) FROM project_reports
"""


def limit(snapshot: Path, organisations: Iterable[str], copy: Path) -> Path:
    """Write a snapshot's part of some organisations and those below them to `copy`, which is not there yet.

    Raises SnapshotError, and leaves nothing behind, where the snapshot cannot be read or the copy not be written.
    """
    open_snapshot(snapshot).close()
    try:
        with duckdb.connect(str(copy)) as con:
            con.execute("ATTACH ? AS whole (READ_ONLY)", [str(snapshot)])
            create(con)
            _allow(con, organisations)
            rows = {table: _keep(con, table, query) for table, query in KEPT}
            _hide(con)
            con.execute("DROP TABLE allowed")
            con.execute("DETACH whole")
            check(con, rows)
            measure(con)
            con.execute("CHECKPOINT")
    except BaseException as error:
        for path in (copy, copy.with_name(f"{copy.name}.wal")):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        if isinstance(error, duckdb.Error):
            raise SnapshotError(f"{snapshot.name} cannot be limited: {str(error).splitlines()[0]}") from error
        raise
    return copy


def _allow(con: duckdb.DuckDBPyConnection, organisations: Iterable[str]) -> None:
    con.execute("CREATE TEMP TABLE allowed (name TEXT)")
    con.execute(
        """
        INSERT INTO allowed
        WITH RECURSIVE below AS (
            SELECT unnest($names::TEXT[]) AS name
            UNION SELECT o.name FROM whole.organisations o JOIN below b ON o.parent = b.name
        )
        SELECT name FROM below
        """,
        {"names": list(organisations)},
    )


def _keep(con: duckdb.DuckDBPyConnection, table: str, query: str) -> int:
    con.execute(f"INSERT INTO main.{table} BY NAME {query}")
    row = con.execute(f"SELECT count(*) FROM main.{table}").fetchone()
    return int(row[0]) if row else 0


def _hide(con: duckdb.DuckDBPyConnection) -> None:
    """Of a document that speaks of others too, leave the sentences that are quoted, each where it stood."""
    shared = con.execute(SHARED).fetchall()
    if not shared:
        return
    quoted: dict[str, list[tuple[int, int]]] = {}
    for document, start, stop in con.execute(QUOTED).fetchall():
        quoted.setdefault(document, []).append((start, stop))
    cut = pd.DataFrame([(key, keep(text, quoted.get(key, []))) for key, text in shared], columns=["id", "text"])
    con.register("cut", cut)
    con.execute("UPDATE documents SET text = cut.text FROM cut WHERE documents.id = cut.id")
    con.unregister("cut")


def keep(text: str, quotes: Iterable[tuple[int, int]]) -> str:
    """Return the text with blanks for all but the sentences around some quotes; every character keeps its place.

    临江区完成5亿元。高新区完成6亿元。 with a quote of 6亿元 becomes nine blanks and 高新区完成6亿元。
    """
    pieces, done = [], 0
    for start, stop in sorted(_sentence(text, *quote) for quote in quotes):
        if stop > done:
            pieces += [_SEEN.sub(HIDDEN, text[done : max(start, done)]), text[max(start, done) : stop]]
            done = stop
    return "".join([*pieces, _SEEN.sub(HIDDEN, text[done:])])


def _sentence(text: str, start: int, stop: int) -> tuple[int, int]:
    """Widen a quote to the sentence it stands in."""
    before = [match.end() for match in _END.finditer(text, max(0, start - 500), start)]
    after = _END.search(text, max(start, stop - 1), min(len(text), stop + 500))
    return (before[-1] if before else start), (after.end() if after else stop)
