"""总览: where all goals stand, in one sentence, in five numbers, and row by row."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from board import state
from board.charts import sentences
from board.charts.bullets import board_bullets
from board.charts.theme import STATUSES
from board.screens import downloads, frame, pages, parts, scope, style, tables
from board.state import word

PAGE = 40


def show() -> None:
    """Draw the screen; a click on a row opens its goal."""
    if not scope.has_goals():
        state.write_address()
        return
    standing = scope.standing()
    counts = scope.counts(standing)
    _headline(counts)
    _tiles(counts)
    if _is_large(standing):
        parts.show(standing)
    goals = int(counts[state.view().status or "goals"])
    if not goals:
        state.write_address("by")
        scope.nothing_left()
        return
    page = pages.current("goals_page", goals, PAGE)
    state.write_address("by", "goals_page")
    rows = scope.worst(PAGE, (page - 1) * PAGE)
    first, last = pages.bounds(page, goals, PAGE)
    said = word("overview.page", first=first, last=last, goals=goals)
    pages.show("goals_page", page, goals, PAGE, said, "top")
    clicked = downloads.show(_picture(rows, counts, goals, page))
    pages.show("goals_page", page, goals, PAGE, said, "bottom")
    if clicked:
        state.go("goal", goal=clicked["goal_id"])
    frame.footer(scope.source())


def _is_large(standing: pd.DataFrame) -> bool:
    """Tell whether there are too many goals for one page, or would be without what the reader has chosen."""
    return bool(standing.groupby("kind")["goals"].sum().max() > PAGE)


def _headline(counts: dict[str, Any]) -> None:
    pieces = sentences.headline(counts, state.look(0))
    line = "".join(style.tag("em", style.text(words)) if tone else style.text(words) for words, tone in pieces)
    sub = word("overview.subtitle", scope=scope.stretch(), goals=int(counts["goals"]), no_data=int(counts["no_data"]))
    st.html(style.tag("h1", line, "xs-headline") + style.tag("p", style.text(sub), "xs-sub"))


def _tiles(counts: dict[str, Any]) -> None:
    """One tile a status; pressing one shows its goals alone, pressing it again shows all."""
    chosen = state.view().status
    with st.container(key="tiles", horizontal=True, gap="small"):
        for status in STATUSES:
            pressed = status == chosen
            name = word(f"status.{status}")
            help_ = word("overview.tile_help_on") if pressed else word("overview.tile_help", status=name)
            st.button(
                f"{style.SIGNS[status]} {name} **{int(counts[status])}**",
                key=f"tile-{status}",
                help=help_,
                type="primary" if pressed else "secondary",
                width="stretch",
                on_click=state.change,
                kwargs={"status": None if pressed else status},
            )


def _picture(rows: pd.DataFrame, counts: dict[str, Any], goals: int, page: int) -> downloads.Picture:
    title = "".join(words for words, _ in sentences.headline(counts, state.look(0)))
    reader = state.reader()
    return downloads.Picture(
        name="overview",
        title=title,
        about=f"page {page}",
        source=scope.source(),
        draw=lambda look, framed: board_bullets(rows, look, framed, of=goals),
        table=lambda: tables.goals_to_read(rows),
        data=lambda: tables.goals_to_keep(scope.progress(), reader),
    )


show()
