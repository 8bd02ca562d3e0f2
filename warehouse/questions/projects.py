"""Projects and their steps."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from warehouse.questions.asking import BODY_WANTED, ask


def projects(
    con: duckdb.DuckDBPyConnection, as_of: date, organisation: str | None = None, stage: str | None = None
) -> pd.DataFrame:
    """Return one row a project, those overdue longest first (columns of the `projects_at` macro)."""
    return ask(
        con,
        f"""
        FROM projects_at($as_of) WHERE {BODY_WANTED} AND ($stage::TEXT IS NULL OR stage = $stage)
        ORDER BY days_overdue DESC NULLS LAST, total_investment DESC NULLS LAST, name, project_id
        """,
        {"as_of": as_of, "organisation": organisation, "stage": stage},
    )


def milestones(
    con: duckdb.DuckDBPyConnection, as_of: date, organisation: str | None = None, project_id: str | None = None
) -> pd.DataFrame:
    """Return one row a step of a project, in the order of the days (columns of the `milestones_at` macro)."""
    return ask(
        con,
        f"""
        FROM milestones_at($as_of) WHERE {BODY_WANTED} AND ($project_id::TEXT IS NULL OR project_id = $project_id)
        ORDER BY coalesce(planned_on, reached_on), name, step, project_id
        """,
        {"as_of": as_of, "organisation": organisation, "project_id": project_id},
    )
