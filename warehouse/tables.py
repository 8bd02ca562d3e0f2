"""Fill the tables of a snapshot from DataFrames, and check that they hold together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from warehouse.errors import SnapshotError

HERE = Path(__file__).resolve().parent
OWN = "snapshot"  # the table that publishing itself fills
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


def create(con: duckdb.DuckDBPyConnection) -> None:
    """Make the empty tables."""
    con.execute((HERE / "schema.sql").read_text("utf-8"))


def measure(con: duckdb.DuckDBPyConnection) -> None:
    """Make the measures of tables that are full."""
    for name in ("measures.sql", "extent.sql", "evidence.sql", "projects.sql", "briefing.sql", "review.sql"):
        con.execute((HERE / name).read_text("utf-8"))


Rows = pd.DataFrame | Path
"""The rows of a table: a frame, or the database file that holds a table of that name."""


def fill(con: duckdb.DuckDBPyConnection, tables: Mapping[str, Rows]) -> dict[str, int]:
    """Insert the rows of each table; return how many. Raises SnapshotError naming table and reason."""
    columns = _columns(con)
    strange = sorted(set(tables) - (set(columns) - {OWN}))
    if strange:
        raise SnapshotError(f"there is no table named {strange[0]} in a snapshot")
    given = dict.fromkeys((table for table in columns if table != OWN), 0)
    for table, rows in tables.items():
        given[table] = _copy(con, table, rows, columns[table]) if isinstance(rows, Path) else len(rows)
        if not isinstance(rows, Path):
            _insert(con, table, rows, columns[table])
    return given


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


def content_hash(con: duckdb.DuckDBPyConnection, tables: Iterable[str], fingerprint: str) -> str:
    """Return six hex digits of what the tables hold, whatever the order of their rows."""
    digest = hashlib.sha256(fingerprint.encode())
    for table in sorted(tables):
        row = con.execute(f"SELECT count(*), bit_xor(hash(t)) FROM {table} t").fetchone()
        digest.update(f"{table} {row}".encode())
    return digest.hexdigest()[:6]


def _columns(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, tuple[str, bool]]]:
    """Return table -> column -> (type, may be null), as schema.sql has it."""
    found: dict[str, dict[str, tuple[str, bool]]] = {}
    rows = con.execute(
        "SELECT table_name, column_name, data_type, is_nullable FROM duckdb_columns() "
        "WHERE NOT internal ORDER BY table_oid, column_index"
    ).fetchall()
    for table, column, kind, nullable in rows:
        found.setdefault(table, {})[column] = (kind, nullable)
    return found


def _copy(con: duckdb.DuckDBPyConnection, table: str, source: Path, columns: Mapping[str, tuple[str, bool]]) -> int:
    """Insert the rows of the table of that name in another database; return how many there are."""
    con.execute(f"ATTACH IF NOT EXISTS '{str(source).replace(chr(39), chr(39) * 2)}' AS source (READ_ONLY)")
    picked = ", ".join(f'CAST("{name}" AS {kind}) AS "{name}"' for name, (kind, _) in columns.items())
    try:
        con.execute(f"INSERT INTO {table} BY NAME SELECT {picked} FROM source.{table}")
    except duckdb.Error as error:
        raise SnapshotError(f"a row of {table} does not fit: {str(error).splitlines()[0]}") from error
    return int(con.execute(f"SELECT count(*) FROM source.{table}").fetchall()[0][0])


def _insert(
    con: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame, columns: Mapping[str, tuple[str, bool]]
) -> None:
    strange = sorted(set(frame.columns) - set(columns))
    missing = [name for name, (_, nullable) in columns.items() if not nullable and name not in frame.columns]
    for name in strange:
        raise SnapshotError(f"the table {table} has no column {name}")
    for name in missing:
        raise SnapshotError(f"the rows of {table} lack the column {name}")
    given = {name: _plain(frame[name], kind) for name, (kind, _) in columns.items() if name in frame.columns}
    rows = pd.DataFrame(given, index=frame.index)
    if rows.empty:
        return
    con.register("incoming", rows)
    try:
        picked = ", ".join(f'CAST("{name}" AS {columns[name][0]}) AS "{name}"' for name in given)
        con.execute(f"INSERT INTO {table} BY NAME SELECT {picked} FROM incoming")
    except duckdb.Error as error:
        raise SnapshotError(f"a row of {table} does not fit: {str(error).splitlines()[0]}") from error
    finally:
        con.unregister("incoming")


def _plain(values: pd.Series[Any], kind: str) -> pd.Series[Any]:
    """Return a column in a form that the database reads exactly: objects that are not text become text."""
    if values.dtype != object and not kind.startswith("DECIMAL"):
        return values
    if values.dtype == object and pd.api.types.infer_dtype(values, skipna=True) in ("string", "boolean", "empty"):
        return values.where(values.notna(), None)
    return values.astype(object).map(_text, na_action="ignore").where(values.notna(), None)


def _text(value: object) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
