"""核对 in a real browser: worked from the keyboard, a ruling that the overview follows, typing that decides nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from etl.build import build
from etl.review_file import read_decisions
from tests.test_build import GOALS, REPORT, put
from tools import browser as machine

MISSING = "" if find_spec("playwright") and machine.executable() else "no Chromium, or no Playwright, on this machine"
OTHER = GOALS.replace("500亿元", "300亿元").replace("60个", "30个")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if MISSING:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    folder = tmp_path_factory.mktemp("review")
    put(folder, "plan.md", GOALS, "2024-02-18")
    put(folder, "other.md", OTHER, "2024-03-01")
    put(folder, "report.md", REPORT, "2024-05-15")
    build(folder)
    return folder


@pytest.fixture(scope="module")
def page(data: Path) -> Iterator[Any]:
    with machine.board(data) as address, machine.browser() as running:
        context = running.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
        context.set_default_timeout(machine.PATIENCE)
        opened = context.new_page()
        opened.home = address
        yield opened
        context.close()


def said(page: Any, selector: str) -> str:
    return str(page.inner_text(selector))


def decide(page: Any, key: str) -> None:
    """Press a key, as somebody who has their hands on the keyboard, and wait for the board."""
    page.locator("h1.xs-title").click()
    page.keyboard.press(key)
    page.wait_for_selector(".st-key-review-told")
    machine.settle(page, ".st-key-review-told")


def write(page: Any, key: str, text: str) -> None:
    box = page.locator(f'[class*="st-key-{key}"] input').first
    box.fill(text)
    box.press("Enter")
    machine.settle(page, ".st-key-who-why")


def test_a_ruling_from_the_keyboard_moves_the_board(page: Any, data: Path) -> None:
    page.goto(f"{page.home}/?lang=zh")
    machine.settle(page, ".marks")
    assert "107.96 亿元 · 21.6%" in page.inner_text(".st-key-chart-overview")
    badge = "() => getComputedStyle(document.querySelector('[href*=\"/review\"] p'), '::after').content"
    assert page.evaluate(badge) == '"2"'
    page.locator('[data-testid="stTopNavLink"]', has_text="核对").click()
    machine.settle(page, ".st-key-card-item-rivals")
    assert "签约额 · 二七区" not in said(page, ".st-key-item-head")
    assert "1 / 2" in said(page, ".st-key-item-head")
    assert "≥ 500 亿元 → ≥ 300 亿元，21.6% → 36.0%，▼ 严重滞后 → ◆ 滞后" in said(page, ".st-key-claim-2")
    write(page, "review-who", "李")
    write(page, "review-why", "XA1 以最新部署为准")
    assert read_decisions(data / "reviews.csv") == [], "letters typed into a field decide nothing"
    decide(page, "2")
    assert "李：已采用 签约额（临江区 2024年） ≥ 500 亿元 → ≥ 300 亿元，21.6% → 36.0%" in said(
        page, ".st-key-review-told"
    )
    assert "新签约项目数" in said(page, ".st-key-item-head"), "the next item is open"
    (row,) = read_decisions(data / "reviews.csv")
    assert (row.verb, row.by, row.reason) == ("choose-official", "李", "XA1 以最新部署为准")
    page.locator('[data-testid="stTopNavLink"]', has_text="总览").click()
    machine.settle(page, ".marks")
    assert "107.96 亿元 · 36.0%" in page.inner_text(".st-key-chart-overview")


def test_the_history_is_read_taken_away_and_taken_back(page: Any, data: Path) -> None:
    page.goto(f"{page.home}/review?item=history")
    machine.settle(page, ".st-key-card-history")
    line = said(page, ".st-key-card-history")
    assert "李 采用 签约额 · 临江区 500亿元以上 → 300亿元以上" in line and "以最新部署为准" in line
    with page.expect_download() as waiting:
        page.click(".st-key-csv-history button")
    table = Path(waiting.value.path()).read_text("utf-8-sig")
    assert table.startswith("number,at,by,verb") and "choose-official" in table
    write(page, "review-who", "=周")
    page.click(".st-key-undo-1 button")
    machine.settle(page, '[class*="st-key-decided-undone-1"]')
    assert [row.verb for row in read_decisions(data / "reviews.csv")] == ["choose-official", "undo"]
    with page.expect_download() as waiting:
        page.click(".st-key-csv-history button")
    assert ",'=周,undo," in Path(waiting.value.path()).read_text("utf-8-sig"), "no cell is run as a formula"


def test_the_card_is_worked_without_scrolling(page: Any) -> None:
    page.goto(f"{page.home}/review")
    machine.settle(page, ".st-key-card-item-rivals")
    bottom = page.evaluate("() => document.querySelector('.st-key-card-item-rivals').getBoundingClientRect().bottom")
    assert bottom <= 900
    for key, place in (("j", "2 / 2"), ("j", "1 / 2"), ("k", "2 / 2")):
        page.locator("h1.xs-title").click()
        page.keyboard.press(key)
        page.wait_for_function("place => document.querySelector('.xs-item-head').innerText.includes(place)", arg=place)


def test_two_people_at_once_lose_nothing(page: Any, data: Path) -> None:
    before = len(read_decisions(data / "reviews.csv"))
    other = page.context.browser.new_context(viewport={"width": 1440, "height": 900})
    second = other.new_page()
    try:
        for opened, name in ((page, "甲"), (second, "乙")):
            opened.set_default_timeout(machine.PATIENCE)
            opened.goto(f"{page.home}/review")
            machine.settle(opened, ".st-key-card-item-rivals")
            write(opened, "review-who", name)
            write(opened, "review-why", f"{name}说的")
        for opened in (page, second):
            opened.locator("h1.xs-title").click()
            opened.keyboard.press("1")
        for opened in (page, second):
            machine.settle(opened, ".st-key-review-told")
    finally:
        other.close()
    made = read_decisions(data / "reviews.csv")[before:]
    assert sorted((row.by, row.reason) for row in made) == [("乙", "乙说的"), ("甲", "甲说的")]


@pytest.mark.parametrize("item", ["", "history", "add", "link:none"])
def test_a_phone_never_scrolls_sideways(page: Any, item: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{page.home}/review?item={item}")
    machine.settle(page, ".st-key-review-bar")
    assert page.evaluate("() => document.querySelector('[data-testid=\"stMain\"]').scrollWidth") <= 390
