"""A visitor who speaks to the board as its page does: messages over a websocket, files over HTTP."""

from __future__ import annotations

import asyncio
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

PATIENCE = 90.0
WENT_WELL = (
    ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY,
    ForwardMsg.ScriptFinishedStatus.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
)
REFUSED = ('class="xs-card xs-notice bad"', 'class="xs-refused"')


class FailedError(Exception):
    """A run that did not end well."""


@dataclass
class Page:
    """What came of one run: the pages there are, the widgets with the fragment each stands in, and the files."""

    screens: dict[str, str] = field(default_factory=dict)
    widgets: dict[str, tuple[str, str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)


class Visitor:
    """One open page of the board."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.screens: dict[str, str] = {}
        self._socket: Any = None
        self._cache: dict[str, ForwardMsg] = {}

    async def __aenter__(self) -> Visitor:
        address = self.address.replace("http", "ws", 1) + "/_stcore/stream"
        self._socket = await connect(address, subprotocols=["streamlit"], origin=self.address, max_size=None)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()

    async def open(self, screen: str = "", **query: str) -> Page:
        """Open a screen with these filters, as a link does."""
        message = BackMsg()
        message.rerun_script.query_string = urllib.parse.urlencode(query)
        message.rerun_script.page_script_hash = self.screens.get(screen, "")
        page = await self._run(message)
        self.screens |= page.screens
        return page

    async def take_away(self, page: Page, picture: str) -> int:
        """Open the list of a picture's files and fetch the first; return how many bytes it has."""
        widget, fragment = page.widgets[f"download-{picture}"]
        message = BackMsg()
        message.rerun_script.fragment_id = fragment
        state = message.rerun_script.widget_states.widgets.add()
        state.id, state.bool_value = widget, True
        made = await self._run(message)
        if not made.files:
            raise FailedError("no file was offered")
        return await asyncio.to_thread(_fetch, self.address + made.files[0])

    async def _run(self, message: BackMsg) -> Page:
        await self._socket.send(message.SerializeToString())
        page = Page()
        async with asyncio.timeout(PATIENCE):
            while True:
                told = ForwardMsg()
                told.ParseFromString(await self._socket.recv())
                kind = told.WhichOneof("type")
                if kind == "ref_hash":
                    told = self._cache.get(told.ref_hash, told)
                elif told.hash and kind == "delta":
                    self._cache[told.hash] = told
                if kind == "script_finished":
                    if told.script_finished not in WENT_WELL:
                        raise FailedError(f"the run ended with {told.script_finished}")
                    return page
                _note(page, told)


def _note(page: Page, told: ForwardMsg) -> None:
    if told.WhichOneof("type") == "navigation":
        page.screens |= {each.url_pathname: each.page_script_hash for each in told.navigation.app_pages}
    if told.WhichOneof("type") != "delta":
        return
    delta = told.delta
    if delta.WhichOneof("type") == "add_block":
        widget = delta.add_block.popover.id
        if widget:
            page.widgets[widget.split("-", 2)[2]] = (widget, delta.fragment_id)
        return
    element = delta.new_element
    if element.WhichOneof("type") == "exception":
        raise FailedError(element.exception.message)
    if element.WhichOneof("type") == "html" and any(mark in element.html.body for mark in REFUSED):
        raise FailedError(element.html.body[:300])
    if element.WhichOneof("type") == "download_button":
        page.files.append(element.download_button.url)


def _fetch(url: str) -> int:
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        return len(answer.read())
