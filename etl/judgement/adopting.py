"""A phrase that no entry of the vocabulary names, adopted: written into `metrics.toml` of the data folder.

The file changes only as a whole and only to one that is valid and still reads all its own examples; comments stay. A
data folder that used the words that ship gets a copy of its own first, since what ships is not the office's to change.
"""

from __future__ import annotations

import os
import shutil
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import ValidationError

from etl.examples import check_examples, read_example
from etl.extract.fitting import fits
from etl.extract.metrics import COUNTED
from etl.files import alone, sync_folder, why, write_whole
from etl.model import VocabularyError
from etl.vocabulary import MetricEntry, Vocabulary, load_vocabulary, vocabulary_folder

FILE = "metrics.toml"
HEADING = "# ── adopted on the board "
Change = Callable[[str], str]


class UnknownMetricError(VocabularyError):
    """There is no entry with this id."""


def choices(vocabulary: Vocabulary, name: str, unit: str, most: int = 12) -> list[MetricEntry]:
    """Return the entries that a phrase could be another name of, those with most characters in common first."""
    fitting = [entry for entry in vocabulary.metrics if fits(entry, unit)]
    return sorted(fitting, key=lambda entry: -_likeness(name, entry))[:most]


def demand_alias(data: Path, name: str, entry_id: str, example: str) -> Change:
    """Return the change that makes a phrase another name of an entry. Raises VocabularyError where it cannot be."""
    vocabulary = load_vocabulary(data)
    entry = _entry(vocabulary, entry_id)
    names = [each for each in _spellings(name, entry.unit) if each not in _names(vocabulary)]
    if not names:
        raise VocabularyError(f"“{name}” already names a metric")
    grown = entry.model_copy(update={"aliases": (*entry.aliases, *names), "examples": (*entry.examples, example)})
    _demand_read(_with(vocabulary, grown), vocabulary, grown, example)

    def change(text: str) -> str:
        document = tomlkit.parse(text)
        block = next(block for block in _blocks(document) if block["id"] == entry_id)
        _extend(block, "aliases", names)
        _extend(block, "examples", [example])
        return tomlkit.dumps(document)

    return change


def demand_metric(data: Path, entry: MetricEntry, example: str) -> Change:
    """Return the change that adds a metric. Raises VocabularyError where the entry cannot be."""
    vocabulary = load_vocabulary(data)
    if any(other.id == entry.id for other in vocabulary.metrics):
        raise VocabularyError(f"a metric with the id {entry.id} is there already")
    taken = {entry.name, *entry.aliases} & _names(vocabulary)
    if taken:
        raise VocabularyError(f"“{min(taken)}” already names a metric")
    aliases = [each for each in _spellings(entry.name, entry.unit) if each != entry.name]
    known = [each for each in aliases if each not in (*entry.aliases, *_names(vocabulary))]
    whole = entry.model_copy(update={"aliases": (*entry.aliases, *known), "examples": (*entry.examples, example)})
    _demand_read(_with(vocabulary, whole), vocabulary, whole, example)
    block = _block(whole)

    def change(text: str) -> str:
        heading = "" if HEADING in text else f"\n{HEADING}{'─' * 60}\n"
        return f"{text.rstrip()}\n{heading}{block}"

    return change


def demand_forgotten(data: Path, name: str, entry_id: str, whole: bool) -> Change:
    """Return the change that takes an adoption back: the `whole` entry, or the name alone with its examples."""
    entry = _entry(load_vocabulary(data), entry_id)

    def change(text: str) -> str:
        document = tomlkit.parse(text)
        if whole:
            position = next(n for n, block in enumerate(_blocks(document)) if block["id"] == entry_id)
            del document["metric"][position]
            return tomlkit.dumps(document)
        block = next(block for block in _blocks(document) if block["id"] == entry_id)
        spellings = _spellings(name, entry.unit)
        block["aliases"] = [each for each in entry.aliases if each not in spellings]
        left = entry.model_copy(update={"aliases": tuple(block["aliases"])})
        vocabulary = _with(load_vocabulary(data), left)
        block["examples"] = [each for each in entry.examples if _reads(vocabulary, left, each)]
        return tomlkit.dumps(document)

    return change


def rewrite(data: Path, change: Change) -> None:
    """Change `metrics.toml`, one at a time, checked before it takes its place. Raises VocabularyError."""
    with _own_vocabulary(data) as folder:
        path = folder / FILE
        text = change(path.read_text("utf-8"))
        try:
            for block in tomllib.loads(text)["metric"]:
                MetricEntry.model_validate(block)
        except (tomllib.TOMLDecodeError, ValidationError) as error:
            raise VocabularyError(f"{FILE} would not be valid: {str(error).splitlines()[0]}") from error
        write_whole(path, text.encode())


@contextmanager
def _own_vocabulary(data: Path) -> Iterator[Path]:
    """Yield the data folder's own vocabulary, made from the one that ships where there is none, while held alone."""
    own = data / "vocabulary"
    try:
        with alone(data / ".vocabulary.lock"):
            if not own.exists():
                beside = data / f".vocabulary.{os.getpid()}"
                shutil.rmtree(beside, ignore_errors=True)
                shutil.copytree(vocabulary_folder(data), beside)
                beside.replace(own)
                sync_folder(data)
            yield own
    except OSError as error:
        raise VocabularyError(f"{own} cannot be written: {why(error)}") from error


def _demand_read(grown: Vocabulary, vocabulary: Vocabulary, entry: MetricEntry, example: str) -> None:
    """Raise unless the example is read as the metric now, and no example of before is read worse."""
    if not _reads(grown, entry, example):
        raise VocabularyError(f"“{entry.name}” is not read from its example: {example}")
    before = set(check_examples(vocabulary))
    worse = [fault for fault in check_examples(grown) if fault not in before]
    if worse:
        raise VocabularyError(worse[0])


def _reads(vocabulary: Vocabulary, entry: MetricEntry, example: str) -> bool:
    return any(statement.metric.id == entry.id for statement in read_example(example, vocabulary))


def _with(vocabulary: Vocabulary, entry: MetricEntry) -> Vocabulary:
    """Return the vocabulary with an entry in place of the one with its id, or at its end."""
    others = [entry if other.id == entry.id else other for other in vocabulary.metrics]
    metrics = others if entry in others else [*others, entry]
    return vocabulary.model_copy(update={"metrics": tuple(metrics)})


def _entry(vocabulary: Vocabulary, entry_id: str) -> MetricEntry:
    found = next((entry for entry in vocabulary.metrics if entry.id == entry_id), None)
    if found is None:
        raise UnknownMetricError(f"there is no metric with the id {entry_id}")
    return found


def _names(vocabulary: Vocabulary) -> set[str]:
    return {name for entry in vocabulary.metrics for name in (entry.name, *entry.aliases)}


def _spellings(name: str, unit: str) -> list[str]:
    """Return a name as the board has it and as documents have it: 邀请企业数 is counted where 邀请企业 is said."""
    bare = name.removesuffix("数")
    return [name, bare] if unit in COUNTED and bare != name and len(bare) > 1 else [name]


def _likeness(name: str, entry: MetricEntry) -> float:
    signs = set(name)
    return max(2 * len(signs & set(other)) / (len(signs) + len(set(other))) for other in (entry.name, *entry.aliases))


def _blocks(document: Any) -> Sequence[Any]:
    blocks: Sequence[Any] = document["metric"]
    return blocks


def _extend(block: Any, key: str, values: Sequence[str]) -> None:
    if key not in block:
        block[key] = tomlkit.array()
    for value in values:
        block[key].append(value)


def _block(entry: MetricEntry) -> str:
    """Write an entry as a block of the file, what is as usual left out."""
    table = tomlkit.table()
    usual = {"better": "higher", "accumulates": True}
    for name in ("id", "name", "unit", "theme", "better", "accumulates", "aliases", "examples"):
        value = getattr(entry, name)
        if value != usual.get(name) and value != ():
            table[name] = list(value) if isinstance(value, tuple) else value
    return f"[[metric]]\n{tomlkit.dumps(table)}"
