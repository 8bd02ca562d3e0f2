"""Reading on this machine: in this process, or by several where there is much to read."""

from __future__ import annotations

import os
import threading
from collections.abc import Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from etl.engine.limit import can_interrupt
from etl.engine.readers import LONGEST_SECONDS, Reader
from etl.engine.work import Failure, Item, Job, Told, do

FEW = 200
"""Up to so many documents are read in this process, if it can interrupt itself: starting others would take longer."""
BATCH, SMALLEST = 200, 20


@dataclass(frozen=True, slots=True)
class Local:
    """One process, or as many as there are processors; `workers` says how many, 0 for this one."""

    workers: int | None = None
    longest: float = LONGEST_SECONDS

    def batch(self, documents: int) -> int:
        """Return how many documents to hand out at once: enough to be quick, few enough to share."""
        return max(SMALLEST, min(BATCH, documents // (4 * max(1, self._count(documents)))))

    def run(self, jobs: Iterator[Job], documents: int, starting: Told) -> Iterator[tuple[Failure, ...]]:
        """Do the jobs and yield what became of each. Raises XushiError or OSError where no part can be written."""
        count = self._count(documents)
        if count:
            yield from self._share(jobs, count, starting)
        else:
            for job in jobs:
                yield do(job, starting, self.longest if can_interrupt() else None)

    def _count(self, documents: int) -> int:
        if self.workers is not None:
            return self.workers
        if documents > FEW:
            return os.cpu_count() or 1
        return 0 if can_interrupt() else 1

    def _share(self, jobs: Iterator[Job], count: int, starting: Told) -> Iterator[tuple[Failure, ...]]:
        """Keep each reader busy with one job and one waiting, so that what is in hand stays small."""
        readers = [Reader(self.longest) for _ in range(count)]
        idle = list(readers)
        lock = threading.Lock()
        started: list[Item] = []

        def work(job: Job) -> tuple[Failure, ...]:
            with lock:
                reader = idle.pop()
            try:
                return reader.do(job, started.append)
            finally:
                with lock:
                    idle.append(reader)

        pool = ThreadPoolExecutor(count, thread_name_prefix="reader")
        running: set[Future[tuple[Failure, ...]]] = set()
        try:
            for job in jobs:
                running.add(pool.submit(work, job))
                while len(running) > 2 * count:
                    running = yield from _finished(running, started, starting)
            while running:
                running = yield from _finished(running, started, starting)
        finally:
            for future in running:
                future.cancel()
            for reader in readers:
                reader.close()
            pool.shutdown(wait=True, cancel_futures=True)


def _finished(
    running: set[Future[tuple[Failure, ...]]], started: list[Item], starting: Told
) -> Generator[tuple[Failure, ...], None, set[Future[tuple[Failure, ...]]]]:
    """Wait a moment, tell in this thread what was started meanwhile, yield what is done, return what still runs."""
    done, still = wait(running, timeout=0.2, return_when=FIRST_COMPLETED)
    while started:
        starting(started.pop(0))
    for future in done:
        yield future.result()
    return still
