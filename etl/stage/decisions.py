"""People's decisions, applied to the few statements that they name."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from etl.audit.figures import TELLING_DIGITS
from etl.engine.shapes import dumper, loader
from etl.model import Decision, Document, Statement
from etl.resolve import IMPLIED
from etl.reviews import apply_decisions
from etl.stage.database import Stage
from etl.stage.listing import rows_of_parts
from etl.stage.shapes import SAID
from etl.vocabulary import Vocabulary
from etl.workshop import Workshop

NAMED = pa.schema([("id", pa.string())])
OF_GOALS = ("link", "unlink")
RULED = pa.schema([("about", pa.string()), ("value", pa.string())])


def decide(
    stage: Stage, decisions: Sequence[Decision], vocabulary: Vocabulary
) -> tuple[list[Decision], list[Decision]]:
    """Change, take out and add statements as people decided; return what was applied and what is stale.

    `ruled` is what the applied decisions are about, `dirty` names the statements that may differ from the last build's.
    """
    named = named_statements(stage, decisions)
    abouts = {decision.about for decision in decisions if decision.verb == "add"}
    workshop = Workshop(vocabulary, documents_of(stage, sorted(abouts)) if abouts else [])
    kept, applied, stale = apply_decisions(named, decisions, workshop)
    stage.con.execute("CREATE TABLE scratch.decided_before AS SELECT id FROM work.decided UNION FROM work.displaced")
    _replace(stage, named, kept)
    ruled = ({"about": each.about, "value": each.value if each.verb in OF_GOALS else ""} for each in applied)
    stage.insert("scratch.ruled", ruled, RULED)
    stage.run("slim.sql", implied=IMPLIED, digits=str(TELLING_DIGITS))
    return applied, stale


def named_statements(stage: Stage, decisions: Sequence[Decision]) -> list[Statement]:
    """Return the statements that decisions are about, as they were read, and one of each metric that was accepted."""
    if not decisions:
        return []
    metrics = {decision.about for decision in decisions if decision.verb == "accept" and decision.field == "metric"}
    stage.insert("scratch.named", ({"id": about} for about in {decision.about for decision in decisions}), NAMED)
    query = "SELECT s FROM work.as_read WHERE id IN (SELECT id FROM scratch.named)"
    rows = stage.ask(query)
    if metrics:
        query = "SELECT any_value(s) FROM work.as_read WHERE list_contains($1, s.metric.id) GROUP BY s.metric.id"
        rows += stage.ask(query, sorted(metrics))
    load = loader(Statement)
    return list({statement.id: statement for statement in (load(row[0]) for row in rows)}.values())


def documents_of(stage: Stage, ids: Sequence[str] | None = None) -> list[Document]:
    """Return the documents of these ids (None: all) with their text, by path."""
    load = loader(Document)
    wanted = "SELECT id FROM work.documents" if ids is None else "SELECT unnest($ids::TEXT[]) AS id"
    given = {} if ids is None else {"ids": list(ids)}
    stage.con.execute(f"CREATE OR REPLACE TEMP TABLE asked AS {wanted}", given)
    keys = "SELECT d.key FROM work.documents d JOIN asked a ON a.id = d.id"
    query = f"""
        SELECT struct_update(p.document, id := d.id)
        FROM work.documents d JOIN {rows_of_parts(stage, keys)} p ON p.key = d.key ORDER BY d.path
    """
    return [load(row[0]) for row in stage.ask(query)]


def _replace(stage: Stage, named: Sequence[Statement], kept: Sequence[Statement]) -> None:
    """Note the statements that are no longer as they were read, and what stands for them."""
    as_read = {statement.id: statement for statement in named}
    changed = [statement for statement in kept if as_read.get(statement.id) != statement]
    gone = as_read.keys() - {statement.id for statement in kept}
    dump = dumper(Statement)
    stage.con.execute("DELETE FROM work.decided; DELETE FROM work.displaced")
    stage.insert("work.decided", ({"id": statement.id, "s": dump(statement)} for statement in changed), SAID)
    stage.insert("work.displaced", ({"id": id_} for id_ in {*gone, *(each.id for each in changed)}), NAMED)
