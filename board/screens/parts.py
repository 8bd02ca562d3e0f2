"""The parts of a large office, a button each: how many goals a theme or an organisation has, and how they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from board import state
from board.charts.rows import records
from board.charts.theme import WORST_FIRST
from board.screens import links, switch, viewport
from board.state import word
from board.view import BY

SHOWN, SHOWN_NARROW = 16, 6
ALL_PARTS = "all-parts"


def show(standing: pd.DataFrame) -> None:
    """Draw `questions.standing`; pressing a part shows its goals alone, pressing it again shows all."""
    by = state.view().by
    chosen = getattr(state.view(), by)
    rows = records(standing[standing["kind"] == by])
    most = SHOWN_NARROW if viewport.narrow() else SHOWN
    everything = bool(st.session_state.get(ALL_PARTS))
    shown = rows if everything else [row for n, row in enumerate(rows) if n < most or row["name"] == chosen]
    with st.container(key="card-parts", gap="small"):
        switch.show(
            word("overview.by"),
            BY,
            by,
            "choose-by",
            lambda name: word(f"overview.by_{name}"),
            lambda name: state.change(by=name),
        )
        with st.container(key="parts", gap="small"):
            st.html(f"<style>{''.join(_strip(number, row) for number, row in enumerate(shown))}</style>")
            for number, row in enumerate(shown):
                _part(number, row, by, row["name"] == chosen)
        if len(rows) > most:
            label = (
                word("overview.fewer_parts")
                if everything
                else word("overview.more_parts", count=len(rows) - len(shown))
            )
            st.button(label, key="more-parts", type="tertiary", on_click=_turn)


def _turn() -> None:
    st.session_state[ALL_PARTS] = not st.session_state.get(ALL_PARTS)


def _part(number: int, row: Mapping[str, Any], by: str, pressed: bool) -> None:
    name = row["name"] or word("chart.no_theme")
    st.button(
        f"**{links.plain_label(name)}** {links.plain_label(_counts(row))}",
        key=f"part-{number}",
        help=word("overview.tile_help_on") if pressed else _help(row),
        type="primary" if pressed else "secondary",
        width="stretch",
        disabled=by == "theme" and not row["name"],
        on_click=state.change,
        kwargs={by: None if pressed else row["name"]},
    )


def _counts(row: Mapping[str, Any]) -> str:
    behind = int(row["severe"] + row["late"])
    key = "part_silent" if row["no_data"] == row["goals"] else "part" if behind else "part_none"
    return word(f"overview.{key}", goals=int(row["goals"]), behind=behind)


def _help(row: Mapping[str, Any]) -> str:
    return " · ".join(f"{word(f'status.{status}')} {int(row[status])}" for status in WORST_FIRST if row[status])


def _strip(number: int, row: Mapping[str, Any]) -> str:
    """A strip along the button, in the colours of the statuses by their share. Of the data only numbers stand in it."""
    stops, start = [], 0.0
    for status in WORST_FIRST:
        end = start + 100 * int(row[status]) / int(row["goals"])
        color = f"var(--xs-mark-{status.replace('_', '-')})"
        stops.append(f"{color} {start:.2f}% {end:.2f}%")
        start = end
    return f".st-key-part-{number} button::after {{ background: linear-gradient(to right, {', '.join(stops)}); }}"
