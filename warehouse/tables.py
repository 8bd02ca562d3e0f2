"""Fill the tables of a snapshot from DataFrames, and check that they hold together."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union

import duckdb

from warehouse.errors import SnapshotError

if TYPE_CHECKING:
    import pandas as pd

HERE = Path(__file__).resolve().parent
OWN = "snapshot"  # the table that publishing itself fills
MAKERS = ("tables.py", "measuring.py", "snapshot.py")


def create(con: duckdb.DuckDBPyConnection) -> None:
    """Make the empty tables."""
    con.execute((HERE / "schema.sql").read_text("utf-8"))


@cache
def code_fingerprint() -> str:
    """Return the hash of what decides what a snapshot is like: one of another is nothing to go on from."""
    digest = hashlib.sha256(duckdb.__version__.encode())
    for path in sorted((*HERE.glob("*.sql"), *(HERE / name for name in MAKERS))):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed of a table: the database that has the new rows in a table of that name, and in `gone_<table>` the
    values of `key` whose old rows go."""

    source: Path
    key: str


Rows = Union["pd.DataFrame", Path, Changes]
"""The rows of a table: a frame, the database file that holds a table of that name, or what changed of it."""


def fill(con: duckdb.DuckDBPyConnection, tables: Mapping[str, Rows]) -> dict[str, int]:
    """Insert the rows of each table; return how many it has then. Raises SnapshotError naming table and reason."""
    columns = _columns(con)
    strange = sorted(set(tables) - (set(columns) - {OWN}))
    if strange:
        raise SnapshotError(f"there is no table named {strange[0]} in a snapshot")
    given = dict.fromkeys((table for table in columns if table != OWN), 0)
    for table, rows in tables.items():
        if isinstance(rows, Changes):
            given[table] = _change(con, table, rows, columns[table])
        elif isinstance(rows, Path):
            given[table] = _copy(con, table, rows, columns[table])
        else:
            given[table] = len(rows)
            _insert(con, table, rows, columns[table])
    return given


def empty(con: duckdb.DuckDBPyConnection, tables: Mapping[str, Rows]) -> None:
    """Empty the tables of a snapshot, but those of which only the changes are given."""
    for table in _columns(con):
        if not isinstance(tables.get(table), Changes):
            con.execute(f"DELETE FROM {table}")


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
    own = set(re.findall(r"^CREATE TABLE (\w+)", (HERE / "schema.sql").read_text("utf-8"), re.MULTILINE))
    for table, column, kind, nullable in rows:
        if table not in own:  # a measure
            continue
        found.setdefault(table, {})[column] = (kind, nullable)
    return found


def _change(
    con: duckdb.DuckDBPyConnection, table: str, changes: Changes, columns: Mapping[str, tuple[str, bool]]
) -> int:
    """Take out the rows that changed and put in those that stand for them; return how many there are then."""
    _attach(con, changes.source)
    before = _count(con, table)
    gone = f"SELECT {changes.key} FROM source.gone_{table}"
    taken = con.execute(f"DELETE FROM {table} WHERE {changes.key} IN ({gone})").fetchall()[0][0]
    return before - int(taken) + _copy(con, table, changes.source, columns)


def _attach(con: duckdb.DuckDBPyConnection, source: Path) -> None:
    con.execute(f"ATTACH IF NOT EXISTS '{str(source).replace(chr(39), chr(39) * 2)}' AS source (READ_ONLY)")


def _count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(con.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])


def _copy(con: duckdb.DuckDBPyConnection, table: str, source: Path, columns: Mapping[str, tuple[str, bool]]) -> int:
    """Insert the rows of the table of that name in another database; return how many there are."""
    _attach(con, source)
    picked = ", ".join(f'CAST("{name}" AS {kind}) AS "{name}"' for name, (kind, _) in columns.items())
    try:
        con.execute(f"INSERT INTO {table} BY NAME SELECT {picked} FROM source.{table}")
    except duckdb.Error as error:
        raise SnapshotError(f"a row of {table} does not fit: {str(error).splitlines()[0]}") from error
    return _count(con, f"source.{table}")


def _insert(
    con: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame, columns: Mapping[str, tuple[str, bool]]
) -> None:
    import pandas as pd

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
    from pandas.api.types import infer_dtype

    if values.dtype != object and not kind.startswith("DECIMAL"):
        return values
    if values.dtype == object and infer_dtype(values, skipna=True) in ("string", "boolean", "empty"):
        return values.where(values.notna(), None)
    return values.astype(object).map(_text, na_action="ignore").where(values.notna(), None)


def _text(value: object) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
