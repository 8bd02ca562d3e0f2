"""Documents taken in from the browser, several at once, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from board import access, state
from board.screens import acting, building, links, style
from board.state import word

FIELDS = ("title", "publisher", "published_on", "org", "url")
UPLOAD, RECEIVED = "upload", "received"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one upload: the document's id where it was taken in, else why not, in one sentence."""

    name: str
    document_id: str
    sentence: str
    notes: tuple[str, ...] = ()


def button() -> None:
    """Offer to take documents in, to whoever may."""
    if not access.may("upload"):
        return
    label = word("inbox.upload")
    icon = ":material/upload_file:"
    st.button(label, key=UPLOAD, icon=icon, type="primary", on_click=acting.open_dialog, args=(UPLOAD,))
    acting.dialog(UPLOAD, label, _ask, width="medium")


def welcome() -> None:
    """Offer to take documents in where there is no board yet."""
    with st.container(key="welcome", gap="small"):
        show_received()
        button()


def fields(about: Mapping[str, str], key: str) -> dict[str, str]:
    """Ask what a file may not say about itself; return the entries of its sidecar."""
    asked = {
        name: st.text_input(
            word(f"inbox.{name}"), value=about.get(name, ""), key=f"{key}-{name}", help=_help(name), max_chars=300
        )
        for name in FIELDS
    }
    return {name: value.strip() for name, value in asked.items() if value.strip()}


def _help(name: str) -> str | None:
    return word(f"inbox.{name}_help") if name in ("published_on", "org") else None


def _ask() -> None:
    """Ask for the files, what they do not say of themselves, and who sends them."""
    from etl.inbox import LARGEST
    from etl.read import READERS

    files = st.file_uploader(word("inbox.choose"), accept_multiple_files=True, key=f"files-{acting.turn()}")
    limits = word("inbox.limits", suffixes=" ".join(READERS), size=LARGEST >> 20)
    st.html(style.tag("p", style.text(limits), "xs-soft"))
    with st.expander(word("inbox.about")):
        about = fields({}, "about")
    by = acting.who("upload", "upload")
    if not st.button(word("inbox.receive"), key="receive", type="primary", disabled=not files):
        return
    if not by:
        acting.complain(word("acting.no_name"))
        return
    outcomes: list[Outcome] = []
    if acting.attempt(lambda: outcomes.extend(take_in(files, about, by))):
        acting.close()
        st.session_state[RECEIVED] = outcomes
        if any(outcome.document_id for outcome in outcomes) and (failed := building.again()):
            acting.tell(failed, "bad")
        st.rerun()


def take_in(files: Sequence[Any], about: Mapping[str, str], by: str) -> list[Outcome]:
    """Take in each file; the title in `about` is for one file alone. Raises AccessError."""
    from etl import inbox
    from etl.model import DocumentError

    access.require("upload")
    said = about if len(files) == 1 else {name: value for name, value in about.items() if name != "title"}
    outcomes = []
    for file in files:
        with st.spinner(word("inbox.receiving", name=file.name)):
            try:
                found = inbox.receive(state.data_dir(), file.name, file, by=by, size=file.size, about=said)
            except DocumentError as error:
                outcomes.append(Outcome(file.name, "", str(error)))
                continue
        sentence = word("inbox.known", path=found.path) if found.known else word("inbox.kept", path=found.path)
        outcomes.append(Outcome(file.name, found.sha256[:16], sentence, found.notes))
        access.record("upload", found.path, by)
    return outcomes


def show_received() -> None:
    """Say what became of each of the last uploads, until it is put away."""
    outcomes: list[Outcome] = st.session_state.get(RECEIVED, [])
    if not outcomes:
        return
    with st.container(key="card-received", gap="small"):
        taken = sum(bool(outcome.document_id) for outcome in outcomes)
        st.html(style.tag("h2", style.text(word("inbox.received", taken=taken, refused=len(outcomes) - taken))))
        for number, outcome in enumerate(outcomes):
            _line(outcome, number)
        if st.button(word("inbox.put_away"), key="put-away", type="tertiary"):
            del st.session_state[RECEIVED]
            st.rerun()


def _line(outcome: Outcome, number: int) -> None:
    with st.container(key=f"received-{'kept' if outcome.document_id else 'refused'}-{number}", gap=None):
        if outcome.document_id:
            label = f"**{links.plain_label(outcome.name)}** {links.plain_label(outcome.sentence)}"
            links.to_document(outcome.document_id, label)
        else:
            st.html(style.tag("p", acting.in_both(outcome.sentence), "xs-refused"))
        for note in outcome.notes:
            st.html(style.tag("p", acting.in_both(note), "xs-soft"))
