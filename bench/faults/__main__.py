"""Break things for a while, and see that what was promised holds.

    python -m bench.faults [--kills N] [--minutes M] [--every N] [--folder DIR]

Kills builds at N random moments and at each of their operations on files, kills reviewers, fills disks, damages files,
turns clocks back, and lets eight readers and a builder meet for M minutes. Prints a line for each promise; the exit
status is 1 where one did not hold. The disks need root on Linux; without, files are limited in size instead.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.faults import crowd, deaths, disks
from bench.faults.scene import FaultError

Act = Callable[[Path], object]


def main() -> int:
    """Run everything; return how it ended."""
    wanted = argparse.ArgumentParser(prog="python -m bench.faults", description=(__doc__ or "").partition("\n")[0])
    wanted.add_argument("--kills", type=int, default=200)
    wanted.add_argument("--minutes", type=float, default=5.0)
    wanted.add_argument("--every", type=int, default=1, help="try each N-th operation on a file")
    wanted.add_argument("--folder", type=Path, default=None, help="where to work; a folder of its own by default")
    given = wanted.parse_args()
    failed = 0
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="xushi-faults-", dir=given.folder) as place:
        for number, (what, act) in enumerate(_acts(given.kills, given.minutes * 60, given.every).items()):
            data = Path(place) / str(number)
            data.mkdir()
            start = time.monotonic()
            try:
                said, held = act(data), "held"
            except FaultError as error:
                said, held = error, "BROKEN"
                failed += 1
            print(f"{held:7}{what}: {said} ({time.monotonic() - start:.0f} s)", flush=True)
    return 1 if failed else 0


def _acts(kills: int, seconds: float, every: int) -> dict[str, Act]:
    return {
        f"builds killed at {kills} random moments, so many at work": lambda data: deaths.kill_builds(data, kills),
        "builds killed, and failing, at each operation on a file, of": lambda data: deaths.kill_at_each_operation(
            data, every
        ),
        f"reviewers killed {kills} times, decisions kept": lambda data: deaths.kill_reviewers(data, kills),
        "ten reviewers with a hundred decisions each, rows": lambda data: crowd.reviewers(data, 10, 100),
        "files that may not grow, builds that said so": lambda data: disks.limit_files(data, min(12, kills)),
        "disks that are full, builds that said so": lambda data: _on_a_disk(
            data, lambda disk: disks.fill_up(disk, min(12, kills))
        ),
        "a disk full of decisions, all kept": lambda data: _on_a_disk(data, disks.full_for_a_reviewer),
        "a disk that may only be read": lambda data: disks.read_only(data) if disks.can_mount(data) else "not tried",
        "pointers and snapshots damaged, times": lambda data: disks.damage(data, kills // 2),
        "clocks that jump, builds": lambda data: disks.clock_jumps(data, max(4, kills // 6)),
        f"eight readers and a builder for {seconds:.0f} s": lambda data: crowd.readers_and_a_builder(data, 8, seconds),
    }


def _on_a_disk(place: Path, act: Act) -> object:
    if not disks.can_mount(place):
        return "not tried: only root on Linux can mount a small disk"
    with disks.small_disk(place, 48 << 20) as disk:
        return act(disk)


if __name__ == "__main__":
    sys.exit(main())
