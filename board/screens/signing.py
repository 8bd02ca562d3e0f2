"""Signing in and out, and what is said to those who may not look. The checks are in board/access."""

from __future__ import annotations

import streamlit as st

from board import access, state
from board.access import AccessError, login
from board.screens import SCREENS, act_of, links, style
from board.state import word

SIGN_IN = ("sign_in", "run_out", "not_for_us")  # what signing in again would mend
SIGN_OUT = ("no_role",)
KNOWN = "signed in as"


def screens() -> tuple[str, ...]:
    """Return the screens that the person at the board may open; none where they may not look at all."""
    return tuple(name for name in SCREENS if access.may(act_of(name)))


def demand(screen: str) -> None:
    """Let a run go on to a screen; else say why not, and offer what helps. Raises AccessError where nothing would."""
    try:
        person = access.require("view")
        access.require(act_of(screen))
    except AccessError as error:
        if error.key not in (*SIGN_IN, *SIGN_OUT):
            raise
        _offer(error)
        st.stop()
    if person.signed_in and st.session_state.get(KNOWN) != person.name:
        st.session_state[KNOWN] = person.name
        access.record("sign in")


def pill() -> None:
    """Show who is signed in, what they may see, and the way out; nothing where nobody signs in."""
    person = access.person()
    if not person.signed_in:
        return
    name = (person.name or "").partition(" <")[0]
    with st.popover(links.plain_label(_short(name)), key="pill-person", icon=":material/person:"):
        role = next(role for role in ("admin", "reviewer", "viewer") if role in person.roles)
        st.text(person.name or "")
        st.caption(word(f"access.role_{role}"))
        if person.organisations is not None:
            st.text(word("access.limited", organisations=word("format.list_comma").join(person.organisations)))
        st.button(word("access.sign_out_button"), key="sign-out", on_click=_sign_out, width="stretch")


def _offer(error: AccessError) -> None:
    with st.container(key="card-signing", horizontal_alignment="center", gap="medium"):
        st.html(style.tag("p", style.text(error.sentence(state.view().lang)), role="status"))
        if error.key in SIGN_IN:
            st.button(word("access.sign_in_button"), key="sign-in", type="primary", on_click=_sign_in)
        else:
            st.button(word("access.sign_out_button"), key="sign-out", on_click=st.logout)


def _sign_in() -> None:
    found = login.configured(state.data_dir())
    if found is not None:
        st.login(None if found.provider == login.DEFAULT else found.provider)


def _sign_out() -> None:
    access.record("sign out")
    st.logout()


def _short(name: str, most: int = 12) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"
