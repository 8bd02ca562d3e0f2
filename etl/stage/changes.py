"""The rows of a snapshot that are not those of the one before, or all of them where there is none to go on from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from etl import memo
from etl.stage.database import Stage
from etl.stage.listing import rows_of_parts

CODE = Path(__file__).resolve().parent.parent
CHANGING = {"documents": "id", "statements": "id", "goals": "id", "targets": "goal_id", "links": "goal_id"}
"""The tables of which the changed rows alone are made, and the column by whose values, in `gone_<table>`, rows go."""
GROWING = (*CHANGING, "metrics", "findings", "projects", "project_reports", "milestones")
"""The tables of a snapshot that grow with the documents; `tables.sql` makes them."""
PLAIN = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
MOST_CHANGED = 0.4
"""Share of the statements beyond which a snapshot is better made anew."""
MOST_GROWN, AT_LEAST = 1.5, 8 << 20
"""How much larger than when it was made anew a file may become by what was taken out of it."""


Rows = list[dict[str, Any]]


def make_tables(stage: Stage, current: Path | None, small: Mapping[str, Rows]) -> Path | None:
    """Make the tables of GROWING in `out`, and the small ones of these rows.

    Return the current snapshot where those of CHANGING hold its changes alone, None where they are whole.
    """
    for name, rows in small.items():
        columns = ((column, _type(row[column] for row in rows)) for column in rows[0])
        stage.insert(f"out.{name}", rows, pa.schema(list(columns)))
    stage.run("changes.sql")
    base = current if current is not None and _is_base(stage, current) else None
    if base is None:
        stage.run("whole.sql")
    keys = "SELECT key FROM work.documents WHERE id IN (FROM scratch.document_rows)"
    stage.run("tables.sql", texts=rows_of_parts(stage, keys))
    return base


def _type(values: Iterable[Any]) -> pa.DataType:
    return PLAIN[next((type(value) for value in values if value is not None), str)]


def note_base(stage: Stage, snapshot: Path, *, whole: bool) -> None:
    """Note that a snapshot holds what is in the stage; `whole` if it was not made from the one before."""
    if whole:
        values = (snapshot.name, snapshot.stat().st_size)
        stage.con.execute("DELETE FROM work.base")
        stage.con.execute("INSERT INTO work.base VALUES ($1, $2)", list(values))
    else:
        stage.con.execute("UPDATE work.base SET snapshot = $1", [snapshot.name])


@cache
def code_fingerprint() -> str:
    """Return the hash of the code that makes what is kept: of the rules that resolve and check, and of this room."""
    digest = hashlib.sha256(memo.code_fingerprint().encode() + duckdb.__version__.encode())
    for path in sorted((*CODE.glob("*.py"), *(CODE / "audit").glob("*.py"), *(CODE / "stage").glob("*"))):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _is_base(stage: Stage, snapshot: Path) -> bool:
    """Tell whether a snapshot is the one that holds what was kept, and little of it changed."""
    changed, known = (stage.one(f"SELECT count(*) FROM {table}") for table in ("scratch.statement_rows", "work.slim"))
    return changed <= MOST_CHANGED * known and any(
        name == snapshot.name and snapshot.stat().st_size <= MOST_GROWN * size + AT_LEAST
        for name, size in stage.ask("FROM work.base")
    )
