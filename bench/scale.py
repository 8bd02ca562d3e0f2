"""Where one machine ends: documents a second by engine, and how builds and the overview's query grow.

    python -m bench.scale [--documents N] [--sentences N] [--statements N ...] [--folder DIR]

The first table reads one generated archive with each engine, every time from nothing: `docs/s` by the clock of the
whole build, `a process` that divided by the processes that read, `÷ local` the clock against the same number of local
processes in this run (2 stands for 3), `MB build` the most that any process of the build took, `MB reader` the most of
any that reads, a worker of a cluster among them. The second publishes boards of rising size and asks what the overview
asks, in milliseconds of the processor, the best of several: `first look` for the first who opens it on a day, `next
look` with other filters on it, and beside them `all goals`, which no screen asks for at once. The exit status is 1
where a look takes more than twice as long on the last board as on the first.
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
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import duckdb

from bench import archive
from bench.figures import DAY, publish_board
from bench.measuring import ROOT, Run, run_build
from bench.peaks import Peaks, peak
from warehouse import questions
from warehouse.snapshot import open_to_serve

LOCAL, CLUSTER = (1, 2), (1, 2, 3)
MOST_GOALS = 10_000
STATEMENTS_A_GOAL = 10
TIMES = 9
A_PAGE = 40  # goals
MOST_GROWTH = 2.0


def main() -> int:
    """Print both tables; return 1 where the overview's questions grow too much."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--sentences", type=int, default=0, help="more sentences in each document")
    parser.add_argument("--statements", type=int, nargs="*", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--folder", type=Path, default=None, help="where to put the archive for a while")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.folder, prefix="xushi-bench-") as name:
        if arguments.documents:
            compare_engines(Path(name), arguments.documents, arguments.sentences)
        return grow(Path(name), arguments.statements) if arguments.statements else 0


def compare_engines(folder: Path, documents: int, sentences: int) -> None:
    """Read one archive with each engine."""
    size = archive.write(folder / "archive", documents, sentences)
    print(f"{documents:,} documents, {size / 1e6:.1f} MB of text\n")
    columns = (("seconds", 10), ("docs/s", 10), ("a process", 11), ("÷ local", 9), ("MB build", 10), ("MB reader", 11))
    print(f"{'engine':<12}" + "".join(f"{name:>{width}}" for name, width in columns) + f"{'MB parts':>10}")
    local: dict[int, Run] = {}
    for workers in LOCAL:
        data = _fresh(folder, f"local{workers}")
        local[workers] = run_build(data, "--documents", str(folder / "archive"), "--workers", str(workers))
        _print_engine(f"local {workers}", workers, documents, local[workers], local[workers], data)
    for workers in CLUSTER:
        data = _fresh(folder, f"dask{workers}")
        with _cluster(folder, workers) as (address, processes), Peaks(*processes) as peaks:
            run = run_build(data, "--documents", str(folder / "archive"), "--engine", address)
            run = replace(run, reader=max(peaks.largest, *map(peak, processes)))
        _print_engine(f"dask {workers}", workers, documents, run, local[min(workers, max(LOCAL))], data)


def grow(folder: Path, sizes: list[int]) -> int:
    """Publish boards of rising size and time what is asked; return 1 where a look at the overview grows too much."""
    print(f"\n{'statements':>12}{'goals':>9}{'publish s':>11}{'MB':>7}" + "".join(f"{name:>13}" for name in LOOKS))
    taken: list[dict[str, float]] = []
    for statements in sizes:
        goals = min(MOST_GOALS, statements // STATEMENTS_A_GOAL)
        data = _fresh(folder, f"board{statements}")
        start = time.perf_counter()
        snapshot = publish_board(data, statements, goals)
        seconds = time.perf_counter() - start
        con = open_to_serve(snapshot.path)
        taken.append({name: 1000 * min(_timed(partial(look, con))) for name, look in LOOKS.items()})
        con.close()
        size = snapshot.path.stat().st_size / 2**20
        times = "".join(f"{milliseconds:>13.1f}" for milliseconds in taken[-1].values())
        print(f"{statements:>12,}{goals:>9,}{seconds:>11.1f}{size:>7.0f}{times}", flush=True)
    grown = {name: taken[-1][name] / taken[0][name] for name in LOOKS}
    print(f"{'last ÷ first':>39}" + "".join(f"{ratio:>13.2f}" for ratio in grown.values()))
    return int(len(sizes) > 1 and any(grown[name] > MOST_GROWTH for name in OVERVIEW))


def first_look(con: duckdb.DuckDBPyConnection, day: date) -> None:
    """Ask what 总览 asks for the first who opens it on a day: tests/test_scale.py holds it to what the screen asks."""
    questions.default_as_of(con)
    questions.filters(con)
    questions.review_counts(con)
    next_look(con, day)


def next_look(con: duckdb.DuckDBPyConnection, day: date, organisation: str | None = None) -> None:
    """Ask what 总览 asks for other filters on the same day: counts, the headline and a page of goals."""
    questions.standing(con, day, organisation, day.year)
    questions.headline(con, day, organisation, day.year)
    questions.worst(con, day, organisation, day.year, limit=A_PAGE)
    questions.extent(con, day)


LOOKS: dict[str, Callable[[duckdb.DuckDBPyConnection, int], object]] = {
    "first look": lambda con, number: first_look(con, DAY - timedelta(days=number)),
    "next look": lambda con, number: next_look(con, DAY, f"区县{number}"),
    "all goals": lambda con, number: questions.progress(con, DAY - timedelta(days=number)),
}
OVERVIEW = ("first look", "next look")


def _timed(look: Callable[[int], object]) -> Iterator[float]:
    """Yield the seconds of the processor that a look takes, each time another."""
    for number in range(TIMES):
        start = time.process_time()
        look(number)
        yield time.process_time() - start


def _fresh(folder: Path, name: str) -> Path:
    data = folder / name
    data.mkdir()
    return data


def _print_engine(name: str, workers: int, documents: int, run: Run, local: Run, data: Path) -> None:
    rate = documents / run.seconds
    parts = sum(path.stat().st_size for path in (data / "cache").glob("*/*.parquet")) / 2**20
    print(
        f"{name:<12}{run.seconds:>10.1f}{rate:>10.1f}{rate / workers:>11.1f}{run.seconds / local.seconds:>9.2f}"
        f"{run.peak:>10.0f}{run.reader:>11.0f}{parts:>10.1f}",
        flush=True,
    )


@contextmanager
def _cluster(folder: Path, workers: int) -> Iterator[tuple[str, list[int]]]:
    """Start a scheduler and workers on this machine, yield its address and their processes, and end them."""
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
        yield f"dask://127.0.0.1:{port}", [process.pid for process in running[1:]]
    finally:
        for process in reversed(running):
            process.terminate()
        for process in running:
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()


if __name__ == "__main__":
    sys.exit(main())
