"""What tests of slides read back: titles, words, native charts with the days and the workbook inside."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import openpyxl
from pptx import Presentation

from board.packet import slides
from board.packet.contents import Album

PICTURE = 13


def opened(album: Album) -> Any:
    """Return an album as slides, read back."""
    return Presentation(io.BytesIO(slides(album)))


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text.replace("\v", "") for slide in deck.slides]


def words(slide: Any) -> str:
    found = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            found.append(shape.text_frame.text)
        if shape.has_table:
            found += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(found)


def charts(slide: Any) -> list[Any]:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def titled(deck: Any, words_of_it: str) -> Any:
    """Return the first slide whose title holds these words."""
    return next(slide for slide, title in zip(deck.slides, titles(deck), strict=True) if words_of_it in title)


def notes(slide: Any) -> str:
    return str(slide.notes_slide.notes_text_frame.text)


def workbook(chart: Any) -> Any:
    """Return the sheet inside a chart, with formulas as they are written."""
    return openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active


def points(chart: Any) -> dict[str, list[tuple[date, float]]]:
    """Return the marks of a chart of days, by series: the day and the row of each."""
    found = {}
    for series in chart.plots[0].series:
        days, rows = (_cached(series._element, axis) for axis in ("xVal", "yVal"))
        assert days.keys() == rows.keys()
        found[series.name] = [(date(1899, 12, 30) + timedelta(days=days[at]), rows[at]) for at in sorted(days)]
    return found


def _cached(series: Any, axis: str) -> dict[int, float]:
    cache = series.find(f".//{{*}}{axis}//{{*}}numCache")
    return {int(point.get("idx")): float(point.findtext("{*}v")) for point in cache.findall("{*}pt")}
