"""Days on a slide: steps of projects and what was said when, as native charts of points and lines over a table.

A row of the chart is a row of the table. Every mark is a day in the chart's workbook and moves when it is edited; the
words beside the marks are text of the slide, set where they lie on no other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Pt

from board.charts import format as fmt
from board.charts.plot import name_days
from board.charts.scales import next_day
from board.charts.theme import LIGHT, Look, mixed
from board.packet.deck.bed import lay_table
from board.packet.deck.canvas import Canvas, Place, Run, room_for
from board.packet.deck.data import DayFigures, DayPoint, serial
from board.packet.deck.grid import HEAD, Cell, Column
from board.packet.deck.plots import (
    fill_frame,
    plot_area,
    rgb,
    see_through,
)

FOOT = 20.0  # under the rows, for the name of the board's day
SMALL = 9.0
HOLLOW = 0.3  # of its ink is in a mark whose day is inferred: LibreOffice draws no edge around one that is white


@dataclass(frozen=True, slots=True)
class Ground:
    """Where days stand on the slide: the place of the chart, its first and last day, and the height of a row."""

    place: Place
    start: date
    stop: date
    height: float

    def x(self, day: date) -> float:
        """Where a day ends, in px of the slide."""
        x, _, wide, _ = self.place
        return x + wide * ((day - self.start).days + 1) / ((self.stop - self.start).days + 1)

    def middle(self, row: int) -> float:
        """The middle of a row, in px of the slide."""
        return self.place[1] + (row + 0.5) * self.height

    def share(self, px: float) -> float:
        """So many px as a share of a row."""
        return px / self.height


@dataclass(frozen=True, slots=True)
class Strand:
    """One series: its points, and how it is drawn: a line of `width` px, or marks of a `shape`."""

    name: str
    points: Sequence[DayPoint | None]
    color: str
    width: float = 0.0
    dashed: bool = False
    shape: Any = None
    size: int = 8
    hollow: bool = False


def lay(
    canvas: Canvas,
    columns: Sequence[Column],
    days: int,
    rows: Sequence[Sequence[Cell]],
    span: tuple[date, date],
    look: Look,
    description: str,
) -> Ground:
    """Draw the table with the months over its column of `days`; return where the days stand."""
    bed = lay_table(canvas, columns, rows, days, description, foot=FOOT)
    ground = Ground(bed.place, *span, bed.height)
    _months(canvas, ground, look)
    return ground


def _months(canvas: Canvas, ground: Ground, look: Look) -> None:
    """Name the months, or the quarters of a long stretch, in the head of the table, and draw where they begin."""
    x, y, wide, high = ground.place
    days = (next_day(ground.stop) - ground.start).days
    spans = name_days(look, ground.start, ground.stop, wide / days / 1.25)
    for first, last, label in spans:
        left, right = x + wide * first / days, x + wide * last / days
        if first:
            canvas.box((left, y - 6, 1, high + 6), LIGHT.line)
        if room_for(label, SMALL + 0.5) <= right - left:
            run, place = Run(label, SMALL + 0.5, LIGHT.soft), (left, y - HEAD, right - left, HEAD)
            canvas.text(place, [(run,)], align="ctr", anchor="ctr")


def today_of(day: date, rows: int, look: Look) -> Strand:
    """The board's day through all rows."""
    said = look.say("chart.as_of", day=day.isoformat())
    return Strand(said, [(day, 0.0, said), (day, float(rows), said)], LIGHT.ink, 1.25, dashed=True)


def name_today(canvas: Canvas, day: date, ground: Ground, rows: int, look: Look) -> None:
    """Write the board's day under its line."""
    x, y, wide, high = ground.place
    said = look.say("chart.as_of", day=fmt.day(day, look.lang))
    half = room_for(said, SMALL) / 2
    left = min(max(x, ground.x(day) - half), x + wide - 2 * half)
    run = Run(said, SMALL, LIGHT.ink, bold=True)
    canvas.text((left, y + high + 3, 2 * half, 14), [(run,)], align="ctr", anchor="ctr")


def draw_strands(
    canvas: Canvas, strands: Sequence[Strand], ground: Ground, rows: int, when: datetime, description: str
) -> None:
    """Draw the strands as one native chart."""
    data = DayFigures(when)
    data.add_all([(strand.name, strand.points) for strand in strands])
    chart = canvas.chart(XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, data, ground.place, description)
    chart.has_legend = chart.has_title = False
    days, places = chart.category_axis, chart.value_axis
    days.minimum_scale, days.maximum_scale = serial(ground.start) - 1, serial(ground.stop)
    places.minimum_scale, places.maximum_scale = 0, rows
    places.reverse_order = True
    for axis in (days, places):
        axis.has_major_gridlines = False
        axis.visible = False
    fill_frame(plot_area(chart))
    see_through(chart)
    for series, strand in zip(chart.plots[0].series, strands, strict=True):
        _style(series, strand)
    _last_on_top(chart)


def _last_on_top(chart: Any) -> None:
    """Turn round the elements of the series: LibreOffice lays the first on top, PowerPoint goes by their numbers."""
    plot = chart.plots[0]._element
    found = plot.findall(qn("c:ser"))
    place = list(plot).index(found[0])
    for series in found:
        plot.remove(series)
        plot.insert(place, series)


def _style(series: Any, strand: Strand) -> None:
    line, marker = series.format.line, series.marker
    series.smooth = False
    if strand.width:
        line.color.rgb = rgb(strand.color)
        line.width = Pt(strand.width * 0.75)
        line._ln.set("cap", "flat")
        line.dash_style = MSO_LINE.DASH if strand.dashed else MSO_LINE.SOLID
        marker.style = XL_MARKER_STYLE.NONE
        return
    line.fill.background()
    marker.style, marker.size = strand.shape, strand.size
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = rgb(mixed(strand.color, LIGHT.panel, HOLLOW) if strand.hollow else strand.color)
    marker.format.line.color.rgb = rgb(strand.color if strand.hollow else LIGHT.panel)
