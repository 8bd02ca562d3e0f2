"""Two boards behind nginx, set up as docs/scale.md and docs/deploy.md say: who serves whom, and what if one ends."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.oidc_provider import CLIENT
from tests.test_login import MISSING, RULES, SECRET, SECRETS, SIGN_IN, provider
from tests.warehouse_fixture import build_sample
from tools import browser as machine

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
BLOCK = re.compile(r"```(?:nginx)?\n(.*?)```", re.DOTALL)
COOKIE = "xushi_board"

pytestmark = pytest.mark.skipif(bool(MISSING) or NGINX is None, reason=MISSING or "no nginx on this machine")


def blocks(page: str, *marks: str) -> list[str]:
    """Return the code blocks of a page of docs/ in which these words stand, one each."""
    found = BLOCK.findall((machine.ROOT / "docs" / page).read_text("utf-8"))
    return [next(block for block in found if mark in block) for mark in marks]


def configuration(folder: Path, front: int, boards: tuple[int, int]) -> str:
    """Return what the pages say, without encryption and with other ports."""
    (server,) = blocks("deploy.md", "listen 443")
    upstreams, stream = blocks("scale.md", "upstream xushi_new", "location /_stcore/stream")
    server = server[: server.index("server { listen 80;")].replace("listen 443 ssl;", f"listen {front};")
    server = re.sub(r"ssl_certificate.*?;", "", server).replace(
        "proxy_pass http://127.0.0.1:8501;", "proxy_pass http://$xushi;"
    )
    server = server.replace("server_name board.example.org;", f"server_name localhost;\n{stream}")
    whole = f"{upstreams}{server}".replace("8501", str(boards[0])).replace("8502", str(boards[1]))
    whole = whole.replace("proxy_set_header Host $host;", "proxy_set_header Host $http_host;")  # with the port
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    head = f"daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; events {{}}\n"
    return f"{head}http {{ access_log off;\n{temporary}{whole} }}"


def serve(data: Path, port: int) -> subprocess.Popen[bytes]:
    options = ["--server.headless", "true", "--server.port", str(port), "--server.fileWatcherType", "none"]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", *options]
    environment = {**os.environ, "XUSHI_DATA": str(data)}
    with (data / f"{port}.log").open("a") as out:
        secrets = ["--secrets.files", str(data / "secrets.toml")]
        return subprocess.Popen([*command, *secrets], cwd=machine.ROOT, env=environment, stdout=out, stderr=out)


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.3)


def answers(port: int) -> bool:
    with contextlib.suppress(OSError), urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=2):
        return True
    return False


@dataclass
class Office:
    """Where the boards are reached, their folder, and each board's port and process by its name in the cookie."""

    address: str
    data: Path
    ports: dict[str, int]
    boards: dict[str, subprocess.Popen[bytes]]

    def start(self, name: str) -> None:
        self.boards[name] = serve(self.data, self.ports[name])

    def end(self, name: str) -> None:
        self.boards[name].kill()
        self.boards[name].wait(timeout=20)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    front, one, other = (machine.free_port() for _ in range(3))
    build_sample(tmp_path)
    (tmp_path / "access.toml").write_text(RULES, "utf-8")
    (tmp_path / "nginx.conf").write_text(configuration(tmp_path, front, (one, other)), "utf-8")
    found = Office(f"http://localhost:{front}", tmp_path, {"1": one, "2": other}, {})
    with provider() as known, contextlib.ExitStack() as ending:
        secrets = SECRETS.format(secret=SECRET, client=CLIENT, provider=known).replace("{port}", str(front))
        (tmp_path / "secrets.toml").write_text(secrets, "utf-8")
        for name in found.ports:
            found.start(name)
            ending.callback(found.end, name)
        nginx = subprocess.Popen([str(NGINX), "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")])
        ending.callback(nginx.wait, timeout=20)
        ending.callback(nginx.terminate)
        for port in (one, other, front):
            until(partial(answers, port))
        yield found


def sign_in(running: Any, address: str) -> Any:
    page = running.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(machine.PATIENCE)
    page.goto(f"{address}/?lang=zh&year=all")
    page.click(SIGN_IN)
    page.click('button[value="chief"]')
    page.wait_for_url(f"{address}/**")
    machine.settle(page, ".marks")
    return page


def board_of(page: Any) -> str:
    return next((str(cookie["value"]) for cookie in page.context.cookies() if cookie["name"] == COOKIE), "")


def take_away(page: Any) -> str:
    page.click(".st-key-download-overview button")
    with page.expect_download() as waiting:
        page.click(".st-key-csv-overview button")
    page.keyboard.press("Escape")
    return Path(waiting.value.path()).read_text("utf-8-sig")


def test_a_visitor_keeps_to_a_board_and_finds_another_when_it_ends(office: Office) -> None:
    with machine.browser() as running:
        page = sign_in(running, office.address)
        page.click(".st-key-tile-severe button")
        page.wait_for_url("**status=severe**")
        machine.settle(page, ".marks")
        at = board_of(page)
        assert at in office.boards
        assert "签约额" in take_away(page)
        office.end(at)
        until(lambda: board_of(page) not in ("", at))
        machine.settle(page, ".marks")
        assert page.locator(SIGN_IN).count() == 0, "who was signed in is"
        assert page.locator('.st-key-tile-severe button[kind="primary"]').count(), "the view is the one left"
        office.start(at)
        until(partial(answers, office.ports[at]))
        time.sleep(11)  # a server that failed is asked again after ten seconds
        assert "签约额" in take_away(page), "files come from the board where the page is, though the other is back"
        assert board_of(page) != at
