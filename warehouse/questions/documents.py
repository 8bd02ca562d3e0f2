"""The documents and what each says."""

from __future__ import annotations

import duckdb
import pandas as pd

from warehouse.questions.asking import ask


def documents(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return every document, newest first, without its text, with how many targets, actuals and projects it gave."""
    return ask(
        con,
        """
        SELECT d.* EXCLUDE (text), count(s.id) FILTER (s.kind = 'target') AS targets,
               count(s.id) FILTER (s.kind = 'actual') AS actuals,
               (SELECT count(DISTINCT r.project_id) FROM project_reports r WHERE r.document_id = d.id) AS projects
        FROM documents d LEFT JOIN statements s ON s.document_id = d.id
        GROUP BY ALL ORDER BY d.published_on DESC NULLS LAST, d.path
        """,
    )


def document(con: duckdb.DuckDBPyConnection, document_id: str) -> pd.DataFrame:
    """Return one document with its text."""
    return ask(con, "FROM documents WHERE id = $id", {"id": document_id})


def document_statements(con: duckdb.DuckDBPyConnection, document_id: str) -> pd.DataFrame:
    """Return what one document says, in its order; `goal_ids` lists the goals a statement sets or measures."""
    return ask(
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


def document_projects(con: duckdb.DuckDBPyConnection, document_id: str) -> pd.DataFrame:
    """Return what one document says of projects, in its order: one row a report, with the project's name."""
    return ask(
        con,
        """
        SELECT r.id AS report_id, r.project_id, p.name, p.organisation, r.quote_start, r.quote, r.stage
        FROM project_reports r JOIN projects p ON p.id = r.project_id
        WHERE r.document_id = $id
        ORDER BY r.quote_start, r.id
        """,
        {"id": document_id},
    )
