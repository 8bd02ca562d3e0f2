"""A phrase that no entry of the vocabulary names: another name of a metric, a metric of its own, or left as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import streamlit as st

from board import state
from board.charts.rows import records
from board.screens.reviewing import desk, sentence
from board.screens.reviewing.queue import Queue
from board.state import word
from etl import judgement
from etl.judgement import Better
from etl.vocabulary import MetricEntry, Vocabulary, load_vocabulary
from warehouse import questions

_CLAUSE = re.compile(r"[；;。]")
WAYS: tuple[Better, ...] = ("higher", "lower")

Row = Mapping[str, Any]


def show(metric_id: str, waiting: Queue) -> str | None:
    """Draw the phrase with sentences that say it; return why not where it is not there."""
    rows = records(state.ask(questions.metric_statements, metric_id))
    if not rows:
        return word("review.item_gone")
    first = rows[0]
    name = str(first["metric"])
    sentence.context(first)
    st.html(sentence.reading(first))
    desk.who_and_why()
    vocabulary = load_vocabulary(state.data_dir())
    example = st.text_input(
        word("review.example"), _example(first), key=f"example-{metric_id}", help=word("review.example_help")
    )
    _as_alias(metric_id, name, str(first["unit"]), example, vocabulary, waiting)
    _as_metric(metric_id, first, example, vocabulary, waiting)
    with st.container(key="acts", horizontal=True, gap="small"):
        if st.button(word("review.keep_name"), key="keep", shortcut="A", help=word("review.keep_name_help")):
            desk.act(lambda by, reason: [judgement.keeping(metric_id, name, by, reason)], waiting, needs_reason=False)
        link_to_statement(first)
    return None


def link_to_statement(row: Row) -> None:
    """Offer the card of the statement itself, where it can be corrected or rejected."""
    st.button(
        word("review.open_statement"),
        key="open-statement",
        shortcut="E",
        on_click=state.change,
        kwargs={"item": f"statement:{row['statement_id']}"},
    )


def _example(row: Row) -> str:
    """Return the piece of the sentence around the number, as the example to begin with."""
    said, number = str(row["sentence"]), str(row["quantity_text"])
    pieces = [piece for piece in _CLAUSE.split(said) if number in piece]
    return f"{(pieces[0] if pieces else said).strip()}。"


def _as_alias(metric_id: str, name: str, unit: str, example: str, vocabulary: Vocabulary, waiting: Queue) -> None:
    entries = {entry.id: entry for entry in judgement.choices(vocabulary, name, unit)}
    with st.container(key="as-alias", horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = st.selectbox(
            word("review.alias_of"),
            list(entries),
            key=f"alias-of-{metric_id}",
            format_func=lambda key: f"{entries[key].name}（{entries[key].unit}）",
        )
        if st.button(word("review.adopt_alias"), key="adopt-alias", type="primary", shortcut="1", disabled=not chosen):
            desk.act(
                lambda by, reason: [judgement.adoption(metric_id, name, str(chosen), by, reason, alias=True)],
                waiting,
                words=lambda: judgement.demand_alias(state.data_dir(), name, str(chosen), example),
            )


def _as_metric(metric_id: str, row: Row, example: str, vocabulary: Vocabulary, waiting: Queue) -> None:
    name = str(row["metric"])
    themes = list(dict.fromkeys([str(row["theme"]), *(entry.theme for entry in vocabulary.metrics)]))
    with st.container(key="as-metric", horizontal=True, vertical_alignment="bottom", gap="small"):
        theme = st.selectbox(word("filter.theme"), themes, key=f"theme-{metric_id}", accept_new_options=True, width=180)
        better: Better = st.selectbox(
            word("review.better"),
            WAYS,
            index=WAYS.index(row["better"]),
            format_func=lambda value: word(f"review.better_{value}"),
            key=f"better-{metric_id}",
            width=140,
        )
        accumulates = st.toggle(word("review.accumulates"), bool(row["accumulates"]), key=f"accumulates-{metric_id}")
        if st.button(word("review.adopt_metric"), key="adopt-metric", shortcut="2"):
            entry = MetricEntry(
                id=name, name=name, unit=str(row["unit"]), theme=theme, better=better, accumulates=accumulates
            )
            desk.act(
                lambda by, reason: [judgement.adoption(metric_id, name, entry.id, by, reason, alias=False)],
                waiting,
                words=lambda: judgement.demand_metric(state.data_dir(), entry, example),
            )
