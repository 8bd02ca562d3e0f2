"""The whole pipeline on one screen: read, extract, apply people's decisions, resolve, publish.

A build is a function of the documents, the vocabulary and the decisions. What cannot be read is listed and the
rest goes on; what dies on the way leaves the board as it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from etl import audit, memo
from etl.copies import article_prints, set_articles_aside, set_files_aside
from etl.extract import extract_statements
from etl.extract.projects import find_projects
from etl.files import in_turn
from etl.model import Decision, Document, DocumentError, Refusal, Sentence, Statement
from etl.projects import ProjectReport
from etl.read import READERS, read_document, split_articles, split_rows, split_sentences
from etl.resolve import Resolution, resolve
from etl.reviews import apply_decisions, read_decisions, with_states
from etl.tables import Read, Said, flatten
from etl.tabular import read_tables
from etl.vocabulary import Vocabulary, load_rules, load_vocabulary, vocabulary_folder
from etl.workshop import Workshop
from warehouse.snapshot import Snapshot, SnapshotError, current, open_snapshot, publish

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Assembly:
    """Everything a snapshot is made of; `copies` are sentences on the documents counted elsewhere, by id."""

    documents: tuple[Document, ...]
    refusals: tuple[Refusal, ...]
    resolution: Resolution
    applied: tuple[Decision, ...]
    stale: tuple[Decision, ...]
    tables: dict[str, pd.DataFrame]
    fingerprint: str
    copies: Mapping[str, str]
    reports: tuple[ProjectReport, ...]
    findings: tuple[audit.Finding, ...]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: the snapshot, and the statements gained and lost against the one before, as sentences by id."""

    snapshot: Snapshot
    assembly: Assembly
    gained: dict[str, str]
    lost: dict[str, str]

    @property
    def needs_a_person(self) -> bool:
        """Whether a document was refused or a decision went stale."""
        return bool(self.assembly.refusals or self.assembly.stale)


def build(data: Path, progress: Progress | None = None) -> BuildReport:
    """Read everything under `data` and publish a snapshot. Raises XushiError or SnapshotError, one sentence.

    Builds of one folder wait for each other, so that none publishes what it read before another's change.
    """
    with in_turn(data / "snapshots" / ".turn"):
        before = _statements_of_current(data)
        assembly = assemble(data, progress)
        snapshot = publish(data, assembly.tables, assembly.fingerprint)
    after = {statement.id: statement.sentence.text for statement in assembly.resolution.statements}
    return BuildReport(
        snapshot,
        assembly,
        gained={id_: text for id_, text in after.items() if id_ not in before},
        lost={id_: text for id_, text in before.items() if id_ not in after},
    )


def assemble(data: Path, progress: Progress | None = None) -> Assembly:
    """Do all of a build but the publishing."""
    vocabulary, rules = load_vocabulary(data), load_rules(data)
    remembered = memo.Memo(data / "cache", memo.fingerprint(vocabulary_folder(data)))
    read, refusals = _extract_all(data / "documents", vocabulary, remembered, progress)
    kept, twins = set_files_aside(read)
    extractions, reprints = set_articles_aside(kept)
    copies = twins | reprints
    documents = [extraction.document for extraction in extractions]
    found = [statement for extraction in extractions for statement in extraction.statements]
    reports = [report for extraction in extractions for report in extraction.reports]
    decisions = read_decisions(data / "reviews.csv")
    statements, applied, stale = apply_decisions(found, decisions, Workshop(vocabulary, documents))
    resolution = resolve(statements, applied)
    stale += resolution.rulings.stale
    findings = audit.look(audit.Evidence(documents, refusals, resolution, stale))
    said = Said(with_states(decisions, stale), findings)
    return Assembly(
        documents=tuple(documents),
        refusals=tuple(refusals),
        resolution=resolution,
        applied=tuple(decision for decision in applied if decision not in resolution.rulings.stale),
        stale=tuple(stale),
        tables=flatten(Read(documents, refusals, copies, reports), resolution, said, vocabulary, rules),
        fingerprint=hashlib.sha256(f"{remembered.fingerprint} {rules.model_dump_json()}".encode()).hexdigest(),
        copies=copies,
        reports=tuple(reports),
        findings=tuple(findings),
    )


def find_files(folder: Path) -> list[Path]:
    """Return the files to read, without sidecars and hidden ones. Raises DocumentError where there is none."""
    if not folder.is_dir():
        raise DocumentError(f"there is no folder {folder}; put the documents to read there")
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not _is_hidden(path, folder))
    named = {path.name for path in files}
    wanted = [path for path in files if path.suffix != ".toml" or (path.stem not in named and _is_sidecar_name(path))]
    if not wanted:
        raise DocumentError(f"the folder {folder} holds no document")
    return wanted


def extract_document(path: Path, root: Path, vocabulary: Vocabulary, remembered: memo.Memo) -> memo.Extraction:
    """Read one document and its statements, or recall them. Raises DocumentError."""
    if path.suffix == ".toml":
        raise DocumentError(f"{path.name}: there is no file {path.stem} beside it that it could be about")
    try:
        key = memo.key(path, path.relative_to(root).as_posix())
    except OSError as error:
        raise DocumentError(f"{path.name}: the file cannot be read ({error.strerror})") from error
    extraction = remembered.get(key)
    if extraction is None:
        whole = read_file(path, root, vocabulary)
        extraction = memo.slim(whole.document, whole.statements, whole.reports, whole.prints)
        remembered.put(key, extraction)
    return extraction


def read_statements(path: Path, root: Path, vocabulary: Vocabulary) -> tuple[Document, list[Statement]]:
    """Read one document and what it states. Raises DocumentError."""
    extraction = read_file(path, root, vocabulary)
    return extraction.document, list(extraction.statements)


def read_file(path: Path, root: Path, vocabulary: Vocabulary) -> memo.Extraction:
    """Read one document with all that is in it. Raises DocumentError, also where the rules themselves fail on it.

    A fault of ours in one document must not keep the others from the board.
    """
    document = read_document(path, root)
    try:
        if document.kind == "sheet":
            articles = split_articles(document)
            harvest = read_tables(document, articles, vocabulary)
            document = replace(document, notes=(*document.notes, *harvest.notes))
            prints = article_prints(row for article in articles for row in split_rows(article))
            return memo.Extraction(document, tuple(harvest.statements), tuple(harvest.projects), prints)
        sentences = list(sentences_of(document))
        statements = extract_statements(document, sentences, vocabulary)
        reports = find_projects(document, sentences, vocabulary)
        return memo.Extraction(document, tuple(statements), tuple(reports), article_prints(sentences))
    except Exception as error:
        fault = " ".join(f"{type(error).__name__}: {error}".split())
        raise DocumentError(f"{document.path}: the rules fail on it ({fault})") from error


def sentences_of(document: Document) -> Iterator[Sentence]:
    """Yield the sentences of a document, article after article."""
    for article in split_articles(document):
        yield from split_sentences(article)


def _extract_all(
    folder: Path, vocabulary: Vocabulary, remembered: memo.Memo, progress: Progress | None
) -> tuple[list[tuple[memo.Extraction, bool]], list[Refusal]]:
    extractions: list[tuple[memo.Extraction, bool]] = []
    refusals = []
    files = find_files(folder)
    for number, path in enumerate(files, 1):
        name = path.relative_to(folder).as_posix()
        try:
            extraction = extract_document(path, folder, vocabulary, remembered)
            extractions.append((extraction, path.with_name(f"{path.name}.toml").is_file()))
        except DocumentError as error:
            refusals.append(Refusal(hashlib.sha256(name.encode()).hexdigest()[:16], name, str(error)))
        if progress:
            progress(number, len(files), name)
    remembered.forget_others()
    return extractions, refusals


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)


def _is_sidecar_name(path: Path) -> bool:
    return Path(path.stem).suffix.lower() in READERS


def _statements_of_current(data: Path) -> dict[str, str]:
    """Return the sentences of the snapshot before; none where it cannot be read, since it is about to be replaced."""
    with suppress(SnapshotError):
        path = current(data)
        if path is not None:
            with open_snapshot(path) as con:
                return dict(con.execute("SELECT id, sentence FROM statements").fetchall())
    return {}
