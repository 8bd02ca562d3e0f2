"""What stands in documents and addresses is words: never markup, a formula, an expression, a query or a path."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import duckdb
import openpyxl
import pandas as pd
import pytest

from board import export
from board.__main__ import main as export_board
from board.screens import SCREENS
from tests.warehouse_rows import Rows, day, yi
from tools import browser as machine
from warehouse import questions
from warehouse.snapshot import current, open_snapshot, publish

MISSING = "" if find_spec("playwright") and machine.executable() else "no Chromium, or no Playwright, on this machine"

HTML = "<img src=x onerror=document.title='taken'><script>document.title='taken'</script>"
MARKDOWN = "[点](javascript:alert(1)) **粗** $x^2$ :material/star: :red[红] `码` ![图](http://evil.example/x.png)"
VEGA = '{datum.goal_id} ${signal} {"expr":"1+1"} datum[\'x\']'
SQL = "'); DROP TABLE goals; --"
FORMULA = '=HYPERLINK("http://evil.example","点")'
PATH = "../../../etc/passwd"
URL = "javascript:document.title='taken'"
METRIC = f"{HTML} {MARKDOWN}"
BODY = f"单位 {VEGA} <b>x</b>"
THEME = f"领域 {SQL}"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    rows = Rows()
    rows.organisation(BODY, "二七区")
    rows.metric(METRIC, theme=THEME, known=False)
    rows.metric(FORMULA, "个", theme=THEME)
    rows.metric(PATH, theme=THEME)
    for metric in (METRIC, FORMULA, PATH):
        goal = rows.goal(metric, BODY)
        document = rows.document(f"{metric[:40]} d", day("2024-02-18"), title=f"{HTML} {MARKDOWN}", organisation=BODY)
        words = {"document": document, "headings": HTML, "rules": MARKDOWN, "doubts": f"{HTML}\n{MARKDOWN}"}
        said = {"sentence": f"{HTML}{VEGA}500亿元以上{MARKDOWN}。", "quote": "500亿元以上"}
        rows.target(goal, yi("500"), comparator=">=", **words, **said)
        rows.actual(goal, yi("107.96"), day("2024-05-15"), text=f"{FORMULA} 107.96亿元", document=document)
    rows.owner(HTML, MARKDOWN, organisation=BODY)
    tables = rows.tables()
    tables["documents"] = tables["documents"].assign(publisher=HTML, url=URL, path=f"{HTML}/{PATH}.txt")
    publish(folder, tables, "hostile")
    return folder


@pytest.fixture(scope="module")
def board(data: Path) -> Iterator[str]:
    if MISSING:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with machine.board(data) as address:
        yield address


@pytest.fixture(scope="module")
def page(board: str) -> Iterator[Any]:
    with machine.browser() as running:
        context = running.new_context(viewport={"width": 1440, "height": 900})
        context.set_default_timeout(machine.PATIENCE)
        opened = context.new_page()
        opened.said = []
        opened.on("dialog", lambda dialog: (opened.said.append(dialog.message), dialog.dismiss()))
        opened.on("pageerror", lambda error: opened.said.append(str(error)))
        opened.on("request", lambda request: "evil" in urlsplit(request.url).netloc and opened.said.append(request.url))
        yield opened
        context.close()


def demand_words(page: Any) -> None:
    """See that nothing on the page is more than words."""
    said, page.said = page.said, []
    assert said == []
    assert page.title() != "taken"
    within = '[data-testid="stApp"]'
    for element in ('img[src="x"]', "script:has-text('taken')", 'a[href^="javascript"]', "[onerror]", ".katex"):
        assert page.locator(f"{within} {element}").count() == 0, element
    assert page.locator(f"{within} a[href^='http://evil'], {within} img[src^='http://evil']").count() == 0
    marked = page.locator(f"{within} .stMarkdown strong, {within} button strong").all_inner_texts()
    assert "粗" not in marked
    icons = page.locator('[data-testid="stIconMaterial"]').all_inner_texts()
    assert "star" not in icons
    assert "x" not in page.locator(f"{within} b").all_inner_texts()


@pytest.mark.parametrize("screen", SCREENS)
def test_words_of_documents_stay_words_on_every_screen(page: Any, board: str, data: Path, screen: str) -> None:
    asked = f"org={quote(BODY)}&theme={quote(THEME)}&year=2024"
    page.goto(f"{board}/{'' if screen == SCREENS[0] else screen}?{asked}")
    machine.settle(page, '[data-testid="stMain"] .stHtml')
    demand_words(page)
    for toggle in page.locator('[class*="st-key-table-"] label').all()[:2]:
        toggle.click()
    for pill in page.locator(".st-key-filters [data-testid=stPopoverButton]").all():
        pill.click()
        page.wait_for_timeout(150)
        page.keyboard.press("Escape")
    demand_words(page)


def test_a_hostile_goal_and_document_are_shown_as_they_are_written(page: Any, board: str, data: Path) -> None:
    path = current(data)
    assert path is not None
    with open_snapshot(path) as con:
        rows = questions.progress(con, date(2024, 5, 31))
    goal = rows[rows["metric"] == METRIC]["goal_id"].iloc[0]
    page.goto(f"{board}/goal?goal={quote(goal)}&day=2024-05-31")
    machine.settle(page, '[data-testid="stMain"] .stHtml')
    demand_words(page)
    page.goto(f"{board}/goal?org={quote(BODY)}&day=2024-05-31")
    machine.settle(page, ".xs-formula")
    said = page.inner_text(".st-key-card-evidence")
    assert "<img src=x onerror=" in said
    assert VEGA in said
    page.locator(".st-key-card-evidence a", has_text="在原文中打开").first.click()
    machine.settle(page, ".xs-text mark")
    assert "<script>" in page.inner_text(".xs-text")
    demand_words(page)


@pytest.mark.parametrize(
    "query",
    [f"org={quote(value)}&theme={quote(value)}" for value in (HTML, MARKDOWN, VEGA, SQL, PATH, "%00", "a" * 5000)]
    + [
        f"goal={quote(SQL)}",
        f"doc={quote(PATH)}",
        "day=0001-01-01",
        "day=9999-12-31",
        "year=2199&status=done",
        "lang=xx",
    ],
)
def test_no_address_is_more_than_a_question(page: Any, board: str, data: Path, query: str) -> None:
    for screen in ("", "goal", "sources"):
        page.goto(f"{board}/{screen}?{query}")
        machine.settle(page, '[data-testid="stMain"] .stHtml')
        demand_words(page)
        assert "详情已写入运行日志" not in page.inner_text('[data-testid="stMain"]'), (screen, query)
    path = current(data)
    assert path is not None
    with open_snapshot(path) as con:
        assert con.execute("SELECT count(*) FROM goals").fetchall() == [(3,)]


def test_filters_are_parameters_and_no_part_of_the_query(data: Path) -> None:
    path = current(data)
    assert path is not None
    with open_snapshot(path) as con:
        day_ = date(2024, 5, 31)
        for words in (SQL, "' OR '1'='1", '" OR 1=1', "$organisation", "二七区'; ATTACH 'x.duckdb'; --"):
            assert questions.progress(con, day_, organisation=words).empty
            assert questions.progress(con, day_, theme=words, status=words).empty
            assert questions.goal(con, words, day_).empty
            assert questions.document(con, words).empty
            assert questions.timeline(con, day_, organisation=words).empty
            assert questions.targets(con, words, day_).empty
        with pytest.raises(duckdb.Error):
            con.execute("DROP TABLE goals")
        assert len(questions.progress(con, day_)) == 3


def test_tables_that_leave_run_no_formula(data: Path, tmp_path: Path) -> None:
    starts = ("=", "+", "-", "@", "\t", "\r", "\n")
    cells = [f"{start}1+1" for start in starts] + [FORMULA, " =1", "\u3000=1"]
    rows = list(csv.reader(io.StringIO(export.csv(pd.DataFrame({"=x": cells})).decode("utf-8-sig"), newline="")))
    assert all(not cell.lstrip(" ").startswith(starts) for row in rows for cell in row)


def test_nothing_is_written_outside_the_folder_asked_for_and_workbooks_hold_words(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    kinds = "csv,xlsx" if "xlsx" in _formats() else "csv"
    status = export_board(
        ["export", "--data", str(data), "--out", str(out), "--format", kinds, "--as-of", "2024-05-31"]
    )
    assert status == 0
    assert {path.name for path in tmp_path.iterdir()} == {"out"}
    for path in out.rglob("*"):
        assert path.resolve().is_relative_to(out.resolve())
        assert ".." not in path.name
    for path in out.rglob("*.xlsx"):
        book = openpyxl.load_workbook(path)
        for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
            if cell.data_type == "f":
                assert "HYPERLINK" not in str(cell.value), cell.coordinate
            assert cell.hyperlink is None or not str(cell.hyperlink.target or "").startswith(("http://evil", "java"))
    for path in out.rglob("*.csv"):
        for row in csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")):
            assert all(not cell.startswith(("=", "@")) for cell in row)


def _formats() -> list[str]:
    from board import album

    return list(album.formats()) if hasattr(album, "formats") else []
