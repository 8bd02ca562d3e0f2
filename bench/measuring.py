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

from bench.peaks import Peaks

ROOT = Path(__file__).resolve().parent.parent
BUILT = ("cache", "snapshots", "current")


@dataclass(frozen=True, slots=True)
class Run:
    """One build: seconds by the clock and of the processors, the most memory of any one of its processes, in MB, and of
    any one that reads for it (0 where it read itself, or a cluster did)."""

    seconds: float
    processor: float
    peak: float
    reader: float


def run_build(data: Path, *options: str) -> Run:
    """Build in a process of its own. Raises SystemExit with what it said where no new snapshot came of it."""
    before = _shown(data)
    watcher = [sys.executable, "-m", "bench.measuring", sys.executable, "-m", "etl", "build", "--data", str(data)]
    command = [*watcher, *options]
    done = subprocess.run(command, cwd=ROOT, env=_as_installed(), capture_output=True, text=True, check=False)
    if not done.stdout.strip() or _shown(data) == before:
        raise SystemExit(f"the build failed: {done.stderr[-2000:]}")
    return Run(*map(float, done.stdout.split()[-4:]))


def _as_installed() -> dict[str, str]:
    """Return the environment in which Python keeps the modules it compiled, as it does unless it is told otherwise."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


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
    """Run a command and print its seconds, its processor's, and the MB of its largest process and of the largest that
    it started."""
    start = time.perf_counter()
    running = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
    with Peaks(running.pid) as peaks:
        status = running.wait()
    seconds = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    if status in (0, 1):
        print(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, peaks.largest)
    sys.exit(status and os.EX_SOFTWARE)


if __name__ == "__main__":
    main()
