"""One page of the book: A4 across, laid out in px at the width of a picture, drawn without words and then lettered."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from board import outlines
from board.charts.format import clean
from board.charts.measure import cut_off, text_width, wrap
from board.charts.theme import LIGHT
from board.export import Drawing
from board.packet.lift import lift
from board.packet.typeset import Matrix, Word

WIDTH, HEIGHT = 1360.0, 1360 * 210 / 297
POINTS = (841.89, 595.28)
MARGIN = 24
FOOT = HEIGHT - 40
TO_POINTS: Matrix = (POINTS[0] / WIDTH, 0, 0, -POINTS[1] / HEIGHT, 0, POINTS[1])


class Leaf:
    """A page that is being laid out."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.words: list[Word] = []
        self._drawn: list[str] = []

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 13,
        color: str = LIGHT.ink,
        align: str = "left",
        bold: bool = False,
    ) -> float:
        """Write one line centred on `y`; return its width."""
        said = clean(words)
        wide = text_width(said, size)
        left = x - wide * {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        if said:
            at = (1.0, 0.0, 0.0, 1.0, left, y + 0.35 * size)
            self.words.append(Word(said, at, size, color, size * 0.045 if bold else 0.0))
        return wide

    def lines(
        self, x: float, y: float, words: Sequence[str], *, size: float = 13, color: str = LIGHT.ink, bold: bool = False
    ) -> float:
        """Write lines one under another, the first from `y` down; return where they end."""
        for line in words:
            self.text(x, y + size * 0.75, line, size=size, color=color, bold=bold)
            y += size * 1.5
        return y

    def box(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        fill: str,
        *,
        line: str = "",
        radius: float = 0,
        width: float = 1,
    ) -> None:
        """Fill a rectangle."""
        edge = f"stroke={quoteattr(line)} stroke-width='{width}'" if line else ""
        place = f"x='{x:g}' y='{y:g}' width='{wide:g}' height='{high:g}' rx='{radius:g}'"
        self._drawn.append(f"<rect {place} fill={quoteattr(fill)} {edge}/>")

    def rule(self, y: float) -> None:
        """A thin line across the page."""
        self.box(MARGIN, y, WIDTH - 2 * MARGIN, 1, LIGHT.line)

    def drawing(self, drawing: Drawing, most: float = FOOT) -> float:
        """Put a drawing at the top, smaller where it is higher than `most`; return where it ends."""
        wide, high = outlines.size(drawing.text)
        scale = min(1.0, WIDTH / wide, most / high)
        left = (WIDTH - wide * scale) / 2
        drawn, words = lift(drawing.text, (scale, 0, 0, scale, left, 0))
        self._drawn.append(drawn)
        self.words += words
        return high * scale

    def foot(self, left: str, right: str) -> None:
        """Write the last line: what the book is, and the page's number."""
        self.rule(HEIGHT - 36)
        self.text(MARGIN, HEIGHT - 20, left, size=11, color=LIGHT.soft)
        self.text(WIDTH - MARGIN, HEIGHT - 20, right, size=11, color=LIGHT.soft, align="right")

    def svg(self) -> str:
        """Return what is drawn, without words, at the size of the page."""
        return (
            f'<svg xmlns="{outlines.SVG}" xmlns:xlink="{outlines.XLINK}" width="{POINTS[0]}" height="{POINTS[1]}" '
            f'viewBox="0 0 {WIDTH} {HEIGHT}"><rect width="{WIDTH}" height="{HEIGHT + 1}" fill="{LIGHT.page}"/>'
            f"{''.join(self._drawn)}</svg>"
        )


def broken(words: str, size: float, room: float, most: int = 9) -> list[str]:
    """Break words into at most `most` lines of `room` px; the last ends in … where something is left."""
    return cut_off(wrap(clean(words), size, room), most, lambda line: text_width(line, size) <= room)
