"""Load and check the words that the rules read by: `data/vocabulary/*.toml` and `data/rules.toml`.

Words are data. Each entry carries its own examples, which `check_examples` in the test suite and `python -m etl check`
run through the real rules. A data folder without `vocabulary/` or `rules.toml` uses the ones that ship.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from etl.model import Better, VocabularyError

SHIPPED = Path(__file__).resolve().parent.parent / "data"


class Entry(BaseModel):
    """A block of a vocabulary file: strict about its keys, so that a typing error is found."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class UnitEntry(Entry):
    """A base unit, the words it is printed with and what each is worth: 元 = 1, 角 = 0.1."""

    name: str
    kind: str
    words: dict[str, float]
    examples: tuple[str, ...] = ()


class MetricEntry(Entry):
    """An indicator. `aliases` are phrases that name it, `patterns` regular expressions found in the words before it.

    With `takes_head` a group of projects stands before it: 省市重点项目 … 完成投资 is 省市重点项目完成投资, a metric of
    its own. With `growth`, "X增长Y%" is the metric of that name; `growth_bases` are further words for X: 经济 of
    经济增长.
    """

    id: str
    name: str
    unit: str
    theme: str
    better: Better = "higher"
    accumulates: bool = True
    takes_head: bool = False
    aliases: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    growth: str = ""
    growth_bases: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


class OrganisationEntry(Entry):
    """A body whose numbers appear under its name; `parent` is the body it belongs to."""

    name: str
    parent: str | None = None
    aliases: tuple[str, ...] = ()


class WordList(Entry):
    """A named list of words with sentences in which it decides."""

    name: str
    words: tuple[str, ...]
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


class ThemeEntry(Entry):
    """The theme of a metric that no entry names: its phrase holds one of these words."""

    name: str
    words: tuple[str, ...]


class RankingEntry(Entry):
    """The weights of a unit's score, and what one goal counts for at most."""

    fulfilment: float = Field(default=60, ge=0)
    on_track: float = Field(default=30, ge=0)
    reported: float = Field(default=10, ge=0)
    cap: float = Field(default=1.2, ge=1)

    @model_validator(mode="after")
    def _weighs_something(self) -> RankingEntry:
        if not self.fulfilment + self.on_track + self.reported:
            raise ValueError("at least one weight must be above 0")
        return self


class OwnerEntry(Entry):
    """Who answers for the goals of a metric, a theme, an organisation, or all three."""

    owner: str = Field(min_length=1)
    leader: str = ""
    organisation: str | None = None
    theme: str | None = None
    metric: str | None = None


class Rules(BaseModel):
    """Thresholds of the board: `data/rules.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    status: dict[str, float]
    report: dict[str, float]
    forecast: dict[str, float]
    project: dict[str, float] = Field(default_factory=lambda: {"late_days": 30.0})
    ranking: RankingEntry = RankingEntry()
    owner: tuple[OwnerEntry, ...] = ()
    pace: dict[str, dict[str, list[float]]] = Field(default_factory=dict)


class Vocabulary(BaseModel):
    """Everything the rules read by."""

    model_config = ConfigDict(frozen=True)

    units: tuple[UnitEntry, ...]
    metrics: tuple[MetricEntry, ...]
    themes: tuple[ThemeEntry, ...]
    organisations: tuple[OrganisationEntry, ...]
    numbers: dict[str, WordList]
    measures: dict[str, WordList] = Field(default_factory=dict)
    cues: dict[str, WordList]
    periods: dict[str, WordList]
    bodies: dict[str, WordList] = Field(default_factory=dict)
    columns: dict[str, WordList] = Field(default_factory=dict)
    stages: dict[str, WordList] = Field(default_factory=dict)
    cells: dict[str, WordList] = Field(default_factory=dict)

    def __reduce__(self) -> tuple[Callable[[str], Vocabulary], tuple[str]]:
        """Travel to another process as text, and be made there once: every job of an archive brings it along."""
        return _of_text, (self.model_dump_json(),)

    def words(self, name: str) -> tuple[str, ...]:
        """Return the words of one list of cues, periods, organisations, units or metrics.toml."""
        kinds = (self.cues, self.periods, self.bodies, self.numbers, self.measures)
        found = next((kind[name] for kind in kinds if name in kind), None)
        if found is None:
            raise VocabularyError(f"the vocabulary has no list of words named {name!r}")
        return found.words


@lru_cache(maxsize=2)
def _of_text(text: str) -> Vocabulary:
    return Vocabulary.model_validate_json(text)


E = TypeVar("E", bound=Entry)
FILES = ("units", "metrics", "organisations", "cues", "periods", "tables")
FILLED_UP = ("numbers", "measures", "cues", "periods", "bodies", "columns", "stages", "cells")
"""The lists of words of which a folder may lack some, which are then the ones that ship."""


class File(NamedTuple):
    """A vocabulary file as it was read: its name, for what is wrong with it, and its blocks."""

    name: str
    blocks: dict[str, Any]


def load_vocabulary(data: Path | None = None) -> Vocabulary:
    """Load `<data>/vocabulary`, or the one that ships. Raises VocabularyError naming file, entry and field."""
    folder = _folder(data, "vocabulary")
    stamp = tuple(sorted((path.name, path.stat().st_mtime_ns) for path in folder.glob("*.toml")))
    return _load_vocabulary(folder, stamp)


@lru_cache(maxsize=8)
def _load_vocabulary(folder: Path, stamp: tuple[tuple[str, int], ...]) -> Vocabulary:
    units, metrics, organisations, cues, periods, tables = (_read(folder, f"{name}.toml") for name in FILES)
    own = Vocabulary(
        units=_entries(units, "unit", UnitEntry),
        metrics=_entries(metrics, "metric", MetricEntry),
        themes=_entries(metrics, "theme", ThemeEntry),
        numbers=_lists(units, "words"),
        measures=_lists(metrics, "words"),
        organisations=_entries(organisations, "organisation", OrganisationEntry),
        cues=_lists(cues, "cue"),
        periods=_lists(periods, "period"),
        bodies=_lists(organisations, "words"),
        columns=_lists(tables, "column"),
        stages=_lists(tables, "stage"),
        cells=_lists(tables, "cells"),
    )
    if folder == SHIPPED / "vocabulary":
        return own
    shipped = load_vocabulary()
    return own.model_copy(update={kind: getattr(shipped, kind) | getattr(own, kind) for kind in FILLED_UP})


def _read(folder: Path, name: str) -> File:
    """Read a file once for all kinds of blocks in it; a vocabulary from before there were tables uses those that ship.

    Raises VocabularyError.
    """
    own = folder / name
    return File(name, _parse(own) if own.exists() or name != "tables.toml" else {})


def load_rules(data: Path | None = None) -> Rules:
    """Load `<data>/rules.toml`, or the one that ships."""
    path = rules_file(data)
    try:
        return Rules.model_validate(_parse(path))
    except ValidationError as error:
        raise VocabularyError(f"{path.name}: {_first_fault(error)}") from error


def rules_file(data: Path | None = None) -> Path:
    """Return the file that `load_rules` reads."""
    return _folder(data, "rules.toml")


def vocabulary_folder(data: Path | None = None) -> Path:
    """Return the folder that `load_vocabulary` reads."""
    return _folder(data, "vocabulary")


def _folder(data: Path | None, name: str) -> Path:
    own = None if data is None else Path(data) / name
    return own if own is not None and own.exists() else SHIPPED / name


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise VocabularyError(f"{path.name} is not valid TOML: {error}") from error
    except OSError as error:
        raise VocabularyError(f"{path} cannot be read: {error.strerror}") from error


def _entries(file: File, key: str, kind: type[E]) -> tuple[E, ...]:
    found = []
    for position, block in enumerate(file.blocks.get(key, []), 1):
        try:
            found.append(kind.model_validate(block))
        except ValidationError as error:
            name = block.get("name") or block.get("id") or f"no. {position}"
            raise VocabularyError(f"{file.name}, [[{key}]] {name}: {_first_fault(error)}") from error
    return tuple(found)


def _lists(file: File, key: str) -> dict[str, WordList]:
    """Return the lists of words of a file by name."""
    return {entry.name: entry for entry in _entries(file, key, WordList)}


def _first_fault(error: ValidationError) -> str:
    fault = error.errors()[0]
    where = ".".join(str(part) for part in fault["loc"])
    return f"{where}: {fault['msg']}"
