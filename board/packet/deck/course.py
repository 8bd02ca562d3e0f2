"""What was said when, on a slide: a line a goal, targets above it and results below, with words where they fit."""

from __future__ import annotations

from datetime import date, datetime

from pptx.enum.chart import XL_MARKER_STYLE

from board.charts.theme import LIGHT, Look
from board.packet.days import Course, Mark, Told
from board.packet.deck.canvas import Canvas, Run, room_for, shorten
from board.packet.deck.data import DayPoint
from board.packet.deck.days import SMALL, Ground, Strand, draw_strands, lay, name_today, today_of
from board.packet.deck.grid import Cell, Column
from board.packet.deck.plots import NAME_STEPS, OWNER_STEPS, lines_in

FIRST_LANE, LANE, MOST_LANES = 11.0, 13.0, 4
MOST_WORDS = 6  # of the reports of one goal


def draw_course(canvas: Canvas, figure: Course, look: Look, when: datetime, description: str) -> None:
    """Draw what was said of each goal: targets above its line, results below, with their words where there is room."""
    columns = [Column(look.say("chart.goal"), 290), Column("", 894)]
    rows = [
        [
            Cell(
                (
                    *lines_in(row.name, columns[0], NAME_STEPS, LIGHT.ink, bold=True),
                    *lines_in(row.owner, columns[0], OWNER_STEPS, LIGHT.soft),
                )
            ),
            Cell(),
        ]
        for row in figure.rows
    ]
    ground = lay(canvas, columns, 1, rows, (figure.start, figure.stop), look, description)
    x, _, wide, _ = ground.place
    points: dict[tuple[str, bool], list[DayPoint]] = {}
    for number, row in enumerate(figure.rows):
        canvas.box((x, ground.middle(number) - 1, wide, 2), LIGHT.track)
        for mark, height in _said(canvas, row, ground, number, figure.today, look):
            place = number + 0.5 + ground.share(height)
            said = (mark.day, place, f"{row.name}（{row.owner}）{mark.words}")
            points.setdefault((mark.what, mark.stated), []).append(said)
    strands = [_strand(what, stated, found, look) for (what, stated), found in sorted(points.items(), reverse=True)]
    draw_strands(canvas, [today_of(figure.today, len(rows), look), *strands], ground, len(rows), when, description)
    name_today(canvas, figure.today, ground, len(rows), look)


def _said(canvas: Canvas, row: Told, ground: Ground, number: int, today: date, look: Look) -> list[tuple[Mark, float]]:
    """Write what was said of a goal; return each mark with how far below the row's line it stands, in px.

    Of many reports the latest and a few before it have words; others stand on the line, their words in the workbook.
    """
    middle = ground.middle(number)
    lanes = max(1, min(MOST_LANES, int((ground.height / 2 - FIRST_LANE + LANE / 2) / LANE)))
    taken: dict[str, list[list[tuple[float, float]]]] = {
        what: [[] for _ in range(lanes)] for what in ("target", "actual")
    }
    if row.silent:
        said = f"○ {look.say('status.never_reported')}"
        wide = room_for(said, SMALL)
        right = max(ground.place[0] + wide, ground.x(today) - 6)
        run = Run(said, SMALL, look.ink("no_data"))
        canvas.text((right - wide, middle + FIRST_LANE - LANE / 2, wide, LANE), [(run,)], align="r", anchor="ctr")
    placed = []
    targets = [mark for mark in row.marks if mark.what == "target"]
    latest_first = [mark for mark in reversed(row.marks) if mark.what != "target"]
    step = max(1, -(-len(latest_first) // MOST_WORDS))
    worded = {id(mark) for mark in [*targets, *latest_first[::step]]}
    for mark in [*targets, *latest_first]:
        spot = _room(mark, ground, taken[mark.what]) if id(mark) in worded else None
        if spot is None:
            placed.append((mark, 0.0))
            continue
        lane, left, words = spot
        height = (-1 if mark.what == "target" else 1) * (FIRST_LANE + lane * LANE)
        placed.append((mark, height))
        run = Run(words, SMALL, LIGHT.ink if mark.what == "target" else LIGHT.link)
        wide = room_for(words, SMALL)
        canvas.text((left, middle + height - LANE / 2, wide, LANE), [(run,)], anchor="ctr")
    return placed


def _room(mark: Mark, ground: Ground, lanes: list[list[tuple[float, float]]]) -> tuple[int, float, str] | None:
    """Find a lane and a side for the words of a mark, and take it: (lane, left, words)."""
    x, _, across, _ = ground.place
    spot = ground.x(mark.day)
    (words,) = shorten(mark.words, across * 0.6, SMALL, 1)
    wide = room_for(words, SMALL)
    for lane, ends in enumerate(lanes):
        for left, reach in ((spot + 8, (spot - 7, spot + 12 + wide)), (spot - 8 - wide, (spot - 12 - wide, spot + 7))):
            inside = reach[0] >= x - 8 and reach[1] <= x + across + 8
            if inside and all(reach[1] <= start or end <= reach[0] for start, end in ends):
                ends.append(reach)
                return lane, left, words
    return None


def _strand(what: str, stated: bool, points: list[DayPoint], look: Look) -> Strand:
    name = look.say(f"chart.timeline_{what}")
    name = name if stated else f"{name}{look.say('chart.inferred')}"
    color = LIGHT.ink if what == "target" else LIGHT.link
    shape = XL_MARKER_STYLE.SQUARE if what == "target" else XL_MARKER_STYLE.CIRCLE
    return Strand(name, sorted(points), color, shape=shape, size=6, hollow=not stated)
