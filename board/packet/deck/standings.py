"""How things stand on a slide: the grid as a table in colours, what changed and the order of units as native bars."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE

from board.charts.ranking import STRENGTH
from board.charts.theme import LIGHT, Look, mixed
from board.packet.deck.bars import MARK
from board.packet.deck.bed import BOTTOM, TOP, WIDE, lay_bars, lay_table, panel
from board.packet.deck.canvas import SIGNS, Canvas, Line, Run, fit
from board.packet.deck.data import ChartFigures
from board.packet.deck.grid import HEAD, PAD, Cell, Column, draw_table
from board.packet.deck.plots import (
    BAR_STEPS,
    FACT_STEPS,
    NAME_STEPS,
    OWNER_STEPS,
    SMALL_STEPS,
    fill,
    lines_in,
    paint,
)
from board.packet.deck.template import MARGIN
from board.packet.standings import Changes, Grid, Moved, Standing, Units

OWNERS = 190.0
GRID_HEAD, GRID_ROW = 44.0, 60.0
STATUS_STEPS = ((11, 1), (10, 1), (9, 1), (8, 1), (7, 2))
COUNT_STEPS = ((10, 1), (9, 1), (8, 1))
MOVED_STEPS = ((11, 1), (10, 1), (9, 1), (8, 1))
PALE = 0.45  # of the ink is left where a bar was done before


def draw_grid(canvas: Canvas, figure: Grid, look: Look, description: str) -> None:
    """Draw organisations by themes, a cell of a table each."""
    across = (WIDE - OWNERS) / len(figure.themes)
    columns = [
        Column(look.say("chart.organisation"), OWNERS),
        *(Column(theme, across, "ctr") for theme in figure.themes),
    ]
    rows = [
        [Cell(lines_in(owner, columns[0], BAR_STEPS, LIGHT.ink)), *(_cell(cell, columns[1], look) for cell in cells)]
        for owner, cells in zip(figure.owners, figure.cells, strict=True)
    ]
    height = min(GRID_ROW, (BOTTOM - TOP - GRID_HEAD) / max(1, len(rows)))
    panel(canvas, GRID_HEAD + height * len(rows))
    draw_table(canvas, MARGIN, TOP, columns, rows, height, head=GRID_HEAD, description=description)


def _cell(cell: Standing | None, column: Column, look: Look) -> Cell:
    if cell is None:
        return Cell(((Run("·", 11, LIGHT.line),),))
    word = lines_in(f"{SIGNS[cell.status]} {cell.word}", column, STATUS_STEPS, look.ink(cell.status), bold=True)
    return Cell((*word, *lines_in(cell.count, column, COUNT_STEPS, LIGHT.soft)), LIGHT.tints[cell.status])


def draw_changes(canvas: Canvas, figure: Changes, look: Look, when: datetime, description: str) -> None:
    """Draw goals beside what they were: pale what was done then, dark what came since, a mark at the pace."""
    say = look.say
    columns = [
        Column("", 88, "ctr"),
        Column(say("chart.goal"), 280),
        Column(say("chart.progress"), 350),
        Column(say("chart.actual"), 190, "r"),
        Column(say("packet.col_moved"), 276, "r"),
    ]
    rows = [_moved_cells(row, columns, look) for row in figure.rows]
    bed = lay_table(canvas, columns, rows, 2, description)
    data = ChartFigures(when, "0.0%")
    data.categories = [f"{row.name} {row.owner}" for row in figure.rows]
    pieces = [_pieces(row.share_before, row.share, row.pace) for row in figure.rows]
    for number, key in enumerate(PIECES):
        data.add_series(say(key), [piece[number] or None for piece in pieces])
    data.given = (
        (say("packet.col_ratio_before"), [row.share_before for row in figure.rows]),
        (say("packet.col_ratio"), [row.share for row in figure.rows]),
        (say("packet.col_elapsed"), [row.pace for row in figure.rows]),
    )
    data.formulas = FORMULAS
    chart = lay_bars(canvas, bed, XL_CHART_TYPE.BAR_STACKED, data, (0.0, 1.0), description)
    statuses = [row.status for row in figure.rows]
    series = list(chart.plots[0].series)
    for number in (0, 4):
        paint(series[number], statuses, look, PALE)
    for number in (1, 5):
        paint(series[number], statuses, look)
    for number, ink in ((2, LIGHT.track), (3, LIGHT.ink), (6, LIGHT.track)):
        fill(series[number], ink)


PIECES = (
    *("packet.piece_before", "packet.piece_since", "packet.piece_behind", "chart.burn_pace"),
    *("packet.piece_before_ahead", "packet.piece_since_ahead", "packet.piece_rest"),
)
# I is the share done before, J the share done now, K the share of time gone: a bar is cut where the pace stands.
FORMULAS = (
    '=IF(K{row}="",MIN(N(I{row}),N(J{row}),1),MIN(N(I{row}),N(J{row}),1,K{row}))',
    '=IF(K{row}="",MIN(N(J{row}),1),MIN(N(J{row}),1,K{row}))-B{row}',
    '=IF(K{row}="",0,MAX(0,K{row}-N(J{row})))',
    f'=IF(K{{row}}="",0,{MARK})',
    f'=IF(K{{row}}="",0,MAX(0,MIN(N(I{{row}}),N(J{{row}}),1)-K{{row}}-{MARK}))',
    f'=IF(K{{row}}="",0,MAX(0,MIN(N(J{{row}}),1)-K{{row}}-{MARK}-F{{row}}))',
    "=MAX(0,1-SUM(B{row}:G{row}))",
)


def _pieces(before: float | None, now: float | None, pace: float | None) -> tuple[float, ...]:
    """Cut a bar as FORMULAS do: before, since, missing to the pace, its mark, both again beyond it, the rest."""
    done = max(0.0, min(now or 0.0, 1.0))
    old = max(0.0, min(before or 0.0, done))
    if pace is None:
        cut = (old, done - old, 0.0, 0.0, 0.0, 0.0)
    else:
        pale, ahead = min(old, pace), max(0.0, old - pace - MARK)
        since = max(0.0, done - pace - MARK - ahead)
        cut = (pale, min(done, pace) - pale, max(0.0, pace - done), MARK, ahead, since)
    return *cut, max(0.0, 1 - sum(cut))


def _moved_cells(row: Moved, columns: Sequence[Column], look: Look) -> list[Cell]:
    before = row.before or "no_data"
    arrow: Line = (
        Run(f"{SIGNS[before]} ", 12, look.mark(before), bold=True),
        Run("→", 10, LIGHT.soft),
        Run(f" {SIGNS[row.status]}", 13, look.mark(row.status), bold=True),
    )
    name = lines_in(row.name, columns[1], NAME_STEPS, LIGHT.ink, bold=True)
    change, _, standing = row.moved.rpartition(" · ")
    ink = look.ink(row.status)
    moved = [line for words in (change, standing) for line in lines_in(words, columns[4], MOVED_STEPS, ink)]
    return [
        Cell((arrow,)),
        Cell((*name, *lines_in(row.owner, columns[1], OWNER_STEPS, LIGHT.soft))),
        Cell(),
        Cell(lines_in(row.result, columns[3], FACT_STEPS, LIGHT.ink)),
        Cell(tuple(moved)),
    ]


def draw_units(canvas: Canvas, figure: Units, look: Look, when: datetime, description: str) -> None:
    """Draw units in order, the parts of each score stacked in one ink of three strengths."""
    columns = [
        Column(look.say("packet.col_rank"), 56, "ctr"),
        Column(look.say("chart.organisation"), 300),
        Column("", 560),
        Column(look.say("packet.col_score"), 268),
    ]
    rows = [
        [
            Cell(((Run(row.rank or "—", 14, LIGHT.brand, bold=True),),)),
            Cell(
                (
                    *lines_in(row.name, columns[1], NAME_STEPS, LIGHT.ink, bold=True),
                    *lines_in(row.counts, columns[1], OWNER_STEPS, LIGHT.soft),
                )
            ),
            Cell(),
            Cell(_score(row.score, row.before, columns[3], bool(row.rank))),
        ]
        for row in figure.rows
    ]
    bed = lay_table(canvas, columns, rows, 2, description)
    shades = [mixed(LIGHT.brand, LIGHT.panel, strength) for strength in STRENGTH.values()]
    _legend(canvas, figure.parts, shades, (bed.place[0], TOP, bed.place[2], HEAD))
    data = ChartFigures(when, "0.0")
    data.categories = [row.name for row in figure.rows]
    for number, part in enumerate(figure.parts):
        data.add_series(part, [row.points[number] if row.points else None for row in figure.rows])
    chart = lay_bars(canvas, bed, XL_CHART_TYPE.BAR_STACKED, data, (0.0, figure.most), description)
    for series, shade in zip(chart.plots[0].series, shades, strict=True):
        fill(series, shade)


def _score(score: str, before: str, column: Column, ranked: bool) -> tuple[Line, ...]:
    """The score in bold with where the unit stood before; of one without data only that it has none."""
    if not ranked:
        return lines_in(score, column, SMALL_STEPS, LIGHT.soft)
    size, _ = fit(f"{score}  {before}", column.width - 2 * PAD, ((13, 1), (11, 1), (9, 1)))
    return ((Run(f"{score}  ", size, LIGHT.ink, bold=True), Run(before, size - 2, LIGHT.soft)),)


def _legend(canvas: Canvas, parts: Sequence[str], shades: Sequence[str], place: Any) -> None:
    runs: list[Run] = []
    for part, shade in zip(parts, shades, strict=True):
        runs += [Run("■ ", 10.5, shade), Run(f"{part}    ", 10.5, LIGHT.soft)]
    canvas.text(place, [tuple(runs)], anchor="ctr")
