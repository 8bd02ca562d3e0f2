"""The file of people's decisions: one CSV row each, checked when read, appended under a lock, brought to the disk."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, fields
from datetime import date, datetime
from pathlib import Path
from typing import IO, cast, get_args

from etl.model import Decision, DecisionError, Kind, Period, Verb

HEADER = tuple(field.name for field in fields(Decision))
FIELDS = ("kind", "metric", "organisation", "quantity", "period", "as_of")
VERBS: tuple[str, ...] = get_args(Verb)


def read_decisions(path: Path) -> list[Decision]:
    """Read every decision, oldest first; a last line that was torn while being written is left out.

    Raises DecisionError naming the line that is not a decision.
    """
    whole, _ = _split_torn(_text(path))
    decisions = []
    rows = csv.reader(io.StringIO(whole), strict=True)
    try:
        for number, row in enumerate(rows):
            if number and row:
                decisions.append(_decision(row, f"{path.name}, line {rows.line_num}"))
            elif not number and tuple(row) != HEADER:
                raise DecisionError(f"{path.name}: the first line must be {','.join(HEADER)}")
    except csv.Error as error:
        raise DecisionError(f"{path.name}, line {rows.line_num}: {error}") from error
    return decisions


def append_decision(path: Path, decision: Decision) -> None:
    """Add one decision, under a lock and brought to the disk; a torn last line is cut off first."""
    row = _line(astuple(_decision(list(astuple(decision)), path.name)))
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("a+b") as file, _locked(file):
            file.seek(0)
            content = file.read()
            whole, torn = _split_torn(content.decode("utf-8-sig"))
            if torn:
                file.truncate(len(content) - len(torn.encode()))
            start = "" if whole else _line(HEADER)
            gap = "\n" if whole and not whole.endswith("\n") else ""
            file.write((gap + start + row).encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise DecisionError(f"{path.name} cannot be written: {error.strerror or error}") from error


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
    elif verb == "correct" and not _fits(field, value):
        fault = f"{value!r} is no {field or 'field'} (fields: {' '.join(FIELDS)})"
    elif verb == "add" and not _is_addition(value):
        fault = "an addition needs JSON with kind, metric, quantity and period"
    elif not _is_moment(at):
        fault = f"{at!r} is not a time such as 2024-05-31T09:30:00"
    if fault:
        raise DecisionError(f"{where}: {fault}")
    return Decision(about, cast("Verb", verb), field, expected, value, reason, by, at)


def _fits(field: str, value: str) -> bool:
    if field == "kind":
        return value in get_args(Kind)
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


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        return ",".join(HEADER) + "\n"
    except UnicodeDecodeError as error:
        raise DecisionError(f"{path.name} is not UTF-8 text") from error
    except OSError as error:
        raise DecisionError(f"{path.name} cannot be read: {error.strerror}") from error


def _split_torn(text: str) -> tuple[str, str]:
    """Split off what stands after the last whole row; a last row that only lacks its line end is whole."""
    quoted, end = False, 0
    for position, sign in enumerate(text):
        if sign == '"':
            quoted = not quoted
        elif sign == "\n" and not quoted:
            end = position + 1
    rest = text[end:]
    if rest and not quoted:
        try:
            _decision(next(csv.reader([rest])), "")
            return text, ""
        except DecisionError:
            return (text, "") if tuple(rest.split(",")) == HEADER else (text[:end], rest)
    return text[:end], rest


def _line(row: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(row)
    return line.getvalue()


@contextmanager
def _locked(file: IO[bytes]) -> Iterator[None]:
    """Hold the file alone while it grows; the lock ends with the process."""
    try:
        import fcntl
    except ImportError:  # Windows keeps a file opened for appending whole by itself
        yield
        return
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)
