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
pages = [
    st.Page(
        f"board/screens/{name}.py",
        title=state.word(f"screen.{name}"),
        url_path=frame.ROOT if name == SCREENS[0] else name,
        default=name == SCREENS[0],
    )
    for name in shown or SCREENS
]
named = frame.first_by_name()
screen = st.navigation([*pages, named], position="top" if shown else "hidden")
if screen == named:
    st.switch_page(pages[0], query_params=st.query_params.to_dict())
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
