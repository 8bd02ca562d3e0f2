"""The work that is handed out: read a batch of documents, write what they say as a part.

A job holds all it needs and names only what every worker can see, so that it can be done anywhere, twice, or half and
then again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from etl import memo
from etl.engine.limit import TooLateError, within
from etl.engine.parts import Parts, Row, refused_row, row_of
from etl.engine.places import SIDECAR, Place, place
from etl.model import DocumentError, XushiError
from etl.reading import read_file
from etl.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Item:
    """A document to read: its name, the key of its bytes, and whether a sidecar lies beside it."""

    name: str
    key: str
    sidecar: bool


@dataclass(frozen=True, slots=True)
class Job:
    """A batch of documents, where they lie, the words to read them by, and where what they say is to go.

    `fingerprint` is that of the code and the words of whoever hands it out, `code` that of the code alone.
    """

    documents: str
    parts: str
    fingerprint: str
    code: str
    vocabulary: Vocabulary
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read this time: nothing is remembered of it, and the next build tries again."""

    item: Item
    message: str


Told = Callable[[Item], None]


def do(job: Job, starting: Told | None = None, longest: float | None = None) -> tuple[Failure, ...]:
    """Read the documents of a job and write the part; return those that may be readable another time.

    `starting` is told each document before it is opened; one that takes longer than `longest` seconds is set aside.
    Raises OSError where the part cannot be written.
    """
    rows: list[Row] = []
    failures: list[Failure] = []
    where = place(job.documents)
    for item in job.items:
        if starting:
            starting(item)
        try:
            with within(longest):
                found = read_item(item, where, job.vocabulary)
        except TooLateError:
            message = f"{item.name}: set aside, {longest:.0f} s went by"
            found = refused_row(item.key, item.name, item.sidecar, message)
        (failures if isinstance(found, Failure) else rows).append(found)  # type: ignore[arg-type]
    if rows:
        Parts(place(job.parts), job.fingerprint[:16]).write(rows)
    return tuple(failures)


def read_item(item: Item, where: Place, vocabulary: Vocabulary) -> Row | Failure:
    """Read one document, or say why not. What the disk refuses today it may give tomorrow."""
    if item.name.endswith(SIDECAR):
        about = item.name.removesuffix(SIDECAR).rpartition("/")[2]
        message = f"{about}{SIDECAR}: there is no file {about} beside it that it could be about"
        return refused_row(item.key, item.name, item.sidecar, message)
    try:
        with where.at_hand(item.name) as (path, root):
            whole = read_file(path, root, vocabulary)
    except DocumentError as error:
        if isinstance(error.__cause__, OSError):
            return Failure(item, str(error))
        return refused_row(item.key, item.name, item.sidecar, str(error))
    except OSError as error:
        return Failure(item, f"{item.name}: the file cannot be read ({error.strerror or error})")
    slim = memo.slim(whole.document, whole.statements, whole.reports, whole.prints)
    return row_of(item.key, item.name, item.sidecar, slim)


def set_aside(job: Job, item: Item, message: str) -> None:
    """Remember a document that no worker survives, so that the next build does not lose more workers to it."""
    row = refused_row(item.key, item.name, item.sidecar, message)
    Parts(place(job.parts), job.fingerprint[:16]).write([row])


def key_of(where: Place, name: str, sidecar: bool, stamp: str) -> str:
    """Return the key of a document under the name it is shown by: its bytes and its sidecar's decide.

    A store tells files apart by itself, and so saves fetching each before it is known whether it has to be read.
    Raises OSError.
    """
    digest = hashlib.sha256(name.encode() + b"\0")
    if where.is_store:
        digest.update(stamp.encode())
    else:
        digest.update(where.read(name) + b"\0")
        if sidecar:
            digest.update(where.read(name + SIDECAR))
    return digest.hexdigest()[:32]


def demand_same_rules(job: Job) -> None:
    """Raise XushiError where this machine would read by other rules than the one that handed the job out."""
    if memo.code_fingerprint() != job.code:
        raise XushiError(
            "a worker has another version of the program or its libraries than the build; install the same"
        )


def batches(items: Iterator[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """Yield the documents in batches."""
    batch: list[Item] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield tuple(batch)
            batch = []
    if batch:
        yield tuple(batch)
