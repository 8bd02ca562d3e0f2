"""Statements as rows for people and scripts: one object a line, CSV, or a table."""

from __future__ import annotations

import calendar
import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from etl.model import Document, Period, Statement

Row = dict[str, Any]
COLUMNS = ("doc", "kind", "metric", "value", "value_max", "unit", "comparator", "org", "period", "as_of", "quote")


def statement_row(document: Document, statement: Statement) -> Row:
    """Return a statement as `extract` prints it: value and unit as printed in the text, periods in ISO 8601."""
    quantity, period = statement.quantity, statement.period
    return {
        "doc": document.path,
        "kind": statement.kind,
        "metric": statement.metric.name,
        "value": plain(quantity.value),
        "value_max": plain(quantity.value_max),
        "unit": quantity.value_unit,
        "comparator": quantity.comparator,
        "org": statement.organisation,
        "period": iso_period(period),
        "as_of": plain(period.as_of),
        "quote": statement.quote,
        "id": statement.id,
        "sentence": statement.sentence.text,
        "rules": list(statement.rules),
        "doubts": list(statement.doubts),
    }


def iso_period(period: Period) -> str:
    """Write a period as short as ISO 8601 allows: 2024, 2024-Q1, 2024-H1, 2024-03, 2024-01/2024-04, ../2024-05-31."""
    start, stop = period.start, period.stop
    if start is None:
        return f"../{stop}"
    if start.day != 1 or stop.day != calendar.monthrange(stop.year, stop.month)[1]:
        return f"{start}" if start == stop else f"{start}/{stop}"
    return _whole_months(start, stop)


def _whole_months(start: date, stop: date) -> str:
    if (start.month, stop.month) == (1, 12):
        return f"{start.year}" if start.year == stop.year else f"{start.year}/{stop.year}"
    if start.year == stop.year:
        if start.month % 3 == 1 and stop.month == start.month + 2:
            return f"{start.year}-Q{stop.month // 3}"
        if start.month % 6 == 1 and stop.month == start.month + 5:
            return f"{start.year}-H{stop.month // 6}"
        if start.month == stop.month:
            return f"{start:%Y-%m}"
    return f"{start:%Y-%m}/{stop:%Y-%m}"


def plain(value: Any) -> Any:
    """Return a value as JSON has it: whole numbers as int, days as ISO text."""
    if isinstance(value, Decimal | float):
        return int(value) if value == int(value) else float(value)
    return value.isoformat()[:10] if isinstance(value, date) else value


def as_jsonl(rows: Iterable[Row]) -> Iterable[str]:
    """Yield one JSON object a line."""
    return (json.dumps(row, ensure_ascii=False) for row in rows)


def as_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> Iterable[str]:
    """Yield the lines of a CSV with a header; lists are joined by ；."""
    yield _csv_line(columns)
    for row in rows:
        yield _csv_line([cell(row.get(column)) for column in columns])


def as_tabs(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> Iterable[str]:
    """Yield a table as lines with tabs, for a pipe; `columns` are key -> heading."""
    yield "\t".join(columns.values())
    for row in rows:
        yield "\t".join(" ".join(cell(row.get(key)).split()) for key in columns)


def _csv_line(values: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(values)
    return line.getvalue()


def cell(value: Any) -> str:
    """Return a value as the text of one cell."""
    if value is None:
        return ""
    return "；".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
