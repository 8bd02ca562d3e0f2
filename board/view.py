"""What a reader is looking at: the filters, the day, the language and what is open, as it stands in the address.

An address opens the same view again, so everything a reader can set is here and nothing else is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from board.briefing.span import KINDS, Kind
from board.words import LANGS, Lang

ALL = "all"
EARLIEST, LATEST = 1900, 2199  # the years of a board
STATUSES = ("done", "on_pace", "late", "severe", "no_data")
STAGES = ("planning", "signing", "start", "operation", "full capacity")
PARTS = ("projects", "goals")
BY = ("theme", "organisation")
_NAME = re.compile(r"[^\x00-\x1f<>\"]{1,120}")

# What a field of the address may be: one of a few words, or of a shape; otherwise a name.
CHOICES: dict[str, tuple[str, ...]] = {
    **{"lang": LANGS, "status": STATUSES, "stage": STAGES, "part": PARTS},
    "briefing": KINDS,
    "by": BY,
}
COUNTS = ("page", "goals_page", "rows_page", "claims_page", "wall", "slide")
SHAPES = {
    "year": re.compile(rf"{ALL}|(?:19|20|21)\d\d"),
    "weights": re.compile(r"(?!0-0-0-)\d{1,3}-\d{1,3}-\d{1,3}-[1-9]\d{2}"),
    "overdue": re.compile("1"),
    **dict.fromkeys(COUNTS, re.compile(r"\d{1,4}")),
}

# The name of each field in the address.
NAMES = {
    "organisation": "org",
    "year": "year",
    "theme": "theme",
    "status": "status",
    "as_of": "day",
    "lang": "lang",
    "goal": "goal",
    "document": "doc",
    "statement": "at",
    "item": "item",
    "briefing": "kind",
    "weights": "weights",
    "owner": "owner",
    "leader": "leader",
    "chain": "chain",
    "stage": "stage",
    "overdue": "overdue",
    "project": "project",
    "page": "page",
    "part": "part",
    "wall": "wall",
    "slide": "slide",
    "by": "by",
    "goals_page": "goals",
    "rows_page": "rows",
    "claims_page": "claims",
}
FILTERS = ("organisation", "year", "theme", "status", "as_of", "lang")
PROJECT_FILTERS = ("owner", "leader", "chain", "stage", "overdue")
WALL = ("wall", "slide", *PROJECT_FILTERS)
WALL_SECONDS = 20


@dataclass(frozen=True, slots=True)
class View:
    """One view of the board. None stands for what the data suggest: all organisations, the latest day, its year.

    `year` is ALL for every year. `goal`, `document`, `statement` and `project` are what is open on the screens that
    show one; the `page` of cards and the `part` of the timeline count likewise. `owner` to `overdue` filter projects.
    `wall` is how many seconds a slide of the wall stays, 0 for ever; `slide` is the one it stands still at.
    `briefing` is its kind, and `weights` the four numbers of the units' scores, 60-30-10-120, where they are not those
    of rules.toml. `by` is what the goals of a large office are counted by, `goals_page` which of their pages is open,
    `rows_page` which of the timeline's. `item` is what is open on 核对, `rivals:<goal>` say, `claims_page`
    which page of its many claims.
    """

    organisation: str | None = None
    year: str | None = None
    theme: str | None = None
    status: str | None = None
    as_of: date | None = None
    lang: Lang = "zh"
    goal: str | None = None
    document: str | None = None
    statement: str | None = None
    item: str | None = None
    briefing: Kind = "month"
    weights: str | None = None
    owner: str | None = None
    leader: str | None = None
    chain: str | None = None
    stage: str | None = None
    overdue: bool = False
    project: str | None = None
    page: int = 1
    part: str | None = None
    wall: int | None = None
    slide: int | None = None
    by: str = "theme"
    goals_page: int = 1
    rows_page: int = 1
    claims_page: int = 1

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> View:
        """Read a view from an address; what is not valid there counts as not given."""
        given: dict[str, Any] = {}
        for name, short in NAMES.items():
            value = _valid(name, query.get(short, ""))
            if value is not None:
                given[name] = value
        return cls(**given)

    def to_query(self, *opened: str) -> dict[str, str]:
        """Return the address of this view: what differs from the defaults, and of what is open the fields named."""
        wanted = FILTERS + opened
        values = {NAMES[field.name]: getattr(self, field.name) for field in fields(self) if field.name in wanted}
        default = View()
        unset = {NAMES[field.name]: getattr(default, field.name) for field in fields(self)}
        return {short: _written(value) for short, value in values.items() if value != unset[short]}

    def cleared(self) -> View:
        """Return the view without its filters, at the same day, in the same language."""
        return replace(self, organisation=None, year=None, theme=None, status=None)


def _written(value: Any) -> str:
    return "1" if value is True else str(value)


def _valid(name: str, text: str) -> Any:
    """Return what `text` means for a field, None where it means nothing."""
    if name == "as_of":
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return None
        return day if EARLIEST <= day.year <= LATEST else None
    if name in CHOICES:
        return text if text in CHOICES[name] else None
    if not SHAPES.get(name, _NAME).fullmatch(text):
        return None
    return True if name == "overdue" else int(text) if name in COUNTS else text
