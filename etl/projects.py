"""Projects: what ledgers and prose say of each, gathered under one name.

A report is what one row or one sentence says of a project on one day. Reports of one name and body are one project;
which of them count on a board's day is for `warehouse/projects.sql` to say.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

STAGES = ("planning", "signing", "start", "operation", "full capacity")
MONEY = ("total_investment", "annual_investment", "annual_done", "cumulative_investment")
STEPS = ("signing", "start", "finish", "operation", "full capacity")
STAGE_OF_STEP = {step: "operation" if step == "finish" else step for step in STEPS}

_SIGNS = re.compile(r"[\s“”‘’\"'（）()《》【】\[\]·・,，、]")


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


def project_tables(reports: Iterable[ProjectReport]) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the tables `projects`, `project_reports` and `milestones`."""
    projects: dict[str, dict[str, Any]] = {}
    rows, steps = [], []
    for report in {report.id: report for report in reports}.values():
        project = project_id(report.name, report.organisation)
        projects.setdefault(project, {"id": project, "name": report.name, "organisation": report.organisation})
        rows.append(_row(report, project))
        steps += [
            {
                "report_id": report.id,
                "project_id": project,
                "step": step.step,
                "planned_on": step.planned_on,
                "reached_on": step.reached_on,
                "printed": step.text,
            }
            for step in report.milestones
        ]
    return {"projects": list(projects.values()), "project_reports": rows, "milestones": steps}


def _row(report: ProjectReport, project: str) -> dict[str, Any]:
    names = (
        "id stage total_investment annual_investment annual_done cumulative_investment owner leader problem chain "
        "document_id article published_on published_stated sentence quote quote_start"
    )
    row = {name: getattr(report, name) for name in names.split()}
    return row | {"project_id": project, "rules": " → ".join(report.rules), "doubts": "\n".join(report.doubts)}
