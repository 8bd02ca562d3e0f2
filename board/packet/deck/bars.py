"""Bars that a slide draws itself: rows of the board against their pace, and ranked bars, with their words in a table.

The chart lies over an empty column of the table, a bar a row, so that long Chinese names are never cut or turned by the
program that shows the slide. The mark of the pace is a figure of its own and moves when it is edited.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from board.charts.theme import LIGHT, Look
from board.packet.deck.canvas import SIGNS, Canvas, Line, Run, fit
from board.packet.deck.data import ChartFigures
from board.packet.deck.grid import HEAD, PAD, Cell, Column, draw_table
from board.packet.deck.template import MARGIN, color
from board.packet.figures import Bullet, Bullets, Ranked

CHART_NS = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
TOP, BOTTOM = 128, 652
MOST_HEIGHT, LEAST_HEIGHT = 64, 36
MARK = 0.006  # of the target: how wide the mark of the pace is
NAME_STEPS = ((13, 1), (10.5, 2), (8.5, 3))
OWNER_STEPS = ((10, 1), (9, 1), (8, 1))
BAR_STEPS = ((12, 1), (10.5, 2), (8.5, 2))
FACT_STEPS = ((12, 1), (10.5, 1), (9, 2))
SMALL_STEPS = ((10.5, 1), (9, 1), (8, 2))


def draw_bullets(canvas: Canvas, figure: Bullets, look: Look, when: datetime, description: str) -> None:
    """Draw rows of the board with a native chart in the column of progress."""
    say = look.say
    columns = [
        Column("", 30),
        Column(say("chart.goal"), 250),
        Column(say("chart.target"), 124, "r"),
        Column(say("chart.progress"), 290),
        Column(say("chart.done_lead"), 234, "r"),
        Column(say("chart.gap_needed"), 124, "r"),
        Column(say("chart.evidence"), 132),
    ]
    rows = [_bullet_cells(row, columns, look) for row in figure.rows]
    height = _row_height(len(rows))
    _panel(canvas, height * len(rows) + HEAD)
    first = draw_table(canvas, MARGIN, TOP, columns, rows, height)
    data = ChartFigures(when, "0.0%")
    data.categories = [f"{row.name} {row.owner}" for row in figure.rows]
    pieces = [_pieces(row.share, row.pace) for row in figure.rows]
    names = ("chart.actual", "packet.piece_behind", "chart.burn_pace", "packet.piece_ahead", "packet.piece_rest")
    for number, key in enumerate(names):
        data.add_series(say(key), [piece[number] or None for piece in pieces])
    data.given = ((say("packet.col_ratio"), [row.share for row in figure.rows]),)
    data.given += ((say("packet.col_elapsed"), [row.pace for row in figure.rows]),)
    data.formulas = FORMULAS
    left = MARGIN + sum(column.width for column in columns[:3]) + PAD
    place = (left, first, columns[3].width - 2 * PAD, height * len(rows))
    chart = canvas.chart(XL_CHART_TYPE.BAR_STACKED, data, place, description)
    _bare(chart, 0.0, 1.0, gap=_gap(height, 22))
    done, behind, mark, ahead, rest = chart.plots[0].series
    for series in (done, ahead):
        _paint(series, [row.status for row in figure.rows], look)
    for series, paint in ((behind, LIGHT.track), (mark, LIGHT.ink), (rest, LIGHT.track)):
        _fill(series, paint)


# A bar is cut where the pace stands, so that the mark is seen on it; the workbook cuts it anew when a figure is edited.
# G is the share done and H the share of time gone.
FORMULAS = (
    '=IF(H{row}="",MIN(N(G{row}),1),MIN(N(G{row}),H{row}))',
    '=IF(H{row}="",0,MAX(0,H{row}-N(G{row})))',
    f'=IF(H{{row}}="",0,{MARK})',
    f'=IF(H{{row}}="",0,MAX(0,MIN(N(G{{row}}),1)-H{{row}}-{MARK}))',
    "=MAX(0,1-SUM(B{row}:E{row}))",
)


def _pieces(share: float | None, pace: float | None) -> tuple[float, float, float, float, float]:
    """Cut a bar at the pace: what is done up to it, what is missing to it, its mark, what is done beyond, the rest."""
    done = share or 0.0
    if pace is None:
        cut = (min(done, 1.0), 0.0, 0.0, 0.0)
    else:
        cut = (min(done, pace), max(0.0, pace - done), MARK, max(0.0, min(done, 1.0) - pace - MARK))
    return *cut, max(0.0, 1 - sum(cut))


def draw_ranked(canvas: Canvas, figure: Ranked, look: Look, when: datetime, description: str) -> None:
    """Draw bars from zero, the words of each at its right."""
    columns = [
        Column("", 30),
        Column(look.say("chart.goal"), 330),
        Column(figure.value_name, 510),
        Column("", 314),
    ]
    rows = [
        [
            _sign(bar.status, look),
            Cell(_lines(bar.name, columns[1], BAR_STEPS, LIGHT.ink)),
            Cell(),
            Cell(_lines(bar.words, columns[3], FACT_STEPS, look.ink(bar.status) if bar.status else LIGHT.ink)),
        ]
        for bar in figure.bars
    ]
    height = min(48.0, _row_height(len(rows)))
    _panel(canvas, height * len(rows) + HEAD)
    first = draw_table(canvas, MARGIN, TOP, columns, rows, height)
    data = ChartFigures(when, figure.number_format)
    data.categories = [bar.name for bar in figure.bars]
    data.add_series(figure.value_name, [bar.value for bar in figure.bars])
    left = MARGIN + columns[0].width + columns[1].width + PAD
    place = (left, first, columns[2].width - 2 * PAD, height * len(rows))
    chart = canvas.chart(XL_CHART_TYPE.BAR_CLUSTERED, data, place, description)
    _bare(chart, figure.low, figure.high, gap=_gap(height, 20))
    _paint(chart.plots[0].series[0], [bar.status for bar in figure.bars], look)
    _zero_line(chart)


def _panel(canvas: Canvas, height: float) -> None:
    canvas.card((MARGIN - 14, TOP - 8, 1184 + 28, height + 20))


def _row_height(count: int) -> float:
    return max(LEAST_HEIGHT, min(MOST_HEIGHT, (BOTTOM - TOP - HEAD) / max(1, count)))


def _gap(row: float, bar: float) -> int:
    """Return the space between bars, in percent of a bar, that leaves `bar` px of a row to it."""
    return round(100 * (row - bar) / bar)


def _bullet_cells(row: Bullet, columns: Sequence[Column], look: Look) -> list[Cell]:
    ink = look.ink(row.status)
    quiet = row.share is None and not row.standing
    name = _lines(row.name, columns[1], NAME_STEPS, LIGHT.ink, bold=True)
    return [
        _sign(row.status, look),
        Cell((*name, *_lines(row.owner, columns[1], OWNER_STEPS, LIGHT.soft))),
        Cell(_lines(row.target, columns[2], FACT_STEPS, LIGHT.ink)),
        Cell(),
        Cell(
            (
                *_lines(row.result, columns[4], FACT_STEPS, ink if quiet else LIGHT.ink),
                *_lines(row.standing, columns[4], SMALL_STEPS, ink),
            )
        ),
        Cell(
            (
                *_lines(row.gap, columns[5], FACT_STEPS, LIGHT.ink),
                *_lines(row.needed, columns[5], SMALL_STEPS, LIGHT.soft),
            )
        ),
        Cell(_lines(row.evidence, columns[6], ((9.5, 2), (8.5, 3)), LIGHT.link)),
    ]


def _sign(status: str, look: Look) -> Cell:
    if not status:
        return Cell()
    return Cell(((Run(SIGNS.get(status, SIGNS["no_data"]), 13, look.mark(status), bold=True),),))


def _lines(
    words: str, column: Column, steps: Sequence[tuple[float, int]], ink: str, *, bold: bool = False
) -> tuple[Line, ...]:
    if not words:
        return ()
    size, lines = fit(words, column.width - 2 * PAD, steps)
    return tuple((Run(line, size, ink, bold),) for line in lines)


def _bare(chart: Any, low: float, high: float, gap: int) -> None:
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
    area = chart._chartSpace.find(qn("c:chart")).find(qn("c:plotArea"))
    fill_frame(area)


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


def _fill(series: Any, paint: str) -> None:
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = _rgb(paint)
    series.invert_if_negative = False


def _paint(series: Any, statuses: Sequence[str], look: Look) -> None:
    """Give the series the colour of its commonest status and each other bar its own."""
    usual = max(statuses, key=statuses.count)
    _fill(series, look.mark(usual) if usual else LIGHT.brand)
    for number, status in enumerate(statuses):
        if status != usual:
            point = series.points[number].format.fill
            point.solid()
            point.fore_color.rgb = _rgb(look.mark(status))


def _zero_line(chart: Any) -> None:
    """The axis of names, where bars begin."""
    line = chart.category_axis.format.line
    line.fill.solid()
    line.fill.fore_color.rgb = _rgb(LIGHT.ink)
    line.width = 12700


def _rgb(value: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(color(value))
