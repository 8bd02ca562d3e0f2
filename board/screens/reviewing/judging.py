"""One statement: accept it, correct a field, reject it, note something, link it to a goal or take it off one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from board import state
from board.charts.rows import records
from board.screens import links, style
from board.screens.reviewing import correcting, desk, effects, sentence
from board.screens.reviewing.queue import Queue
from board.state import word
from etl import judgement
from etl.judgement import Decision
from warehouse import questions

LIKELIEST = 3

Row = Mapping[str, Any]


def show(statement_id: str, waiting: Queue) -> str | None:
    """Draw a statement with all that can be decided about it; return why not where it is not there."""
    return _show(statement_id, waiting, lambda row: None)


def show_doubt(statement_id: str, waiting: Queue) -> str | None:
    """Draw a statement that the rules were not sure of; those alike can be accepted with it."""
    return _show(statement_id, waiting, lambda row: _alike(row, waiting))


def show_link(statement_id: str, waiting: Queue) -> str | None:
    """Draw a result that no goal is linked to, with the goals that it may be about."""
    return _show(statement_id, waiting, lambda row: None, asks_link=True)


def show_finding(about: str, waiting: Queue) -> str | None:
    """Draw a statement with what the auditor noted about it; `about` is rule:statement."""
    rule, _, statement_id = about.partition(":")

    def noted(row: Row) -> None:
        for found in records(state.ask(questions.findings, statement_id)):
            if found["rule"] == rule:
                figures = json.loads(str(found["figures"]))
                st.html(style.tag("p", style.text(word(f"finding.{rule}_line", **figures)), "xs-doubt"))

    return _show(statement_id, waiting, noted)


def _show(statement_id: str, waiting: Queue, more: Callable[[Row], None], *, asks_link: bool = False) -> str | None:
    row = sentence.of(statement_id)
    if row is None:
        return word("review.item_gone")
    sentence.context(row)
    st.html(sentence.reading(row))
    desk.who_and_why()
    if asks_link:
        _links(row, waiting)
    more(row)
    _buttons(row, waiting, asks_link)
    if correcting.is_open(row):
        correcting.form(row, waiting)
        return None
    _if_rejected(row)
    if not asks_link:
        _links(row, waiting)
    return None


def _buttons(row: Row, waiting: Queue, asks_link: bool) -> None:
    """The acts that need no form, one stroke each."""

    def accept(by: str, reason: str) -> list[Decision]:
        return [judgement.about_statement(row, "accept", by, reason)]

    def note(by: str, reason: str) -> list[Decision]:
        return [judgement.about_statement(row, "note", by, value=reason)]

    with st.container(key="acts", horizontal=True, gap="small"):
        label = word("review.accept_unlinked" if asks_link else "review.accept")
        if st.button(label, key="accept", type="secondary" if asks_link else "primary", shortcut="A"):
            desk.act(accept, waiting, needs_reason=False)
        correcting.toggle(row)
        reject_button(row, waiting, "reject", shortcut="X")
        if st.button(word("review.note"), key="note", shortcut="N", help=word("review.note_help")):
            desk.act(note, waiting)


def _if_rejected(row: Row) -> None:
    found = effects.preview(desk.tried(lambda by, reason: [judgement.about_statement(row, "reject", by, reason)]))
    st.html(style.tag("div", style.tag("span", style.text(word("review.if_rejected")), "xs-soft") + found, "xs-if"))


def reject_button(row: Row, waiting: Queue, key: str, shortcut: str | None) -> None:
    """Offer to reject a statement: it is not what the rules took it for."""
    if st.button(word("review.reject"), key=key, shortcut=shortcut):
        desk.act(lambda by, reason: [judgement.about_statement(row, "reject", by, reason)], waiting)


def _alike(row: Row, waiting: Queue) -> None:
    """Offer to accept at once all of this document that carry the same doubts."""
    others = records(state.ask(questions.alike, str(row["statement_id"])))
    if len(others) < 2:
        return

    def accept_all(by: str, reason: str) -> list[Decision]:
        return [judgement.about_statement(other, "accept", by, reason) for other in others]

    if st.button(word("review.accept_all", count=len(others)), key="accept-all", shortcut="L"):
        desk.act(accept_all, waiting, needs_reason=False)


def _links(row: Row, waiting: Queue) -> None:
    """The goals that a result is linked to, to be taken off, and those that it could be linked to."""
    if row["kind"] != "actual":
        return
    linked = [goal for goal in records(state.ask(questions.statement_goals, str(row["statement_id"]))) if goal["rule"]]
    for goal in linked:
        with st.container(key=f"linked-{goal['goal_id']}", horizontal=True, vertical_alignment="center", gap="small"):
            links.to_goal(str(goal["goal_id"]), links.plain_label(word("review.linked", goal=sentence.goal_name(goal))))
            if st.button(word("review.unlink"), key=f"unlink-{goal['goal_id']}", shortcut="U"):
                _link(row, goal, "unlink", waiting)
    choices = records(state.ask(questions.link_choices, str(row["statement_id"])))
    if not choices:
        if not linked:
            st.html(style.tag("p", style.text(word("review.no_goal_fits")), "xs-soft"))
        return
    near = [goal for goal in choices if float(goal["likeness"]) >= 0.6][:LIKELIEST] if not linked else []
    for number, goal in enumerate(near, 1):
        _choice(row, goal, waiting, number)
    _others(row, [goal for goal in choices if goal not in near], waiting)


def _choice(row: Row, goal: Row, waiting: Queue, number: int) -> None:
    with st.container(key=f"link-{number}", gap=None):
        label = word("review.link_to", goal=sentence.goal_name(goal))
        if st.button(label, key=f"link-to-{goal['goal_id']}", type="primary", shortcut=str(number)):
            _link(row, goal, "link", waiting)
        _link_effect(row, goal)


def _others(row: Row, goals: list[Row], waiting: Queue) -> None:
    """The goals that are less likely, in a list."""
    if not goals:
        return
    names = {str(goal["goal_id"]): goal for goal in goals}
    with st.container(key="link-others", horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = st.selectbox(
            word("review.other_goals"),
            list(names),
            index=None,
            format_func=lambda key: sentence.goal_name(names[key]),
            key=f"link-other-{row['statement_id']}",
            placeholder=word("review.other_goals_hint"),
        )
        pressed = st.button(word("review.link"), key="link-other", disabled=chosen is None)
    if chosen is None:
        return
    _link_effect(row, names[chosen])
    if pressed:
        _link(row, names[chosen], "link", waiting)


def _link_effect(row: Row, goal: Row) -> None:
    found = desk.tried(
        lambda by, reason: [judgement.about_link(row, "link", goal, by, reason)], goals=(str(goal["goal_id"]),)
    )
    st.html(effects.preview(found))


def _link(row: Row, goal: Row, verb: Any, waiting: Queue) -> None:
    desk.act(lambda by, reason: [judgement.about_link(row, verb, goal, by, reason)], waiting)
