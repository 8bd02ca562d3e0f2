"""How wide the reader's screen is, so that charts are drawn to fit it rather than squeezed."""

from __future__ import annotations

import streamlit as st

from board import state
from board.words import Lang

KEY = "viewport"
LANGUAGES: dict[Lang, str] = {"zh": "zh-CN", "en": "en"}
DESKTOP, PHONE = 1360, 362
NARROW = 980
SMALL = 672
WIDEST = 1520

# Says in which language the page is, for those who have it read to them, and tells the width of its content where it is
# another than the one told, by more than a scrollbar.
_SCRIPT = """
export default function ({ data, setStateValue }) {
  const page = document.querySelector('[data-testid="stMainBlockContainer"]') || document.body
  document.documentElement.lang = data.lang
  let told = data.told
  let timer = null
  const tell = () => {
    const style = getComputedStyle(page)
    const width = Math.floor(page.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight))
    if (Math.abs(width - told) > 3 && width > 0) {
      told = width
      setStateValue("width", width)
    }
  }
  const later = () => { clearTimeout(timer); timer = setTimeout(tell, 200) }
  const watcher = new ResizeObserver(later)
  watcher.observe(page)
  tell()
  return () => { watcher.disconnect(); clearTimeout(timer) }
}
"""

_measure = st.components.v2.component("xushi_viewport", js=_SCRIPT)


def measure() -> None:
    """Ask the browser for the width of the page; the screen is drawn again where it differs from the guess."""
    with st.container(key="viewport-probe"):
        data = {"told": width(), "lang": LANGUAGES[state.view().lang]}
        _measure(key=KEY, height=1, data=data, on_width_change=lambda: None)


def width() -> int:
    """Return the width of the page's content in px: as measured, else guessed from the kind of browser."""
    told = st.session_state.get(KEY)
    found = told.get("width") if told is not None else None
    if found:
        return max(280, min(int(found), WIDEST))
    return PHONE if "Mobi" in (st.context.headers.get("User-Agent") or "") else DESKTOP


def narrow() -> bool:
    """Tell whether there is room for one column alone: a phone, a tablet upright."""
    return width() < NARROW


def inside(card: int) -> int:
    """Return the room within a card of this width."""
    return card - (30 if width() <= SMALL else 46)
