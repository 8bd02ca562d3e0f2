"""A file made into a Document: the reader is picked by suffix, a sidecar wins over what the text says of itself."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from etl.model import Document, DocumentError
from etl.read.articles import split_articles, split_sentences
from etl.read.names import name_fault
from etl.read.naming import find_publisher, normalise_organisation
from etl.read.sheet_pages import split_rows
from etl.read.sidecar import Sidecar, read_sidecar
from etl.read.source import Source
from etl.read.stem import said_stem

__all__ = ["READERS", "Source", "is_readable", "read_document", "split_articles", "split_rows", "split_sentences"]

READERS: dict[str, str] = {
    **dict.fromkeys((".txt", ".md", ".markdown"), "text"),
    ".docx": "word",
    ".pdf": "pdf",
    **dict.fromkeys((".html", ".htm", ".mht", ".mhtml"), "web"),
    **dict.fromkeys((".xlsx", ".xlsm", ".xls", ".csv", ".tsv"), "sheet"),
}
"""The module of this package that reads a suffix: it has `read(path, content) -> Source` and raises DocumentError."""

LARGEST: dict[str, int] = {"text": 32 << 20, "web": 32 << 20, "sheet": 64 << 20, "word": 128 << 20, "pdf": 256 << 20}
"""How many bytes a file may have, by the module that reads it; a larger one is not opened."""

SAVE_AS: dict[str, str] = {**dict.fromkeys((".doc", ".wps", ".rtf", ".odt"), ".docx"), ".ofd": ".pdf"}
"""What a document of a format that no reader takes can be saved as by the program that made it."""


class Reader(Protocol):
    """What a module named in READERS offers."""

    def read(self, path: Path, content: bytes) -> Source:
        """Return the text of a file and what the format says about it."""


def is_readable(path: Path) -> bool:
    """Tell whether some reader takes files of this name; sidecars and hidden files are none."""
    return path.suffix.lower() in READERS and not path.name.startswith((".", "~$"))


def read_document(path: Path, root: Path | None = None) -> Document:
    """Read one file with its sidecar. Raises DocumentError, one sentence that names the file.

    `Document.path` is relative to `root` where that is given. What neither sidecar nor format states is inferred from
    the text and named in `Document.inferred`.
    """
    name = path.relative_to(root).as_posix() if root is not None and path.is_relative_to(root) else path.name
    if fault := name_fault(name):
        raise DocumentError(fault)
    module = READERS.get(path.suffix.lower())
    if better := SAVE_AS.get(path.suffix.lower()):
        raise DocumentError(f"{name}: {path.suffix} files cannot be read; open it and save it as {better}")
    if module is None:
        known = " ".join(sorted(READERS))
        raise DocumentError(f"{name}: files ending in {path.suffix or 'nothing'} cannot be read (known: {known})")
    content = _content(path, name, LARGEST[module])
    reader = cast("Reader", import_module(f"{__name__}.{module}"))
    source = reader.read(path, content)
    if not source.text.strip():
        raise DocumentError(f"{name}: the file holds no text")
    return _document(path, name, hashlib.sha256(content).hexdigest(), source, read_sidecar(path))


def _content(path: Path, name: str, largest: int) -> bytes:
    try:
        if path.stat().st_size > largest:
            raise DocumentError(f"{name}: the file is larger than {largest >> 20} MB; split it, it was not opened")
        content = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{name}: the file cannot be read ({error.strerror})") from error
    if not content:
        raise DocumentError(f"{name}: the file is empty")
    return content


def _document(path: Path, name: str, sha256: str, source: Source, sidecar: Sidecar) -> Document:
    published_on = sidecar.published_on or source.published_on
    stated = sidecar.published_stated if sidecar.published_on else published_on is not None and source.published_stated
    organisation = normalise_organisation(sidecar.org)
    inferred = tuple(
        field for field, known in (("organisation", organisation), ("published_on", published_on)) if not known
    )
    draft = Document(
        id=sha256[:16],
        path=name,
        sha256=sha256,
        title=sidecar.title or source.title,
        publisher=sidecar.publisher or source.publisher,
        organisation=organisation,
        published_on=published_on,
        published_stated=stated,
        url=sidecar.url or source.url,
        text=source.text,
        inferred=inferred,
        kind=source.kind,
        notes=source.notes,
    )
    return _completed(draft, path) if inferred or not draft.title or not draft.publisher else draft


def _completed(draft: Document, path: Path) -> Document:
    """Fill in from the text what is not known: a page is as young as its youngest article."""
    articles = split_articles(draft)
    dated = [article for article in articles if article.published_on is not None]
    youngest = max(dated, key=lambda article: (str(article.published_on), article.published_stated), default=None)
    published_on, stated = draft.published_on, draft.published_stated
    if "published_on" in draft.inferred and youngest is not None:
        published_on, stated = youngest.published_on, youngest.published_stated
    organisation = draft.organisation or next((a.organisation for a in articles if a.organisation), "")
    return replace(
        draft,
        title=draft.title or next((a.title for a in articles if a.title), said_stem(path)),
        publisher=draft.publisher or find_publisher(draft.text) or organisation,
        organisation=organisation,
        published_on=published_on,
        published_stated=stated,
    )
