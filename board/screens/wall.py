"""挂图: the whole screen, one slide after another, for a room or a corridor; it follows new snapshots by itself.

Streamlit gives the slides, and gives them again each minute; a small component turns them, so that a slow network
never stops the wall. Nothing of a document passes through the component.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from board import state
from board.charts.projects import Project, read_projects
from board.charts.rows import Goal, read_goals
from board.screens import frame, project_filters, scope, style
from board.screens.wall_slides import slides
from board.state import word
from board.view import WALL

FASTEST = 3
AGAIN = "60s"
KEY = "wall"
_RULES = Path(__file__).with_name("wall.css")
_TURN = Path(__file__).with_name("wall.js")


@lru_cache(maxsize=1)
def _rules() -> str:
    return f"<style>{_RULES.read_text('utf-8')}</style>"


_turner = st.components.v2.component("xushi_wall", js=_TURN.read_text("utf-8"))


def asked() -> bool:
    """Tell whether the address asks for the wall."""
    return state.view().wall is not None


def show() -> None:
    """Draw the wall over the whole page; it stands still at the slide that the address names."""
    state.write_address(*WALL)
    st.html(_rules())
    _show_slides()
    seconds = state.view().wall or 0
    data = {
        "seconds": max(FASTEST, seconds) if seconds else 0,
        "slide": state.view().slide,
        "paused": word("wall.paused"),
        "label": word("wall.label", page="{page}", pages="{pages}"),
    }
    with st.container(key="wall-turner"):
        _turner(key=KEY, height=1, data=data, on_stood_change=_stood, on_left_change=_left)


@st.fragment(run_every=AGAIN)
def _show_slides() -> None:
    """Draw all slides, of the snapshot that is current now."""
    with frame.plain_errors():
        state.find_source()
        made = slides(*_content(), state.look(0))
        st.html(style.tag("div", "".join(made) + _foot(), "xs-wall", lang=state.view().lang))


def _content() -> tuple[Sequence[Goal], Mapping[str, Any], pd.DataFrame, Sequence[Project]]:
    """Ask for what the slides show, as the filters and the day leave it."""
    rows, counts = scope.progress(), scope.counts(scope.standing())
    projects = read_projects(project_filters.projects(), project_filters.milestones())
    return read_goals(rows), counts, project_filters.pipeline(), projects


def _foot() -> str:
    """The line at the bottom of every slide: what is in view, up to which day, from where, and which keys turn."""
    seconds = state.view().wall or 0
    pace = word("wall.every", seconds=max(FASTEST, seconds)) if seconds else word("wall.still")
    named = [scope.whole_name(), project_filters.name(), word("chart.as_of", day=state.as_of().isoformat())]
    left = style.tag("b", style.text(" · ".join(name for name in named if name)))
    right = style.tag("span", style.tag("span", "", "xs-wall-page") + style.text(f" · {pace}"))
    source = style.tag("span", style.text(word("chart.source", source=scope.source())))
    keys = style.tag("span", style.text(word("wall.keys")), "xs-wall-keys")
    lines = style.tag("div", style.tag("span", left) + right) + style.tag("div", source + keys)
    return style.tag("footer", lines + style.tag("i", "", "xs-wall-clock"), "xs-wall-foot")


def _stood() -> None:
    """Put the slide that the reader stopped at into the address; take it out when they go on."""
    told = st.session_state.get(KEY)
    at = told.get("stood") if told is not None else None
    state.change(slide=int(at) if at else None)


def _left() -> None:
    state.change(wall=None, slide=None)
