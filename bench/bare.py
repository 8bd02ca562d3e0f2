"""The bare page that bench/board.py holds the board against: one question, one chart of its rows, nothing else."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import altair as alt
import streamlit as st

from warehouse import questions, snapshot

st.set_page_config(layout="wide")
with snapshot.open_current(Path(os.environ["XUSHI_DATA"])) as connection:
    rows = questions.progress(
        connection, date.fromisoformat(os.environ["BENCH_DAY"]), year=int(os.environ["BENCH_YEAR"])
    )
rows["goal"] = rows["organisation"] + " · " + rows["metric"]
chart = (
    alt.Chart(rows[["goal", "ratio", "status"]])
    .mark_bar()
    .encode(x="ratio:Q", y=alt.Y("goal:N", sort=None), color="status:N")
)
st.altair_chart(chart)
