"""项目: the pipeline as a funnel with its money, and a card for each project with its steps and its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from board import state
from board.charts import format as fmt
from board.charts.pipeline import pipeline_funnel
from board.charts.projects import Project, read_projects
from board.charts.rows import records
from board.screens import (
    downloads,
    evidence,
    filters,
    frame,
    links,
    project_cards,
    project_filters,
    scope,
    style,
    viewport,
)
from board.screens.project_tables import funnel_to_read, projects_to_keep
from board.state import word
from board.view import PROJECT_FILTERS
from warehouse import questions

A_PAGE = 12
SELECTED = "stage"


def show() -> None:
    """Draw the screen: the funnel, then the cards; with a project in the address, that one and its reports."""
    if state.view().project:
        _one(str(state.view().project))
        return
    state.write_address(*PROJECT_FILTERS, "page")
    if not project_filters.has_projects():
        if scope.has_documents():
            frame.notice(word("projects.none", day=state.as_of().isoformat()))
        return
    stages, found = project_filters.pipeline(), project_filters.projects()
    frame.title(word("projects.title", count=len(found)), sub=_subtitle(stages))
    project_filters.show()
    if stages.empty:
        _nothing_left()
        return
    clicked = downloads.card(
        _picture(stages, found), word("projects.funnel_title"), word("projects.funnel_note"), viewport.width(), SELECTED
    )
    if clicked:
        asked = clicked["stage"] or None
        state.change(stage=None if asked == state.view().stage else asked, page=1)
        st.rerun()
    if found.empty:
        _nothing_left()
        return
    _cards(found)
    frame.footer(scope.source())


def _nothing_left() -> None:
    with st.container(key="card-nothing"):
        frame.notice(word("projects.nothing_left"))
        st.button(word("filter.clear"), key="clear-filters", on_click=project_filters.clear)


def _subtitle(stages: pd.DataFrame) -> str:
    """Say whose projects these are, their money, how many told none, and how many are overdue."""
    names = [filters.organisation_name(state.choices(), state.view().organisation), project_filters.name()]
    said = {"scope": " · ".join(name for name in names if name), "total": word("format.none"), "unknown": ""}
    overdue = 0
    if not stages.empty:
        whole = stages.iloc[0]
        said["total"] = fmt.quantity(float(whole["all_investment"]), "元", state.view().lang)
        missing = int(whole["all_projects"] - whole["all_priced"])
        said["unknown"] = word("projects.unpriced", count=missing) if missing else ""
        overdue = int(whole["all_overdue"])
    late = word("projects.some_overdue", count=overdue) if overdue else word("projects.none_overdue")
    return word("projects.subtitle", **said, overdue=late)


def _picture(stages: pd.DataFrame, found: pd.DataFrame) -> downloads.Picture:
    return downloads.Picture(
        name="funnel",
        about="·".join(map(str, project_filters.chosen().values())),
        source=scope.source(),
        draw=lambda look, framed: pipeline_funnel(stages, look, framed),
        table=lambda: funnel_to_read(stages),
        data=lambda: projects_to_keep(found, project_filters.milestones()),
    )


def _cards(found: pd.DataFrame) -> None:
    """Lay a page of cards two abreast, one under another on a phone, and what turns the pages."""
    pages = -(-len(found) // A_PAGE)
    page = min(max(1, state.view().page), pages)
    part = found.iloc[(page - 1) * A_PAGE : page * A_PAGE]
    read = read_projects(part, project_filters.milestones())
    laid = list(zip(read, records(part), strict=True))
    abreast = 1 if viewport.narrow() else 2
    for first in range(0, len(laid), abreast):
        with st.container(key=f"pair-{first}"):
            for place, card in zip(st.columns(abreast, gap="medium"), laid[first : first + abreast], strict=False):
                with place:
                    _card(*card)
    if pages > 1:
        _pager(page, pages)


def _pager(page: int, pages: int) -> None:
    with st.container(key="pager", horizontal=True, vertical_alignment="center", horizontal_alignment="center"):
        _turn("page_back", page - 1, page < 2)
        st.html(style.tag("p", style.text(word("projects.page", page=page, pages=pages)), "xs-soft"))
        _turn("page_on", page + 1, page >= pages)


def _turn(name: str, page: int, at_end: bool) -> None:
    label, key = word(f"projects.{name}"), name.replace("_", "-")
    st.button(label, key=key, disabled=at_end, on_click=state.change, kwargs={"page": page}, type="tertiary")


def _card(project: Project, row: Mapping[str, Any], alone: bool = False) -> None:
    where = f"{row['document_title'] or row['document_path']} · {evidence.said_on(row)}"
    with st.container(key=f"card-project-{project.project_id}", gap=None):
        st.html(project_cards.card(project, str(row["sentence"]), where))
        with st.container(key=f"project-links-{project.project_id}", horizontal=True, gap="small"):
            links.to_document(str(row["document_id"]), word("evidence.open"), str(row["report_id"]))
            if not alone and int(row["reports"]) > 1:
                links.to_project(project.project_id, word("projects.history_link", count=int(row["reports"])))


def _one(project_id: str) -> None:
    """Show one project and everything that was said of it, the newest first."""
    state.write_address("project")
    st.button(word("projects.back"), key="back-to-projects", on_click=state.change, kwargs={"project": None})
    found = state.ask(questions.projects, state.as_of())
    mine = found[found["project_id"] == project_id]
    if mine.empty:
        frame.notice(word("projects.unknown", day=state.as_of().isoformat(), project=project_id))
        return
    (project,) = read_projects(mine, state.ask(questions.milestones, state.as_of(), project_id=project_id))
    _card(project, records(mine)[0], alone=True)
    reports = state.ask(questions.project_history, project_id, state.as_of())
    with st.container(key="card-history", gap="small"):
        st.html(style.tag("h2", style.text(word("projects.history", count=len(reports)))))
        for row in records(reports):
            where = f"{row['document_title'] or row['document_path']} · {evidence.said_on(row)}"
            with st.container(key=f"evidence-report-{row['report_id']}", gap=None):
                said = evidence.marked_sentence(row)
                st.html(style.tag("p", style.text(where), "xs-soft") + style.tag("p", said, "xs-said"))
                links.to_document(str(row["document_id"]), word("evidence.open"), str(row["report_id"]))
    frame.footer(scope.source())


show()
