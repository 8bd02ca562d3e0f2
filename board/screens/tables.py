"""The figures behind a chart: a table to read on the page, and a plain frame that leaves as CSV with its evidence."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from board import state
from board.album import with_evidence
from board.charts import format as fmt
from board.charts import sentences
from board.charts.rows import Goal, missing, read_goals
from board.charts.theme import Look
from board.screens import links, style
from board.state import Reader
from warehouse import questions

GOAL = "goal_id"
LINKED = 1  # the column with the metric


def goals_to_read(progress: pd.DataFrame) -> pd.DataFrame:
    """Return progress as a table of words, one row a goal by its id, columns named in the reader's language."""
    look, goals = state.look(0), read_goals(progress)
    index = pd.Index([goal.goal_id for goal in goals], name=GOAL)
    return pd.DataFrame([_goal_words(goal, look) for goal in goals], index=index)


def _goal_words(goal: Goal, look: Look) -> dict[str, str]:
    period = (
        fmt.period(goal.period_start, goal.period_stop, look.lang) if goal.period_start and goal.period_stop else ""
    )
    return {
        look.say("chart.organisation"): goal.organisation,
        look.say("chart.metric"): goal.metric,
        look.say("chart.period"): period,
        look.say("chart.target"): sentences.target(goal, look),
        look.say("chart.actual"): sentences.result(goal, look),
        look.say("chart.status"): sentences.standing_line(goal, look) or sentences.status_word(goal, look),
        look.say("chart.gap"): sentences.gap(goal, look),
        look.say("chart.needed"): sentences.needed(goal, look),
        look.say("chart.evidence"): sentences.evidence(goal, look),
    }


def goals_to_keep(progress: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """Return progress as it leaves in a CSV: plain values, and for both numbers the document, the day and the quote."""
    named = {str(key) for number in ("target_id", "actual_id") for key in progress[number].dropna()}
    said = reader.ask(questions.quoted, tuple(sorted(named)))
    return plain(with_evidence(progress, said, said.head(0)))


def plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with days as ISO text, fit for a CSV."""
    result = frame.copy()
    for name, column in frame.items():
        if pd.api.types.is_datetime64_any_dtype(column.dtype):
            result[name] = column.dt.strftime("%Y-%m-%d").fillna("")
    return result


def show(frame: pd.DataFrame, caption: str = "") -> None:
    """Write a table of words; wide ones scroll within their card.

    A table of goals by their ids links each to its screen: the way there for those who cannot click a chart.
    """
    head = "".join(style.tag("th", style.text(name), scope="col") for name in frame.columns)
    rows = []
    for key, values in zip(frame.index, frame.itertuples(index=False), strict=True):
        cells = ["" if missing(value) else style.text(value) for value in values]
        if frame.index.name == GOAL:
            cells[LINKED] = style.tag("a", cells[LINKED], href=links.goal_address(str(key)))
        rows.append(style.tag("tr", "".join(style.tag("td", cell) for cell in cells)))
    said = style.tag("caption", style.text(caption)) if caption else ""
    body = style.tag("thead", style.tag("tr", head)) + style.tag("tbody", "".join(rows))
    st.html(style.tag("div", style.tag("table", said + body, "xs-table"), "xs-card xs-scroll", tabindex="0"))
