"""The record of acts, for administrators: who signed in, changed, exported, took documents in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from board import access, export, state
from board.access.record import HEADER, read_record
from board.charts.rows import records
from board.screens import style
from board.screens.reviewing.narrowing import narrow, since
from board.state import BoardError, word
from etl.judgement import XushiError

PAGE = 60


def show() -> None:
    """Draw the acts, the newest first, with what narrows them. Raises AccessError, BoardError."""
    access.require("audit")
    try:
        entries = read_record(state.data_dir())
    except XushiError as error:
        raise BoardError(str(error)) from error
    frame = pd.DataFrame([[getattr(entry, name) for name in HEADER] for entry in entries[::-1]], columns=list(HEADER))
    with st.container(key="card-record", gap="small"):
        if frame.empty:
            st.html(style.tag("p", style.text(word("review.no_record")), "xs-notice"))
            return
        with st.container(key="record-filters", horizontal=True, gap="small", vertical_alignment="bottom"):
            found = narrow(frame, "by", sorted(frame["by"].unique()), str, "record")
            found = narrow(found, "act", sorted(frame["act"].unique()), str, "record")
            found = since(found, "record")
            file = f"xushi-acts-{date.today().isoformat()}.csv"
            st.download_button(
                word("download.csv"), data=export.csv(found), file_name=file, mime="text/csv", key="csv-record"
            )
        lines = [style.tag("p", style.text(_line(row)), "xs-decided") for row in records(found)[:PAGE]]
        st.html("".join(lines))
        if len(found) > PAGE:
            st.html(style.tag("p", style.text(word("review.more_history", count=len(found) - PAGE)), "xs-soft"))


def _line(row: Mapping[str, Any]) -> str:
    return "  ".join((str(row["at"]).replace("T", " "), row["by"], row["act"], row["about"]))
