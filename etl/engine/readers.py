"""Processes that read, and whoever watches over them: a document that hangs or kills its reader is set aside.

A reader is a process of its own, so that neither a library's crash nor a document without end reaches the build, the
board or a worker of a cluster.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from etl.engine.work import Failure, Item, Job, set_aside
from etl.model import XushiError

HOME = Path(__file__).resolve().parent.parent.parent
LONGEST_SECONDS = 120.0
"""How long one document may be read; a 200 MB text takes a minute."""
TRIES = 2
MOST_READ = 20_000
"""Documents after which a process is replaced, so that what a library does not give back stays small."""

Told = Callable[[Item], None]


@dataclass(frozen=True, slots=True)
class Fall:
    """A reader that ended, and the document it had in hand (None: it never got to one)."""

    item: Item | None
    why: str


class Reader:
    """A process that reads, started when there is work and again when it has ended."""

    def __init__(self, longest: float = LONGEST_SECONDS) -> None:
        self._longest = longest
        self._process: subprocess.Popen[bytes] | None = None
        self._deadline: float | None = None
        self._late = False
        self._read = 0
        self._lock = threading.Lock()

    def do(self, job: Job, starting: Told | None = None) -> tuple[Failure, ...]:
        """Do a job; what makes the reader fall twice is set aside. Raises XushiError where no part can be written."""
        waiting = [job]
        tries: Counter[Item | None] = Counter()
        failures: list[Failure] = []
        while waiting:
            now = waiting.pop()
            outcome = self._attempt(now, starting)
            if not isinstance(outcome, Fall):
                failures += outcome
                continue
            item = outcome.item
            tries[item] += 1
            if item is None:
                if tries[item] >= TRIES:
                    raise XushiError(f"a process that reads documents cannot be started ({outcome.why})")
                waiting.append(now)
                continue
            others = tuple(each for each in now.items if each != item)
            if tries[item] < TRIES:
                waiting.append(replace(now, items=(item,)))
            else:
                set_aside(now, item, f"{item.name}: set aside after {TRIES} tries, {outcome.why}")
            if others:
                waiting.append(replace(now, items=others))
        return tuple(failures)

    def close(self) -> None:
        """End the process."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]
            process.wait()

    def _attempt(self, job: Job, starting: Told | None) -> tuple[Failure, ...] | Fall:
        item: Item | None = None
        process = self._running()
        self._late = False
        try:
            pickle.dump(job, process.stdin)  # type: ignore[arg-type]
            process.stdin.flush()  # type: ignore[union-attr]
            while True:
                self._deadline = time.monotonic() + self._longest
                what, told = pickle.load(process.stdout)  # type: ignore[arg-type]
                if what == "starting":
                    item = told
                    if starting:
                        starting(told)
                elif what == "done":
                    self._spend(len(job.items))
                    return told  # type: ignore[no-any-return]
                else:
                    raise XushiError(told)
        except (EOFError, OSError, pickle.UnpicklingError):
            status = process.wait()
            self.close()
            return Fall(item, f"{self._longest:.0f} s went by" if self._late else _fate(status))
        finally:
            self._deadline = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            command = [sys.executable, "-m", "etl.engine.reader"]
            paths = os.pathsep.join(filter(None, (str(HOME), os.environ.get("PYTHONPATH"))))
            environment = {**os.environ, "PYTHONPATH": paths}
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
            threading.Thread(target=self._watch, args=(self._process,), daemon=True).start()
        return self._process

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        """End the process when a document has had its time."""
        while process.poll() is None:
            deadline = self._deadline
            if process is self._process and deadline is not None and time.monotonic() > deadline:
                self._late = True
                process.kill()
                return
            time.sleep(min(0.5, self._longest / 4))

    def _spend(self, documents: int) -> None:
        self._read += documents
        if self._read >= MOST_READ:
            self._read = 0
            self.close()


def _fate(status: int) -> str:
    if status < 0:
        return f"the process that read it was ended by signal {-status}"
    return f"the process that read it ended with status {status}"
