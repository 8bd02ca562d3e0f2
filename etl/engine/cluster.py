"""Reading on many machines: batches handed to the workers of a Dask cluster, which read them as this machine would.

A worker that dies takes no rows with it, since a job can be done again; a scheduler that is restarted is found again,
and what it had in hand is handed out anew. Neither this process nor the scheduler holds more than a few jobs for each
worker.
"""

from __future__ import annotations

import atexit
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from queue import Empty, SimpleQueue
from typing import Any

from etl.engine.readers import LONGEST_SECONDS, Reader
from etl.engine.work import Failure, Job, Told, demand_same_rules
from etl.model import XushiError

BATCH, SMALLEST = 200, 20
JOBS_A_THREAD = 3
"""Jobs in the hands of the scheduler for each thread of its workers: one runs, the others wait."""
LOOK_EVERY_SECONDS = 5.0
"""How often it is looked, while nothing comes back, whether the scheduler is still the same."""
LONGEST_FETCH_SECONDS = 60.0
"""How long the few bytes that a job comes to may take from the worker that did it."""
PATIENCE_SECONDS = 300.0
"""How long a scheduler, or the first worker, is waited for."""

_mine = threading.local()


@dataclass(frozen=True, slots=True)
class Cluster:
    """The workers of the scheduler at an address such as tcp://host:8786."""

    address: str
    longest: float = LONGEST_SECONDS
    patience: float = PATIENCE_SECONDS

    def batch(self, documents: int) -> int:
        """Return how many documents to hand out at once."""
        return max(SMALLEST, min(BATCH, documents // 64))

    def run(self, jobs: Iterator[Job], documents: int, starting: Told) -> Iterator[tuple[Failure, ...]]:
        """Do the jobs and yield what became of each. Raises XushiError where the cluster is gone for too long."""
        waiting: list[Job] = []
        lost_at: float | None = None
        while True:
            try:
                with _client(self.address, self.patience) as client:
                    for outcome in _drain(client, jobs, waiting, starting, self):
                        lost_at = None
                        yield outcome
                    return
            except _gone() as error:
                lost_at = lost_at or time.monotonic()
                if time.monotonic() - lost_at > self.patience:
                    raise XushiError(f"the cluster at {self.address} is gone ({error})") from error
                time.sleep(1)


def read_job(job: Job, longest: float) -> tuple[Failure, ...]:
    """Do a job on a worker, in a process of its own for each of the worker's threads."""
    demand_same_rules(job)
    reader: Reader | None = getattr(_mine, "reader", None)
    if reader is None:
        reader = _mine.reader = Reader(longest)
        atexit.register(reader.close)
    return reader.do(job)


def _drain(
    client: Any, jobs: Iterator[Job], waiting: list[Job], starting: Told, cluster: Cluster
) -> Iterator[tuple[Failure, ...]]:
    """Hand out jobs and take back what became of them; `waiting` holds those without an outcome, whatever happens."""
    client.wait_for_workers(1, timeout=cluster.patience)
    scheduler = _scheduler(client)
    finished: SimpleQueue[Any] = SimpleQueue()
    handed_out: dict[Any, Job] = {}

    def hand_out(job: Job) -> None:
        future = client.submit(read_job, job, cluster.longest, pure=False)
        handed_out[future] = job
        future.add_done_callback(finished.put)

    limit = JOBS_A_THREAD * max(1, sum(client.nthreads().values()))
    waiting += islice(jobs, max(0, limit - len(waiting)))
    for job in waiting:
        hand_out(job)
    while handed_out:
        future = _next(finished, client, scheduler)
        outcome = future.result(timeout=LONGEST_FETCH_SECONDS)
        job = handed_out.pop(future)
        waiting.remove(job)
        for item in job.items:
            starting(item)
        yield outcome
        for following in islice(jobs, 1):
            waiting.append(following)
            hand_out(following)


def _next(finished: SimpleQueue[Any], client: Any, scheduler: str) -> Any:
    """Return a job that came to an end. Raises OSError where the scheduler is another, which knows of none of them.

    The library cancels what the old one had in hand when it notices that it is gone; what it asks for or hands over in
    that moment it may wait for without end.
    """
    while True:
        with suppress(Empty):
            return finished.get(timeout=LOOK_EVERY_SECONDS)
        if _scheduler(client) != scheduler:
            raise OSError("the scheduler was restarted")


def _scheduler(client: Any) -> str:
    return str(client.scheduler_info()["id"])


def _client(address: str, patience: float) -> Any:
    return _distributed().Client(address, timeout=patience, set_as_default=False)


def _distributed() -> Any:
    """Return the library, which only a build on a cluster needs."""
    try:
        return import_module("distributed")
    except ImportError as error:
        raise XushiError("a cluster needs requirements-cluster.txt to be installed") from error


def _gone() -> tuple[type[BaseException], ...]:
    """Return the errors of a scheduler or worker that went away, which is no fault of the job."""
    library = _distributed()
    of_futures = (library.client.FutureCancelledError, library.comm.CommClosedError, library.scheduler.KilledWorker)
    return (OSError, TimeoutError, *of_futures)
