"""Who reads a snapshot: a lock that its readers share, and that whoever clears up must have alone.

A reader may be a thread here or another process; the lock ends with either. Where the system has no such locks
(Windows), an open file refuses to go by itself.
"""

from __future__ import annotations

import contextlib
import os
import weakref
from pathlib import Path

import duckdb


def hold(path: Path) -> int | None:
    """Take a share in a file for as long as the handle that is returned stays open; None where that cannot be."""
    with contextlib.suppress(OSError, ImportError):
        import fcntl

        handle = os.open(path, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            return None
        return handle
    return None


def let_go(handle: int | None) -> None:
    """Give a share back."""
    if handle is not None:
        os.close(handle)


def tie(con: duckdb.DuckDBPyConnection, handle: int | None) -> None:
    """Give a share back when a connection is gone."""
    if handle is not None:
        weakref.finalize(con, os.close, handle)


def remove_unread(path: Path) -> bool:
    """Remove a file unless somebody reads it; tell whether it is gone."""
    handle: int | None = None
    try:
        with contextlib.suppress(ImportError):
            import fcntl

            handle = os.open(path, os.O_RDONLY)
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()
    except OSError:
        return False
    finally:
        let_go(handle)
    return True
