"""Checks of the documents and of the decisions: what is missing, undated, misquoted, stale or still open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from etl.audit.finding import Check, Evidence, Finding


def refused_documents(evidence: Evidence) -> Iterator[Finding]:
    """A document that could not be read is missing from the board."""
    for refusal in evidence.refusals:
        yield Finding(refusal.message, True, "refused_document", document_id=refusal.id)


def stale_decisions(evidence: Evidence) -> Iterator[Finding]:
    """A decision about something that is no longer there was not applied."""
    for decision in evidence.stale:
        said = (
            f"reviews.csv: the decision to {decision.verb} {decision.about} ({decision.at}) is stale: "
            f"{decision.expected!r} is no longer there"
        )
        yield Finding(said, True, "stale_decision")


def quotes_are_verbatim(evidence: Evidence) -> Iterator[Finding]:
    """Every quote stands in its document where the statement says."""
    texts = {document.id: document.text for document in evidence.documents}
    for statement in evidence.resolution.statements:
        text = texts[statement.sentence.article.document_id]
        if not text.startswith(statement.quote, statement.quote_start):
            found = evidence.about(statement, "misquoted", ": the quote is not in the document")
            yield replace(found, is_fault=True)


def undated_documents(evidence: Evidence) -> Iterator[Finding]:
    """Without a day 今年 and 去年 cannot be told."""
    for document in evidence.documents:
        if document.published_on is None:
            said = f"{document.path}: the day of publication is not known; a sidecar can state it"
            yield Finding(said, False, "undated_document", document_id=document.id)


def rival_targets(evidence: Evidence) -> Iterator[Finding]:
    """Two numbers for one goal wait for a person's choice."""
    resolution = evidence.resolution
    goals = {goal.id: goal for goal in resolution.goals}
    targets = {target.statement.id: target for target in resolution.targets}
    chosen = {targets[statement_id].goal_id for statement_id in resolution.chosen}
    for conflict in resolution.conflicts:
        goal = goals[conflict.goal_id]
        if conflict.goal_id not in chosen:
            claims = "; ".join(evidence.named(targets[each].statement) for each in conflict.statement_ids)
            said = (
                f"{goal.organisation} {goal.metric.name} {goal.start.year}: "
                f"{len(conflict.statement_ids)} different targets, none is chosen as the official one ({claims})"
            )
            yield Finding(said, False, "rival_targets")


CHECKS: tuple[Check, ...] = (
    refused_documents,
    stale_decisions,
    quotes_are_verbatim,
    undated_documents,
    rival_targets,
)
