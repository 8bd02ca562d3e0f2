"""A goal's own slide: its way through the year, its rival bounds side by side, and the sentences that say them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from board.charts.theme import LIGHT, Look
from board.packet.contents import GoalSheet, Picture, Rival, Said
from board.packet.deck.canvas import SIGNS, Canvas, Line, Run, fit, height_of, shorten
from board.packet.deck.lines import draw_lines
from board.packet.deck.template import MARGIN
from board.packet.figures import Lines

LEFT = (MARGIN, 128, 744, 532)
RIGHT = (MARGIN + 744 + 16, 128, 424, 532)
PAD = 16
MOST_RIVALS = 4
SIZES, GAP = (13, 12, 11, 10, 9), 12
VERDICT_STEPS = ((10, 1), (8.5, 1), (7.5, 1), (6.5, 1))
FORMULA_STEPS = ((14, 1), (12, 2), (10.5, 3))
OUTLOOK_STEPS = ((11, 2), (10, 3), (9, 4))


def draw_goal(canvas: Canvas, picture: Picture, sheet: GoalSheet, look: Look, when: datetime) -> None:
    """Draw everything under the slide's title."""
    canvas.card(LEFT)
    x, y, wide, high = LEFT
    inner = wide - 2 * PAD
    size, lines = fit(sheet.formula, inner, FORMULA_STEPS)
    canvas.text((x + PAD, y + 12, inner, height_of(len(lines), size)), _formula(lines, size, sheet, look))
    top = y + 12 + height_of(len(lines), size)
    if sheet.outlook:
        size, lines = fit(sheet.outlook, inner, OUTLOOK_STEPS)
        said = [(Run(line, size, LIGHT.soft),) for line in lines]
        canvas.text((x + PAD, top + 3, inner, height_of(len(lines), size)), said)
        top += 3 + height_of(len(lines), size)
    place = (x + 8, top + 8, wide - 16, y + high - top - 16)
    if isinstance(picture.figure, Lines):
        draw_lines(canvas, picture.figure, look, when, place, picture.title)
    _aside(canvas, sheet, look)


def _formula(lines: list[str], size: float, sheet: GoalSheet, look: Look) -> list[Line]:
    """Write the formula, its last part in the colour of the status."""
    comma = look.say("format.list_comma")
    verdict = sheet.formula.rpartition(comma)[2]
    last = lines[-1]
    if not verdict or not last.endswith(verdict):
        return [(Run(line, size),) for line in lines]
    sign = f"{SIGNS.get(sheet.goal.status, '')} "
    status = Run(sign + verdict, size, look.ink(sheet.goal.status), bold=True)
    return [*((Run(line, size),) for line in lines[:-1]), (Run(last.removesuffix(verdict), size), status)]


def _aside(canvas: Canvas, sheet: GoalSheet, look: Look) -> None:
    x, y, wide, high = RIGHT
    canvas.card(RIGHT)
    inner = wide - 2 * PAD
    count = len(sheet.rivals)
    key = "goal.only" if count < 2 else "goal.rivals"
    canvas.text((x + PAD, y + 12, inner, 20), [(Run(look.say(key, count=count), 12, LIGHT.brand, bold=True),)])
    bottom = _rivals(canvas, sheet.rivals, (x + PAD, y + 38, inner), look)
    canvas.text((x + PAD, bottom + 14, inner, 20), [(Run(look.say("evidence.title"), 12, LIGHT.brand, bold=True),)])
    _said(canvas, sheet.said, (x + PAD, bottom + 40, inner, y + high - 12), look)


def _rivals(canvas: Canvas, rivals: tuple[Rival, ...], place: tuple[float, float, float], look: Look) -> float:
    """Put the bounds side by side, two in a row; return where they end."""
    x, y, inner = place
    across = inner if len(rivals) < 2 else (inner - 10) / 2
    high = 92
    for number, rival in enumerate(rivals[:MOST_RIVALS]):
        left, top = x + number % 2 * (across + 10), y + number // 2 * (high + 10)
        edge = LIGHT.brand if rival.official else LIGHT.line
        canvas.box((left, top, across, high), LIGHT.panel, line=edge, radius=8, width=1.75 if rival.official else 1)
        room = across - 20
        facts = [
            _fitted(rival.why, room, ((9, 1), (8, 1), (7, 2)), LIGHT.soft),
            _fitted(rival.bound, room, ((16, 1), (13, 1), (10, 2)), LIGHT.ink, bold=True),
            _fitted(f"{SIGNS.get(rival.status, '')} {rival.verdict}", room, VERDICT_STEPS, look.ink(rival.status)),
            _fitted(rival.lead, room, VERDICT_STEPS, look.ink(rival.status)) if rival.lead else [],
        ]
        canvas.text((left + 10, top + 4, room, high - 8), [line for lines in facts for line in lines], anchor="ctr")
    rows = (min(len(rivals), MOST_RIVALS) + 1) // 2
    bottom = y + rows * (high + 10) - 10
    if len(rivals) > MOST_RIVALS:
        more = look.say("packet.more", count=len(rivals) - MOST_RIVALS)
        canvas.text((x, bottom + 4, inner, 16), [(Run(more, 9, LIGHT.soft),)])
        bottom += 18
    return bottom if rivals else y - 14


def _fitted(
    words: str, room: float, steps: tuple[tuple[float, int], ...], ink: str, *, bold: bool = False
) -> list[Line]:
    size, lines = fit(words, room, steps)
    return [(Run(line, size, ink, bold),) for line in lines]


def _said(canvas: Canvas, said: tuple[Said, ...], place: tuple[float, float, float, float], look: Look) -> None:
    """Write as many sentences as fit, as large as all of them fit, their quotes marked; the rest is counted."""
    x, y, inner, bottom = place
    size = next((size for size in SIZES if _needs(said, inner, size) <= bottom - y), SIZES[-1])
    for number, one in enumerate(said):
        head, body, high = _laid(one, inner, size)
        more = number + 1 < len(said)
        if y + high > bottom - (18 if more else 0):
            words = look.say("packet.more_said", count=len(said) - number)
            canvas.text((x, min(y, bottom - 16), inner, 16), [(Run(words, 9, LIGHT.soft),)])
            return
        edge = LIGHT.marks["on_pace"] if one.kind == look.say("evidence.target") else LIGHT.marks["late"]
        canvas.box((x, y + 2, 3, high - 2), edge)
        lines: list[Line] = [(Run(line, size - 1.5, LIGHT.soft),) for line in head]
        canvas.text((x + 12, y, inner - 12, high), [*lines, *_marked(body, one.quote, size)])
        y += high + GAP


def _laid(one: Said, inner: float, size: float) -> tuple[list[str], list[str], float]:
    """Return the lines of where a sentence stands, its own lines, and the height of both."""
    where = " · ".join(part for part in (one.kind, one.document, one.day) if part)
    head, body = shorten(where, inner - 12, size - 1.5, 2), shorten(one.sentence, inner - 12, size, 5)
    return head, body, height_of(len(head), size - 1.5) + height_of(len(body), size)


def _needs(said: tuple[Said, ...], inner: float, size: float) -> float:
    return sum(_laid(one, inner, size)[2] + GAP for one in said) - GAP


def _marked(lines: list[str], quote: str, size: float) -> Iterator[Line]:
    """Yield the lines of a sentence with its quote in bold, across lines too."""
    text = "".join(lines)
    start = text.find(quote) if quote else -1
    stop = start + len(quote)
    at = 0
    for line in lines:
        a, b = (max(0, start - at), max(0, min(len(line), stop - at))) if start >= 0 else (0, 0)
        runs = (Run(line[:a], size), Run(line[a:b], size, bold=True, mark=LIGHT.flag), Run(line[b:], size))
        pieces = tuple(run for run in runs if run.words) if b > a else (Run(line, size),)
        yield pieces
        at += len(line)
