"""One goal: what was promised, what was reported, and when."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from warehouse.questions.asking import GOALS_WANTED, ask


def goal(con: duckdb.DuckDBPyConnection, goal_id: str, as_of: date) -> pd.DataFrame:
    """Return the progress row of one goal; none where it has no target published by the day."""
    return ask(con, "FROM progress($as_of) WHERE goal_id = $goal_id", {"as_of": as_of, "goal_id": goal_id})


def children(con: duckdb.DuckDBPyConnection, goal_id: str, as_of: date) -> pd.DataFrame:
    """Return the progress rows of the goals that are a part (其中) of this one."""
    return ask(
        con,
        "FROM progress($as_of) WHERE parent_id = $goal_id ORDER BY target DESC, metric, goal_id",
        {"as_of": as_of, "goal_id": goal_id},
    )


def targets(con: duckdb.DuckDBPyConnection, goal_id: str | None, as_of: date) -> pd.DataFrame:
    """Return every target stated for a goal (None: for each goal), the official one first, held against its result.

    Rows with the same `rival` say the same bound: 0 is the official one's, 1, 2, ... are its rivals'.
    `why_official` is 'chosen', 'earliest' or 'only' on the official row, else ''.
    """
    return ask(
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


def reports(con: duckdb.DuckDBPyConnection, goal_id: str | None, as_of: date, *, current: bool = False) -> pd.DataFrame:
    """Return the results linked to a goal (None: to each goal), earliest first; with `current` those alone that count.

    `is_current` marks the one, or the events, that count; `measures` is 'total', 'event', or 'other' for a figure that
    cannot measure the goal.
    """
    return ask(
        con,
        """
        SELECT r.goal_id, r.statement_id, r.value, r.comparator, r.quantity_text, r.as_of, r.basis, r.link_rule,
               r.measures, e.* EXCLUDE (statement_id),
               coalesce(r.statement_id = a.actual_id
                        OR (a.actual_basis = 'event' AND r.measures = 'event'), false) AS is_current
        FROM goal_reports($as_of) r
        JOIN evidence e USING (statement_id)
        LEFT JOIN goal_actuals($as_of) a ON a.goal_id = r.goal_id
        WHERE ($goal_id::TEXT IS NULL OR r.goal_id = $goal_id) AND (NOT $current OR is_current)
        ORDER BY r.goal_id, r.place
        """,
        {"as_of": as_of, "goal_id": goal_id, "current": current},
    )


def timeline(
    con: duckdb.DuckDBPyConnection, as_of: date, organisation: str | None = None, year: int | None = None
) -> pd.DataFrame:
    """Return what was said, in the order of its days: a target on the day it was published, a result on its own day.

    A statement of no goal has a null `goal_id`; a target without a day is left out. `day_stated` is False where the day
    was inferred.
    """
    return ask(
        con,
        f"""
        FROM timeline($as_of) WHERE {GOALS_WANTED}
        ORDER BY day, document_path, quote_start, statement_id, goal_id
        """,
        {"as_of": as_of, "organisation": organisation, "year": year},
    )
