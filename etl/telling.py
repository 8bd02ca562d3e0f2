"""What a build says of itself on the command line: complaints first, then what was gained and lost."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path

from etl.build import BuildReport, Options, Progress, build

MOST_LISTED = 20
Say = Callable[[str], None]


def build_and_tell(
    data: Path, options: Options, say: Say, complain: Say, stop: threading.Event | None = None
) -> BuildReport:
    """Do one build with a bar on a terminal, and say what came of it; `stop` ends it between two documents."""
    with _progress_bar() as progress:
        report = build(data, _until(stop, progress) if stop else progress, options)
    for sentence in complaints(report):
        complain(sentence)
    for line in told(report):
        say(line)
    return report


def complaints(report: BuildReport) -> Iterator[str]:
    """Yield a sentence for each file refused, each copy, what of a file could not be read, and each stale decision."""
    assembly = report.assembly
    for refusal in assembly.refusals:
        yield refusal.message
    copies = list(assembly.copies.values())
    yield from copies[:MOST_LISTED]
    if len(copies) > MOST_LISTED:
        yield f"… {len(copies) - MOST_LISTED} more documents are copies; the screen of sources lists them"
    for notes in assembly.notes:
        yield from notes[:MOST_LISTED]
    for decision in assembly.stale:
        yield f"a decision of {decision.at} about {decision.about} is stale: {decision.expected!r} is not there"


def told(report: BuildReport) -> Iterator[str]:
    """Yield what was read, and the sentences gained and lost against the snapshot before."""
    if report.given_up:
        yield f"built from nothing, since what the last build kept was of no use: {report.given_up}"
    count = report.assembly.counts
    yield (
        f"{count.documents} documents read ({count.silent} without a statement), {count.refused} refused; "
        f"{count.statements} statements, {count.goals} goals, {count.links} links, {count.conflicts} conflicts"
    )
    for sign, found in (("+", report.gained), ("-", report.lost)):
        for text in list(found.values())[:MOST_LISTED]:
            yield f"{sign} {text}"
        if len(found) > MOST_LISTED:
            yield f"{sign} … {len(found) - MOST_LISTED} more"
    yield f"gained {len(report.gained)}, lost {len(report.lost)}; snapshot {report.snapshot.id}"


def tell_changed(names: Sequence[str]) -> str:
    """Say when what changed: 09:31:02 changed: documents/4月通报.txt, reviews.csv."""
    more = f" and {len(names) - MOST_LISTED} more" if len(names) > MOST_LISTED else ""
    return f"{datetime.now():%H:%M:%S} changed: {', '.join(names[:MOST_LISTED])}{more}"


def _progress_bar() -> AbstractContextManager[Progress | None]:
    """Return what draws how far a build is; nothing where no terminal shows it."""
    if not sys.stderr.isatty():
        return nullcontext()
    from etl.bar import progress_bar

    return progress_bar()


def _until(stop: threading.Event, progress: Progress | None) -> Progress:
    from etl.watch import until

    return until(stop, progress)
