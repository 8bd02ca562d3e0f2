"""The database in which a build is put together: a file of its own, begun where the last build left off.

It holds more rows than memory does: what does not fit lies on the disk. What is kept for the next build is in the
schema `work`; `scratch` is what only this build needs, and `out` a second file, of what a snapshot is made of.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from etl.engine.shapes import table_of
from etl.stage import kept

HERE = Path(__file__).resolve().parent
MEMORY = "512MB"
"""What the database may hold in memory while a build is put together, whatever the number of documents."""
LITTLE_MEMORY = "128MB"
"""What it may hold while a snapshot is published, which holds as much again."""
MOST_THREADS = 4
CHUNK = 5_000


class DamagedError(Exception):
    """What was kept is not what it was; without it the build does well."""


class Stage:
    """The working database of one build. `fingerprint` is of all that makes it; '' keeps nothing and takes nothing."""

    def __init__(self, folder: Path, fingerprint: str = "") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        self.cache, self.fingerprint = folder, fingerprint
        self.folder = Path(tempfile.mkdtemp(prefix=f"build-{os.getpid()}-", dir=folder))
        self.path, self.out = self.folder / "stage.duckdb", self.folder / "tables.duckdb"
        self._con: duckdb.DuckDBPyConnection | None = None
        self._prepared: dict[str, Callable[[duckdb.DuckDBPyConnection], None]] = {}
        self._is_kept = False
        self.parts: Any = None
        self.whole: set[str] = set()
        self._end = weakref.finalize(self, shutil.rmtree, self.folder, True)
        self.goes_on = bool(fingerprint) and kept.take(folder, fingerprint, self.path)
        self.con.execute("CREATE SCHEMA IF NOT EXISTS work")
        self.con.execute(f"ATTACH {quoted(self.out)} AS out")

    @property
    def con(self) -> duckdb.DuckDBPyConnection:
        """The connection, opened again where the file was kept."""
        if self._con is None:
            self._con = duckdb.connect(str(self.path), read_only=self._is_kept)
            spare(self._con, self.folder)
            self._con.execute("ATTACH ':memory:' AS scratch (READ_WRITE)")
            for prepare in self._prepared.values():
                prepare(self._con)
        return self._con

    def whenever_open(self, what: str, prepare: Callable[[duckdb.DuckDBPyConnection], None]) -> None:
        """Prepare the connection, and each that is opened in its place."""
        if what not in self._prepared:
            prepare(self.con)
            self._prepared[what] = prepare

    def hand_over(self) -> Path:
        """Close the file of the snapshot's tables, so that another connection can read it, and make room for it."""
        if self.ask("FROM duckdb_databases() WHERE database_name = 'out'"):
            self.con.execute("CHECKPOINT out; DETACH out; DETACH scratch")
            self.con.execute(f"SET memory_limit = '{LITTLE_MEMORY}'")
        return self.out

    def keep(self) -> None:
        """Keep the file for the next build; from here on it can only be read."""
        if self.fingerprint and not self._is_kept:
            self.con.close()
            self._con, self._is_kept = None, True
            kept.keep(self.cache, self.fingerprint, self.path)

    def close(self) -> None:
        """Remove the file."""
        if self._con is not None:
            self._con.close()
            self._con = None
        self._end()

    def run(self, name: str, **fields: str) -> None:
        """Run a file of statements beside this one; `{fields}` in it are replaced."""
        text = (HERE / name).read_text("utf-8")
        for field, value in fields.items():
            text = text.replace(f"{{{field}}}", value)
        self.con.execute(text)

    def ask(self, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a small answer."""
        return self.con.execute(query, list(parameters)).fetchall()

    def one(self, query: str, *parameters: Any) -> Any:
        """Return the first value of an answer."""
        return self.ask(query, *parameters)[0][0]

    def stream(self, query: str, *parameters: Any) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a large answer, a few thousand at a time in memory."""
        with self.con.cursor() as cursor:
            cursor.execute(query, list(parameters))
            while rows := cursor.fetchmany(CHUNK):
                yield from rows

    def insert(self, table: str, rows: Iterable[Mapping[str, Any]], schema: pa.Schema) -> None:
        """Add rows to a table, or make it; a few thousand at a time in memory."""
        first = True
        for chunk in _chunks(rows):
            self.con.register("incoming", table_of(chunk, schema))
            if first:
                self.con.execute(f"CREATE TABLE IF NOT EXISTS {table} AS FROM incoming LIMIT 0")
            self.con.execute(f"INSERT INTO {table} BY NAME FROM incoming")
            self.con.unregister("incoming")
            first = False


def quoted(text: object) -> str:
    """Return a text as SQL has it: 'it''s'."""
    return "'" + str(text).replace("'", "''") + "'"


def spare(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Keep a connection to its share of memory; what does not fit goes to the folder."""
    con.execute(f"SET memory_limit = '{MEMORY}'")
    con.execute(f"SET threads = {min(MOST_THREADS, os.cpu_count() or 1)}")
    con.execute("SET temp_directory = $folder", {"folder": str(folder / "spill")})


def _chunks(rows: Iterable[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    """Yield rows in chunks; where there are no rows, one that is empty."""
    whole = iter(rows)
    chunk = list(islice(whole, CHUNK))
    yield chunk
    while chunk := list(islice(whole, CHUNK)):
        yield chunk


def _sweep(folder: Path) -> None:
    """Remove what builds that died have left: their process is gone."""
    for path in folder.glob("build-*"):
        number = path.name.split("-")[1]
        if number.isdigit() and not _lives(int(number)):
            shutil.rmtree(path, ignore_errors=True)


def _lives(process: int) -> bool:
    with contextlib.suppress(ProcessLookupError, OverflowError):
        try:
            os.kill(process, 0)
        except PermissionError:
            return True
        return True
    return False
