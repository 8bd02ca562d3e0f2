"""总览: where all goals stand, in one sentence, in five numbers, and row by row."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from board import state
from board.charts import sentences
from board.charts.bullets import board_bullets
from board.charts.theme import STATUSES
from board.screens import downloads, frame, scope, style, tables
from board.state import word
from warehouse import questions


def show() -> None:
    """Draw the screen; a click on a row opens its goal."""
    state.write_address()
    if not scope.has_goals():
        return
    everything = scope.progress(status=None)
    counts = _counts(everything)
    _headline(counts)
    _tiles(everything)
    rows = scope.progress()
    if rows.empty:
        scope.nothing_left()
        return
    clicked = downloads.show(_picture(rows, counts))
    if clicked:
        state.go("goal", goal=clicked["goal_id"])
    frame.footer(scope.source())


def _counts(rows: pd.DataFrame) -> dict[str, Any]:
    """Return how many goals stand where; of one theme the goals are counted here, and no gap is called the largest."""
    view = state.view()
    found = state.ask(questions.headline, state.as_of(), organisation=view.organisation, year=state.year())
    if view.theme is None:
        return dict(found.iloc[0])
    counted = rows["status"].value_counts()
    counts: dict[str, Any] = {status: int(counted.get(status, 0)) for status in STATUSES}
    return {**counts, "goals": len(rows), "reported": len(rows) - counts["no_data"]}


def _headline(counts: dict[str, Any]) -> None:
    pieces = sentences.headline(counts, state.look(0))
    line = "".join(style.tag("em", style.text(words)) if tone else style.text(words) for words, tone in pieces)
    sub = word("overview.subtitle", scope=scope.stretch(), goals=int(counts["goals"]), no_data=int(counts["no_data"]))
    st.html(style.tag("h1", line, "xs-headline") + style.tag("p", style.text(sub), "xs-sub"))


def _tiles(rows: pd.DataFrame) -> None:
    """One tile a status; pressing one shows its goals alone, pressing it again shows all."""
    counted = rows["status"].value_counts()
    chosen = state.view().status
    with st.container(key="tiles", horizontal=True, gap="small"):
        for status in STATUSES:
            pressed = status == chosen
            name = word(f"status.{status}")
            help_ = word("overview.tile_help_on") if pressed else word("overview.tile_help", status=name)
            st.button(
                f"{style.SIGNS[status]} {name} **{int(counted.get(status, 0))}**",
                key=f"tile-{status}",
                help=help_,
                type="primary" if pressed else "secondary",
                width="stretch",
                on_click=state.change,
                kwargs={"status": None if pressed else status},
            )


def _picture(rows: pd.DataFrame, counts: dict[str, Any]) -> downloads.Picture:
    title = "".join(words for words, _ in sentences.headline(counts, state.look(0)))
    reader, day = state.reader(), state.as_of()
    return downloads.Picture(
        name="overview",
        title=title,
        source=scope.source(),
        draw=lambda look, framed: board_bullets(rows, look, framed),
        table=lambda: tables.goals_to_read(rows),
        data=lambda: tables.goals_to_keep(rows, reader, day),
    )


show()
