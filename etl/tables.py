"""What was read and resolved, flattened to the tables of `warehouse/schema.sql`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from typing import Any

import pandas as pd

from etl.audit.finding import Finding
from etl.model import Decision, Document, Metric, Refusal, Statement, VocabularyError
from etl.projects import ProjectReport, project_tables
from etl.resolve import Resolution, counted_until
from etl.review_file import HEADER
from etl.vocabulary import Rules, Vocabulary

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: the documents, the files refused, sentences on copies by document id, and reports of projects."""

    documents: Sequence[Document]
    refusals: Sequence[Refusal] = ()
    copies: Mapping[str, str] = field(default_factory=dict)
    reports: Sequence[ProjectReport] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What people decided, in their order, each with what became of it; and what the checks found."""

    decisions: Sequence[tuple[Decision, str]] = ()
    findings: Sequence[Finding] = ()


def flatten(
    read: Read,
    resolution: Resolution,
    said: Said,
    vocabulary: Vocabulary,
    rules: Rules,
) -> dict[str, pd.DataFrame]:
    """Return table name -> rows, for `warehouse.snapshot.publish`."""
    giving = {statement.sentence.article.document_id for statement in resolution.statements}
    giving |= {report.document_id for report in read.reports}
    documents = [_document(document, document.id in giving, read.copies) for document in read.documents]
    metrics = {metric.id: metric for metric in _metrics(resolution)}
    tables = {
        "documents": _frame([*documents, *map(_refused, read.refusals)]),
        "organisations": _frame(_organisations(read, resolution, vocabulary)),
        "metrics": _frame(_metric(metric) for metric in metrics.values()),
        "statements": _frame(map(_statement, resolution.statements)),
        "goals": _frame(_goals(resolution)),
        "targets": _frame(_targets(resolution)),
        "links": _frame({"goal_id": k.goal_id, "actual_id": k.actual_id, "rule": k.rule} for k in resolution.links),
        "decisions": _frame(_decision(number, *ruled) for number, ruled in enumerate(said.decisions, 1)),
        "findings": _frame(map(_finding, said.findings)),
        "rules": _frame(_thresholds(rules)),
        "pace": _frame(_pace(rules, vocabulary)),
        "owners": _frame(entry.model_dump() for entry in rules.owner),
    }
    tables |= {name: _frame(rows) for name, rows in project_tables(read.reports).items()}
    return {name: frame for name, frame in tables.items() if len(frame)}


def _frame(rows: Iterable[Row]) -> pd.DataFrame:
    """Make a frame that keeps each value as it is: no date becomes a float because another is absent."""
    listed = list(rows)
    if not listed:
        return pd.DataFrame()
    return pd.DataFrame({name: pd.Series([row[name] for row in listed], dtype=object) for name in listed[0]})


def _document(document: Document, gives: bool, copies: Mapping[str, str]) -> Row:
    copy = copies.get(document.id, "")
    return {
        "id": document.id,
        "path": document.path,
        "sha256": document.sha256,
        "title": document.title,
        "publisher": document.publisher,
        "organisation": document.organisation,
        "published_on": document.published_on,
        "published_stated": document.published_stated,
        "url": document.url,
        "state": _state(document, gives, copy),
        "message": "\n".join(filter(None, (copy, *document.notes))),
        "text": document.text,
    }


def _state(document: Document, gives: bool, copy: str | None) -> str:
    """Say what became of a document that was read; one of which a part was not is `partly`, whatever it gave."""
    if copy and not gives:
        return "copy"
    return "partly" if document.notes else "read" if gives else "nothing"


def _refused(refusal: Refusal) -> Row:
    return {
        "id": refusal.id,
        "path": refusal.path,
        "sha256": "",
        "title": refusal.path,
        "publisher": "",
        "organisation": "",
        "published_on": None,
        "published_stated": False,
        "url": "",
        "state": "refused",
        "message": refusal.message,
        "text": "",
    }


def _statement(statement: Statement) -> Row:
    article, period, quantity = statement.sentence.article, statement.period, statement.quantity
    return {
        "id": statement.id,
        "kind": statement.kind,
        "metric_id": statement.metric.id,
        "organisation": statement.organisation,
        "low": quantity.low,
        "high": quantity.high,
        "comparator": quantity.comparator,
        "quantity_text": quantity.text,
        "period_start": period.start,
        "period_stop": period.stop,
        "as_of": counted_until(statement) if statement.kind == "actual" else None,
        "period_stated": period.stated,
        "basis": statement.basis,
        "document_id": article.document_id,
        "article": article.title,
        "published_on": article.published_on,
        "published_stated": article.published_stated,
        "headings": " › ".join(statement.sentence.headings),
        "sentence": statement.sentence.text,
        "quote": statement.quote,
        "quote_start": statement.quote_start,
        "rules": " → ".join(statement.rules),
        "doubts": "\n".join(statement.doubts),
        "parent_id": statement.parent_id,
    }


def _decision(number: int, decision: Decision, state: str) -> Row:
    told = dict(zip(HEADER, astuple(decision), strict=True))
    return {"number": number, "id": decision.id, **told, "state": state}


def _finding(finding: Finding) -> Row:
    return {
        "rule": finding.rule,
        "statement_id": finding.statement_id or None,
        "document_id": finding.document_id or None,
        "is_fault": finding.is_fault,
        "message": finding.message,
        "figures": json.dumps(dict(finding.values), ensure_ascii=False),
    }


def _goals(resolution: Resolution) -> Iterable[Row]:
    for goal in resolution.goals:
        yield {
            "id": goal.id,
            "organisation": goal.organisation,
            "metric_id": goal.metric.id,
            "period_start": goal.start,
            "period_stop": goal.stop,
            "parent_id": goal.parent_id,
        }


def _targets(resolution: Resolution) -> Iterable[Row]:
    for target in resolution.targets:
        yield {
            "goal_id": target.goal_id,
            "statement_id": target.statement.id,
            "low": target.low,
            "high": target.high,
            "comparator": "=" if target.implied else target.statement.quantity.comparator,
            "basis": "implied" if target.implied else "stated",
            "chosen": target.statement.id in resolution.chosen,
        }


def _metrics(resolution: Resolution) -> Iterable[Metric]:
    """Yield every metric in use, those of the vocabulary last, so that they are the ones kept."""
    used = [goal.metric for goal in resolution.goals] + [statement.metric for statement in resolution.statements]
    return sorted(used, key=lambda metric: metric.known)


def _metric(metric: Metric) -> Row:
    names = ("id", "name", "unit", "better", "accumulates", "theme", "known")
    return {name: getattr(metric, name) for name in names}


def _organisations(read: Read, resolution: Resolution, vocabulary: Vocabulary) -> Iterable[Row]:
    parents = {entry.name: entry.parent for entry in vocabulary.organisations}
    names = {statement.organisation for statement in resolution.statements} | {d.organisation for d in read.documents}
    names |= {report.organisation for report in read.reports}
    missing = set(names)
    while missing:
        missing = {parent for name in missing if (parent := parents.get(name))} - names
        names |= missing
    return ({"name": name, "parent": parents.get(name)} for name in sorted(names) if name)


def _thresholds(rules: Rules) -> Iterable[Row]:
    for group in ("status", "report", "forecast", "project"):
        for name, value in getattr(rules, group).items():
            yield {"name": f"{group}.{name}", "value": float(value)}
    for name, value in rules.ranking.model_dump().items():
        yield {"name": f"ranking.{name}", "value": float(value)}


def _pace(rules: Rules, vocabulary: Vocabulary) -> Iterable[Row]:
    """Yield the months of each pace curve. Raises VocabularyError naming the metric whose shares are not a year's."""
    ids = {entry.name: entry.id for entry in vocabulary.metrics}
    for name, curve in rules.pace.items():
        shares = curve.get("shares", [])
        if len(shares) != 12 or shares != sorted(shares) or shares[-1] != 1 or shares[0] < 0:
            raise VocabularyError(f"rules.toml, [pace.{name}]: shares must be twelve rising numbers, the last 1")
        for month, share in enumerate(shares, 1):
            yield {"metric_id": ids.get(name, name), "month": month, "share": float(share)}
