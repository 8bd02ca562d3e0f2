"""来源 in a real browser: files sent over the wire, several at once, and one whose sending breaks off."""

from __future__ import annotations

import os
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pytest

from etl.build import build
from etl.inbox import history
from tests.bad_files import word
from tests.test_browser import MISSING
from tests.test_build import GOALS, REPORT, put
from tools import browser as machine
from warehouse.snapshot import current

DROP = '[data-testid="stFileUploaderDropzoneInput"]'


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inbox")
    put(folder, "plan.md", GOALS, "2024-02-18")
    build(folder)
    return folder


@pytest.fixture(scope="module")
def page(data: Path) -> Iterator[Any]:
    if MISSING:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with machine.board(data) as address, machine.browser() as running:
        opened = running.new_context(viewport={"width": 1440, "height": 900}).new_page()
        opened.set_default_timeout(machine.PATIENCE)
        opened.goto(f"{address}/sources")
        machine.settle(opened, ".xs-text")
        yield opened


def kept(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "documents").rglob("*") if path.is_file() and path.name != "lock")


def test_a_sending_that_breaks_off_leaves_nothing(page: Any, data: Path) -> None:
    sent: list[Any] = []
    page.on("request", lambda request: sent.append(request) if "upload_file" in request.url else None)
    page.click(".st-key-upload button")
    page.wait_for_selector(DROP, state="attached")
    page.set_input_files(DROP, [{"name": "whole.md", "mimeType": "text/markdown", "buffer": REPORT.encode()}])
    page.wait_for_selector('[data-testid="stFileUploaderFile"], [data-testid="stFileChip"]')
    page.wait_for_timeout(500)
    put_request = next(request for request in sent if request.method == "PUT")
    place = urlparse(put_request.url)
    headers = {name: value for name, value in put_request.all_headers().items() if not name.startswith(":")}
    headers["content-length"] = "1000000"
    with socket.create_connection((place.hostname, place.port), timeout=10) as wire:
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if name != "host")
        wire.sendall(f"PUT {place.path} HTTP/1.1\r\nhost: {place.netloc}\r\n{head}\r\n--cut".encode())
    time.sleep(1)
    assert kept(data) == ["plan.md", "plan.md.toml"]
    assert history(data) == []
    page.keyboard.press("Escape")
    page.wait_for_selector(DROP, state="detached")


def test_several_files_are_taken_in_and_shown(page: Any, data: Path, tmp_path: Path) -> None:
    before = current(data)
    (tmp_path / "5月 通报.md").write_text(REPORT, "utf-8")
    (tmp_path / "安排.docx").write_bytes(word())
    (tmp_path / "照片.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    page.click(".st-key-upload button")
    page.wait_for_selector(DROP, state="attached")
    page.set_input_files(DROP, [str(path) for path in sorted(tmp_path.iterdir())])
    page.fill(".st-key-who-upload input", "王敏")
    page.keyboard.press("Tab")
    page.wait_for_selector(".st-key-receive button:enabled")
    page.click(".st-key-receive button")
    machine.settle(page, ".st-key-card-received")
    said = page.inner_text(".st-key-card-received")
    assert "收下 2 份，退回 1 份" in said
    assert "照片.txt: the file is no text in UTF-8, UTF-16 or GB18030" in said
    assert current(data) != before
    assert "3 份文件" in page.inner_text(".xs-sub")
    page.locator(".st-key-card-received a", has_text="5月 通报.md").click()
    page.wait_for_url(re.compile("doc="))
    machine.settle(page, ".xs-text mark")
    assert "签约额107.96亿元" in page.inner_text(".xs-text mark.actual >> nth=-1")
    stored = [name for name in kept(data) if not name.endswith(".toml")]
    assert len(stored) == 3 and any(re.fullmatch(r"5月-通报-[0-9a-f]{8}\.md", name) for name in stored)
