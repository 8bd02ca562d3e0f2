"""People's decisions, applied to the few statements that they name."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from etl.engine.shapes import dumper, loader, struct_of
from etl.model import Decision, Document, Statement
from etl.reviews import apply_decisions
from etl.stage.database import Stage
from etl.vocabulary import Vocabulary
from etl.workshop import Workshop

SAID = pa.schema([("id", pa.string()), ("s", struct_of(Statement))])
RULED = pa.schema([("about", pa.string()), ("value", pa.string())])


def decide(
    stage: Stage, decisions: Sequence[Decision], vocabulary: Vocabulary
) -> tuple[list[Decision], list[Decision]]:
    """Change, take out and add statements in `work.said` as people decided; return what was applied and what is stale.

    `work.ruled` is what the applied decisions are about.
    """
    ids = list({decision.about for decision in decisions})
    named = named_statements(stage, ids)
    workshop = Workshop(vocabulary, documents_of(stage, ids) if ids else [])
    kept, applied, stale = apply_decisions(named, decisions, workshop)
    if kept != named:
        _replace(stage, named, kept)
    ruled = ({"about": decision.about, "value": decision.value} for decision in applied)
    stage.insert("work.ruled", ruled, RULED)
    return applied, stale


def named_statements(stage: Stage, ids: Sequence[str]) -> list[Statement]:
    """Return the statements of these ids, and one of each metric of these ids."""
    load = loader(Statement)
    query = """
        SELECT s FROM work.said WHERE list_contains($ids, id)
        UNION
        SELECT any_value(s) FROM work.said WHERE list_contains($ids, s.metric.id) GROUP BY s.metric.id
    """
    rows = stage.con.execute(query, {"ids": list(ids)}).fetchall() if ids else []
    return list({statement.id: statement for statement in (load(row[0]) for row in rows)}.values())


def documents_of(stage: Stage, ids: Sequence[str] | None = None) -> list[Document]:
    """Return the documents of these ids (None: all) with their text, by path."""
    load = loader(Document)
    query = """
        SELECT struct_update(p.document, id := d.id)
        FROM work.documents d JOIN work.parts p ON p.key = d.key AND p.filename = d.filename
        WHERE $ids IS NULL OR list_contains($ids::TEXT[], d.id) ORDER BY d.path
    """
    rows = stage.con.execute(query, {"ids": None if ids is None else list(ids)}).fetchall()
    return [load(row[0]) for row in rows]


def _replace(stage: Stage, named: Sequence[Statement], kept: Sequence[Statement]) -> None:
    dump = dumper(Statement)
    gone = [statement.id for statement in (*named, *kept)]
    stage.con.execute("DELETE FROM work.said WHERE list_contains($ids, id)", {"ids": gone})
    stage.insert("work.said", ({"id": statement.id, "s": dump(statement)} for statement in kept), SAID)
