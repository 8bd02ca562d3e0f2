"""Paper: what a page says at its edges, and long charts cut between their rows rather than through them.

The rules of what is left out stand in print.css. The edges are margin boxes, which repeat on every sheet; a browser
that does not know them prints the day and the source under the last chart, as the screen shows them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import streamlit as st

from board import state
from board.charts.theme import LIGHT
from board.screens import project_filters, scope, style
from board.state import word

_RULES = Path(__file__).with_name("print.css")
_CUT = Path(__file__).with_name("print.js")
_UNSAFE = re.compile(r"[^\w \-—·，。：；、（）“”‘’.,:;()/%]")

_cutter = st.components.v2.component("xushi_print", js=_CUT.read_text("utf-8"))


def prepare(screen: str) -> None:
    """Put what paper needs on the page: its rules, the words at its edges, and what cuts long charts."""
    day = word("chart.as_of", day=state.as_of().isoformat())
    names = [word("app.title"), word(f"screen.{screen}"), scope.whole_name(), project_filters.name()]
    edges = {
        "top-left": " · ".join(name for name in names if name),
        "top-right": day,
        "bottom-left": word("chart.source", source=scope.source()),
    }
    boxes = " ".join(f"@{place} {{ content: {css_string(words)} }}" for place, words in edges.items())
    st.html(f"<style>@page {{ {boxes} }}\n{_rules()}</style>")
    with st.container(key="print-cutter"):
        _cutter(key="print", height=1, data={})


def css_string(words: str) -> str:
    """Return words as a CSS string in which nothing can end the string, the rule or the style sheet."""
    return '"' + _UNSAFE.sub(lambda found: f"\\{ord(found[0]):06x}", " ".join(words.split())) + '"'


@lru_cache(maxsize=1)
def _rules() -> str:
    return f"@media print {{ {style.variables(LIGHT)} }}\n{_RULES.read_text('utf-8')}"
