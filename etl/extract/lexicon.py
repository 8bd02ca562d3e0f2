"""The vocabulary, compiled once into the sets and tables that the rules look things up in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from etl.extract.alternatives import any_of
from etl.extract.moment_grammar import Calendar, compile_calendar, shipped_calendar
from etl.extract.quantity_grammar import Grammar, compile_grammar, shipped_grammar
from etl.patterns import pattern_of
from etl.vocabulary import MetricEntry, Vocabulary, load_vocabulary

SUFFIXES = ("自治区", "自治州", "省", "市", "区", "县", "州")


@dataclass(frozen=True)
class Affixes:
    """Words to take off one end of a phrase, longest first."""

    words: frozenset[str]
    lengths: tuple[int, ...]
    whole: tuple[str, ...] = ()

    @classmethod
    def of(cls, words: tuple[str, ...], whole: tuple[str, ...] = ()) -> Affixes:
        """`whole` are words that begin or end like one of these but must stay in one piece: 签约."""
        return cls(frozenset(words), tuple(sorted({len(word) for word in words}, reverse=True)), whole)

    def trim_right(self, text: str) -> str:
        """Take the words off the end, again and again: 签约额达到约 -> 签约额."""
        while not text.endswith(self.whole):
            for length in self.lengths:
                if text[-length:] in self.words and len(text) >= length:
                    text = text[:-length].rstrip(" 、,，:：“（(")
                    break
            else:
                return text
        return text

    def trim_left(self, text: str) -> str:
        """Take the words off the start, again and again: 其中全年新增贷款 -> 新增贷款."""
        while not text.startswith(self.whole):
            for length in self.lengths:
                if text[:length] in self.words and len(text) >= length:
                    text = text[length:].lstrip(" 、,，:：”）)")
                    break
            else:
                return text
        return text

    def leading(self, text: str) -> str:
        """Return the longest of the words that the text starts with, or ''."""
        return next((text[:n] for n in self.lengths if len(text) >= n and text[:n] in self.words), "")

    def trailing(self, text: str) -> str:
        """Return the longest of the words that the text ends with, or ''."""
        return next((text[-n:] for n in self.lengths if len(text) >= n and text[-n:] in self.words), "")


KNOWN = ("regions", "known_companies", "short_counties", "cities")
"""The lists of names that the vocabulary knows besides the bodies of the board."""


@dataclass(eq=False)
class Lexicon:
    """Everything of the vocabulary that the rules need, in the form they need it."""

    vocabulary: Vocabulary
    names: dict[str, MetricEntry] = field(default_factory=dict)
    growths: dict[str, MetricEntry] = field(default_factory=dict)
    patterns: list[tuple[re.Pattern[str], MetricEntry]] = field(default_factory=list)
    affixes: dict[str, Affixes] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    longest: int = 0
    whole_words: tuple[str, ...] = ()
    _lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _patterns: dict[str, re.Pattern[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.vocabulary.metrics:
            for name in (entry.name, *entry.aliases):
                self.names.setdefault(name, entry)
            if entry.growth:
                for name in (entry.name, *entry.aliases, *entry.growth_bases):
                    self.growths.setdefault(name, entry)
            self.patterns += [(re.compile(pattern), entry) for pattern in entry.patterns]
        self.longest = max(len(name) for name in self.names)
        kept = (*self.vocabulary.words("protected_endings"), *self.vocabulary.words("protected_beginnings"))
        self.whole_words = tuple(sorted({*self.names, *kept}))
        for name, words in (self.vocabulary.cues | self.vocabulary.bodies | self.vocabulary.measures).items():
            self.affixes[name] = Affixes.of(words.words)
        self.affixes["links"] = Affixes.of(self.vocabulary.words("links"), self.vocabulary.words("protected_endings"))
        self.affixes["openers"] = Affixes.of(
            self.vocabulary.words("openers"), self.vocabulary.words("protected_beginnings")
        )
        for body in self.vocabulary.organisations:
            for name in (body.name, *body.aliases):
                self.bodies[name] = body.name

    @cached_property
    def group_of_works(self) -> re.Pattern[str]:
        """What a group of works is called by: 省市重点项目, “三个一批”重大工程."""
        groups, works = (any_of(self.listed(name)) for name in ("work_groups", "works"))
        return pattern_of(rf"(?:“[^”]{{1,10}}”)?(?:{groups})+(?:建设)?(?:{works})")

    @cached_property
    def listed_body(self) -> re.Pattern[str]:
        """The bodies of the board, by any of their names."""
        return pattern_of(any_of(self.bodies))

    @cached_property
    def name_starts(self) -> frozenset[str]:
        """The characters with which the names begin that the vocabulary knows: most places of a text have none."""
        return frozenset(word[0] for word in (*self.bodies, *(word for name in KNOWN for word in self.listed(name))))

    @cached_property
    def grammar(self) -> Grammar:
        """What `find_quantities` reads by: the units and bounds of this vocabulary."""
        shipped = load_vocabulary()
        same = self.vocabulary.units == shipped.units and self.vocabulary.numbers == shipped.numbers
        return shipped_grammar() if same else compile_grammar(self.vocabulary)

    @cached_property
    def calendar(self) -> Calendar:
        """What `find_periods` reads by: the words of time of this vocabulary."""
        same = self.vocabulary.periods == load_vocabulary().periods
        return shipped_calendar() if same else compile_calendar(self.vocabulary)

    def listed(self, name: str) -> tuple[str, ...]:
        """Return the words of a list of the vocabulary."""
        words = self._lists.get(name)
        if words is None:
            words = self._lists[name] = self.vocabulary.words(name)
        return words

    def any_of(self, name: str) -> re.Pattern[str]:
        """Return a pattern for any of the words of a list of the vocabulary, longest first."""
        pattern = self._patterns.get(name)
        if pattern is None:
            pattern = self._patterns[name] = compiled(self.listed(name))
        return pattern

    @cached_property
    def _themes(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple((pattern_of(any_of(theme.words)), theme.name) for theme in self.vocabulary.themes)

    def theme_of(self, phrase: str) -> str:
        """Return the theme of a phrase that no entry names: the first whose word it holds."""
        return next((name for words, name in self._themes if words.search(phrase)), "其他")


def short_name(organisation: str) -> str:
    """Return what a place is called without its rank: 西藏自治区 -> 西藏, 贵阳市 -> 贵阳; two characters stay."""
    for suffix in SUFFIXES:
        if organisation.endswith(suffix) and len(organisation) - len(suffix) >= 2:
            return organisation[: -len(suffix)]
    return organisation


KINDS = ("街道", "集团", "集团公司", "水务集团", "城投集团", "交投集团", "国投集团", "建投集团")
ZONES = (
    "经济技术开发区",
    "高新技术产业开发区",
    "经济开发区",
    "高新技术开发区",
    "开发区",
    "经开区",
    "高新区",
    "新区",
    "园区",
    "示范区",
)


@lru_cache(maxsize=256)
def own_names(organisation: str) -> tuple[str, ...]:
    """Return what a text calls its own body, longest first: 西宁经济技术开发区, 西宁开发区, 西宁经开区, 开发区."""
    names = {organisation, short_name(organisation)} | {kind for kind in KINDS if organisation.endswith(kind)}
    kind = next((zone for zone in ZONES if organisation.endswith(zone)), "")
    if kind:
        place = organisation.removesuffix(kind)
        called = {
            kind,
            "开发区",
            "经开区" if "经济" in kind or "经开" in kind else kind,
            "高新区" if "高新" in kind else kind,
        }
        names |= called | {place + name for name in called}
    return tuple(sorted((name for name in names if len(name) >= 2), key=len, reverse=True))


_CACHE: dict[int, Lexicon] = {}


def lexicon_of(vocabulary: Vocabulary) -> Lexicon:
    """Return the compiled form of a vocabulary; compiled once."""
    key = id(vocabulary)
    if key not in _CACHE or _CACHE[key].vocabulary is not vocabulary:
        _CACHE.clear()
        _CACHE[key] = Lexicon(vocabulary)
    return _CACHE[key]


@lru_cache(maxsize=64)
def compiled(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a compiled pattern for any of the words."""
    return pattern_of(any_of(words))
