"""Publish a snapshot of the database, and open the current one.

A build writes `data/snapshots/<time>-<hash>.duckdb` beside the others, checks it, then points `data/current` at it, in
that order, so that one which dies anywhere leaves the board as it was. A published file never changes.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import duckdb

from warehouse import days, leases
from warehouse.disk import alone, sync
from warehouse.errors import SnapshotError
from warehouse.tables import Rows, check, content_hash, create, fill, measure

__all__ = [
    "KEPT",
    "Found",
    "Snapshot",
    "SnapshotError",
    "current",
    "find",
    "open_current",
    "open_snapshot",
    "open_to_serve",
    "publish",
]

KEPT = 5
NAME = re.compile(r"^(\d{8}-\d{6})-[0-9a-f]{6}\.duckdb$")
TIME = "%Y%m%d-%H%M%S"
UNFINISHED = ".building"
HEADER_BYTES = 3 * 4096
MEMORY, MOST_THREADS = "512MB", 4
MOST_KNOWN = 64
_GOOD: dict[Path, tuple[int, int, int]] = {}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A published database: its id (also the file's name), its file, and how many rows each table has."""

    id: str
    path: Path
    built_at: datetime
    fingerprint: str
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Found:
    """The snapshot to read, if any, and a sentence for the reader where it is not the one that was asked for."""

    path: Path | None
    warning: str = ""


def publish(data_dir: Path, tables: Mapping[str, Rows], fingerprint: str) -> Snapshot:
    """Build a snapshot from the tables of `schema.sql`, check it, and make it the current one.

    A table that is not given is empty; rows are a frame, or the database file that has the table. Raises
    SnapshotError, and leaves the current snapshot as it was, where a row does not fit, a reference leads nowhere,
    another build is publishing, or the folder cannot be written.
    """
    data_dir = Path(data_dir)
    with _plain_errors(data_dir), alone(data_dir) as folder:
        _sweep(folder)
        unfinished = folder / f"{uuid4().hex}{UNFINISHED}"
        snapshot = _build(unfinished, tables, fingerprint)
        _settle(unfinished, snapshot.path)
        _point(data_dir, snapshot.path)
        _prune(folder, snapshot.path)
    return snapshot


def current(data_dir: Path) -> Path | None:
    """Return the file of the current snapshot, or None where there is none yet. Logs the warning of `find`."""
    found = find(data_dir)
    if found.warning:
        log.warning(found.warning)
    return found.path


def find(data_dir: Path) -> Found:
    """Return the current snapshot; where it or its pointer is damaged, the newest good one and a sentence saying so."""
    data_dir = Path(data_dir)
    pointer, folder = data_dir / "current", data_dir / "snapshots"
    try:
        name = pointer.read_text("utf-8").strip()
    except FileNotFoundError:
        name = None
    except (OSError, UnicodeDecodeError):
        name = ""
    named = folder / name if name and NAME.match(name) and (folder / name).is_file() else None
    if named is not None and _is_good(named):
        return Found(named)
    good = next((path for path in reversed(_published(folder)) if path != named and _is_good(path)), None)
    if good is None and name is None:
        return Found(None)
    fault = f"{pointer} names no snapshot" if named is None else f"the current snapshot {named.stem} cannot be read"
    if good is None:
        return Found(named, f"{fault} and there is no good one to fall back to; build again")
    return Found(good, f"{fault}; showing the newest good one, {good.stem}")


def open_snapshot(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a snapshot to read it. Take one cursor a call: a connection must not be used by two threads.

    Raises SnapshotError where the file is gone, cut short, not a snapshot, or held by a program that writes to it.
    """
    path = Path(path)
    if not path.is_file():
        raise SnapshotError(f"the snapshot {path} is not there")
    lease, con = leases.hold(path), None
    try:
        con = duckdb.connect(str(path), read_only=True)
        _demand_whole(con, path)
    except BaseException as error:
        if con is not None:
            con.close()
        leases.let_go(lease)
        if isinstance(error, duckdb.Error):
            raise SnapshotError(_why_unreadable(path, error)) from error
        raise
    leases.tie(con, lease)
    return con


def open_to_serve(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a snapshot for many readers and for long: with bounded memory, and the boards of a few days kept.

    Raises SnapshotError.
    """
    con = open_snapshot(path)
    con.execute(f"SET memory_limit = '{MEMORY}'")
    days.keep(con)
    return con


def open_current(data_dir: Path) -> duckdb.DuckDBPyConnection:
    """Open the current snapshot. Raises SnapshotError where there is none."""
    while True:
        path = current(data_dir)
        if path is None:
            raise SnapshotError(f"there is no snapshot in {data_dir} yet; run `python -m etl build`")
        try:
            return open_snapshot(path)
        except SnapshotError:
            if path.is_file():
                raise  # else newer ones were published since we looked, and this one went


# The steps of publishing, in order.


def _sweep(folder: Path) -> None:
    """Remove what builds that died have left. Safe, since only one build at a time is here."""
    for path in (*folder.glob(f"*{UNFINISHED}*"), *folder.parent.glob(f"current{UNFINISHED}")):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _build(unfinished: Path, tables: Mapping[str, Rows], fingerprint: str) -> Snapshot:
    """Write and check the database under a name that no reader looks at."""
    folder = unfinished.parent
    built_at = datetime.now().replace(microsecond=0)
    try:
        with duckdb.connect(str(unfinished)) as con:
            _spare(con, folder)
            create(con)
            rows = fill(con, tables)
            name = f"{_next_time(folder, built_at)}-{content_hash(con, rows, fingerprint)}"
            con.execute("INSERT INTO snapshot VALUES (?, ?, ?)", [name, built_at, fingerprint])
            check(con, rows)
            measure(con)
            con.execute("CHECKPOINT")
        open_snapshot(unfinished).close()
    except BaseException:
        with contextlib.suppress(OSError):
            _sweep(folder)
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
    for path in _published(folder)[:-KEPT]:
        if path != keep:
            leases.remove_unread(path)


# Helpers.


def _published(folder: Path) -> list[Path]:
    """Return the snapshots in a folder, oldest first."""
    if not folder.is_dir():
        return []
    return sorted((path for path in folder.iterdir() if NAME.match(path.name)), key=lambda path: path.name)


def _next_time(folder: Path, now: datetime) -> str:
    """Return the time for a new name: now, or just after the newest, so that names always rise."""
    for path in reversed(_published(folder)):
        with contextlib.suppress(ValueError, OverflowError):  # a name that is no time was not given by us
            return max(now, datetime.strptime(path.name[:15], TIME) + timedelta(seconds=1)).strftime(TIME)
    return now.strftime(TIME)


def _is_good(path: Path) -> bool:
    """Tell whether a snapshot can be opened; what could be is not opened again while the file is the same."""
    try:
        known = path.stat()
        state = (known.st_mtime_ns, known.st_size, known.st_ino)
        if _GOOD.get(path) != state:
            open_snapshot(path).close()
            _GOOD[path] = state
            while len(_GOOD) > MOST_KNOWN:
                _GOOD.pop(next(iter(_GOOD)))
    except (SnapshotError, OSError):
        _GOOD.pop(path, None)
        return False
    return True


def _demand_whole(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Raise unless the file has all its blocks and says which snapshot it is."""
    row = con.execute("SELECT total_blocks * block_size FROM pragma_database_size()").fetchone()
    if row is not None and path.stat().st_size < HEADER_BYTES + row[0]:
        raise SnapshotError(f"the snapshot {path} is cut short; build again")
    if con.execute("SELECT id FROM snapshot").fetchone() is None:
        raise SnapshotError(f"{path} is not a snapshot: it does not say which one it is")


def _why_unreadable(path: Path, error: duckdb.Error) -> str:
    message = str(error)
    if "lock" in message.lower():
        holder = re.search(r"held in (\S+ \(PID \d+\))", message)
        return f"the snapshot {path} is being written to by {holder[1] if holder else 'another program'}"
    if "permission denied" in message.lower():
        return f"the snapshot {path} cannot be read: permission denied"
    if isinstance(error, duckdb.CatalogException):
        return f"{path} is a database, but not a snapshot"
    return f"the snapshot {path} is damaged or of another version of DuckDB; build again"


@contextlib.contextmanager
def _plain_errors(data_dir: Path) -> Iterator[None]:
    """Turn what the disk and the database say into one sentence."""
    try:
        yield
    except OSError as error:
        raise SnapshotError(f"{error.filename or data_dir} cannot be written: {error.strerror or error}") from error
    except duckdb.Error as error:
        raise SnapshotError(f"the snapshot in {data_dir} could not be built: {str(error).splitlines()[0]}") from error
