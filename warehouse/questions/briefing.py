"""What a briefing asks: what changed since the last one, how the units stand, what is new to read."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

import duckdb
import pandas as pd

from warehouse.questions.asking import IN_VIEW, ask

# Where somebody has to look comes first.
CHANGES = ("worse", "lapsed", "retargeted", "better", "first_report", "reported", "new", "same")


@dataclass(frozen=True, slots=True)
class Weights:
    """What a unit's score is made of (`ranking` in briefing.sql); `cap` is what one goal counts for at most."""

    w_fulfilment: float
    w_on_track: float
    w_reported: float
    cap: float


def ranking_weights(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return one row: the weights of rules.toml, named as the fields of Weights."""
    return ask(
        con,
        """
        SELECT max(value) FILTER (name = 'ranking.fulfilment') AS w_fulfilment,
               max(value) FILTER (name = 'ranking.on_track') AS w_on_track,
               max(value) FILTER (name = 'ranking.reported') AS w_reported,
               max(value) FILTER (name = 'ranking.cap') AS cap
        FROM rules
        """,
    )


def changes(
    con: duckdb.DuckDBPyConnection,
    as_of: date,
    since: date,
    organisation: str | None = None,
    year: int | None = None,
    *,
    theme: str | None = None,
) -> pd.DataFrame:
    """Return one row a goal beside what it was on the day `since` (columns of the `changes` macro), worst first."""
    return ask(
        con,
        f"""
        FROM changes($since, $as_of) WHERE {IN_VIEW}
        ORDER BY list_position({list(CHANGES)!r}, change), lead NULLS LAST, organisation, metric, goal_id
        """,
        {"as_of": as_of, "since": since, "organisation": organisation, "year": year, "theme": theme},
    )


def ranking(
    con: duckdb.DuckDBPyConnection,
    as_of: date,
    since: date,
    weights: Weights,
    organisation: str | None = None,
    year: int | None = None,
) -> pd.DataFrame:
    """Return one row a unit, the first first, those without a score last; `rank_before` is that of the day `since`.

    Shares are fractions, points and scores of 100.
    """
    macro = "ranking({}, $organisation::TEXT, $year::INTEGER, $w_fulfilment, $w_on_track, $w_reported, $cap)"
    return ask(
        con,
        f"""
        SELECT n.*, b.rank AS rank_before, b.score AS score_before
        FROM {macro.format("$as_of")} n LEFT JOIN {macro.format("$since")} b USING (organisation)
        ORDER BY n.rank NULLS LAST, n.goals DESC, n.organisation
        """,
        {"as_of": as_of, "since": since, "organisation": organisation, "year": year, **asdict(weights)},
    )


def new_evidence(
    con: duckdb.DuckDBPyConnection,
    as_of: date,
    since: date,
    organisation: str | None = None,
    year: int | None = None,
    *,
    theme: str | None = None,
) -> pd.DataFrame:
    """Return the sentences about goals that were published after the day `since`, the newest first.

    A row is a goal and a statement of it: `kind` 'target' or 'actual', its words and where they stand.
    """
    return ask(
        con,
        f"""
        WITH said AS (
            SELECT goal_id, statement_id, 'target' AS kind, quantity_text FROM goal_targets($as_of)
            UNION ALL SELECT goal_id, statement_id, 'actual', quantity_text FROM goal_reports($as_of)
        )
        SELECT s.goal_id, s.kind, g.metric, g.organisation, g.unit, s.quantity_text, e.*
        FROM said s JOIN goal_facts g USING (goal_id) JOIN evidence e USING (statement_id)
        WHERE e.published_on > $since AND {IN_VIEW}
        ORDER BY e.published_on DESC, e.document_path, e.quote_start, s.goal_id
        """,
        {"as_of": as_of, "since": since, "organisation": organisation, "year": year, "theme": theme},
    )
