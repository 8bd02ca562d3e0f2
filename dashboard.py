"""序时 Xushi: the board. Page, navigation and shared filters; the screens are in board/screens."""

from __future__ import annotations

import streamlit as st

from board import state
from board.screens import SCREENS, filters, frame, style, viewport

state.read_address()
st.set_page_config(
    page_title=state.word("app.title"),
    page_icon=str(frame.MARK),
    layout="wide",
    menu_items={"About": state.word("app.about")},
)
style.apply()
frame.brand()
screen = st.navigation(
    [
        st.Page(
            f"board/screens/{name}.py", title=state.word(f"screen.{name}"), url_path=name, default=name == SCREENS[0]
        )
        for name in SCREENS
    ],
    position="top",
)
current = screen.url_path or SCREENS[0]
frame.phone_navigation(current)
with frame.plain_errors():
    frame.require_snapshot()
    filters.show(current)
    viewport.measure()
    screen.run()
