"""What is remembered of a document, and of which state of the code and the words it holds good.

`etl/engine/parts.py` keeps it in `data/cache/`, in a folder named by the fingerprint. Deleting the folder costs time
and nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

from etl.model import Article, Document, Statement
from etl.projects import ProjectReport

FORMAT = "2"
CODE = Path(__file__).resolve().parent
LIBRARIES = ("jieba", "python-docx", "pypdfium2", "selectolax", "openpyxl", "xlrd")
READ_BY = (
    "model.py",
    "vocabulary.py",
    "memo.py",
    "grid.py",
    "projects.py",
    "copies.py",
    "reading.py",
    "patterns.py",
    "engine",
    "read",
    "extract",
    "tabular",
)


@dataclass(frozen=True, slots=True)
class Extraction:
    """A document and its statements. Their sentences are without offsets and their articles without text: both are in
    the document, and a build of many documents must not hold them twice. `prints` tell articles of the same words."""

    document: Document
    statements: tuple[Statement, ...]
    reports: tuple[ProjectReport, ...] = ()
    prints: Mapping[int, str] = field(default_factory=dict)


def fingerprint(vocabulary: Path) -> str:
    """Return the hash of everything that decides what is read from a document."""
    digest = hashlib.sha256(code_fingerprint().encode())
    for path in _files(vocabulary, ".toml"):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


@cache
def code_fingerprint() -> str:
    """Return the hash of the code that reads and of the libraries it reads by: machines that agree on it read alike."""
    digest = hashlib.sha256(" ".join((FORMAT, *(f"{name} {version(name)}" for name in LIBRARIES))).encode())
    for path in (path for name in READ_BY for path in _files(CODE / name, ".py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def slim(
    document: Document,
    statements: Sequence[Statement],
    reports: Sequence[ProjectReport] = (),
    prints: Mapping[int, str] | None = None,
) -> Extraction:
    """Return an extraction without what the document holds anyway."""
    articles: dict[int, Article] = {}
    slimmed = []
    for statement in statements:
        whole = statement.sentence.article
        article = articles.setdefault(whole.position, replace(whole, text=""))
        sentence = replace(statement.sentence, article=article, offsets=(), lead="")
        slimmed.append(replace(statement, sentence=sentence))
    return Extraction(document, tuple(slimmed), tuple(reports), dict(prints or {}))


def _files(path: Path, suffix: str) -> list[Path]:
    return [path] if path.is_file() else sorted(path.rglob(f"*{suffix}"))
