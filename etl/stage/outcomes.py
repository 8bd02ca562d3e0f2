"""What follows from the statements of one team: its goals, targets, links, conflicts, doubts and findings, as rows.

The rules are those of `etl/resolve.py` and `etl/audit`, run on one team at a time: a team is small, and one whose
statements are as they were has the outcome that it had.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from etl.audit import CHECKS, Evidence, Finding
from etl.audit.figures import numbers_have_one_metric
from etl.audit.finding import Check
from etl.audit.sources import quotes_are_verbatim, refused_documents, stale_decisions, undated_documents
from etl.model import UNKNOWN_DAY, Decision, Document, Link, Period, Statement
from etl.resolve import Conflict, Resolution, resolve
from etl.rulings import Rulings

ACROSS: tuple[Check, ...] = (numbers_have_one_metric,)
"""Checks that hold the metrics of a body against each other."""
OF_DOCUMENTS: tuple[Check, ...] = (refused_documents, stale_decisions, quotes_are_verbatim, undated_documents)
"""Checks of the documents and of all decisions."""
OF_A_TEAM: tuple[Check, ...] = tuple(check for check in CHECKS if check not in (*ACROSS, *OF_DOCUMENTS))


@dataclass(frozen=True, slots=True)
class Member:
    """A statement of a team, or one ('rate', 'whole') that it only looks at, with the path of its document."""

    role: str
    path: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal of the team."""

    id: str
    organisation: str
    metric_id: str
    start: date
    stop: date


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target; `place` is its order among those of its goal."""

    goal_id: str
    statement_id: str
    low: Decimal | None
    high: Decimal | None
    comparator: str
    implied: bool
    chosen: bool
    place: int


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """A doubt found about a statement; those of another team's look at it (`beside`) come first."""

    statement_id: str
    beside: bool
    place: int
    text: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding; `place` is that of its check."""

    place: int
    rule: str
    statement_id: str
    document_id: str
    is_fault: bool
    message: str
    figures: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that follows from the statements of a team in the state in which they are."""

    team: str
    state: str
    goals: tuple[GoalRow, ...]
    targets: tuple[TargetRow, ...]
    links: tuple[Link, ...]
    conflicts: tuple[Conflict, ...]
    doubts: tuple[DoubtRow, ...]
    findings: tuple[FindingRow, ...]


def work_out(
    team: str, state: str, members: Sequence[Member], decisions: Sequence[Decision] = ()
) -> tuple[Outcome, Resolution]:
    """Resolve and check the statements of a team; `decisions` are those applied, for the team that people touched."""
    resolution = resolve(map(_as_seen, members), decisions)
    roles = {member.statement.id: member.role for member in members}
    outcome = Outcome(
        team,
        state,
        tuple(GoalRow(g.id, g.organisation, g.metric.id, g.start, g.stop) for g in resolution.goals),
        tuple(_targets(resolution)),
        resolution.links,
        resolution.conflicts,
        tuple(_doubts(resolution, members, roles)),
        tuple(
            row
            for row in finding_rows(OF_A_TEAM, Evidence(_documents(members), (), resolution, ()))
            if not row.statement_id or roles[row.statement_id] != "whole"
        ),
    )
    return outcome, resolution


def look_across(members: Sequence[Member]) -> list[FindingRow]:
    """Check the statements of one body of all its metrics against each other, whatever people accepted of it."""
    statements = tuple(member.statement for member in members)
    resolution = Resolution(statements, (), (), (), (), (), Rulings())
    return finding_rows(ACROSS, Evidence(_documents(members), (), resolution, ()))


def finding_rows(checks: Iterable[Check], evidence: Evidence) -> list[FindingRow]:
    """Run some checks; a note on a statement that a person accepted is none."""
    accepted = evidence.resolution.rulings.accepted
    return [
        finding_row(CHECKS.index(check), finding)
        for check in checks
        for finding in check(evidence)
        if finding.is_fault or finding.statement_id not in accepted
    ]


def finding_row(place: int, finding: Finding) -> FindingRow:
    """Return a finding as a row."""
    figures = json.dumps(dict(finding.values), ensure_ascii=False)
    about = (finding.statement_id, finding.document_id)
    return FindingRow(place, finding.rule, *about, finding.is_fault, finding.message, figures)


def finding_of(row: Mapping[str, str | bool]) -> Finding:
    """Return the finding of a row."""
    said = {name: str(row[name]) for name in ("message", "rule", "statement_id", "document_id")}
    return Finding(is_fault=bool(row["is_fault"]), values=json.loads(str(row["figures"])), **said)


def _as_seen(member: Member) -> Statement:
    """Return a statement as the team sees it: one that it only looks at sets no goal and measures none."""
    if member.role == "own":
        return member.statement
    return replace(member.statement, period=Period(None, UNKNOWN_DAY, None, stated=False))


def _targets(resolution: Resolution) -> Iterable[TargetRow]:
    for place, target in enumerate(resolution.targets):
        comparator = "=" if target.implied else target.statement.quantity.comparator
        chosen = target.statement.id in resolution.chosen
        yield TargetRow(
            target.goal_id, target.statement.id, target.low, target.high, comparator, target.implied, chosen, place
        )


def _doubts(resolution: Resolution, members: Iterable[Member], roles: Mapping[str, str]) -> Iterable[DoubtRow]:
    known = {member.statement.id: len(member.statement.doubts) for member in members}
    for statement in resolution.statements:
        role = roles[statement.id]
        if role != "whole":
            for place, text in enumerate(statement.doubts[known[statement.id] :]):
                yield DoubtRow(statement.id, role == "rate", place, text)


def _documents(members: Iterable[Member]) -> list[Document]:
    """Return the documents of the statements with nothing but their paths, by which findings name them."""
    paths = {member.statement.sentence.article.document_id: member.path for member in members}
    return [
        Document(id_, path, "", "", "", "", UNKNOWN_DAY, published_stated=True, url="", text="")
        for id_, path in paths.items()
    ]
