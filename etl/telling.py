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
    yield from assembly.copies.values()
    for document in assembly.documents:
        yield from document.notes[:MOST_LISTED]
    for decision in assembly.stale:
        yield f"a decision of {decision.at} about {decision.about} is stale: {decision.expected!r} is not there"


def told(report: BuildReport) -> Iterator[str]:
    """Yield what was read, and the sentences gained and lost against the snapshot before."""
    assembly = report.assembly
    silent = len(assembly.documents) - len({s.sentence.article.document_id for s in assembly.resolution.statements})
    yield (
        f"{len(assembly.documents)} documents read ({silent} without a statement), {len(assembly.refusals)} refused; "
        f"{len(assembly.resolution.statements)} statements, {len(assembly.resolution.goals)} goals, "
        f"{len(assembly.resolution.links)} links, {len(assembly.resolution.conflicts)} conflicts"
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
