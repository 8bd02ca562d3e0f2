"""The sentence in which a number was said, with the number marked, and where and when it was said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from board import state
from board.charts.rows import records, to_day
from board.screens import links, quoting, style
from board.state import word
from warehouse import questions

AROUND = 70
SHOWN = 8
_BASES = {"event": "evidence.event", "stock": "evidence.stock"}


def show(targets: pd.DataFrame, reports: pd.DataFrame, start: date | None) -> None:
    """Write a card a statement: the targets, the official one first, then the results, the newest first."""
    said = [(row, "target") for row in records(targets)]
    said += [(row, "actual") for row in sorted(records(reports), key=_newest_first, reverse=True)]
    with st.container(key="card-evidence", gap="small"):
        st.html(style.tag("h2", style.text(word("evidence.title"))))
        for row, kind in said[:SHOWN]:
            _card(row, kind, start)
        if said[SHOWN:]:
            rest = st.expander(word("evidence.more", count=len(said) - SHOWN), key="evidence-rest", on_change="rerun")
            with rest:
                for row, kind in said[SHOWN:] if rest.open else ():
                    _card(row, kind, start)


def _newest_first(row: Mapping[str, Any]) -> tuple[bool, str]:
    return bool(row.get("is_current")), str(row.get("as_of") or "")


def _card(row: Mapping[str, Any], kind: str, start: date | None) -> None:
    key, document_id = str(row["statement_id"]), str(row["document_id"])
    found = state.ask(questions.document, document_id)
    said = marked_sentence(row, "" if found.empty else str(found["text"].iloc[0]))
    with st.container(key=f"evidence-{kind}-{key}", gap=None):
        st.html(_head(row, kind, start) + style.tag("p", said, "xs-said") + _reading(row))
        with st.container(key=f"evidence-links-{kind}-{key}", horizontal=True, gap="medium"):
            links.to_document(document_id, word("evidence.open"), key)
            links.to_item(f"statement:{key}", word("review.settle"))


def _head(row: Mapping[str, Any], kind: str, start: date | None) -> str:
    facts = [str(row.get("document_title") or row.get("document_path") or ""), said_on(row)]
    if kind == "actual":
        facts.append(_basis(row, start))
        day = to_day(row.get("as_of"))
        if day:
            facts.append(word("evidence.until", day=day.isoformat()))
    tags = style.tag("span", style.text(word(f"evidence.{kind}")), f"xs-tag {kind}")
    if kind == "target" and row.get("official"):
        tags += style.tag("span", style.text(word("goal.official")), "xs-tag strong")
    if kind == "actual" and row.get("is_current"):
        tags += style.tag("span", style.text(word("evidence.current")), "xs-tag strong")
    if row.get("measures") == "other":
        tags += style.tag("span", style.text(word("evidence.not_counted")), "xs-tag")
    where = style.tag("span", style.text(" · ".join(fact for fact in facts if fact)), "xs-soft")
    return style.tag("div", tags + where, "xs-where")


def said_on(row: Mapping[str, Any]) -> str:
    """Return the day something was published: 2024-02-18; 2024-05（推断） where only the month was inferred."""
    day = to_day(row.get("published_on"))
    if day is None:
        return word("chart.undated")
    if row.get("published_stated"):
        return day.isoformat()
    return (f"{day:%Y-%m}" if day.day == 15 else day.isoformat()) + word("chart.inferred")


def _basis(row: Mapping[str, Any], start: date | None) -> str:
    basis = str(row.get("basis") or "")
    if basis in _BASES:
        return word(_BASES[basis])
    january = start is not None and (start.month, start.day) == (1, 1)
    return word("evidence.ytd" if january and row.get("measures") == "total" else "evidence.flow")


def _reading(row: Mapping[str, Any]) -> str:
    """What a reviewer should doubt, and, folded away, the names of the rules that decided."""
    doubts = str(row.get("doubts") or "").split("\n")
    lines = [word("evidence.line", name=word("evidence.doubts"), text=doubt) for doubt in doubts if doubt.strip()]
    said = "".join(style.tag("p", style.text(line), "xs-reading") for line in lines)
    if row.get("rules"):
        summary = style.tag("summary", style.text(word("evidence.rules")))
        said += style.tag("details", summary + style.text(row["rules"]), "xs-reading")
    return said


def marked_sentence(row: Mapping[str, Any], document: str = "") -> str:
    """Return the sentence as safe markup, as the document prints it, its number marked, cut to the words around it."""
    words, spot = quoting.printed(document, row) or quoting.made_whole(row)
    if spot is None:
        return style.text(words)
    start, stop = spot
    before, after = words[:start], words[stop:]
    before = "……" + before[-AROUND:] if len(before) > AROUND + 8 else before
    after = after[:AROUND] + "……" if len(after) > AROUND + 8 else after
    return style.text(before) + style.tag("mark", style.text(words[start:stop])) + style.text(after)
