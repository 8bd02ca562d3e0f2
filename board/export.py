"""A chart as PNG, SVG or PDF, a table as CSV: the picture that leaves is the picture that was seen.

Every picture starts as the SVG that Vega draws. Its words are checked against the font first, because a missing glyph
would come out as an empty box with no error. SVG leaves with its words turned into outlines: it then looks the same
in a browser, in Word and at the printer's on machines that lack the font, where an embedded font would be ignored.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, ParamSpec, TypeVar

import altair as alt
import pandas as pd
import vl_convert

from board import fonts, lettering, outlines, turns
from board.steady import steady
from board.words import Lang, say

P = ParamSpec("P")
R = TypeVar("R")
MAX_PIXELS = 120_000_000
MAX_ROWS = 100_000
Chart = alt.Chart | alt.LayerChart
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_FONT_STACK = re.compile(r'font-family="[^"]*"')


class ExportError(Exception):
    """A picture or table that cannot leave; `sentence` says why in the reader's language."""

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(self.sentence("en"))

    def sentence(self, lang: Lang = "zh") -> str:
        """Say in one sentence what is wrong."""
        return say(f"export.{self.key}", lang, **self.values)


@dataclass(frozen=True)
class Drawing:
    """A chart drawn once, to leave in any format: SVG with real text, and what it shows in words."""

    text: str
    description: str

    @cached_property
    def outlined(self) -> str:
        """The SVG with its words as outlines."""
        return outlines.outline(self.text, self.description)


def _in_turn(make: Callable[P, R]) -> Callable[P, R]:
    """Have a function that draws wait for its turn; raises ExportError where the line is too long."""
    waits = turns.DRAWING.taken_in_turn(make)

    @wraps(make)
    def drawn(*given: P.args, **named: P.kwargs) -> R:
        try:
            return waits(*given, **named)
        except turns.BusyError as error:
            raise ExportError("busy") from error

    return drawn


@_in_turn
def draw(chart: Chart) -> Drawing:
    """Draw a chart; raises ExportError for a missing font, a character it lacks, or a chart that cannot be drawn."""
    ready()
    try:
        spec: dict[str, Any] = chart.to_dict(validate=False)
    except alt.MaxRowsError as error:
        raise ExportError("drawing_failed", reason=str(error).splitlines()[0]) from error
    unlettered, words = lettering.take_words(_for_paper(spec))
    try:
        picture: str = vl_convert.vegalite_to_svg(unlettered)
    except ValueError as error:
        raise ExportError("drawing_failed", reason=str(error).strip().splitlines()[-1]) from error
    picture = _FONT_STACK.sub(f'font-family="{fonts.FAMILY}"', picture)
    picture = lettering.put_words(picture, words, spec.get("width", 0), fonts.FAMILY) if words else picture
    check_glyphs(outlines.texts(picture))
    return Drawing(picture, str(spec.get("description", "")))


def ready() -> None:
    """See that the font is there; raises ExportError where it is not."""
    try:
        fonts.register()
    except fonts.FontMissingError as error:
        raise ExportError("no_font", hint=fonts.HINT) from error


@_in_turn
def png(chart: Chart | Drawing, scale: float = 2) -> bytes:
    """Return the chart as PNG, `scale` pixels a px; drawn from outlines, which takes half the time of drawing text."""
    drawing = _drawn(chart)
    width, height = outlines.size(drawing.text)
    pixels = (round(width * scale), round(height * scale))
    if pixels[0] * pixels[1] > MAX_PIXELS:
        raise ExportError("too_large", width=pixels[0], height=pixels[1])
    return bytes(vl_convert.svg_to_png(drawing.outlined, scale=scale))


@_in_turn
def svg(chart: Chart | Drawing) -> bytes:
    """Return the chart as SVG with its words as outlines, titled and described for those who cannot see it."""
    return _drawn(chart).outlined.encode()


@_in_turn
def pdf(chart: Chart | Drawing) -> bytes:
    """Return the chart as a one-page vector PDF whose text can be searched and copied."""
    return steady(bytes(vl_convert.svg_to_pdf(outlines.thicken(_drawn(chart).text))))


@_in_turn
def page(drawn: str) -> bytes:
    """Return an SVG without words as a one-page PDF: what a book letters itself."""
    return bytes(vl_convert.svg_to_pdf(drawn))


def _drawn(chart: Chart | Drawing) -> Drawing:
    return chart if isinstance(chart, Drawing) else draw(chart)


def csv(frame: pd.DataFrame) -> bytes:
    """Return a frame as CSV that spreadsheets open as UTF-8, no cell of which they would run as a formula.

    Raises ExportError for more than MAX_ROWS rows.
    """
    if len(frame) > MAX_ROWS:
        raise ExportError("too_many_rows", rows=len(frame), most=MAX_ROWS)
    safe = frame.rename(columns=lambda name: _harmless(str(name)))
    for position, (_, column) in enumerate(frame.items()):
        if column.dtype == object or pd.api.types.is_string_dtype(column.dtype):
            safe.isetitem(position, [_harmless(cell) for cell in column])
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA_STARTS) else cell


def _for_paper(spec: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is only there to be clicked: invisible boxes, whose opacities would also come in any order."""
    layers = [
        layer for layer in spec.get("layer", []) if "condition" not in layer.get("encoding", {}).get("fillOpacity", {})
    ]
    kept = {name: value for name, value in spec.items() if name != "params"}
    return {**kept, "layer": layers} if layers else kept


def check_glyphs(words: Iterable[str]) -> None:
    """Raise ExportError for the first character that the font lacks, with the words it stands in."""
    try:
        covered = fonts.characters()
    except fonts.FontMissingError as error:
        raise ExportError("no_font", hint=fonts.HINT) from error
    for text in words:
        for char in text:
            if ord(char) not in covered and not char.isspace():
                code = f"U+{ord(char):04X}"
                raise ExportError("no_glyph", font=fonts.FAMILY, char=char, code=code, text=text[:60])
