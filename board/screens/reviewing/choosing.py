"""Rival targets: each claim with its sentence, the status it would give, and the choice of the official one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from board import state
from board.charts import format as fmt
from board.charts.rows import records
from board.screens import evidence, links, pages, style
from board.screens.reviewing import desk, effects, judging, sentence
from board.screens.reviewing.queue import Queue
from board.state import word
from etl import judgement
from warehouse import questions

PAGE = 6
"""Claims on one page: each tries what its choice would change, and each has a key of its own."""

Row = Mapping[str, Any]


def show(goal_id: str, waiting: Queue) -> str | None:
    """Draw the claims side by side, of many a page at a time; return why not where there is nothing to choose."""
    targets = records(state.ask(questions.targets, goal_id, state.as_of()))
    claims: dict[int, list[Row]] = {}
    for row in targets:
        claims.setdefault(int(row["rival"]), []).append(row)
    if not claims:
        return word("message.unknown_goal", day=state.as_of().isoformat(), goal=goal_id)
    desk.who_and_why()
    page = pages.current("claims_page", len(claims), PAGE)
    first, last = pages.bounds(page, len(claims), PAGE)
    said = word("review.claims_page", first=first, last=last, count=len(claims))
    pages.show("claims_page", page, len(claims), PAGE, said, "top")
    shown = list(claims.values())[first - 1 : last]
    columns = st.columns(len(shown), gap="small") if len(shown) <= 2 else [st.container() for _ in shown]
    for number, (column, group) in enumerate(zip(columns, shown, strict=True), 1):
        with column:
            _claim(number, group, waiting)
    pages.show("claims_page", page, len(claims), PAGE, said, "bottom")
    with st.container(horizontal=True, gap="medium"):
        links.to_goal(goal_id, word("review.open_goal"))
    return None


def _claim(number: int, group: list[Row], waiting: Queue) -> None:
    first = group[0]
    row = sentence.of(str(first["statement_id"]))
    if row is None:
        return
    with st.container(key=f"claim-{number}{'-official' if first['official'] else ''}", gap="small"):
        st.html(_standing(first, len(group)))
        sentence.context(row)

        def choose(by: str, reason: str) -> list[judgement.Decision]:
            return [judgement.about_statement(row, "choose-official", by, reason)]

        chosen = first["why_official"] == "chosen"
        if st.button(
            word("review.chosen" if chosen else "review.choose"),
            key=f"choose-{first['statement_id']}",
            type="primary",
            disabled=chosen,
            shortcut=str(number),
        ):
            desk.act(choose, waiting)
        if not first["official"]:
            st.html(effects.preview(desk.tried(choose)))
        judging.reject_button(row, waiting, f"reject-{number}", shortcut=None)


def _standing(first: Row, times: int) -> str:
    """The claim itself: when it was said, how much, and the status it gives."""
    lang = state.view().lang
    facts = [evidence.said_on(first), word(f"goal.why_{first['why_official']}") if first["official"] else ""]
    if first["basis"] == "implied":
        facts.append(word("goal.implied"))
    if times > 1:
        facts.append(word("goal.said_times", count=times))
    status = str(first["status"])
    verdict = word(f"status.{first['status_reason'] or status}")
    if first["ratio"] is not None:
        verdict += f" {fmt.percent(first['ratio'], lang)}"
    number = fmt.bound(first["low"], first["high"], str(first["comparator"]), str(first["unit"]), lang)
    parts = (
        style.tag("span", style.text(" · ".join(fact for fact in facts if fact)), "xs-soft"),
        style.tag("strong", style.text(number)),
        style.status_mark(status, verdict),
    )
    return style.tag("div", "".join(parts), "xs-rival picked" if first["official"] else "xs-rival")
