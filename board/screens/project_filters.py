"""Which projects are in view: the choices by unit, leader, chain and stage, and the answers they leave."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from board import state
from board.charts.projects import stage_word
from board.charts.rows import records
from board.state import word
from board.view import PARTS, PROJECT_FILTERS, STAGES
from warehouse import questions

_ALL = ""  # a select box reads None as nothing chosen yet


def chosen(*, stage: bool = True) -> dict[str, Any]:
    """Return the reader's filters as the arguments of `questions.projects` and `questions.pipeline`."""
    view = state.view()
    names = ("organisation", "owner", "leader", "chain", "overdue")
    wanted = {name: getattr(view, name) for name in names}
    return wanted | ({"stage": view.stage} if stage else {})


def projects() -> pd.DataFrame:
    """Return the projects in view, those overdue longest first."""
    return state.ask(questions.projects, state.as_of(), **chosen())


def milestones() -> pd.DataFrame:
    """Return the steps of all projects of the organisation in view."""
    return state.ask(questions.milestones, state.as_of(), organisation=state.view().organisation)


def pipeline() -> pd.DataFrame:
    """Return how many projects stand at each stage, whatever stage the reader chose."""
    return state.ask(questions.pipeline, state.as_of(), **chosen(stage=False))


def has_projects() -> bool:
    """Tell whether any project was read by the day."""
    return not state.ask(questions.projects, state.as_of()).empty


def timeline_part() -> str:
    """Return the part of the timeline to show: the projects, where there are any, unless the reader chose the goals."""
    return (state.view().part or PARTS[0]) if has_projects() else "goals"


def show() -> None:
    """Draw the choices in a row, and beside them what keeps only the projects with a step overdue."""
    offered = state.ask(questions.project_choices, state.as_of(), organisation=state.view().organisation)
    values: dict[str, list[str]] = {"owner": [], "leader": [], "chain": [], "stage": list(STAGES)}
    for row in records(offered):
        values[str(row["kind"])].append(str(row["value"]))
    with st.container(key="project-filters", horizontal=True, vertical_alignment="center", gap="small"):
        for field, options in values.items():
            if options:
                _pick(field, options)
        st.session_state["filter-overdue"] = state.view().overdue
        st.toggle(word("filter.overdue"), key="filter-overdue", on_change=_changed, args=("overdue",))
        if any(getattr(state.view(), field) for field in PROJECT_FILTERS):
            st.button(word("filter.clear"), key="clear-projects", on_click=clear, type="tertiary")


def clear() -> None:
    """Take away what filters projects alone."""
    state.change(owner=None, leader=None, chain=None, stage=None, overdue=False, page=1)


def _pick(field: str, options: list[str]) -> None:
    """One choice; a value that a link brought along is offered too, so that it is not lost."""
    value = getattr(state.view(), field) or _ALL
    listed = [_ALL, *options] if value in (_ALL, *options) else [_ALL, *options, value]
    st.session_state[f"filter-{field}"] = value
    st.selectbox(
        word(f"filter.{field}"),
        listed,
        key=f"filter-{field}",
        format_func=lambda option: _name(field, option),
        on_change=_changed,
        args=(field,),
        label_visibility="collapsed",
        width=190,
    )


def _name(field: str, option: str) -> str:
    if option == _ALL:
        return word(f"filter.all_{field}")
    return stage_word(option, state.look(0)) if field == "stage" else option


def _changed(field: str) -> None:
    chosen_ = st.session_state[f"filter-{field}"]
    state.change(**{field: chosen_ if field == "overdue" else chosen_ or None}, page=1)


def name() -> str:
    """Name what is in view: 二七区 及下属 · 区商务局 · 现代商贸 · 开工 · 只看逾期."""
    view = state.view()
    parts = [view.owner, view.leader, view.chain, view.stage and stage_word(view.stage, state.look(0))]
    parts += [word("filter.overdue")] if view.overdue else []
    return " · ".join(part for part in parts if part)
