"""The documents that are there: what is said about them changed, and those that no longer count moved away.

Moving away is never destroying: the file lies in documents-withdrawn/ with its sidecar, and can be brought back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from etl.files import alone, sync_folder, why, write_whole
from etl.inbox.log import Act, Entry, append, demand_person, history, now
from etl.inbox.receiving import STAGING
from etl.model import DocumentError
from etl.read.sidecar import beside_of, compose_sidecar, sidecar_entries

WITHDRAWN = "documents-withdrawn"


def described(data: Path, path: str) -> dict[str, str]:
    """Return what the sidecar of a document says, key -> text; {} without one. Raises DocumentError."""
    return sidecar_entries(_document(data, path))


def describe(data: Path, path: str, about: Mapping[str, str], *, by: str, reason: str = "") -> None:
    """Write what is said about a document beside it; the log keeps what was said before. Raises DocumentError."""
    file = _document(data, path)
    demand_person(path, by)
    beside = beside_of(file)
    text = compose_sidecar(beside.name, about)
    with _alone(data):
        before = beside.read_text("utf-8", "replace") if beside.is_file() else ""
        if text == before:
            return
        _write(beside, text)
        try:
            append(data, Entry(now(), by, "describe", path, _hash(file), before, "", reason))
        except DocumentError:
            _write(beside, before)
            raise


def withdraw(data: Path, path: str, *, by: str, reason: str) -> Entry:
    """Take a document off the board: it moves to documents-withdrawn/ with its sidecar. Raises DocumentError."""
    return _move_away(data, "withdraw", path, "", by, reason)


def supersede(data: Path, path: str, replaced_by: str, *, by: str, reason: str) -> Entry:
    """Take a document off the board and say which one takes its place. Raises DocumentError."""
    if _document(data, replaced_by) == _document(data, path):
        raise DocumentError(f"{path}: a document cannot take its own place")
    return _move_away(data, "supersede", path, replaced_by, by, reason)


def restore(data: Path, entry: Entry, *, by: str, reason: str) -> Entry:
    """Bring back what was moved away, under the name it had. Raises DocumentError where that is taken."""
    demand_person(entry.path, by)
    away = data / WITHDRAWN / entry.detail
    file = data / "documents" / entry.path
    back = Entry(now(), by, "restore", entry.path, entry.sha256, entry.detail, "", reason)
    with _alone(data):
        if not away.is_file():
            raise DocumentError(f"{entry.path}: it does not lie in {WITHDRAWN} any more")
        if file.exists() or beside_of(file).exists():
            raise DocumentError(f"{entry.path}: another document has that name now")
        _move([(away, file), (beside_of(away), beside_of(file))], back, data)
    return back


def withdrawn(data: Path) -> list[Entry]:
    """Return the acts by which documents were moved away that lie there still, newest first."""
    away = [entry for entry in history(data) if entry.act in ("withdraw", "supersede")]
    return [entry for entry in reversed(away) if (data / WITHDRAWN / entry.detail).is_file()]


def _move_away(data: Path, act: Act, path: str, replaced_by: str, by: str, reason: str) -> Entry:
    file = _document(data, path)
    demand_person(path, by)
    if not reason.strip():
        raise DocumentError(f"{path}: it has to be said why")
    with _alone(data):
        away = _free_folder(data / WITHDRAWN, now()) / path
        place = away.relative_to(data / WITHDRAWN).as_posix()
        entry = Entry(now(), by, act, path, _hash(file), place, replaced_by, reason.strip())
        _move([(file, away), (beside_of(file), beside_of(away))], entry, data)
    return entry


def _free_folder(folder: Path, at: str) -> Path:
    """Return a folder of this moment's name that is not there yet."""
    name = at.replace(":", "").replace("-", "")
    numbers = ("", *(f"-{number}" for number in range(2, 1000)))
    return next(place for number in numbers if not (place := folder / f"{name}{number}").exists())


def _move(pairs: Iterable[tuple[Path, Path]], entry: Entry, data: Path) -> None:
    """Move files and log it, all or nothing."""
    moved: list[tuple[Path, Path]] = []
    try:
        for source, target in pairs:
            if source.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                source.rename(target)
                moved.append((source, target))
                sync_folder(target.parent)
        append(data, entry)
    except (OSError, DocumentError) as error:
        for source, target in reversed(moved):
            with suppress(OSError):
                target.rename(source)
        if isinstance(error, DocumentError):
            raise
        raise DocumentError(f"{entry.path}: it cannot be moved ({why(error)}); it is where it was") from error


def _document(data: Path, path: str) -> Path:
    """Return the file of a document. Raises DocumentError where the name leads out of the folder, or to nothing."""
    folder = data / "documents"
    parts = PurePosixPath(path).parts
    inside = bool(parts) and not PurePosixPath(path).is_absolute() and not any(part.startswith(".") for part in parts)
    file = folder / path
    if not inside or not file.is_file() or not file.resolve().is_relative_to(folder.resolve()):
        raise DocumentError(f"{path}: there is no such document")
    return file


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Be the only one who changes the documents. Raises DocumentError where the folder cannot be written."""
    documents = data / "documents"
    try:
        with alone(documents / STAGING / "lock"):
            yield
    except OSError as error:
        raise DocumentError(f"{documents} cannot be changed ({why(error)})") from error


def _write(beside: Path, text: str) -> None:
    """Write a sidecar whole; one that says nothing is taken away. Raises DocumentError, and the old one stays."""
    try:
        if text:
            write_whole(beside, text.encode())
        else:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise DocumentError(f"{beside.name}: it cannot be written ({why(error)})") from error


def _hash(file: Path) -> str:
    try:
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        raise DocumentError(f"{file.name}: the file cannot be read ({why(error)})") from error
