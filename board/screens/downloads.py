"""A chart on the page: drawn to fit, with its downloads and its figures as a table.

A picture leaves light, framed and at one width, whatever the screen was: it goes into a meeting's papers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from board import access, export, state
from board.charts.sheet import Frame
from board.charts.theme import Look
from board.drawn import Drawn
from board.formats import PICTURE_WRITERS, SCALE, SCALES
from board.kept import Kept
from board.screens import style, tables, viewport
from board.state import word

PRINT_WIDTH = 1360
PICTURES = ("svg", "pdf", "png")  # the PNG last: it alone may be too large
MIMES = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf", "csv": "text/csv"}

GOAL = "goal"

Draw = Callable[[Look, Frame | bool], alt.LayerChart]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart that a screen shows: `draw` makes it for any look.

    `name` is the stem of its files and the key of its widgets; `source` the line below a picture that leaves. `table`
    is what is read on the page, `data` makes what leaves as CSV. `about` is the one thing it shows, if it shows one.
    """

    name: str
    draw: Draw
    table: Callable[[], pd.DataFrame]
    data: Callable[[], pd.DataFrame]
    source: str = ""
    title: str = ""
    about: str = ""
    print_width: int = PRINT_WIDTH


def show(picture: Picture, width: int | None = None, select: str | None = GOAL) -> dict[str, Any] | None:
    """Draw the chart with its tools; return what was clicked, if anything: the fields of the selection `select`."""
    with st.container(key=f"chart-{picture.name}", gap="small"):
        tools(picture)
        look = state.look(width or viewport.width())
        signature = (picture.name, picture.about, *state.signature(), look.width, look.lang, look.dark)
        clicked = _put(picture.name, _drawn(picture.draw, look, signature), select)
        if st.session_state.get(f"table-{picture.name}"):
            tables.show(picture.table())
    return clicked


_charts: Kept[Drawn] = Kept(10, lambda drawn: drawn.bytes)
_files_made: Kept[bytes] = Kept(48, len)
_tables_made: Kept[bytes] = Kept(8, len)
_drawings: Kept[export.Drawing] = Kept(24, lambda drawing: 3 * len(drawing.text))  # with its words as outlines


def _drawn(draw: Draw, look: Look, signature: tuple[Any, ...]) -> dict[str, Any]:
    """Draw a chart once for each `signature`: what is asked, of which snapshot, and how it is to look."""
    return _charts.get(signature, lambda: Drawn.of(draw(look, False))).spec()


def card(picture: Picture, title: str, note: str, width: int, select: str | None = GOAL) -> dict[str, Any] | None:
    """Draw a chart in a card of its own under a title; `width` is the card's."""
    with st.container(key=f"card-{picture.name}", gap="small"):
        head(title, note)
        return show(picture, viewport.inside(width), select)


def head(title: str, note: str) -> None:
    """Write the title of a card and the note under it."""
    line = style.tag("h2", style.text(title)) if title else ""
    st.html(line + style.tag("p", style.text(note), "xs-soft xs-note"))


def _put(name: str, spec: dict[str, Any], select: str | None) -> dict[str, Any] | None:
    # The chart describes itself, in words, for those who cannot see it.
    if select is None or select not in {param["name"] for param in spec.get("params", ())}:
        st.vega_lite_chart(spec, theme=None, width="stretch", key=f"plot-{name}")
        return None
    # A click opens another screen; on coming back the chart must not remember it.
    turn = st.session_state.get(f"turn-{name}", 0)
    event: Any = st.vega_lite_chart(spec, theme=None, width="stretch", key=f"plot-{name}-{turn}", on_select="rerun")
    chosen = event.get("selection", {}).get(select, []) if event else []
    if not chosen:
        return None
    st.session_state[f"turn-{name}"] = turn + 1
    return dict(chosen[0])


def tools(picture: Picture) -> None:
    """Offer the chart's table, and the chart as PNG, SVG, PDF and CSV."""
    with st.container(key=f"tools-{picture.name}", horizontal=True, horizontal_alignment="right", gap="small"):
        st.toggle(word("download.table"), key=f"table-{picture.name}")
        _files(picture)


@st.fragment
def _files(picture: Picture) -> None:
    """The files, made when the list of them is opened; a picture that cannot be made says why."""
    opened = st.popover(
        word("download.label"), key=f"download-{picture.name}", icon=":material/download:", on_change="rerun"
    )
    if not opened.open:
        return
    access.require("export")
    with opened:
        scale = _scale(picture.name)
        files: dict[str, bytes] = {}
        try:
            with st.spinner(word("download.making")):
                drawing = _drawing(picture)
                for kind in PICTURES:
                    files[kind] = _rendered(kind, scale if kind == "png" else 1, drawing)
        except export.ExportError as error:
            _refused(error)
        try:
            files["csv"] = _table(picture)
        except export.ExportError as error:
            _refused(error)
        for kind in MIMES:
            if kind in files:
                _button(picture.name, kind, files[kind], scale)


def _scale(name: str) -> int:
    """Ask how many pixels a PNG is to have for each of the picture's."""
    chosen = st.segmented_control(
        word("download.scale"),
        SCALES,
        default=SCALE,
        format_func=lambda scale: word("download.times", scale=scale),
        key=f"scale-{name}",
        required=True,
    )
    return int(chosen or SCALE)


def _refused(error: export.ExportError) -> None:
    reason = word("download.failed", reason=error.sentence(state.view().lang))
    st.html(style.tag("p", style.text(reason), "xs-refused"))


def _button(name: str, kind: str, content: bytes, scale: int) -> None:
    file = f"xushi-{name}-{state.as_of().isoformat()}.{kind}"
    st.download_button(
        word(f"download.{kind}", scale=scale),
        data=content,
        file_name=file,
        mime=MIMES[kind],
        key=f"{kind}-{name}",
        on_click=access.record,
        args=("export", file),
        width="stretch",
        type="tertiary",
    )


def _drawing(picture: Picture) -> export.Drawing:
    """Draw a picture for paper once for each thing asked: the next who wants it waits for nobody."""
    look = Look(width=picture.print_width, lang=state.view().lang)
    frame = Frame(title=picture.title, as_of=state.as_of(), source=picture.source)
    facts = (picture.name, picture.about, picture.title, picture.source, look.width, look.lang)
    return _drawings.get((*facts, *state.signature()), lambda: export.draw(picture.draw(look, frame)))


def _table(picture: Picture) -> bytes:
    """Write the figures of a picture as CSV, once for each thing asked."""
    key = (picture.name, picture.about, state.view().lang, *state.signature())
    return _tables_made.get(key, lambda: export.csv(picture.data()))


def _rendered(kind: str, scale: int, drawing: export.Drawing) -> bytes:
    """Make a file of a drawing, once for each drawing and scale."""
    key = (kind, scale, hashlib.sha256(drawing.text.encode()).digest())
    return _files_made.get(key, lambda: PICTURE_WRITERS[kind](drawing, scale))
