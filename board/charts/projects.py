"""Projects and their steps as plain Python, and what is said of them in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from board.charts import format as fmt
from board.charts.rows import records, to_day, to_number
from board.charts.theme import Look

STAGES = ("planning", "signing", "start", "operation", "full capacity")
STEPS = ("signing", "start", "finish", "operation", "full capacity")


@dataclass(frozen=True, slots=True)
class Step:
    """One dated step of a project: when it was promised, first and last, and when it was taken."""

    step: str
    state: str
    planned: date | None
    first_planned: date | None
    reached: date | None
    days_overdue: int | None
    days_late: int | None
    slipped_days: int | None

    @property
    def day(self) -> date | None:
        """The day the step was taken, else the one it is promised for."""
        return self.reached or self.planned


@dataclass(frozen=True, slots=True)
class Project:
    """One row of `warehouse.questions.projects` with its steps in their order; money in 元."""

    project_id: str
    name: str
    organisation: str
    stage: str | None
    status: str
    chain: str
    owner: str
    leader: str
    problem: str
    total: float | None
    annual: float | None
    annual_done: float | None
    cumulative: float | None
    annual_ratio: float | None
    total_ratio: float | None
    overdue_step: str | None
    days_overdue: int | None
    next_step: str | None
    next_on: date | None
    steps: tuple[Step, ...]


def read_projects(projects: pd.DataFrame, milestones: pd.DataFrame) -> list[Project]:
    """Return the rows of `questions.projects` in their order, each with its rows of `questions.milestones`."""
    steps: dict[str, list[Step]] = {}
    for row in records(milestones):
        steps.setdefault(str(row["project_id"]), []).append(_step(row))
    return [_project(row, steps.get(str(row["project_id"]), [])) for row in records(projects)]


def _project(row: Mapping[str, Any], steps: list[Step]) -> Project:
    def text(name: str) -> str:
        return fmt.clean(row.get(name) or "")

    return Project(
        project_id=str(row["project_id"]),
        name=text("name"),
        organisation=text("organisation"),
        stage=row.get("stage"),
        status=str(row.get("status") or "no_data"),
        chain=text("chain"),
        owner=text("owner"),
        leader=text("leader"),
        problem=text("problem"),
        total=to_number(row.get("total_investment")),
        annual=to_number(row.get("annual_investment")),
        annual_done=to_number(row.get("annual_done")),
        cumulative=to_number(row.get("cumulative_investment")),
        annual_ratio=to_number(row.get("annual_ratio")),
        total_ratio=to_number(row.get("total_ratio")),
        overdue_step=row.get("overdue_step"),
        days_overdue=_whole(row.get("days_overdue")),
        next_step=row.get("next_step"),
        next_on=to_day(row.get("next_on")),
        steps=tuple(sorted(steps, key=lambda step: STEPS.index(step.step))),
    )


def _step(row: Mapping[str, Any]) -> Step:
    return Step(
        step=str(row["step"]),
        state=str(row["state"]),
        planned=to_day(row.get("planned_on")),
        first_planned=to_day(row.get("first_planned_on")),
        reached=to_day(row.get("reached_on")),
        days_overdue=_whole(row.get("days_overdue")),
        days_late=_whole(row.get("days_late")),
        slipped_days=_whole(row.get("slipped_days")),
    )


def _whole(value: Any) -> int | None:
    number = to_number(value)
    return None if number is None else int(number)


def _key(name: str) -> str:
    return name.replace(" ", "_")


def stage_word(stage: str | None, look: Look) -> str:
    """Name a stage: 谋划, 签约, 开工, 投产, 达效; 未报阶段."""
    return look.say(f"stage.{_key(stage)}") if stage else look.say("stage.unknown")


def step_word(step: str, look: Look) -> str:
    """Name a step: 签约, 开工, 竣工, 投产, 达效."""
    return look.say(f"step.{_key(step)}")


def step_sign(step: str, look: Look) -> str:
    """Name a step in one sign over its mark: 签, 开, 竣, 投, 达."""
    return look.say(f"step_sign.{_key(step)}")


def overdue_word(step: str, look: Look) -> str:
    """Name what a step overdue is called: 应开未开, 应竣未竣."""
    return look.say(f"overdue.{_key(step)}")


def overdue_by(step: str, days: int, look: Look) -> str:
    """Say a step overdue with its days: 应开未开 · 超 68 天."""
    return look.say("projects.overdue_by", what=overdue_word(step, look), days=days)


def verdict(project: Project, look: Look) -> str:
    """Say where a project stands: 应开未开 · 超 68 天; 下一步 6月底竣工; 已投产; 未排时间."""
    if project.overdue_step and project.days_overdue is not None:
        return overdue_by(project.overdue_step, project.days_overdue, look)
    if project.next_step and project.next_on:
        when = fmt.day(project.next_on, look.lang, None)
        return look.say("projects.next_step", day=when, step=step_word(project.next_step, look))
    if project.status == "done":
        return look.say("projects.reached", stage=stage_word(project.stage, look))
    return look.say("projects.no_days")


def owners(project: Project, look: Look) -> str:
    """Say whose a project is: 区商务局 · 包联：区长, the body that reports it where no unit is named."""
    leader = look.say("projects.led_by", name=project.leader) if project.leader else ""
    return " · ".join(part for part in (project.owner or project.organisation, leader) if part)


def year_line(project: Project, look: Look) -> str:
    """Say the year's money: 1.9 / 3 亿元 · 63.3%; '' where none is told."""
    if project.annual is None:
        return "" if project.annual_done is None else fmt.quantity(project.annual_done, "元", look.lang)
    scale = fmt.scale_of(project.annual, "元", look.lang)
    plan = fmt.quantity(project.annual, "元", look.lang, scale=scale)
    if project.annual_done is None:
        return plan
    done = fmt.number(project.annual_done, "元", look.lang, scale=scale)
    return look.say("projects.done_of", done=done, plan=plan, ratio=fmt.percent(project.annual_ratio, look.lang))


def step_line(step: Step, look: Look) -> str:
    """Say one step with its days: 开工：计划 2024年3月底，实际 2024年3月26日; 推迟 123 天."""
    parts = []
    if step.planned:
        parts.append(look.say("projects.planned", day=fmt.day(step.planned, look.lang)))
    if step.reached:
        parts.append(look.say("projects.reached_on", day=fmt.day(step.reached, look.lang)))
    if step.state == "overdue" and step.days_overdue is not None:
        parts.append(look.say("projects.days_over", days=step.days_overdue))
    if step.days_late is not None and step.days_late > 0:
        parts.append(look.say("projects.days_late", days=step.days_late))
    if step.slipped_days:
        key = "projects.slipped" if step.slipped_days > 0 else "projects.brought_forward"
        parts.append(look.say(key, days=abs(step.slipped_days)))
    if not parts:
        parts.append(look.say("projects.taken" if step.state == "done" else "projects.no_days"))
    said = look.say("format.list_comma").join(parts)
    return look.say("evidence.line", name=step_word(step.step, look), text=said)
