"""What a rule finds of a project in a sentence, and the words of its steps."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from etl.projects import Milestone

STEPS = {
    "签约": "signing",
    "开工": "start",
    "动工": "start",
    "竣工": "finish",
    "建成": "finish",
    "完工": "finish",
    "竣工投产": "operation",
    "建成投产": "operation",
    "建成投用": "operation",
    "投产": "operation",
    "开业": "operation",
    "投用": "operation",
    "投入使用": "operation",
    "达产": "full capacity",
    "达效": "full capacity",
}


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
