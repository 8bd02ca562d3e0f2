"""来源: the documents with what each gave, and one of them with its statements marked where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from board import state
from board.charts import format as fmt
from board.charts.rows import records
from board.screens import acting, evidence, frame, keeping, links, marking, style, uploading, viewport
from board.screens.marking import Mark
from board.state import BoardError, word
from warehouse import questions

LIST = 0.3
SAID_SHOWN = 60
SEARCHED, LISTED = 15, 60
STATES = ("read", "partly", "nothing", "copy", "refused")

# Brings the sentence asked for into view, in the text's own box. Constant: nothing from a document stands in it.
_SCROLL = """<script>
setTimeout(() => {
  const mark = document.getElementById("asked")
  const box = mark && mark.closest(".xs-text")
  if (box && box.scrollHeight > box.clientHeight) box.scrollTop = mark.offsetTop - box.clientHeight / 3
  if (!mark) return
  const place = mark.getBoundingClientRect()
  if (place.top < 60 || place.bottom > innerHeight) mark.scrollIntoView({ block: "center" })
}, 150)
</script>"""


def show() -> None:
    """Draw the list, and the document in the address or, on a wide screen, the newest that gave something."""
    documents = state.ask(questions.documents)
    rows = sorted(records(documents), key=lambda row: row["state"] != "refused")
    if not rows:
        state.write_address()
        _head_line(word("message.no_documents", folder=state.data_dir() / "documents"))
        keeping.withdrawn()
        return
    chosen = state.view().document
    if chosen is None and not viewport.narrow():
        chosen = str(next((row for row in rows if row["state"] == "read"), rows[0])["id"])
        state.change(document=chosen, statement=None)
    state.write_address("document", "statement")
    _head_line(word("sources.subtitle", documents=len(rows), parts=_counts(documents)))
    if viewport.narrow():
        if chosen is None:
            _list(rows, chosen)
            keeping.withdrawn()
        else:
            _document(chosen, rows)
        return
    left, right = st.columns([LIST, 1 - LIST], gap="medium")
    with left:
        _list(rows, chosen)
        keeping.withdrawn()
    with right:
        if chosen is not None:
            _document(chosen, rows)


def _head_line(sub: str) -> None:
    """Write the heading with what can be done beside it, and below what came of the last acts."""
    with st.container(key="sources-head", horizontal=True, vertical_alignment="center"):
        frame.title(word("sources.title"), sub=sub)
        uploading.button()
    acting.show_told()
    uploading.show_received()


def _counts(documents: pd.DataFrame) -> str:
    """Say how many documents came to what; what came to none goes without saying."""
    counts = documents["state"].value_counts()
    parts = [word(f"sources.count_{name}", count=int(counts[name])) for name in STATES if counts.get(name)]
    return word("format.list_comma").join(parts)


def _list(rows: list[dict[str, Any]], chosen: str | None) -> None:
    with st.container(key="card-documents", gap=None):
        found = _searched(rows) if len(rows) > SEARCHED else rows
        for row in found[:LISTED]:
            key = str(row["id"])
            with st.container(key=f"document-{'open-' if key == chosen else ''}{key}", gap=None):
                facts = " · ".join((evidence.said_on(row), _state(row)))
                label = f"{links.plain_label(_name(row))} :gray[{links.plain_label(facts)}]"
                links.to_document(key, label)
        if found[LISTED:]:
            st.html(style.tag("p", style.text(word("sources.more", count=len(found) - LISTED)), "xs-soft xs-rest"))


def _searched(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Offer a search, and return the documents in which every word of it occurs."""
    label = word("sources.find")
    asked = st.text_input(label, key="find-document", placeholder=label, label_visibility="collapsed")
    fields = ("title", "path", "publisher", "organisation", "published_on")
    texts = [" ".join(str(row[field] or "") for field in fields).casefold() for row in rows]
    words = asked.casefold().split()
    return [row for row, text in zip(rows, texts, strict=True) if all(part in text for part in words)]


def _name(row: Mapping[str, Any]) -> str:
    return str(row["title"] or row["path"])


def _state(row: Mapping[str, Any]) -> str:
    """Say what became of a document: how many statements it gave, or that it gave none, or was refused."""
    state_ = str(row["state"])
    if state_ in ("read", "partly"):
        return word("sources.partly" if state_ == "partly" else "sources.read", given=_given(row))
    return word(f"sources.{state_ if state_ in STATES else 'refused'}")


def _given(row: Mapping[str, Any]) -> str:
    """Say how much a document gave: 目标 2 · 实绩 1; a ledger gives projects alone."""
    counts = {name: int(row[name]) for name in ("targets", "actuals", "projects")}
    named = [name for name in counts if counts[name]] or ["targets", "actuals"]
    return " · ".join(word(f"sources.given_{name}", count=counts[name]) for name in named)


def _document(document_id: str, rows: list[dict[str, Any]]) -> None:
    found = state.ask(questions.document, document_id)
    if found.empty:
        raise BoardError(word("message.unknown_document", document=document_id))
    row = records(found)[0]
    said = state.ask(questions.document_statements, document_id)
    if viewport.narrow():
        st.button(word("sources.back"), key="back-to-list", on_click=state.change, kwargs={"document": None})
    with st.container(key="card-text", gap="small"):
        st.html(_head(row))
        keeping.buttons(row, rows)
        if row["state"] in ("copy", "refused"):
            st.html(style.tag("p", acting.in_both(str(row["message"]), f"sources.{row['state']}_line"), "xs-refused"))
            return
        _unread(row)
        _text(str(row["text"]), said, state.ask(questions.document_projects, document_id))
    if len(said):
        _said(said)


def _unread(row: Mapping[str, Any]) -> None:
    """Say what of a document could not be read, a line each."""
    notes = str(row["message"] or "").splitlines()
    if notes:
        lines = "".join(style.tag("li", acting.in_both(note)) for note in notes)
        head = style.tag("b", style.text(word("sources.partly_line")))
        st.html(style.tag("div", head + style.tag("ul", lines), "xs-unread"))


def _head(row: Mapping[str, Any]) -> str:
    facts = [str(row["publisher"]), evidence.said_on(row), str(row["path"])]
    line = style.text(" · ".join(fact for fact in facts if fact))
    if str(row["url"]).startswith(("https://", "http://")):
        link = style.tag("a", style.text(word("sources.link")), href=str(row["url"]), target="_blank", rel="noopener")
        line += " · " + link
    return style.tag("h2", style.text(_name(row))) + style.tag("p", line, "xs-soft")


def _text(document: str, said: pd.DataFrame, projects: pd.DataFrame) -> None:
    asked = state.view().statement
    marks = [_mark(row) for row in records(said)] + [_project_mark(row) for row in records(projects)]
    if asked and all(mark.statement_id != asked for mark in marks):
        st.html(style.tag("p", style.text(word("sources.asked_missing")), "xs-soft"))
    if not marks:
        st.html(style.tag("p", style.text(word("sources.nothing_line")), "xs-soft"))
    else:
        keys = "".join(
            style.tag("mark", style.text(word(f"evidence.{kind}")), f"xs-mark {kind}")
            for kind in ("target", "actual", "project")
            if any(mark.kind == kind for mark in marks)
        )
        st.html(style.tag("div", keys, "xs-legend"))
    st.html(style.tag("div", marking.marked(document, marks, asked), "xs-text", tabindex="0"))
    if asked:
        turn = "".join(char for char in asked if char.isalnum())
        st.html(f"<i hidden data-turn='{turn}'></i>{_SCROLL}", unsafe_allow_javascript=True)


def _mark(row: Mapping[str, Any]) -> Mark:
    start = int(row["quote_start"])
    about = f"{word('evidence.' + str(row['kind']))} · {row['metric']} · {_bound(row)}"
    return Mark(str(row["statement_id"]), start, start + len(str(row["quote"])), str(row["kind"]), about)


def _project_mark(row: Mapping[str, Any]) -> Mark:
    start = int(row["quote_start"])
    about = f"{word('evidence.project')} · {row['name']}"
    return Mark(str(row["report_id"]), start, start + len(str(row["quote"])), "project", about)


def _bound(row: Mapping[str, Any]) -> str:
    return fmt.bound(row["low"], row["high"], str(row["comparator"]), str(row["unit"]), state.view().lang)


def _said(said: pd.DataFrame) -> None:
    """List what the document says, each with the goal it is about."""
    with st.container(key="card-said", gap=None):
        st.html(style.tag("h2", style.text(word("sources.said", count=len(said)))))
        for row in records(said)[:SAID_SHOWN]:
            words = f"{row['metric']} {_bound(row)} · {row['organisation']}"
            kind = word(f"evidence.{row['kind']}")
            goals = list(row["goal_ids"]) if row["goal_ids"] is not None else []
            with st.container(key=f"said-{row['kind']}-{row['statement_id']}", gap=None):
                if goals:
                    links.to_goal(str(goals[0]), f"**{kind}** {links.plain_label(words)}")
                else:
                    note = style.tag("span", style.text(f" · {word('timeline.no_goal')}"), "xs-soft")
                    st.html(style.tag("p", f"<b>{style.text(kind)}</b> {style.text(words)}{note}", "xs-said-line"))


show()
