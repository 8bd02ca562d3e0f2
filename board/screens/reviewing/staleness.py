"""A decision whose ground has changed: what was seen then, what is there now, to be made again or taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from board import state
from board.charts.rows import records
from board.screens import style
from board.screens.reviewing import desk, effects, queue, sentence
from board.screens.reviewing.queue import Queue
from board.state import word
from etl import judgement
from warehouse import questions

RENEWABLE = ("accept", "reject", "correct", "choose-official", "link", "unlink", "note")
MOST = 2

Row = Mapping[str, Any]


def show(decision_id: str, waiting: Queue) -> str | None:
    """Draw the decision and what it may be meant for now; return why not where it is not there."""
    found = records(state.ask(questions.decision, decision_id))
    if not found or found[0]["state"] != "stale":
        return word("review.item_gone")
    row = found[0]
    decision = judgement.read_decision(row)
    verb = word(f"review.verb_{str(row['verb']).replace('-', '_')}")
    lines = [
        word("review.stale_line", by=row["by"], at=str(row["at"])[:16].replace("T", " "), verb=verb),
        word("review.stale_seen", seen=queue.spoken(str(row["expected"]))),
    ]
    if row["value"]:
        lines.append(word("review.stale_value", value=row["value"]))
    if row["reason"]:
        lines.append(word("review.stale_reason", reason=row["reason"]))
    st.html("".join(style.tag("p", style.text(line), "xs-doubt") for line in lines))
    desk.who_and_why()
    if row["verb"] in RENEWABLE:
        _successors(decision, decision_id, waiting)
    if st.button(word("review.take_back"), key="take-back", shortcut="X"):
        desk.act(lambda by, reason: [judgement.undoing(decision, by, reason)], waiting, needs_reason=False)
    return None


def _successors(decision: judgement.Decision, decision_id: str, waiting: Queue) -> None:
    """Draw the statement that says the same now; where none does, those that are near."""
    found = records(state.ask(questions.successors, decision_id))
    same = [row for row in found if str(row["quantity_text"]) in decision.expected]
    for number, statement in enumerate((same or found)[:MOST], 1):
        _successor(decision, statement, number, waiting)


def _successor(decision: judgement.Decision, row: Row, number: int, waiting: Queue) -> None:
    with st.container(key=f"successor-{number}", gap="small"):
        sentence.context(row)
        st.html(sentence.reading(row))

        def renew(by: str, reason: str) -> list[judgement.Decision]:
            return judgement.renewal(decision, row, by, reason)

        if st.button(word("review.renew"), key=f"renew-{number}", type="primary", shortcut=str(number)):
            desk.act(renew, waiting)
        st.html(effects.preview(desk.tried(lambda by, reason: renew(by, reason)[:1])))
