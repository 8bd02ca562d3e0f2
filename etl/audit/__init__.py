"""Checks of what was read from the documents and of people's decisions about it.

A fault needs a person and fails `python -m etl check`; a note is worth knowing, and goes when a person has accepted the
statement that it is about.
"""

from __future__ import annotations

from etl.audit import figures, sources
from etl.audit.finding import Check, Evidence, Finding

__all__ = ["CHECKS", "Evidence", "Finding", "look"]

CHECKS: tuple[Check, ...] = (*sources.CHECKS, *figures.CHECKS)


def look(evidence: Evidence) -> list[Finding]:
    """Run every check."""
    accepted = evidence.resolution.rulings.accepted
    found = (finding for run in CHECKS for finding in run(evidence))
    return [finding for finding in found if finding.is_fault or finding.statement_id not in accepted]
