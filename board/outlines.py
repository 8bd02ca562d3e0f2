"""The words of an SVG that Vega drew: read them, turn them into outlines, or thicken the emphasised ones for PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree

from board import fonts

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
_SHIFT = {"start": 0.0, "middle": 0.5, "end": 1.0}
_PAINT = ("fill", "fill-opacity", "opacity", "stroke", "stroke-width", "stroke-opacity")
ElementTree.register_namespace("", SVG)
ElementTree.register_namespace("xlink", XLINK)


def _tag(name: str) -> str:
    return f"{{{SVG}}}{name}"


def texts(picture: str) -> list[str]:
    """Return every text of the picture, in drawing order."""
    return ["".join(element.itertext()) for element in ElementTree.fromstring(picture).iter(_tag("text"))]


def size(picture: str) -> tuple[float, float]:
    """Return the picture's width and height in px."""
    root = ElementTree.fromstring(picture)
    return float(root.get("width", "0")), float(root.get("height", "0"))


def outline(picture: str, description: str = "") -> str:
    """Return the picture with each text drawn as the outlines of its glyphs, which every program shows alike."""
    root = ElementTree.fromstring(picture)
    used: dict[str, str] = {}
    for element in list(root.iter(_tag("text"))):
        _replace(element, used)
    shapes = ElementTree.Element(_tag("defs"))
    for name, identity in used.items():
        ElementTree.SubElement(shapes, _tag("path"), {"id": identity, "d": _path(name)})
    root.insert(0, shapes)
    if description:
        words = ElementTree.Element(_tag("desc"))
        words.text = description
        root.insert(0, words)
        root.set("role", "img")
        root.set("aria-label", description)
    return ElementTree.tostring(root, encoding="unicode")


def thicken(picture: str) -> str:
    """Return the picture with stroked text split in two: plain text to search and copy, and stroked outlines over it.

    A PDF would otherwise hold such text twice and give it back twice when copied.
    """
    root = ElementTree.fromstring(picture)
    for parent in list(root.iter()):
        for position, element in reversed(list(enumerate(parent))):
            if element.tag == _tag("text") and float(element.get("stroke-width", "0")) > 0:
                bold = _stroked(element)
                element.attrib.pop("stroke")
                element.attrib.pop("stroke-width")
                parent.insert(position + 1, bold)
            elif element.tag == _tag("text"):
                element.attrib.pop("stroke", None)
    return ElementTree.tostring(root, encoding="unicode")


def _replace(element: ElementTree.Element, used: dict[str, str]) -> None:
    """Turn a text element into a group of references to glyph outlines."""
    words = "".join(element.itertext())
    pixels, start = _metrics(element, words)
    paint = {name: element.attrib[name] for name in _PAINT if name in element.attrib}
    if float(paint.get("stroke-width", 0)) == 0:
        paint.pop("stroke", None)
        paint.pop("stroke-width", None)
    else:
        paint["stroke-width"] = f"{float(paint['stroke-width']) * 1000 / pixels:g}"
    transform = element.get("transform", "")
    element.attrib.clear()
    for child in list(element):
        element.remove(child)
    element.tag, element.text = _tag("g"), None
    element.attrib.update(
        {"aria-label": words, "transform": f"{transform} translate({start:.2f},0) scale({pixels / 1000:g})".strip()}
    )
    element.attrib.update(paint)
    for name, x in _run(words):
        identity = used.setdefault(name, f"g{len(used)}")
        ElementTree.SubElement(element, _tag("use"), {f"{{{XLINK}}}href": f"#{identity}", "x": f"{x:g}"})


def _stroked(element: ElementTree.Element) -> ElementTree.Element:
    """Return the outlines of a text element as one path, to be stroked alone."""
    words = "".join(element.itertext())
    pixels, start = _metrics(element, words)
    place = f"{element.get('transform', '')} translate({start:.2f},0) scale({pixels / 1000:g})"
    paths = "".join(_path(name, x) for name, x in _run(words))
    attributes = {"d": paths, "transform": place.strip(), "fill": "none", "stroke": element.get("stroke", "none")}
    attributes["stroke-width"] = f"{float(element.get('stroke-width', '0')) * 1000 / pixels:g}"
    return ElementTree.Element(_tag("path"), attributes)


def _metrics(element: ElementTree.Element, words: str) -> tuple[float, float]:
    """Return the font size and where the first glyph starts relative to the anchor, in px."""
    pixels = float(re.sub(r"[^0-9.]", "", element.get("font-size", "10")))
    width = sum(_advance(name) for name in map(_glyph, words)) * pixels / 1000
    return pixels, -width * _SHIFT[element.get("text-anchor", "start")]


def _run(words: str) -> Iterator[tuple[str, float]]:
    """Yield the name of each glyph that leaves ink and where it stands, in thousandths of the font size."""
    x = 0.0
    for name in map(_glyph, words):
        if _path(name):
            yield name, x
        x += _advance(name)


def _glyph(char: str) -> str:
    return fonts.characters().get(ord(char)) or fonts.characters()[0x20]


@lru_cache(maxsize=1)
def _glyphs() -> Any:
    return fonts.font().getGlyphSet()


def advance_of(words: str, size: float) -> float:
    """Return how wide a line of `size` px is, exactly."""
    return sum(_advance(name) for name in map(_glyph, words)) * size / 1000


def _advance(name: str) -> float:
    return float(fonts.font()["hmtx"][name][0])


@lru_cache(maxsize=8192)
def _path(name: str, x: float = 0) -> str:
    """Return a glyph's outline moved right by `x`, as SVG path data: upright, 1000 units to the font size."""
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen

    pen = SVGPathPen(_glyphs())
    _glyphs()[name].draw(TransformPen(pen, (1, 0, 0, -1, x, 0)))
    return str(pen.getCommands())
