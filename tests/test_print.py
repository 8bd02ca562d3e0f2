"""Paper, from a real browser: sheets with the day and the source at their edges, no buttons, long charts cut."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from board.screens.printing import css_string
from tests.warehouse_fixture import build_sample
from tools import browser as machine

MISSING = "" if find_spec("playwright") and machine.executable() else "no Chromium, or no Playwright, on this machine"


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Any]]:
    if MISSING:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    folder: Path = tmp_path_factory.mktemp("paper")
    build_sample(folder)
    with machine.board(folder) as address, machine.browser() as chromium:
        yield address, chromium


def sheets(board: tuple[str, Any], address: str, scheme: str = "light") -> list[str]:
    """Print a screen; return the words of each sheet."""
    from pypdf import PdfReader

    base, chromium = board
    page = chromium.new_page(viewport={"width": 1440, "height": 900}, color_scheme=scheme)
    page.goto(base + address)
    machine.settle(page, ".marks")
    made = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    assert page.locator(".xs-print-slices").count() == 0, "what was cut for paper is whole again on the screen"
    page.close()
    assert {(round(float(sheet.mediabox.width)), round(float(sheet.mediabox.height))) for sheet in made.pages} == {
        (842, 595)
    }
    return ["".join(sheet.extract_text().split()) for sheet in made.pages]


def test_every_sheet_says_of_what_day_and_from_where(board: tuple[str, Any]) -> None:
    for address in ("/", "/gaps?org=二七区"):
        made = sheets(board, address)
        for number, words in enumerate(made, 1):
            assert "截至2024-05-31" in words and "来源：" in words and "快照" in words
            assert f"{number}/{len(made)}" in words
            assert "以表格查看" not in words and "下载" not in words and "全部状态" not in words


def test_a_long_chart_is_cut_between_its_rows(board: tuple[str, Any]) -> None:
    made = sheets(board, "/")
    assert len(made) > 1
    assert "14项目标有进展" in made[0] and "107.96亿元·21.6%" in made[0], "the chart begins under its headline"
    for words in ("107.96亿元·21.6%", "26个·173%"):
        assert sum(words in sheet for sheet in made) == 1, "no row stands on two sheets"


def test_pairs_of_charts_stay_side_by_side(board: tuple[str, Any]) -> None:
    first = sheets(board, "/gaps", "dark")[0]
    assert "差在哪里" in first and "领先与落后" in first and "要赶上，得快多少" in first


def test_words_at_the_edges_end_no_rule() -> None:
    assert css_string("二七区 · 2024 年") == '"二七区 · 2024 年"'
    hostile = css_string('"} </style><script>\\\n*{color:red}')
    assert not set('"<>{};\n').intersection(hostile[1:-1]), "each is written as its number"
    assert hostile.startswith('"\\000022\\00007d \\00003c/style')
