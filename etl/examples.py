"""The vocabulary's own examples, run through the real rules: a word that no longer does its work is found here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from etl.build import sentences_of
from etl.extract import extract_statements
from etl.extract.lexicon import lexicon_of
from etl.extract.periods import find_periods
from etl.extract.quantities import find_quantities
from etl.model import Document, Statement
from etl.tabular.headers import role_of
from etl.tabular.stages import stage_of
from etl.vocabulary import Vocabulary

DAY = date(2024, 5, 15)
KINDS = {"target_strong": "target", "target": "target", "actual_strong": "actual", "actual": "actual"}


def check_examples(vocabulary: Vocabulary) -> Iterator[str]:
    """Yield a sentence for every example that is not read as its entry says."""
    yield from _metrics(vocabulary)
    yield from _units(vocabulary)
    yield from _cues(vocabulary)
    yield from _periods(vocabulary)
    yield from _tables(vocabulary)


def read_example(sentence: str, vocabulary: Vocabulary) -> list[Statement]:
    """Return the statements of one sentence, as if published in May 2024."""
    text = sentence if sentence[-1] in "。！？；" else f"{sentence}。"
    document = Document("", "", "", "", "", "某区", DAY, True, "", text)
    return extract_statements(document, sentences_of(document), vocabulary)


def _metrics(vocabulary: Vocabulary) -> Iterator[str]:
    for entry in vocabulary.metrics:
        wanted = {entry.id, entry.name, entry.growth} - {""}
        for example in entry.examples:
            read = {name for s in read_example(example, vocabulary) for name in (s.metric.id, s.metric.name)}
            if not (read & wanted or (entry.takes_head and any(name.endswith(entry.name) for name in read))):
                yield f"metrics.toml, {entry.name}: not read from its example {example}"
        for example in entry.counter_examples:
            if any(s.metric.id == entry.id for s in read_example(example, vocabulary)):
                yield f"metrics.toml, {entry.name}: read from its counter-example {example}"


def _units(vocabulary: Vocabulary) -> Iterator[str]:
    grammar = lexicon_of(vocabulary).grammar
    for entry in vocabulary.units:
        for example in entry.examples:
            if entry.name not in {quantity.unit for quantity in find_quantities(example, grammar)}:
                yield f"units.toml, {entry.name}: no quantity of it in its example {example}"


def _cues(vocabulary: Vocabulary) -> Iterator[str]:
    for name, kind in KINDS.items():
        entry = vocabulary.cues.get(name)
        if entry is None:
            yield f"cues.toml: the list {name} is missing"
            continue
        for example in entry.examples:
            if kind not in {s.kind for s in read_example(example, vocabulary)}:
                yield f"cues.toml, {name}: its example is not read as a {kind}: {example}"
        for example in entry.counter_examples:
            if kind in {s.kind for s in read_example(example, vocabulary)}:
                yield f"cues.toml, {name}: its counter-example is read as a {kind}: {example}"


def _periods(vocabulary: Vocabulary) -> Iterator[str]:
    for entry in vocabulary.periods.values():
        for example in entry.examples:
            if not find_periods(example, DAY, lexicon_of(vocabulary).calendar):
                yield f"periods.toml, {entry.name}: no period in its example {example}"


def _tables(vocabulary: Vocabulary) -> Iterator[str]:
    for group, read in ((vocabulary.columns, role_of), (vocabulary.stages, stage_of)):
        for entry in group.values():
            for example in entry.examples:
                if read(example, vocabulary) != entry.name:
                    yield f"tables.toml, {entry.name}: not read from its example {example}"
            for example in entry.counter_examples:
                if read(example, vocabulary) == entry.name:
                    yield f"tables.toml, {entry.name}: read from its counter-example {example}"
