"""The wall: what its slides say, and, in a real browser, how they turn, stand still, and are read from afar."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest

from etl.build import build
from tests.screen_app import ROOT, Open, words
from tools import browser as machine

MISSING = "" if find_spec("playwright") and machine.executable() else "no Chromium, or no Playwright, on this machine"


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("wall")
    shutil.copytree(ROOT / "data" / "documents", data / "documents")
    build(data)
    return data


def slides(app: Any) -> list[str]:
    (wall,) = [block.value for block in app.html if block.value.startswith('<div class="xs-wall"')]
    return str(wall).split('<section class="xs-slide">')[1:]


def test_slides_go_from_the_whole_to_what_is_stuck(opened: Open, shipped: Path) -> None:
    app = opened(data=shipped, wall="20")
    said = words(app)
    assert "最大缺口是签约额，差 392.04 亿元" in said
    made = slides(app)
    titles = ["落后的目标：4 项", "还差多少：金额", "还差多少：数量", "项目走到哪一步", "逾期的项目：6 项 · 1 / 2"]
    assert [title for title, slide in zip(titles, made[1:], strict=False) if title in slide] == titles
    assert all(slide.count("xs-wall-row") - slide.count("xs-wall-rows") <= 5 for slide in made)
    assert "落后 15.6 个百分点 · 需月均 52.3 亿元" in said and "每 20 秒翻页" in said
    assert "应开未开 · 超 159 天" in said and "截至 2024-06-07" in said
    assert not app.get("vega_lite_chart") and not app.button


def test_the_wall_keeps_to_the_filters_and_the_day(opened: Open, shipped: Path) -> None:
    said = words(opened(data=shipped, wall="5", org="二七经开区", day="2024-04-30", lang="en"))
    assert "二七经开区" in said and "as of 2024-04-30" in said and "turns every 5 s" in said
    assert "107.96" not in said and "花花牛" not in said
    assert "does not turn by itself" in words(opened(data=shipped, wall="0", lang="en"))


def test_what_is_not_an_interval_is_no_wall(opened: Open, shipped: Path) -> None:
    assert opened(data=shipped, wall="soon").button(key="open-wall")


@pytest.fixture(scope="module")
def wall(shipped: Path) -> Iterator[tuple[str, Any]]:
    if MISSING:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with machine.board(shipped) as address, machine.browser() as chromium:
        page = chromium.new_page(viewport={"width": 1920, "height": 1080})
        yield address, page


def shown(page: Any) -> int:
    return int(page.evaluate("() => [...document.querySelectorAll('.xs-slide')].findIndex(s => s.offsetParent)")) + 1


def asked(page: Any) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(urlparse(page.url).query).items()}


def test_the_wall_turns_stands_still_and_is_left(wall: tuple[str, Any]) -> None:
    address, page = wall
    page.goto(f"{address}/?wall=3&org=二七区")
    machine.settle(page, ".xs-wall.live")
    assert page.locator('[data-testid="stHeader"]').is_hidden() and shown(page) == 1
    page.wait_for_function("() => document.querySelectorAll('.xs-slide')[1].offsetParent", timeout=9000)
    page.keyboard.press("Space")
    page.wait_for_url("**slide=2**")
    assert asked(page) == {"org": "二七区", "wall": "3", "slide": "2"}
    page.wait_for_timeout(3600)
    assert shown(page) == 2 and "已暂停" in page.inner_text(".xs-wall-foot")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**slide=3**")
    assert shown(page) == 3
    page.keyboard.press("Space")
    page.wait_for_function("() => !location.search.includes('slide')")
    page.keyboard.press("Escape")
    machine.settle(page, ".st-key-filters")
    page.wait_for_function("() => !location.search.includes('wall')")
    assert asked(page) == {"org": "二七区"} and page.locator(".xs-wall").count() == 0


def test_a_wall_that_stands_opens_at_its_slide_and_is_read_from_afar(wall: tuple[str, Any]) -> None:
    address, page = wall
    page.goto(f"{address}/?wall=0&slide=4")
    machine.settle(page, ".xs-wall.live")
    assert shown(page) == 4
    page.keyboard.press("Home")
    for number in range(1, 8):
        assert shown(page) == number
        found = page.evaluate(
            """() => { const slide = [...document.querySelectorAll('.xs-slide')].find(s => s.offsetParent)
            const own = e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())
            const all = [...slide.querySelectorAll('*')].filter(e => own(e) && e.offsetParent)
            const box = e => e.getBoundingClientRect()
            return { least: Math.min(...all.map(e => parseFloat(getComputedStyle(e).fontSize))),
              out: all.filter(e => box(e).right > innerWidth || box(e).bottom > box(slide).bottom + 1
                || e.scrollWidth > e.clientWidth + 1).map(e => e.textContent) } }"""
        )
        assert found["least"] >= 28, "the smallest words of a slide at 1920 pixels"
        assert found["out"] == [], "nothing is cut"
        page.keyboard.press("ArrowRight")
    assert shown(page) == 1


@pytest.mark.parametrize("address", ["projects", "timeline", "?wall=0&slide=6"])
def test_a_phone_never_scrolls_sideways(wall: tuple[str, Any], address: str) -> None:
    base, page = wall
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{base}/{address}")
    machine.settle(page, ".xs-wall.live" if "wall" in address else ".marks")
    wide = page.evaluate(
        """() => Math.max(...['[data-testid="stMain"]', '.xs-wall'].map(name => document.querySelector(name))
        .filter(Boolean).map(box => box.scrollWidth))"""
    )
    assert wide <= 390
    assert "None" not in page.inner_text('[data-testid="stMain"]')
