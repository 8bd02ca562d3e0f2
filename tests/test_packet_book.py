"""The book and the ZIP of a meeting: pages that are drawn, can be searched and bear their number, the same again."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from board import album as albums
from board import export
from board.charts.theme import Look
from board.packet import archive, book
from board.packet.contents import Album
from board.packet.lift import lift, matrix_of
from tests import chart_frames as made
from tests.albums import album
from warehouse.snapshot import open_current

DAY = date(2024, 5, 31)


@pytest.fixture(scope="module")
def gathered(sample: Path) -> Album:
    with open_current(sample) as con:
        return albums.gather(con, albums.Scope(DAY, "二七区", 2024), Look(), 3)


@pytest.fixture(scope="module")
def pages(gathered: Album) -> PdfReader:
    return PdfReader(io.BytesIO(book(gathered)))


def test_every_page_is_a4_and_bears_its_number_its_day_and_its_snapshot(pages: PdfReader, gathered: Album) -> None:
    count = len(pages.pages)
    for number, page in enumerate(pages.pages, 1):
        text = page.extract_text()
        assert f"{number} / {count}" in text and "截至 2024-05-31" in text and gathered.about.snapshot in text
        assert [round(float(side)) for side in page.mediabox] == [0, 0, 842, 595]


def test_pages_say_their_message_and_their_source(pages: PdfReader, gathered: Album) -> None:
    texts = [page.extract_text() for page in pages.pages]
    assert "最大缺口是签约额" in "".join(texts[0].split())
    goal = next(text for text in texts if "签约额落后序时 15.6 个百分点，缺口 392.04 亿元" in text)
    for words in ("107.96 ÷ 500 = 21.6%", "≥ 300 亿元", "今年以来新签约项目13个、签约总额107.96亿元。", "来源："):
        assert words in goal
    listed = [item["/Title"] for item in pages.outline]  # type: ignore[index, call-overload]
    assert len(listed) == len(texts) and listed[0] == gathered.about.headline
    assert any(text.startswith("其余 ") for text in texts) and any("数字出自" in text for text in texts)


def test_words_are_text_in_one_embedded_font_and_nothing_is_photographed(pages: PdfReader) -> None:
    fonts = {str(page["/Resources"]["/Font"]["/XuFont"].get_object()["/BaseFont"]) for page in pages.pages}  # type: ignore[index]
    assert len(fonts) == 1 and "NotoSansCJKsc" in fonts.pop()
    assert not [image for page in pages.pages for image in page.images]
    family = pages.pages[0]["/Resources"]["/Font"]["/XuFont"]["/DescendantFonts"][0].get_object()  # type: ignore[index]
    assert "/FontFile3" in family["/FontDescriptor"]


def test_words_leave_ink_where_the_picture_has_them(gathered: Album) -> None:
    import pypdfium2

    picture = next(picture for picture in gathered.pictures if picture.goal is not None)
    single = PdfReader(io.BytesIO(export.pdf(picture.drawing))).pages[0].extract_text()
    content = book(gathered)
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    own = [number for number, text in enumerate(texts) if picture.title in text and picture.goal.formula in text]
    at = next((number for number in own if set(single.split()) <= set(texts[number].split())), None)
    assert at is not None, "no word is lost between a picture and its page"
    page = pypdfium2.PdfDocument(content)[at].render(scale=1).to_pil().convert("L")
    title = page.crop((10, 10, 420, 36))
    assert title.point(lambda level: 255 * (level < 100)).histogram()[255] > 400, "the title is drawn, not boxes of air"


def test_the_same_album_gives_the_same_bytes(sample: Path) -> None:
    def again() -> tuple[bytes, bytes]:
        with open_current(sample) as con:
            found = albums.gather(con, albums.Scope(DAY, "二七区", 2024), Look(), 1)
        return book(found), archive(found, 1)

    assert again() == again()


def test_a_character_that_the_font_lacks_stops_the_book_and_is_named() -> None:
    broken = album([made.goal("签约额\U0001f600", 500 * made.YI)])
    for write in (book, archive):
        with pytest.raises(export.ExportError) as caught:
            write(broken)
        assert "U+1F600" in caught.value.sentence("zh")


def test_many_goals_stay_bounded_and_say_what_is_left_out() -> None:
    rows = [
        made.goal(f"指标{number}", 100, number % 130, unit="个", theme=f"领域{number % 30}") for number in range(2000)
    ]
    pages = PdfReader(io.BytesIO(book(album(rows, goals=2))))
    assert 30 < len(pages.pages) < 80
    assert any("其余 1998 项目标" in page.extract_text() for page in pages.pages)
    assert any("另有 1398 项未列入" in page.extract_text() for page in pages.pages)


def test_the_zip_holds_every_picture_and_says_what_it_is(gathered: Album) -> None:
    with zipfile.ZipFile(io.BytesIO(archive(gathered, 1))) as files:
        names = files.namelist()
        assert [f"{picture.name}.png" for picture in gathered.pictures] == names[:-1]
        said = files.read("目录.txt").decode("utf-8-sig")
        assert gathered.about.snapshot in said and "截至 2024-05-31" in said and "来源：" in said
        for name in names[:-1]:
            picture = Image.open(io.BytesIO(files.read(name)))
            assert picture.width == 1360 and f"{name}  " in said


def test_words_are_lifted_with_their_place() -> None:
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><g transform="translate(10,20)">'
        '<rect width="5"/>'
        '<text transform="translate(30,40)" text-anchor="end" font-size="10px" fill="#123f5c">签约</text></g></svg>'
    )
    rest, (word,) = lift(drawn, (2, 0, 0, 2, 0, 0))
    assert "签约" not in rest and "<text" not in rest and "rect" in rest
    assert word.at == (2, 0, 0, 2, 2 * (10 + 30 - 20), 2 * (20 + 40)), "an end is moved left by the width of its words"
    turned = matrix_of("translate(5,0) rotate(90)")
    assert [round(value, 6) for value in turned] == [0, 1, -1, 0, 5, 0]
