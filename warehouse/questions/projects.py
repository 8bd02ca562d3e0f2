"""Projects, their steps, and how many stand at which stage."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pandas as pd

from warehouse.questions.asking import BODY_WANTED, ask

# A cell may name several bodies or people; a project is each one's.
PROJECTS_WANTED = f"""
    {BODY_WANTED}
    AND ($stage::TEXT IS NULL OR stage = $stage)
    AND ($owner::TEXT IS NULL OR list_contains(named_in(owner), $owner))
    AND ($leader::TEXT IS NULL OR list_contains(named_in(leader), $leader))
    AND ($chain::TEXT IS NULL OR chain = $chain)
    AND (NOT $overdue::BOOLEAN OR overdue > 0)
"""


def projects(
    con: duckdb.DuckDBPyConnection,
    as_of: date,
    organisation: str | None = None,
    stage: str | None = None,
    *,
    owner: str | None = None,
    leader: str | None = None,
    chain: str | None = None,
    overdue: bool = False,
) -> pd.DataFrame:
    """Return one row a project, those overdue longest first (columns of the `projects_at` macro).

    `owner` and `leader` are names that the cell holds, alone or among others; `overdue` keeps projects with a step
    overdue.
    """
    return ask(
        con,
        f"""
        FROM projects_at($as_of) WHERE {PROJECTS_WANTED}
        ORDER BY days_overdue DESC NULLS LAST, total_investment DESC NULLS LAST, name, project_id
        """,
        _asked(as_of, organisation, stage, owner, leader, chain, overdue),
    )


def pipeline(
    con: duckdb.DuckDBPyConnection,
    as_of: date,
    organisation: str | None = None,
    *,
    owner: str | None = None,
    leader: str | None = None,
    chain: str | None = None,
    overdue: bool = False,
) -> pd.DataFrame:
    """Return the five stages in their order, and projects of no told stage last, if there are any.

    `projects` stand at the stage, `priced` of them with a known `total_investment`; `overdue` of them have a step
    overdue. `reached` and `reached_investment` count those at the stage or past it: what the funnel narrows by.
    `all_projects`, `all_priced`, `all_investment` and `all_overdue` are those of all stages, on each row.
    """
    return ask(
        con,
        f"""
        WITH found AS (FROM projects_at($as_of) WHERE {PROJECTS_WANTED}),
        stages AS (
            SELECT stage, stage_rank(stage) AS rank
            FROM unnest(['planning', 'signing', 'start', 'operation', 'full capacity']) AS names(stage)
            UNION ALL SELECT NULL, NULL
        ),
        counted AS (
            SELECT stage, count(*) AS projects, count(total_investment) AS priced,
                   sum(total_investment) AS total_investment, sum(annual_investment) AS annual_investment,
                   sum(annual_done) AS annual_done, count(*) FILTER (overdue > 0) AS overdue
            FROM found GROUP BY stage
        )
        SELECT s.stage, coalesce(c.projects, 0) AS projects, coalesce(c.priced, 0) AS priced,
               coalesce(c.total_investment, 0)::DOUBLE AS total_investment, c.annual_investment::DOUBLE
                   AS annual_investment, c.annual_done::DOUBLE AS annual_done, coalesce(c.overdue, 0) AS overdue,
               (SELECT count(*) FROM found f WHERE stage_rank(f.stage) >= s.rank) AS reached,
               (SELECT coalesce(sum(f.total_investment), 0)::DOUBLE FROM found f WHERE stage_rank(f.stage) >= s.rank)
                   AS reached_investment,
               (SELECT count(*) FROM found) AS all_projects,
               (SELECT count(total_investment) FROM found) AS all_priced,
               (SELECT coalesce(sum(total_investment), 0)::DOUBLE FROM found) AS all_investment,
               (SELECT count(*) FROM found WHERE overdue > 0) AS all_overdue
        FROM stages s LEFT JOIN counted c ON c.stage IS NOT DISTINCT FROM s.stage
        WHERE (SELECT count(*) FROM found) > 0 AND (s.stage IS NOT NULL OR c.projects > 0)
        ORDER BY s.rank NULLS LAST
        """,
        _asked(as_of, organisation, None, owner, leader, chain, overdue),
    )


def project_choices(con: duckdb.DuckDBPyConnection, as_of: date, organisation: str | None = None) -> pd.DataFrame:
    """Return what projects can be filtered by: `kind` ('owner', 'leader', 'chain'), `value`, `projects` of each."""
    return ask(
        con,
        f"""
        WITH found AS (FROM projects_at($as_of) WHERE {BODY_WANTED}),
        named AS (
            SELECT 'owner' AS kind, unnest(named_in(owner)) AS value FROM found
            UNION ALL SELECT 'leader', unnest(named_in(leader)) FROM found
            UNION ALL SELECT 'chain', chain FROM found WHERE chain IS NOT NULL
        )
        SELECT kind, value, count(*) AS projects FROM named GROUP BY kind, value ORDER BY kind, projects DESC, value
        """,
        {"as_of": as_of, "organisation": organisation},
    )


def project_history(con: duckdb.DuckDBPyConnection, project_id: str, as_of: date) -> pd.DataFrame:
    """Return everything that was said of one project by the day, the newest first: its fields and the sentence."""
    return ask(
        con,
        """
        SELECT r.* EXCLUDE (id, place), r.id AS report_id, d.title AS document_title, d.path AS document_path
        FROM project_reports_at($as_of) r JOIN documents d ON d.id = r.document_id
        WHERE r.project_id = $project_id ORDER BY r.place DESC
        """,
        {"as_of": as_of, "project_id": project_id},
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


def _asked(
    as_of: date,
    organisation: str | None,
    stage: str | None,
    owner: str | None,
    leader: str | None,
    chain: str | None,
    overdue: bool,
) -> dict[str, Any]:
    names = ("as_of", "organisation", "stage", "owner", "leader", "chain", "overdue")
    return dict(zip(names, (as_of, organisation, stage, owner, leader, chain, overdue), strict=True))
