"""What the measurements of builds have in common: a build in a process of its own, its seconds and its memory."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILT = ("cache", "snapshots", "current")


@dataclass(frozen=True, slots=True)
class Run:
    """One build: seconds by the clock and of the processors, and the most memory of any one of its processes, in MB."""

    seconds: float
    processor: float
    peak: float


def run_build(data: Path, *options: str) -> Run:
    """Build in a process of its own. Raises SystemExit with what it said where no new snapshot came of it."""
    before = _shown(data)
    watcher = [sys.executable, "-m", "bench.measuring", sys.executable, "-m", "etl", "build", "--data", str(data)]
    done = subprocess.run([*watcher, *options], cwd=ROOT, capture_output=True, text=True, check=False)
    if not done.stdout.strip() or _shown(data) == before:
        raise SystemExit(f"the build failed: {done.stderr[-2000:]}")
    return Run(*map(float, done.stdout.split()[-3:]))


def _shown(data: Path) -> str:
    """Return which snapshot the board shows, '' for none."""
    pointer = data / "current"
    return pointer.read_text("utf-8") if pointer.is_file() else ""


def forget(data: Path) -> None:
    """Remove all that was built."""
    for name in BUILT:
        path = data / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def main() -> None:
    """Run a command and print its seconds, its processor's seconds and the peak of its largest process in MB."""
    start = time.perf_counter()
    done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=False)
    seconds = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode in (0, 1):
        print(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
    sys.exit(done.returncode and os.EX_SOFTWARE)


if __name__ == "__main__":
    main()
