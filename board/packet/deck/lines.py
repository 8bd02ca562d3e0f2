"""The way of one goal through its period as a native chart: days across, so that a figure can be added or corrected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt

from board.charts.scales import spread, ticks
from board.charts.theme import FONT, LIGHT, Look, mixed
from board.packet.deck.canvas import Canvas, Place, Run, clean_inside, room_for
from board.packet.deck.data import ChartFigures
from board.packet.deck.plots import CHART_NS, fill_frame, rgb
from board.packet.figures import Line, Lines

LABEL = 10.5
ROW = 17
EDGE = 12
AXIS, FOOT, HEAD = 44, 30, 34
REST = mixed(LIGHT.marks["late"], LIGHT.panel, 0.5)


def draw_lines(canvas: Canvas, figure: Lines, look: Look, when: datetime, place: Place, description: str) -> None:
    """Draw the lines in a place of the slide, each named at its end."""
    x, y, wide, high = place
    named = [line for line in figure.lines if line.words and line.role != "actual"]
    room = max((room_for(line.words, LABEL) for line in named), default=0) + EDGE
    room = min(room, wide * 0.36)
    values = ticks(figure.low, figure.high, 5)
    plot = (AXIS, HEAD, wide - AXIS - room, high - HEAD - FOOT)
    data = ChartFigures(when, "#,##0.##")
    days = _days(figure)
    data.categories = days
    data.categories.number_format = "yyyy-mm-dd"
    for line in figure.lines:
        known = dict(line.points)
        data.add_series(line.name, [known.get(day) for day in days])
    chart = canvas.chart(XL_CHART_TYPE.LINE_MARKERS, data, place, description)
    _axes(chart, figure, (values[0], values[-1]), values[1] - values[0], look)
    area = chart._chartSpace.find(qn("c:chart")).find(qn("c:plotArea"))
    fill_frame(area, (plot[0] / wide, plot[1] / high, plot[2] / wide, plot[3] / high))
    for series, line in zip(chart.plots[0].series, figure.lines, strict=True):
        _style(series, line, days, figure.status, look)
    _span(chart)
    _names(canvas, named, figure, (values[0], values[-1]), (x + plot[0], y + plot[1], plot[2], plot[3]), room, look)
    _result(canvas, figure, (values[0], values[-1]), (x + plot[0], y + plot[1], plot[2], plot[3]), look)
    canvas.text((x + 8, y + 6, 120, 18), [(Run(figure.unit, 10, LIGHT.soft),)])


def _days(figure: Lines) -> list[date]:
    found = {day for line in figure.lines for day, _ in line.points}
    return sorted(found | {figure.start, figure.stop})


def _axes(chart: Any, figure: Lines, ends: tuple[float, float], step: float, look: Look) -> None:
    chart.has_legend = False
    chart.has_title = False
    values, days = chart.value_axis, chart.category_axis
    values.minimum_scale, values.maximum_scale, values.major_unit = *ends, step
    values.format.line.fill.background()
    values.major_gridlines.format.line.fill.solid()
    values.major_gridlines.format.line.fill.fore_color.rgb = rgb(LIGHT.line)
    values.major_tick_mark = XL_TICK_MARK.NONE
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = "#,##0.##", False
    whole = all(abs(number - round(number)) < 1e-9 for number in (ends[0], ends[1], step))
    if whole:
        values.tick_labels.number_format = "#,##0"
    days.major_tick_mark = XL_TICK_MARK.NONE
    days.format.line.fill.solid()
    days.format.line.fill.fore_color.rgb = rgb(LIGHT.marks["no_data"])
    months = max(1, round((figure.stop - figure.start).days / 30.4))
    shown = 'm"月"' if look.lang == "zh" else "mmm"
    days.tick_labels.number_format = shown if months <= 14 else "yyyy"
    days.tick_labels.number_format_is_linked = False
    _months(days._element, 1 if months <= 6 else 2 if months <= 14 else 12)
    for axis in (values, days):
        _letter(axis.tick_labels.font, 10)


def _months(axis: Any, every: int) -> None:
    """Count the axis in days and mark every so many months."""
    for name in ("c:baseTimeUnit", "c:majorUnit", "c:majorTimeUnit"):
        for old in axis.findall(qn(name)):
            axis.remove(old)
    parts = (("baseTimeUnit", "days"), ("majorUnit", every), ("majorTimeUnit", "months"))
    for name, value in parts:
        axis.append(parse_xml(f'<c:{name} {CHART_NS} val="{value}"/>'))


def _letter(font: Any, size: float) -> None:
    font.size = Pt(size)
    font.name = FONT
    font.color.rgb = rgb(LIGHT.soft)
    latin = font._rPr.find(qn("a:latin"))
    if latin is not None and font._rPr.find(qn("a:ea")) is None:
        latin.addnext(parse_xml(f'<a:ea {CHART_NS} typeface="{FONT}"/>'))


_DASHES = {"rival": MSO_LINE.DASH, "forecast_low": MSO_LINE.ROUND_DOT, "forecast_high": MSO_LINE.ROUND_DOT}
_DASHES["forecast_middle"] = MSO_LINE.DASH
_WIDTHS = {"target": 1.5, "rival": 1.25, "rest": 0.75, "pace": 1.5, "actual": 3.0}


def color_of(line: Line, status: str, look: Look) -> str:
    """Return the colour of a line: that of the board's burn-up."""
    fixed = {"target": LIGHT.ink, "rival": LIGHT.marks["late"], "pace": LIGHT.marks["no_data"], "rest": REST}
    return fixed.get(line.role, look.mark(status))


def _style(series: Any, line: Line, days: Sequence[date], status: str, look: Look) -> None:
    ink = rgb(color_of(line, status, look))
    series.smooth = False
    series.format.line.width = Pt(_WIDTHS.get(line.role, 1.0))
    series.format.line.color.rgb = ink
    if line.role in _DASHES:
        series.format.line.dash_style = _DASHES[line.role]
    marker = series.marker
    marker.style = XL_MARKER_STYLE.CIRCLE if line.role == "actual" else XL_MARKER_STYLE.NONE
    if line.role == "actual":
        marker.size = 8
        marker.format.fill.solid()
        marker.format.fill.fore_color.rgb = ink
        marker.format.line.color.rgb = ink
        if line.begins:
            series.points[days.index(line.points[0][0])].marker.style = XL_MARKER_STYLE.NONE


def _span(chart: Any) -> None:
    """Join the points of a line over the days on which it has none."""
    node = chart._chartSpace.find(qn("c:chart"))
    for old in node.findall(qn("c:dispBlanksAs")):
        node.remove(old)
    after = node.find(qn("c:plotVisOnly"))
    after.addnext(parse_xml(f'<c:dispBlanksAs {CHART_NS} val="span"/>'))


def _names(
    canvas: Canvas,
    named: Sequence[Line],
    figure: Lines,
    ends: tuple[float, float],
    plot: Place,
    room: float,
    look: Look,
) -> None:
    """Write each line's name at the right, as near to its end as the others allow."""
    x, y, wide, high = plot
    span = (ends[1] - ends[0]) or 1
    wanted = [y + high * (1 - (line.points[-1][1] - ends[0]) / span) for line in named]
    places = spread(wanted, ROW, y - 14, y + high - 4)
    for line, middle in zip(named, places, strict=True):
        said = clean_inside(line.words)
        fixed = {"rival": LIGHT.inks["late"], "rest": LIGHT.inks["late"], "pace": LIGHT.soft, "target": LIGHT.ink}
        ink = fixed.get(line.role, look.ink(figure.status))
        size = min(LABEL, LABEL * (room - EDGE) / max(1.0, room_for(said, LABEL)))
        run = Run(said, size, ink)
        canvas.text((x + wide + EDGE - 2, middle - ROW / 2, room - EDGE, ROW), [(run,)], anchor="ctr")


def _result(canvas: Canvas, figure: Lines, ends: tuple[float, float], plot: Place, look: Look) -> None:
    """Write the last result beside its point: under it where lines go up from there, over it at the foot."""
    for line in figure.lines:
        if line.role != "actual":
            continue
        x, y, wide, high = plot
        day, value = line.points[-1]
        left = x + wide * (day - figure.start).days / max(1, (figure.stop - figure.start).days)
        middle = y + high * (1 - (value - ends[0]) / ((ends[1] - ends[0]) or 1))
        across = room_for(line.words, LABEL + 0.5)
        low = middle + 26 < y + high
        start = left + 10 if left + 10 + across < x + wide else left - across - 10
        run = Run(clean_inside(line.words), LABEL + 0.5, look.ink(figure.status), bold=True)
        canvas.text((start, middle + (6 if low else -24), across, 18), [(run,)])
