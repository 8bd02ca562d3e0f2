"""通报: what changed since the last meeting, who is first and who is behind, and the text that says so."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from board import state
from board.briefing.material import Asked, Material, gather
from board.briefing.span import span_of
from board.charts.bullets import board_bullets
from board.charts.changes import change_rows
from board.charts.ranking import ranking_bars
from board.screens import briefing_controls, briefing_editor, downloads, frame, scope, tables, viewport
from board.state import word
from warehouse import questions

DOCKET = 40  # rows drawn of the red and yellow list; the figures of all leave as CSV
LEFT = 0.56
GAP = 20


def show() -> None:
    """Draw the screen; a click on a row opens its goal, on a unit the goals of that unit."""
    state.write_address("briefing", "weights")
    if not scope.has_goals():
        return
    with st.container(key="briefing-controls", horizontal=True, vertical_alignment="bottom", gap="small"):
        briefing_controls.show()
    material = _material()
    text = briefing_editor.proposed(material)
    frame.title(text.title, sub=text.note.strip("（）()"))
    narrow = viewport.narrow()
    left, right = st.columns([LEFT, 1 - LEFT], gap="medium") if not narrow else (st.container(), st.container())
    with right:
        briefing_editor.show(material, text)
    with left:
        _charts(material, viewport.width() if narrow else round((viewport.width() - GAP) * LEFT))
    frame.footer(scope.source())


def _material() -> Material:
    view, day = state.view(), state.as_of()
    return gather(
        state.ask,
        Asked(
            span=span_of(view.briefing, day),
            as_of=day,
            organisation=view.organisation,
            year=state.year(),
            theme=view.theme,
            weights=briefing_controls.chosen_weights(),
        ),
    )


def _charts(material: Material, width: int) -> None:
    asked = material.asked
    body: dict[str, Any] = {"organisation": asked.organisation, "year": asked.year}
    changed = state.ask(questions.changes, asked.as_of, asked.span.since, **body, theme=asked.theme)
    behind = changed[changed["status"].isin(["late", "severe"])]
    clicked = _card("changes", changed, change_rows, _changes_to_read, width)
    clicked = (
        _card("docket", behind, partial(board_bullets, plain=True, limit=DOCKET), tables.goals_to_read, width)
        or clicked
    )
    unit = None
    if material.asked.theme is None:
        unit = _card("ranking", material.ranking, ranking_bars, _ranking_to_read, width, "unit")
    if clicked:
        state.go("goal", goal=clicked["goal_id"])
    if unit:
        state.go("overview", organisation=unit["organisation"])


def _card(
    name: str, rows: pd.DataFrame, chart: Any, to_read: Any, width: int, select: str = downloads.GOAL
) -> dict[str, Any] | None:
    section = "briefing.docket" if name == "docket" else f"chart.{name}"
    picture = downloads.Picture(
        name=name,
        title=word(f"{section}_title"),
        source=scope.source(),
        about=f"{state.view().briefing} {state.view().weights}",
        draw=lambda look, framed: chart(rows, look, framed),
        table=lambda: to_read(rows),
        data=lambda: tables.plain(rows),
    )
    if name == "docket" and rows.empty:
        with st.container(key="card-docket"):
            frame.notice(word("briefing.docket_empty"))
        return None
    return downloads.card(picture, picture.title, word(f"{section}_note"), width, select)


def _changes_to_read(rows: pd.DataFrame) -> pd.DataFrame:
    words = tables.goals_to_read(rows)
    words.insert(2, word("chart.changes_title"), [_change_word(change) for change in rows["change"]])
    return words


def _change_word(change: str) -> str:
    return "" if change == "same" else word(f"chart.change_{change}")


def _ranking_to_read(rows: pd.DataFrame) -> pd.DataFrame:
    names = ("rank", "organisation", "goals", "reported_goals", "fulfilment", "on_track", "reported", "score")
    shown = rows[list(names)].copy()
    for name in ("fulfilment", "on_track", "reported"):
        shown[name] = [None if pd.isna(value) else f"{value:.1%}" for value in shown[name]]
    shown["rank"] = [None if pd.isna(value) else int(value) for value in shown["rank"]]
    shown["score"] = [None if pd.isna(value) else f"{value:.1f}" for value in shown["score"]]
    return shown.rename(columns={name: word(f"briefing.head_{name}") for name in names})


show()
