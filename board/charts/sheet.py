"""A sheet to draw on: words, lines, boxes and status marks at places in px, around layers that carry the data.

Places stretch with the chart's width, so the page may give a chart more room than it was laid out for. Everything is
one layered chart: a click reaches its goal, and the picture that leaves is the picture that was seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt

from board.charts.format import clean
from board.charts.measure import text_width, wrap
from board.charts.places import At, Place, at_place, expression, right
from board.charts.theme import OUTLINED, SHAPES, Look, config

MARGIN = 24
MARGIN_COMPACT = 12


@dataclass(frozen=True, slots=True)
class Frame:
    """What a picture says about itself once it has left the board. A blank title or subtitle is the chart's own."""

    title: str = ""
    subtitle: str = ""
    as_of: date | None = None
    source: str = ""


_X = expression("datum.x + datum.xs * width")
_X2 = expression("datum.x2 + datum.x2s * width")
_Y = expression("datum.y")
_Y2 = expression("datum.y2")
_FULL = alt.OpacityValue(1)  # not alt.value: Altair looks through all its schemas to place a bare value


class Sheet:
    """Collects what is drawn and turns it into one layered chart."""

    def __init__(self, look: Look, frame: Frame | bool = False, plain: bool = False) -> None:
        """`plain` sheets leave the card to the page: unframed they are drawn on the panel's colour with no card.

        `period`, once set, is the one that most goals are for and that need not be said.
        """
        self.look = look
        self.plain = plain and not frame
        self.frame: Frame | None = Frame() if frame is True else frame or None
        self.period: tuple[date, date] | None = None
        self.margin = MARGIN_COMPACT if look.compact else MARGIN
        self._texts: list[dict[str, Any]] = []
        self._boxes: list[dict[str, Any]] = []
        self._lines: list[dict[str, Any]] = []
        self._icons: list[dict[str, Any]] = []
        self._data: list[alt.Chart] = []
        self._top: list[alt.Chart] = []

    @property
    def edge(self) -> float:
        """The room left free at both sides: none on the page, a margin in a framed picture."""
        return self.margin if self.frame else 0 if self.plain else 1

    def text(
        self,
        x: Place,
        y: float,
        words: str,
        *,
        size: float = 13,
        color: str = "",
        align: str = "left",
        bold: bool = False,
    ) -> float:
        """Write one line centred on `y`; return its width in px."""
        words = clean(words)
        if words:
            spot = at_place(x)
            self._texts.append(
                {
                    "x": round(spot.px, 2),
                    "xs": spot.share,
                    "y": round(y, 2),
                    "text": words,
                    "size": size,
                    "color": color or self.look.colors.ink,
                    "align": align,
                    "bold": round(size * 0.045, 2) if bold else 0,
                }
            )
        return text_width(words, size)

    def box(self, x: Place, y: float, x2: Place, y2: float, fill: str, *, stroke: str = "", radius: float = 0) -> None:
        """Fill a rectangle between two places."""
        left, end = at_place(x), at_place(x2)
        self._boxes.append(
            {
                **{"x": left.px, "xs": left.share, "x2": end.px, "x2s": end.share, "y": y, "y2": y2},
                **{"fill": fill, "stroke": stroke or "transparent", "r": radius},
            }
        )

    def card(self, y: float, y2: float) -> None:
        """A white card across the sheet, under everything; none on a plain sheet."""
        if self.plain:
            return
        colors = self.look.colors
        self.box(self.edge, y, right(self.edge), y2, colors.panel, stroke=colors.line, radius=10)
        self._boxes.insert(0, self._boxes.pop())

    def line(
        self, x: Place, y: float, x2: Place, y2: float, color: str = "", *, width: float = 1, dash: Sequence[float] = ()
    ) -> None:
        """Draw a straight line."""
        left, end = at_place(x), at_place(x2)
        self._lines.append(
            {
                **{"x": left.px, "xs": left.share, "x2": end.px, "x2s": end.share, "y": y, "y2": y2},
                **{
                    "color": color or self.look.colors.line,
                    "w": width,
                    "dash": dash[0] if dash else 0,
                    "space": dash[-1] if dash else 0,
                },
            }
        )

    def icon(self, x: Place, y: float, status: str, size: float = 110, color: str = "") -> None:
        """Draw the mark of a status."""
        spot = at_place(x)
        shade = color or self.look.mark(status)
        hollow = status in OUTLINED or status not in SHAPES
        self._icons.append(
            {
                **{"x": spot.px, "xs": spot.share, "y": y, "shape": SHAPES.get(status, "circle")},
                "size": size * (0.8 if status == "no_data" else 1.25 if status == "done" else 1),
                "fill": "transparent" if hollow else shade,
                "stroke": shade if hollow else "transparent",
                "w": 2.2 if status == "done" else 1.4,
            }
        )

    def add(self, *layers: alt.Chart) -> None:
        """Lay charts that carry data over the boxes and lines, under the words."""
        self._data.extend(layers)

    def add_on_top(self, *layers: alt.Chart) -> None:
        """Lay charts over everything: what is clicked and hovered."""
        self._top.extend(layers)

    def header(self, title: str, subtitle: str = "", second: str = "") -> float:
        """Write the frame's title, subtitle and a second line, if framed; return where the chart itself may start."""
        if self.frame is None:
            return 1
        colors, compact = self.look.colors, self.look.compact
        room = self.look.width - 2 * self.margin
        y: float = 18 if compact else 26
        size = 17 if compact else 22
        for words in wrap(clean(self.frame.title or title), size, room):
            self.text(self.margin, y + size / 2, words, size=size, bold=True)
            y += size * 1.45
        facts = [self.frame.subtitle or subtitle]
        if self.frame.as_of:
            facts.append(self.look.say("chart.as_of", day=self.frame.as_of.isoformat()))
        small = 12 if compact else 13
        lines = wrap(clean(" · ".join(fact for fact in facts if fact)), small, room)
        for words in lines + (wrap(clean(second), small, room) if second else []):
            self.text(self.margin, y + small / 2 + 2, words, size=small, color=colors.soft)
            y += small * 1.55
        return y + (10 if compact else 14)

    def footer(self, y: float) -> float:
        """Write the source line below `y`, if framed; return the height of the whole sheet."""
        if self.frame is None:
            return y + 1
        y += 14
        if self.frame.source:
            said = self.look.say("chart.source", source=self.frame.source)
            for words in wrap(clean(said), 12, self.look.width - 2 * self.margin):
                self.text(self.margin, y + 8, words, size=12, color=self.look.colors.soft)
                y += 19
        return y + (10 if self.look.compact else 14)

    def note(self, y: float, words: str) -> float:
        """Write a remark in grey, broken to fit; return where it ends."""
        for line in wrap(clean(words), 12.5, self.look.width - 2 * self.edge - 24):
            self.text(self.edge + 12, y + 12, line, size=12.5, color=self.look.colors.soft)
            y += 20
        return y + 4

    def left_out(self, y: float, rows: int) -> float:
        """Say how many rows are not drawn, where any are not; return where that ends."""
        return self.note(y + 4, self.look.say("chart.more_rows", count=rows)) if rows > 0 else y

    def empty(self, title: str, words: str = "") -> alt.LayerChart:
        """A sheet that says why nothing is drawn."""
        top = self.header(title)
        self.card(top, top + 72)
        said = words or self.look.say("chart.empty")
        lines = wrap(said, 14, self.look.width - 2 * self.edge - 24)
        for number, line in enumerate(lines):
            y = top + 36 + (number - (len(lines) - 1) / 2) * 20
            self.text(At(0, 0.5), y, line, size=14, align="center", color=self.look.colors.soft)
        return self.finish(top + 72, said)

    def finish(self, bottom: float, description: str) -> alt.LayerChart:
        """Close the sheet below `bottom` and return it as one layered chart; `description` is its text alternative."""
        height = self.footer(bottom)
        layers = [*self._furniture(), *self._data, *self._words(), *self._top]
        chart = alt.layer(*layers).properties(
            width=self.look.width, height=round(height), description=clean(description)
        )
        drawn: alt.LayerChart = chart.configure(**config(self.look, self.plain))
        return drawn

    def _furniture(self) -> list[alt.Chart]:
        layers = []
        if self._boxes:
            layers.append(
                alt.Chart(values(self._boxes))
                .mark_rect(
                    x=_X,
                    x2=_X2,
                    y=_Y,
                    y2=_Y2,
                    fill=expression("datum.fill"),
                    stroke=expression("datum.stroke"),
                    cornerRadius=expression("datum.r"),
                )
                .encode(opacity=_FULL)
            )
        if self._lines:
            layers.append(
                alt.Chart(values(self._lines))
                .mark_rule(
                    stroke=expression("datum.color"),
                    strokeWidth=expression("datum.w"),
                    strokeDash=expression("datum.dash ? [datum.dash, datum.space] : []"),
                )
                .encode(x=alt.XValue(_X), x2=alt.X2Value(_X2), y=alt.YValue(_Y), y2=alt.Y2Value(_Y2))
            )
        return layers

    def _words(self) -> list[alt.Chart]:
        layers = []
        if self._icons:
            layers.append(
                alt.Chart(values(self._icons))
                .mark_point(
                    x=_X,
                    y=_Y,
                    shape=expression("datum.shape"),
                    size=expression("datum.size"),
                    fill=expression("datum.fill"),
                    stroke=expression("datum.stroke"),
                    strokeWidth=expression("datum.w"),
                )
                .encode(opacity=_FULL)
            )
        layers.append(
            alt.Chart(values(self._texts), name="words")
            .mark_text(
                x=_X,
                y=_Y,
                align=expression("datum.align"),
                baseline="middle",
                fontSize=expression("datum.size"),
                fill=expression("datum.color"),
                stroke=expression("datum.color"),
                strokeWidth=expression("datum.bold"),
            )
            .encode(text="text:N")
        )
        return layers


def values(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return rows as the data of a layer; as a tuple, since Altair copies every list again at each step of a chart."""
    return {"values": tuple(rows)}
