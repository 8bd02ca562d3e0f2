"""What `python -m etl check` looks at: the vocabulary's own examples, people's decisions, and what was read."""

from __future__ import annotations

from pathlib import Path

from etl.audit import Finding
from etl.build import assemble
from etl.examples import check_examples
from etl.vocabulary import load_vocabulary
from warehouse.snapshot import find


def check(data: Path) -> list[Finding]:
    """Run every check over the documents as they are now. Raises XushiError where nothing can be read at all."""
    words = [Finding(fault, True, "example") for fault in check_examples(load_vocabulary(data))]
    findings = [*words, *assemble(data).findings]
    warning = find(data).warning
    return [*findings, Finding(warning, True, "pointer")] if warning else findings
