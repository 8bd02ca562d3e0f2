"""Files written so that they are whole or not there, and held by one process at a time."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any


@contextlib.contextmanager
def locked(file: IO[Any]) -> Iterator[None]:
    """Hold a file alone, waiting for whoever holds it now; the lock ends with the process."""
    try:
        import fcntl
    except ImportError:  # Windows keeps a file opened for appending whole by itself
        yield
        return
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


@contextlib.contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Be the only one between here and the end of the block who holds the lock of that name. Raises OSError."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a") as file, locked(file):
        yield


@contextlib.contextmanager
def in_turn(lock: Path) -> Iterator[None]:
    """Be alone as `alone` is, where the disk lets us; where it does not, whoever writes next will say so."""
    with contextlib.ExitStack() as held:
        with contextlib.suppress(OSError):
            held.enter_context(alone(lock))
        yield


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there once it is on the disk. Raises OSError and leaves nothing."""
    beside = path.with_name(f".{path.name[:40]}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.write(content)
            to_disk(file)
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def to_disk(file: IO[Any]) -> None:
    """Wait until what was written to an open file is on the disk."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk; Windows cannot and does not need to."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def why(error: OSError) -> str:
    """Say in a few words what the system would not do: No space left on device."""
    return error.strerror or str(error)
