"""The form that corrects a statement: every field as it was read, and what would change with what is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from board import state
from board.screens.reviewing import desk, effects
from board.screens.reviewing.queue import Queue
from board.state import word
from etl import judgement
from etl.judgement import XushiError
from etl.vocabulary import load_vocabulary

OPEN = "review-correcting"
COMPARATORS = {"=": "=", ">=": "≥", ">": ">", "<=": "≤", "<": "<", "~": "≈"}

Row = Mapping[str, Any]


def is_open(row: Row) -> bool:
    """Tell whether the form of this statement is open."""
    return bool(st.session_state.get(OPEN) == row["statement_id"])


def toggle(row: Row) -> None:
    """Offer to open the form, or to close it."""
    opened = is_open(row)
    if st.button(word("review.correct_close" if opened else "review.correct"), key="correct", shortcut="E"):
        st.session_state[OPEN] = None if opened else row["statement_id"]
        st.rerun()


def form(row: Row, waiting: Queue) -> None:
    """Draw the form; what is left as it was is not corrected."""
    with st.container(key="correcting", gap="small"):
        values = _fields(row)
        try:
            vocabulary = load_vocabulary(state.data_dir())
            made = judgement.corrections(row, values, "-", "-", vocabulary)
        except XushiError as error:
            st.warning(str(error))
            return
        if made:
            st.html(effects.preview(desk.tried(lambda by, reason: made)))
        if st.button(word("review.correct_save", count=len(made)), key="save", type="primary", disabled=not made):
            desk.act(lambda by, reason: judgement.corrections(row, values, by, reason, vocabulary), waiting)


def _fields(row: Row) -> dict[str, str]:
    """Ask for every field, with what was read written in it."""
    key = str(row["statement_id"])
    seen = {
        name: judgement.seen(row, name) for name in ("kind", "metric", "organisation", "quantity", "period", "as_of")
    }
    seen |= {name: judgement.seen(row, name) for name in ("comparator", "basis")}
    first, second = st.columns([1, 2, 2]), st.columns([3, 2, 2, 4, 2])
    with first[0]:
        kind = _one_of("kind", ("target", "actual"), seen, key)
    with first[1]:
        metric = _open_choice("metric", _metric_names(), seen, key)
    with first[2]:
        organisation = _open_choice("organisation", list(state.choices().parents), seen, key)
    with second[0]:
        quantity = _text("quantity", seen, key)
    with second[1]:
        comparator = _one_of("comparator", tuple(COMPARATORS), seen, key)
    with second[2]:
        basis = _one_of("basis", ("flow", "event", "stock"), seen, key)
    with second[3]:
        period = _text("period", seen, key, word("review.period_help"))
    values = {"kind": kind, "metric": metric, "organisation": organisation, "quantity": quantity}
    values |= {"comparator": comparator, "basis": basis, "period": period}
    if row["kind"] == "actual":
        with second[4]:
            values["as_of"] = _text("as_of", seen, key, word("review.as_of_help"))
    return values


def _text(name: str, seen: Mapping[str, str], key: str, help_: str | None = None) -> str:
    return st.text_input(word(f"review.field_{name}"), seen[name], key=f"fix-{name}-{key}", help=help_)


def _one_of(name: str, options: tuple[str, ...], seen: Mapping[str, str], key: str) -> str:
    return st.selectbox(
        word(f"review.field_{name}"),
        options,
        index=options.index(seen[name]),
        format_func=lambda option: COMPARATORS.get(option) or word(f"evidence.{option}"),
        key=f"fix-{name}-{key}",
    )


def _open_choice(name: str, options: list[str], seen: Mapping[str, str], key: str) -> str:
    """One of those known, or another that is typed in."""
    offered = list(dict.fromkeys([seen[name], *options]))
    chosen = st.selectbox(
        word(f"review.field_{name}"),
        offered,
        key=f"fix-{name}-{key}",
        accept_new_options=True,
        filter_mode="contains",
        placeholder="",
    )
    return chosen or seen[name]


def _metric_names() -> list[str]:
    return [entry.name for entry in load_vocabulary(state.data_dir()).metrics]
