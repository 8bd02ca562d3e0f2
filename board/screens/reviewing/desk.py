"""Who decides and why, and the act itself: allowed, carried out, its effect told, the next item opened."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import streamlit as st

from board import access, state
from board.access import AccessError
from board.screens import acting
from board.screens.reviewing import effects, queue
from board.screens.reviewing.queue import Queue
from board.state import word
from etl import judgement
from etl.judgement import Change, Decision, Preview, XushiError
from warehouse import questions
from warehouse.snapshot import SnapshotError

WHO, WHY, DONE, FAILED, REASONS = "review-who", "review-why", "review-done", "review-failed", "review-reasons"
TURN = "review-turn"
MOST_REASONS = 3

log = logging.getLogger(__name__)

Decide = Callable[[str, str], Sequence[Decision]]
WordsChange = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Done:
    """The last act of this session, to be told and, at a stroke, taken back."""

    decisions: tuple[Decision, ...]
    changes: tuple[Change, ...]


def who_and_why() -> None:
    """Ask who decides, unless they are signed in, and why; offer the reasons given last."""
    person = access.person()
    with st.container(key="who-why", horizontal=True, gap="small", vertical_alignment="bottom"):
        if person.name is None:
            st.session_state[WHO] = st.session_state.get(acting.WHO, "")
            st.text_input(word("review.who"), key=WHO, width=150, on_change=_remember_name, max_chars=60)
        st.text_input(word("review.why"), key=_why_key(), placeholder=word("review.why_hint"), max_chars=500)
    reasons = st.session_state.get(REASONS, [])
    if reasons:
        with st.container(key="reasons", horizontal=True, gap="small"):
            for number, reason in enumerate(reasons[:MOST_REASONS]):
                st.button(reason, key=f"reason-{number}", type="tertiary", on_click=_take_reason, args=(reason,))


def _remember_name() -> None:
    st.session_state[acting.WHO] = st.session_state[WHO].strip()


def _why_key() -> str:
    return f"{WHY}-{st.session_state.get(TURN, 0)}"


def _take_reason(reason: str) -> None:
    st.session_state[_why_key()] = reason


def by() -> str:
    """Return who decides: who is signed in, else the name given; '' where there is none yet."""
    return access.person().name or str(st.session_state.get(acting.WHO) or "")


def why() -> str:
    """Return the reason that is written."""
    return str(st.session_state.get(_why_key()) or "").strip()


def act(
    decide: Decide, waiting: Queue, *, needs_reason: bool = True, words: Callable[[], WordsChange] | None = None
) -> None:
    """Carry out what `decide(by, why)` returns and go on to the next item; what stands in the way is said instead.

    `words` returns the change of the vocabulary that an adoption makes.
    """
    try:
        access.require("review")
        if not by():
            raise _MissingError("review.who_missing")
        if needs_reason and not why():
            raise _MissingError("review.why_missing")
        change = words() if words else None
        decisions = tuple(decide(by(), why()))
        with st.spinner(word("review.following")):
            _carry_out(decisions, lambda data: judgement.carry_out(data, *decisions, words=change))
    except (_MissingError, AccessError, XushiError, SnapshotError) as error:
        _fail(error)
    else:
        opened = state.view().item
        left = queue.read()
        following = waiting.after(opened)
        state.change(item=following if left.place(following) is not None else left.after(None))
    st.rerun()


def take_back(decision: Decision) -> None:
    """Take a decision back."""
    try:
        access.require("review")
        if not by():
            raise _MissingError("review.who_missing")
        undo = judgement.undoing(decision, by(), why())
        with st.spinner(word("review.following")):
            _carry_out((undo,), lambda data: judgement.take_back(data, decision, undo))
    except (_MissingError, AccessError, XushiError, SnapshotError) as error:
        _fail(error)
    st.rerun()


class _MissingError(Exception):
    """Who or why is missing; the argument is the key of the sentence."""


def _fail(error: Exception) -> None:
    log.info("%s", error)
    if isinstance(error, _MissingError):
        said = word(str(error))
    else:
        said = error.sentence(state.view().lang) if isinstance(error, AccessError) else str(error)
    st.session_state[FAILED] = said


def _carry_out(decisions: tuple[Decision, ...], carry: Callable[[Path], None]) -> None:
    """Let the board follow, and keep what changed on it to be told."""
    day = state.as_of()
    before = state.ask(questions.progress, day)
    carry(state.data_dir())
    state.find_source()
    changes = judgement.differences(before, state.ask(questions.progress, day))
    st.session_state[DONE] = Done(decisions, tuple(changes))
    for decision in decisions:
        access.record(f"review {decision.verb}", f"{decision.about} {decision.field}".strip(), by=decision.by)
        _keep_reason(decision.reason)
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1


def _keep_reason(reason: str) -> None:
    kept = [other for other in st.session_state.get(REASONS, []) if other != reason]
    st.session_state[REASONS] = [reason, *kept][:MOST_REASONS] if reason else kept


def told() -> None:
    """Tell what the last act did, with the way back, or why it was not done."""
    failed = st.session_state.pop(FAILED, None)
    if failed:
        st.error(failed)
    done = st.session_state.get(DONE)
    if not isinstance(done, Done):
        return
    first = done.decisions[0]
    with st.container(key="review-told", horizontal=True, gap="small", vertical_alignment="center"):
        count = len(done.decisions)
        verb = word(f"review.verb_{first.verb.replace('-', '_')}")
        head = word("review.done_many" if count > 1 else "review.done", verb=verb, by=first.by, count=count)
        st.html(effects.line(head, done.changes))
        if first.verb != "undo" and count == 1 and st.button(word("review.undo"), key="undo-last", shortcut="Z"):
            take_back(first)


def tried(decide: Decide, goals: tuple[str, ...] = ()) -> Preview | None:
    """Return what a decision would change, tried once for each snapshot; None where it cannot be tried."""
    decisions = tuple(replace(row, by="", reason="", at="") for row in decide("-", "-"))
    if not decisions:
        return None
    try:
        return _tried(state.reader().path, decisions, state.as_of(), goals)
    except (XushiError, SnapshotError) as error:
        log.info("%s", error)
        return None


@st.cache_data(max_entries=300, show_spinner=False)
def _tried(path: str, decisions: tuple[Decision, ...], as_of: date, goals: tuple[str, ...]) -> Preview:
    return judgement.preview(state.connection(), state.data_dir(), decisions, as_of, goals)
