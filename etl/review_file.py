"""The file of people's decisions: one CSV row each, checked when it is read and before it is written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, fields
from datetime import date, datetime
from pathlib import Path
from typing import cast, get_args

from etl.growing import GrowingFile, GrowingFileError
from etl.model import Basis, Comparator, Decision, DecisionError, Kind, Period, Verb

HEADER = tuple(field.name for field in fields(Decision))
FIELDS = ("kind", "metric", "organisation", "quantity", "period", "as_of", "comparator", "basis")
LONGEST = 300  # characters of a fault that are said: a value may be of any length
VERBS: tuple[str, ...] = get_args(Verb)
NEEDS_A_VALUE = ("link", "unlink", "adopt")


def read_decisions(path: Path) -> list[Decision]:
    """Read every decision, oldest first; a last line that was torn while being written is left out.

    Raises DecisionError naming the line that is not a decision.
    """
    with _as_decisions():
        return [_decision(row, f"{path.name}, line {line}") for line, row in _file(path).rows()]


def append_decision(path: Path, *decisions: Decision) -> None:
    """Add decisions, all or none, and return when they are on the disk. Raises DecisionError."""
    rows = [astuple(_decision(list(astuple(decision)), path.name)) for decision in decisions]
    with _as_decisions():
        _file(path).append(*rows)


def read_day(text: str) -> date | None:
    """Read 2024-05-31; None where it is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_period(text: str, as_of: date | None) -> Period | None:
    """Read 2024, or 2024-01-01/2024-04-30, or ../2024-04-30; None where it is no period."""
    if text.isdigit() and len(text) == 4:
        text = f"{text}-01-01/{text}-12-31"
    start, _, stop = text.partition("/")
    last = read_day(stop)
    if last is None or (start != ".." and (read_day(start) is None or str(start) > stop)):
        return None
    return Period(read_day(start), last, as_of, stated=True, text="")


def _decision(row: Sequence[str], where: str) -> Decision:
    """Check one row. Raises DecisionError naming the row and what is wrong with it."""
    if len(row) != len(HEADER):
        raise DecisionError(f"{where}: {len(row)} columns where there should be {len(HEADER)}")
    about, verb, field, expected, value, reason, by, at = row
    fault = ""
    if verb not in VERBS:
        fault = f"there is no verb {verb!r} (known: {' '.join(VERBS)})"
    elif not about:
        fault = "it does not say what it is about"
    elif verb == "correct" and not is_value(field, value):
        fault = f"{value!r} is no {field or 'field'} (fields: {' '.join(FIELDS)})"
    elif verb == "add" and not _is_addition(value):
        fault = "an addition needs JSON with kind, metric, quantity and period"
    elif verb in NEEDS_A_VALUE and not value.strip():
        fault = f"it does not say what to {verb} it to"
    elif not _is_moment(at):
        fault = f"{at!r} is not a time such as 2024-05-31T09:30:00"
    if fault:
        raise DecisionError(f"{where}: {fault if len(fault) <= LONGEST else f'{fault[:LONGEST]}…'}")
    return Decision(about, cast("Verb", verb), field, expected, value, reason, by, at)


def is_value(field: str, value: str) -> bool:
    """Tell whether a text can be the value of one of FIELDS."""
    closed: dict[str, tuple[str, ...]] = {
        "kind": get_args(Kind),
        "comparator": get_args(Comparator),
        "basis": get_args(Basis),
    }
    if field in closed:
        return value in closed[field]
    if field == "period":
        return read_period(value, None) is not None
    if field == "as_of":
        return not value or read_day(value) is not None
    return field in FIELDS and bool(value.strip())


def _is_addition(value: str) -> bool:
    try:
        wanted = json.loads(value)
    except json.JSONDecodeError:
        return False
    needed = ("metric", "quantity", "period")
    return isinstance(wanted, dict) and wanted.get("kind") in get_args(Kind) and all(wanted.get(key) for key in needed)


def _is_moment(text: str) -> bool:
    try:
        return bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def _file(path: Path) -> GrowingFile:
    return GrowingFile(path, HEADER, _is_decision)


def _is_decision(row: Sequence[str]) -> bool:
    try:
        return bool(_decision(row, ""))
    except DecisionError:
        return False


@contextmanager
def _as_decisions() -> Iterator[None]:
    try:
        yield
    except GrowingFileError as error:
        raise DecisionError(str(error)) from error
