"""The goals that the reader's filters leave, and what is said where they leave none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from board import state
from board.screens import filters, frame
from board.state import word
from warehouse import questions

_AS_CHOSEN = "as chosen"


def progress(status: str | None = _AS_CHOSEN) -> pd.DataFrame:
    """Return the progress of the goals in view; with `status` None whatever their status."""
    return _in_view(questions.progress, status=state.view().status if status == _AS_CHOSEN else status)


def worst(limit: int, offset: int = 0, words: str = "") -> pd.DataFrame:
    """Return a page of the goals in view, the worst first; with `words`, of those in which they occur."""
    return _in_view(questions.worst, status=state.view().status, words=words, limit=limit, offset=offset)


def standing() -> pd.DataFrame:
    """Return how many goals stand where, as the filters leave them."""
    return _in_view(questions.standing)


def _in_view(question: Callable[..., pd.DataFrame], **more: Any) -> pd.DataFrame:
    """Ask a question of the goals in view, whatever their status."""
    view = state.view()
    return state.ask(
        question, state.as_of(), organisation=view.organisation, year=state.year(), theme=view.theme, **more
    )


def counts(standing: pd.DataFrame) -> dict[str, Any]:
    """Return how many goals stand where; of one theme no gap is called the largest."""
    view = state.view()
    told: dict[str, Any] = dict(standing.iloc[0])
    told["reported"] = told["goals"] - told["no_data"]
    if view.theme is None:
        told |= dict(
            state.ask(questions.headline, state.as_of(), organisation=view.organisation, year=state.year()).iloc[0]
        )
    return told


def name() -> str:
    """Name the stretch of time in view: 2024 年."""
    year = state.year()
    return word("overview.scope_all") if year is None else word("overview.scope_year", year=year)


def stretch() -> str:
    """Name the stretch of time, with the theme where the reader asked for one: 2024 年招商引资."""
    theme = state.view().theme
    return f"{name()}{theme}" if theme and state.view().lang == "zh" else " · ".join(filter(None, (name(), theme)))


def whole_name(with_status: bool = True) -> str:
    """Name what is in view: 二七区 及下属 · 2024 年 · 招商引资."""
    view = state.view()
    parts = [filters.organisation_name(state.choices(), view.organisation), name()]
    parts += [view.theme] if view.theme else []
    parts += [word(f"status.{view.status}")] if view.status and with_status else []
    return " · ".join(parts)


def source() -> str:
    """Say where the numbers come from: how many documents and statements, and of which snapshot."""
    found = state.ask(questions.extent, state.as_of()).iloc[0]
    return word(
        "overview.footer",
        documents=int(found["documents"]),
        statements=int(found["statements"]),
        snapshot=found["snapshot_id"],
    )


def has_goals() -> bool:
    """Tell whether the snapshot holds any goal; where not, say what to do."""
    if state.choices().years:
        return True
    if has_documents():
        frame.notice(word("message.no_goals"))
    return False


def has_documents() -> bool:
    """Tell whether the snapshot holds any document; where not, say where they go."""
    if not state.ask(questions.documents).empty:
        return True
    frame.notice(word("message.no_documents", folder=state.data_dir() / "documents"))
    return False


def nothing_left() -> None:
    """Say that the filters leave nothing, and offer to take them away."""
    with st.container(key="card-nothing"):
        frame.notice(word("message.nothing_left"))
        filters.clear_button("clear-filters")
