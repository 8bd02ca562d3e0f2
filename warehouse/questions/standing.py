"""The board of a large office: how its parts stand, and its goals a page at a time, the worst first."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from warehouse.questions.asking import (
    BODY_WANTED,
    COUNTS,
    IN_VIEW,
    SHOWN,
    THEME_WANTED,
    WORST_FIRST,
    YEAR_WANTED,
    ask,
)

_SAID = """contains(lower(metric || ' ' || organisation || ' ' || theme || ' ' || owner), word)"""


def standing(
    con: duckdb.DuckDBPyConnection,
    as_of: date,
    organisation: str | None = None,
    year: int | None = None,
    *,
    theme: str | None = None,
) -> pd.DataFrame:
    """Return how many goals stand where: `kind` 'all' for those in view, then a row a 'theme', a row an 'organisation'.

    The themes are those of the organisation in view, the organisations those of the theme in view, the worst first: a
    reader who has chosen one sees the others beside it. `name` is '' for 'all' and for goals without a theme.
    """
    return ask(
        con,
        f"""
        WITH rows AS (
            SELECT theme, organisation, status, {BODY_WANTED} AS of_body,
                   {THEME_WANTED} AS of_theme
            FROM progress($as_of) WHERE {YEAR_WANTED}
        ),
        counted AS (
            SELECT 'all' AS kind, '' AS name, {COUNTS} FROM rows WHERE of_body AND of_theme
            UNION ALL SELECT 'theme', theme, {COUNTS} FROM rows WHERE of_body GROUP BY theme
            UNION ALL SELECT 'organisation', organisation, {COUNTS} FROM rows WHERE of_theme GROUP BY organisation
        )
        FROM counted ORDER BY kind, no_data = goals, severe DESC, late DESC, name
        """,
        {"as_of": as_of, "organisation": organisation, "year": year, "theme": theme},
    )


def worst(
    con: duckdb.DuckDBPyConnection,
    as_of: date,
    organisation: str | None = None,
    year: int | None = None,
    *,
    theme: str | None = None,
    status: str | None = None,
    words: str = "",
    limit: int = 40,
    offset: int = 0,
) -> pd.DataFrame:
    """Return `limit` goals after the first `offset`, the worst first, as `progress` has them.

    With `words`, only goals in whose metric, organisation, theme and owner every one of them occurs. `matches` says how
    many there are in all.
    """
    return ask(
        con,
        f"""
        SELECT *, count(*) OVER () AS matches
        FROM progress($as_of) WHERE {SHOWN}
        AND ($words = '' OR list_bool_and(list_transform(string_split($words, ' '), lambda word: {_SAID})))
        ORDER BY list_position({list(WORST_FIRST)!r}, status), coalesce(lead, 0), organisation, metric, goal_id
        LIMIT $limit OFFSET $offset
        """,
        {"as_of": as_of, "organisation": organisation, "year": year, "theme": theme, "status": status}
        | {"words": " ".join(words.lower().split()), "limit": limit, "offset": offset},
    )


_ROW = "coalesce(goal_id, organisation || chr(31) || metric)"  # a line of the timeline: a goal, or what belongs to none


def timeline_extent(
    con: duckdb.DuckDBPyConnection,
    as_of: date,
    organisation: str | None = None,
    year: int | None = None,
    *,
    theme: str | None = None,
) -> pd.DataFrame:
    """Return one row: how many `targets` and `actuals` were said, and the `rows` that a timeline of them has."""
    return ask(
        con,
        f"""
        SELECT count(DISTINCT statement_id) FILTER (what = 'target') AS targets,
               count(DISTINCT statement_id) FILTER (what = 'actual') AS actuals, count(DISTINCT {_ROW}) AS rows
        FROM timeline($as_of) WHERE {IN_VIEW}
        """,
        {"as_of": as_of, "organisation": organisation, "year": year, "theme": theme},
    )


def timeline_page(
    con: duckdb.DuckDBPyConnection,
    as_of: date,
    organisation: str | None = None,
    year: int | None = None,
    *,
    theme: str | None = None,
    limit: int = 40,
    offset: int = 0,
) -> pd.DataFrame:
    """Return what `timeline` says of `limit` rows after the first `offset`, in the order of the day each begins."""
    return ask(
        con,
        f"""
        WITH page AS (
            SELECT {_ROW} AS row FROM timeline($as_of) WHERE {IN_VIEW}
            GROUP BY row ORDER BY min(day), min(organisation), min(metric), row LIMIT $limit OFFSET $offset
        )
        FROM timeline($as_of) WHERE {IN_VIEW} AND {_ROW} IN (FROM page)
        ORDER BY day, document_path, quote_start, statement_id, goal_id
        """,
        {"as_of": as_of, "organisation": organisation, "year": year, "theme": theme, "limit": limit, "offset": offset},
    )


def extent(con: duckdb.DuckDBPyConnection, as_of: date) -> pd.DataFrame:
    """Return one row: of how many `documents` and `statements` the board of a day is made, and the `snapshot_id`."""
    return ask(con, "SELECT *, (SELECT id FROM snapshot) AS snapshot_id FROM extent($as_of)", {"as_of": as_of})


def quoted(con: duckdb.DuckDBPyConnection, statement_ids: tuple[str, ...]) -> pd.DataFrame:
    """Return the words of some statements and where they stand, as in the view `evidence`."""
    return ask(con, "FROM evidence WHERE statement_id IN (SELECT unnest($ids::TEXT[]))", {"ids": list(statement_ids)})
