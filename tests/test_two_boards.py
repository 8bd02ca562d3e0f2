"""Two board processes on one data folder: whatever happens through one, the other shows it at its next look."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from etl.build import build
from etl.review_file import read_decisions
from tests.judged import GOALS, OTHER, REPORT, put
from tools import browser as machine

MISSING = "" if find_spec("playwright") and machine.executable() else "no Chromium, or no Playwright, on this machine"
LATER = REPORT.replace("107.96亿元", "150亿元")
CHART = ".st-key-chart-overview"


class Two(NamedTuple):
    """A page open at each of two boards that share a folder."""

    data: Path
    here: Any
    there: Any


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    if MISSING:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    data = tmp_path_factory.mktemp("shared")
    put(data, "plan.md", GOALS, "2024-02-18")
    put(data, "other.md", OTHER, "2024-03-01")
    put(data, "report.md", REPORT, "2024-05-15")
    build(data)
    with machine.board(data) as one, machine.board(data) as other, machine.browser() as running:
        pages = []
        for address in (one, other):
            page = running.new_context(viewport={"width": 1440, "height": 900}).new_page()
            page.set_default_timeout(machine.PATIENCE)
            page.goto(f"{address}/?lang=zh&year=all")
            machine.settle(page, ".marks")
            page.home = address
            pages.append(page)
        yield Two(data, *pages)


def look_again(page: Any) -> str:
    """Press a status on and off, as a reader does whose page has stood open; return what the board then says."""
    for _ in range(2):
        page.click(".st-key-tile-severe button")
        machine.settle(page, ".st-key-tiles")
    machine.settle(page, ".marks")
    return str(page.inner_text(CHART))


def test_a_decision_made_at_one_shows_at_the_other(two: Two) -> None:
    assert "107.96 亿元 · 21.6%" in two.there.inner_text(CHART)
    page = two.here
    page.goto(f"{page.home}/review")
    machine.settle(page, ".st-key-card-item-rivals")
    for field, words in (("review-who", "李"), ("review-why", "以最新部署为准")):
        box = page.locator(f'[class*="st-key-{field}"] input').first
        box.fill(words)
        box.press("Enter")
        machine.settle(page, ".st-key-who-why")
    page.locator("h1.xs-title").click()
    page.keyboard.press("2")
    machine.settle(page, ".st-key-review-told")
    assert [row.verb for row in read_decisions(two.data / "reviews.csv")] == ["choose-official"]
    assert "107.96 亿元 · 36.0%" in look_again(two.there)


def test_both_turn_to_a_snapshot_that_was_built_elsewhere(two: Two) -> None:
    put(two.data, "later.md", LATER, "2024-06-20")
    build(two.data)
    two.here.goto(f"{two.here.home}/?lang=zh&year=all")
    machine.settle(two.here, ".marks")
    told = two.here.inner_text(".xs-footer")
    assert "150 亿元 · 50.0%" in two.here.inner_text(CHART)
    assert "150 亿元 · 50.0%" in look_again(two.there)
    assert two.there.inner_text(".xs-footer") == told, "they name the same snapshot"
