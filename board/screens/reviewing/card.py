"""The card of the open item: what it is, its sentence, what can be decided, and the way to the next."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from board import state
from board.screens import style
from board.screens.reviewing import choosing, judging, naming, queue, staleness
from board.screens.reviewing.queue import Queue
from board.state import word

# What draws an item of each kind; what follows the colon of the item is handed over. `statement` is any statement that
# another screen sends here.
SHOW: dict[str, Callable[[str, Queue], str | None]] = {
    "stale": staleness.show,
    "rivals": choosing.show,
    "doubt": judging.show_doubt,
    "link": judging.show_link,
    "metric": naming.show,
    "finding": judging.show_finding,
    "statement": judging.show,
}


def show(item: str, waiting: Queue) -> None:
    """Draw the card; where the item is gone, since somebody has answered it, say so."""
    kind, _, about = item.partition(":")
    with st.container(key=f"card-item-{kind if kind in SHOW else 'none'}", gap="small"):
        _head(kind, item, waiting)
        gone = SHOW[kind](about, waiting) if kind in SHOW else word("review.item_gone")
        if gone:
            st.html(style.tag("p", style.text(gone), "xs-notice"))


def _head(kind: str, item: str, waiting: Queue) -> None:
    place = waiting.place(item)
    with st.container(key="item-head", horizontal=True, vertical_alignment="center", gap="small"):
        named = word(f"review.kind_{kind}") if kind in SHOW else ""
        said = style.tag("span", style.text(named), f"xs-tag strong xs-kind-{kind}")
        if place is not None:
            row = waiting.items[place]
            said += style.tag("b", style.text(queue.title(row)))
            many = waiting.of_kind > len(waiting.items)
            key = "review.place_of_many" if many else "review.place"
            at = word(key, place=place + 1, count=waiting.of_kind, listed=len(waiting.items))
            said += style.tag("span", style.text(at), "xs-soft")
        st.html(style.tag("div", said, "xs-item-head"))
        for name, step, key in (("review.previous", -1, "K"), ("review.next", 1, "J")):
            st.button(
                word(name),
                key=name,
                shortcut=key,
                on_click=state.change,
                kwargs={"item": waiting.after(item, step)},
                disabled=not waiting.items,
            )
