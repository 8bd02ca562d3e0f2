"""Pages of what is too much for one: which part is shown, and the way to the others. The page stands in the address."""

from __future__ import annotations

import streamlit as st

from board import state
from board.screens import style


def current(field: str, count: int, size: int) -> int:
    """Return the page that the reader's view has in `field`, one that is there; the first is 1."""
    page: int = getattr(state.view(), field)
    page = min(max(1, page), max(1, -(-count // size)))
    state.change(**{field: page})
    return page


def bounds(page: int, count: int, size: int) -> tuple[int, int]:
    """Return the numbers of the first and the last thing on a page."""
    return (page - 1) * size + 1, min(count, page * size)


def show(field: str, page: int, count: int, size: int, said: str, place: str) -> None:
    """Write what is shown, and offer the other pages; nothing where all is on one. `place` tells two of them apart."""
    if count <= size:
        return
    key = f"{field}-{place}"
    st.session_state[key] = page
    with st.container(key=f"pages-{place}", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(style.tag("p", style.text(said), "xs-soft"))
        st.pagination(-(-count // size), key=key, on_change=_turn, args=(field, key))


def _turn(field: str, key: str) -> None:
    state.change(**{field: st.session_state[key]})
