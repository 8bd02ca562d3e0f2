"""The figures behind a chart: a table to read on the page, and a plain frame that leaves as CSV with its evidence."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from board import state
from board.charts import format as fmt
from board.charts import sentences
from board.charts.rows import Goal, missing, read_goals
from board.charts.theme import Look
from board.screens import style
from board.state import Reader
from warehouse import questions

# What leaves as CSV, in this order; base units, fractions, ISO days.
GOAL_COLUMNS = (
    "organisation", "metric", "theme", "period", "comparator", "target", "target_text", "target_basis",
    "target_published_on", "actual", "actual_text", "actual_as_of", "actual_basis", "unit", "ratio", "elapsed", "lead",
    "gap", "months_left", "needed", "run_rate", "forecast_low", "forecast", "forecast_high", "status", "status_reason",
    "days_since_report", "rival_count", "evidence_count",
)  # fmt: skip
EVIDENCE = ("document", "published_on", "quote")


def goals_to_read(progress: pd.DataFrame) -> pd.DataFrame:
    """Return progress as a table of words, one row a goal, columns named in the reader's language."""
    look = state.look(0)
    return pd.DataFrame([_goal_words(goal, look) for goal in read_goals(progress)])


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
    """Return progress as it leaves in a CSV: plain values, and for both numbers the file, the day and the sentence."""
    frame = progress[[name for name in GOAL_COLUMNS if name in progress.columns]].copy()
    said = _said(reader)
    for number in ("target", "actual"):
        for name in EVIDENCE:
            frame[f"{number}_{name}"] = [said.get(str(key), {}).get(name, "") for key in progress[f"{number}_id"]]
    return plain(frame)


def _said(reader: Reader) -> dict[str, dict[str, str]]:
    """Return {statement id: its document, day and quote}."""
    documents = reader.ask(questions.documents)
    found: dict[str, dict[str, str]] = {}
    for document in documents[documents["state"] == "read"].to_dict("records"):
        day = document["published_on"]
        facts = {"document": str(document["path"]), "published_on": "" if missing(day) else f"{day:%Y-%m-%d}"}
        statements = reader.ask(questions.document_statements, str(document["id"]))
        for key, quote in zip(statements["statement_id"], statements["quote"], strict=True):
            found[str(key)] = {**facts, "quote": str(quote)}
    return found


def plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with days as ISO text, fit for a CSV."""
    result = frame.copy()
    for name, column in frame.items():
        if pd.api.types.is_datetime64_any_dtype(column.dtype):
            result[name] = column.dt.strftime("%Y-%m-%d").fillna("")
    return result


def show(frame: pd.DataFrame, caption: str = "") -> None:
    """Write a table of words; wide ones scroll within their card."""
    head = "".join(style.tag("th", style.text(name), scope="col") for name in frame.columns)
    rows = []
    for values in frame.itertuples(index=False):
        cells = "".join(style.tag("td", "" if missing(value) else style.text(value)) for value in values)
        rows.append(style.tag("tr", cells))
    said = style.tag("caption", style.text(caption)) if caption else ""
    body = style.tag("thead", style.tag("tr", head)) + style.tag("tbody", "".join(rows))
    st.html(style.tag("div", style.tag("table", said + body, "xs-table"), "xs-card xs-scroll", tabindex="0"))
