"""What a board is served with before anybody changes anything, and that the server keeps to it."""

from __future__ import annotations

import asyncio
import os
import tomllib
import urllib.request
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.warehouse_fixture import build_sample
from tools import browser as machine

MISSING = "" if find_spec("playwright") and machine.executable() else "no Chromium, or no Playwright, on this machine"
CONFIG = tomllib.loads((machine.ROOT / ".streamlit" / "config.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("section", "name", "value"),
    [
        ("server", "address", "localhost"),
        ("server", "enableXsrfProtection", True),
        ("server", "enableCORS", True),
        ("browser", "gatherUsageStats", False),
        ("client", "showErrorDetails", "none"),
        ("client", "showErrorLinks", False),
        ("runner", "magicEnabled", False),
    ],
)
def test_safe_values(section: str, name: str, value: object) -> None:
    assert CONFIG[section][name] == value


def test_uploads_messages_and_names_are_limited() -> None:
    server = CONFIG["server"]
    assert server["maxUploadSize"] <= 200
    assert server["maxMessageSize"] <= 50
    assert set(server["allowedHosts"]) <= {"localhost", "127.0.0.1", "::1"}


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("defaults")
    build_sample(folder)
    with machine.board(folder) as address:
        yield address


def _opens(board: str, **headers: str) -> bool:
    """Tell whether the board talks over a websocket to one who sends these headers."""
    from websockets.asyncio.client import connect
    from websockets.exceptions import WebSocketException

    async def ask() -> bool:
        address = board.replace("http", "ws") + "/_stcore/stream"
        try:
            async with connect(address, subprotocols=["streamlit"], origin=None, **_named(headers)) as socket:  # type: ignore[list-item]
                await asyncio.wait_for(socket.recv(), 0.7)
                return True
        except TimeoutError:
            return True  # it waits for what we ask
        except (WebSocketException, OSError):
            return False

    return asyncio.run(ask())


def _named(headers: dict[str, str]) -> dict[str, object]:
    return {"additional_headers": {name.replace("_", "-"): value for name, value in headers.items()}}


def test_another_name_or_origin_is_turned_away(board: str) -> None:
    assert _opens(board)
    assert _opens(board, Origin=board)
    assert not _opens(board, Origin="https://evil.example")
    assert not _opens(board, Host="evil.example")


def test_a_board_open_to_others_shows_nothing_and_says_what_to_do(tmp_path: Path) -> None:
    if MISSING:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    build_sample(tmp_path)
    with machine.board(tmp_path, "--server.address", "0.0.0.0") as board, machine.browser() as running:
        page = running.new_page()
        page.goto(board + "/sources")
        machine.settle(page, ".xs-notice")
        said = page.inner_text('[data-testid="stMain"]').strip()
    assert said.startswith("本看板没有配置登录，只供本机使用，而现在可由别处访问（0.0.0.0）")
    assert "docs/deploy.md" in said
    assert "\n" not in said


def test_files_beside_the_program_are_not_served(board: str) -> None:
    for path in ("/app/static/../dashboard.py", "/app/static/%2e%2e/dashboard.py", "/media/../../etc/passwd"):
        try:
            with urllib.request.urlopen(board + path, timeout=5) as answer:
                content = answer.read()
        except OSError:
            continue
        assert b"import streamlit" not in content
        assert b"root:" not in content
