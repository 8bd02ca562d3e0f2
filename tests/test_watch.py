"""`build --watch` as a process of its own: every kind of change, refusals and errors survived, a clean end."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.files import alone
from etl.watch import changes, look
from tests.test_build import GOALS, REPORT, decide, put
from warehouse.snapshot import current

PATIENCE = 30.0


class Watcher:
    """A running `build --watch`; `until` reads on until a line matches, and returns what was said up to there."""

    def __init__(self, data: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "etl", "build", "--watch", "--data", str(data)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def until(self, pattern: str) -> list[str]:
        seen: list[str] = []
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                seen.append(self.lines.get(timeout=0.2))
            except queue.Empty:
                continue
            if re.search(pattern, seen[-1]):
                return seen
        raise AssertionError(f"{pattern} was not said: {seen}")

    def end(self, sign: int) -> list[str]:
        self.process.send_signal(sign)
        assert self.process.wait(timeout=PATIENCE) == 0
        return self.until("^ended$")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    put(tmp_path, "plan.md", GOALS, "2024-02-18")
    return tmp_path


@pytest.fixture
def watcher(data: Path) -> Iterator[Watcher]:
    running = Watcher(data)
    yield running
    running.process.kill()
    running.process.wait()


def test_each_change_is_built_and_told(data: Path, watcher: Watcher) -> None:
    assert "gained 2, lost 0" in watcher.until("watching")[-2]
    put(data, "2024/report.md", REPORT, "2024-05-15")
    said = watcher.until("^gained")
    assert "changed: documents/2024/report.md, documents/2024/report.md.toml" in said[0]
    assert said[-1].startswith("gained 2, lost 0; snapshot ")
    put(data, "bad.txt", bytes(range(256)))
    assert "bad.txt: the file is no text in UTF-8, UTF-16 or GB18030" in watcher.until("^gained 0, lost 0")
    (data / "documents" / "2024" / "report.md").unlink()
    said = watcher.until("^gained")
    assert "report.md.toml: there is no file report.md beside it that it could be about" in said
    assert said[-1].startswith("gained 0, lost 2")
    (data / "reviews.csv").write_text("nonsense\n", "utf-8")
    assert watcher.until(r"reviews\.csv: the first line must be")
    (data / "reviews.csv").unlink()
    decide(data, "reject", "0123456789abcdef", "something else")
    assert "is stale" in "".join(watcher.until("^gained"))
    before = current(data)
    (data / "rules.toml").write_text("[status]\non_pace = nonsense\n", "utf-8")
    assert watcher.until(r"rules\.toml is not valid TOML")
    assert current(data) == before
    (data / "rules.toml").unlink()
    watcher.until("^gained")
    said = watcher.end(signal.SIGINT)
    assert not any("Traceback" in line for line in said)


def test_it_waits_for_documents_and_ends_at_a_signal(tmp_path: Path) -> None:
    running = Watcher(tmp_path)
    try:
        assert re.match("there is no folder", running.until("watching")[0])
        put(tmp_path, "plan.md", GOALS, "2024-02-18")
        running.until("^gained 2, lost 0")
        assert running.end(signal.SIGTERM) == ["ended"]
    finally:
        running.process.kill()
        running.process.wait()


def test_a_file_that_grows_is_read_when_it_is_whole(data: Path) -> None:
    stop = threading.Event()
    before = look(data)
    found = changes(data, before, stop)

    def grow() -> None:
        with (data / "documents" / "long.txt").open("w", encoding="utf-8") as file:
            for _ in range(4):
                file.write(GOALS)
                file.flush()
                time.sleep(0.3)

    thread = threading.Thread(target=grow)
    thread.start()
    assert next(found) == ["documents/long.txt"]
    thread.join()
    assert look(data)[data / "documents" / "long.txt"][0] == 4 * len(GOALS.encode())
    stop.set()
    assert list(found) == []


def test_what_changed_before_anybody_watched_is_told(data: Path) -> None:
    before = look(data)
    put(data, "report.md", REPORT)
    put(data, ".incoming/upload", REPORT)
    assert next(changes(data, before)) == ["documents/report.md"]


def test_builds_of_one_folder_wait_for_each_other(data: Path) -> None:
    with alone(data / "snapshots" / ".turn"):
        other = subprocess.Popen([sys.executable, "-m", "etl", "build", "--data", str(data)], stdout=subprocess.DEVNULL)
        time.sleep(2.5)
        assert other.poll() is None and current(data) is None
    assert other.wait(timeout=PATIENCE) == 0
    assert current(data) is not None
