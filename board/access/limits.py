"""The part of a snapshot that someone limited to a few organisations may see, made once and asked instead of the whole.

The copies lie in a folder of this process alone, which goes with it.
"""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path
from threading import Lock

from warehouse.limited import limit

MOST = 24

_made: dict[tuple[str, tuple[str, ...]], Path] = {}
_making = Lock()


def seen_by(snapshot: Path, organisations: tuple[str, ...] | None) -> Path:
    """Return the snapshot to ask for someone limited to these organisations; None is no limit.

    Raises SnapshotError where the copy cannot be made.
    """
    if organisations is None:
        return snapshot
    key = (str(snapshot), tuple(sorted(set(organisations))))
    with _making:
        path = _made.pop(key, None)
        if path is None or not path.is_file():
            name = hashlib.sha256("\x1f".join(key[1]).encode()).hexdigest()[:12]
            path = _folder() / f"{snapshot.stem}-{name}.duckdb"
            path.unlink(missing_ok=True)
            limit(snapshot, key[1], path)
        _made[key] = path
        while len(_made) > MOST:
            _made.pop(next(iter(_made))).unlink(missing_ok=True)
    return path


@lru_cache(maxsize=1)
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="xushi-limited-"))  # for this user alone
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
