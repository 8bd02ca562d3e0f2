"""What a check finds, and what it looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from etl.model import Decision, Document, Refusal, Statement
from etl.resolve import Resolution

ARITHMETIC = frozenset(
    (
        "ahead_of_report",
        "many_times_its_target",
        "falling_total",
        "rate_against_amount",
        "part_above_whole",
        "unit_slip",
        "one_number_two_metrics",
        "no_unit",
    )
)
"""The rules that hold figures against each other; a wrong figure on the board is worse than none."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about the data, and whether it is a fault, which needs a person.

    `rule` names the check, `statement_id` the statement it is about, if it is about one; `values` are the figures of
    the sentence by name, for whoever says it in another language.
    """

    message: str
    is_fault: bool = False
    rule: str = ""
    statement_id: str = ""
    document_id: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def needs_a_person(self) -> bool:
        """Whether `check` fails by it: a fault, or figures that do not fit until a person has accepted them."""
        return self.is_fault or self.rule in ARITHMETIC


@dataclass(frozen=True)
class Evidence:
    """What is checked: everything of a build but its tables."""

    documents: Sequence[Document]
    refusals: Sequence[Refusal]
    resolution: Resolution
    stale: Sequence[Decision]

    @cached_property
    def paths(self) -> Mapping[str, str]:
        """The path of each document by its id."""
        return {document.id: document.path for document in self.documents}

    def named(self, statement: Statement) -> str:
        """Name a statement by its document and its quote."""
        return f"{self.paths[statement.sentence.article.document_id]}: {statement.quote!r}"

    def about(self, statement: Statement, rule: str, said: str, **values: object) -> Finding:
        """Return a note on a statement that names its document and its quote; `said` ends the sentence."""
        told = {name: str(value) for name, value in values.items()}
        document_id = statement.sentence.article.document_id
        return Finding(f"{self.named(statement)}{said}", False, rule, statement.id, document_id, told)


Check = Callable[[Evidence], Iterator[Finding]]
