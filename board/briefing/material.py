"""What a briefing is written from: the answers of a few questions for one day, beside those of the last briefing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from board.briefing.span import Span
from board.charts.rows import Goal, read_goals, records
from warehouse import questions
from warehouse.questions import Weights

Ask = Callable[..., pd.DataFrame]
REPORTED = ("done", "on_pace", "late", "severe")


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose briefing: of which span, as the board stood on which day, narrowed to what."""

    span: Span
    as_of: date
    organisation: str | None = None
    year: int | None = None
    theme: str | None = None
    weights: Weights | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A goal and what became of it since the last briefing."""

    goal: Goal
    change: str
    status_before: str
    ratio_gain: float | None
    actual_gain: float | None
    target_before: float | None
    owner: str
    leader: str


@dataclass(frozen=True, slots=True)
class Material:
    """Everything a briefing says. `said` are the sentences of each goal by its id, targets before results."""

    asked: Asked
    weights: Weights
    counts: Mapping[str, Any]
    changes: tuple[Change, ...]
    ranking: pd.DataFrame
    fresh: pd.DataFrame
    overdue: pd.DataFrame
    said: Mapping[str, tuple[Mapping[str, Any], ...]]
    snapshot: str
    built_at: datetime

    def with_status(self, *wanted: str) -> list[Change]:
        """Return the goals that stand so, the furthest behind first."""
        found = [change for change in self.changes if change.goal.status in wanted]
        return sorted(found, key=lambda change: (change.goal.badness, change.goal.lead or 0.0, change.goal.metric))

    def changed(self, *wanted: str) -> list[Change]:
        """Return the goals that changed so, in the order of the question."""
        return [change for change in self.changes if change.change in wanted]


def gather(ask: Ask, asked: Asked) -> Material:
    """Ask for all that a briefing says. `ask(question, *arguments)` answers one of `warehouse.questions`."""
    body = {"organisation": asked.organisation, "year": asked.year}
    day, since = asked.as_of, asked.span.since
    weights = asked.weights or stated_weights(ask)
    changed = ask(questions.changes, day, since, **body, theme=asked.theme)
    counts = dict(ask(questions.headline, day, **body).iloc[0])
    if asked.theme is not None:
        counts = _counted(changed) | {name: counts[name] for name in ("snapshot_id", "built_at")}
    wanted = set(changed["goal_id"])
    return Material(
        asked=asked,
        weights=weights,
        counts={str(key): value for key, value in counts.items()},
        changes=tuple(map(_change, read_goals(changed), records(changed))),
        ranking=ask(questions.ranking, day, since, weights, **body),
        fresh=ask(questions.new_evidence, day, since, **body, theme=asked.theme),
        overdue=_overdue(ask, asked),
        said=_said(ask(questions.targets, None, day), ask(questions.reports, None, day, current=True), wanted),
        snapshot=str(counts["snapshot_id"]),
        built_at=pd.Timestamp(counts["built_at"]).to_pydatetime(),
    )


def stated_weights(ask: Ask) -> Weights:
    """Return the weights of rules.toml."""
    row = ask(questions.ranking_weights).iloc[0]
    return Weights(**{str(name): float(value) for name, value in row.items()})


def _change(goal: Goal, row: Mapping[str, Any]) -> Change:
    return Change(
        goal=goal,
        change=str(row["change"]),
        status_before=str(row["status_before"] or ""),
        ratio_gain=row["ratio_gain"],
        actual_gain=None if row["actual_gain"] is None else float(row["actual_gain"]),
        target_before=None if row["target_before"] is None else float(row["target_before"]),
        owner=str(row["owner"]),
        leader=str(row["leader"]),
    )


def _counted(rows: pd.DataFrame) -> dict[str, Any]:
    """Return how many goals stand where; of one theme no gap is called the largest."""
    counted = rows["status"].value_counts()
    counts: dict[str, Any] = {status: int(counted.get(status, 0)) for status in (*REPORTED, "no_data")}
    conflicts = int((rows["rival_count"] > 0).sum())
    return {**counts, "goals": len(rows), "reported": len(rows) - counts["no_data"], "conflicts": conflicts}


def _overdue(ask: Ask, asked: Asked) -> pd.DataFrame:
    """Return the steps of projects that are overdue, the longest first; of one theme none, since projects have none."""
    if asked.theme is not None:
        return pd.DataFrame()
    steps = ask(questions.milestones, asked.as_of, organisation=asked.organisation)
    return steps[steps["state"] == "overdue"].sort_values("days_overdue", ascending=False, kind="stable")


def _said(targets: pd.DataFrame, reports: pd.DataFrame, wanted: set[str]) -> dict[str, tuple[Mapping[str, Any], ...]]:
    """Return what stands behind the numbers of each goal: one sentence a rival target, and the results that count."""
    said: dict[str, list[Mapping[str, Any]]] = {}
    claims = targets[targets["goal_id"].isin(wanted)].drop_duplicates(["goal_id", "rival"])
    results = reports[reports["goal_id"].isin(wanted) & reports["is_current"]]
    for kind, rows in (("target", claims), ("actual", results)):
        for row in records(rows):
            said.setdefault(str(row["goal_id"]), []).append({**row, "kind": kind})
    return {goal: tuple(rows) for goal, rows in said.items()}
