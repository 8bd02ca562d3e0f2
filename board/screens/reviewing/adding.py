"""A number that the rules did not read, added with its source: the document, the quote, and what it says."""

from __future__ import annotations

import streamlit as st

from board import state
from board.charts.rows import records
from board.screens import style
from board.screens.reviewing import desk, effects
from board.screens.reviewing.queue import Queue
from board.state import word
from etl import judgement
from etl.vocabulary import load_vocabulary
from warehouse import questions

NEEDED = ("metric", "quantity", "period")


def show(waiting: Queue) -> None:
    """Draw the form; what would change is shown as soon as it says enough."""
    listed = [row for row in records(state.ask(questions.documents)) if row["state"] not in ("refused", "copy")]
    documents = {str(row["id"]): row for row in listed}
    with st.container(key="card-add", gap="small"):
        st.html(style.tag("h2", style.text(word("review.add_title"))))
        chosen = st.selectbox(
            word("review.add_document"),
            list(documents),
            index=list(documents).index(str(state.view().document)) if state.view().document in documents else 0,
            format_func=lambda key: str(documents[key]["title"] or documents[key]["path"]),
            key="add-document",
        )
        quote = st.text_input(word("review.add_quote"), key="add-quote", help=word("review.add_quote_help"))
        wanted = _wanted(str(documents[chosen]["organisation"])) if chosen else {}
        desk.who_and_why()
        missing = _missing(chosen, quote, wanted)

        def add(by: str, reason: str) -> list[judgement.Decision]:
            return [judgement.addition(str(chosen), quote.strip(), wanted, by, reason)]

        if missing:
            st.html(style.tag("p", style.text(missing), "xs-soft"))
        else:
            st.html(effects.preview(desk.tried(add)))
        if st.button(word("review.add_save"), key="add-save", type="primary", disabled=bool(missing)):
            desk.act(add, waiting)


def _wanted(organisation: str) -> dict[str, str]:
    metrics = [entry.name for entry in load_vocabulary(state.data_dir()).metrics]
    first, second = st.columns([1, 2, 2]), st.columns([1, 1, 1])
    with first[0]:
        kind = st.selectbox(
            word("review.field_kind"),
            ("actual", "target"),
            format_func=lambda value: word(f"evidence.{value}"),
            key="add-kind",
        )
    with first[1]:
        metric = st.selectbox(
            word("review.field_metric"),
            metrics,
            index=None,
            key="add-metric",
            accept_new_options=True,
            placeholder=word("review.metric_hint"),
        )
    with first[2]:
        body = st.text_input(word("review.field_organisation"), organisation, key=f"add-organisation-{organisation}")
    with second[0]:
        quantity = st.text_input(word("review.field_quantity"), key="add-quantity", placeholder="500亿元以上")
    with second[1]:
        period = st.text_input(
            word("review.field_period"), str(state.as_of().year), key="add-period", help=word("review.period_help")
        )
    with second[2]:
        as_of = st.text_input(word("review.field_as_of"), key="add-as-of", help=word("review.as_of_help"))
    wanted = {"kind": kind, "metric": metric or "", "organisation": body.strip(), "quantity": quantity.strip()}
    return wanted | {"period": period.strip(), "as_of": as_of.strip() if kind == "actual" else ""}


def _missing(document: str | None, quote: str, wanted: dict[str, str]) -> str:
    """Say what is still missing, '' where nothing is."""
    if document is None or not quote.strip():
        return word("review.add_quote_missing")
    text = str(state.ask(questions.document, document)["text"].iloc[0])
    if quote.strip() not in text:
        return word("review.add_quote_not_there")
    empty = [word(f"review.field_{name}") for name in NEEDED if not wanted.get(name)]
    return word("review.add_fields_missing", fields=word("format.list_and").join(empty)) if empty else ""
