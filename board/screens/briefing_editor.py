"""The text of a briefing: proposed from the board, edited by a person, taken away as Word file or plain text.

What a person wrote is kept for as long as the page is open, for each briefing of its own.
"""

from __future__ import annotations

import hashlib
from typing import Any

import streamlit as st

from board import access, state
from board.album import file_name
from board.briefing.material import Material
from board.briefing.paper import docx
from board.briefing.writing import Text, write
from board.screens import style
from board.state import word

DRAFTS = "drafts"
HEIGHT = 760
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def proposed(material: Material) -> Text:
    """Write the briefing in the reader's language."""
    return write(material, material.asked.span.kind, state.look(0))


def show(material: Material, text: Text) -> None:
    """Draw the editor with its files."""
    look = state.look(0)
    original = text.plain(look)
    key = _key(original)
    drafts: dict[str, str] = st.session_state.setdefault(DRAFTS, {})
    field = f"draft-{key}"
    st.session_state[field] = drafts.get(key, original)
    with st.container(key="card-editor", gap="small"):
        st.html(style.tag("h2", style.text(word("briefing.editor"))))
        edited = st.text_area(
            word("briefing.editor_label"),
            key=field,
            height=HEIGHT,
            label_visibility="collapsed",
            on_change=_keep,
            args=(key, field),
        )
        _files(edited, text, material)
        if edited != original:
            st.button(word("briefing.restore"), key="briefing-restore", on_click=_forget, args=(key,))
        if edited != original:
            st.html(style.tag("p", style.text(word("briefing.edited")), "xs-soft"))
        _sources(text)


def _files(edited: str, text: Text, material: Material) -> None:
    """Offer the text as it stands in the editor; each file that leaves is recorded."""
    if not access.may("export"):
        return
    look, name = state.look(0), file_name(word("briefing.file", title=text.title))
    offers: tuple[tuple[str, str, str, Any], ...] = (
        ("docx", "word_file", WORD, lambda: docx(edited, text, material, look)),
        ("txt", "text_file", "text/plain", edited.encode("utf-8-sig")),
    )
    with st.container(key="editor-files", horizontal=True, gap="small"):
        for kind, label, mime, data in offers:
            st.download_button(
                word(f"briefing.{label}"),
                data=data,
                file_name=f"{name}.{kind}",
                mime=mime,
                key=f"briefing-{kind}",
                on_click=_leaves,
                args=(f"{name}.{kind}",),
                icon=":material/download:",
            )


def _leaves(file: str) -> None:
    access.require("export")
    access.record("export", file)


def _sources(text: Text) -> None:
    """The sentences that the marks in the text lead to."""
    if not text.sources:
        return
    with st.expander(word("briefing.sources")):
        lines = [
            style.tag(
                "p", style.text(word("briefing.source_line", number=source.number, words=source.words)), "xs-reading"
            )
            for source in text.sources
        ]
        st.html("".join(lines))


def _key(original: str) -> str:
    return hashlib.sha256(original.encode()).hexdigest()[:12]


def _keep(key: str, field: str) -> None:
    st.session_state[DRAFTS][key] = st.session_state[field]


def _forget(key: str) -> None:
    st.session_state[DRAFTS].pop(key, None)
