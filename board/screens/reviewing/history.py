"""The full history: who decided what, when and why, what stood before and after; filtered, taken away, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from board import access, export, state
from board.charts.rows import records
from board.screens import links, style
from board.screens.reviewing import desk, queue
from board.screens.reviewing.narrowing import narrow, since
from board.state import word
from etl import judgement
from warehouse import questions

PAGE = 40
STATES = ("applied", "stale", "undone")
COLUMNS = (
    "number", "at", "by", "verb", "field", "metric", "organisation", "before", "after", "reason", "state", "about",
    "expected", "value", "document_title", "document_path", "quote", "goal_id", "id",
)  # fmt: skip

Row = Mapping[str, Any]


def show() -> None:
    """Draw the decisions, the newest first, with what narrows them."""
    frame = state.ask(questions.decision_history)
    with st.container(key="card-history", gap="small"):
        if frame.empty:
            st.html(style.tag("p", style.text(word("review.no_history")), "xs-notice"))
            return
        found = _filtered(frame)
        desk.who_and_why()
        rows = records(found)
        with st.container(key="decided-list", gap=None):
            for row in rows[:PAGE]:
                _row(row)
        if rows[PAGE:]:
            st.html(style.tag("p", style.text(word("review.more_history", count=len(rows) - PAGE)), "xs-soft"))


def _filtered(frame: pd.DataFrame) -> pd.DataFrame:
    """Offer who, what, what became of it and since when; and what is left as a file."""
    with st.container(key="history-filters", horizontal=True, gap="small", vertical_alignment="bottom"):
        found = narrow(frame, "by", sorted(frame["by"].unique()), str, "history")
        found = narrow(found, "verb", sorted(frame["verb"].unique()), verb_word, "history")
        found = narrow(found, "state", STATES, lambda value: word(f"review.state_{value}"), "history")
        found = since(found, "history")
        if access.may("export"):
            file = f"xushi-decisions-{date.today().isoformat()}.csv"
            st.download_button(
                word("download.csv"),
                data=export.csv(found[list(COLUMNS)]),
                file_name=file,
                mime="text/csv",
                key="csv-history",
                on_click=access.record,
                args=("export", file),
            )
    return found


def verb_word(verb: str) -> str:
    """Say a verb of a decision: 采用, 更正."""
    return word(f"review.verb_{verb.replace('-', '_')}")


def _row(row: Row) -> None:
    with st.container(
        key=f"decided-{row['state']}-{row['number']}", horizontal=True, gap="small", vertical_alignment="center"
    ):
        st.html(said(row))
        with st.container(
            key=f"decided-acts-{row['number']}",
            horizontal=True,
            gap="small",
            width="content",
            vertical_alignment="center",
        ):
            if row["goal_id"]:
                links.to_goal(str(row["goal_id"]), word("screen.goal"))
            stands = row["state"] != "undone" and row["verb"] != "undo"
            if stands and st.button(word("review.undo"), key=f"undo-{row['number']}", type="tertiary"):
                desk.take_back(judgement.read_decision(row))


def said(row: Row) -> str:
    """Say a decision as safe markup: when, who, what about what, from what to what, why, and what became of it."""
    when = style.tag("span", style.text(moment(row)), "xs-soft")
    what = f"{style.tag('b', style.text(row['by']))} {style.tag('b', style.text(verb_word(str(row['verb']))))}"
    field = f" {word('review.field_' + str(row['field']))}" if row["verb"] == "correct" else ""
    about = style.text(" · ".join(str(row[name]) for name in ("metric", "organisation") if row[name]) + field)
    changed = style.text(_changed(row))
    reason = style.tag("span", style.text(f"“{row['reason']}”"), "xs-soft") if row["reason"] else ""
    became = style.text(word(f"review.state_{row['state']}"))
    mark = "" if row["state"] == "applied" else style.tag("span", became, "xs-tag")
    return style.tag("p", " ".join(part for part in (when, what, about, changed, reason, mark) if part), "xs-decided")


def moment(row: Row) -> str:
    """Say when: 2024-05-20 09:30."""
    return str(row["at"])[:16].replace("T", " ")


def _changed(row: Row) -> str:
    before, after = str(row["before"] or ""), str(row["after"] or "")
    if not (row["metric"] or before):
        before = queue.spoken(str(row["expected"]))
    return f"{before} → {after}" if before and after else before or after
