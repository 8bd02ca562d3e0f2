"""Every team resolved and checked: those that are as they were keep the outcome they had."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from etl.audit import Evidence
from etl.engine.shapes import dumper, loader, struct_of
from etl.model import Decision, Document, Refusal, Statement
from etl.resolve import IMPLIED, Resolution, nest, resolve
from etl.stage.database import Stage
from etl.stage.decisions import documents_of
from etl.stage.outcomes import OF_DOCUMENTS, FindingRow, Member, Outcome, finding_rows, look_across, work_out

OUTCOME = pa.schema(list(struct_of(Outcome)))
FINDING = pa.schema(list(struct_of(FindingRow)))
NEST = pa.schema([("goal_id", pa.string()), ("parent_id", pa.string())])
SUFFIX = ".outcomes.parquet"
DIGITS = 16
TOUCHED = ""

CODE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class People:
    """The decisions that were applied to statements, and those that were stale already."""

    applied: Sequence[Decision]
    stale: Sequence[Decision]


def resolve_teams(stage: Stage, people: People, refusals: Sequence[Refusal], cache_folder: Path) -> list[Decision]:
    """Fill `work.outcomes`, `work.findings` and `work.nests`; return the decisions that turned out stale."""
    stage.run("groups.sql", implied=IMPLIED)
    _recall(stage, cache_folder)
    stage.insert("work.outcomes", _new_outcomes(stage), OUTCOME)
    touched = _touched(stage, people.applied)
    _remember(stage, cache_folder)
    stale = [*people.stale, *touched.rulings.stale]
    stage.insert("work.findings", map(dumper(FindingRow), _findings(stage, touched, refusals, stale)), FINDING)
    parents = nest(stage.stream((Path(__file__).parent / "nests.sql").read_text("utf-8")))
    stage.insert("work.nests", ({"goal_id": goal, "parent_id": of} for goal, of in parents.items()), NEST)
    return list(touched.rulings.stale)


def _new_outcomes(stage: Stage) -> Iterator[dict[str, Any]]:
    """Work out the teams that are not as they were."""
    dump = dumper(Outcome)
    query = """
        SELECT t.team, t.state, m.role, m.path, a.s
        FROM work.teams t
        JOIN work.members m ON m.team = t.team
        JOIN work.said a ON a.id = m.id
        WHERE t.team <> '' AND t.team NOT IN (SELECT team FROM work.outcomes) ORDER BY t.team, a.id
    """
    for (team, state), rows in groupby(stage.stream(query), key=lambda row: (row[0], row[1])):
        yield dump(work_out(team, state, _members(row[2:] for row in rows))[0])


def _touched(stage: Stage, applied: Sequence[Decision]) -> Resolution:
    """Work out the one team that people's decisions reach into."""
    query = """
        SELECT m.role, m.path, a.s FROM work.members m JOIN work.said a ON a.id = m.id
        WHERE m.team = '' ORDER BY a.id
    """
    members = _members(stage.ask(query))
    if not members and not applied:
        return resolve(())
    outcome, resolution = work_out(TOUCHED, "", members, applied)
    stage.insert("work.outcomes", [dumper(Outcome)(outcome)], OUTCOME)
    return resolution


def _findings(
    stage: Stage, touched: Resolution, refusals: Sequence[Refusal], stale: Sequence[Decision]
) -> Iterator[FindingRow]:
    """Yield what is found beyond the teams: of documents, of decisions, and of one body's metrics among each other."""
    yield from finding_rows(OF_DOCUMENTS, Evidence(list(_undated(stage)), refusals, resolve(()), stale))
    misquoted = _members(stage.ask("SELECT 'own', d.path, s" + MISQUOTED))
    if misquoted:
        documents = documents_of(stage, [member.statement.sentence.article.document_id for member in misquoted])
        said = Resolution(tuple(member.statement for member in misquoted), (), (), (), (), (), touched.rulings)
        yield from finding_rows(OF_DOCUMENTS, Evidence([d for d in documents if d.published_on], (), said, ()))
    for _, rows in groupby(stage.stream(ALIKE), key=lambda row: row[0]):
        yield from look_across(_members(("own", *row[1:]) for row in rows), touched)


MISQUOTED = """
    FROM work.said
    JOIN work.documents d ON d.id = s.sentence.article.document_id
    JOIN work.parts p ON p.key = d.key AND p.filename = d.filename
    WHERE substring(p.document.text, s.quote_start + 1, length(s.quote)) <> s.quote
"""

ALIKE = """
    WITH told AS (
        SELECT s.organisation AS organisation,
               hash(s.organisation, s.kind, s.quantity.unit, coalesce(s.quantity.low, s.quantity.high),
                    year(s.period.stop)) AS number,
               s.metric.id AS metric, d.path, s
        FROM work.said JOIN work.documents d ON d.id = s.sentence.article.document_id
        WHERE s.quantity.unit <> '%'
    )
    SELECT organisation, path, s FROM told
    WHERE number IN (SELECT number FROM told GROUP BY number HAVING count(DISTINCT metric) > 1)
    ORDER BY organisation, s.id
"""


def _undated(stage: Stage) -> Iterator[Document]:
    for id_, path in stage.ask("SELECT id, path FROM work.documents WHERE published_on IS NULL ORDER BY path"):
        yield Document(id_, path, "", "", "", "", None, published_stated=False, url="", text="")


def _members(rows: Any) -> list[Member]:
    load = loader(Statement)
    return [Member(role, path, load(statement)) for role, path, statement in rows]


def _recall(stage: Stage, folder: Path) -> None:
    """Take over the outcomes of the teams that are as they were; a damaged file is as good as none."""
    stage.insert("work.outcomes", (), OUTCOME)
    for path in folder.glob(f"*{SUFFIX}"):
        fingerprint, _, digest = path.name.removesuffix(SUFFIX).partition("-")
        try:
            if fingerprint != _fingerprint() or _digest(path) != digest:
                path.unlink()
                continue
            stage.con.execute(
                "INSERT INTO work.outcomes BY NAME SELECT o.* FROM read_parquet($path) o "
                "JOIN work.teams t ON t.team = o.team AND t.state = o.state "
                "WHERE o.team NOT IN (SELECT team FROM work.outcomes)",
                {"path": str(path)},
            )
        except (OSError, duckdb.Error):
            with suppress(OSError):
                path.unlink()


def _remember(stage: Stage, folder: Path) -> None:
    """Write all outcomes but that of people's team; a folder that cannot be written is no failure."""
    beside = stage.folder / "outcomes.parquet"
    try:
        quoted = str(beside).replace("'", "''")
        stage.con.execute(f"COPY (FROM work.outcomes WHERE team <> '' ORDER BY team) TO '{quoted}' (COMPRESSION zstd)")
        path = folder / f"{_fingerprint()}-{_digest(beside)}{SUFFIX}"
        beside.replace(path)
        for other in folder.glob(f"*{SUFFIX}"):
            if other != path:
                other.unlink()
    except (duckdb.Error, OSError):
        return


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:DIGITS]


@cache
def _fingerprint() -> str:
    """Return the hash of the rules that resolve and check, and of the library whose hashes tell teams apart."""
    digest = hashlib.sha256(duckdb.__version__.encode())
    for path in sorted((*CODE.glob("*.py"), *(CODE / "audit").glob("*.py"), *(CODE / "stage").glob("*"))):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:DIGITS]
