"""Find and open a snapshot to read it, and know one that is whole.

A published file never changes; one that is damaged all the same is told from a good one when it is opened.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse import days, leases
from warehouse.errors import SnapshotError

NAME = re.compile(r"^(\d{8}-\d{6})-[0-9a-f]{6}\.duckdb$")
HEADER_BYTES = 3 * 4096
MOST_KNOWN = 64
MEMORY = "512MB"
_GOOD: dict[Path, tuple[int, int, int]] = {}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Found:
    """The snapshot to read, if any, and a sentence for the reader where it is not the one that was asked for."""

    path: Path | None
    warning: str = ""


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
    good = next((path for path in reversed(published(folder)) if path != named and _is_good(path)), None)
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


def published(folder: Path) -> list[Path]:
    """Return the snapshots in a folder, oldest first."""
    if not folder.is_dir():
        return []
    return sorted((path for path in folder.iterdir() if NAME.match(path.name)), key=lambda path: path.name)


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


def size_told(con: duckdb.DuckDBPyConnection) -> int:
    """Return how many bytes a file has by what its header tells."""
    row = con.execute("SELECT total_blocks * block_size FROM pragma_database_size()").fetchone()
    return HEADER_BYTES + int(row[0]) if row is not None else 0


def _demand_whole(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Raise unless the file has all its blocks and says which snapshot it is."""
    if path.stat().st_size < size_told(con):
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
