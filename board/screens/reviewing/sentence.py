"""The sentence that an item is about, in its context: headings, what stands before and after, the number marked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from board import state
from board.charts import format as fmt
from board.charts.rows import records, to_day
from board.screens import evidence, links, quoting, style
from board.state import word
from warehouse import questions

NEIGHBOUR = 90

Row = Mapping[str, Any]


def of(statement_id: str) -> Row | None:
    """Return what is known of a statement, None where it is not there."""
    found = records(state.ask(questions.statement, statement_id))
    return found[0] if found else None


def context(row: Row, *, link: bool = True) -> None:
    """Write the sentence with its headings, its neighbours and where it was said."""
    found = state.ask(questions.document, str(row["document_id"]))
    text = "" if found.empty else str(found["text"].iloc[0])
    before, after = quoting.around(text, row)
    if before in str(row["headings"]).split(" › "):
        before = ""
    where = [str(row["document_title"] or row["document_path"]), evidence.said_on(row), str(row["headings"] or "")]
    parts = (
        style.tag("p", style.text(" · ".join(part for part in where if part)), "xs-soft xs-where"),
        style.tag(
            "p",
            _neighbour(before, last=True) + evidence.marked_sentence(row, text) + _neighbour(after, last=False),
            "xs-said xs-context",
        ),
    )
    st.html("".join(parts))
    if link:
        links.to_document(str(row["document_id"]), word("evidence.open"), str(row["statement_id"]))


def _neighbour(said: str, *, last: bool) -> str:
    if len(said) > NEIGHBOUR:
        said = f"……{said[-NEIGHBOUR:]}" if last else f"{said[:NEIGHBOUR]}……"
    return style.tag("span", style.text(said), "xs-soft")


def reading(row: Row) -> str:
    """Say how the sentence was read, as safe markup: what, of which body, how much, when; the doubts and the rules."""
    facts = [
        (word("review.field_metric"), str(row["metric"]) + ("" if row["known"] else word("review.unknown"))),
        (word("review.field_organisation"), str(row["organisation"])),
        (word("review.field_quantity"), bound(row)),
        (word("review.field_period"), period(row)),
    ]
    day = to_day(row["as_of"])
    if day is not None:
        facts.append((word("review.field_as_of"), day.isoformat()))
    facts.append((word("review.field_basis"), word(f"evidence.{row['basis']}")))
    kind = style.tag("span", style.text(word(f"evidence.{row['kind']}")), f"xs-tag {row['kind']}")
    cells = "".join(
        style.tag("span", f"{style.tag('i', style.text(name))} {style.text(value)}") for name, value in facts
    )
    return style.tag("div", kind + cells, "xs-facts") + _doubts(row)


def _doubts(row: Row) -> str:
    doubts = [doubt for doubt in str(row["doubts"] or "").split("\n") if doubt.strip()]
    lines = [word("evidence.line", name=word("evidence.doubts"), text=doubt) for doubt in doubts]
    said = "".join(style.tag("p", style.text(line), "xs-doubt") for line in lines)
    rules = word("evidence.line", name=word("evidence.rules"), text=str(row["rules"]))
    return said + style.tag("p", style.text(rules), "xs-reading")


def bound(row: Row) -> str:
    """Return a number with its sign: ≥ 500 亿元."""
    return fmt.bound(row["low"], row["high"], str(row["comparator"]), str(row["unit"]), state.view().lang)


def period(row: Row) -> str:
    """Return a period as a person says it; one without a start ends on its day."""
    start, stop = to_day(row["period_start"]), to_day(row["period_stop"])
    if start is None or stop is None:
        return word("review.until", day=stop.isoformat() if stop else "")
    return fmt.period(start, stop, state.view().lang)


def goal_name(row: Row) -> str:
    """Name a goal: 签约额（二七区 2024年）."""
    return word("review.goal_name", metric=row["metric"], organisation=row["organisation"], period=period(row))
