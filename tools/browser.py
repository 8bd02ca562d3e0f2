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
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--no-sandbox", "--disable-background-networking", "--no-first-run", "--disable-dev-shm-usage")
PATIENCE = 60_000


def executable() -> str | None:
    """Return the machine's Chromium, None where it has none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@contextlib.contextmanager
def board(data: Path, *more: str) -> Iterator[str]:
    """Serve the board over a data folder, with `more` options of the server; yield its address."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard.py")]
    options = ["--server.headless", "true", "--server.port", str(port), "--server.fileWatcherType", "none"]
    log = data / "server.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [*command, *options, *more], cwd=ROOT, env={**os.environ, "XUSHI_DATA": str(data)}, stdout=out, stderr=out
        )
        try:
            _await(f"http://localhost:{port}/_stcore/health", process, log)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


@contextlib.contextmanager
def browser() -> Iterator[Any]:
    """Start the machine's Chromium; yield Playwright's handle of it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
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
