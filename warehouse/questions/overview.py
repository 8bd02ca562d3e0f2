"""Where all goals stand on a day, and what they can be filtered by."""

from __future__ import annotations

from datetime import date, datetime

import duckdb
import pandas as pd

from warehouse.questions.asking import COUNTS, GOALS_WANTED, SHOWN, ask


def default_as_of(con: duckdb.DuckDBPyConnection) -> date:
    """Return the latest day known to the data, never after today; today where nothing is dated.

    Today is at least the day on which the snapshot was built: a clock that jumps back takes nothing from the board.
    A latest document that is dated only to its month (its 15th, not stated) stands for the whole month: its last day.
    """
    today = datetime.now().date()
    row = ask(
        con,
        """
        SELECT greatest((SELECT day FROM last_published),
                        (SELECT max(day) FROM result_days WHERE day <= greatest($today, built_on))) AS day,
               built_on
        FROM (SELECT built_at::DATE AS built_on FROM snapshot)
        """,
        {"today": today},
    )
    found = row["day"].iloc[0]
    today = max(today, pd.Timestamp(row["built_on"].iloc[0]).date())
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
    return ask(
        con,
        f"""
        FROM progress($as_of) WHERE {SHOWN}
        ORDER BY theme, period_start, organisation, metric, goal_id
        """,
        {"as_of": as_of, "organisation": organisation, "year": year, "theme": theme, "status": status},
    )


def headline(
    con: duckdb.DuckDBPyConnection, as_of: date, organisation: str | None = None, year: int | None = None
) -> pd.DataFrame:
    """Return one row: how many goals stand where, and the biggest gap among those behind.

    `reported` counts the goals with a status, so that done + on_pace + late + severe = reported. Gaps of different
    units cannot be put in order: the largest in 元 comes first; where no money is behind, the goal furthest behind.
    """
    return ask(
        con,
        f"""
        WITH rows AS (FROM progress($as_of) WHERE {GOALS_WANTED}),
        worst AS (
            SELECT goal_id, metric, organisation, gap, unit, needed, months_left FROM rows
            WHERE status IN ('late', 'severe')
            ORDER BY unit = '元' DESC, CASE WHEN unit = '元' THEN gap END DESC, lead, ratio, goal_id
            LIMIT 1
        )
        SELECT {COUNTS}, count(*) FILTER (status <> 'no_data') AS reported,
               count(*) FILTER (rival_count > 0) AS conflicts,
               any_value(w.goal_id) AS biggest_gap_goal_id, any_value(w.metric) AS biggest_gap_metric,
               any_value(w.organisation) AS biggest_gap_org, any_value(w.gap) AS biggest_gap_gap,
               any_value(w.unit) AS biggest_gap_unit, any_value(w.needed) AS biggest_gap_needed,
               any_value(w.months_left) AS biggest_gap_months_left,
               (SELECT documents FROM extent($as_of)) AS documents,
               (SELECT statements FROM extent($as_of)) AS statements,
               (SELECT id FROM snapshot) AS snapshot_id, (SELECT built_at FROM snapshot) AS built_at
        FROM rows r LEFT JOIN worst w ON true
        """,
        {"as_of": as_of, "organisation": organisation, "year": year},
    )


def filters(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return what the goals can be filtered by: `kind` ('organisation', 'year', 'theme'), `value`, `parent`, `goals`.

    A goal counts in every year that its period touches; `goals` of an organisation are its own alone.
    """
    return ask(con, "FROM goal_choices ORDER BY kind, goals DESC, value")
