"""An upload taken in: looked at where no build reads, and put among the documents only when it can be read.

Nothing is ever overwritten, and what goes wrong on the way leaves nothing behind.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO
from uuid import uuid4

from etl.files import alone, sync_folder, to_disk, why, write_whole
from etl.inbox.kinds import suffix_for
from etl.inbox.log import Entry, append, demand_person, now
from etl.inbox.naming import safe_name, shown_name, split_name
from etl.model import Document, DocumentError
from etl.read import READERS, read_document
from etl.read.sidecar import LONGEST, beside_of, compose_sidecar

LARGEST = 64 * 2**20
STAGING = ".incoming"
_FORGOTTEN_SECONDS = 3600
_PIECE = 2**20


@dataclass(frozen=True, slots=True)
class Received:
    """What became of an upload: its place under documents/, and what was read. `known` where it was there before.

    `notes` are sentences on what of it could not be read.
    """

    path: str
    sha256: str
    title: str
    known: bool
    notes: tuple[str, ...]


def receive(
    data: Path,
    name: str,
    content: IO[bytes],
    *,
    by: str,
    size: int | None = None,
    about: Mapping[str, str] | None = None,
) -> Received:
    """Store one upload in `data`/documents under a name of its own, with a sidecar of what `about` says of it.

    `size` is how many bytes were announced. Raises DocumentError, one sentence that names the file, where it cannot be
    read or stored; the sentence is that of `build` for the same file.
    """
    shown = shown_name(name)
    demand_person(shown, by)
    if split_name(shown)[1] not in READERS:
        read_document(Path(shown))  # raises: no reader takes files of this name
    documents = data / "documents"
    try:
        with _staging(documents) as folder:
            staged, sha256 = _written(folder / "upload", content, shown, size)
            named = staged.rename(folder / f"{split_name(shown)[0]}{_suffix(shown, staged)}")
            document, sidecar = _tried(named, name, about or {})
            with alone(documents / STAGING / "lock"):
                return _settled(data, named, document, sidecar, Entry(now(), by, "receive", "", sha256, name, "", ""))
    except OSError as error:
        raise DocumentError(f"{shown}: it cannot be stored in {documents} ({why(error)}); nothing was kept") from error


@contextmanager
def _staging(documents: Path) -> Iterator[Path]:
    """Yield a folder that no build reads, on the disk of the documents; what others forgot there goes first."""
    place = documents / STAGING
    place.mkdir(parents=True, exist_ok=True)
    for old in place.iterdir():
        with suppress(OSError):
            if old.is_dir() and time.time() - old.stat().st_mtime > _FORGOTTEN_SECONDS:
                shutil.rmtree(old, ignore_errors=True)
    folder = place / uuid4().hex
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _written(place: Path, content: IO[bytes], shown: str, size: int | None) -> tuple[Path, str]:
    """Write an upload piece by piece, so that one that is too large or breaks off is never held whole."""
    digest, written = hashlib.sha256(), 0
    with place.open("xb") as file:
        while piece := content.read(_PIECE):
            written += len(piece)
            if written > LARGEST:
                raise DocumentError(f"{shown}: the file is larger than {LARGEST >> 20} MB; it was not stored")
            digest.update(piece)
            file.write(piece)
        to_disk(file)
    if size is not None and written != size:
        raise DocumentError(f"{shown}: the upload broke off after {written} of {size} bytes; send it again")
    return place, digest.hexdigest()


def _suffix(shown: str, staged: Path) -> str:
    return suffix_for(split_name(shown)[1], staged.read_bytes())


def _tried(staged: Path, name: str, about: Mapping[str, str]) -> tuple[Document, str]:
    """Read an upload as a build would; where its text names no title, the name it came under is its title."""
    entries = dict(about)
    sidecar = compose_sidecar(staged.name, entries)
    if sidecar:
        beside_of(staged).write_text(sidecar, "utf-8")
    document = read_document(staged)
    if document.title == staged.stem and not entries.get("title"):
        entries["title"] = split_name(name)[0][:LONGEST] or staged.stem
        sidecar = compose_sidecar(staged.name, entries)
    return document, sidecar


def _settled(data: Path, staged: Path, document: Document, sidecar: str, entry: Entry) -> Received:
    """Give an upload its place, or find that it has one already. Nobody else settles one at the same time."""
    documents = data / "documents"
    twin = _twin(documents, staged, document.sha256)
    if twin is not None:
        return Received(twin, document.sha256, document.title, known=True, notes=document.notes)
    place = _free_place(documents, entry.detail, document.sha256, staged.suffix)
    put: list[Path] = []
    try:
        if sidecar:
            write_whole(beside_of(place), sidecar.encode())
            put.append(beside_of(place))
        _put(staged, place)
        put.append(place)
        append(data, replace(entry, path=place.name))
    except (OSError, DocumentError):
        for path in reversed(put):
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise
    return Received(place.name, document.sha256, document.title, known=False, notes=document.notes)


def _twin(documents: Path, staged: Path, sha256: str) -> str | None:
    """Return the document of the same bytes, if there is one; only those of the same length are looked into."""
    size = staged.stat().st_size
    for path in documents.rglob("*"):
        parts = path.relative_to(documents).parts
        if any(part.startswith(".") for part in parts) or path.suffix == ".toml":
            continue
        with suppress(OSError):
            if path.is_file() and path.stat().st_size == size and _hash(path) == sha256:
                return path.relative_to(documents).as_posix()
    return None


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _free_place(documents: Path, name: str, sha256: str, suffix: str) -> Path:
    """Return a place that is free: the name with its hash, with more of the hash where that is taken."""
    places = (documents / safe_name(name, sha256, suffix, digits) for digits in (8, 16, 64))
    return next(place for place in places if not place.exists() and not beside_of(place).exists())


def _put(staged: Path, place: Path) -> None:
    """Move a file to a place that is still free. Raises OSError, FileExistsError where it no longer is."""
    try:
        os.link(staged, place)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links
        if place.exists():
            raise FileExistsError(17, "File exists", str(place)) from None
        staged.rename(place)
    sync_folder(place.parent)
