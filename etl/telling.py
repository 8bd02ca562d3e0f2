"""What a build says of itself on the command line: complaints first, then what was gained and lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from etl.build import BuildReport

MOST_LISTED = 20


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
