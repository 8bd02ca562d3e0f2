"""A stopwatch inside the page: from the start of the load, or from the press of a button, to the last change drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

QUIET = 600  # ms without any change after which a page counts as painted
PATIENCE = 120_000
READY = """([quiet, since]) => {
  const app = document.querySelector('[data-testid="stApp"]')
  return app && app.dataset.testScriptState === 'notRunning' && window.bench.ran > since
    && !document.querySelector('[data-testid="stSkeleton"], [data-testid="stAppSkeleton"]')
    && performance.now() - window.bench.changed > quiet
}"""

RAN = """since => window.bench && window.bench.ran !== since
  && document.querySelector('[data-test-script-state="notRunning"]')"""

# A change counts when it has been drawn: after the frame that follows it.
_WATCH = """
window.bench = { changed: 0, pressed: 0, ran: 0, waiting: false }
new MutationObserver(changes => {
  if (changes.some(change => change.attributeName === 'data-test-script-state')) window.bench.ran = performance.now()
  if (window.bench.waiting) return
  window.bench.waiting = true
  requestAnimationFrame(() => setTimeout(() => {
    window.bench.waiting = false
    window.bench.changed = performance.now()
  }))
}).observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
addEventListener('pointerdown', () => { window.bench.pressed = performance.now() }, true)
"""


@dataclass(frozen=True, slots=True)
class Paint:
    """How long a page took, in seconds, and how much came over the wire until then, in kB."""

    seconds: float
    kilobytes: float


class Stopwatch:
    """A page of its own, with nothing cached, that says how long it took to be painted."""

    def __init__(self, browser: Any, width: int = 1440, height: int = 900) -> None:
        self._context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
        self._context.add_init_script(_WATCH)
        self.page = self._context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self._received = 0
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._count))

    def open(self, address: str, awaited: str) -> Paint:
        """Load an address; the time is that from the start of the navigation until nothing changes any more."""
        return self._timed(lambda: self.page.goto(address, wait_until="commit"), awaited, pressed=False)

    def press(self, act: Callable[[], object], awaited: str) -> Paint:
        """Press something; the time is that from the pointer's press until nothing changes any more."""
        return self._timed(act, awaited, pressed=True)

    def rerun(self, act: Callable[[], object]) -> None:
        """Do something that runs the script, and wait until it has run; once more where a press met nothing."""
        from playwright.sync_api import TimeoutError as Missed

        since = self.page.evaluate("window.bench.ran")
        act()
        try:
            self.page.wait_for_function(RAN, arg=since, timeout=PATIENCE / 6)
        except Missed:
            act()
            self.page.wait_for_function(RAN, arg=since)

    def close(self) -> None:
        """Close the page and forget what it has cached."""
        self._context.close()

    def _timed(self, act: Callable[[], object], awaited: str, pressed: bool) -> Paint:
        self._received = 0
        act()
        start = self.page.evaluate("window.bench.pressed") if pressed else 0
        self.page.wait_for_selector(awaited, state="attached")
        self.page.wait_for_function(READY, arg=[QUIET, start])
        return Paint((self.page.evaluate("window.bench.changed") - start) / 1000, self._received / 1000)

    def _count(self, content: str | bytes) -> None:
        self._received += len(content)
