"""Steps of projects on a slide: ways as thick lines, promised days upright, days taken as dots."""

from __future__ import annotations

from datetime import datetime

from pptx.enum.chart import XL_MARKER_STYLE

from board.charts.theme import LIGHT, Look, mixed
from board.packet.days import Stepped, Steps
from board.packet.deck.canvas import Canvas, Run, room_for
from board.packet.deck.data import DayPoint
from board.packet.deck.days import SMALL, Ground, Strand, draw_strands, lay, name_today, today_of
from board.packet.deck.grid import Cell, Column
from board.packet.deck.plots import FACT_STEPS, NAME_STEPS, OWNER_STEPS, lines_in, sign

BAR, TICK = 10.0, 18.0  # px: how high a project's way is, and the mark of a promised day


def draw_steps(canvas: Canvas, figure: Steps, look: Look, when: datetime, description: str) -> None:
    """Draw projects against their promised days: ways as thick lines, promised days upright, days taken as dots."""
    columns = [
        Column("", 30),
        Column(look.say("chart.project"), 304),
        Column("", 600),
        Column(look.say("chart.status"), 250),
    ]
    rows = [
        [
            sign(row.status, look),
            Cell(
                (
                    *lines_in(row.name, columns[1], NAME_STEPS, LIGHT.ink, bold=True),
                    *lines_in(row.owner, columns[1], OWNER_STEPS, LIGHT.soft),
                )
            ),
            Cell(),
            Cell(lines_in(row.verdict, columns[3], FACT_STEPS, look.ink(row.status))),
        ]
        for row in figure.rows
    ]
    ground = lay(canvas, columns, 2, rows, (figure.start, figure.stop), look, description)
    for number, row in enumerate(figure.rows):
        _signs(canvas, row, ground, ground.middle(number))
    strands = [*_ways(figure, look), *_steps(figure, ground, look), today_of(figure.today, len(rows), look)]
    draw_strands(canvas, strands, ground, len(rows), when, description)
    name_today(canvas, figure.today, ground, len(rows), look)


def _ways(figure: Steps, look: Look) -> list[Strand]:
    """The ways of all projects, a series a kind: to go, gone, overdue."""
    kinds: dict[str, tuple[str, str]] = {
        "open": (look.say("projects.gantt_key_open"), mixed(LIGHT.soft, LIGHT.panel, 0.22)),
        "gone": (look.say("projects.gantt_key_gone"), LIGHT.brand),
    }
    for status in ("late", "severe"):
        name = f"{look.say('projects.gantt_key_overdue')}（{look.say(f'status.{status}')}）"
        kinds[status] = (name, look.mark(status))
    found = []
    for kind, (name, color) in kinds.items():
        points: list[DayPoint | None] = []
        for number, row in enumerate(figure.rows):
            for span in row.spans:
                if span.kind == kind:
                    said = f"{row.name} · {name}"
                    points += [(span.start, number + 0.5, said), (span.stop, number + 0.5, said), None]
        found.append(Strand(name, points[:-1], color, BAR))
    return [strand for strand in found if strand.points]


def _steps(figure: Steps, ground: Ground, look: Look) -> list[Strand]:
    """The promised days, upright lines, and the days taken, dots."""
    planned: list[DayPoint | None] = []
    reached: list[DayPoint | None] = []
    half = ground.share(TICK / 2)
    for number, row in enumerate(figure.rows):
        for day, word, _ in row.planned:
            said = f"{row.name} · {word}"
            planned += [(day, number + 0.5 - half, said), (day, number + 0.5 + half, said), None]
        reached += [(day, number + 0.5, f"{row.name} · {word}") for day, word, _ in row.reached]
    found = [
        Strand(look.say("projects.gantt_key_planned"), planned[:-1], LIGHT.ink, 2),
        Strand(look.say("projects.gantt_key_reached"), reached, LIGHT.brand, shape=XL_MARKER_STYLE.CIRCLE, size=9),
    ]
    return [strand for strand in found if strand.points]


def _signs(canvas: Canvas, row: Stepped, ground: Ground, middle: float) -> None:
    """Name the promised days in one sign each, and the days taken where none was promised; none on another."""
    promised = {word for _, word, _ in row.planned}
    named = sorted([*row.planned, *(step for step in row.reached if step[1] not in promised)])
    end = 0.0
    for day, _, said in named:
        half = room_for(said, SMALL - 0.5) / 2
        if ground.x(day) - half < end + 2:
            continue
        end = ground.x(day) + half
        run = Run(said, SMALL - 0.5, LIGHT.soft)
        canvas.text((ground.x(day) - half, middle - TICK / 2 - 13, 2 * half, 13), [(run,)], align="ctr", anchor="ctr")
