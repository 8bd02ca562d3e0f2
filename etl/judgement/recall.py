"""Statements as a snapshot holds them, made into statements again, to try a decision on a few of them.

What a snapshot does not keep of a statement (offsets, the number as printed) is read from its words again or left out;
`resolve` asks for no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from etl.extract.quantities import find_quantities
from etl.model import Article, Document, Metric, Period, Quantity, Sentence, Statement

Row = Mapping[str, Any]


def recall(rows: Iterable[Row]) -> list[Statement]:
    """Return the statements of these rows of `questions.neighbours`."""
    return [recall_statement(row) for row in rows]


def recall_statement(row: Row) -> Statement:
    """Return one statement of a snapshot."""
    start, as_of = _day(row["period_start"]), _day(row["as_of"])
    stop = _day(row["period_stop"])
    assert stop is not None, "every statement has a period"
    return Statement(
        id=str(row["statement_id"]),
        kind=row["kind"],
        metric=_metric(row),
        organisation=str(row["organisation"]),
        quantity=_quantity(row),
        period=Period(start, stop, as_of, bool(row["period_stated"])),
        basis=row["basis"],
        sentence=_sentence(row),
        quote=str(row["quote"]),
        quote_start=int(row["quote_start"]),
        rules=tuple(str(row["rules"]).split(" → ")),
        doubts=tuple(filter(None, str(row["doubts"]).split("\n"))),
        parent_id=None if pd.isna(row["parent_id"]) else str(row["parent_id"]),
    )


def recall_documents(rows: Iterable[Row]) -> list[Document]:
    """Return the documents that these rows name, without their texts."""
    named = {str(row["document_id"]): row for row in rows}
    return [
        Document(key, str(row["document_path"]), key, str(row["document_title"]), "", "", None, False, "", "")
        for key, row in named.items()
    ]


def _metric(row: Row) -> Metric:
    return Metric(
        str(row["metric_id"]),
        str(row["metric"]),
        str(row["unit"]),
        row["better"],
        bool(row["accumulates"]),
        str(row["theme"]),
        bool(row["known"]),
    )


def _quantity(row: Row) -> Quantity:
    """Return the number with the bounds that are kept; the printed number is read from its words again."""
    low, high = _number(row["low"]), _number(row["high"])
    text = str(row["quantity_text"])
    printed = find_quantities(text)
    bound = low if low is not None else high
    assert bound is not None, "every statement has a number"
    value = printed[0].value if printed else bound
    unit = printed[0].unit if printed else str(row["unit"])
    return Quantity(low, high, unit, row["comparator"], text, 0, len(text), value, None, unit)


def _sentence(row: Row) -> Sentence:
    article = Article(
        document_id=str(row["document_id"]),
        position=0,
        title=str(row["article"]),
        start=0,
        stop=0,
        organisation=str(row["organisation"]),
        published_on=_day(row["published_on"]),
        published_stated=bool(row["published_stated"]),
        text="",
    )
    headings = tuple(filter(None, str(row["headings"]).split(" › ")))
    return Sentence(article, 0, str(row["sentence"]), (), headings, 0)


def _day(value: Any) -> date | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()


def _number(value: Any) -> Decimal | None:
    return None if value is None or pd.isna(value) else Decimal(str(value)).normalize()
