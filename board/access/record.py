"""The record of who did what: signed in, changed, exported, uploaded. `audit.csv` of the data folder only grows."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from pathlib import Path

from board.access.gate import data_dir, person
from etl.growing import GrowingFile, GrowingFileError

FILE = "audit.csv"
NOBODY = "-"  # who acted where nobody signs in

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """One act: when, by whom, what, and about what, in words a person can read."""

    at: str
    by: str
    act: str
    about: str


HEADER = tuple(field.name for field in fields(Entry))


def record(act: str, about: str = "", by: str | None = None) -> None:
    """Write down what the person at the board has just done, e.g. `record("export", "overview.pdf")`.

    `by` is the name given on the screen where nobody signs in. A record that cannot be written goes to the log: the
    act has happened, and the board goes on.
    """
    someone = person()
    entry = Entry(datetime.now().isoformat(timespec="seconds"), someone.name or by or NOBODY, act, about)
    row = [" ".join(value.split()) for value in astuple(entry)]
    try:
        _file(data_dir()).append(row)
    except GrowingFileError as error:
        log.error("%s; not recorded: %s", error, " · ".join(row))


def read_record(data: Path) -> list[Entry]:
    """Return every act, oldest first. Raises GrowingFileError where the file is not a record."""
    return [Entry(*row) for _, row in _file(data).rows() if len(row) == len(HEADER)]


def _file(data: Path) -> GrowingFile:
    return GrowingFile(data / FILE, HEADER, _is_entry)


def _is_entry(row: Sequence[str]) -> bool:
    try:
        return len(row) == len(HEADER) and bool(datetime.fromisoformat(row[0]))
    except ValueError:
        return False
