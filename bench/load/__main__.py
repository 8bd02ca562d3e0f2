"""See whether fifty people at once still get their board.

    python -m bench.load [--visitors N] [--minutes M] [--data DIR]

One visitor alone comes first, and then all of them: each opens the overview, filters, opens a goal and takes a picture
away, over and over, with a few seconds in between to read. Before either is timed everything has been opened once, so
that the one is not slow for being first. Prints the median and the slowest of each act alone and in the crowd, their
ratio, what failed, the server's processor time for an act, and its memory. The exit status is 1 where a run failed, the
median in the crowd is more than six times that alone, or memory grew after the first quarter.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Awaitable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from bench.load.visitor import FailedError, Visitor
from bench.peaks import resident
from tests.warehouse_fixture import build_sample
from tools import browser as machine
from warehouse import questions
from warehouse.snapshot import open_current

ALONE = 12  # rounds of the one visitor
READING = (3.0, 12.0)  # seconds that a person looks before the next click
MOST_RATIO, MOST_GROWTH = 6.0, 0.10
EVERY = 5.0  # seconds between two looks at the memory
MOST_OPENED = 100  # goals, before anything is timed
STATUSES = ("", "late", "severe", "on_pace", "no_data", "done")

T = TypeVar("T")


@dataclass
class Tally:
    """How long each act took, and what failed."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failures: list[str] = field(default_factory=list)

    async def timed(self, act: str, doing: Awaitable[T]) -> T:
        """Wait for an act and write down how long it took."""
        start = time.monotonic()
        result = await doing
        self.seconds[act].append(time.monotonic() - start)
        return result

    def all(self) -> list[float]:
        """Return the times of all acts."""
        return [seconds for times in self.seconds.values() for seconds in times]


async def visit(address: str, goals: list[str], tally: Tally, until: float, chance: random.Random, rounds: int) -> None:
    """Do what a person does until it is time, or for so many rounds."""
    low, high = READING if not rounds else (0.0, 0.0)
    try:
        async with Visitor(address) as visitor:
            await asyncio.sleep(chance.uniform(0, high))
            done = 0
            while time.monotonic() < until and (not rounds or done < rounds):
                overview = await tally.timed("overview", visitor.open())
                await asyncio.sleep(chance.uniform(low, high))
                await tally.timed("filter", visitor.open(status=chance.choice(STATUSES), year="all"))
                await asyncio.sleep(chance.uniform(low, high))
                await tally.timed("goal", visitor.open("goal", goal=chance.choice(goals)))
                await asyncio.sleep(chance.uniform(low, high))
                overview = await tally.timed("overview", visitor.open())
                await tally.timed("export", visitor.take_away(overview, "overview"))
                await asyncio.sleep(chance.uniform(low, high))
                done += 1
    except (FailedError, OSError, TimeoutError, KeyError) as error:
        tally.failures.append(f"{type(error).__name__}: {error}")


async def open_everything(address: str, goals: list[str]) -> None:
    """Open once what the visitors will open; a goal of a large office may still be the first of its kind."""
    async with Visitor(address) as visitor:
        overview = await visitor.open()
        await visitor.take_away(overview, "overview")
        for status in STATUSES:
            await visitor.open(status=status, year="all")
        for goal in goals[:MOST_OPENED]:
            await visitor.open("goal", goal=goal)


async def remember(process: int, until: float, memory: list[int]) -> None:
    """Look at the server's memory, in MB, until it is time."""
    while time.monotonic() < until:
        memory.append(round(resident(process)))
        await asyncio.sleep(EVERY)


def processor(process: int) -> float:
    """Return how many seconds of a processor a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def crowd(address: str, goals: list[str], process: int, visitors: int, seconds: float) -> tuple[Tally, list[int]]:
    """Let all visitors in at once."""
    tally, memory, until = Tally(), list[int](), time.monotonic() + seconds
    people = [visit(address, goals, tally, until, random.Random(number), 0) for number in range(visitors)]
    await asyncio.gather(*people, remember(process, until, memory))
    return tally, memory


def main() -> int:
    """Run it; return how it ended."""
    wanted = argparse.ArgumentParser(prog="python -m bench.load", description=(__doc__ or "").partition("\n")[0])
    wanted.add_argument("--visitors", type=int, default=50)
    wanted.add_argument("--minutes", type=float, default=10.0)
    wanted.add_argument("--data", type=Path, default=None, help="a folder with a snapshot; a sample by default")
    given = wanted.parse_args()
    with tempfile.TemporaryDirectory(prefix="xushi-load-") as place:
        data = given.data or Path(place)
        if given.data is None:
            build_sample(data)
        with open_current(data) as con:
            goals = [str(goal) for goal in questions.progress(con, questions.default_as_of(con))["goal_id"]]
        with machine.served(data) as running:
            alone, address = Tally(), running.address
            asyncio.run(open_everything(address, goals))
            asyncio.run(visit(address, goals, alone, time.monotonic() + 600, random.Random(0), ALONE))
            used = processor(running.pid)
            together, memory = asyncio.run(crowd(address, goals, running.pid, given.visitors, given.minutes * 60))
            used = processor(running.pid) - used
    return report(alone, together, memory, given.visitors, used)


def report(alone: Tally, together: Tally, memory: list[int], visitors: int, used: float) -> int:
    """Print the figures; return 1 where a promise does not hold. `used` are the server's seconds of a processor."""
    failures = alone.failures + together.failures
    for failure in failures[:10]:
        print(f"FAILED {failure}")
    if not together.all() or not alone.all():
        return 1
    print(f"{'act':10}{'alone':>10}{f'{visitors} at once':>14}{'95 of 100':>12}{'slowest':>10}{'times':>8}{'ratio':>8}")
    for act, seconds in together.seconds.items():
        one, many = statistics.median(alone.seconds[act]), statistics.median(seconds)
        late = statistics.quantiles(seconds, n=20)[-1] if len(seconds) > 1 else many
        row = f"{act:10}{one * 1000:8.0f} ms{many * 1000:11.0f} ms{late * 1000:9.0f} ms{max(seconds) * 1000:7.0f} ms"
        print(f"{row}{len(seconds):8}{many / one:8.1f}")
    ratio = statistics.median(together.all()) / statistics.median(alone.all())
    quarter = max(1, len(memory) // 4)
    early, late_ = statistics.median(memory[quarter : 2 * quarter] or memory), statistics.median(memory[-quarter:])
    growth = late_ / early - 1
    print(f"median of all acts: {ratio:.1f} times that alone; runs that failed: {len(failures)}")
    acts = len(together.all())
    print(f"server: {1000 * used / acts:.0f} ms of a processor for an act, {acts} acts")
    print(f"memory: {early:.0f} MB in the second quarter, {late_:.0f} MB in the last ({growth:+.1%})")
    return 1 if failures or ratio > MOST_RATIO or growth > MOST_GROWTH else 0


if __name__ == "__main__":
    sys.exit(main())
