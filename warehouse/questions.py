"""What is asked of a snapshot: one function a question, each returning a DataFrame.

`as_of` is the board's date: only what was published by that day (undated counts always), and results that count up to a
day no later, are there. Money is in 元, counts in the base unit, shares are fractions (0.216) and % stays as printed
(5.5). A value that was not computed is null. No question computes a measure: those stand in `measures.sql`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import duckdb
import pandas as pd

from warehouse.snapshot import SnapshotError

OUTDATED = (duckdb.CatalogException, duckdb.BinderException)
DAMAGED = (duckdb.IOException, duckdb.FatalException, duckdb.InternalException, duckdb.SerializationException)

# A goal belongs to every year that its period touches; an organisation brings those below it.
BODY_WANTED = (
    "($organisation::TEXT IS NULL OR organisation IN (SELECT name FROM organisation_and_below($organisation)))"
)
GOALS_WANTED = f"""
    {BODY_WANTED}
    AND ($year::INTEGER IS NULL OR $year BETWEEN year(period_start) AND year(period_stop))
"""


def default_as_of(con: duckdb.DuckDBPyConnection) -> date:
    """Return the latest day known to the data, never after today; today where nothing is dated.

    A latest document that is dated only to its month (its 15th, not stated) stands for the whole month: its last day.
    """
    today = datetime.now().date()
    row = _ask(
        con,
        """
        WITH said AS (
            SELECT published_on, published_stated FROM documents
            UNION SELECT published_on, published_stated FROM statements
        ),
        latest AS (
            SELECT * FROM said WHERE published_on IS NOT NULL ORDER BY published_on DESC, published_stated LIMIT 1
        )
        SELECT greatest(
            (SELECT CASE WHEN NOT published_stated AND day(published_on) = 15 THEN last_day(published_on)
                         ELSE published_on END FROM latest),
            (SELECT max(as_of) FROM statements WHERE kind = 'actual' AND as_of <= $today)) AS day
        """,
        {"today": today},
    )
    found = row["day"].iloc[0]
    return today if pd.isna(found) else min(pd.Timestamp(found).date(), today)


def progress(
    con: duckdb.DuckDBPyConnection,
    as_of: date,
    organisation: str | None = None,
    year: int | None = None,
    *,
    theme: str | None = None,
    status: str | None = None,
) -> pd.DataFrame:
    """Return one row a goal: its official target held against its result (columns of the `progress` macro)."""
    return _ask(
        con,
        f"""
        FROM progress($as_of) WHERE {GOALS_WANTED}
        AND ($theme::TEXT IS NULL OR theme = $theme) AND ($status::TEXT IS NULL OR status = $status)
        ORDER BY theme, period_start, organisation, metric, goal_id
        """,
        {"as_of": as_of, "organisation": organisation, "year": year, "theme": theme, "status": status},
    )


def goal(con: duckdb.DuckDBPyConnection, goal_id: str, as_of: date) -> pd.DataFrame:
    """Return the progress row of one goal; none where it has no target published by the day."""
    return _ask(con, "FROM progress($as_of) WHERE goal_id = $goal_id", {"as_of": as_of, "goal_id": goal_id})


def children(con: duckdb.DuckDBPyConnection, goal_id: str, as_of: date) -> pd.DataFrame:
    """Return the progress rows of the goals that are a part (其中) of this one."""
    return _ask(
        con,
        "FROM progress($as_of) WHERE parent_id = $goal_id ORDER BY target DESC, metric, goal_id",
        {"as_of": as_of, "goal_id": goal_id},
    )


def targets(con: duckdb.DuckDBPyConnection, goal_id: str | None, as_of: date) -> pd.DataFrame:
    """Return every target stated for a goal (None: for each goal), the official one first, held against its result.

    Rows with the same `rival` say the same bound: 0 is the official one's, 1, 2, ... are its rivals'.
    `why_official` is 'chosen', 'earliest' or 'only' on the official row, else ''.
    """
    return _ask(
        con,
        """
        SELECT h.goal_id, h.statement_id, h.low, h.high, h.comparator, h.quantity_text AS target_text, h.basis,
               h.place = h.official_place AS official,
               CASE WHEN h.place <> h.official_place THEN '' WHEN h.chosen THEN 'chosen'
                    WHEN h.rival_count = 0 THEN 'only' ELSE 'earliest' END AS why_official,
               h.bound AS target, h.unit, h.ratio, h.lead, h.gap, h.status, h.status_reason,
               dense_rank() OVER (PARTITION BY h.goal_id ORDER BY h.bound_no <> h.official_bound, h.bound_no) - 1
                   AS rival,
               e.* EXCLUDE (statement_id)
        FROM held($as_of) h JOIN evidence e USING (statement_id)
        WHERE $goal_id::TEXT IS NULL OR h.goal_id = $goal_id
        ORDER BY h.goal_id, rival, h.place
        """,
        {"as_of": as_of, "goal_id": goal_id},
    )


def reports(con: duckdb.DuckDBPyConnection, goal_id: str | None, as_of: date) -> pd.DataFrame:
    """Return the results linked to a goal (None: to each goal), earliest first.

    `is_current` marks the one, or the events, that count; `measures` is 'total', 'event', or 'other' for a figure that
    cannot measure the goal.
    """
    return _ask(
        con,
        """
        SELECT r.goal_id, r.statement_id, r.value, r.comparator, r.quantity_text, r.as_of, r.basis, r.link_rule,
               r.measures, e.* EXCLUDE (statement_id),
               coalesce(r.statement_id = a.actual_id
                        OR (a.actual_basis = 'event' AND r.measures = 'event'), false) AS is_current
        FROM goal_reports($as_of) r
        JOIN evidence e USING (statement_id)
        LEFT JOIN goal_actuals($as_of) a ON a.goal_id = r.goal_id
        WHERE $goal_id::TEXT IS NULL OR r.goal_id = $goal_id
        ORDER BY r.goal_id, r.place
        """,
        {"as_of": as_of, "goal_id": goal_id},
    )


def headline(
    con: duckdb.DuckDBPyConnection, as_of: date, organisation: str | None = None, year: int | None = None
) -> pd.DataFrame:
    """Return one row: how many goals stand where, and the biggest gap among those behind.

    `reported` counts the goals with a status, so that done + on_pace + late + severe = reported. Gaps of different
    units cannot be put in order: the largest in 元 comes first; where no money is behind, the goal furthest behind.
    """
    return _ask(
        con,
        f"""
        WITH rows AS (FROM progress($as_of) WHERE {GOALS_WANTED}),
        worst AS (
            SELECT goal_id, metric, organisation, gap, unit, needed, months_left FROM rows
            WHERE status IN ('late', 'severe')
            ORDER BY unit = '元' DESC, CASE WHEN unit = '元' THEN gap END DESC, lead, ratio, goal_id
            LIMIT 1
        )
        SELECT count(*) AS goals,
               count(*) FILTER (status <> 'no_data') AS reported,
               count(*) FILTER (status = 'done') AS done,
               count(*) FILTER (status = 'on_pace') AS on_pace,
               count(*) FILTER (status = 'late') AS late,
               count(*) FILTER (status = 'severe') AS severe,
               count(*) FILTER (status = 'no_data') AS no_data,
               count(*) FILTER (rival_count > 0) AS conflicts,
               any_value(w.goal_id) AS biggest_gap_goal_id, any_value(w.metric) AS biggest_gap_metric,
               any_value(w.organisation) AS biggest_gap_org, any_value(w.gap) AS biggest_gap_gap,
               any_value(w.unit) AS biggest_gap_unit, any_value(w.needed) AS biggest_gap_needed,
               any_value(w.months_left) AS biggest_gap_months_left,
               (SELECT count(*) FROM documents
                WHERE state NOT IN ('refused', 'copy')
                AND (published_on IS NULL OR published_on <= $as_of)) AS documents,
               (SELECT count(*) FROM statements WHERE published_on IS NULL OR published_on <= $as_of) AS statements,
               (SELECT id FROM snapshot) AS snapshot_id
        FROM rows r LEFT JOIN worst w ON true
        """,
        {"as_of": as_of, "organisation": organisation, "year": year},
    )


def timeline(
    con: duckdb.DuckDBPyConnection, as_of: date, organisation: str | None = None, year: int | None = None
) -> pd.DataFrame:
    """Return what was said, in the order of its days: a target on the day it was published, a result on its own day.

    A statement of no goal has a null `goal_id`; a target without a day is left out. `day_stated` is False where the day
    was inferred.
    """
    return _ask(
        con,
        f"""
        FROM timeline($as_of) WHERE {GOALS_WANTED}
        ORDER BY day, document_path, quote_start, statement_id, goal_id
        """,
        {"as_of": as_of, "organisation": organisation, "year": year},
    )


def documents(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return every document, newest first, without its text, with how many targets and actuals it gave."""
    return _ask(
        con,
        """
        SELECT d.* EXCLUDE (text), count(s.id) FILTER (s.kind = 'target') AS targets,
               count(s.id) FILTER (s.kind = 'actual') AS actuals
        FROM documents d LEFT JOIN statements s ON s.document_id = d.id
        GROUP BY ALL ORDER BY d.published_on DESC NULLS LAST, d.path
        """,
    )


def document(con: duckdb.DuckDBPyConnection, document_id: str) -> pd.DataFrame:
    """Return one document with its text."""
    return _ask(con, "FROM documents WHERE id = $id", {"id": document_id})


def document_statements(con: duckdb.DuckDBPyConnection, document_id: str) -> pd.DataFrame:
    """Return what one document says, in its order; `goal_ids` lists the goals a statement sets or measures."""
    return _ask(
        con,
        """
        SELECT s.id AS statement_id, s.quote_start, s.quote, s.kind, m.name AS metric, s.organisation,
               coalesce(s.low, s.high) AS value, s.low, s.high, m.unit, s.comparator, s.quantity_text, s.basis,
               s.period_start, s.period_stop, s.as_of, s.article, s.sentence, s.headings, s.rules, s.doubts,
               s.parent_id,
               list_sort(list_distinct(
                   coalesce((SELECT list(t.goal_id) FROM targets t WHERE t.statement_id = s.id), [])
                   || coalesce((SELECT list(l.goal_id) FROM links l WHERE l.actual_id = s.id), []))) AS goal_ids
        FROM statements s JOIN metrics m ON m.id = s.metric_id
        WHERE s.document_id = $id
        ORDER BY s.quote_start, s.id
        """,
        {"id": document_id},
    )


def projects(
    con: duckdb.DuckDBPyConnection, as_of: date, organisation: str | None = None, stage: str | None = None
) -> pd.DataFrame:
    """Return one row a project, those overdue longest first (columns of the `projects_at` macro)."""
    return _ask(
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
    return _ask(
        con,
        f"""
        FROM milestones_at($as_of) WHERE {BODY_WANTED} AND ($project_id::TEXT IS NULL OR project_id = $project_id)
        ORDER BY coalesce(planned_on, reached_on), name, step, project_id
        """,
        {"as_of": as_of, "organisation": organisation, "project_id": project_id},
    )


def filters(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return what the goals can be filtered by: `kind` ('organisation', 'year', 'theme'), `value`, `parent`, `goals`.

    A goal counts in every year that its period touches; `goals` of an organisation are its own alone.
    """
    return _ask(
        con,
        """
        SELECT 'organisation' AS kind, organisation AS value, any_value(parent_organisation) AS parent,
               count(*) AS goals
        FROM goal_facts GROUP BY organisation
        UNION ALL
        SELECT 'year', y::TEXT, NULL, count(*)
        FROM goal_facts, unnest(range(year(period_start), year(period_stop) + 1)) AS years(y) GROUP BY y
        UNION ALL
        SELECT 'theme', theme, NULL, count(*) FROM goal_facts GROUP BY theme
        ORDER BY kind, goals DESC, value
        """,
    )


def _ask(con: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """Run one question on a cursor of its own, since a connection must not be used by two threads."""
    try:
        with con.cursor() as cursor:
            return cursor.execute(sql, dict(parameters or {})).df()
    except OUTDATED as error:
        raise SnapshotError("the snapshot was built by another version of the program; build it again") from error
    except DAMAGED as error:
        raise SnapshotError(f"the snapshot cannot be read: {str(error).splitlines()[0]}") from error
