"""序时 Xushi: the board. Page, navigation and shared filters; the screens are in board/screens."""

from __future__ import annotations

import streamlit as st

from board import collecting, state
from board.screens import SCREENS, filters, frame, printing, signing, style, viewport, wall
from board.screens.reviewing import queue

state.read_address()
st.set_page_config(
    page_title=state.word("app.title"),
    page_icon=str(frame.MARK),
    layout="wide",
    menu_items={"About": state.word("app.about")},
)
style.apply()
frame.brand()
shown = signing.screens()
screen = st.navigation(
    [
        st.Page(
            f"board/screens/{name}.py", title=state.word(f"screen.{name}"), url_path=name, default=name == SCREENS[0]
        )
        for name in shown or SCREENS
    ],
    position="top" if shown else "hidden",
)
current = screen.url_path or SCREENS[0]
with frame.plain_errors():
    signing.demand(current)
    frame.phone_navigation(current, shown)
    frame.require_snapshot()
    if wall.asked():
        wall.show()
    else:
        if "review" in shown:
            frame.waiting("review", queue.waiting())
        filters.show(current)
        viewport.measure()
        printing.prepare(current)
        screen.run()
collecting.set_program_aside()
