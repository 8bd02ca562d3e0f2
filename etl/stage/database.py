"""The database in which a build is put together: a file beside the snapshots, gone when the build is.

It holds more rows than memory does: what does not fit lies on the disk.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

HERE = Path(__file__).resolve().parent
MEMORY = "512MB"
"""What the database may hold in memory while a build is put together, whatever the number of documents."""
MOST_THREADS = 4
CHUNK = 5_000


class Stage:
    """The working database of one build; its tables are in the schemas `work` and, for the snapshot, `main`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        self.folder = Path(tempfile.mkdtemp(prefix=f"build-{os.getpid()}-", dir=folder))
        self.path = self.folder / "stage.duckdb"
        self._con: duckdb.DuckDBPyConnection | None = None
        self._prepared: dict[str, Callable[[duckdb.DuckDBPyConnection], None]] = {}
        self._end = weakref.finalize(self, shutil.rmtree, self.folder, True)
        self.con.execute("CREATE SCHEMA work")

    @property
    def con(self) -> duckdb.DuckDBPyConnection:
        """The connection, opened again where the file was handed to another."""
        if self._con is None:
            self._con = duckdb.connect(str(self.path))
            spare(self._con, self.folder)
            for prepare in self._prepared.values():
                prepare(self._con)
        return self._con

    def whenever_open(self, what: str, prepare: Callable[[duckdb.DuckDBPyConnection], None]) -> None:
        """Prepare the connection, and each that is opened in its place."""
        if what not in self._prepared:
            prepare(self.con)
            self._prepared[what] = prepare

    def hand_over(self) -> Path:
        """Close the file, so that another connection can read it."""
        if self._con is not None:
            self._con.execute("CHECKPOINT")
            self._con.close()
            self._con = None
        return self.path

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
        self.con.register("incoming", schema.empty_table())
        self.con.execute(f"CREATE TABLE IF NOT EXISTS {table} AS FROM incoming")
        self.con.unregister("incoming")
        for chunk in _chunks(rows):
            self.con.register("incoming", pa.Table.from_pylist(chunk, schema=schema))
            self.con.execute(f"INSERT INTO {table} BY NAME FROM incoming")
            self.con.unregister("incoming")


def spare(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Keep a connection to its share of memory; what does not fit goes to the folder."""
    con.execute(f"SET memory_limit = '{MEMORY}'")
    con.execute(f"SET threads = {min(MOST_THREADS, os.cpu_count() or 1)}")
    con.execute("SET temp_directory = $folder", {"folder": str(folder / "spill")})


def _chunks(rows: Iterable[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    chunk: list[Mapping[str, Any]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
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
