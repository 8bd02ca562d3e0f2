"""What a rule finds of a project in a sentence, and the words by which prose tells its steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from etl.extract.lexicon import Lexicon
from etl.projects import STEPS, Milestone


@lru_cache(maxsize=64)
def steps_told(lexicon: Lexicon) -> Mapping[str, str]:
    """Return word -> step: 动工 -> start, 竣工投产 -> operation; without those that mean one in a heading alone."""
    cells = lexicon.vocabulary.cells
    loose = cells["steps of headings"].words
    return {word: step for step in STEPS for word in cells[f"step {step}"].words if word not in loose}


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a rule found: a name, where it and what is said of it stand, and what is said."""

    rule: str
    name: str
    start: int
    stop: int
    investment: Decimal | None = None
    stage: str | None = None
    milestones: tuple[Milestone, ...] = ()
    owner: str | None = None
    leader: str | None = None
    problem: str | None = None
    doubts: tuple[str, ...] = ()
