"""Around every screen: the wordmark, the snapshot that must be there, and errors as one sentence."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterable, Iterator
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from board import state
from board.access import AccessError
from board.screens import SCREENS, building, style, uploading, viewport
from board.state import BoardError
from warehouse.snapshot import SnapshotError

MARK = Path(__file__).with_name("mark.svg")
WORDMARK = Path(__file__).with_name("wordmark.svg")
ROOT = "home"  # the first screen stands at the bare address; what it is called there is never seen
_INK = "#123f5c"
MOST_WAITING = 999  # what the navigation has room to say

log = logging.getLogger(__name__)


def brand() -> None:
    """Put the wordmark at the left of the header, in the colour of the mode."""
    drawing = WORDMARK.read_text("utf-8")
    st.logo(drawing.replace(_INK, style.palette().brand), size="medium")


def first_by_name() -> StreamlitPage:
    """Return a page for the address that the first screen has by its name, which leads to where it has none."""

    def nothing() -> None:
        """What is asked for here is shown at the address without a name."""

    return st.Page(nothing, title=state.word(f"screen.{SCREENS[0]}"), url_path=SCREENS[0], visibility="hidden")


def phone_navigation(current: str, screens: Iterable[str] = SCREENS) -> None:
    """On a phone, where the header folds its screens away, show them in a row of their own; style.css says how wide."""
    if not viewport.narrow():
        return
    query = state.view().to_query()
    with st.container(key="phone-nav", horizontal=True, gap=None):
        for name in screens:
            label = state.word(f"screen.{name}")
            shown = f"**{label}**" if name == current else label
            st.page_link(f"board/screens/{name}.py", label=shown, query_params=query)


def waiting(screen: str, count: int) -> None:
    """Show beside a screen's name in the navigation how many items wait there; nothing where none does."""
    if count:
        said = str(count) if count <= MOST_WAITING else f"{MOST_WAITING}+"
        st.html(f"<style>:root {{ --xs-waiting-{screen}: '{said}'; }}</style>")


def require_snapshot() -> None:
    """Find the current snapshot; where there is none yet, build one from the documents. Raises BoardError."""
    try:
        found = state.find_source()
        if found.path is None and not found.warning:
            try:
                building.first()
            except BoardError:
                uploading.welcome()
                raise
            found = state.find_source()
    except (SnapshotError, OSError) as error:
        log.warning("%s", error)
        raise BoardError(state.word("message.no_good", folder=state.data_dir())) from error
    if found.path is None:
        raise BoardError(state.word("message.no_good", folder=state.data_dir()))
    if found.warning:
        log.warning(found.warning)
        notice(state.word("message.fallback"))


@contextlib.contextmanager
def plain_errors() -> Iterator[None]:
    """Show what keeps a screen from being drawn as one sentence; what nobody expected goes to the log in full."""
    try:
        yield
    except BoardError as error:
        notice(str(error), "bad")
    except AccessError as error:
        notice(error.sentence(state.view().lang), "bad")
    except Exception:
        log.exception("a screen could not be drawn")
        notice(state.word("message.unexpected"), "bad")


def notice(sentence: str, kind: str = "") -> None:
    """Say one thing to the reader, in a card of its own."""
    st.html(style.tag("div", style.text(sentence), f"xs-card xs-notice {kind}".strip(), role="status"))


def title(words: str, aside: str = "", sub: str = "", mark: str = "") -> None:
    """Write a screen's heading, what stands beside it in grey, and a line under it; `mark` is markup that is safe."""
    small = style.tag("small", style.text(aside)) if aside else ""
    line = style.tag("p", style.text(sub), "xs-sub") if sub else ""
    st.html(style.tag("h1", style.text(words) + mark + small, "xs-title") + line)


def footer(words: str) -> None:
    """Write the last line of a screen: where the numbers come from."""
    day = style.tag("span", style.text(" · " + state.word("chart.as_of", day=state.as_of())), "xs-print-only")
    st.html(style.tag("footer", style.text(state.word("chart.source", source=words)) + day, "xs-footer"))
