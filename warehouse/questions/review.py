"""What waits for a person, what can be decided about it, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pandas as pd

from warehouse.questions.asking import ask

_STATEMENT = """
    SELECT s.id AS statement_id, s.kind, s.metric_id, m.name AS metric, m.unit, m.known, m.accumulates, m.better,
           m.theme, s.organisation, s.low, s.high, s.comparator, s.quantity_text, s.period_start, s.period_stop,
           s.as_of, s.period_stated, s.basis, s.document_id, d.title AS document_title, d.path AS document_path,
           s.article, s.published_on, s.published_stated, s.headings, s.sentence, s.quote, s.quote_start, s.rules,
           s.doubts, s.parent_id
    FROM statements s JOIN metrics m ON m.id = s.metric_id JOIN documents d ON d.id = s.document_id
"""


def review_counts(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return how many items of each kind wait, in the order in which they matter."""
    return ask(con, "SELECT kind, count(*) AS items FROM review_items GROUP BY kind, rank ORDER BY rank")


def review_queue(con: duckdb.DuckDBPyConnection, kind: str | None = None, limit: int = 200) -> pd.DataFrame:
    """Return the items that wait (of one kind), the most pressing first."""
    return ask(
        con,
        "FROM review_items WHERE $kind::TEXT IS NULL OR kind = $kind ORDER BY rank, place, item LIMIT $limit",
        {"kind": kind, "limit": limit},
    )


def statement(con: duckdb.DuckDBPyConnection, statement_id: str) -> pd.DataFrame:
    """Return all that is known of one statement, with its sentence and its document's title."""
    return ask(con, f"{_STATEMENT} WHERE s.id = $statement_id", {"statement_id": statement_id})


def statement_goals(con: duckdb.DuckDBPyConnection, statement_id: str) -> pd.DataFrame:
    """Return the goals that a statement is a target of or is linked to, with the rule of the link."""
    return ask(
        con,
        """
        SELECT g.goal_id, g.organisation, g.metric, g.period_start, g.period_stop, coalesce(l.rule, '') AS rule
        FROM statement_goals u
        JOIN goal_facts g ON g.goal_id = u.goal_id
        LEFT JOIN links l ON l.goal_id = u.goal_id AND l.actual_id = u.statement_id
        WHERE u.statement_id = $statement_id ORDER BY g.period_stop DESC, g.goal_id
        """,
        {"statement_id": statement_id},
    )


def alike(con: duckdb.DuckDBPyConnection, statement_id: str) -> pd.DataFrame:
    """Return the statements of the same document with the same doubts that nobody has answered, itself first."""
    return ask(
        con,
        f"""
        WITH this AS (SELECT document_id, own_doubts(doubts) AS own FROM statements WHERE id = $statement_id)
        {_STATEMENT} JOIN this t ON t.document_id = s.document_id AND t.own = own_doubts(s.doubts) AND t.own <> ''
        ORDER BY s.id <> $statement_id, s.quote_start, s.id
        """,
        {"statement_id": statement_id},
    )


def link_choices(con: duckdb.DuckDBPyConnection, statement_id: str, limit: int = 30) -> pd.DataFrame:
    """Return the goals that a result could be linked to: the same unit, and a period that holds its day.

    The likeliest come first: its own body, then the name most alike.
    """
    return ask(
        con,
        """
        SELECT g.goal_id, g.organisation, g.metric, g.period_start, g.period_stop, g.unit,
               g.organisation = s.organisation AS same_body, name_likeness(m.name, g.metric) AS likeness
        FROM statements s
        JOIN metrics m ON m.id = s.metric_id
        JOIN goal_facts g ON g.unit = m.unit
            AND coalesce(s.as_of, s.period_stop) BETWEEN g.period_start AND g.period_stop
        WHERE s.id = $statement_id AND s.kind = 'actual'
        AND g.goal_id NOT IN (SELECT goal_id FROM links WHERE actual_id = s.id)
        ORDER BY same_body DESC, likeness DESC, g.period_stop - g.period_start DESC, g.goal_id
        LIMIT $limit
        """,
        {"statement_id": statement_id, "limit": limit},
    )


def metric_statements(con: duckdb.DuckDBPyConnection, metric_id: str, limit: int = 20) -> pd.DataFrame:
    """Return what is said of one metric, those of a goal first."""
    return ask(
        con,
        f"""
        {_STATEMENT} WHERE s.metric_id = $metric_id
        ORDER BY s.id NOT IN (SELECT statement_id FROM statement_goals), s.published_on DESC NULLS LAST, s.quote_start
        LIMIT $limit
        """,
        {"metric_id": metric_id, "limit": limit},
    )


def successors(con: duckdb.DuckDBPyConnection, decision_id: str, limit: int = 5) -> pd.DataFrame:
    """Return the statements that a stale decision may be meant for now: itself as it reads now, else one alike.

    A document that was replaced has other statements; one whose words the person saw comes before one that merely has
    its metric.
    """
    return ask(
        con,
        f"""
        WITH d AS (FROM decisions WHERE id = $decision_id),
        said AS ({_STATEMENT})
        SELECT said.* FROM said, d
        WHERE said.statement_id = d.about OR (
            d.expected <> '' AND contains(d.expected, said.metric) AND contains(d.expected, said.kind)
            AND contains(d.expected, said.organisation)
            AND contains(d.expected, said.period_stop::TEXT))
        ORDER BY said.statement_id <> d.about, NOT contains(d.expected, said.quantity_text),
                 said.published_on DESC NULLS LAST, said.statement_id
        LIMIT $limit
        """,
        {"decision_id": decision_id, "limit": limit},
    )


def findings(con: duckdb.DuckDBPyConnection, statement_id: str) -> pd.DataFrame:
    """Return what the checks noted about a statement: the rule, the sentence, and its figures as JSON."""
    return ask(
        con,
        "SELECT DISTINCT rule, message, figures FROM findings WHERE statement_id = $statement_id ORDER BY rule",
        {"statement_id": statement_id},
    )


def decision_history(con: duckdb.DuckDBPyConnection, goal_id: str | None = None) -> pd.DataFrame:
    """Return every decision (about the statements of one goal), the newest first, with what it changed."""
    return ask(
        con,
        """
        FROM decision_history
        WHERE $goal_id::TEXT IS NULL OR about IN (SELECT statement_id FROM statement_goals WHERE goal_id = $goal_id)
        ORDER BY number DESC
        """,
        {"goal_id": goal_id},
    )


def decision(con: duckdb.DuckDBPyConnection, decision_id: str) -> pd.DataFrame:
    """Return one decision with what it changed."""
    return ask(con, "FROM decision_history WHERE id = $id ORDER BY number DESC LIMIT 1", {"id": decision_id})


def neighbours(
    con: duckdb.DuckDBPyConnection, statement_ids: Sequence[str], goal_ids: Sequence[str], metrics: Sequence[str]
) -> pd.DataFrame:
    """Return the statements that a change to these may move: all of their goals, bodies' metrics, wholes and parts.

    `metrics` are "organisation metric_id", for the goals that a correction would lead to. `goal_ids` lists the goals
    that a statement sets or measures.
    """
    return ask(
        con,
        f"""
        WITH RECURSIVE subjects AS (
            SELECT organisation || ' ' || metric_id AS subject FROM statements WHERE id IN (SELECT unnest($statements))
            UNION SELECT organisation || ' ' || metric_id FROM goals WHERE id IN (SELECT unnest($goals))
            UNION SELECT unnest($metrics)
        ),
        near AS (
            SELECT id FROM statements WHERE id IN (SELECT unnest($statements))
            OR organisation || ' ' || metric_id IN (SELECT subject FROM subjects)
            UNION SELECT statement_id FROM statement_goals WHERE goal_id IN (
                SELECT id FROM goals WHERE organisation || ' ' || metric_id IN (SELECT subject FROM subjects))
            UNION
            SELECT other.id FROM near n JOIN statements s ON s.id = n.id
            JOIN statements other ON other.id = s.parent_id OR other.parent_id = s.id
        )
        SELECT said.*,
               (SELECT list(u.goal_id) FROM statement_goals u WHERE u.statement_id = said.statement_id) AS goal_ids
        FROM ({_STATEMENT} WHERE s.id IN (SELECT id FROM near)) said ORDER BY said.statement_id
        """,
        {"statements": list(statement_ids), "goals": list(goal_ids), "metrics": list(metrics)},
    )
