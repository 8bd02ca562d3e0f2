"""差距: how far behind, how much is missing, where, and how much faster it would have to go."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from board import state
from board.charts.gaps import gap_bars, how_many, lead_bars, needed_vs_run
from board.charts.grid import heat_grid
from board.screens import downloads, frame, scope, tables, viewport
from board.state import word

SPACE = 20
HALF_PRINT = 1080
FIRST, FIRST_OWNERS, STEP, TABLED = 24, 48, 60, 200


def show() -> None:
    """Draw the screen; a click on a bar opens its goal, on a cell of the grid its goals."""
    state.write_address()
    if not scope.has_goals():
        return
    rows = scope.progress()
    frame.title(word("gaps.title"), sub=_subtitle(rows))
    if rows.empty:
        scope.nothing_left()
        return
    money = _picture("gap_money", rows, partial(gap_bars, kind="money"))
    count = _picture("gap_count", rows, partial(gap_bars, kind="count"))
    speed = (_picture("lead", rows, lead_bars), _picture("needed", rows, needed_vs_run))
    pairs = [_pair("pace", rows, *speed), _pair("gaps", rows, money, count)]
    clicked = next(filter(None, pairs), None)
    cell = _card(_picture("grid", rows, heat_grid, downloads.PRINT_WIDTH), rows, viewport.width(), "cell")
    frame.footer(scope.source())
    if clicked:
        state.go("goal", goal=clicked["goal_id"])
    if cell:
        state.go("overview", organisation=cell["organisation"], theme=cell["theme"] or None)


def _subtitle(rows: pd.DataFrame) -> str:
    leads = rows.loc[rows["status"] != "no_data", "lead"]
    behind, level = int((leads < 0).sum()), int((leads >= 0).sum())
    return word("gaps.subtitle", scope=scope.whole_name(), behind=behind, ahead=level)


def _pair(name: str, rows: pd.DataFrame, *pictures: downloads.Picture) -> dict[str, Any] | None:
    """Two cards side by side, one under the other on a phone; return what was clicked in either."""
    room, clicked = viewport.width(), None
    narrow = viewport.narrow()
    with st.container(key=f"pair-{name}"):
        places = [st.container() for _ in pictures] if narrow else st.columns(len(pictures), gap="medium")
    width = room if narrow else (room - SPACE) // len(pictures)
    for place, picture in zip(places, pictures, strict=True):
        with place:
            clicked = _card(picture, rows, width) or clicked
    return clicked


def _card(
    picture: downloads.Picture, rows: pd.DataFrame, width: int, select: str = downloads.GOAL
) -> dict[str, Any] | None:
    name = picture.name
    with st.container(key=f"card-{name}", gap="small"):
        downloads.head(word(f"chart.{name}_title"), word(f"chart.{name}_note"))
        clicked = downloads.show(picture, viewport.inside(width), select)
        left = (rows["organisation"].nunique() if name == "grid" else how_many(rows, name)) - _limit(name)
        if left > 0:
            label = word("gaps.more", count=min(left, STEP), left=left)
            st.button(label, key=f"more-{name}", type="tertiary", on_click=_show_more, args=(name,))
    return clicked


def _limit(name: str) -> int:
    """How many rows of a chart are drawn; the rest is a press away."""
    first = FIRST_OWNERS if name == "grid" else FIRST
    more: int = st.session_state.get(f"more-rows-{name}", 0)
    return (first // 3 if viewport.narrow() else first) + more


def _show_more(name: str) -> None:
    st.session_state[f"more-rows-{name}"] = st.session_state.get(f"more-rows-{name}", 0) + STEP


def _picture(name: str, rows: pd.DataFrame, chart: Any, print_width: int = HALF_PRINT) -> downloads.Picture:
    reader, limit = state.reader(), _limit(name)
    return downloads.Picture(
        name=name,
        about=f"{limit} rows",
        source=scope.source(),
        draw=lambda look, framed: chart(rows, look, framed, limit=limit, rest=False),
        table=lambda: tables.goals_to_read(rows.head(TABLED)),
        data=lambda: tables.goals_to_keep(rows, reader),
        print_width=print_width,
    )


show()
