"""Projects as they leave in a table: plain values, the days of each step, and the row or sentence that says so."""

from __future__ import annotations

import pandas as pd

from board.charts.projects import STEPS

KEPT = (
    "name", "organisation", "chain", "stage", "status", "total_investment", "annual_investment", "annual_done",
    "annual_ratio", "cumulative_investment", "total_ratio", "owner", "leader", "problem", "overdue", "overdue_step",
    "days_overdue", "next_step", "next_on", "document_title", "document_path", "published_on", "quote",
)  # fmt: skip


def with_steps(projects: pd.DataFrame, milestones: pd.DataFrame) -> pd.DataFrame:
    """Return `questions.projects` with the promised and the actual day of each step in columns of their own."""
    result = projects[list(KEPT)].copy()
    for step in STEPS:
        days = milestones[milestones["step"] == step].drop_duplicates("project_id").set_index("project_id")
        for kind in ("planned_on", "reached_on"):
            result[f"{step.replace(' ', '_')}_{kind}"] = days[kind].reindex(projects["project_id"]).to_numpy()
    return result
