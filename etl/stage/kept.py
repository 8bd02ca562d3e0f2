"""The database of the last build, kept for the next one: what did not change since is not worked out again.

It lies in the cache folder under the fingerprint of the code that made it and the hash of its own bytes. A build works
on a copy and the copy takes the old one's place only when its board is published, so that a build which dies anywhere
leaves it as it was; one that is damaged, or of another state of the code, is as good as none.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path

PREFIX, SUFFIX = "kept-", ".duckdb"
DIGITS = 32
CHUNK = 1 << 20


def take(folder: Path, fingerprint: str, path: Path) -> bool:
    """Copy what is kept under this fingerprint to `path`; tell whether there was any. What is of no use goes."""
    for kept in folder.glob(f"{PREFIX}*{SUFFIX}"):
        of, _, digest = kept.name.removeprefix(PREFIX).removesuffix(SUFFIX).partition("-")
        with suppress(OSError):
            if of == fingerprint[:DIGITS] and _copy(kept, path) == digest:
                return True
            path.unlink(missing_ok=True)
            kept.unlink()
    return False


def keep(folder: Path, fingerprint: str, path: Path) -> None:
    """Keep a database that is closed and will not be written to again. A folder that lets nothing in is no failure."""
    beside = path.with_suffix(".kept")
    with suppress(OSError):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()[:DIGITS]
        name = f"{PREFIX}{fingerprint[:DIGITS]}-{digest}{SUFFIX}"
        _link(path, beside)
        beside.replace(folder / name)
        for other in folder.glob(f"{PREFIX}*{SUFFIX}"):
            if other.name != name:
                other.unlink()


def forget(folder: Path) -> bool:
    """Remove what is kept; tell whether there was any."""
    kept = list(folder.glob(f"{PREFIX}*{SUFFIX}"))
    for path in kept:
        path.unlink(missing_ok=True)
    return bool(kept)


def _copy(source: Path, target: Path) -> str:
    """Copy a file and return the hash of what was read."""
    digest = hashlib.sha256()
    with source.open("rb") as reading, target.open("wb") as writing:
        while chunk := reading.read(CHUNK):
            digest.update(chunk)
            writing.write(chunk)
    return digest.hexdigest()[:DIGITS]


def _link(path: Path, name: Path) -> None:
    """Give a file a second name, or copy it where a disk knows no second names."""
    try:
        os.link(path, name)
    except OSError:
        shutil.copyfile(path, name)
