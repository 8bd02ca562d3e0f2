"""时间线: projects against their promised days, and what was promised and reported of each goal in its order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from board import state
from board.charts import format as fmt
from board.charts.gantt import gantt
from board.charts.projects import read_projects
from board.charts.rows import records
from board.charts.timeline import timeline_chart
from board.screens import (
    downloads,
    due,
    evidence,
    filters,
    frame,
    pages,
    project_filters,
    scope,
    switch,
    tables,
    viewport,
)
from board.screens.project_tables import projects_to_keep, projects_to_read
from board.state import word
from board.view import PARTS, PROJECT_FILTERS
from warehouse import questions

PAGE = 40
COLUMNS = (
    "day", "day_stated", "what", "organisation", "metric", "theme", "value", "unit", "comparator", "quantity_text",
    "document_path", "document_title", "quote", "goal_id",
)  # fmt: skip


def show() -> None:
    """Draw the part of the timeline that the reader chose; that of the projects first, where there are any."""
    both = project_filters.has_projects()
    part = project_filters.timeline_part()
    if part == "projects":
        _projects()
    elif scope.has_goals():
        _goals(both)


def _choose_part(part: str) -> None:
    switch.show(
        word("timeline.part"),
        PARTS,
        part,
        "choose-part",
        lambda name: word(f"timeline.part_{name}"),
        lambda name: state.change(part=name),
    )


def _projects() -> None:
    """Projects as a Gantt chart, and the steps that were missed; a click on a row opens its project."""
    found, steps = project_filters.projects(), project_filters.milestones()
    page = pages.current("rows_page", len(found), PAGE)
    state.write_address("part", "rows_page", *PROJECT_FILTERS)
    read = read_projects(found, steps)
    missed = sum(step.state == "overdue" for project in read for step in project.steps)
    name = filters.organisation_name(state.choices(), state.view().organisation)
    name = " · ".join(part for part in (name, project_filters.name()) if part)
    sub = word("timeline.subtitle_projects", scope=name, projects=len(read), missed=missed)
    frame.title(word("timeline.title_projects"), sub=sub)
    _choose_part("projects")
    project_filters.show()
    if found.empty:
        with st.container(key="card-nothing"):
            frame.notice(word("projects.nothing_left"))
            st.button(word("filter.clear"), key="clear-filters", on_click=project_filters.clear)
        return
    first, last = pages.bounds(page, len(found), PAGE)
    shown, day = found.iloc[first - 1 : last], state.as_of()
    said = word("timeline.page_projects", first=first, last=last, projects=len(found))
    pages.show("rows_page", page, len(found), PAGE, said, "top")
    picture = downloads.Picture(
        name="gantt",
        about="·".join(map(str, (*project_filters.chosen().values(), page))),
        source=scope.source(),
        draw=lambda look, framed: gantt(shown, steps, look, framed, as_of=day, of=len(found)),
        table=lambda: projects_to_read(shown, steps),
        data=lambda: projects_to_keep(found, steps),
    )
    clicked = downloads.card(picture, "", word("projects.gantt_note"), viewport.width(), "project")
    pages.show("rows_page", page, len(found), PAGE, said, "bottom")
    due.show(read)
    frame.footer(scope.source())
    if clicked:
        state.go("projects", project=clicked["project_id"])


def _goals(both: bool) -> None:
    """What was said of each goal; a click on a mark opens its sentence."""
    asked = {"organisation": state.view().organisation, "year": state.year(), "theme": state.view().theme}
    extent = records(state.ask(questions.timeline_extent, state.as_of(), **asked))[0]
    numbers = {"targets": extent["targets"], "actuals": extent["actuals"]}
    frame.title(word("timeline.title"), sub=word("timeline.subtitle", scope=scope.whole_name(False), **numbers))
    if both:
        _choose_part("goals")
    rows = int(extent["rows"])
    if not rows:
        with st.container(key="card-nothing"):
            frame.notice(word("message.nothing_yet", day=state.as_of().isoformat()))
            filters.clear_button("clear-filters")
        return
    page = pages.current("rows_page", rows, PAGE)
    state.write_address("part", "rows_page")
    first, last = pages.bounds(page, rows, PAGE)
    events = state.ask(questions.timeline_page, state.as_of(), **asked, limit=PAGE, offset=first - 1)
    said = word("timeline.page", first=first, last=last, rows=rows)
    pages.show("rows_page", page, rows, PAGE, said, "top")
    clicked = downloads.card(_picture(events, asked, page, rows), "", word("timeline.note"), viewport.width(), "event")
    pages.show("rows_page", page, rows, PAGE, said, "bottom")
    frame.footer(scope.source())
    if clicked:
        found = events[events["statement_id"] == clicked["statement_id"]]
        if len(found):
            state.go("sources", document=str(found["document_id"].iloc[0]), statement=clicked["statement_id"])


def _picture(events: pd.DataFrame, asked: Mapping[str, Any], page: int, rows: int) -> downloads.Picture:
    reader, day = state.reader(), state.as_of()

    def kept() -> pd.DataFrame:
        said = reader.ask(questions.timeline, day, organisation=asked["organisation"], year=asked["year"])
        said = said[said["theme"] == asked["theme"]] if asked["theme"] else said
        return tables.plain(said[[name for name in COLUMNS if name in said.columns]])

    return downloads.Picture(
        name="timeline",
        about=f"page {page}",
        source=scope.source(),
        draw=lambda look, framed: timeline_chart(events, look, framed, as_of=day, of=rows),
        table=lambda: _to_read(events),
        data=kept,
    )


def _to_read(events: pd.DataFrame) -> pd.DataFrame:
    lang = state.view().lang
    rows = []
    for event in records(events):
        said = {"published_on": event["day"], "published_stated": event["day_stated"]}
        rows.append(
            {
                word("chart.day"): evidence.said_on(said),
                word("timeline.kind"): word(f"evidence.{event['what']}"),
                word("chart.organisation"): event["organisation"],
                word("chart.metric"): event["metric"],
                word("chart.value"): fmt.quantity(event["value"], str(event["unit"]), lang),
                word("chart.document"): event["document_title"],
                word("chart.quote"): event["quote"],
            }
        )
    return pd.DataFrame(rows)


show()
