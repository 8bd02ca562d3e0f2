"""Projects: what ledgers and prose say of each, gathered under one name.

A report is what one row or one sentence says of a project on one day. Reports of one name and body are one project;
which of them count on a board's day is for `warehouse/projects.sql` to say.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from etl.patterns import pattern_of

STAGES = ("planning", "signing", "start", "operation", "full capacity")
MONEY = ("total_investment", "annual_investment", "annual_done", "cumulative_investment")
STEPS = ("signing", "start", "finish", "operation", "full capacity")
STAGE_OF_STEP = {step: "operation" if step == "finish" else step for step in STEPS}

_SIGNS = pattern_of(r"[\s“”‘’\"'（）()《》【】\[\]·・,，、]")


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of a project, one of STEPS: the day it was promised for and the day it was taken, as far as told.

    A month or a year stands for its last day: a promise for September is kept until the month is over. `text` is what
    was printed.
    """

    step: str
    planned_on: date | None
    reached_on: date | None
    text: str


@dataclass(frozen=True, slots=True)
class ProjectReport:
    """What is said of a project in one place. Money is in 元; None is what is not told, '' what is left empty.

    `position` is that of its article in the document.
    """

    id: str
    name: str
    organisation: str
    stage: str | None
    total_investment: Decimal | None
    annual_investment: Decimal | None
    annual_done: Decimal | None
    cumulative_investment: Decimal | None
    owner: str | None
    leader: str | None
    problem: str | None
    chain: str | None
    milestones: tuple[Milestone, ...]
    document_id: str
    position: int
    article: str
    published_on: date | None
    published_stated: bool
    sentence: str
    quote: str
    quote_start: int
    rules: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def project_id(name: str, organisation: str) -> str:
    """Return the id of a project: 杉杉奥莱二七店项目 and “杉杉奥莱二七店” of one body are one."""
    bare = _SIGNS.sub("", name).removesuffix("建设项目").removesuffix("项目")
    return hashlib.sha256(f"{bare}\x1f{organisation}".encode()).hexdigest()[:16]


def report_id(document_sha256: str, place: str, name: str) -> str:
    """Return the id of a report: a hash of its evidence alone."""
    return hashlib.sha256(f"{document_sha256}\x1f{place}\x1f{name}".encode()).hexdigest()[:16]
