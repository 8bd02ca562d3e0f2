"""目标: one goal — its formula, its way through the year, its rivals, its parts, and every sentence that says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from board import state
from board.album import documents
from board.charts import format as fmt
from board.charts import sentences
from board.charts.burnup import burn_up
from board.charts.rows import Goal, read_goal, read_goals, records
from board.screens import choosing, course, downloads, evidence, frame, links, rulings, scope, style, tables, viewport
from board.state import word
from warehouse import questions

ASIDE = 0.36
GAP = 20
SHOWN = 8
"""How many bounds stand side by side at once; the others unfold."""
LAST = "last-goal"


def show() -> None:
    """Draw the screen for the goal in the address, else for the first of those in view."""
    if not scope.has_goals():
        return
    row = _chosen()
    if row is None:
        return
    goal = read_goal(row.iloc[0].to_dict())
    targets = state.ask(questions.targets, goal.goal_id, state.as_of())
    reports = state.ask(questions.reports, goal.goal_id, state.as_of())
    narrow = viewport.narrow()
    left, right = st.columns([1 - ASIDE, ASIDE], gap="medium") if not narrow else (st.container(), st.container())
    with left:
        _progress(row, goal, targets, reports)
        course.show(goal, targets, reports)
    with right:
        _rivals(goal, targets)
        evidence.show(targets, reports, goal.period_start)


def _chosen() -> pd.DataFrame | None:
    """Return the progress row of the goal to show, having offered the others; None where there is nothing to show."""
    asked = state.view().goal
    offered = choosing.offered()
    if asked is None:
        if offered.empty:
            state.write_address()
            scope.nothing_left()
            return None
        asked = _last() or str(offered["goal_id"].iloc[0])
        state.change(goal=asked)
    state.write_address("goal")
    row = state.ask(questions.goal, asked, state.as_of())
    st.session_state[LAST] = asked
    with st.container(key="goal-head", horizontal=True, vertical_alignment="center", gap="small"):
        if len(row):
            _heading(read_goal(row.iloc[0].to_dict()))
        choosing.show(offered, asked, row)
    if row.empty:
        frame.notice(word("message.unknown_goal", day=state.as_of().isoformat(), goal=asked))
        return None
    return row


def _last() -> str | None:
    """Return the goal this reader saw last, if there is one of that name.

    Whoever goes back from a document may be told of its address once more, which names no goal.
    """
    last = st.session_state.get(LAST)
    return last if last is not None and len(state.ask(questions.goal, last, state.as_of())) else None


def _heading(goal: Goal) -> None:
    lang = state.view().lang
    period = fmt.period(goal.period_start, goal.period_stop, lang) if goal.period_start and goal.period_stop else ""
    aside = " · ".join(part for part in (goal.organisation, period, goal.theme) if part)
    mark = style.status_mark(goal.status, sentences.status_word(goal, state.look(0)))
    frame.title(goal.metric, aside, mark=mark)


def _progress(row: pd.DataFrame, goal: Goal, targets: pd.DataFrame, reports: pd.DataFrame) -> None:
    look = state.look(0)
    with st.container(key="card-progress", gap="small"):
        st.html(_formula(goal) + style.tag("p", style.text(sentences.outlook(goal, look)), "xs-soft"))
        room = viewport.width()
        card = room if viewport.narrow() else int((room - GAP) * (1 - ASIDE))
        picture = _picture(row, goal, targets, reports)
        clicked = downloads.show(picture, viewport.inside(card), select="report")
        st.html(style.tag("p", style.text(word("chart.source", source=_sources(targets, reports))), "xs-soft"))
    if clicked:
        found = reports[reports["statement_id"] == clicked["statement_id"]]
        if len(found):
            state.go("sources", document=str(found["document_id"].iloc[0]), statement=clicked["statement_id"])


def _formula(goal: Goal) -> str:
    """How the status comes about, with its inputs; how far ahead or behind in the colour of the status."""
    look = state.look(0)
    words = sentences.formula(goal, look)
    verdict = sentences.standing(goal, look) or sentences.status_word(goal, look)
    line = style.text(words)
    if verdict and words.endswith(verdict):
        said = f"{style.SIGNS.get(goal.status, '')} {verdict}"
        emphasis = style.tag("em", style.text(said), style.status_class(goal.status))
        line = style.text(words.removesuffix(verdict)) + emphasis
    return style.tag("div", line, "xs-formula")


def _picture(row: pd.DataFrame, goal: Goal, targets: pd.DataFrame, reports: pd.DataFrame) -> downloads.Picture:
    reader = state.reader()
    return downloads.Picture(
        name="goal",
        about=goal.goal_id,
        source=_sources(targets, reports),
        draw=lambda look, framed: burn_up(row, targets, reports, look, framed),
        table=lambda: tables.goals_to_read(row),
        data=lambda: tables.goals_to_keep(row, reader),
        print_width=1080,
    )


def _sources(targets: pd.DataFrame, reports: pd.DataFrame) -> str:
    named = documents(pd.concat([targets, reports]), state.look(0))
    snapshot_id = state.ask(questions.extent, state.as_of())["snapshot_id"].iloc[0]
    return word("export.source_goal", documents=named, snapshot=snapshot_id)


def _rivals(goal: Goal, targets: pd.DataFrame) -> None:
    """Each bound that was stated, side by side, with the status it would give and why one of them is official."""
    rows = records(targets)
    bounds: dict[int, list[Mapping[str, Any]]] = {}
    for said in rows:
        bounds.setdefault(int(said["rival"]), []).append(said)
    chosen = any(said["why_official"] == "chosen" for said in rows)
    title = word("goal.only")
    if len(bounds) > 1:
        title = word("goal.rivals_chosen" if chosen else "goal.rivals", count=len(bounds))
    groups = list(bounds.values())
    # one that would be folded away alone takes no more room than the fold
    shown = groups if len(groups) <= SHOWN + 1 else groups[:SHOWN]
    with st.container(key="card-rivals", gap="small"):
        st.html(style.tag("h2", style.text(title)) + _cards(goal, shown))
        rest = groups[len(shown) :]
        if rest:
            folded = st.expander(word("goal.more_rivals", count=len(rest)), key="rivals-rest", on_change="rerun")
            if folded.open:
                folded.html(_cards(goal, rest))
        rulings.show(goal.goal_id)
        if len(bounds) > 1:
            links.to_item(f"rivals:{goal.goal_id}", word("review.settle"))
        _parts(goal)


def _cards(goal: Goal, groups: list[list[Mapping[str, Any]]]) -> str:
    return style.tag("div", "".join(_rival(goal, group) for group in groups), "xs-rivals")


def _rival(goal: Goal, group: list[Mapping[str, Any]]) -> str:
    first = group[0]
    lang = state.view().lang
    why = word(f"goal.why_{first['why_official']}") if first["official"] else word("goal.rival")
    facts = [evidence.said_on(first), why]
    if first["basis"] == "implied":
        facts.append(word("goal.implied"))
    if len(group) > 1:
        facts.append(word("goal.said_times", count=len(group)))
    bound = fmt.bound(first["low"], first["high"], str(first["comparator"]), goal.unit, lang)
    status = str(first["status"])
    verdict = word(f"status.{first['status_reason'] or status}" if status == "no_data" else f"status.{status}")
    if goal.accumulates and first["ratio"] is not None:
        verdict += f" {fmt.percent(first['ratio'], lang)}"
    parts = (
        style.tag("span", style.text(" · ".join(facts)), "xs-soft"),
        style.tag("strong", style.text(bound)),
        style.status_mark(status, verdict),
    )
    return style.tag("div", "".join(parts), "xs-rival picked" if first["official"] else "xs-rival")


def _parts(goal: Goal) -> None:
    """The goals that are a part (其中) of this one, and the one that it is a part of."""
    look = state.look(0)
    if goal.parent_id:
        whole = state.ask(questions.goal, goal.parent_id, state.as_of())
        for other in read_goals(whole):
            links.to_goal(other.goal_id, links.plain_label(f"{word('goal.of_part')} {other.metric}"))
    for part in read_goals(state.ask(questions.children, goal.goal_id, state.as_of())):
        standing = sentences.standing_line(part, look)
        facts = [sentences.target(part, look), sentences.result(part, look), standing]
        sign = style.SIGNS.get(part.status, "○")
        said = f"{word('goal.children')}：{sign} {part.metric} {' · '.join(fact for fact in facts if fact)}"
        links.to_goal(part.goal_id, links.plain_label(said))


show()
