"""导出会议包: what is in view as the files of a meeting, made while the reader watches how far it is."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from board import access, album, export, formats, state
from board.charts.theme import Look
from board.kept import Kept
from board.screens import style
from board.state import word

MOST_GOALS = 30  # with a page of their own
OFFERED = ("pptx", "book", "xlsx", "zip")
CHOSEN = "packet-forms"
MADE = "packet-made"


class Made(NamedTuple):
    """A packet's file."""

    name: str
    content: bytes
    mime: str


# The last packets of all readers: what one asked for, another need not wait for. Each is far below a quarter of it.
_made: Kept[Made] = Kept(256, lambda made: len(made.content))


@st.fragment
def pill() -> None:
    """Offer the packet of what is in view."""
    opened = st.popover(word("packet.button"), key="pill-packet", type="primary", on_change="rerun")
    if not opened.open:
        return
    access.require("export")
    with opened, st.container(key="packet", gap="small"):
        st.html(style.tag("p", style.text(word("packet.choose", goals=MOST_GOALS)), "xs-soft"))
        chosen = st.pills(
            word("packet.formats"),
            OFFERED,
            selection_mode="multi",
            default=["pptx"],
            format_func=lambda form: word(f"packet.form_{form}"),
            key=CHOSEN,
            label_visibility="collapsed",
        )
        forms = [form for form in OFFERED if form in chosen]
        key = (*state.signature(), state.view().lang, *forms)
        asked = st.button(word("packet.make"), key="packet-make", disabled=not forms, width="stretch")
        if asked:
            st.session_state[MADE] = key
        if forms and st.session_state.get(MADE) == key:
            _offer(key, forms)


def _offer(key: tuple[str, ...], forms: list[str]) -> None:
    """Make what was asked for, or take it from the shelf, and hand it over; what cannot be made says why."""
    try:
        made = _made.get(key, lambda: _make(forms))
    except export.ExportError as error:
        reason = word("download.failed", reason=error.sentence(state.view().lang))
        st.html(style.tag("p", style.text(reason), "xs-refused"))
        return
    size = word("packet.size", megabytes=f"{len(made.content) / 1e6:.1f}")
    st.download_button(
        f"{made.name}（{size}）",
        data=made.content,
        file_name=made.name,
        mime=made.mime,
        key="packet-file",
        on_click=access.record,
        args=("export", made.name),
        icon=":material/download:",
        type="primary",
        width="stretch",
    )


def _make(forms: list[str]) -> Made:
    view = state.view()
    scope = album.Scope(state.as_of(), view.organisation, state.year(), view.theme, view.status)
    bar = st.progress(0.0, word("download.making"))

    def tell(share: float, what: str) -> None:
        bar.progress(min(1.0, max(0.0, share)), word("packet.making", what=what[:28]))

    try:
        gathered = album.gather(state.connection(), scope, Look(lang=view.lang), MOST_GOALS)
        return Made(*formats.packet(gathered, forms, formats.SCALE, tell))
    finally:
        bar.empty()
