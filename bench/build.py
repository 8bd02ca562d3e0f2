"""Time a first build, and a second one after one change, as the folder grows.

    python -m bench.build [--documents 100 1000 10000] [--sentences N] [--workers N] [--folder DIR]

The documents are generated (bench/archive.py). `second` is a build after one document was changed; `÷ first` is what
it costs of the first, `÷ before` how the first grew against the size before, as a ratio to the growth of the folder
(1 is linear), `MB` the largest process of either.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bench import archive
from bench.measuring import Run, run_build


def main() -> None:
    """Measure each size and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--documents", type=int, nargs="+", default=[100, 1000, 10000])
    parser.add_argument("--sentences", type=int, default=20, help="more sentences in each document")
    parser.add_argument("--workers", type=int, default=None, help="processes that read; as many as pay without it")
    parser.add_argument("--folder", type=Path, default=None, help="where to put the archives for a while")
    arguments = parser.parse_args()
    workers = () if arguments.workers is None else ("--workers", str(arguments.workers))
    columns = ("documents", "first s", "docs/s", "÷ before", "second s", "÷ first", "cpu ÷", "MB 1st", "MB 2nd")
    print("".join(f"{name:>11}" for name in columns))
    before: tuple[int, Run] | None = None
    for documents in arguments.documents:
        with tempfile.TemporaryDirectory(dir=arguments.folder, prefix="xushi-bench-") as folder:
            first, second = measure(Path(folder), documents, arguments.sentences, workers)
        growth = first.seconds / before[1].seconds * before[0] / documents if before else 1.0
        cells = (
            f"{documents:,}",
            f"{first.seconds:.1f}",
            f"{documents / first.seconds:.1f}",
            f"{growth:.2f}",
            f"{second.seconds:.2f}",
            f"{second.seconds / first.seconds:.1%}",
            f"{second.processor / first.processor:.1%}",
            f"{first.peak:.0f}",
            f"{second.peak:.0f}",
        )
        print("".join(f"{cell:>11}" for cell in cells), flush=True)
        before = (documents, first)


def measure(data: Path, documents: int, sentences: int, workers: tuple[str, ...]) -> tuple[Run, Run]:
    """Build an archive, change one document, and build again."""
    archive.write(data / "documents", documents, sentences)
    first = run_build(data, *workers)
    changed = data / "documents" / "000" / "000001.txt"
    changed.write_text(changed.read_text("utf-8") + "\n截至年底，全区签约额达到123.4亿元。\n", "utf-8")
    return first, run_build(data, *workers)


if __name__ == "__main__":
    main()
