"""A row of buttons of which one is pressed: which parts, which half of a screen, which kind of item."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st


def show(
    label: str, options: Sequence[str], chosen: str, key: str, name: Callable[[str], str], act: Callable[[str], None]
) -> None:
    """Draw `options` as `name` calls them, `chosen` pressed; `act` is told the one that the reader presses."""
    st.session_state[key] = chosen
    st.segmented_control(
        label,
        options,
        key=key,
        format_func=name,
        on_change=lambda: act(st.session_state[key]),
        label_visibility="collapsed",
        required=True,
    )
