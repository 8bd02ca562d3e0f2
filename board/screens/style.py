"""The page's look: the colours of the charts as CSS variables, and the rules of style.css."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path

import streamlit as st

from board import state
from board.charts.theme import DARK, LIGHT, STATUSES, Palette
from board.words import Lang

_RULES = Path(__file__).with_name("style.css")
_PLAIN = ("page", "panel", "ink", "soft", "line", "track", "brand", "flag", "flag_ink", "link")

# From how many px on the header has room for the filters beside the screens; style.css writes 1100px for it.
ROOM: dict[Lang, int] = {"zh": 1330, "en": 1560}

# The sign of each status in running text; charts draw the same shapes.
SIGNS = {"done": "✓", "on_pace": "▲", "late": "◆", "severe": "▼", "no_data": "○"}


@lru_cache(maxsize=4)
def _sheet(dark: bool, lang: Lang) -> str:
    rules = _RULES.read_text("utf-8").replace("1100px", f"{ROOM[lang]}px").replace("1099px", f"{ROOM[lang] - 1}px")
    return f"<style>{variables(DARK if dark else LIGHT)}\n{rules}</style>"


def variables(palette: Palette) -> str:
    """Return a rule that sets the colours of a mode as CSS variables."""
    lines = [f"--xs-{name.replace('_', '-')}: {getattr(palette, name)};" for name in _PLAIN]
    for kind in ("marks", "inks", "tints"):
        colors = getattr(palette, kind)
        lines += [f"--xs-{kind[:-1]}-{name.replace('_', '-')}: {colors[name]};" for name in STATUSES]
    return f":root {{ {' '.join(lines)} }}"


def apply() -> None:
    """Put the style sheet on the page."""
    st.html(_sheet(state.dark(), state.view().lang))


def text(value: object) -> str:
    """Return text safe to stand in markup. Everything that comes from a document or the data goes through here."""
    return escape(str(value), quote=True)


def tag(name: str, content: str, kind: str = "", **attributes: str) -> str:
    """Return an element around markup that is already safe; `kind` is its class, attribute values are escaped."""
    given = {"class": kind, **{key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}}
    written = "".join(f' {key}="{text(value)}"' for key, value in given.items() if value)
    return f"<{name}{written}>{content}</{name}>"


def status_class(status: str) -> str:
    """Return the class that colours words about a status."""
    return f"xs-{status.replace('_', '-')}" if status in STATUSES else "xs-no-data"


def status_mark(status: str, words: str) -> str:
    """Return a status as sign, words and colour."""
    return tag("span", f"{SIGNS.get(status, '○')} {text(words)}", f"xs-status {status_class(status)}")


def palette() -> Palette:
    """Return the colours of the mode the page is shown in."""
    return DARK if state.dark() else LIGHT
