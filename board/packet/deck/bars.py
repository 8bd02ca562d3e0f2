"""Bars that a slide draws itself: rows of the board against their pace, and ranked bars, with their words in a table.

The mark of the pace is a figure of its own and moves when it is edited.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pptx.enum.chart import XL_CHART_TYPE

from board.charts.theme import LIGHT, Look, mixed
from board.packet.deck.bed import lay_bars, lay_table
from board.packet.deck.canvas import Canvas
from board.packet.deck.data import ChartFigures
from board.packet.deck.grid import Cell, Column
from board.packet.deck.plots import (
    BAR_STEPS,
    FACT_STEPS,
    NAME_STEPS,
    OWNER_STEPS,
    SMALL_STEPS,
    fill,
    lines_in,
    paint,
    sign,
    zero_line,
)
from board.packet.figures import Bullet, Bullets, Ranked

MARK = 0.006  # of the target: how wide the mark of the pace is


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
    bed = lay_table(canvas, columns, rows, 3, description)
    data = ChartFigures(when, "0.0%")
    data.categories = [f"{row.name} {row.owner}" for row in figure.rows]
    pieces = [_pieces(row.share, row.pace) for row in figure.rows]
    names = ("chart.actual", "packet.piece_behind", "chart.burn_pace", "packet.piece_ahead", "packet.piece_rest")
    for number, key in enumerate(names):
        data.add_series(say(key), [piece[number] or None for piece in pieces])
    data.given = ((say("packet.col_ratio"), [row.share for row in figure.rows]),)
    data.given += ((say("packet.col_elapsed"), [row.pace for row in figure.rows]),)
    data.formulas = FORMULAS
    chart = lay_bars(canvas, bed, XL_CHART_TYPE.BAR_STACKED, data, (0.0, 1.0), description, thick=22)
    done, behind, mark, ahead, rest = chart.plots[0].series
    for series in (done, ahead):
        paint(series, [row.status for row in figure.rows], look)
    for series, color in ((behind, LIGHT.track), (mark, LIGHT.ink), (rest, LIGHT.track)):
        fill(series, color)


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
        Column(look.say("chart.stage" if figure.parts else "chart.goal"), 330),
        Column(figure.value_name, 510),
        Column("", 314),
    ]
    rows = [
        [
            sign(bar.status, look),
            Cell(lines_in(bar.name, columns[1], BAR_STEPS, LIGHT.ink)),
            Cell(),
            Cell(lines_in(bar.words, columns[3], FACT_STEPS, look.ink(bar.status) if bar.status else LIGHT.ink)),
        ]
        for bar in figure.bars
    ]
    bed = lay_table(canvas, columns, rows, 2, description, most=48.0)
    data = ChartFigures(when, figure.number_format)
    data.categories = [bar.name for bar in figure.bars]
    if figure.parts:
        data.add_series(figure.parts[0], [bar.inner for bar in figure.bars])
        data.add_series(figure.parts[1], [bar.value - (bar.inner or 0.0) for bar in figure.bars])
    else:
        data.add_series(figure.value_name, [bar.value for bar in figure.bars])
    kind = XL_CHART_TYPE.BAR_STACKED if figure.parts else XL_CHART_TYPE.BAR_CLUSTERED
    chart = lay_bars(canvas, bed, kind, data, (figure.low, figure.high), description)
    paint(chart.plots[0].series[0], [bar.status for bar in figure.bars], look)
    if figure.parts:
        fill(chart.plots[0].series[1], mixed(LIGHT.brand, LIGHT.panel, 0.18))
    zero_line(chart)


def _bullet_cells(row: Bullet, columns: Sequence[Column], look: Look) -> list[Cell]:
    ink = look.ink(row.status)
    quiet = row.share is None and not row.standing
    name = lines_in(row.name, columns[1], NAME_STEPS, LIGHT.ink, bold=True)
    return [
        sign(row.status, look),
        Cell((*name, *lines_in(row.owner, columns[1], OWNER_STEPS, LIGHT.soft))),
        Cell(lines_in(row.target, columns[2], FACT_STEPS, LIGHT.ink)),
        Cell(),
        Cell(
            (
                *lines_in(row.result, columns[4], FACT_STEPS, ink if quiet else LIGHT.ink),
                *lines_in(row.standing, columns[4], SMALL_STEPS, ink),
            )
        ),
        Cell(
            (
                *lines_in(row.gap, columns[5], FACT_STEPS, LIGHT.ink),
                *lines_in(row.needed, columns[5], SMALL_STEPS, LIGHT.soft),
            )
        ),
        Cell(lines_in(row.evidence, columns[6], ((9.5, 1), (8.5, 1), (7.5, 1), (8.5, 3)), LIGHT.link)),
    ]
