"""Publish a snapshot of the database, and open the current one.

A build writes `data/snapshots/<time>-<hash>.duckdb` beside the others, checks it, then points `data/current` at it, in
that order, so that one which dies anywhere leaves the board as it was. A published file never changes.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import duckdb

from warehouse import leases
from warehouse.checks import check
from warehouse.disk import alone, sync
from warehouse.errors import SnapshotError
from warehouse.measuring import measure, measure_changes, note_grounds
from warehouse.opening import (
    MEMORY,
    Found,
    current,
    find,
    open_current,
    open_snapshot,
    open_to_serve,
    published,
    size_told,
)
from warehouse.tables import (
    Changes,
    Rows,
    code_fingerprint,
    content_hash,
    create,
    empty,
    fill,
)

__all__ = [
    "KEPT",
    "BaseError",
    "Changes",
    "Found",
    "Snapshot",
    "SnapshotError",
    "code_fingerprint",
    "current",
    "find",
    "open_current",
    "open_snapshot",
    "open_to_serve",
    "publish",
]

KEPT = 5
TIME = "%Y%m%d-%H%M%S"
UNFINISHED = ".building"
MOST_THREADS = 4


class BaseError(SnapshotError):
    """A snapshot could not be made from the one before; made anew it may be."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A published database: its id (also the file's name), its file, and how many rows each table has."""

    id: str
    path: Path
    built_at: datetime
    fingerprint: str
    rows: Mapping[str, int]


def publish(data_dir: Path, tables: Mapping[str, Rows], fingerprint: str, base: Path | None = None) -> Snapshot:
    """Build a snapshot from the tables of `schema.sql`, check it, and make it the current one.

    A table that is not given is empty; rows are a frame, the database file that has the table, or what changed of it
    since the snapshot `base`. Raises SnapshotError, and leaves the current snapshot as it was, where a row does not
    fit, a reference leads nowhere, another build is publishing, or the folder cannot be written; BaseError where
    that may be the fault of the base.
    """
    data_dir = Path(data_dir)
    with _plain_errors(data_dir), alone(data_dir) as folder:
        _sweep(folder)
        unfinished = folder / f"{uuid4().hex}{UNFINISHED}"
        snapshot = _build(unfinished, tables, fingerprint, base)
        _settle(unfinished, snapshot.path)
        _point(data_dir, snapshot.path)
        _prune(folder, snapshot.path)
    return snapshot


# The steps of publishing, in order.


def _sweep(folder: Path) -> None:
    """Remove what builds that died have left. Safe, since only one build at a time is here."""
    for path in (*folder.glob(f"*{UNFINISHED}*"), *folder.parent.glob(f"current{UNFINISHED}")):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _build(unfinished: Path, tables: Mapping[str, Rows], fingerprint: str, base: Path | None) -> Snapshot:
    """Write and check the database under a name that no reader looks at."""
    folder = unfinished.parent
    built_at = datetime.now().replace(microsecond=0)
    try:
        if base is not None:
            shutil.copyfile(base, unfinished)
        with duckdb.connect(str(unfinished)) as con:
            _spare(con, folder)
            if base is None:
                create(con)
            else:
                note_grounds(con)
                empty(con, tables)
            rows = fill(con, tables)
            name = f"{_next_time(folder, built_at)}-{content_hash(con, rows, fingerprint)}"
            con.execute("INSERT INTO snapshot VALUES (?, ?, ?)", [name, built_at, fingerprint])
            check(con, rows)
            if base is None:
                measure(con)
            else:
                measure_changes(con)
            con.execute("CHECKPOINT")
        if base is not None:
            _round_up(unfinished)
        open_snapshot(unfinished).close()
    except BaseException as error:
        with contextlib.suppress(OSError):
            _sweep(folder)
        if base is not None and isinstance(error, (duckdb.Error, SnapshotError)):
            raise BaseError(f"{base.name} is nothing to go on from: {str(error).splitlines()[0]}") from error
        raise
    return Snapshot(name, folder / f"{name}.duckdb", built_at, fingerprint, rows)


def _spare(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Keep a build to its share of memory; what does not fit lies on the disk until it is done."""
    con.execute(f"SET memory_limit = '{MEMORY}'")
    con.execute(f"SET threads = {min(MOST_THREADS, os.cpu_count() or 1)}")
    con.execute("SET temp_directory = $folder", {"folder": str(folder / f"spill{UNFINISHED}")})


def _settle(unfinished: Path, path: Path) -> None:
    """Bring the file to the disk, then give it its name."""
    sync(unfinished)
    unfinished.replace(path)
    sync(path.parent)


def _point(data_dir: Path, path: Path) -> None:
    """Make `path` the current snapshot, in one step that either happened or did not."""
    beside = data_dir / f"current{UNFINISHED}"
    beside.write_text(path.name + "\n", "utf-8")
    sync(beside)
    beside.replace(data_dir / "current")
    sync(data_dir)


def _prune(folder: Path, keep: Path) -> None:
    """Remove all but the last few snapshots, and those that somebody reads: they go another time."""
    for path in published(folder)[:-KEPT]:
        if path != keep:
            leases.remove_unread(path)


# Helpers.


def _next_time(folder: Path, now: datetime) -> str:
    """Return the time for a new name: now, or just after the newest, so that names always rise."""
    for path in reversed(published(folder)):
        with contextlib.suppress(ValueError, OverflowError):  # a name that is no time was not given by us
            return max(now, datetime.strptime(path.name[:15], TIME) + timedelta(seconds=1)).strftime(TIME)
    return now.strftime(TIME)


def _round_up(path: Path) -> None:
    """Give a file the size that its header tells, where blocks at its end became free and were cut off."""
    with duckdb.connect(str(path), read_only=True) as con:
        size = size_told(con)
    if path.stat().st_size < size:
        os.truncate(path, size)


@contextlib.contextmanager
def _plain_errors(data_dir: Path) -> Iterator[None]:
    """Turn what the disk and the database say into one sentence."""
    try:
        yield
    except OSError as error:
        raise SnapshotError(f"{error.filename or data_dir} cannot be written: {error.strerror or error}") from error
    except duckdb.Error as error:
        raise SnapshotError(f"the snapshot in {data_dir} could not be built: {str(error).splitlines()[0]}") from error
