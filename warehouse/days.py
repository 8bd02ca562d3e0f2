"""The boards of a few days, worked out once and kept in memory beside the snapshot they are of.

A screen asks several questions about the goals of one day, and so do all who look at that day. Where it is kept, each
picks its rows from a table; else it has `progress` plan and work out all of them again. The rows are the macro's own.
"""

from __future__ import annotations

import weakref
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from threading import Lock

import duckdb

PROGRESS = "progress($as_of)"  # what questions ask of, in their own words
MOST_BYTES = 24_000_000  # of one snapshot: ten thousand goals take seven a day
MOST_DAYS = 64  # those before the first goal take no bytes
_SIZE = "SELECT sum(memory_usage_bytes)::BIGINT FROM duckdb_memory() WHERE tag = 'IN_MEMORY_TABLE'"
_numbers = count()


class Days:
    """The days that are kept of one snapshot, the least lately asked first; safe for threads."""

    def __init__(self, con: duckdb.DuckDBPyConnection, most: int = MOST_BYTES) -> None:
        """`most` are the bytes that the days may take; one that is being read stays beyond them."""
        self._place = f"days_{next(_numbers)}"  # two connections to one file share what is attached
        self._most = most
        self._readers: OrderedDict[date, int] = OrderedDict()
        self._lock = Lock()
        con.execute(f"ATTACH ':memory:' AS {self._place} (READ_WRITE)")

    @property
    def kept(self) -> tuple[date, ...]:
        """The days that are kept, the least lately asked first."""
        return tuple(self._readers)

    @contextmanager
    def progress(self, con: duckdb.DuckDBPyConnection, day: date) -> Iterator[str]:
        """Name the table of the goals' progress on a day, there as long as the block lasts; made if need be."""
        with self._lock:
            if day not in self._readers:
                self._make(con, day)
            self._readers[day] = self._readers.get(day, 0) + 1
            self._readers.move_to_end(day)
        try:
            yield self._table(day)
        finally:
            with self._lock:
                self._readers[day] -= 1

    def _make(self, con: duckdb.DuckDBPyConnection, day: date) -> None:
        with con.cursor() as cursor:
            cursor.execute(f"CREATE TABLE {self._table(day)} AS FROM progress($day)", {"day": day})
            for old in [day for day, readers in self._readers.items() if not readers]:
                size = cursor.execute(_SIZE).fetchone()
                if len(self._readers) < MOST_DAYS and (size is None or (size[0] or 0) <= self._most):
                    break
                cursor.execute(f"DROP TABLE {self._table(old)}")
                del self._readers[old]

    def _table(self, day: date) -> str:
        return f"{self._place}.board_{day:%Y%m%d}"


_all: weakref.WeakKeyDictionary[duckdb.DuckDBPyConnection, Days] = weakref.WeakKeyDictionary()


def keep(con: duckdb.DuckDBPyConnection, most: int = MOST_BYTES) -> Days:
    """Keep the boards of a few days for whoever asks this connection from now on."""
    _all[con] = Days(con, most)
    return _all[con]


@contextmanager
def answered(con: duckdb.DuckDBPyConnection, sql: str, day: object) -> Iterator[str]:
    """Put the kept board of a day into a question about `progress`, where the connection keeps any."""
    kept = _all.get(con)
    if kept is None or PROGRESS not in sql or type(day) is not date:
        yield sql
        return
    with kept.progress(con, day) as table:
        yield sql.replace(PROGRESS, table)
