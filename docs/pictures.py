"""Take the picture of the READMEs: the shipped documents on a board of their own, photographed by a Chromium.

`make pictures` runs it. Writes docs/pictures/overview.png.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "pictures" / "overview.png"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WIDTH, HEIGHT = 1440, 1040
LONGEST_WAIT = 60  # seconds


def main() -> None:
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        sys.exit(f"no browser found; one of these is needed: {' '.join(BROWSERS)}")
    PICTURE.parent.mkdir(exist_ok=True)
    with board() as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN")
        photograph(page, address)
        chromium.close()


@contextmanager
def board() -> Iterator[str]:
    """Serve the shipped documents from a folder of their own; yield the address."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "data" / "documents", Path(folder) / "documents")
        environment = os.environ | {"XUSHI_DATA": folder}
        subprocess.run([sys.executable, "-m", "etl", "build"], cwd=ROOT, env=environment, check=True)
        port = free_port()
        command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.headless=true"]
        server = subprocess.Popen([*command, f"--server.port={port}"], cwd=ROOT, env=environment)
        try:
            wait_for(port)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait()


def photograph(page: Page, address: str) -> None:
    """Open the board, wait until the chart is drawn and its edges no longer move, and take what a reader sees first."""
    page.goto(address)
    chart = page.locator(".vega-embed :is(canvas, svg.marks)").first
    chart.wait_for(timeout=LONGEST_WAIT * 1000)
    before, now = None, chart.bounding_box()
    while before != now:
        page.wait_for_timeout(1500)
        before, now = now, chart.bounding_box()
    page.screenshot(path=PICTURE)
    print(PICTURE.relative_to(ROOT))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    until = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("localhost", port)) == 0:
                return
        time.sleep(0.2)
    sys.exit(f"the board did not come up within {LONGEST_WAIT} s")


if __name__ == "__main__":
    main()
