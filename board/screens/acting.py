"""Who acts: the person who is signed in, else the name that they give; and what came of it, told once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import streamlit as st

from board import access, reasons, state
from board.screens import style
from board.state import word

WHO, TOLD, DIALOG, TURN = "who", "told", "dialog", "dialog-turn"

Width = Literal["small", "medium", "large"]


def who(act: access.Act, key: str) -> str:
    """Return who does this, asking for the name where nobody signs in; '' until there is one. Raises AccessError."""
    person = access.require(act)
    if person.signed_in and person.name:
        st.html(style.tag("p", style.text(word("acting.as", name=person.name)), "xs-soft"))
        return person.name
    known = str(st.session_state.get(WHO, ""))
    given = st.text_input(word("acting.who"), value=known, key=f"who-{key}", max_chars=60).strip()
    st.session_state[WHO] = given
    return given


def dialog(name: str, title: str, body: Callable[..., None], *given: Any, width: Width = "small") -> None:
    """Show a dialog while it is the one that is open, also when the screen behind it is drawn again."""
    if st.session_state.get(DIALOG) == name:
        st.dialog(title, width=width, on_dismiss=close)(body)(*given)


def open_dialog(name: str) -> None:
    """Open a dialog anew; for the callbacks of buttons."""
    st.session_state[DIALOG] = name
    st.session_state[TURN] = turn() + 1


def turn() -> int:
    """Return how often a dialog was opened: part of the key of what must not outlast it, such as files chosen."""
    return int(st.session_state.get(TURN, 0))


def close() -> None:
    """Close the dialog that is open."""
    st.session_state.pop(DIALOG, None)


def attempt(act: Callable[[], None]) -> bool:
    """Do an act of a dialog; where it is refused, say so there, in one sentence, and return False."""
    from etl.model import XushiError

    try:
        act()
    except access.AccessError as error:
        said = error.sentence(state.view().lang)
    except XushiError as error:
        said = str(error)
    else:
        return True
    complain(said)
    return False


def complain(sentence: str) -> None:
    """Say in a dialog why it did not do what was asked."""
    st.html(style.tag("p", in_both(sentence), "xs-refused", role="alert"))


def in_both(sentence: str, within: str = "") -> str:
    """Return a sentence of the command line as safe markup, before it what it says in the reader's language.

    `within` is the key of a text that the first of both stands in.
    """
    translated = reasons.in_words(sentence, state.view().lang)
    first = style.text(word(within, message=translated or sentence) if within else translated or sentence)
    return first + (style.tag("span", style.text(sentence), "xs-verbatim") if translated else "")


def tell(sentence: str, kind: str = "") -> None:
    """Keep a sentence for the next time the screen is drawn; `kind` is '' or bad."""
    st.session_state.setdefault(TOLD, []).append((sentence, kind))


def show_told() -> None:
    """Say what came of the last acts, once."""
    for sentence, kind in st.session_state.pop(TOLD, []):
        st.html(style.tag("div", style.text(sentence), f"xs-card xs-told {kind}".strip(), role="status"))
