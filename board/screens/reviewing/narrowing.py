"""What narrows a list of acts: one value of a column, and a first day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from board.state import word

EVERY = ""


def narrow(
    frame: pd.DataFrame, column: str, options: Sequence[str], name: Callable[[str], str], key: str
) -> pd.DataFrame:
    """Offer the values of a column; return the rows of the one chosen."""
    chosen = st.selectbox(
        word(f"review.history_{column}"),
        [EVERY, *options],
        key=f"{key}-{column}",
        format_func=lambda value: name(value) if value else word("review.every"),
        width=150,
    )
    return frame[frame[column] == chosen] if chosen else frame


def since(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    """Offer a first day; return the rows from then on."""
    first = st.date_input(word("review.since"), value=None, key=f"{key}-since", format="YYYY-MM-DD", width=150)
    return frame[frame["at"].str[:10] >= first.isoformat()] if isinstance(first, date) else frame
