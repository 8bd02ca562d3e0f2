"""Make the measures of a snapshot whose tables are full: all of them, or what differs from those of the one before.

What is known of one goal does not depend on another, so a snapshot that is made from the one before keeps the facts of
every goal whose grounds are as they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb

HERE = Path(__file__).resolve().parent
OF_GOALS = "measures.sql"
MEASURES = (OF_GOALS, "extent.sql", "evidence.sql", "projects.sql", "briefing.sql", "review.sql")
OF_ALL = ("thresholds",)
"""The tables of `measures.sql` that are of no goal; the rows of every other are each of one, and made of no other's."""
GROUNDS = {"goals": "id", "targets": "goal_id", "links": "goal_id"}
"""The tables those are made of, and the column that says whose a row is."""
GROUNDS_OF_ALL = ("rules", "pace", "owners", "metrics", "organisations")
"""The small tables that facts are made of too; see `changed_goals.sql`."""
_TABLE = re.compile(r"(?:\s|--.*\n)*CREATE TABLE (?=(\w+) AS)")


def measure(con: duckdb.DuckDBPyConnection) -> None:
    """Make the measures of tables that are full."""
    for name in MEASURES:
        con.execute((HERE / name).read_text("utf-8"))


def note_grounds(con: duckdb.DuckDBPyConnection) -> None:
    """Keep the small tables of the snapshot before in mind, before they are filled anew."""
    for table in GROUNDS_OF_ALL:
        con.execute(f"CREATE TEMP TABLE {table}_before AS FROM {table}")


def measure_changes(con: duckdb.DuckDBPyConnection) -> None:
    """Make the facts of the goals that changed anew, and the other tables of measures.

    The database `source` holds the keys of the rows that went, in `gone_goals` and its like, and `note_grounds` was
    called before the tables were filled. While facts are made, views of the same names that hold the changed goals
    alone stand before the tables. Raises duckdb.Error where something of this is not there.
    """
    con.execute((HERE / "changed_goals.sql").read_text("utf-8"))
    whole = _quoted(con.execute("SELECT current_database()").fetchall()[0][0]) + ".main"

    def narrow(table: str, key: str) -> None:
        con.execute(f"CREATE TEMP VIEW {table} AS FROM {whole}.{table} WHERE {key} IN (FROM changed_goals)")

    for table, key in GROUNDS.items():
        narrow(table, key)
    narrowed = [*GROUNDS]
    for table, body in _tables(OF_GOALS):
        if table in OF_ALL:
            con.execute(f"CREATE OR REPLACE TABLE {table} {body}")
            continue
        con.execute(f"DELETE FROM {whole}.{table} WHERE goal_id IN (FROM changed_goals)")
        con.execute(f"INSERT INTO {whole}.{table} {body.removeprefix('AS')}")
        narrow(table, "goal_id")
        narrowed.append(table)
    for table in narrowed:
        con.execute(f"DROP VIEW temp.{table}")
    for name in MEASURES:
        for table, body in () if name == OF_GOALS else _tables(name):
            con.execute(f"CREATE OR REPLACE TABLE {table} {body}")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _tables(name: str) -> Iterator[tuple[str, str]]:
    """Yield each table that a file of measures makes, and how: 'AS SELECT …'."""
    for statement in duckdb.extract_statements((HERE / name).read_text("utf-8")):
        if made := _TABLE.match(statement.query):
            yield made[1], statement.query[made.end() + len(made[1]) :].strip()
