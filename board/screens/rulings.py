"""What people ruled about a goal: who chose the official target, when and why, and what they noted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from board import state
from board.charts.rows import records
from board.screens import style
from board.state import word
from warehouse import questions

SHOWN = 6
TOLD = ("choose-official", "correct", "link", "unlink", "add", "note")

Row = Mapping[str, Any]


def show(goal_id: str) -> None:
    """Write a line for each ruling that stands, the newest first."""
    found = records(state.ask(questions.decision_history, goal_id))
    rows = [row for row in found if row["state"] == "applied" and row["verb"] in TOLD]
    lines = [style.tag("p", style.text(_line(row)), "xs-note-line") for row in rows[:SHOWN]]
    if lines:
        st.html(style.tag("div", "".join(lines), "xs-rulings"))


def _line(row: Row) -> str:
    """Say a ruling: 李 于 2024-05-20 采用 300亿元以上：以最新为准."""
    verb = word(f"review.verb_{str(row['verb']).replace('-', '_')}")
    after = str(row["after"] or "")
    changed = f"{row['before']} → {after}" if row["before"] and after and row["verb"] == "correct" else after
    if row["verb"] in ("link", "unlink"):
        changed = str(row["quote"])
    said = word("review.ruled", by=row["by"], at=str(row["at"])[:10], verb=verb, what=changed)
    reason = str(row["reason"] or "")
    return word("evidence.line", name=said.strip(), text=reason) if reason and row["verb"] != "note" else said.strip()
