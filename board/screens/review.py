"""核对: what waits for a person, one item at a time; what was decided, by whom and why; a number to be added."""

from __future__ import annotations

import streamlit as st

from board import access, state
from board.screens import frame, style, switch, viewport
from board.screens.reviewing import adding, card, desk, history, queue, record
from board.screens.reviewing.queue import ADD, HISTORY, RECORD
from board.state import word
from warehouse import questions

LIST = 0.27
WAITING = "queue"
PARTS = (HISTORY, ADD, RECORD)


def show() -> None:
    """Draw the part that the address names: an item of the queue, the history, or the form for a number."""
    if state.ask(questions.documents).empty:
        state.write_address()
        frame.notice(word("message.no_documents", folder=state.data_dir() / "documents"))
        return
    waiting = queue.read()
    opened = state.view().item
    if opened is None and not viewport.narrow():
        opened = waiting.after(None)
    state.write_address("item", "claims_page")
    stale = waiting.counts.get("stale", 0)
    frame.title(word("review.title"), sub=word("review.subtitle", count=waiting.total))
    if stale:
        line = style.tag("p", style.text(word("review.stale_loud", count=stale)), "xs-loud", role="alert")
        st.html(line)
    with st.container(key="review-bar", horizontal=True, gap="small", vertical_alignment="center"):
        _parts(opened)
        if opened not in PARTS and waiting.total:
            queue.kinds(waiting)
    desk.told()
    if opened == HISTORY:
        history.show()
    elif opened == ADD:
        adding.show(waiting)
    elif opened == RECORD:
        record.show()
    else:
        _queue(waiting, opened)


def _parts(opened: str | None) -> None:
    part = opened if opened in PARTS else WAITING
    decided = len(state.ask(questions.decision_history))
    names = {WAITING: word("review.part_queue"), HISTORY: word("review.part_history", count=decided)}
    names[ADD] = word("review.part_add")
    if access.may("audit"):
        names[RECORD] = word("review.part_record")
    chosen = part if part in names else WAITING
    switch.show(word("review.parts"), list(names), chosen, "review-part", names.__getitem__, _open_part)


def _open_part(part: str) -> None:
    state.change(item=None if part == WAITING else part)


def _queue(waiting: queue.Queue, opened: str | None) -> None:
    if opened is None and not waiting.items:
        with st.container(key="card-nothing"):
            frame.notice(word("review.nothing_waits"))
        return
    if viewport.narrow():
        if opened is None:
            queue.listing(waiting, opened)
        else:
            st.button(word("review.back"), key="back-to-queue", on_click=state.change, kwargs={"item": None})
            card.show(opened, waiting)
        return
    left, right = st.columns([LIST, 1 - LIST], gap="medium")
    with left:
        queue.listing(waiting, opened)
    with right:
        if opened is not None:
            card.show(opened, waiting)


show()
