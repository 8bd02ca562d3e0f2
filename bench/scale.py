"""Where one machine ends: documents a second by engine, and how builds and the overview's query grow.

    python -m bench.scale [--documents N] [--sentences N] [--statements N ...] [--folder DIR]

The first table reads one generated archive with each engine, every time from nothing: `docs/s` by the clock of the
whole build, `a process` that divided by the processes that read, `÷ local` the clock against the same number of local
processes in this run (2 stands for 3). The second publishes boards of rising size and asks what the overview asks, the
best of several times: all goals, the headline, and the goals of one body in one year.
"""

from __future__ import annotations

import argparse
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import archive
from bench.figures import DAY, publish_board
from bench.measuring import ROOT, Run, run_build
from warehouse import questions
from warehouse.snapshot import open_snapshot

LOCAL, CLUSTER = (1, 2), (1, 2, 3)
MOST_GOALS = 10_000
STATEMENTS_A_GOAL = 10
TIMES = 9


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--sentences", type=int, default=0, help="more sentences in each document")
    parser.add_argument("--statements", type=int, nargs="*", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--folder", type=Path, default=None, help="where to put the archive for a while")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.folder, prefix="xushi-bench-") as name:
        if arguments.documents:
            compare_engines(Path(name), arguments.documents, arguments.sentences)
        if arguments.statements:
            grow(Path(name), arguments.statements)


def compare_engines(folder: Path, documents: int, sentences: int) -> None:
    """Read one archive with each engine."""
    size = archive.write(folder / "archive", documents, sentences)
    print(f"{documents:,} documents, {size / 1e6:.1f} MB of text\n")
    print(f"{'engine':<12}{'seconds':>10}{'docs/s':>10}{'a process':>11}{'÷ local':>9}{'MB build':>10}{'MB parts':>10}")
    local: dict[int, Run] = {}
    for workers in LOCAL:
        data = _fresh(folder, f"local{workers}")
        local[workers] = run_build(data, "--documents", str(folder / "archive"), "--workers", str(workers))
        _print_engine(f"local {workers}", workers, documents, local[workers], local[workers], data)
    for workers in CLUSTER:
        data = _fresh(folder, f"dask{workers}")
        with _cluster(folder, workers) as address:
            run = run_build(data, "--documents", str(folder / "archive"), "--engine", address)
        _print_engine(f"dask {workers}", workers, documents, run, local[min(workers, max(LOCAL))], data)


def grow(folder: Path, sizes: list[int]) -> None:
    """Publish boards of rising size and time what the overview asks."""
    print(
        f"\n{'statements':>12}{'goals':>9}{'publish s':>11}{'MB':>7}{'all ms':>9}{'headline ms':>13}{'one body ms':>13}"
    )
    for statements in sizes:
        goals = min(MOST_GOALS, statements // STATEMENTS_A_GOAL)
        data = _fresh(folder, f"board{statements}")
        start = time.perf_counter()
        snapshot = publish_board(data, statements, goals)
        seconds = time.perf_counter() - start
        con = open_snapshot(snapshot.path)
        asked: tuple[Callable[[], object], ...] = (
            lambda con=con: questions.progress(con, DAY),
            lambda con=con: questions.headline(con, DAY),
            lambda con=con: questions.progress(con, DAY, "区县3", DAY.year),
        )
        times = [1000 * min(_timed(question)) for question in asked]
        con.close()
        size = snapshot.path.stat().st_size / 2**20
        print(
            f"{statements:>12,}{goals:>12,}{seconds:>12.1f}{size:>12.0f}" + "".join(f"{each:>12.1f}" for each in times),
            flush=True,
        )


def _timed(question: Callable[[], object]) -> Iterator[float]:
    for _ in range(TIMES):
        start = time.perf_counter()
        question()
        yield time.perf_counter() - start


def _fresh(folder: Path, name: str) -> Path:
    data = folder / name
    data.mkdir()
    return data


def _print_engine(name: str, workers: int, documents: int, run: Run, local: Run, data: Path) -> None:
    rate = documents / run.seconds
    parts = sum(path.stat().st_size for path in (data / "cache").glob("*/*.parquet")) / 2**20
    print(
        f"{name:<12}{run.seconds:>10.1f}{rate:>10.1f}{rate / workers:>11.1f}{run.seconds / local.seconds:>9.2f}"
        f"{run.peak:>10.0f}{parts:>10.1f}",
        flush=True,
    )


@contextmanager
def _cluster(folder: Path, workers: int) -> Iterator[str]:
    """Start a scheduler and workers on this machine, and end them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    commands = [("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-show")]
    settings = ("--nthreads", "1", "--no-nanny", "--local-directory", str(folder))
    commands += [("worker", f"tcp://127.0.0.1:{port}", *settings)] * workers
    running = [
        subprocess.Popen([sys.executable, "-m", "dask", *words, "--no-dashboard"], cwd=ROOT, stderr=subprocess.DEVNULL)
        for words in commands
    ]
    try:
        time.sleep(5)  # a service that is up before a build begins is no cost of the build
        yield f"dask://127.0.0.1:{port}"
    finally:
        for process in reversed(running):
            process.terminate()
        for process in running:
            process.wait(timeout=30)


if __name__ == "__main__":
    main()
