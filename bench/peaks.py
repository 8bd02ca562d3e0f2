"""How much memory the processes of a measurement take and took at most, as Linux tells it."""

from __future__ import annotations

import threading
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from types import TracebackType

EVERY = 0.2  # seconds between two looks; what a process took at most it tells until it ends


class Peaks:
    """Looks at what some processes started, as long as the block lasts; `largest` is in MB, 0 where that is nothing."""

    def __init__(self, *processes: int) -> None:
        self.largest = 0.0
        self._processes = processes
        self._over = threading.Event()
        self._looking = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Peaks:
        self._looking.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._looking.join()

    def _look(self) -> None:
        while not self._over.wait(EVERY):
            self.largest = max([self.largest, *map(peak, descendants(*self._processes))])


def descendants(*processes: int) -> list[int]:
    """Return the processes that these started, and those that they did."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError, IndexError):
            parent = path.read_text("utf-8", "replace").rpartition(")")[2].split()[1]
            children[int(parent)].append(int(path.parent.name))
    found = [*processes]
    for one in found:
        found += children[one]
    return found[len(processes) :]


def peak(process: int) -> float:
    """Return what a process took at most so far, in MB; 0 where it is gone."""
    return _told(process, "VmHWM")


def resident(process: int) -> float:
    """Return what a process takes, in MB; 0 where it is gone."""
    return _told(process, "VmRSS")


def _told(process: int, field: str) -> float:
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
        return int(next(line for line in lines if line.startswith(f"{field}:")).split()[1]) / 1024
    return 0.0
