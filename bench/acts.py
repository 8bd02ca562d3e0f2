"""Time from a decision on 核对 to the board that shows it, as documents and statements grow.

    python -m bench.acts [--documents 320 3200] [--sentences N] [--acts N] [--folder DIR]

Each act is what the review screen does: a row of reviews.csv brought to the disk, a build, a new snapshot. The seconds
are those of the process that shows the board, which has loaded what it needs: the median of the acts, and the longest.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench import archive
from etl.build import build
from etl.judgement import carry_out
from etl.model import Decision
from etl.reviews import describe

COLUMNS = ("documents", "statements", "acts", "median s", "longest s", "cpu s")


def main() -> None:
    """Measure each size and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--documents", type=int, nargs="+", default=[320, 3200])
    parser.add_argument("--sentences", type=int, default=20, help="more sentences in each document")
    parser.add_argument("--acts", type=int, default=9)
    parser.add_argument("--folder", type=Path, default=None, help="where to put the archives for a while")
    arguments = parser.parse_args()
    print("".join(f"{name:>12}" for name in COLUMNS))
    for documents in arguments.documents:
        with tempfile.TemporaryDirectory(dir=arguments.folder, prefix="xushi-acts-") as folder:
            data = Path(folder)
            archive.write(data / "documents", documents, arguments.sentences)
            statements = build(data).snapshot.rows["statements"]
            times = list(decide(data, arguments.acts))
        seconds, processor = zip(*times, strict=True)
        cells = (f"{documents:,}", f"{statements:,}", str(len(times)))
        cells += (f"{median(seconds):.2f}", f"{max(seconds):.2f}", f"{median(processor):.2f}")
        print("".join(f"{cell:>12}" for cell in cells), flush=True)


def decide(data: Path, acts: int) -> Iterator[tuple[float, float]]:
    """Correct one target after the other; yield the seconds by the clock and of the processor of each act."""
    said = build(data).assembly.resolution.statements
    targets = [statement for statement in said if statement.kind == "target"]
    for number, statement in enumerate(targets[:: max(1, len(targets) // acts)][:acts]):
        seen, wanted = describe(statement, "quantity"), f"{500 + number}{statement.quantity.value_unit}以上"
        at = f"2024-05-20T09:30:{number % 60:02}"
        clock, processor = time.perf_counter(), time.process_time()
        carry_out(data, Decision(statement.id, "correct", "quantity", seen, wanted, "核对过", "李", at))
        yield time.perf_counter() - clock, time.process_time() - processor


if __name__ == "__main__":
    main()
