"""A cluster makes the board that one process makes: a scheduler and workers, each a process of its own, over TCP."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from etl.build import BuildReport, Options, build
from etl.engine import Cluster
from etl.model import XushiError
from tests.archived import ROOT, same

PATIENCE = 60.0


class Machines:
    """A scheduler on a port of this machine and workers for it."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.scheduler: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []

    def start(self, workers: int) -> None:
        self.scheduler = self._run("scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-show")
        for _ in range(workers):
            address = f"tcp://127.0.0.1:{self.port}"
            settings = ("--nthreads", "1", "--no-nanny", "--local-directory", str(self.folder))
            self.workers.append(self._run("worker", address, *settings))

    def stop(self, sign: int = signal.SIGKILL) -> None:
        for process in filter(None, (*self.workers, self.scheduler)):
            process.send_signal(sign)
            process.wait(timeout=PATIENCE)
        self.workers.clear()

    def _run(self, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *words, "--no-dashboard"]
        log = (self.folder / "cluster.log").open("ab")
        return subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = Machines(tmp_path, port)
    with ExitStack() as finally_:
        finally_.callback(made.stop)
        yield made


def build_on(machines: Machines, data: Path) -> tuple[threading.Thread, list[BuildReport]]:
    """Start a build on the cluster; its report will be in the list."""
    reports: list[BuildReport] = []
    options = Options(engine=f"dask://127.0.0.1:{machines.port}")
    thread = threading.Thread(target=lambda: reports.append(build(data, options=options)), daemon=True)
    thread.start()
    return thread, reports


def until_a_part_is_there(data: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if any(path.parent.name != "cache" and "build-" not in str(path) for path in data.glob("cache/*/*.parquet")):
            return
        time.sleep(0.05)
    raise AssertionError("no part was written")


def test_a_cluster_makes_the_same_board_whatever_dies(
    archived: Callable[[str], Path],
    machines: Machines,
    misbehave: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Three workers; one is killed half-way, then the scheduler with all of them, and both start again."""
    monkeypatch.setattr("etl.engine.cluster.SMALLEST", 1)
    one = build(archived("one"), options=Options(workers=0))
    misbehave("time.sleep(0.3)")
    machines.start(3)
    data = archived("many")
    thread, reports = build_on(machines, data)
    until_a_part_is_there(data)
    machines.workers[0].send_signal(signal.SIGKILL)
    time.sleep(0.5)
    machines.stop()
    machines.start(2)
    thread.join(8 * PATIENCE)
    assert [same(one, report) for report in reports] == [[]]


def test_a_worker_that_reads_otherwise_is_refused(
    archived: Callable[[str], Path], machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    machines.start(1)
    monkeypatch.setattr("etl.memo.code_fingerprint", lambda: "another")
    with pytest.raises(XushiError, match="another version of the program or its libraries than the build"):
        build(archived("one"), options=Options(engine=f"dask://127.0.0.1:{machines.port}"))


def test_a_cluster_that_is_not_there_is_named(
    archived: Callable[[str], Path], machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"tcp://127.0.0.1:{machines.port}"
    monkeypatch.setattr("etl.build.engine.engine_of", lambda *_: Cluster(address, patience=1.0))
    with pytest.raises(XushiError, match=rf"the cluster at tcp://127\.0\.0\.1:{machines.port} is gone"):
        build(archived("one"), options=Options(engine=f"dask://127.0.0.1:{machines.port}"))
