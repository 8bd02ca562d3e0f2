"""The patterns by which quantities are found, compiled once from the vocabulary's units and lists of words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from etl.extract.numerals import MARKS, RUN, SHARE, SIGN, D
from etl.model import Comparator
from etl.vocabulary import Vocabulary, load_vocabulary

DASH = "(?:[-—–−－~～〜]{1,2}|至|到)"
BOUNDS: tuple[tuple[str, Comparator], ...] = (("ge", ">="), ("gt", ">"), ("le", "<="), ("lt", "<"), ("about", "~"))


@dataclass(frozen=True, slots=True)
class Unit:
    """A word printed after a number: its base unit, the kind of thing it counts and its worth in the base."""

    base: str
    kind: str
    worth: Decimal


@dataclass(frozen=True, slots=True)
class Grammar:
    """What `find_quantities` reads by.

    `starts` finds any character a number can begin with; `scan` matches one phrase or one thing to step over; `before`
    and `bare` match bound words that end where a number begins, with an empty group where the word only looks like one.
    """

    starts: re.Pattern[str]
    scan: re.Pattern[str]
    before: re.Pattern[str]
    bare: re.Pattern[str]
    before_ends: frozenset[str]
    units: dict[str, Unit]


def compile_grammar(vocabulary: Vocabulary) -> Grammar:
    """Compile the grammar of `vocabulary`."""
    units = {
        word: Unit(entry.name, entry.kind, _exact(worth))
        for entry in vocabulary.units
        for word, worth in entry.words.items()
    }
    words = {name: entry.words for name, entry in vocabulary.numbers.items()}
    before = {group: words.get(f"before {sign}", ()) for group, sign in BOUNDS}
    bare = {group: words.get(f"before bare {sign}", ()) for group, sign in BOUNDS}
    between = words.get("between", ())
    nothing = words.get("before nothing", ())
    ends = {word[-1] for group in (*before.values(), *bare.values(), between) for word in group}
    return Grammar(
        starts=re.compile(f"[{MARKS}]"),
        scan=_scan(units, words),
        before=_before(before, between, nothing),
        bare=_before({group: (*before[group], *bare[group]) for group in before}, (), nothing),
        before_ends=frozenset(ends | {" "}),
        units=units,
    )


def _exact(worth: float) -> Decimal:
    return Decimal(int(worth)) if worth == int(worth) else Decimal(str(worth))


@lru_cache(maxsize=1)
def shipped_grammar() -> Grammar:
    """Return the grammar of the vocabulary that ships."""
    return compile_grammar(load_vocabulary())


def _scan(units: Iterable[str], words: dict[str, tuple[str, ...]]) -> re.Pattern[str]:
    unit = f"(?:[ ]?(?!{_any(words['unit lookalikes'])}){_units(units)})"
    after = "|".join(f"(?P<{group}>{_bounds(words.get(f'after {sign}', ()))})" for group, sign in BOUNDS)
    step_over = "|".join(
        (
            rf"[“‘「『](?![^”’」』]{{0,12}}{D}(?:[万亿元%％]))[^“”‘’「」『』,，。;；、]{{0,12}}[”’」』]",
            r"《[^《》]{0,60}》",
            _any(words["number lookalikes"]),
            rf"{D}{{1,2}}[:：]{D}{{2}}(?:[:：]{D}{{2}})?",
            rf"{D}{{4}}[-./]{D}{{1,2}}[-./]{D}{{1,2}}(?!{D})",
            rf"{D}++(?:[+＋·•/]{D}++)+",
            rf"(?:{D}{{4}}|[〇零一二三四五六七八九]{{4}})(?:[-—–~～至到]{{1,2}}(?:{D}{{4}}|{D}{{2}}))?(?:学|财)?年",
            rf"{D}{{2}}年(?={D}{{1,2}}月|代)",
            rf"(?:第|(?<![目日当此以之提年])前)[ ]?{RUN}(?:{DASH}{RUN})?",
            r"[A-Za-z][A-Za-z0-9.+-]*+",
        )
    )
    pattern = rf"""(?:{step_over})
    |(?P<sign>{SIGN})?+(?P<share>{SHARE})?+(?P<n1>{RUN})(?P<f1>多|余(?!额)|来(?=[个家人户天元]))?+(?P<u1>{unit})?+
     (?:{DASH}(?P<share2>{SHARE})?+(?P<n2>{RUN})(?P<f2>多|余(?!额))?+(?P<u2>{unit})?+)?
     (?:(?<=[元块])(?P<jiao>[0-9一二三四五六七八九])[角毛])?(?:(?<=[元角毛])(?P<fen>[0-9一二三四五六七八九])分)?
     (?P<half>半(?![\u4e00-\u9fff]))?
     (?:人民币)?(?:[(（]含[)）])?(?:{after})?"""
    return re.compile(_squeeze(pattern))


def _before(bounds: dict[str, tuple[str, ...]], between: tuple[str, ...], nothing: tuple[str, ...]) -> re.Pattern[str]:
    groups = "|".join(f"(?P<{group}>{_any(words)})" for group, words in bounds.items())
    link = f"(?:{_any(between)})?" if between else ""
    return re.compile(f"(?:{_any(nothing)}|(?:{groups}){link})[ ]?\\Z")


def _units(units: Iterable[str]) -> str:
    """Return the alternatives of unit words, longest first; a Latin one ends where its letters end."""
    return _any(f"{word}\0" if word.isascii() and word.isalpha() else word for word in units).replace("\0", "(?![A-Za-z])")


def _any(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(re.escape(word) for word in ordered)})" if ordered else "(?!)"


def _bounds(words: Iterable[str]) -> str:
    """Return the alternatives of bound words; one of a single character (多, 余) must not open another word."""
    return _any(f"{word}\0" if len(word) == 1 else word for word in words).replace("\0", "(?![一-龥])")


def _squeeze(pattern: str) -> str:
    return re.sub(r"\n\s*", "", pattern)
