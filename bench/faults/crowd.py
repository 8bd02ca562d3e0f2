"""Readers and a builder that meet, and reviewers who decide all at once, each in a process of its own."""

from __future__ import annotations

import multiprocessing
import time
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path
from typing import Any

from bench.faults import scene
from bench.faults.deaths import decision
from bench.faults.scene import FaultError
from etl.review_file import append_decision, read_decisions

APART = multiprocessing.get_context("fork")


@dataclass(frozen=True, slots=True)
class Meeting:
    """What came of it: how often a snapshot was read, how many were published, and how many files were left."""

    reads: int
    builds: int
    seen: int
    left: int


def readers_and_a_builder(data: Path, readers: int, seconds: float) -> Meeting:
    """Read from several processes while another builds without pause. Raises FaultError for any error of any of them.

    Each reader sees whole snapshots, and never one that is older than the one it saw before.
    """
    scene.write_version(data, 100)
    if sentence := scene.build_again(data):
        raise FaultError(sentence)
    over, told, ready = APART.Event(), APART.Queue(), APART.Barrier(readers + 2)
    crowd = [APART.Process(target=_read, args=(data, over, told, ready)) for _ in range(readers)]
    crowd.append(APART.Process(target=_build, args=(data, over, told, ready)))
    for one in crowd:
        one.start()
    ready.wait(timeout=300)
    time.sleep(seconds)
    over.set()
    results: list[tuple[str, int, set[str], str]] = [told.get(timeout=120) for _ in crowd]
    for one in crowd:
        one.join(timeout=60)
    errors = [error for _, _, _, error in results if error]
    if errors:
        raise FaultError("; ".join(errors))
    reads = sum(count for kind, count, _, _ in results if kind == "read")
    builds = sum(count for kind, count, _, _ in results if kind == "build")
    seen = set().union(*(names for _, _, names, _ in results))
    return Meeting(reads, builds, len(seen), len(list((data / "snapshots").glob("*.duckdb"))))


def reviewers(data: Path, people: int, decisions: int) -> int:
    """Let several processes decide at once; return the rows, which are all there and in each person's order."""
    with APART.Pool(people) as pool:
        pool.starmap(_decide, [(data, f"p{person}", decisions) for person in range(people)])
    kept = [row.about for row in read_decisions(data / "reviews.csv")]
    for person in range(people):
        mine = [about for about in kept if about.startswith(f"p{person}-")]
        if mine != [f"p{person}-{number}" for number in range(decisions)]:
            raise FaultError(f"of {decisions} decisions of p{person}, {len(mine)} are kept")
    return len(kept)


def _read(data: Path, over: Event, told: Any, ready: Barrier) -> None:
    count, seen, last, error = 0, set[str](), "", ""
    ready.wait(timeout=300)
    try:
        while not over.is_set():
            snapshot = scene.look(data).snapshot
            if snapshot < last:
                raise FaultError(f"{snapshot} was read after {last}")
            last = snapshot
            seen.add(snapshot)
            count += 1
    except Exception as failed:
        error = f"a reader: {type(failed).__name__}: {failed}"
    told.put(("read", count, seen, error))


def _build(data: Path, over: Event, told: Any, ready: Barrier) -> None:
    count, error = 0, ""
    ready.wait(timeout=300)
    try:
        while not over.is_set():
            scene.write_version(data, 100 + count % 900)
            if sentence := scene.build_again(data):
                raise FaultError(sentence)
            count += 1
    except Exception as failed:
        error = f"the builder: {type(failed).__name__}: {failed}"
    told.put(("build", count, set(), error))


def _decide(data: Path, person: str, decisions: int) -> None:
    for number in range(decisions):
        append_decision(data / "reviews.csv", decision(f"{person}-{number}"))
