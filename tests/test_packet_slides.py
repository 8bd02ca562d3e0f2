"""The slides of a meeting: charts that PowerPoint edits, a message each, sources, notes, whatever the figures are."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from pptx import Presentation
from pptx.util import Emu

from board import album as albums
from board import export
from board.charts.theme import Look
from board.packet import slides
from board.packet.contents import Album, Picture
from tests import chart_frames as made
from tests.albums import BUILT_AT, album
from tests.decks import charts, titles, words
from warehouse import questions
from warehouse.snapshot import open_current

DAY = date(2024, 5, 31)
HOSTILE = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", '<a:t>&"x"</a:t>', '=HYPERLINK("http://x")')


@pytest.fixture(scope="module")
def gathered(sample: Path) -> Album:
    with open_current(sample) as con:
        return albums.gather(con, albums.Scope(DAY, None, 2024), Look(), 4)


@pytest.fixture(scope="module")
def deck(gathered: Album) -> Any:
    return Presentation(io.BytesIO(slides(gathered)))


def of_goal(deck: Any, metric: str, organisation: str = "二七区") -> Any:
    """Return the goal's own slide: the one whose notes begin with its message and hold its sentences."""
    return next(
        slide
        for slide, title in zip(deck.slides, titles(deck), strict=True)
        if title.startswith(metric) and organisation in words(slide) and "原文" in words(slide)
    )


def test_every_slide_says_one_thing_and_where_it_is_from(deck: Any, gathered: Album) -> None:
    assert titles(deck)[0] == gathered.about.headline
    assert "签约额落后序时 15.6 个百分点，缺口 392.04 亿元" in titles(deck)
    for number, slide in enumerate(deck.slides, 1):
        said = words(slide)
        assert "来源：" in said and gathered.about.snapshot in said, number
        assert "截至 2024-05-31" in said or "截至 2024-05-31" in slide.notes_slide.notes_text_frame.text or number > 1
        assert slide.shapes.title.text_frame.text.strip(), number
    assert (deck.slide_width, deck.slide_height) == (Emu(1280 * 9525), Emu(720 * 9525)), "16:9"


def test_the_board_is_a_native_chart_with_the_boards_own_shares(deck: Any, sample: Path) -> None:
    with open_current(sample) as con:
        rows = questions.progress(con, DAY, year=2024)
    slide = next(s for s, t in zip(deck.slides, titles(deck), strict=True) if t.startswith("招商引资 13 项目标"))
    (chart,) = charts(slide)
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob), data_only=True).active
    columns = {cell.value: number for number, cell in enumerate(book[1])}
    shown = {row[0].value: row for row in book.iter_rows(min_row=2)}
    signed = rows[(rows["metric"] == "签约额") & (rows["organisation"] == "二七区") & (rows["period"] == "2024")].iloc[
        0
    ]
    row = next(cells for name, cells in shown.items() if name.startswith("签约额 二七区"))
    assert row[columns["完成率"]].value == pytest.approx(signed["ratio"])
    assert row[columns["时间进度"]].value == pytest.approx(signed["elapsed"])
    plot = chart.plots[0]
    at = list(plot.categories).index(row[0].value)
    pieces = {series.name: series.values[at] or 0 for series in plot.series}
    assert pieces["完成"] == pytest.approx(signed["ratio"])
    assert pieces["完成"] + pieces["落后"] == pytest.approx(signed["elapsed"]), "the mark stands at the pace"
    assert sum(pieces.values()) == pytest.approx(1)


def test_the_workbook_in_a_chart_cuts_the_bar_again_when_a_figure_is_edited(deck: Any) -> None:
    chart = next(chart for slide in deck.slides for chart in charts(slide) if len(chart.plots[0].series) == 5)
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    formulas = [cell.value for cell in sheet[2]][1:6]
    assert all(str(formula).startswith("=") for formula in formulas) and "H2" in formulas[1]


def test_the_way_of_a_goal_is_a_native_chart_of_its_days(deck: Any) -> None:
    (chart,) = charts(of_goal(deck, "签约额"))
    series = {line.name: [value for value in line.values if value is not None] for line in chart.plots[0].series}
    assert series["目标值"] == [500, 500] and series["完成"][-1] == pytest.approx(107.96)
    assert series["另一口径 1"] == [300, 300], "rivals side by side"
    assert series["序时进度"][0] == 0 and series["序时进度"][-1] == 500
    assert series["按现速（低）"][-1] < series["按现速"][-1] < series["按现速（高）"][-1]
    assert "dateAx" in chart.part.blob.decode("utf-8"), "days are days, for whoever adds a figure"


def test_notes_hold_the_arithmetic_and_the_sentences_word_for_word(deck: Any) -> None:
    notes = of_goal(deck, "签约额").notes_slide.notes_text_frame.text
    assert "107.96 ÷ 500 = 21.6%，时间进度 37.2%，落后 15.6 个百分点" in notes
    assert "今年以来新签约项目13个、签约总额107.96亿元。" in notes and "项目为王 奋力一季" in notes
    assert "≥ 300 亿元" in notes and "≥ 500 亿元" in notes


def test_rivals_stand_side_by_side_with_who_ruled(deck: Any) -> None:
    said = words(of_goal(deck, "签约额"))
    assert "采用（最早公布）" in said and "另一口径" in said
    assert "≥ 500 亿元" in said and "≥ 300 亿元" in said


def test_gaps_are_native_too(deck: Any, sample: Path) -> None:
    with open_current(sample) as con:
        rows = questions.progress(con, DAY, year=2024)
    slide = next(s for s, t in zip(deck.slides, titles(deck), strict=True) if t.startswith("资金缺口最大的是签约额"))
    (chart,) = charts(slide)
    worst = rows[(rows["unit"] == "元") & rows["status"].isin(["severe", "late"])]["gap"].max()
    assert chart.plots[0].series[0].values[0] == pytest.approx(worst / 1e8)
    lead = next(s for s, t in zip(deck.slides, titles(deck), strict=True) if "落后序时，" in t)
    values = charts(lead)[0].plots[0].series[0].values
    assert values[0] == pytest.approx(100 * rows["lead"].min()) and list(values) == sorted(values)


def test_the_rest_is_in_tables_and_counted(gathered: Album) -> None:
    deck = Presentation(io.BytesIO(slides(gathered)))
    rest = [slide for slide, title in zip(deck.slides, titles(deck), strict=True) if title.startswith("其余 24 项目标")]
    rows = [row.cells[2].text_frame.text for slide in rest for s in slide.shapes if s.has_table for row in s.table.rows]
    assert gathered.left_out == 24 and len(rows) - len(rest) == 24


def test_the_same_album_gives_the_same_bytes(sample: Path) -> None:
    def again() -> bytes:
        with open_current(sample) as con:
            return slides(albums.gather(con, albums.Scope(DAY, "二七区", 2024), Look(), 2))

    first = again()
    assert first == again()
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        years = {entry.date_time[0] for entry in archive.infolist()}
        assert len({entry.date_time for entry in archive.infolist()}) == 1 and len(years) == 1
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_it_bears_the_day_of_the_snapshot() -> None:
    deck = Presentation(io.BytesIO(slides(album([made.goal("签约额", 500 * made.YI, 107.96 * made.YI)]))))
    assert deck.core_properties.created.replace(tzinfo=None) == BUILT_AT
    assert "2024-05-31" in deck.core_properties.subject and "abcdef" in deck.core_properties.subject


def test_names_from_documents_run_nothing() -> None:
    rows = [made.goal(name, 500, 100 + number, unit="个") for number, name in enumerate(HOSTILE)]
    content = slides(album(rows, goals=len(rows)))
    deck = Presentation(io.BytesIO(content))
    assert any("=1+1" in words(slide) for slide in deck.slides), "they are shown as they are"
    for slide in deck.slides:
        for chart in charts(slide):
            sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
            named = [sheet.cell(1, column + 1) for column in range(sheet.max_column)]
            cells = [*(row[0] for row in sheet.iter_rows(min_row=2)), *named]
            assert all(cell.data_type != "f" for cell in cells), "a name is text in the chart's workbook"


def test_a_character_that_the_font_lacks_stops_the_slides_and_is_named() -> None:
    with pytest.raises(export.ExportError) as caught:
        slides(album([made.goal("签约额\U0001f600", 500 * made.YI)]))
    assert "\U0001f600" in caught.value.sentence("zh") and "U+1F600" in caught.value.sentence("zh")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("count", [0, 1, 5])
def test_few_goals_make_a_deck_as_well(count: int, lang: Any) -> None:
    rows = [made.goal(f"指标{number}", 100, 30, unit="个") for number in range(count)]
    deck = Presentation(io.BytesIO(slides(album(rows, look=Look(lang=lang)))))
    assert len(deck.slides) >= 7 and all(titles(deck))


def test_two_thousand_goals_stay_bounded_and_say_what_is_left_out() -> None:
    rows = [
        made.goal(
            f"指标{number}", 100, number % 130, unit="个", organisation=f"{number % 40}号镇", theme=f"领域{number % 30}"
        )
        for number in range(2000)
    ]
    deck = Presentation(io.BytesIO(slides(album(rows, goals=5))))
    assert 40 < len(deck.slides) < 120
    said = "\n".join(words(slide) for slide in deck.slides)
    themes = [title for title in titles(deck) if title.startswith("领域")]
    assert len(themes) == 20, "the worst of each theme rather than all of the first"
    assert "其余 1995 项目标" in said and "另有 1515 项未列入，见 XLSX" in said


def test_extremes_stay_on_the_slide() -> None:
    rows = [
        made.goal("超额完成的指标", 15, 26, unit="个"),
        made.goal("一个名字长得没有尽头的指标" * 4, 500 * made.YI, 107.96 * made.YI, organisation="很长的单位名称" * 4),
        made.goal("零", 100, 0, unit="个"),
        made.goal("负增长", 100, -30, unit="个"),
        made.goal("极大", 9e15, 1e12),
        made.goal("上限", 3, 5, unit="起", comparator="<=", better="lower", status="severe"),
    ]
    deck = Presentation(io.BytesIO(slides(album(rows, goals=6))))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width and shape.top + shape.height <= deck.slide_height
    done = next(s for s, t in zip(deck.slides, titles(deck), strict=True) if t.startswith("超额完成的指标已完成"))
    assert "173%" in words(done)


def test_a_picture_without_figures_is_put_in_as_a_picture() -> None:
    import altair as alt

    def plain(_frame: Any) -> Any:
        return alt.layer(alt.Chart({"values": [{"a": 1, "b": "签约额"}]}).mark_bar().encode(x="a:Q", y="b:N"))

    filled = album([made.goal("签约额", 100, 30, unit="个")], goals=0)
    own = Picture("x", plain, title="另一张图", source="某处 · 快照 20240601-083002-abcdef")
    deck = Presentation(io.BytesIO(slides(Album(**{**vars(filled), "pictures": (own,)}))))
    slide = next(s for s, t in zip(deck.slides, titles(deck), strict=True) if t == "另一张图")
    assert [shape for shape in slide.shapes if shape.shape_type == 13] and not charts(slide)


def test_fonts_are_the_houses_with_a_fallback(deck: Any) -> None:
    theme = next(rel.target_part for rel in deck.slide_master.part.rels.values() if rel.reltype.endswith("/theme"))
    text = theme.blob.decode("utf-8")
    assert '<a:ea typeface="Noto Sans CJK SC"' in text and 'script="Hans" typeface="Microsoft YaHei"' in text
    assert "Calibri" not in text and "4F81BD" not in text


def test_no_frame_is_changed(gathered: Album) -> None:
    before = gathered.progress.copy()
    slides(gathered)
    pd.testing.assert_frame_equal(before, gathered.progress)
