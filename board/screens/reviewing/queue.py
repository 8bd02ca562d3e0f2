"""What waits, and which item is open: the list at the side, the kinds above it, the way to the next."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from board import state
from board.charts.rows import records
from board.screens import links, style, switch
from board.state import word
from warehouse import questions

KINDS = ("stale", "rivals", "doubt", "link", "metric", "finding")
HISTORY, ADD, RECORD = "history", "add", "record"
LISTED = 200
NAMED = 5  # how many rival numbers a note gives, as review.sql has it
ALL = "all"
_YEAR = re.compile(r"(\d{4})-01-01/\1-12-31")
_KIND = "review-kind"

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Queue:
    """The items of the kind that is shown, the first of them where many wait, with how many of each kind wait."""

    items: Sequence[Item]
    counts: Mapping[str, int]
    kind: str = ALL

    @property
    def total(self) -> int:
        """How many items wait."""
        return sum(self.counts.values())

    @property
    def of_kind(self) -> int:
        """How many items wait of the kind that is shown."""
        return self.total if self.kind == ALL else self.counts[self.kind]

    def place(self, item: str | None) -> int | None:
        """Return which of the items this is, from 0; None where it is not one of them."""
        return next((number for number, row in enumerate(self.items) if row["item"] == item), None)

    def after(self, item: str | None, step: int = 1) -> str | None:
        """Return the item that follows, in a ring; the first where this one is not listed."""
        if not self.items:
            return None
        place = self.place(item)
        return str(self.items[0 if place is None else (place + step) % len(self.items)]["item"])


def waiting() -> int:
    """Return how many items wait, for the navigation."""
    return int(state.ask(questions.review_counts)["items"].sum())


def read() -> Queue:
    """Return what waits, of the kind that the reader looks at."""
    counts = {str(row["kind"]): int(row["items"]) for row in records(state.ask(questions.review_counts))}
    kind = _kind(counts)
    found = state.ask(questions.review_queue, kind=None if kind == ALL else kind, limit=LISTED)
    return Queue(records(found), counts, kind)


def _kind(counts: Mapping[str, int]) -> str:
    chosen = str(st.session_state.get(_KIND) or ALL)
    return chosen if chosen == ALL or counts.get(chosen) else ALL


def kinds(queue: Queue) -> None:
    """Offer the kinds, each with how many of it wait; stale decisions are loud."""
    offered = [ALL, *(kind for kind in KINDS if queue.counts.get(kind))]

    def name(kind: str) -> str:
        count = queue.total if kind == ALL else queue.counts[kind]
        said = f"{word(f'review.kind_{kind}')} {count}"
        return f":red[**{said}**]" if kind == "stale" else said

    switch.show(word("review.kinds"), offered, _kind(queue.counts), _KIND, name, lambda _: state.change(item=None))


def listing(queue: Queue, opened: str | None) -> None:
    """List the items, the open one marked."""
    with st.container(key="card-queue", gap=None):
        for row in queue.items:
            item = str(row["item"])
            key = "".join(sign if sign.isalnum() else "-" for sign in item)
            with st.container(key=f"item-{'open-' if item == opened else ''}{row['kind']}-{key}", gap=None):
                st.button(
                    f"{links.plain_label(title(row))} :gray[{links.plain_label(note(row))}]",
                    key=f"queue-{item}",
                    type="tertiary",
                    width="stretch",
                    on_click=state.change,
                    kwargs={"item": item},
                )
        hidden = queue.of_kind - len(queue.items)
        if hidden > 0:
            st.html(style.tag("p", style.text(word("review.more", count=hidden)), "xs-soft xs-rest"))


def title(row: Item) -> str:
    """Name what an item is about: 签约额 · 二七区; of a stale decision what was seen, since it may be gone."""
    if row["kind"] == "stale":
        return spoken(str(row["note"])) or word("review.gone")
    return " · ".join(str(row[name]) for name in ("metric", "organisation") if not pd.isna(row[name]))


def spoken(seen: str) -> str:
    """Say what a decision saw as a person does: 目标 签约额 二七区 500亿元以上 2024."""
    for kind in ("target", "actual"):
        if seen.startswith(f"{kind} "):
            seen = f"{word(f'evidence.{kind}')} {seen.removeprefix(f'{kind} ')}"
    return _YEAR.sub(r"\1", seen)


def note(row: Item) -> str:
    """Say in a few words what there is to decide about an item."""
    kind, said = str(row["kind"]), str(row["note"])
    if kind == "stale":
        return word("review.stale_note")
    first = said.partition("\n")[0]
    if kind == "doubt":
        more = word("review.alike", count=int(row["alike"])) if int(row["alike"]) > 1 else ""
        return f"{first}{more}"
    if kind == "finding":
        return word(f"finding.{said}")
    if kind == "metric":
        return word("review.said_times", kind=word("review.kind_metric"), count=int(row["alike"]))
    if kind == "rivals" and int(row["alike"]) > NAMED:
        return word("review.note_many", kind=word("review.kind_rivals"), text=first, count=int(row["alike"]))
    return word("review.note_line", kind=word(f"review.kind_{kind}"), text=first)
