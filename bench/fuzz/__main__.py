"""Put anything into whatever reads, and see that it neither crashes, nor hangs, nor grows.

    python -m bench.fuzz [--cases N] [--seed N]

Texts and addresses are hypothesis's; files are real ones of each format, changed at random. Prints for each surface
how many cases it took and its slowest; a case that fails is printed with what makes it again. Exit status 1 where one
failed, where one took longer than a few seconds, or where memory grew.
"""

from __future__ import annotations

import argparse
import faulthandler
import logging
import random
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

import jieba
from hypothesis import HealthCheck, Phase, given, seed, settings

from bench.fuzz import surfaces

ROOT = Path(__file__).resolve().parent.parent.parent
SLOWEST = 8.0  # seconds a case may take, on a machine that does other things too
HANGS = 120  # seconds after which the whole run is ended, and says where it hung
MOST_GROWTH = 1 << 20  # kB that memory may grow after the first tenth


class Run:
    """One run: counts cases, times them and gathers what failed."""

    def __init__(self, cases: int, seed_: int) -> None:
        self.cases, self.seed, self.failed, self.slowest = cases, seed_, 0, 0.0

    def texts(self, name: str, share: float, strategy: object, act: Callable[[object], None]) -> None:
        """Give a surface what hypothesis thinks of."""
        count = max(20, round(self.cases * share))
        self.slowest = 0.0
        checked = settings(max_examples=count, deadline=None, database=None, phases=[Phase.generate, Phase.shrink])

        @seed(self.seed)
        @settings(checked, suppress_health_check=list(HealthCheck))
        @given(strategy)  # type: ignore[arg-type]
        def tried(case: object) -> None:
            self._timed(act, case)

        try:
            tried()
        except Exception:
            self._tell(name, traceback.format_exc(limit=-3))
        self._report(name, count)

    def files(self, name: str, share: float, act: Callable[[random.Random], None]) -> None:
        """Give a surface changed files; each case has a seed of its own."""
        count = max(20, round(self.cases * share))
        self.slowest = 0.0
        for number in range(count):
            try:
                self._timed(act, random.Random(f"{self.seed} {name} {number}"))
            except Exception:
                self._tell(f"{name}, case {number} of seed {self.seed}", traceback.format_exc(limit=-3))
        self._report(name, count)

    def _timed(self, act: Callable[[object], None], case: object) -> None:
        faulthandler.dump_traceback_later(HANGS, exit=True)
        start = time.process_time()
        act(case)
        self.slowest = max(self.slowest, time.process_time() - start)

    def _tell(self, name: str, what: str) -> None:
        self.failed += 1
        if self.failed <= 20:
            print(f"FAILED {name}\n{what}", flush=True)

    def _report(self, name: str, count: int) -> None:
        if self.slowest > SLOWEST:
            self._tell(name, f"a case took {self.slowest:.1f} s")
        print(f"{name:22}{count:8} cases, slowest {self.slowest * 1000:7.1f} ms", flush=True)


def main() -> int:
    """Run every surface; return 1 where anything failed."""
    wanted = argparse.ArgumentParser(prog="python -m bench.fuzz", description=(__doc__ or "").partition("\n")[0])
    wanted.add_argument("--cases", type=int, default=100_000)
    wanted.add_argument("--seed", type=int, default=1)
    given_ = wanted.parse_args()
    jieba.setLogLevel(logging.WARNING)
    logging.disable(logging.ERROR)
    run = Run(given_.cases, given_.seed)
    with tempfile.TemporaryDirectory(prefix="xushi-fuzz-") as place:
        folder = surfaces.Folder(Path(place), ROOT / "data" / "documents", ROOT / "data" / "vocabulary")
        run.files("readers", 0.02, folder.reader)
        begun = _memory()
        for name, (act, share) in surfaces.TEXTS.items():
            run.texts(name, share, surfaces.anything, act)
        run.texts("addresses", 0.15, surfaces.address, surfaces.addresses)
        run.texts("statements", 0.06, surfaces.prose, partial(surfaces.statements, vocabulary=folder.vocabulary))
        run.files("reviews", 0.07, folder.reviews)
        run.files("rules and record", 0.03, folder.rules_and_record)
        run.files("vocabulary", 0.002, folder.vocabularies)
        run.files("readers again", 0.088, folder.reader)
    grown = _memory() - begun
    if grown > MOST_GROWTH:
        print(f"FAILED memory grew by {grown >> 10} MB")
        run.failed += 1
    print(f"{run.failed} failed; memory {_memory() >> 10} MB at most, {grown >> 10} MB more than after the first files")
    return 1 if run.failed else 0


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    sys.exit(main())
