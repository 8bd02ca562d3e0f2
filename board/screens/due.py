"""Steps that were missed, and those due soon: 应开未开, 应竣未竣, and what falls due within thirty days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from board import state
from board.charts import format as fmt
from board.charts import projects as say
from board.charts.projects import Project, Step
from board.screens import links, style, viewport
from board.state import word

SOON = 30
SHOWN = 20

Due = tuple[Project, Step]


def show(projects: Sequence[Project]) -> None:
    """List both, side by side where there is room; the longest overdue and the soonest due come first."""
    missed = [(project, step) for project in projects for step in project.steps if step.state == "overdue"]
    missed.sort(key=lambda due: -(due[1].days_overdue or 0))
    last = state.as_of() + timedelta(days=SOON)
    soon = [
        (project, step)
        for project in projects
        for step in project.steps
        if step.state == "open" and step.planned and step.planned <= last
    ]
    soon.sort(key=lambda due: (due[1].planned, due[0].name))
    places = [st.container(), st.container()] if viewport.narrow() else st.columns(2, gap="medium")
    with places[0]:
        _list("overdue", _missed_title(missed), missed, word("projects.nothing_overdue"))
    with places[1]:
        _list("soon", word("projects.soon", count=len(soon), days=SOON), soon, word("projects.nothing_soon"))


def _missed_title(missed: Sequence[Due]) -> str:
    look = state.look(0)
    counted = Counter(step.step for _, step in missed)
    kinds = [f"{say.overdue_word(name, look)} {counted[name]}" for name in say.STEPS if counted[name]]
    return word("projects.missed", count=len(missed)) + (f"（{word('format.list_and').join(kinds)}）" if kinds else "")


def _list(key: str, title: str, dues: Sequence[Due], nothing: str) -> None:
    with st.container(key=f"card-due-{key}", gap=None):
        st.html(style.tag("h2", style.text(title)))
        if not dues:
            st.html(style.tag("p", style.text(nothing), "xs-soft"))
        for project, step in dues[:SHOWN]:
            _line(project, step)
        if dues[SHOWN:]:
            st.html(style.tag("p", style.text(word("evidence.more", count=len(dues) - SHOWN)), "xs-soft"))


def _line(project: Project, step: Step) -> None:
    look = state.look(0)
    assert step.planned is not None
    what = say.overdue_by(step.step, step.days_overdue, look) if step.days_overdue else _due(step)
    status = project.status if step.days_overdue else "on_pace"
    facts = [word("projects.planned", day=fmt.day(step.planned, look.lang)), say.owners(project, look)]
    with st.container(key=f"due-{project.project_id}-{step.step.replace(' ', '-')}", gap=None):
        links.to_project(project.project_id, f"**{links.plain_label(project.name)}**")
        line = style.status_mark(status, what) + " " + style.tag("span", style.text(" · ".join(facts)), "xs-soft")
        st.html(style.tag("p", line, "xs-due"))


def _due(step: Step) -> str:
    look = state.look(0)
    assert step.planned is not None
    left = (step.planned - state.as_of()).days
    name = say.step_word(step.step, look)
    return word("projects.due_in", step=name, days=left) if left else word("projects.due_today", step=name)
