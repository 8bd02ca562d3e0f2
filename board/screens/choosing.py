"""Another goal to look at: one of a list while there are few, found by its words where there are many."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from board import state
from board.charts.rows import Goal, read_goals
from board.screens import links, scope, style
from board.state import word

LISTED = 100
FOUND = 12


def offered() -> pd.DataFrame:
    """Return the goals in view as `questions.worst` has them, the worst first, at most as many as a list takes."""
    return scope.worst(LISTED)


def show(goals: pd.DataFrame, asked: str, row: pd.DataFrame) -> None:
    """Offer the goals of `offered` beside the one asked for, of which `row` is the progress."""
    if len(goals) and goals["matches"].iloc[0] > LISTED:
        _search(int(goals["matches"].iloc[0]))
    else:
        _list([*read_goals(goals), *read_goals(row)], asked)


def _list(goals: Iterable[Goal], asked: str) -> None:
    names = {goal.goal_id: goal for goal in goals}
    key = "choose-goal"
    st.session_state[key] = asked
    st.selectbox(
        word("goal.choose"),
        list(names) if asked in names else [asked, *names],
        key=key,
        format_func=lambda goal_id: _name(names[goal_id]) if goal_id in names else goal_id,
        on_change=_chosen,
        label_visibility="collapsed",
        width=320,
    )


def _chosen() -> None:
    state.change(goal=st.session_state["choose-goal"])


def _search(count: int) -> None:
    opened = st.popover(
        word("goal.find", count=count), icon=":material/search:", key="find-goals", on_change="rerun", width=320
    )
    if not opened.open:
        return
    with opened:
        label = word("goal.find_words")
        asked = st.text_input(label, key="find-goal-words", placeholder=label, label_visibility="collapsed")
        found = scope.worst(FOUND, words=asked)
        for goal in read_goals(found):
            sign = style.SIGNS.get(goal.status, "")
            links.to_goal(goal.goal_id, f"{sign} {links.plain_label(_name(goal))}")
        matches = int(found["matches"].iloc[0]) if len(found) else 0
        if matches != len(found) or not matches:
            said = word("goal.find_more", count=matches - len(found)) if matches else word("goal.find_none")
            st.html(style.tag("p", style.text(said), "xs-soft"))


def _name(goal: Goal) -> str:
    return f"{goal.metric} · {goal.organisation}"
