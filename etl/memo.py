"""What was read from a document, remembered: a second build reads only what changed.

An entry is a file of JSON in `data/cache/`, named by the hash of the document with its sidecar, in a folder named by
the fingerprint of the code and the vocabulary. Deleting the folder costs time and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import Any

from etl.model import Article, Document, Metric, Period, Quantity, Sentence, Statement
from etl.projects import MONEY, Milestone, ProjectReport

FORMAT = "1"
CODE = Path(__file__).resolve().parent
LIBRARIES = ("jieba", "python-docx", "pypdfium2", "selectolax", "openpyxl", "xlrd")
READ_BY = (
    "model.py",
    "vocabulary.py",
    "memo.py",
    "grid.py",
    "projects.py",
    "copies.py",
    "build.py",
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


@dataclass(frozen=True, slots=True)
class Memo:
    """The remembered extractions of one state of code and vocabulary."""

    folder: Path
    fingerprint: str

    def get(self, key: str) -> Extraction | None:
        """Return what is remembered, or None: a damaged entry is as good as none."""
        try:
            return _load(json.loads(self._path(key).read_text("utf-8")))
        except (OSError, ValueError, KeyError, TypeError, ArithmeticError):
            return None

    def put(self, key: str, extraction: Extraction) -> None:
        """Remember; a cache that cannot be written is no failure."""
        path = self._path(key)
        beside = path.with_suffix(f".{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(_dump(extraction), ensure_ascii=False), "utf-8")
            beside.replace(path)
        except OSError:
            beside.unlink(missing_ok=True)

    def forget_others(self) -> None:
        """Remove what other states of the code remembered."""
        for folder in self.folder.glob("*/") if self.folder.is_dir() else ():
            if folder.name != self.fingerprint[:16]:
                shutil.rmtree(folder, ignore_errors=True)

    def _path(self, key: str) -> Path:
        return self.folder / self.fingerprint[:16] / f"{key}.json"


def fingerprint(vocabulary: Path) -> str:
    """Return the hash of everything that decides what is read from a document."""
    digest = hashlib.sha256(" ".join((FORMAT, *(f"{name} {version(name)}" for name in LIBRARIES))).encode())
    sources = [path for name in READ_BY for path in _files(CODE / name, ".py")]
    for path in (*sources, *_files(vocabulary, ".toml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def key(path: Path, name: str) -> str:
    """Return the key of a file under the name it is shown by: its bytes and its sidecar's decide."""
    beside = path.with_name(path.name + ".toml")
    digest = hashlib.sha256(name.encode() + b"\0" + path.read_bytes() + b"\0")
    if beside.is_file():
        digest.update(beside.read_bytes())
    return digest.hexdigest()[:32]


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


def _dump(extraction: Extraction) -> dict[str, Any]:
    articles = {statement.sentence.article.position: statement.sentence.article for statement in extraction.statements}
    return {
        "document": _plain(asdict(extraction.document)),
        "articles": [_plain(asdict(article)) for article in articles.values()],
        "statements": [_dump_statement(statement) for statement in extraction.statements],
        "reports": [_dump_report(report) for report in extraction.reports],
        "prints": {str(position): print_ for position, print_ in extraction.prints.items()},
    }


def _dump_statement(statement: Statement) -> dict[str, Any]:
    row = {field.name: getattr(statement, field.name) for field in fields(Statement)}
    sentence = {field.name: getattr(statement.sentence, field.name) for field in fields(Sentence)}
    sentence["article"] = statement.sentence.article.position
    row["sentence"] = sentence
    for name in ("metric", "quantity", "period"):
        row[name] = _plain(asdict(row[name]))
    return row


def _load(row: dict[str, Any]) -> Extraction:
    listed = {name: tuple(row["document"][name]) for name in ("inferred", "notes")}
    document = Document(**_days(row["document"]) | listed)
    articles = {entry["position"]: Article(**_days(entry, ("published_on",))) for entry in row["articles"]}
    statements = tuple(_load_statement(entry, articles) for entry in row["statements"])
    prints = {int(position): print_ for position, print_ in row["prints"].items()}
    return Extraction(document, statements, tuple(map(_load_report, row["reports"])), prints)


def _dump_report(report: ProjectReport) -> dict[str, Any]:
    steps = [_plain(asdict(step)) for step in report.milestones]
    return _plain({**asdict(report), "milestones": steps})


def _load_report(row: dict[str, Any]) -> ProjectReport:
    money = {name: None if row[name] is None else Decimal(row[name]) for name in MONEY}
    steps = [Milestone(**_days(step, ("planned_on", "reached_on"))) for step in row["milestones"]]
    lists = {"milestones": tuple(steps), "rules": tuple(row["rules"]), "doubts": tuple(row["doubts"])}
    return ProjectReport(**_days(row) | money | lists)


def _load_statement(row: dict[str, Any], articles: dict[int, Article]) -> Statement:
    sentence = dict(row["sentence"])
    sentence |= {
        "article": articles[sentence["article"]],
        "headings": tuple(sentence["headings"]),
        "offsets": tuple(sentence["offsets"]),
    }
    quantity = dict(row["quantity"])
    for name in ("low", "high", "value", "value_max"):
        quantity[name] = None if quantity[name] is None else Decimal(quantity[name])
    return Statement(
        **row
        | {
            "metric": Metric(**row["metric"] | {"aliases": tuple(row["metric"]["aliases"])}),
            "quantity": Quantity(**quantity),
            "period": Period(**_days(row["period"])),
            "sentence": Sentence(**sentence),
            "rules": tuple(row["rules"]),
            "doubts": tuple(row["doubts"]),
        }
    )


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, (date, Decimal)) else value for name, value in row.items()}


def _days(row: dict[str, Any], names: Sequence[str] = ("published_on", "as_of", "start", "stop")) -> dict[str, Any]:
    days = {name: date.fromisoformat(row[name]) for name in names if row.get(name) is not None}
    return row | days
