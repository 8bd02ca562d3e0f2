"""The whole pipeline on one screen: read, load, apply people's decisions, resolve, publish.

A build is a function of the documents, the vocabulary and the decisions. What cannot be read is listed and the
rest goes on; what dies on the way leaves the board as it was. Documents are read by an engine and kept in parts
(`etl/engine`); a database of its own puts them together (`etl/stage`), so that memory does not grow with them, and is
kept for the next build, so that what did not change is not done again. The snapshot is the same either way.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import duckdb

from etl import engine, memo, stage
from etl.audit import Finding
from etl.files import in_turn
from etl.gains import Change, changed
from etl.model import Decision, Document, Refusal, XushiError
from etl.projects import ProjectReport
from etl.reading import read_file, read_statements, sentences_of
from etl.resolve import Resolution
from etl.reviews import read_decisions, with_states
from etl.stage import Counts, Stage
from etl.tables import small_rows
from etl.vocabulary import Vocabulary, load_rules, load_vocabulary, vocabulary_folder
from warehouse.snapshot import BaseError, Changes, Snapshot, code_fingerprint, find, publish

__all__ = [
    "Assembly",
    "BuildReport",
    "Options",
    "Progress",
    "assemble",
    "build",
    "read_file",
    "read_statements",
    "sentences_of",
]

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How a build is done; none of it changes the board.

    `engine` reads: 'local', or 'dask://HOST:PORT'; `workers` processes where that is this machine (None: as many as
    pay). `documents` and `parts` are folders or addresses that every worker sees; None is documents/ and cache/.
    """

    engine: str = engine.LOCAL
    workers: int | None = None
    documents: str | None = None
    parts: str | None = None


@dataclass(frozen=True)
class Assembly:
    """Everything a snapshot is made of. It lies in a database of its own; what is asked for is made into objects.

    Of the tables named, some may hold no more than what changed since the snapshot before; that is then the `base`.
    """

    stage: Stage
    refusals: tuple[Refusal, ...]
    applied: tuple[Decision, ...]
    stale: tuple[Decision, ...]
    fingerprint: str
    names: tuple[str, ...]
    before: Path | None
    base: Path | None

    @property
    def tables(self) -> dict[str, Path | Changes]:
        """Table name -> the database that holds a table of that name, or what changed of it since the `base`."""
        out = self.stage.hand_over()
        whole: dict[str, Path | Changes] = dict.fromkeys(self.names, out)
        return whole if self.base is None else whole | {name: Changes(out, key) for name, key in stage.CHANGING.items()}

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Every document with its text, by path."""
        return tuple(stage.documents_of(self.stage))

    @cached_property
    def resolution(self) -> Resolution:
        """All statements and what follows from them."""
        return stage.resolution_of(self.stage, (*self.applied, *self.stale))

    @property
    def notes(self) -> list[list[str]]:
        """What could not be read of each document of which a part was not, by path."""
        return stage.notes_of(self.stage)

    @property
    def counts(self) -> Counts:
        """How much there is of each."""
        return stage.count_all(self.stage)

    @property
    def reports(self) -> tuple[ProjectReport, ...]:
        """Every report of a project."""
        return tuple(stage.reports_of(self.stage))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks found."""
        return tuple(stage.findings_of(self.stage))

    @property
    def copies(self) -> dict[str, str]:
        """Document id -> a sentence on each document that is counted elsewhere."""
        return stage.copies_of(self.stage)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: the snapshot, and the statements gained and lost against the one before.

    `given_up` says why what the last build kept was of no use to this one, where it was not.
    """

    snapshot: Snapshot
    assembly: Assembly
    gained: Change
    lost: Change
    given_up: str = ""

    @property
    def needs_a_person(self) -> bool:
        """Whether a document was refused or a decision went stale."""
        return bool(self.assembly.refusals or self.assembly.stale)


def build(data: Path, progress: Progress | None = None, options: Options | None = None) -> BuildReport:
    """Read everything under `data` and publish a snapshot. Raises XushiError or SnapshotError, one sentence.

    Builds of one folder wait for each other, so that none publishes what it read before another's change.
    """
    with in_turn(data / "snapshots" / ".turn"), _plain_errors(data):
        try:
            return _build(data, progress, options)
        except (duckdb.Error, stage.DamagedError, BaseError) as error:
            if not stage.forget(_cache(data)):
                raise
            given_up = str(error).splitlines()[0]
        return replace(_build(data, progress, options), given_up=given_up)


def _build(data: Path, progress: Progress | None, options: Options | None) -> BuildReport:
    assembly = assemble(data, progress, options)
    gained, lost = changed(assembly.stage, assembly.before, only_changes=assembly.base is not None)
    snapshot = publish(data, assembly.tables, assembly.fingerprint, assembly.base)
    stage.note_base(assembly.stage, snapshot.path, whole=assembly.base is None)
    assembly.stage.keep()
    return BuildReport(snapshot, assembly, gained, lost)


def assemble(data: Path, progress: Progress | None = None, options: Options | None = None) -> Assembly:
    """Do all of a build but the publishing."""
    vocabulary, rules = load_vocabulary(data), load_rules(data)
    decisions = read_decisions(data / "reviews.csv")
    cache = _cache(data)
    words = memo.fingerprint(vocabulary_folder(data))
    base = Stage(cache, hashlib.sha256(f"{stage.code_fingerprint()} {code_fingerprint()}".encode()).hexdigest())
    failures = _read(base, data, cache, (words, vocabulary), options or Options(), progress)
    refusals = stage.load(base, failures)
    applied, stale = stage.decide(base, decisions, vocabulary)
    late = stage.resolve_teams(base, stage.People(applied, stale), refusals)
    stale = [*stale, *late]
    before = find(data).path
    small = small_rows(with_states(decisions, stale), stage.named_organisations(base), vocabulary, rules)
    return Assembly(
        stage=base,
        refusals=tuple(refusals),
        applied=tuple(decision for decision in applied if decision not in late),
        stale=tuple(stale),
        fingerprint=hashlib.sha256(f"{words} {rules.model_dump_json()}".encode()).hexdigest(),
        names=(*small, *stage.GROWING),
        before=before,
        base=stage.make_tables(base, before, small),
    )


@contextmanager
def _plain_errors(data: Path) -> Iterator[None]:
    """Turn what the disk and the database say into one sentence: a disk that is full, a folder that is closed."""
    try:
        yield
    except OSError as error:
        raise XushiError(f"{error.filename or data} cannot be read or written: {error.strerror or error}") from error
    except duckdb.Error as error:
        raise XushiError(f"the board of {data} could not be built: {str(error).splitlines()[0]}") from error


def _read(
    base: Stage,
    data: Path,
    cache: Path,
    words: tuple[str, Vocabulary],
    options: Options,
    progress: Progress | None,
) -> list[engine.Failure]:
    """Have the documents read that no part holds; return those that could not be read this time."""
    reader = engine.engine_of(options.engine, options.workers)
    where = engine.place(options.documents or data / "documents")
    parts = engine.Parts(engine.place(options.parts or cache), words[0][:16])
    stage.begin(base, words[0])
    total = stage.list_documents(base, where)
    failures = stage.take_keys(base, where, cache)
    _open(base, parts)
    unread = stage.count_unread(base)
    done = total - unread
    if progress and done:
        progress(done, total, "")

    def starting(item: engine.Item) -> None:
        nonlocal done
        done += 1
        if progress:
            progress(min(done, total), total, item.name)

    if unread:
        batches = engine.batches(stage.unread(base), reader.batch(unread))
        addresses = (where.address, parts.place.address)
        jobs = (engine.Job(*addresses, words[0], memo.code_fingerprint(), words[1], batch) for batch in batches)
        try:
            for outcome in reader.run(jobs, unread, starting):
                failures += outcome
        except OSError as error:
            where_to = error.filename or parts.place.address
            raise XushiError(f"{where_to} cannot be written: {error.strerror or error}") from error
        _open(base, parts)
    if parts.gather():
        _open(base, parts)
    parts.forget_others()
    return failures


def _open(base: Stage, parts: engine.Parts) -> None:
    try:
        stage.open_parts(base, parts)
    except OSError as error:
        raise XushiError(f"{parts.place.address} cannot be read: {error.strerror or error}") from error


def _cache(data: Path) -> Path:
    """Return where parts are kept: data/cache, or a folder for this build alone where that cannot be written."""
    cache = data / "cache"
    with suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=cache):
            return cache.absolute()
    return Path(tempfile.mkdtemp(prefix="xushi-cache-"))
