"""Time what leaves the board beside vl-convert's own picture of the same chart.

    python -m bench.export [--goals 30] [--rounds 5]

The office is made up (bench/synthetic.py). A packet is timed from the question to the bytes: the snapshot asked, every
chart drawn, the file written. All figures are ratios of processor time in one process, the best of the rounds: one
chart's PNG to vl-convert's for the same specification, then each format of the packet to one PNG of either.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import vl_convert

from bench import synthetic
from board import album, export, formats
from board.charts.theme import Look
from board.packet import Progressed, nobody
from warehouse.snapshot import open_current

PACKETS = (("pptx",), ("book",), ("xlsx",), ("zip",), ("pptx", "book", "xlsx"), ("pptx", "book", "xlsx", "zip"))


def main() -> None:
    """Print the table."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch)
        synthetic.build(data, synthetic.Size(arguments.goals, arguments.goals * 20, arguments.goals * 2))
        ours, theirs = _pictures(data, arguments)
        print(f"one chart's PNG: {1000 * ours:.0f} ms, vl-convert's {1000 * theirs:.0f} ms: {ours / theirs:.2f}\n")
        print(f"{'packet of ' + str(arguments.goals) + ' goals':<32}{'seconds':>9}{'÷ a PNG':>10}{'÷ theirs':>10}")
        for forms in PACKETS:
            taken = _best(lambda forms=forms: _packet(data, forms, arguments.goals), 2)  # type: ignore[misc]
            print(f"{', '.join(forms):<32}{taken:>9.2f}{taken / ours:>10.1f}{taken / theirs:>10.1f}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--goals", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


def _gathered(data: Path, goals: int) -> album.Album:
    with open_current(data) as con:
        return album.gather(con, album.Scope(synthetic.AS_OF, None, synthetic.YEAR), Look(), goals)


def _pictures(data: Path, arguments: argparse.Namespace) -> tuple[float, float]:
    """Return the seconds of one goal's PNG, ours from its rows and vl-convert's from its specification."""
    picture = next(one for one in _gathered(data, arguments.goals).pictures if one.goal is not None)
    specification = picture.draw(True).to_dict()
    ours = _best(lambda: export.png(export.draw(picture.draw(True)), formats.SCALE), arguments.rounds)
    theirs = _best(lambda: vl_convert.vegalite_to_png(specification, scale=formats.SCALE), arguments.rounds)
    return ours, theirs


def _packet(data: Path, forms: tuple[str, ...], goals: int, tell: Progressed = nobody) -> object:
    return formats.packet(_gathered(data, goals), list(forms), formats.SCALE, tell)


def _best(act: Callable[[], object], rounds: int) -> float:
    act()
    times = []
    for _ in range(rounds):
        start = time.process_time()
        act()
        times.append(time.process_time() - start)
    return min(times)


if __name__ == "__main__":
    main()
