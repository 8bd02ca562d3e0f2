"""Take the pictures of the board: every screen over the documents that ship, wide and on a phone, light and dark.

    python -m tools.pictures [FOLDER]

FOLDER is pictures/ by default, which git passes over.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tools import browser

ROOT = browser.ROOT
FOLDER = ROOT / "pictures"
SIZES = {"": (1440, 900), "-phone": (390, 844)}
WALL = {"": (1920, 1080)}
DRAWN = ".marks"


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: the file's stem, the address on the board, what must be there before it is taken."""

    name: str
    address: str
    awaited: str = DRAWN
    schemes: tuple[str, ...] = ("light",)
    sizes: Mapping[str, tuple[int, int]] = field(default_factory=lambda: SIZES)


def shots(goal: str, document: str, statement: str) -> Iterator[Shot]:
    """Yield the pictures to take; the goal and the statement are those of the largest gap."""
    yield Shot("overview", "/", schemes=("light", "dark"))
    yield Shot("overview-en", "/?lang=en")
    yield Shot("goal", f"/goal?goal={quote(goal)}", schemes=("light", "dark"))
    yield Shot("gaps", "/gaps")
    yield Shot("timeline", "/timeline", schemes=("light", "dark"))
    yield Shot("timeline-goals", "/timeline?part=goals")
    yield Shot("projects", "/projects", schemes=("light", "dark"))
    yield Shot("projects-en", "/projects?lang=en")
    for number in (1, 2, 5, 6):
        yield Shot(f"wall-{number}", f"/?wall=0&slide={number}", ".xs-wall.live", sizes=WALL)
    yield Shot("sources", f"/sources?doc={quote(document)}&at={quote(statement)}", ".xs-text")


def build(data: Path) -> tuple[str, str, str]:
    """Build a snapshot of the documents that ship; return the goal, document and statement to show."""
    from etl.build import build as build_snapshot
    from warehouse import questions, snapshot

    shutil.copytree(ROOT / "data" / "documents", data / "documents")
    build_snapshot(data)
    with snapshot.open_current(data) as connection:
        day = questions.default_as_of(connection)
        goal = str(questions.headline(connection, day, year=day.year)["biggest_gap_goal_id"].iloc[0])
        report = questions.reports(connection, goal, day).iloc[-1]
    return goal, str(report["document_id"]), str(report["statement_id"])


def take(page: Any, base: str, shot: Shot, folder: Path) -> None:
    """Take one picture in every size and mode."""
    for scheme in shot.schemes:
        page.emulate_media(color_scheme=scheme)
        for suffix, (width, height) in shot.sizes.items():
            page.set_viewport_size({"width": width, "height": height})
            page.goto(base + shot.address)
            browser.settle(page, shot.awaited)
            mode = "-dark" if scheme == "dark" else ""
            path = folder / f"{shot.name}{mode}{suffix}.png"
            page.screenshot(path=path)
            print(path)


def main(folder: Path) -> None:
    """Serve the board over a copy of what ships, and take all pictures into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch)
        shown = build(data)
        with browser.board(data) as base, browser.browser() as chromium:
            page = chromium.new_page()
            for shot in shots(*shown):
                take(page, base, shot, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
