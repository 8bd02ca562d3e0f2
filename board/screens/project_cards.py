"""A project's card: its money, its steps with the days promised and taken, who answers for it, what stands in the way.

Markup only: what comes from a document is escaped by `style.text`.
"""

from __future__ import annotations

from typing import Any

from board import state
from board.charts import format as fmt
from board.charts import projects as say
from board.charts.projects import STAGES, STEPS, Project, Step
from board.screens import style
from board.state import word


def card(project: Project, sentence: str, where: str) -> str:
    """Return a card as safe markup; `sentence` is what the latest report says, `where` its document and day."""
    look = state.look(0)
    mark = style.status_mark(project.status, say.verdict(project, look))
    head = style.tag("h3", style.text(project.name)) + mark
    facts = [project.organisation, project.chain, say.stage_word(project.stage, look)]
    who = _pairs((word("chart.owner"), project.owner), (word("chart.leader"), project.leader))
    parts = [
        style.tag("div", head, "xs-project-head"),
        style.tag("p", style.text(" · ".join(fact for fact in facts if fact)), "xs-soft"),
        _track(project),
        style.tag("dl", _money(project) + who, "xs-facts"),
        style.tag("p", f"<b>{style.text(word('chart.problem'))}</b> {style.text(project.problem)}", "xs-problem")
        if project.problem
        else "",
        style.tag("details", style.tag("summary", style.text(where)) + style.text(sentence), "xs-reading"),
    ]
    return style.tag("article", "".join(parts), "xs-project")


def _pairs(*pairs: tuple[str, str]) -> str:
    return "".join(
        style.tag("div", style.tag("dt", style.text(name)) + style.tag("dd", style.text(value)))
        for name, value in pairs
        if value
    )


def _money(project: Project) -> str:
    """The money of a project: in all, this year against the plan with a bar, and since the start."""
    look = state.look(0)
    unknown = word("projects.not_told")
    total = fmt.quantity(project.total, "元", look.lang) if project.total is not None else unknown
    cells = _pairs((word("chart.total_investment"), total))
    year = say.year_line(project, look)
    if year:
        cells += _barred(word("chart.year_money"), year, project.annual_ratio)
    if project.cumulative is not None:
        done = fmt.quantity(project.cumulative, "元", look.lang)
        share = f" · {fmt.percent(project.total_ratio, look.lang)}" if project.total_ratio is not None else ""
        cells += _barred(word("chart.cumulative"), done + share, project.total_ratio)
    return cells


def _barred(name: str, value: str, ratio: float | None) -> str:
    pair = style.tag("dt", style.text(name)) + style.tag("dd", style.text(value))
    if ratio is not None:
        wide = f"width:{max(0.0, min(1.0, ratio)) * 100:.1f}%"
        pair += style.tag("i", style.tag("b", "", style=wide), "xs-thin", aria_hidden="true")
    return style.tag("div", pair)


def _track(project: Project) -> str:
    """The five steps in their order, each with its days; one that nobody dated is told by the stage."""
    known = {step.step: step for step in project.steps}
    cells = [_step(name, known.get(name), _passed(project, name)) for name in STEPS]
    return style.tag("ol", "".join(cells), f"xs-track {project.status}")


def _passed(project: Project, step: str) -> bool:
    """Tell whether the stage says that a step was taken: a project that operates is finished."""
    ranks = {"signing": 1, "start": 2, "finish": 3, "operation": 3, "full capacity": 4}
    return project.stage is not None and STAGES.index(project.stage) >= ranks[step]


def _step(name: str, step: Step | None, passed: bool) -> str:
    look = state.look(0)
    lines: list[tuple[str, str]] = []
    kind = "done" if passed else "none"
    if step is not None:
        kind = step.state
        if step.planned:
            lines.append((word("projects.planned", day=_day(step.planned)), ""))
        if step.reached:
            lines.append((word("projects.reached_on", day=_day(step.reached)), ""))
        if step.state == "overdue" and step.days_overdue is not None:
            lines.append((word("projects.days_over", days=step.days_overdue), "over"))
        if step.days_late is not None and step.days_late > 0:
            lines.append((word("projects.days_late", days=step.days_late), "late"))
        if step.slipped_days is not None and step.slipped_days > 0:
            lines.append((word("projects.slipped_short", days=step.slipped_days), "late"))
    said = {"done": "projects.state_done", "overdue": "projects.state_overdue"}.get(kind, "projects.state_open")
    head = style.tag("b", style.text(say.step_word(name, look)), title=word(said))
    body = "".join(style.tag("span", style.text(words), tone) for words, tone in lines)
    return style.tag("li", head + body, f"xs-step {kind}")


def _day(day: Any) -> str:
    return fmt.day(day, state.view().lang, state.as_of().year)
