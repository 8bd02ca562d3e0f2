"""Tell whether two snapshots show the same board: their tables row for row, whatever the order of the rows.

    python -m tools.same_board DATA DATA

The exit status is 0 where they do.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

from warehouse.snapshot import current

ITS_OWN = "snapshot"  # when it was built, and its name


def differences(first: Path, second: Path) -> list[str]:
    """Return a sentence for each table of two snapshot files that is not the same in both."""
    with duckdb.connect() as con:
        for name, path in (("a", first), ("b", second)):
            con.execute(f"ATTACH '{path}' AS {name} (READ_ONLY)")
        tables = {name: _tables(con, name) for name in ("a", "b")}
        found = [f"{table}: in one of them only" for table in sorted(tables["a"] ^ tables["b"])]
        for table in sorted((tables["a"] & tables["b"]) - {ITS_OWN}):
            only = [
                con.execute(f"SELECT count(*) FROM (FROM {one}.{table} EXCEPT ALL FROM {other}.{table})").fetchall()
                for one, other in (("a", "b"), ("b", "a"))
            ]
            if only != [[(0,)], [(0,)]]:
                found.append(f"{table}: {only[0][0][0]} rows in the first alone, {only[1][0][0]} in the second")
    return found


def _tables(con: duckdb.DuckDBPyConnection, database: str) -> set[str]:
    query = "SELECT table_name FROM duckdb_tables() WHERE database_name = $name"
    return {name for (name,) in con.execute(query, {"name": database}).fetchall()}


def main() -> int:
    """Compare the current snapshots of two data folders."""
    paths = [current(Path(folder)) for folder in sys.argv[1:3]]
    if len(paths) != 2 or None in paths:
        print("usage: python -m tools.same_board DATA DATA, each with a snapshot", file=sys.stderr)
        return 2
    found = differences(*(path for path in paths if path is not None))
    print("\n".join(found) or "the same board")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
