"""Which hand draws which figure on a slide."""

from __future__ import annotations

from datetime import datetime

from board.charts.theme import Look
from board.packet.days import Course, Steps
from board.packet.deck.bars import draw_bullets, draw_ranked
from board.packet.deck.canvas import Canvas
from board.packet.deck.course import draw_course
from board.packet.deck.standings import draw_changes, draw_grid, draw_units
from board.packet.deck.steps import draw_steps
from board.packet.figures import Bullets, Figure, Ranked
from board.packet.standings import Changes, Grid, Units


def draw_figure(canvas: Canvas, figure: Figure | None, look: Look, when: datetime, description: str) -> bool:
    """Draw what a slide can draw itself under its title; tell whether it could."""
    match figure:
        case Bullets():
            draw_bullets(canvas, figure, look, when, description)
        case Ranked():
            draw_ranked(canvas, figure, look, when, description)
        case Grid():
            draw_grid(canvas, figure, look, description)
        case Changes():
            draw_changes(canvas, figure, look, when, description)
        case Units():
            draw_units(canvas, figure, look, when, description)
        case Steps():
            draw_steps(canvas, figure, look, when, description)
        case Course():
            draw_course(canvas, figure, look, when, description)
        case _:
            return False
    return True
