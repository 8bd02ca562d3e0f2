"""A slide to write on, in px: words, boxes and pictures, measured in the board's own font before they are put down."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from pptx.oxml import parse_xml
from pptx.util import Emu

from board.charts import measure
from board.charts.format import clean
from board.charts.theme import LIGHT
from board.packet.deck.template import NUMBER_PLACE, PX, SOURCE_PLACE, color

NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
POINT = 96 / 72  # px
LEADING = 1.45  # of the size: the font's own
BOLDER = 0.94  # of the room is left where digits are bold, and wider
SIGNS = {"done": "✓", "on_pace": "▲", "late": "◆", "severe": "▼", "no_data": "○"}
_HANZI = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef·—"
_JOINT = re.compile(rf"(?<=[{_HANZI}])(?=[!-~≥≤÷−])|(?<=[!-~≥≤÷−])(?=[{_HANZI}])|(?<=[{_HANZI}]) | (?=[{_HANZI}])")
Place = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words in one size (points), colour and weight; `mark` is a colour laid under it."""

    words: str
    size: float = 12
    color: str = LIGHT.ink
    bold: bool = False
    mark: str = ""


Line = Sequence[Run]


def room_for(words: str, size: float) -> float:
    """Return how many px a line of `size` points may take: some programs set hanzi and digits a quarter em apart."""
    joints = len(_JOINT.findall(words))
    return measure.text_width(words, size * POINT) + joints * 0.25 * size * POINT


def break_up(words: str, size: float, room: float) -> list[str]:
    """Break words into lines of at most `room` px, with room for such a program's spaces."""
    lines = measure.wrap(words, size * POINT, room * 0.985)
    if all(room_for(line, size) <= room for line in lines):
        return lines
    widest = max(room_for(line, size) / max(1.0, measure.text_width(line, size * POINT)) for line in lines)
    return measure.wrap(words, size * POINT, room * 0.985 / widest)


def fit(words: str, room: float, steps: Sequence[tuple[float, int]]) -> tuple[float, list[str]]:
    """Return the first size of `steps` (points, lines) at which `words` fit `room` px, and the lines; the last cuts."""
    text = clean(words)
    size, most = steps[-1]
    for size, most in steps:
        lines = break_up(text, size, room)
        if len(lines) <= most:
            return size, lines
    return size, shorten(text, room, size, most)


def shorten(words: str, room: float, size: float, most: int) -> list[str]:
    """Return `words` in at most `most` lines of `room` px, the last ending in … where something is left."""
    return measure.cut_off(break_up(clean(words), size, room), most, lambda line: room_for(line, size) <= room)


def height_of(lines: int, size: float) -> float:
    """Return how many px so many lines of a size in points take."""
    return lines * size * POINT * LEADING


class Canvas:
    """Writes on one slide and keeps every word it wrote, to be checked against the font."""

    def __init__(self, slide: Any) -> None:
        self.slide = slide
        self.tree = slide.shapes._spTree
        self.said: list[str] = []
        self._next = max((int(node.get("id")) for node in self.tree.iter("{*}cNvPr")), default=1)

    def number(self) -> int:
        """Return an id that no shape of the slide has yet."""
        self._next += 1
        return self._next

    def title(self, words: str, place: Place, steps: Sequence[tuple[float, int]]) -> None:
        """Write the slide's title in the largest size that fits."""
        size, lines = fit(words, place[2] * BOLDER, steps)
        self.said.append(clean(words))
        shape = self.slide.shapes.title
        frame = shape.text_frame
        frame.text = "\v".join(lines)
        for run in frame.paragraphs[0].runs:
            run.font.size = Emu(round(size * 12700))

    def text(self, place: Place, lines: Sequence[Line], *, align: str = "l", anchor: str = "t", name: str = "") -> None:
        """Write lines of runs into a box; they were broken by the caller and are not broken again."""
        x, y, wide, high = place
        number = self.number()
        body = "".join(paragraph(line, align) for line in lines)
        self.said += [run.words for line in lines for run in line]
        self.tree.append(
            parse_xml(
                f'<p:sp {NS}><p:nvSpPr><p:cNvPr id="{number}" name="{escape(name or f"text {number}")}"/>'
                '<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
                f'<p:spPr>{_frame(x, y, wide, high)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
                f'<p:txBody><a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"/><a:lstStyle/>'
                f"{body}</p:txBody></p:sp>"
            )
        )

    def box(
        self, place: Place, fill: str, *, line: str = "", radius: float = 0, shape: str = "", width: float = 1
    ) -> None:
        """Fill a rectangle, a rounded one with `radius` px, or another preset shape."""
        x, y, wide, high = place
        number = self.number()
        preset = shape or ("roundRect" if radius else "rect")
        share = round(50000 * min(1.0, 2 * radius / max(1.0, min(wide, high))))
        adjust = f'<a:gd name="adj" fmla="val {share}"/>' if preset == "roundRect" else ""
        paint = f'<a:solidFill><a:srgbClr val="{color(fill)}"/></a:solidFill>' if fill else "<a:noFill/>"
        edge = (
            f'<a:ln w="{round(width * PX)}"><a:solidFill><a:srgbClr val="{color(line)}"/></a:solidFill></a:ln>'
            if line
            else "<a:ln><a:noFill/></a:ln>"
        )
        self.tree.append(
            parse_xml(
                f'<p:sp {NS}><p:nvSpPr><p:cNvPr id="{number}" name="box {number}"/><p:cNvSpPr/><p:nvPr/>'
                f'</p:nvSpPr><p:spPr>{_frame(x, y, wide, high)}<a:prstGeom prst="{preset}"><a:avLst>{adjust}</a:avLst>'
                f"</a:prstGeom>{paint}{edge}</p:spPr></p:sp>"
            )
        )

    def card(self, place: Place) -> None:
        """A white card, as the board has them."""
        self.box(place, LIGHT.panel, line=LIGHT.line, radius=10)

    def picture(self, content: bytes, place: Place, description: str) -> None:
        """Put a picture into a place, described for those who cannot see it."""
        x, y, wide, high = (Emu(round(value * PX)) for value in place)
        shape = self.slide.shapes.add_picture(io.BytesIO(content), x, y, wide, high)
        self._next = max(self._next, shape.shape_id)
        shape._element._nvXxPr.cNvPr.set("descr", clean(description)[:2000])
        shape.name = f"picture {shape.shape_id}"

    def chart(self, kind: Any, data: Any, place: Place, description: str) -> Any:
        """Add a native chart; return it."""
        x, y, wide, high = (Emu(round(value * PX)) for value in place)
        frame = self.slide.shapes.add_chart(kind, x, y, wide, high, data)
        self._next = max(self._next, frame.shape_id)
        frame._element._nvXxPr.cNvPr.set("descr", clean(description)[:2000])
        frame.name = f"chart {frame.shape_id}"
        return frame.chart

    def foot(self, source: str) -> None:
        """Write the source line and the slide's number, as the placeholders of the layout."""
        lines = shorten(source, SOURCE_PLACE[2], 9.5, 2)
        self.said.append(clean(source))
        body = "".join(paragraph([Run(words, 9.5, LIGHT.soft)]) for words in lines)
        self._placeholder("ftr", 11, "source", body)
        field = '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="zh-CN"/><a:t>‹#›</a:t>'
        self._placeholder("sldNum", 12, "number", f"<a:p>{field}</a:fld></a:p>")

    def _placeholder(self, kind: str, index: int, name: str, body: str) -> None:
        place = SOURCE_PLACE if kind == "ftr" else NUMBER_PLACE
        self.tree.append(
            parse_xml(
                f'<p:sp {NS}><p:nvSpPr><p:cNvPr id="{self.number()}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
                f'</p:cNvSpPr><p:nvPr><p:ph type="{kind}" sz="quarter" idx="{index}"/></p:nvPr></p:nvSpPr>'
                f"<p:spPr>{_frame(*place)}</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/>{body}</p:txBody></p:sp>"
            )
        )

    def notes(self, lines: Sequence[str]) -> None:
        """Write the speaker's notes."""
        self.said += lines
        self.slide.notes_slide.notes_text_frame.text = "\n".join(lines)


def paragraph(line: Line, align: str = "l", leading: int = 100) -> str:
    """Return a paragraph of runs as DrawingML; `leading` is the distance of its lines in percent of the font's own."""
    tight = f'<a:lnSpc><a:spcPct val="{leading * 1000}"/></a:lnSpc>' if leading != 100 else ""
    spacing = f'{tight}<a:spcBef><a:spcPts val="0"/></a:spcBef>'
    return f'<a:p><a:pPr algn="{align}">{spacing}</a:pPr>{"".join(map(_run, line))}</a:p>'


def _run(run: Run) -> str:
    mark = f'<a:highlight><a:srgbClr val="{color(run.mark)}"/></a:highlight>' if run.mark else ""
    words = escape(clean_inside(run.words))
    return (
        f'<a:r><a:rPr lang="zh-CN" altLang="en-US" sz="{round(run.size * 100)}" b="{int(run.bold)}" dirty="0">'
        f'<a:solidFill><a:srgbClr val="{color(run.color)}"/></a:solidFill>{mark}</a:rPr><a:t>{words}</a:t></a:r>'
    )


def clean_inside(words: str) -> str:
    """Drop what no XML may hold, keep the spaces at the ends."""
    return "".join(char for char in words if char.isprintable() or char == " ")


def _frame(x: float, y: float, wide: float, high: float) -> str:
    left, top, across, down = (round(value * PX) for value in (x, y, wide, high))
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
