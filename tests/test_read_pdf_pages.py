"""Pages of newspapers: narrow columns on one grid of lines, articles in bands, headlines of two sizes side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from etl.read import read_document, split_articles
from tests.test_read_pdf import FIRST, MASTHEAD, SECOND, THIRD, Sheet, font

__all__ = ["font"]

FOURTH = ("本报讯 5月8日，全区加快项目建设，全年计划完成投资60亿元以上，确保完成。",)
WIDTH, SIZE, GAP = 11, 9, 4
EM = SIZE * 25.4 / 72
COLUMNS = [10 + number * (WIDTH * EM + GAP) for number in range(5)]


def put_columns(page: Sheet, columns: Sequence[float], y: float, lines_each: int, paragraphs: Sequence[str]) -> None:
    """Put paragraphs into columns of so many lines, on one grid, whatever the column breaks off."""
    lines = []
    for paragraph in paragraphs:
        indented = "　　" + paragraph
        lines += [indented[at : at + WIDTH] for at in range(0, len(indented), WIDTH)]
    for number, line in enumerate(lines):
        column, row = divmod(number, lines_each)
        bare = line.lstrip("　")
        page.put(columns[column] + (len(line) - len(bare)) * EM, y + row * 0.55 * SIZE, bare, SIZE)


def newspaper(font: Path) -> Sheet:
    page = Sheet(font)
    page.put(10, 10, MASTHEAD, 8)
    page.put(COLUMNS[0], 24, "临江区全力以赴抓项目促投资", 23)
    page.put(COLUMNS[3], 24, "重点项目推进会召开", 15)
    put_columns(page, COLUMNS[:3], 36, 5, FIRST)
    put_columns(page, COLUMNS[3:], 36, 7, SECOND)
    page.put(COLUMNS[0], 92, "走访企业", 14)
    page.put(COLUMNS[2], 92, "项目建设", 14)
    put_columns(page, COLUMNS[:2], 100, 5, THIRD)
    put_columns(page, COLUMNS[2:3], 100, 9, FOURTH)
    return page


def test_articles_in_bands_are_read_one_after_the_other(tmp_path: Path, font: Path) -> None:
    document = read_document(newspaper(font).saved(tmp_path))
    titles = [article.title for article in split_articles(document)]
    assert titles[0].startswith("临江区全力以赴抓项目促投资")
    assert titles[1:] == ["重点项目推进会召开", "走访企业", "项目建设"]
    text = document.text.replace("\n", "")
    for paragraph in (*FIRST, *SECOND, *THIRD, *FOURTH):
        assert paragraph in text, "a column that breaks off goes on at the top of the next"


def test_a_column_may_end_with_one_line_in_the_next(tmp_path: Path, font: Path) -> None:
    page = Sheet(font)
    page.put(COLUMNS[0], 30, "走访企业", 14)
    put_columns(page, COLUMNS[:2], 40, 5, THIRD)
    text = read_document(page.saved(tmp_path)).text
    assert text.startswith("# 走访企业\n")
    assert THIRD[0] in text.replace("\n", "")
