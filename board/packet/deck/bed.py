"""Where a native chart of a slide lies: over the empty column of a table, a bar or a lane a row.

So long Chinese names are words of the table, and never cut or turned by the program that shows the slide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from board.packet.deck.canvas import Canvas, Place
from board.packet.deck.data import ChartFigures
from board.packet.deck.grid import HEAD, PAD, Cell, Column, draw_table
from board.packet.deck.plots import bare
from board.packet.deck.template import MARGIN

TOP, BOTTOM = 128, 652
WIDE = 1184.0
MOST_HEIGHT, LEAST_HEIGHT = 64, 36


@dataclass(frozen=True, slots=True)
class Bed:
    """The place of the rows of an empty column in px, and how high each row is."""

    place: Place
    height: float


def lay_table(
    canvas: Canvas,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    empty: int,
    description: str,
    *,
    most: float = MOST_HEIGHT,
    foot: float = 0.0,
) -> Bed:
    """Draw a table on its card, rows at most `most` px high and `foot` px left under them; return its empty column."""
    height = min(most, row_height(len(rows), foot))
    panel(canvas, HEAD + height * len(rows) + foot)
    first = draw_table(canvas, MARGIN, TOP, columns, rows, height, description=description)
    left = MARGIN + sum(column.width for column in columns[:empty]) + PAD
    return Bed((left, first, columns[empty].width - 2 * PAD, height * len(rows)), height)


def lay_bars(
    canvas: Canvas,
    bed: Bed,
    kind: Any,
    data: ChartFigures,
    ends: tuple[float, float],
    description: str,
    thick: int = 20,
) -> Any:
    """Draw bars `thick` px high from the one of `ends` to the other, without axes; return the chart to be coloured."""
    chart = canvas.chart(kind, data, bed.place, description)
    bare(chart, *ends, gap=round(100 * (bed.height - thick) / thick))
    return chart


def panel(canvas: Canvas, height: float) -> None:
    """A white card under a table of this height."""
    canvas.card((MARGIN - 14, TOP - 8, WIDE + 28, height + 20))


def row_height(count: int, foot: float = 0.0) -> float:
    """Return how high each of so many rows may be, with `foot` px left under them."""
    return max(LEAST_HEIGHT, min(MOST_HEIGHT, (BOTTOM - TOP - HEAD - foot) / max(1, count)))
