"""A served board and a browser, for the tests and the pictures: offline, with the machine's own Chromium."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--no-sandbox", "--disable-background-networking", "--no-first-run", "--disable-dev-shm-usage")
PATIENCE = 60_000


def executable() -> str | None:
    """Return the machine's Chromium, None where it has none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: its address, and the number of its process."""

    address: str
    pid: int


@contextlib.contextmanager
def served(data: Path, *more: str, script: Path = ROOT / "dashboard.py") -> Iterator[Served]:
    """Serve a Streamlit script, the board unless told, over a data folder, with `more` options of the server."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    options = ["--server.headless", "true", "--server.port", str(port), "--server.fileWatcherType", "none"]
    log = data / "server.log"
    environment = {**os.environ, "XUSHI_DATA": str(data), "PYTHONPATH": str(ROOT)}
    with log.open("a") as out:
        process = subprocess.Popen([*command, *options, *more], cwd=ROOT, env=environment, stdout=out, stderr=out)
        try:
            _await(f"http://localhost:{port}/_stcore/health", process, log)
            yield Served(f"http://localhost:{port}", process.pid)
        finally:
            process.terminate()
            process.wait(timeout=20)


@contextlib.contextmanager
def board(data: Path, *more: str) -> Iterator[str]:
    """Serve the board over a data folder, with `more` options of the server; yield its address."""
    with served(data, *more) as running:
        yield running.address


@contextlib.contextmanager
def browser(*more: str) -> Iterator[Any]:
    """Start the machine's Chromium, with `more` flags; yield Playwright's handle of it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=executable(), args=[*FLAGS, *more])
        try:
            yield running
        finally:
            running.close()


def settle(page: Any, selector: str) -> None:
    """Wait until something is on the page, the font has come and nothing is being computed any more."""
    page.wait_for_selector(selector, timeout=PATIENCE)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=PATIENCE)
    page.evaluate("() => document.fonts.ready.then(() => true)")
    page.wait_for_timeout(400)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2) as answer:
            if answer.status == 200:
                return
        time.sleep(0.2)
    raise RuntimeError(f"the board did not start: {log.read_text('utf-8')[-2000:]}")
