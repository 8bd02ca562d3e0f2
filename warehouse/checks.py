"""What must hold of the tables of a snapshot before it is published."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from warehouse.errors import SnapshotError

RULES = (
    "status.on_pace",
    "status.late",
    "status.level_late",
    "report.stale_days",
    "forecast.spread",
    "project.late_days",
    "ranking.fulfilment",
    "ranking.on_track",
    "ranking.reported",
    "ranking.cap",
)

STAGES = ("planning", "signing", "start", "operation", "full capacity")
STEPS = ("signing", "start", "finish", "operation", "full capacity")

# Tables that grow with the documents, and what no two rows of each share. A key of the database's own would have to
# lie in memory whole.
UNIQUE = {
    "documents": "id",
    "statements": "id",
    "goals": "id",
    "targets": "goal_id, statement_id",
    "links": "goal_id, actual_id",
    "projects": "id",
    "project_reports": "id",
    "milestones": "report_id, step",
}

# What must hold, as queries for what breaks it: the sentence is completed with the first value found.
FAULTS: tuple[tuple[str, str], ...] = (
    (
        "statement {} is in a document that is not there",
        "SELECT id FROM statements WHERE document_id NOT IN (SELECT id FROM documents)",
    ),
    (
        "statement {} counts a metric that is not there",
        "SELECT id FROM statements WHERE metric_id NOT IN (SELECT id FROM metrics)",
    ),
    (
        "statement {} has a kind, basis or comparator that is not known",
        "SELECT id FROM statements WHERE kind NOT IN ('target', 'actual') OR basis NOT IN ('flow', 'event', 'stock') "
        "OR comparator NOT IN ('=', '>=', '>', '<=', '<', '~')",
    ),
    ("statement {} has no number", "SELECT id FROM statements WHERE low IS NULL AND high IS NULL"),
    (
        "goal {} counts a metric that is not there",
        "SELECT id FROM goals WHERE metric_id NOT IN (SELECT id FROM metrics)",
    ),
    (
        "goal {} is a part of a goal that is not there",
        "SELECT id FROM goals WHERE parent_id NOT IN (SELECT id FROM goals)",
    ),
    ("goal {} ends before it starts", "SELECT id FROM goals WHERE period_stop < period_start"),
    ("goal {} has no target", "SELECT id FROM goals WHERE id NOT IN (SELECT goal_id FROM targets)"),
    (
        "a target is of goal {}, which is not there",
        "SELECT goal_id FROM targets WHERE goal_id NOT IN (SELECT id FROM goals)",
    ),
    (
        "a target is in statement {}, which is not there",
        "SELECT statement_id FROM targets WHERE statement_id NOT IN (SELECT id FROM statements)",
    ),
    (
        "the target in statement {} has no bound, or a comparator or basis that is not known",
        "SELECT statement_id FROM targets WHERE (low IS NULL AND high IS NULL) OR basis NOT IN ('stated', 'implied') "
        "OR comparator NOT IN ('=', '>=', '>', '<=', '<', '~')",
    ),
    (
        "a result is linked to goal {}, which is not there",
        "SELECT goal_id FROM links WHERE goal_id NOT IN (SELECT id FROM goals)",
    ),
    (
        "a goal is linked to result {}, which is not there or not a result",
        "SELECT actual_id FROM links WHERE actual_id NOT IN (SELECT id FROM statements WHERE kind = 'actual')",
    ),
    (
        "the pace curve of {} does not have its twelve months",
        "SELECT metric_id FROM pace GROUP BY metric_id HAVING count(*) FILTER (month BETWEEN 1 AND 12) <> 12",
    ),
    (
        "report {} is of a project that is not there",
        "SELECT id FROM project_reports WHERE project_id NOT IN (SELECT id FROM projects)",
    ),
    (
        "report {} is in a document that is not there",
        "SELECT id FROM project_reports WHERE document_id NOT IN (SELECT id FROM documents)",
    ),
    (
        "report {} gives a stage that is not known",
        f"SELECT id FROM project_reports WHERE stage NOT IN {STAGES!r}",
    ),
    (
        "project {} is reported nowhere",
        "SELECT id FROM projects WHERE id NOT IN (SELECT project_id FROM project_reports)",
    ),
    (
        "a milestone is in report {}, which is not there or of another project",
        "SELECT report_id FROM milestones m WHERE NOT EXISTS "
        "(FROM project_reports r WHERE r.id = m.report_id AND r.project_id = m.project_id)",
    ),
    (
        "the milestone of report {} is a step that is not known, or has no day",
        f"SELECT report_id FROM milestones WHERE step NOT IN {STEPS!r} OR (planned_on IS NULL AND reached_on IS NULL)",
    ),
    (
        "the rule {} is missing",
        f"SELECT name FROM (SELECT unnest({list(RULES)!r}) AS name) WHERE name NOT IN (SELECT name FROM rules)",
    ),
)


def check(con: duckdb.DuckDBPyConnection, rows: Mapping[str, int]) -> None:
    """Raise SnapshotError unless every row arrived and every reference leads somewhere."""
    for table, given in rows.items():
        arrived = con.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]
        if arrived != given:
            raise SnapshotError(f"of {given} rows of {table}, {arrived} arrived")
    for table, key in UNIQUE.items():
        twice = con.execute(f"SELECT {key} FROM {table} GROUP BY {key} HAVING count(*) > 1 LIMIT 1").fetchone()
        if twice is not None:
            raise SnapshotError(f"a row of {table} does not fit: duplicate key {', '.join(map(str, twice))}")
    for sentence, query in FAULTS:
        found = con.execute(query + " LIMIT 1").fetchone()
        if found is not None:
            raise SnapshotError(sentence.format(found[0]))
