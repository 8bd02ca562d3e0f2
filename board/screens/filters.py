"""The filters that all screens share, one pill each, and the switch of language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import streamlit as st

from board import access, state
from board.screens import links, packet, project_filters, signing
from board.state import Choices, word
from board.view import ALL, STATUSES, WALL_SECONDS

_NONE = ""  # a select box reads None as nothing chosen yet

# What a screen can be filtered by; the sources are all the documents there are.
GOALS = ("organisation", "year", "theme", "status", "day")
OFFERED = {
    "timeline": ("organisation", "year", "theme", "day"),
    "projects": ("organisation", "day"),
    "briefing": ("organisation", "year", "theme", "day"),
    "review": ("day",),
    "sources": (),
}


def show(screen: str) -> None:
    """Draw the pills; each names what is chosen and opens to change it."""
    of_projects = screen == "timeline" and project_filters.timeline_part() == "projects"
    choices, offered = state.choices(), OFFERED.get("projects" if of_projects else screen, GOALS)
    with st.container(key="filters", horizontal=True, gap="small"):
        if "organisation" in offered:
            _organisation(choices)
        if "year" in offered:
            _year(choices)
        if "theme" in offered:
            _more(choices, "status" in offered)
        if "day" in offered:
            _day()
        _language()
        _wall()
        signing.pill()
        if choices.years and access.may("export"):
            packet.pill()


def organisation_name(choices: Choices, name: str | None) -> str:
    """Name an organisation with what it brings along: 二七区 及下属."""
    if name is None:
        return word("filter.all_organisations")
    return word("filter.and_below", name=name) if choices.has_below(name) else name


def clear_button(key: str) -> None:
    """Offer to take all filters away."""
    st.button(word("filter.clear"), key=key, on_click=_clear)


def _clear() -> None:
    state.change(
        **{name: getattr(state.view().cleared(), name) for name in ("organisation", "year", "theme", "status")}
    )


def _organisation(choices: Choices) -> None:
    view = state.view()
    with st.popover(links.plain_label(organisation_name(choices, view.organisation)), key="pill-organisation"):
        _pick(
            "organisation",
            [None, *choices.organisations],
            view.organisation,
            lambda name: organisation_name(choices, name),
        )


def _year(choices: Choices) -> None:
    year = state.year()
    chosen = ALL if year is None else str(year)

    def name(value: str | None) -> str:
        return word("filter.all_years") if value == ALL else str(value)

    with st.popover(links.plain_label(name(chosen)), key="pill-year"):
        _pick("year", [*choices.years, ALL], chosen, name)


def _more(choices: Choices, with_status: bool) -> None:
    view = state.view()
    count = (view.theme is not None) + (with_status and view.status is not None)
    label = word("filter.more_count", count=count) if count else word("filter.more")
    with st.popover(label, key="pill-more"):
        _pick("theme", [None, *choices.themes], view.theme, lambda name: name or word("filter.all_themes"))
        if with_status:
            _pick("status", [None, *STATUSES], view.status, _status_name)
        clear_button("clear-in-pill")


def _status_name(status: str | None) -> str:
    return word(f"status.{status}") if status else word("filter.all_statuses")


def _day() -> None:
    latest, chosen = state.latest_day(), state.as_of()
    with st.popover(f"{word('filter.day')} {chosen.isoformat()}", key="pill-day"):
        key = "filter-as_of"
        st.session_state[key] = chosen
        st.date_input(
            word("filter.day"),
            key=key,
            min_value=date(min(latest.year - 10, chosen.year), 1, 1),
            max_value=date(max(latest.year, chosen.year) + 1, 12, 31),
            format="YYYY-MM-DD",
            help=word("filter.day_help"),
            on_change=_changed,
            args=("as_of",),
        )
        if chosen != latest:
            back = word("filter.latest_day", day=latest.isoformat())
            st.button(back, key="latest-day", on_click=state.change, kwargs={"as_of": None})


def _wall() -> None:
    """Offer the wall, with the filters as they are."""
    help_ = word("wall.open_help")
    st.button(word("wall.open"), key="open-wall", help=help_, on_click=state.change, kwargs={"wall": WALL_SECONDS})


def _language() -> None:
    other = "en" if state.view().lang == "zh" else "zh"
    st.button(
        word("app.other_language"),
        key="language",
        help=word("app.other_language_help"),
        on_click=state.change,
        kwargs={"lang": other},
    )


def _pick(field: str, options: Sequence[Any], chosen: Any, name: Callable[[Any], str]) -> None:
    """One choice among few; an option that a link brought along is offered too, so that it is not lost."""
    offered = list(options) if chosen in options else [*options, chosen]
    key = f"filter-{field}"
    st.session_state[key] = chosen or _NONE
    st.selectbox(
        word(f"filter.{field}"),
        [value or _NONE for value in offered],
        key=key,
        format_func=lambda value: name(value or None),
        on_change=_changed,
        args=(field,),
    )


def _changed(field: str) -> None:
    state.change(**{field: st.session_state[f"filter-{field}"] or None})
