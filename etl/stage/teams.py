"""Every team resolved and checked: those that are as they were keep the outcome they had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from etl.audit import Evidence
from etl.engine.shapes import dumper, loader
from etl.model import Decision, Document, Refusal, Statement
from etl.resolve import Resolution, nest, resolve
from etl.rulings import Rulings
from etl.stage.database import Stage
from etl.stage.decisions import documents_of
from etl.stage.lots import in_lots
from etl.stage.outcomes import OF_DOCUMENTS, FindingRow, Member, Outcome, finding_rows, look_across, work_out
from etl.stage.shapes import FINDING, KEPT, OUTCOME

TOUCHED = ""


@dataclass(frozen=True, slots=True)
class People:
    """The decisions that were applied to statements, and those that were stale already."""

    applied: Sequence[Decision]
    stale: Sequence[Decision]


def resolve_teams(stage: Stage, people: People, refusals: Sequence[Refusal]) -> list[Decision]:
    """Bring outcomes, findings and nests up to date; return the decisions that turned out stale."""
    stage.run("groups.sql")
    stage.insert("work.outcomes", _new_outcomes(stage), OUTCOME)
    touched = _touched(stage, people.applied)
    stage.insert("work.across", _new_across(stage), KEPT["work.across"])
    stage.con.execute("DELETE FROM work.accepted; DELETE FROM work.findings")
    stage.insert("work.accepted", ({"id": id_} for id_ in touched.rulings.accepted), KEPT["work.accepted"])
    stale = [*people.stale, *touched.rulings.stale]
    stage.insert("work.findings", map(dumper(FindingRow), _findings(stage, refusals, stale)), FINDING)
    _nest(stage)
    return list(touched.rulings.stale)


def _new_outcomes(stage: Stage) -> Iterator[dict[str, Any]]:
    """Work out the teams that are not as they were."""
    dump = dumper(Outcome)
    fresh = """
        SELECT t.team AS name, t.state, m.role, m.path, m.id
        FROM scratch.new_teams t JOIN scratch.members m ON m.team = t.team WHERE t.team <> ''
    """
    for team, state, members in _by_name(stage, fresh):
        yield dump(work_out(team, state, members)[0])


def _touched(stage: Stage, applied: Sequence[Decision]) -> Resolution:
    """Work out the one team that people's decisions reach into."""
    query = "SELECT team AS name, '' AS state, role, path, id FROM scratch.members WHERE team = ''"
    members = [member for _, _, member in in_lots(stage, query)]
    if not members and not applied:
        return resolve(())
    outcome, resolution = work_out(TOUCHED, "", members, applied)
    stage.insert("work.outcomes", [dumper(Outcome)(outcome)], OUTCOME)
    return resolution


def _new_across(stage: Stage) -> Iterator[dict[str, Any]]:
    """Hold the metrics of each body against each other, where its figures are not as they were."""
    dump = dumper(FindingRow)
    fresh = """
        SELECT b.organisation AS name, b.state, 'own' AS role, k.path, k.id
        FROM scratch.bodies b JOIN scratch.alike k ON k.organisation = b.organisation
        WHERE b.organisation NOT IN (SELECT organisation FROM work.across)
    """
    for body, state, members in _by_name(stage, fresh):
        yield {"organisation": body, "state": state, "findings": [dump(row) for row in look_across(members)]}


def _by_name(stage: Stage, fresh: str) -> Iterator[tuple[str, str, list[Member]]]:
    """Yield each name with its state and its members, in order; `fresh` asks for name, state, role, path and id."""
    for (name, state), rows in groupby(in_lots(stage, fresh), key=itemgetter(0, 1)):
        yield name, state, [member for _, _, member in rows]


def _findings(stage: Stage, refusals: Sequence[Refusal], stale: Sequence[Decision]) -> Iterator[FindingRow]:
    """Yield what is found of documents and decisions."""
    yield from finding_rows(OF_DOCUMENTS, Evidence(list(_undated(stage)), refusals, resolve(()), stale))
    query = """
        SELECT 'own', m.path, a.s
        FROM (FROM work.said WHERE id IN (SELECT id FROM work.misquoted)) a JOIN work.slim m ON m.id = a.id
    """
    if misquoted := _members(stage.ask(query)):
        documents = documents_of(stage, [member.statement.sentence.article.document_id for member in misquoted])
        said = Resolution(tuple(member.statement for member in misquoted), (), (), (), (), (), Rulings())
        yield from finding_rows(OF_DOCUMENTS, Evidence([d for d in documents if d.published_on], (), said, ()))


def _nest(stage: Stage) -> None:
    """Put goals under those that they are a part of; `nests_before` is how they were."""
    parents = nest(stage.stream((Path(__file__).parent / "nests.sql").read_text("utf-8")))
    stage.con.execute("CREATE TABLE scratch.nests_before AS FROM work.nests; DELETE FROM work.nests")
    stage.insert("work.nests", ({"goal_id": goal, "parent_id": of} for goal, of in parents.items()), KEPT["work.nests"])


def _undated(stage: Stage) -> Iterator[Document]:
    for id_, path in stage.ask("SELECT id, path FROM work.documents WHERE published_on IS NULL ORDER BY path"):
        yield Document(id_, path, "", "", "", "", None, published_stated=False, url="", text="")


def _members(rows: Any) -> list[Member]:
    load = loader(Statement)
    return [Member(role, path, load(statement)) for role, path, statement in rows]
