"""An empty presentation in the house's colours and font: 16:9, a cover and a page, nothing of python-pptx's own."""

from __future__ import annotations

import re
from typing import Any

from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.util import Emu

from board.charts.theme import FONT, LIGHT

PX = 9525  # EMU in one px of 1/96 inch
WIDTH, HEIGHT = 1280, 720
MARGIN = 48
FALLBACK = "Microsoft YaHei"

_COLORS = {
    **{"dk1": LIGHT.ink, "lt1": LIGHT.panel, "dk2": LIGHT.brand, "lt2": LIGHT.page},
    **{"accent1": LIGHT.marks["on_pace"], "accent2": LIGHT.marks["severe"], "accent3": LIGHT.marks["late"]},
    **{"accent4": LIGHT.marks["done"], "accent5": LIGHT.marks["no_data"], "accent6": LIGHT.brand},
    **{"hlink": LIGHT.link, "folHlink": LIGHT.soft},
}
_PANOSE = 'panose="020B0500000000000000" pitchFamily="34"'
_FACES = (
    f'<a:latin typeface="{FONT}" {_PANOSE}/><a:ea typeface="{FONT}" {_PANOSE} charset="-122"/><a:cs typeface=""/>'
    f'<a:font script="Hans" typeface="{FALLBACK}"/>'
)
_NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
COVER, PAGE = 0, 1
_KEPT = {"Title Slide": ("cover", (72, 190, 1136, 190)), "Title Only": ("page", (MARGIN, 24, 1184, 66))}
SOURCE_PLACE = (MARGIN, 676, 1060, 30)
NUMBER_PLACE = (1112, 676, 120, 30)


def color(value: str) -> str:
    """Return a colour as Office writes it: #2a6fb0 -> 2A6FB0."""
    return value.lstrip("#").upper()


def blank() -> Any:
    """Return a presentation with no slide, to be filled from its two layouts `COVER` and `PAGE`."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Emu(WIDTH * PX), Emu(HEIGHT * PX)
    for layout in list(presentation.slide_layouts):
        if layout.name not in _KEPT:
            presentation.slide_layouts.remove(layout)
    master = presentation.slide_master
    _recolor(master.part)
    _furnish(master, (MARGIN, 24, 1184, 66))
    for layout in presentation.slide_layouts:
        name, place = _KEPT[layout.name]
        layout.name = name
        _furnish(layout, place)
    return presentation


def _recolor(master: Any) -> None:
    """Set the theme's colours and fonts; the theme is a part that python-pptx keeps as it is."""
    theme = next(rel.target_part for rel in master.rels.values() if rel.reltype.endswith("/theme"))
    text = theme.blob.decode("utf-8").replace('name="Office Theme"', 'name="Xushi"')
    for name, value in _COLORS.items():
        text = re.sub(rf"(<a:{name}>).*?(</a:{name}>)", rf'\g<1><a:srgbClr val="{color(value)}"/>\g<2>', text)
    for kind in ("majorFont", "minorFont"):
        text = re.sub(rf"(<a:{kind}>).*?(</a:{kind}>)", rf"\g<1>{_FACES}\g<2>", text, flags=re.DOTALL)
    theme._blob = text.encode("utf-8")


def _furnish(page: Any, title: tuple[int, int, int, int]) -> None:
    """Put the title, the source and the number of a master or layout in their places, and drop what is not used."""
    _fill_background(page)
    for shape in list(page.placeholders):
        kind = shape.element.ph.get("type", "obj")
        if kind in {"title", "ctrTitle"}:
            _set_place(shape, title)
            _style_title(shape, 34 if page.name == "cover" else 26)
        elif kind == "ftr":
            _set_place(shape, SOURCE_PLACE)
            _style_small(shape, "l")
        elif kind == "sldNum":
            _set_place(shape, NUMBER_PLACE)
            _style_small(shape, "r")
        elif kind in {"subTitle", "dt"} or (kind == "body" and page.name in {"cover", "page"}):
            shape.element.getparent().remove(shape.element)


def _fill_background(page: Any) -> None:
    fill = page.background.fill
    fill.solid()
    from pptx.enum.dml import MSO_THEME_COLOR

    fill.fore_color.theme_color = MSO_THEME_COLOR.BACKGROUND_2


def _set_place(shape: Any, place: tuple[int, int, int, int]) -> None:
    shape.left, shape.top, shape.width, shape.height = (Emu(value * PX) for value in place)


def _style_title(shape: Any, size: int) -> None:
    """Titles are bold, at the left, in the ink of the board, and never shrink by themselves."""
    body = shape.element.txBody
    for old in body.findall(f"{{{_ns('a')}}}lstStyle"):
        body.remove(old)
    style = parse_xml(
        f'<a:lstStyle {_NS}><a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="105000"/></a:lnSpc>'
        '<a:spcBef><a:spcPts val="0"/></a:spcBef>'
        f'<a:buNone/><a:defRPr sz="{size * 100}" b="1"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
        '<a:latin typeface="+mj-lt"/><a:ea typeface="+mj-ea"/></a:defRPr></a:lvl1pPr></a:lstStyle>'
    )
    body.insert(1, style)
    frame = body.bodyPr
    for child in list(frame):
        frame.remove(child)
    for name, value in (("lIns", 0), ("rIns", 0), ("tIns", 0), ("bIns", 0), ("anchor", "ctr"), ("wrap", "square")):
        frame.set(name, str(value))


def _style_small(shape: Any, align: str) -> None:
    body = shape.element.txBody
    for old in body.findall(f"{{{_ns('a')}}}lstStyle"):
        body.remove(old)
    style = parse_xml(
        f'<a:lstStyle {_NS}><a:lvl1pPr algn="{align}"><a:defRPr sz="1000"><a:solidFill>'
        f'<a:srgbClr val="{color(LIGHT.soft)}"/></a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>'
    )
    body.insert(1, style)
    frame = body.bodyPr
    for name, value in (("lIns", 0), ("rIns", 0), ("tIns", 0), ("bIns", 0), ("anchor", "t")):
        frame.set(name, str(value))


def _ns(prefix: str) -> str:
    return {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}[prefix]
