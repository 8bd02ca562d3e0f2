"""What leaves the board: pictures that are not blank and can be read anywhere, tables that run no formula."""

from __future__ import annotations

import csv as csv_reader
import io
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import altair as alt
import noto_cjk
import pandas as pd
import pytest
import vl_convert
from PIL import Image, ImageChops
from pypdf import PdfReader

from board import album, charts, export, fonts, outlines
from board.__main__ import main
from board.charts.measure import ASCII, NARROW, advance
from board.charts.sheet import Frame
from board.charts.theme import Look
from board.words import LANGS
from tests import chart_frames as made

SVG = "{http://www.w3.org/2000/svg}"
FRAME = Frame(as_of=made.AS_OF, source="5 份文件，83 条原文陈述")


@pytest.fixture(scope="module")
def drawing() -> export.Drawing:
    return export.draw(charts.board_bullets(made.normal(), Look(), FRAME))


def pixels(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def test_a_png_is_sharp_and_not_blank(drawing: export.Drawing) -> None:
    picture = pixels(export.png(drawing, 2))
    assert picture.width == 2 * 1360
    colors = {color for _, color in picture.getcolors(1 << 24) or []}
    assert {(184, 58, 58), (46, 125, 91), (42, 111, 176), (201, 138, 18), (255, 255, 255)} <= colors, (
        "bars in all colours"
    )
    dark = picture.convert("L").point(lambda level: 255 * (level < 90)).histogram()[255]
    assert dark > 20_000, "words leave ink"


def test_the_words_of_a_pdf_can_be_read(drawing: export.Drawing) -> None:
    text = PdfReader(io.BytesIO(export.pdf(drawing))).pages[0].extract_text()
    for words in (
        "目标进度总览",
        "签约额",
        "≥ 500 亿元",
        "严重滞后 · 落后 15.6 个百分点",
        "截至 2024-05-31",
        "来源：5 份文件",
    ):
        assert words in text
    assert text.count("目标进度总览") == 1, "emphasised words are there once"


def test_a_pdf_is_drawn_not_photographed(drawing: export.Drawing) -> None:
    page = PdfReader(io.BytesIO(export.pdf(drawing))).pages[0]
    assert not list(page.images)


def test_an_svg_shows_its_words_on_any_machine(drawing: export.Drawing) -> None:
    root = ElementTree.fromstring(export.svg(drawing))
    assert not list(root.iter(f"{SVG}text")) and "font-family" not in export.svg(drawing).decode()
    named = {use.get("{http://www.w3.org/1999/xlink}href") for use in root.iter(f"{SVG}use")}
    drawn = {f"#{path.get('id')}" for path in root.iter(f"{SVG}path") if path.get("id")}
    assert named and named <= drawn
    said = {group.get("aria-label") for group in root.iter(f"{SVG}g")}
    assert "签约额" in said and "签约额" in (root.get("aria-label") or "")


def test_outlines_stand_where_the_text_stood(drawing: export.Drawing) -> None:
    as_text = pixels(vl_convert.svg_to_png(drawing.text, scale=1)).convert("L")
    as_outlines = pixels(vl_convert.svg_to_png(drawing.outlined, scale=1)).convert("L")
    apart = sum(ImageChops.difference(as_text, as_outlines).histogram()[97:])
    assert apart < as_text.width * as_text.height * 0.002


@pytest.mark.parametrize("width", [1360, 350])
def test_words_are_set_as_vega_would_set_them(width: int) -> None:
    chart = charts.board_bullets(made.normal(), Look(width), FRAME)
    assert settings(export.draw(chart).text) == settings(vl_convert.vegalite_to_svg(chart.to_dict()))


def settings(picture: str) -> list[tuple[Any, ...]]:
    def place(element: ElementTree.Element) -> tuple[float, ...]:
        return tuple(round(float(n), 1) for n in re.findall(r"-?[\d.]+", element.get("transform", "")))

    return sorted(
        ("".join(e.itertext()), e.get("text-anchor"), e.get("font-size"), e.get("fill"), place(e))
        for e in ElementTree.fromstring(picture).iter(f"{SVG}text")
    )


def test_the_same_chart_gives_the_same_bytes() -> None:
    def all_formats() -> list[bytes]:
        drawing = export.draw(charts.lead_bars(made.normal(), Look(), FRAME))
        return [export.png(drawing, 1), export.svg(drawing), export.pdf(drawing)]

    assert all_formats() == all_formats()


def test_a_chart_that_is_no_sheet_is_drawn_as_well() -> None:
    plain = alt.Chart({"values": [{"名称": "签约额", "值": 3}]}).mark_bar().encode(x="值:Q", y="名称:N")
    assert "签约额" in outlines.texts(export.draw(plain).text)


def test_a_character_that_the_font_lacks_is_named() -> None:
    frame = made.frame([made.goal("签约额\U0001f600", 500 * made.YI)])
    with pytest.raises(export.ExportError) as caught:
        export.draw(charts.board_bullets(frame))
    assert "\U0001f600" in caught.value.sentence("zh") and "U+1F600" in caught.value.sentence("zh")
    assert "U+1F600" in str(caught.value)


def test_a_character_that_is_only_in_a_tooltip_does_no_harm() -> None:
    frame = made.normal().assign(target_text="500亿元\U0001f600")
    assert export.draw(charts.board_bullets(frame))


def test_control_and_zero_width_characters_are_dropped() -> None:
    frame = made.frame([made.goal("签\u200b约\x07额\u3000总计", 500 * made.YI)])
    assert "签约额 总计" in outlines.texts(export.draw(charts.board_bullets(frame)).text)


def test_a_missing_font_is_one_clear_sentence(monkeypatch: pytest.MonkeyPatch, sample: Path, tmp_path: Path) -> None:
    def missing(_family: str) -> Path:
        raise noto_cjk.FontNotInstalled(noto_cjk.get("sans", "", "", "otc"))

    for cached in (fonts.font_path, fonts.font, fonts.characters, fonts.register):
        cached.cache_clear()
    monkeypatch.setattr(noto_cjk, "otc_path", missing)
    try:
        with pytest.raises(export.ExportError) as caught:
            export.draw(charts.board_bullets(made.normal()))
        assert "noto-cjk" in caught.value.sentence("zh")
        assert main(["export", "--data", str(sample), "--out", str(tmp_path), "--format", "png", "--goals", "0"]) == 1
    finally:
        for cached in (fonts.font_path, fonts.font, fonts.characters, fonts.register):
            cached.cache_clear()


def test_every_error_is_said_in_both_languages() -> None:
    values = {"hint": "", "font": "", "char": "", "code": "", "text": "", "width": 1, "height": 1, "reason": ""}
    for key in ("no_font", "no_glyph", "too_large", "drawing_failed"):
        assert len({export.ExportError(key, **values).sentence(lang) for lang in LANGS}) == len(LANGS)


def test_a_picture_too_large_for_memory_is_refused(drawing: export.Drawing) -> None:
    with pytest.raises(export.ExportError, match="too large"):
        export.png(drawing, 40)


def test_a_chart_that_cannot_be_drawn_says_so() -> None:
    broken = alt.Chart({"url": "file:///nowhere.csv"}).mark_bar().encode(x=alt.X("a:Q", bin=alt.Bin(step=-1)))
    broken = broken.transform_filter("nonsense(")
    with pytest.raises(export.ExportError, match="could not be drawn"):
        export.draw(broken)


def test_tables_run_no_formula_and_keep_their_numbers() -> None:
    frame = pd.DataFrame(
        {
            "=head": ["=1+1", "+2", "-3", "@sum", "\tx", " =y", "签约额", None],
            "number": [-1.5, 2, 3, 4, 5, 6, 7, 8],
            "mixed": [-2, "=a", None, 1, "b", "c", "d", "e"],
        }
    )
    content = export.csv(frame)
    assert content.startswith("\ufeff".encode()), "spreadsheets read it as UTF-8"
    rows = list(csv_reader.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[0] == ["'=head", "number", "mixed"]
    assert [row[0] for row in rows[1:]] == ["'=1+1", "'+2", "'-3", "'@sum", "'\tx", "' =y", "签约额", ""]
    assert rows[1][1] == "-1.5" and rows[1][2] == "-2" and rows[2][2] == "'=a"
    assert list(frame.columns) == ["=head", "number", "mixed"], "the frame itself is left alone"


def test_the_widths_we_measure_by_are_the_fonts() -> None:
    face, known = fonts.font(), fonts.characters()
    for code, width in enumerate(ASCII, 0x20):
        assert face["hmtx"][known[code]][0] == width
    for char in [*NARROW, "签", "，", "·", "≥"]:
        assert face["hmtx"][known[ord(char)]][0] == advance(char)


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("目标-二七区-签约额-2024年", "目标-二七区-签约额-2024年"),
        ("../../etc/passwd", "etc-passwd"),
        ('a<b>:"c"|?*\\d', "a-b-c-d"),
        ("con", "_con"),
        ("…… 空 格", "……-空-格"),
        ("", "_"),
    ],
)
def test_file_names_are_safe(name: str, stem: str) -> None:
    assert album.file_name(name) == stem
    assert len(album.file_name(name * 99).encode()) <= album.MOST_BYTES + 1
