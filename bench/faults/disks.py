"""Disks that are full or read-only, pointers and snapshots that are damaged, clocks that jump back."""

from __future__ import annotations

import contextlib
import os
import random
import resource
import shutil
import signal
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from bench.faults import scene
from bench.faults.deaths import decision
from bench.faults.scene import FaultError
from etl.model import DecisionError
from etl.review_file import append_decision, read_decisions
from warehouse import snapshot
from warehouse.snapshot import find

BLOCK = 4096


@contextlib.contextmanager
def small_disk(place: Path, size: int) -> Iterator[Path]:
    """Mount a disk of so many bytes, for root on Linux; raises OSError elsewhere."""
    place.mkdir(parents=True, exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        raise OSError(mounted.stderr.decode(errors="replace").strip())
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], capture_output=True, check=False)


def can_mount(place: Path) -> bool:
    """Tell whether disks of a chosen size can be made here."""
    try:
        with small_disk(place, 1 << 20):
            return True
    except OSError:
        return False


def fill_up(data: Path, steps: int) -> int:
    """Leave a build less and less room on its disk; return how many builds failed, each in one sentence.

    The folder lies on a disk of its own. What is left is filled with a file, until a build with no room at all.
    """
    scene.write_version(data, 100)
    if sentence := scene.build_again(data):
        raise FaultError(sentence)
    needed = 3 * sum(path.stat().st_size for path in data.rglob("*") if path.is_file())
    version, failed = 100, 0
    append_decision(data / "reviews.csv", decision("before"))
    for step in range(steps):
        scene.write_version(data, version % 899 + 101)
        _leave(data, round(needed * (steps - 1 - step) / (steps - 1)) // BLOCK * BLOCK)
        sentence = _in_one_sentence(data)
        failed += bool(sentence)
        version = version if sentence else version % 899 + 101
        scene.demand(data, {version}, {"before"})
        (data / "ballast").unlink(missing_ok=True)
    if sentence := scene.build_again(data):
        raise FaultError(f"with room again: {sentence}")
    scene.demand(data, {version % 899 + 101} if failed else {version}, {"before"})
    return failed


def limit_files(data: Path, steps: int) -> int:
    """Let no file of a build grow beyond a limit, lower each time; return how many builds failed in one sentence."""
    version, failed = 100, 0
    scene.write_version(data, version)
    if sentence := scene.build_again(data):
        raise FaultError(sentence)
    largest = max(path.stat().st_size for path in (data / "snapshots").iterdir())
    for step in range(steps):
        scene.write_version(data, version % 899 + 101)
        limit = round(largest * 1.2 * (steps - 1 - step) / steps)
        ended = scene.in_a_process(lambda limit=limit: _build_within(data, limit))
        if ended not in (0, 1):
            raise FaultError(f"with files of {limit} bytes at most the build ended with {ended}")
        failed += ended
        version = version if ended else version % 899 + 101
        scene.demand(data, {version}, set())
    return failed


def full_for_a_reviewer(data: Path) -> int:
    """Decide until the disk is full; return how many decisions were acknowledged: they are there, and no other is."""
    scene.write_version(data, 100)
    scene.build_again(data)
    _leave(data, 3 * BLOCK)
    said = []
    for number in range(10_000):
        try:
            append_decision(data / "reviews.csv", decision(f"n{number}"))
        except DecisionError:
            break
        said.append(f"n{number}")
    kept = [row.about for row in read_decisions(data / "reviews.csv")]
    if kept != said:
        raise FaultError(f"{len(said)} decisions were acknowledged and {len(kept)} are kept")
    (data / "ballast").unlink()
    append_decision(data / "reviews.csv", decision("after"))
    if [row.about for row in read_decisions(data / "reviews.csv")] != [*said, "after"]:
        raise FaultError("with room again a decision does not follow the others")
    return len(said)


def read_only(place: Path) -> str:
    """Make a disk read-only: the board is read, and a build fails in one sentence, which is returned."""
    with small_disk(place, 64 << 20) as data:
        scene.write_version(data, 100)
        scene.build_again(data)
        subprocess.run(["mount", "-o", "remount,ro", str(data)], check=True)
        sentence = _in_one_sentence(data)
        if not sentence:
            raise FaultError("a build on a read-only disk says that it succeeded")
        scene.demand(data, {100}, set())
    return sentence


def damage(data: Path, times: int, seed: int = 0) -> int:
    """Cut the newest snapshot, or put anything into the pointer; a good one is shown, and the next build succeeds."""
    chance, version = random.Random(seed), 100
    for _ in range(2):
        version = version % 899 + 101
        scene.write_version(data, version)
        scene.build_again(data)
    for turn in range(times):
        current = find(data).path
        if current is None:
            raise FaultError("there is no snapshot")
        if turn % 2:
            whole = current.read_bytes()
            current.write_bytes(whole[: chance.randrange(len(whole))])
        else:
            (data / "current").write_bytes(chance.randbytes(chance.randrange(60)))
        shown = scene.look(data)  # any good one, whole
        if not find(data).warning:
            raise FaultError(f"{shown.snapshot} is shown as if nothing were wrong")
        version = version % 899 + 101
        scene.write_version(data, version)
        if sentence := scene.build_again(data):
            raise FaultError(f"the next build: {sentence}")
        scene.demand(data, {version}, set())
    return times


def clock_jumps(data: Path, times: int, seed: int = 0) -> int:
    """Build while the clock jumps up to forty years back and forth: the last build is the one that is shown."""
    chance, version, last = random.Random(seed), 100, ""
    real = snapshot.datetime
    try:
        for _ in range(times):
            now = datetime(2026, 11, 26) + timedelta(days=chance.uniform(-14_600, 3_650))
            snapshot.datetime = type("Clock", (real,), {"now": classmethod(lambda cls, now=now: now)})
            version = version % 899 + 101
            scene.write_version(data, version)
            if sentence := scene.build_again(data):
                raise FaultError(sentence)
            seen = scene.look(data)
            if seen.number != version or seen.snapshot <= last:
                raise FaultError(f"{seen} after {last}, where {version} was built last")
            last = seen.snapshot
    finally:
        snapshot.datetime = real
    return times


def _leave(data: Path, room: int) -> None:
    """Fill the disk but for so many bytes."""
    free = shutil.disk_usage(data).free - room
    with contextlib.suppress(OSError), (data / "ballast").open("wb", buffering=0) as ballast:
        while free > 0:
            free -= ballast.write(b"\0" * min(free, 1 << 20))


def _in_one_sentence(data: Path) -> str:
    sentence = scene.build_again(data)
    if "\n" in sentence or "Traceback" in sentence:
        raise FaultError(f"not one sentence: {sentence}")
    return sentence


def _build_within(data: Path, limit: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    os._exit(1 if _in_one_sentence(data) else 0)
