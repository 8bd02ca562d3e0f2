"""The words of the domain: what a document says, as frozen dataclasses, and the errors a person reads.

Nothing here imports anything of ours. Every other room speaks in these words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Kind = Literal["target", "actual"]
Comparator = Literal["=", ">=", ">", "<=", "<", "~"]
Basis = Literal["flow", "event", "stock"]
Better = Literal["higher", "lower"]
DocumentKind = Literal["prose", "sheet"]


class XushiError(Exception):
    """A failure that a person can act on: one sentence that names the thing."""


class DocumentError(XushiError):
    """A document that cannot be read; the others go on."""


class VocabularyError(XushiError):
    """An entry of the vocabulary or the rules that is not valid."""


class DecisionError(XushiError):
    """A row of reviews.csv that cannot be read or applied."""


class SnapshotError(XushiError):
    """A database that is missing, locked or damaged."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file that was read.

    `organisation` is whose numbers 全区, 全市 or 公司 are. `published_stated` is False where the date was inferred from
    the text; a date known only to the month is its 15th day, one known only to the year its last.
    `inferred` names the fields taken from the text (organisation, published_on): there each article may have its own.
    `kind` tells who reads it: sentences are for `extract`, the rows of a sheet for `tabular`. `notes` are sentences
    about what could not be read of it.
    """

    id: str
    path: str
    sha256: str
    title: str
    publisher: str
    organisation: str
    published_on: date | None
    published_stated: bool
    url: str
    text: str
    inferred: tuple[str, ...] = ()
    kind: DocumentKind = "prose"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One piece of a page, by one body, on one subject. `start` and `stop` are offsets in `Document.text`."""

    document_id: str
    position: int
    title: str
    start: int
    stop: int
    organisation: str
    published_on: date | None
    published_stated: bool
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence made whole: line breaks taken out, full-width digits and signs made half-width.

    `text[i]` stands at `offsets[i]` in `Document.text`. `headings` are the titles it stands under, outermost first;
    `paragraph` numbers its paragraph within the article and `lead` is what the paragraph said before it, after the
    sentence ending in ： that it is listed under, if any (on a line of its own). `heading` marks a title, read as one.
    """

    article: Article
    start: int
    text: str
    offsets: Sequence[int]
    headings: tuple[str, ...]
    paragraph: int
    lead: str = ""
    heading: bool = False

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """Return where `text[start:stop]` stands in the document, as (start, stop)."""
        return self.offsets[start], self.offsets[stop - 1] + 1


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and bound, in the unit's base (500亿元 -> 50000000000 元).

    以上 sets `low` only, 以内 `high` only, a plain number both, a range both. `text` is the stretch read, bound words
    included; `start` and `stop` are offsets in the sentence. `value` and `value_unit` are as printed (500, 亿元).
    """

    low: Decimal | None
    high: Decimal | None
    unit: str
    comparator: Comparator
    text: str
    start: int
    stop: int
    value: Decimal
    value_max: Decimal | None
    value_unit: str

    @property
    def number(self) -> Decimal:
        """The number in the base unit that a share is taken of: the bound, or a range's lower end."""
        bound = self.low if self.low is not None else self.high
        assert bound is not None, "a quantity has at least one bound"
        return bound


@dataclass(frozen=True, slots=True)
class Metric:
    """What is counted. `known` is False for a phrase of the document that no vocabulary entry names.

    `accumulates` tells whether figures of one period add up to the year's (a flow), so that pace applies.
    """

    id: str
    name: str
    unit: str
    better: Better
    accumulates: bool
    theme: str
    known: bool
    aliases: tuple[str, ...] = ()


UNKNOWN_DAY = date(1970, 1, 1)
"""The last day of a period that neither the text nor its document dates."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both inclusive. `start` is None for a stock or a total since the start of the work.

    `as_of` is the day up to which a figure counts, where the text dates it; `stated` is False where the period was
    inferred; `text` is the stretch of the document it was read from.
    """

    start: date | None
    stop: date
    as_of: date | None
    stated: bool
    text: str = ""

    @property
    def known(self) -> bool:
        """Whether anything dates it; an undated goal can be read but not measured."""
        return self.stop != UNKNOWN_DAY


@dataclass(frozen=True, slots=True)
class Statement:
    """One (metric, organisation, period, kind) with one number, and its evidence.

    `quote` is verbatim text of the document, standing at `quote_start`. `rules` names the rules that decided, in
    order; `doubts` are sentences for a reviewer. `parent_id` is the statement that a 其中 belongs to.
    """

    id: str
    kind: Kind
    metric: Metric
    organisation: str
    quantity: Quantity
    period: Period
    basis: Basis
    sentence: Sentence
    quote: str
    quote_start: int
    rules: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    parent_id: str | None = None


def statement_id(document_sha256: str, sentence: str, quantity: str, nth: int) -> str:
    """Return the id of a statement: a hash of its evidence alone, so that a better rule keeps it.

    `nth` counts earlier quantities of the same text in the same sentence of the document.
    """
    evidence = "\x1f".join((document_sha256, sentence, quantity, str(nth)))
    return hashlib.sha256(evidence.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Target:
    """A stated goal: a statement that `goal_id` (organisation, metric, period) collects with its rivals.

    `implied` marks one computed from a completion rate: 43.39亿元 at 占年度目标的104% implies 41.72亿元.
    """

    goal_id: str
    statement: Statement
    low: Decimal | None
    high: Decimal | None
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Actual:
    """A reported result and the day up to which it counts."""

    statement: Statement
    as_of: date


@dataclass(frozen=True, slots=True)
class Link:
    """A result that measures a goal, and the rule that said so."""

    goal_id: str
    actual_id: str
    rule: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that could not be read, and why, in one sentence."""

    id: str
    path: str
    message: str


Verb = Literal["accept", "reject", "correct", "add", "choose-official", "link", "unlink", "adopt", "note", "undo"]


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's decision: what it is `about`, what they saw (`expected`), the new `value`, why, who and when."""

    about: str
    verb: Verb
    field: str
    expected: str
    value: str
    reason: str
    by: str
    at: str

    @property
    def id(self) -> str:
        """A hash of the whole row, by which another row can take it back."""
        row = "\x1f".join((self.about, self.verb, self.field, self.expected, self.value, self.reason, self.by, self.at))
        return hashlib.sha256(row.encode()).hexdigest()[:16]
