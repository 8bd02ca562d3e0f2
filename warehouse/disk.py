"""What is on the disk for good, and a folder of snapshots that one build at a time may change."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from warehouse.errors import SnapshotError


def sync(path: Path) -> None:
    """Wait until a file or folder is on the disk. Folders cannot be synced everywhere (Windows)."""
    if path.is_dir() and sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def alone(data_dir: Path) -> Iterator[Path]:
    """Yield the folder of the snapshots while no other build publishes there. The lock ends with the process."""
    folder = data_dir / "snapshots"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        if not _take(lock):
            raise SnapshotError(f"another build is publishing to {folder}; try again when it is done")
        yield folder


def _take(lock: IO[str]) -> bool:
    taker: Callable[[], None]
    if sys.platform == "win32":
        import msvcrt

        def taker() -> None:
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        def taker() -> None:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)

    try:
        taker()
    except OSError:
        return False
    return True
