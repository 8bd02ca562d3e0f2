"""The tables of `warehouse/schema.sql` made of objects: the small ones of a build, and all of a trial's few statements.

Those of a build that grow with the documents are made in `etl/stage/tables.sql`, to which these are held by a test.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from etl.model import Decision, Document, Metric, Statement, VocabularyError
from etl.resolve import Resolution, counted_until
from etl.review_file import HEADER
from etl.vocabulary import Rules, Vocabulary

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]


def small_rows(
    decisions: Iterable[tuple[Decision, str]], names: Collection[str], vocabulary: Vocabulary, rules: Rules
) -> dict[str, list[Row]]:
    """Return the rows of the tables that do not grow with the documents, by table; one without rows is not there.

    `decisions` come with what became of each; `names` are the organisations that anything is said of.
    """
    tables = {
        "organisations": list(_organisations(names, vocabulary)),
        "decisions": [_decision(number, *ruled) for number, ruled in enumerate(decisions, 1)],
        "rules": list(_thresholds(rules)),
        "pace": list(_pace(rules, vocabulary)),
        "owners": [entry.model_dump() for entry in rules.owner],
    }
    return {name: rows for name, rows in tables.items() if rows}


def small_tables(
    decisions: Iterable[tuple[Decision, str]], names: Collection[str], vocabulary: Vocabulary, rules: Rules
) -> dict[str, pd.DataFrame]:
    """Return the same as frames, for `warehouse.trial` and `warehouse.snapshot.publish`."""
    return {name: _frame(rows) for name, rows in small_rows(decisions, names, vocabulary, rules).items()}


def flatten(
    documents: Sequence[Document], resolution: Resolution, vocabulary: Vocabulary, rules: Rules
) -> dict[str, pd.DataFrame]:
    """Return table name -> rows of documents and statements that memory holds, without projects, copies and checks."""
    giving = {statement.sentence.article.document_id for statement in resolution.statements}
    names = {statement.organisation for statement in resolution.statements} | {d.organisation for d in documents}
    metrics = {metric.id: metric for metric in _metrics(resolution)}
    tables = {
        "documents": _frame(_document(document, document.id in giving) for document in documents),
        "metrics": _frame(_metric(metric) for metric in metrics.values()),
        "statements": _frame(map(_statement, resolution.statements)),
        "goals": _frame(_goals(resolution)),
        "targets": _frame(_targets(resolution)),
        "links": _frame({"goal_id": k.goal_id, "actual_id": k.actual_id, "rule": k.rule} for k in resolution.links),
    }
    return {name: frame for name, frame in tables.items() if len(frame)} | small_tables((), names, vocabulary, rules)


def _frame(rows: Iterable[Row]) -> pd.DataFrame:
    """Make a frame that keeps each value as it is: no date becomes a float because another is absent."""
    import pandas as pd

    listed = list(rows)
    if not listed:
        return pd.DataFrame()
    return pd.DataFrame({name: pd.Series([row[name] for row in listed], dtype=object) for name in listed[0]})


def _document(document: Document, gives: bool) -> Row:
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
        "state": "partly" if document.notes else "read" if gives else "nothing",
        "message": "\n".join(document.notes),
        "text": document.text,
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
    """Yield every metric in use, those of the vocabulary last and of two names the shorter, so that they are kept."""
    used = [goal.metric for goal in resolution.goals] + [statement.metric for statement in resolution.statements]
    return sorted(used, key=lambda metric: (metric.known, -len(metric.name)))


def _metric(metric: Metric) -> Row:
    names = ("id", "name", "unit", "better", "accumulates", "theme", "known")
    return {name: getattr(metric, name) for name in names}


def _decision(number: int, decision: Decision, state: str) -> Row:
    told = dict(zip(HEADER, astuple(decision), strict=True))
    return {"number": number, "id": decision.id, **told, "state": state}


def _organisations(named: Collection[str], vocabulary: Vocabulary) -> Iterable[Row]:
    """Yield every organisation with the one it belongs to, and those as well."""
    parents = {entry.name: entry.parent for entry in vocabulary.organisations}
    names = set(named)
    missing = names
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
