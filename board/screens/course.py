"""How a goal came to stand where it stands: what was promised and what was reported, day by day.

A line opens the board as it stood on that day, with the same goal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from board import state
from board.charts import format as fmt
from board.charts.rows import Goal, records, to_day, to_number
from board.screens import links, style
from board.state import word

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that was said of a goal: on which day, whether a target or a result, and what."""

    day: date
    kind: str
    words: str


def turns(goal: Goal, targets: pd.DataFrame, reports: pd.DataFrame) -> list[Turn]:
    """Return what was said, the newest first; what several sentences of a day say alike is said once."""
    told = [turn for row in records(targets) if (turn := _target(row, goal))]
    told += [turn for row in records(reports) if (turn := _report(row, goal))]
    return sorted(dict.fromkeys(told), key=lambda turn: (turn.day, turn.kind == "actual"), reverse=True)


def _target(row: Mapping[str, Any], goal: Goal) -> Turn | None:
    day = to_day(row.get("published_on"))
    low, high = to_number(row.get("low")), to_number(row.get("high"))
    words = fmt.bound(low, high, str(row.get("comparator") or "="), goal.unit, state.view().lang)
    return Turn(day, "target", words) if day else None


def _report(row: Mapping[str, Any], goal: Goal) -> Turn | None:
    """A result stands on the day it was published, which is the day from which the board knows it."""
    lang = state.view().lang
    until = to_day(row.get("as_of"))
    day = to_day(row.get("published_on")) or until
    words = fmt.quantity(to_number(row.get("value")), goal.unit, lang, like=goal.target)
    if until:
        words = word("course.until", value=words, day=fmt.day(until, lang, goal.year))
    if row.get("measures") == "other":
        words += word("course.other")
    return Turn(day, "actual", words) if day else None


def show(goal: Goal, targets: pd.DataFrame, reports: pd.DataFrame) -> None:
    """Write a line for each turn; nothing where a single sentence is all there is."""
    told = turns(goal, targets, reports)
    if len(told) < 2:
        return
    with st.container(key="card-course", gap=None):
        st.html(
            style.tag("h2", style.text(word("course.title")))
            + style.tag("p", style.text(word("course.note")), "xs-soft")
        )
        for turn in told[:SHOWN]:
            kind = word(f"evidence.{turn.kind}")
            label = f"**{links.plain_label(turn.day.isoformat())}**  {kind} {links.plain_label(turn.words)}"
            links.to_goal(goal.goal_id, label, as_of=turn.day)
        if told[SHOWN:]:
            st.html(style.tag("p", style.text(word("evidence.more", count=len(told) - SHOWN)), "xs-soft"))
