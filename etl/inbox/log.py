"""What was done with the documents, by whom, when and why: `documents.csv` of the data folder, which only grows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Literal, cast, get_args

from etl.growing import GrowingFile, GrowingFileError
from etl.model import DocumentError

LOG = "documents.csv"
Act = Literal["receive", "describe", "withdraw", "supersede", "restore"]
ACTS: tuple[str, ...] = get_args(Act)


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. `path` is the document's, under documents/; `detail` is what the act left behind.

    receive: the name it came under; describe: the sidecar before; withdraw and supersede: where the file lies now,
    under documents-withdrawn/; `replaced_by` is the document that takes its place; restore: where it lay.
    """

    at: str
    by: str
    act: Act
    path: str
    sha256: str
    detail: str
    replaced_by: str
    reason: str


HEADER = tuple(field.name for field in fields(Entry))


def now() -> str:
    """Return the moment of an act, to the second: 2024-05-31T09:30:00."""
    return datetime.now().isoformat(timespec="seconds")


def demand_person(name: str, by: str) -> None:
    """Raise DocumentError unless somebody stands for an act on the document of that name."""
    if not by.strip():
        raise DocumentError(f"{name}: it has to be said who does this")


def append(data: Path, entry: Entry) -> None:
    """Add an act and return when it is on the disk. Raises DocumentError; the log then is as it was."""
    try:
        _file(data).append(astuple(entry))
    except GrowingFileError as error:
        raise DocumentError(str(error)) from error


def history(data: Path) -> list[Entry]:
    """Return every act, oldest first. Raises DocumentError naming the line that is none."""
    found = []
    try:
        for line, row in _file(data).rows():
            if not _is_act(row):
                raise DocumentError(f"{LOG}, line {line}: not an act that can be read")
            at, by, act, *rest = row
            found.append(Entry(at, by, cast("Act", act), *rest))
    except GrowingFileError as error:
        raise DocumentError(str(error)) from error
    return found


def _file(data: Path) -> GrowingFile:
    return GrowingFile(data / LOG, HEADER, _is_act)


def _is_act(row: Sequence[str]) -> bool:
    try:
        return len(row) == len(HEADER) and row[2] in ACTS and bool(datetime.fromisoformat(row[0]))
    except ValueError:
        return False
