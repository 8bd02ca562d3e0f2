"""Builds and reviewers that are killed: at random moments, and at each operation on a file."""

from __future__ import annotations

import errno
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.faults import scene
from bench.faults.scene import FaultError
from etl.model import Decision
from etl.review_file import append_decision

# What Python tells before it changes a file or its name; `open` only where it is for writing.
CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.link", "os.symlink", "shutil.rmtree"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Injector:
    """Counts the operations on files of this process under a folder, and does something at one of them."""

    def __init__(self, folder: Path, at: int, act: Callable[[], None]) -> None:
        self.folder, self.at, self.act, self.count = str(folder), at, act, 0
        self.armed = True
        sys.addaudithook(self._hear)
        os.fsync = self._before(os.fsync)

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.armed:
            return
        if event == "open":
            path, _, flags = arguments
            changes = isinstance(flags, int) and bool(flags & WRITING)
        else:
            path, changes = (arguments[0] if arguments else ""), event in CHANGES
        if changes and str(path).startswith(self.folder):
            self._meet()

    def _before(self, call: Callable[[int], None]) -> Callable[[int], None]:
        def counted(handle: int) -> None:
            self._meet()
            call(handle)

        return counted

    def _meet(self) -> None:
        self.count += 1
        if self.count == self.at:
            self.act()


def die() -> None:
    """End this process at once, as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


def fail(number: int) -> Callable[[], None]:
    """Have an operation fail with an error of the system."""

    def raise_it() -> None:
        raise OSError(number, os.strerror(number))

    return raise_it


def kill_builds(data: Path, times: int, seed: int = 0) -> int:
    """Kill a build at random moments, and the next one always succeeds; return how many were caught at work."""
    chance, version, caught = random.Random(seed), 100, 0
    scene.write_version(data, version)
    scene.warm(data)
    lasted = max(_timed_build(data) for _ in range(3))
    acknowledged: set[str] = set()
    for turn in range(times):
        before, version = version, version % 899 + 101
        scene.write_version(data, version)
        child = os.fork()
        if child == 0:
            scene.build_again(data)
            os._exit(0)
        acknowledged |= _decide(data, f"turn {turn}")
        time.sleep(chance.uniform(0, lasted))
        done, _ = os.waitpid(child, os.WNOHANG)
        if not done:
            scene.end(child)
            caught += 1
        scene.demand(data, {before, version}, acknowledged)
        _succeed(data, version, acknowledged)
    return caught


def kill_at_each_operation(data: Path, step: int = 1) -> int:
    """Kill a build at each of its operations on files, then let each fail; return how many operations there are."""
    version = 999
    operations = _operations(data, version)
    faults = [die, fail(errno.ENOSPC), fail(errno.EIO), fail(errno.EROFS)]
    for fault in faults:
        for at in range(1, operations + 1, step):
            before, version = version, version % 899 + 101
            scene.write_version(data, version)
            ended = scene.in_a_process(lambda at=at, fault=fault: _build_with(data, at, fault))
            if ended not in (0, -signal.SIGKILL):
                raise FaultError(f"operation {at}: the build ended with {ended} and not in one sentence")
            scene.demand(data, {before, version}, set())
            _succeed(data, version, set())
    return operations


def kill_reviewers(data: Path, times: int, seed: int = 0) -> int:
    """Kill a reviewer who decides without pause; return how many decisions were acknowledged, and all are kept."""
    chance, acknowledged = random.Random(seed), set[str]()
    scene.write_version(data, 100)
    _succeed(data, 100, set())
    for turn in range(times):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            for number in range(100_000):
                about = f"{turn}-{number}"
                append_decision(data / "reviews.csv", decision(about))
                os.write(writing, f"{about}\n".encode())
        os.close(writing)
        time.sleep(chance.uniform(0.005, 0.06))
        scene.end(child)
        with os.fdopen(reading, encoding="utf-8") as told:
            acknowledged |= set(told.read().split())
        scene.demand(data, {100}, acknowledged)
    return len(acknowledged)


def decision(about: str) -> Decision:
    """Return a note, with what makes a row hard to write: a line break and quotes."""
    return Decision(about, "note", "", "", '所见为\n"原件"', "", "何", "2024-05-20T09:30:00")


def _decide(data: Path, about: str) -> set[str]:
    append_decision(data / "reviews.csv", decision(about))
    return {about}


def _build_with(data: Path, at: int, fault: Callable[[], None]) -> None:
    Injector(data, at, fault)
    scene.build_again(data)


def _operations(data: Path, version: int) -> int:
    """Count the operations on files of a build without faults."""
    scene.write_version(data, version)
    _succeed(data, version, set())
    reading, writing = os.pipe()

    def count() -> None:
        injector = Injector(data, 0, die)
        scene.build_again(data)
        injector.armed = False
        os.write(writing, str(injector.count).encode())

    ended = scene.in_a_process(count)
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.read()
    if ended or not number:
        raise FaultError(f"a build without faults ended with {ended}")
    return int(number)


def _succeed(data: Path, version: int, acknowledged: set[str]) -> None:
    ended = scene.in_a_process(lambda: _build_well(data))
    if ended:
        raise FaultError(f"the next build ended with {ended}")
    scene.demand(data, {version}, acknowledged)


def _build_well(data: Path) -> None:
    sentence = scene.build_again(data)
    if sentence:
        raise FaultError(sentence)


def _timed_build(data: Path) -> float:
    start = time.monotonic()
    ended = scene.in_a_process(lambda: _build_well(data))
    if ended:
        raise FaultError("a build without faults failed")
    return time.monotonic() - start
