"""What the slides' own charts share: axes that are not seen, the sizes of words, and the colours of the board."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from board.charts.theme import LIGHT, Look, mixed
from board.packet.deck.canvas import SIGNS, Line, Run, fit
from board.packet.deck.grid import PAD, Cell, Column
from board.packet.deck.template import color

CHART_NS = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
NAME_STEPS = ((13, 1), (10.5, 2), (8.5, 3))
OWNER_STEPS = ((10, 1), (9, 1), (8, 1))
BAR_STEPS = ((12, 1), (10.5, 2), (8.5, 2))
FACT_STEPS = ((12, 1), (10.5, 1), (9, 2))
SMALL_STEPS = ((10.5, 1), (9, 1), (8, 2))


def sign(status: str, look: Look) -> Cell:
    """The sign of a status; nothing where there is none."""
    if not status:
        return Cell()
    return Cell(((Run(SIGNS.get(status, SIGNS["no_data"]), 13, look.mark(status), bold=True),),))


def lines_in(
    words: str, column: Column, steps: Sequence[tuple[float, int]], ink: str, *, bold: bool = False
) -> tuple[Line, ...]:
    """Return words in the largest of `steps` (points, lines) that a column has room for."""
    if not words:
        return ()
    size, lines = fit(words, column.width - 2 * PAD, steps)
    return tuple((Run(line, size, ink, bold),) for line in lines)


def bare(chart: Any, low: float, high: float, gap: int) -> None:
    """Leave only the bars, across the whole frame, the first category at the top."""
    chart.has_legend = False
    chart.has_title = False
    chart.font.size = None
    plot = chart.plots[0]
    plot.gap_width, plot.overlap, plot.vary_by_categories = min(500, max(0, gap)), 100, False
    values, names = chart.value_axis, chart.category_axis
    values.minimum_scale, values.maximum_scale = low, high
    values.has_major_gridlines = False
    values.visible = False
    names.reverse_order = True
    names.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.format.line.fill.background()
    fill_frame(plot_area(chart))


def plot_area(chart: Any) -> Any:
    """Return the part of a chart that holds its axes and series."""
    return chart._chartSpace.find(qn("c:chart")).find(qn("c:plotArea"))


def see_through(chart: Any) -> None:
    """Give a chart no ground of its own: what lies under it is seen in every program."""
    nothing = f"<c:spPr {CHART_NS}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    chart._chartSpace.find(qn("c:chart")).addnext(parse_xml(nothing))
    plot_area(chart).append(parse_xml(nothing))


def fill_frame(area: Any, place: tuple[float, float, float, float] = (0, 0, 1, 1)) -> None:
    """Put the plot at a place of its frame, given in shares of it."""
    old = area.find(qn("c:layout"))
    if old is not None:
        area.remove(old)
    x, y, wide, high = place
    area.insert(
        0,
        parse_xml(
            f'<c:layout {CHART_NS}><c:manualLayout><c:layoutTarget val="inner"/>'
            '<c:xMode val="edge"/><c:yMode val="edge"/>'
            f'<c:x val="{x}"/><c:y val="{y}"/><c:w val="{wide}"/><c:h val="{high}"/></c:manualLayout></c:layout>'
        ),
    )


def fill(series: Any, paint: str) -> None:
    """Fill the bars of a series with one colour."""
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = rgb(paint)
    series.invert_if_negative = False


def paint(series: Any, statuses: Sequence[str], look: Look, strength: float = 1.0) -> None:
    """Give the series the colour of its commonest status and each other bar its own, of this strength on white."""
    usual = max(statuses, key=statuses.count)
    fill(series, mixed(look.mark(usual) if usual else LIGHT.brand, LIGHT.panel, strength))
    for number, status in enumerate(statuses):
        if status != usual:
            point = series.points[number].format.fill
            point.solid()
            point.fore_color.rgb = rgb(mixed(look.mark(status), LIGHT.panel, strength))


def zero_line(chart: Any) -> None:
    """The axis of names, where bars begin."""
    line = chart.category_axis.format.line
    line.fill.solid()
    line.fill.fore_color.rgb = rgb(LIGHT.ink)
    line.width = 12700


def rgb(value: str) -> Any:
    """Return a colour as python-pptx takes it."""
    return RGBColor.from_string(color(value))
