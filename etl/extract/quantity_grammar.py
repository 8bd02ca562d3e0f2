"""The patterns by which quantities are found, compiled once from the vocabulary's units and lists of words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from etl.extract.alternatives import Words, any_of, words_of
from etl.extract.numerals import HANZI, MARKS, RUN, SHARE, SIGN, D
from etl.model import Comparator
from etl.patterns import pattern_of
from etl.vocabulary import Vocabulary, load_vocabulary

DASH = "(?:[-—–−－~～〜]{1,2}|至|到)"
BOUNDS: Mapping[str, Comparator] = {"ge": ">=", "gt": ">", "le": "<=", "lt": "<", "about": "~"}
LISTS = (
    *(f"before {sign}" for sign in BOUNDS.values()),
    *(
        "before nothing",
        "between",
        "both bounds",
        "than >",
        "than <",
        "per",
        "rank moves",
        "numbered",
        "unit lookalikes",
        "number lookalikes",
    ),
)
"""The lists of units.toml that the grammar cannot do without."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A word printed after a number: its base unit, the kind of thing it counts and its worth in the base."""

    base: str
    kind: str
    worth: Decimal


@dataclass(frozen=True, slots=True)
class Grammar:
    """What `find_quantities` reads by.

    `scan` matches a number's phrase (group `n1`) or something to step over; `bare_scan` also numbers without a unit.
    `before` and `before_magnitude` match bound words up to where a number begins, the latter before a 千万 on its own;
    a word that only looks like a bound (签约) matches without a group. `before_ends` are the last characters of all.
    `unitless` matches up to where a number begins that needs no unit: 系数提高到0.6.
    """

    scan: re.Pattern[str]
    bare_scan: re.Pattern[str]
    before: re.Pattern[str]
    before_magnitude: re.Pattern[str]
    before_ends: frozenset[str]
    unitless: re.Pattern[str]
    units: Mapping[str, Unit]
    both: frozenset[str]

    def unit(self, word: str) -> Unit:
        """Return the unit of a word as printed; 万元/亩 is 元/亩, of its own kind."""
        known = self.units.get(word)
        if known is not None:
            return known
        head, _, per = word.partition("/")
        return Unit(f"{self.units[head].base}/{per}", "rate", self.units[head].worth)


def compile_grammar(vocabulary: Vocabulary) -> Grammar:
    """Compile the grammar of `vocabulary`."""
    units = {
        word: Unit(entry.name, entry.kind, _exact(worth))
        for entry in vocabulary.units
        for word, worth in entry.words.items()
    }
    words = words_of(vocabulary.numbers, LISTS, "units.toml")
    before = {group: words[f"before {sign}"] for group, sign in BOUNDS.items()}
    magnitude = {group: words.get(f"before bare {sign}", ()) for group, sign in BOUNDS.items()}
    ends = {word[-1] for listed in (*before.values(), *magnitude.values(), words["between"]) for word in listed}
    phrase = _phrase(units, words)
    return Grammar(
        scan=pattern_of(_scan(f"{_step_over(words)}|{_ranks(words)}|{_unitless(units)}", phrase, words)),
        bare_scan=pattern_of(_scan(_step_over(words), phrase, words)),
        before=_before(before, words["between"], words["before nothing"]),
        before_magnitude=_before(
            {group: (*before[group], *magnitude[group]) for group in BOUNDS}, (), words["before nothing"]
        ),
        before_ends=frozenset(ends),
        unitless=re.compile(rf"(?:{any_of(words.get('unitless', ()))})[^。；]{{0,40}}\Z"),
        units=units,
        both=frozenset(words["both bounds"]),
    )


@lru_cache(maxsize=1)
def shipped_grammar() -> Grammar:
    """Return the grammar of the vocabulary that ships."""
    return compile_grammar(load_vocabulary())


def _exact(worth: float) -> Decimal:
    return Decimal(int(worth)) if worth == int(worth) else Decimal(str(worth))


def _scan(stepped_over: str, phrase: str, words: Words) -> str:
    first = "".join(sorted({re.escape(word[0]) for word in words["number lookalikes"]}))
    return rf"(?=[{MARKS}A-Za-z{first}“‘「『《第前后比负数几半.．\-−－])(?:{stepped_over}|{phrase})"


def _step_over(words: Words) -> str:
    """Return the pattern of what holds number characters and no quantity: names in quotes, times, codes, years."""
    return "|".join(
        (
            rf"[“‘「『](?![^”’」』]{{0,12}}?{D}[万亿元%％])[^“”‘’「」『』,，。;；、]{{0,12}}[”’」』]",
            r"《[^《》]{0,60}》",
            r"[A-Za-z][A-Za-z0-9.+-]*+",
            rf"{D}{{1,2}}[:：]{D}{{2}}(?:[:：]{D}{{2}})?",
            rf"{D}{{4}}[-./]{D}{{1,2}}[-./]{D}{{1,2}}(?!{D})",
            rf"{D}++(?:[+＋·•/]{D}++)+",
            rf"(?:{D}{{4}}|[{HANZI}]{{4}})(?:{DASH}(?:{D}{{4}}|{D}{{2}}))?(?:学|财)?年",
            rf"{D}{{2}}年(?={D}{{1,2}}月|代)",
            rf"[{HANZI}十]{{1,3}}次(?=全会|全体会议|党代会|代表大会)",
            any_of(words["number lookalikes"]),
        )
    )


def _ranks(words: Words) -> str:
    """Return the pattern of ordinals and ranks: 第3位, 第五至八批, 前50名, 前移5位, 专栏12."""
    numbered = "|".join(f"(?<={word})" for word in words["numbered"])
    moved = "|".join(f"(?<={word})" for word in words["rank moves"])
    last = rf"(?<![今以之最此然随])后{RUN}[名位]"
    label = rf"(?:{numbered}){D}{{1,3}}(?!{D}|[.．万亿%％])"
    return rf"{last}|(?:第|(?<![目日当此以之提年])前)[ ]?{RUN}(?:{DASH}{RUN})?|(?:{moved}){D}{{1,3}}位|{label}"


def _unitless(units: Collection[str]) -> str:
    """Return the pattern of numbers that nothing follows to make them a quantity, so that they cost nothing more."""
    follows = "".join(sorted({re.escape(word[0]) for word in units}))
    rest = rf"[ 万亿千百点多余来分以及或与和至到{follows}\-—–−－~～〜]"
    plain = rf"(?<![0-9０-９.．]){D}{{1,3}}[.．]{D}++(?![.．]|{rest})"  # may be a coefficient: 系数0.6
    arabic = rf"(?!{plain})(?:{D}++(?:[.．]{D}++)?+(?!{rest}|[,，]{D}{{3}})[,，、;；]?)++"
    return rf"{arabic}|[{HANZI}十]++(?![几多]|{rest})"


def _phrase(units: Collection[str], words: Words) -> str:
    """Return the pattern of a number with unit, second number and bound: 200至400家, 500亿元以上, 三斤半, 5元6角."""
    unit = rf"(?!{_lookalikes(words['unit lookalikes'], units)})(?:{_units(units)})(?:/(?:{any_of(words['per'])}))?+"
    after = "|".join(f"(?P<{group}>{_bounds(words.get(f'after {sign}', ()))})" for group, sign in BOUNDS.items())
    return (
        rf"(?P<than>比)?+(?P<sign>{SIGN})?+(?P<share>{SHARE})?+(?P<n1>{RUN})(?P<f1>多|余(?!额)|来(?=[个家人户天元]))?+"
        rf"(?:[ ]?(?P<u1>{unit}))?+"
        rf"(?:(?:{DASH}|(?P<and>[与和]))第?(?P<sign2>{SIGN})?+(?P<share2>{SHARE})?+(?P<n2>{RUN})(?P<f2>多|余(?!额))?+"
        rf"(?:[ ]?(?P<u2>{unit}))?+(?P<inside>(?<=间)|之?间)?+)?"
        rf"(?:(?<=[元块])(?P<jiao>[0-9{HANZI}])(?:[角毛]|(?<=块.)(?![一-龥0-9])))?(?:(?<=[元角毛])(?P<fen>[0-9{HANZI}])分)?"
        rf"(?P<half>半(?![一-龥]))?(?:人民币)?(?:[(（]含[)）])?"
        rf"(?(than)(?:(?P<more>{any_of(words['than >'])})|(?P<less>{any_of(words['than <'])}))|(?:{after})?)"
    )


def _before(bounds: Mapping[str, Iterable[str]], between: Collection[str], nothing: Iterable[str]) -> re.Pattern[str]:
    groups = "|".join(f"(?P<{group}>{any_of(words)})" for group, words in bounds.items())
    link = f"(?:{any_of(between)})?" if between else ""
    return pattern_of(rf"(?:{any_of(nothing)}|(?:{groups}){link})\Z")


def _units(units: Iterable[str]) -> str:
    """Return the alternatives of unit words; a Latin one ends where its letters end."""
    latin = [word for word in units if word.isascii() and word.isalpha()]
    return f"{any_of(word for word in units if word not in latin)}|(?:{any_of(latin)})(?![A-Za-z])"


def _lookalikes(words: Iterable[str], units: Collection[str]) -> str:
    """Return the alternatives of words that only begin like a unit; 人民 must leave 人民币 alone."""
    spared = {word: [unit[len(word) :] for unit in units if unit.startswith(word)] for word in words}
    return "|".join(
        f"{re.escape(word)}(?!{any_of(rest)})" if rest else re.escape(word) for word, rest in spared.items()
    )


def _bounds(words: Collection[str]) -> str:
    """Return the alternatives of bound words; one of a single character (多, 余) must not open another word."""
    short = [f"{word}(?![一-龥])" for word in words if len(word) == 1]
    return "|".join((any_of(word for word in words if len(word) > 1), *short))
