"""The board in a real browser: what only a browser shows — clicks on charts, downloads, fonts, widths, the address."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlparse

import pytest

from tests.warehouse_fixture import build_sample
from tools import browser as machine

MISSING = "" if find_spec("playwright") and machine.executable() else "no Chromium, or no Playwright, on this machine"
LAST_SAID = "s026"  # the last statement of 招商引资大会 in the sample
SIGNED = "二七区·签约额·20240101-20241231"


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if MISSING:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    folder = tmp_path_factory.mktemp("board")
    build_sample(folder)
    with machine.board(folder) as address:
        yield address


@pytest.fixture(scope="module")
def chromium(board: str) -> Iterator[Any]:
    with machine.browser() as running:
        yield running


@pytest.fixture
def page(chromium: Any, board: str) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    context.set_default_timeout(machine.PATIENCE)
    opened = context.new_page()
    opened.abroad = []
    opened.on("request", lambda request: _note(opened.abroad, request.url, board))
    yield opened
    assert opened.abroad == [], "no call leaves the machine"
    context.close()


def _note(abroad: list[str], url: str, board: str) -> None:
    home = urlparse(board).netloc
    if urlparse(url).scheme in {"http", "https", "ws", "wss"} and urlparse(url).netloc != home:
        abroad.append(url)


def test_the_first_screen_has_an_address_by_its_name(page: Any, board: str) -> None:
    page.goto(f"{board}/overview?org={quote('二七区')}&status=late&lang=en")
    machine.settle(page, ".st-key-tiles")
    assert page.get_by_role("dialog").count() == 0, "no page-not-found"
    where = urlparse(page.url)
    assert where.path == "/" and parse_qs(where.query) == {"org": ["二七区"], "status": ["late"], "lang": ["en"]}
    assert "goals report progress" in page.locator("h1").inner_text()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_phone_sees_all_screens_and_filters(page: Any, board: str, lang: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{board}/?lang={lang}")
    machine.settle(page, ".st-key-phone-nav a")
    for selector, least in ((".st-key-phone-nav a", 8), (".st-key-filters button", 5)):
        boxes = [box for one in page.locator(selector).all() if one.is_visible() and (box := one.bounding_box())]
        assert len(boxes) >= least
        assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes), selector


def click_words(page: Any, words: str) -> None:
    """Click where a chart has drawn these words."""
    page.locator(".marks text", has_text=words).first.click(force=True)


def asked(page: Any) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(urlparse(page.url).query).items()}


def test_from_the_overview_to_the_sentence(page: Any, board: str) -> None:
    page.goto(board)
    machine.settle(page, ".marks")
    assert "最大缺口是签约额，差 392.04 亿元" in page.inner_text("h1.xs-headline")
    page.click(".st-key-tile-severe button")
    page.wait_for_url("**/?status=severe")
    machine.settle(page, ".marks")
    click_words(page, "107.96 亿元 · 21.6%")
    machine.settle(page, ".xs-formula")
    assert asked(page) == {"status": "severe", "goal": SIGNED}
    assert "107.96 ÷ 500 = 21.6%" in page.inner_text(".xs-formula")
    said = page.locator(".st-key-card-evidence")
    assert "今年以来新签约项目13个、签约总额107.96亿元。" in said.inner_text()
    page.locator('[class*="st-key-evidence-actual"] a', has_text="在原文中打开").first.click()
    machine.settle(page, ".xs-text")
    assert page.inner_text("#asked") == "签约总额107.96亿元"
    assert asked(page)["at"] == "s004"
    page.go_back()
    machine.settle(page, ".xs-formula")
    assert "107.96 ÷ 500 = 21.6%" in page.inner_text(".xs-formula")


def test_the_sentence_asked_for_is_in_view(page: Any, board: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 420})
    page.goto(f"{board}/sources?doc=招商引资大会&at={LAST_SAID}")
    machine.settle(page, "#asked")
    page.wait_for_function(
        """() => { const mark = document.getElementById("asked").getBoundingClientRect()
        const box = document.querySelector(".xs-text").getBoundingClientRect()
        return mark.top >= box.top - 1 && mark.bottom <= box.bottom + 1 }""",
        timeout=5000,
    )


def test_filters_go_with_the_reader(page: Any, board: str) -> None:
    page.goto(f"{board}/?org=二七经开区")
    machine.settle(page, ".marks")
    assert page.inner_text(".st-key-pill-organisation button p") == "二七经开区"
    page.locator('[data-testid="stTopNavLink"]', has_text="差距").click()
    machine.settle(page, ".st-key-card-grid .marks")
    assert page.url.startswith(f"{board}/gaps")
    assert asked(page) == {"org": "二七经开区"}


def test_pictures_that_leave(page: Any, board: str) -> None:
    from PIL import Image
    from pypdf import PdfReader

    page.goto(f"{board}/goal?goal={SIGNED}")
    machine.settle(page, ".st-key-card-progress .marks")
    page.click('.st-key-download-goal [data-testid="stPopoverButton"]')
    files = {kind: _download(page, kind) for kind in ("png", "svg", "pdf", "csv")}

    picture = Image.open(io.BytesIO(files["png"])).convert("RGB")
    assert picture.width == 2160
    assert len(picture.getcolors(maxcolors=1 << 24) or []) > 100
    assert _has_color(picture, (184, 58, 58)), "the severe red of the bar"
    words = PdfReader(io.BytesIO(files["pdf"])).pages[0].extract_text()
    assert "签约额" in words and "107.96 亿元" in words
    assert files["svg"].startswith(b"<svg") or b"<svg" in files["svg"][:200]
    table = files["csv"].decode("utf-8-sig")
    assert "签约总额107.96亿元" in table and "项目为王 奋力一季：招商引资专版" in table


def test_the_packet_leaves_from_the_screen_with_what_is_in_view(page: Any, board: str) -> None:
    from pptx import Presentation

    page.goto(f"{board}/?org=二七经开区")
    machine.settle(page, ".marks")
    page.click('.st-key-pill-packet [data-testid="stPopoverButton"]')
    page.click(".st-key-packet-make button")
    page.wait_for_selector(".st-key-packet-file button", timeout=machine.PATIENCE)
    with page.expect_download() as waiting:
        page.click(".st-key-packet-file button")
    assert waiting.value.suggested_filename == "会议包-2024-05-31.pptx"
    deck = Presentation(waiting.value.path())
    titles = [slide.shapes.title.text_frame.text.replace("\v", "") for slide in deck.slides]
    assert "新签约项目数已完成：26 个，为目标的 173%" in titles
    assert not any("缺口 392.04 亿元" in title for title in titles), "only what is in view"
    assert any(shape.has_chart for slide in deck.slides for shape in slide.shapes)


def test_a_picture_leaves_at_the_size_that_is_asked_for(page: Any, board: str) -> None:
    from PIL import Image

    page.goto(f"{board}/goal?goal={SIGNED}")
    machine.settle(page, ".st-key-card-progress .marks")
    page.click('.st-key-download-goal [data-testid="stPopoverButton"]')
    page.locator(".st-key-scale-goal button", has_text="4 倍").click()
    page.locator(".st-key-png-goal button", has_text="4 倍").wait_for()
    assert Image.open(io.BytesIO(_download(page, "png"))).width == 4 * 1080


def _download(page: Any, kind: str) -> bytes:
    with page.expect_download() as waiting:
        page.click(f".st-key-{kind}-goal button")
    download = waiting.value
    assert download.suggested_filename == f"xushi-goal-2024-05-31.{kind}"
    return Path(download.path()).read_bytes()


def _has_color(picture: Any, color: tuple[int, int, int]) -> bool:
    return any(found == color for _, found in picture.getcolors(maxcolors=1 << 24) or [])


@pytest.mark.parametrize("screen", ["", "goal", "gaps", "timeline", "sources", "sources?doc=招商引资大会"])
def test_a_phone_never_scrolls_sideways(page: Any, board: str, screen: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{board}/{screen}")
    awaited = {"sources": ".st-key-card-documents", "sources?doc=招商引资大会": ".xs-text"}
    machine.settle(page, awaited.get(screen, ".marks"))
    wide = page.evaluate("() => document.querySelector('[data-testid=\"stMain\"]').scrollWidth")
    assert wide <= 390
    cut = page.evaluate(
        """() => [...document.querySelectorAll('.marks')].filter(svg => {
        const box = svg.getBoundingClientRect(); return box.right > innerWidth + 1 || box.left < -1 }).length"""
    )
    assert cut == 0
    assert "None" not in page.inner_text('[data-testid="stMain"]')


def test_the_font_comes_with_the_page(page: Any, board: str) -> None:
    page.goto(board)
    machine.settle(page, ".marks")
    loaded = page.evaluate(
        "() => [...document.fonts].filter(f => f.family.includes('Noto Sans CJK SC') && f.status === 'loaded')"
        ".map(f => f.weight)"
    )
    assert sorted(loaded) == ["400", "600"]
    assert page.locator('[data-testid="stAppDeployButton"]').count() == 0


def test_light_and_dark(page: Any, board: str) -> None:
    seen = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(board)
        machine.settle(page, ".marks")
        page.wait_for_timeout(600)
        seen[scheme] = page.evaluate("() => getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert seen == {"light": "rgb(246, 247, 249)", "dark": "rgb(15, 22, 29)"}


def test_the_board_can_be_heard_and_typed(page: Any, board: str) -> None:
    page.goto(board)
    machine.settle(page, ".marks")
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    said = page.locator("[data-testid='stVegaLiteChart']").first.get_attribute("aria-label")
    assert "严重滞后 4" in str(said), "the chart in words"
    assert page.locator(".marks [role^='graphics-']:not(.root)").count() == 0, "and no shapes without words"
    for _ in range(40):
        page.keyboard.press("Tab")
        tag, outline = page.evaluate("""() => {
            const focused = document.activeElement
            return [focused.tagName + " " + focused.innerText, getComputedStyle(focused).outline]
        }""")
        assert "solid 2px" in outline or tag.startswith(("MAIN", "BODY")), f"{tag} does not show that it has the focus"
        if page.evaluate("!!document.activeElement.closest('.st-key-table-overview')"):
            break
    page.keyboard.press("Space")
    page.locator(".xs-table a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/goal?goal=**")
    machine.settle(page, ".xs-formula")
    page.locator("a", has_text="在原文中打开").first.focus()
    page.keyboard.press("Enter")
    machine.settle(page, ".xs-text mark.asked")
    page.goto(f"{board}/?lang=en")
    machine.settle(page, ".marks")
    assert page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize("screen", ["", "goal", "gaps", "timeline?part=goals", "briefing"])
def test_every_chart_has_words_and_a_table(page: Any, board: str, screen: str) -> None:
    page.goto(f"{board}/{screen}")
    machine.settle(page, ".marks")
    drawn = page.locator("[data-testid='stVegaLiteChart']")
    assert drawn.count() >= 1
    for chart in drawn.all():
        assert len(str(chart.get_attribute("aria-label"))) > 20, "the chart in words"
    assert page.locator("[class*='st-key-tools-'] input[type='checkbox']").count() == drawn.count(), "a table of each"
