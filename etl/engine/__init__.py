"""Who reads the documents: this machine, or the workers of a cluster. What they write is the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from etl.engine.cluster import Cluster
from etl.engine.local import Local
from etl.engine.parts import Parts
from etl.engine.places import SIDECAR, Folder, Listed, Place, place
from etl.engine.work import Failure, Item, Job, Told, batches, key_of
from etl.model import XushiError

__all__ = [
    "LOCAL",
    "SIDECAR",
    "Cluster",
    "Engine",
    "Failure",
    "Folder",
    "Item",
    "Job",
    "Listed",
    "Local",
    "Parts",
    "Place",
    "batches",
    "engine_of",
    "key_of",
    "place",
]

LOCAL = "local"
_CLUSTER = re.compile(r"dask://([^/\s:]+|\[[0-9a-fA-F:]+\]):(\d{1,5})/?$")


class Engine(Protocol):
    """What reads batches of documents and writes parts."""

    def batch(self, documents: int) -> int:
        """Return how many documents to hand out at once, of so many."""

    def run(self, jobs: Iterator[Job], documents: int, starting: Told) -> Iterator[tuple[Failure, ...]]:
        """Do the jobs and yield what became of each; `starting` is told the documents, in this thread."""


def engine_of(name: str = LOCAL, workers: int | None = None) -> Engine:
    """Return the engine of a name: local, or dask://HOST:PORT. Raises XushiError where it is neither."""
    if name == LOCAL:
        return Local(workers)
    found = _CLUSTER.match(name)
    if found is None:
        raise XushiError(f"there is no engine {name}; known are local and dask://HOST:PORT")
    if workers is not None:
        raise XushiError("--workers is for the engine local; a cluster has the workers that were started for it")
    return Cluster(f"tcp://{found[1]}:{found[2]}")
