"""A drawing taken apart: what is drawn, and its words with the place of each, so that a page can set them itself."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from xml.etree import ElementTree

from board.outlines import SVG, advance_of
from board.packet.typeset import IDENTITY, Matrix, Word

_STEP = re.compile(r"(translate|rotate|scale|matrix)\(([^)]*)\)")
_NUMBER = re.compile(r"-?[\d.]+(?:e-?\d+)?")
_SHIFT = {"start": 0.0, "middle": 0.5, "end": 1.0}
_TEXT = f"{{{SVG}}}text"


def lift(picture: str, start: Matrix = IDENTITY) -> tuple[str, list[Word]]:
    """Return the inside of an SVG without its words, and the words, both moved by `start`."""
    root = ElementTree.fromstring(picture)
    words = list(_take(root, start))
    inside = "".join(ElementTree.tostring(child, encoding="unicode") for child in root)
    return f'<g transform="matrix({" ".join(f"{value:g}" for value in start)})">{inside}</g>', words


def _take(parent: ElementTree.Element, place: Matrix) -> Iterator[Word]:
    """Yield the words under an element and remove them from it."""
    for child in list(parent):
        inner = times(place, matrix_of(child.get("transform", "")))
        if child.tag == _TEXT:
            parent.remove(child)
            yield from _word(child, inner)
        else:
            yield from _take(child, inner)


def _word(element: ElementTree.Element, place: Matrix) -> Iterator[Word]:
    text = "".join(element.itertext())
    if not text.strip() or element.get("opacity") == "0":
        return
    size = float(re.sub(r"[^0-9.]", "", element.get("font-size", "10")))
    x = float(element.get("x", "0")) - advance_of(text, size) * _SHIFT[element.get("text-anchor", "start")]
    thick = float(element.get("stroke-width", "0")) if element.get("stroke", "none") != "none" else 0.0
    at = times(place, (1, 0, 0, 1, x, float(element.get("y", "0"))))
    yield Word(text, at, size, element.get("fill", "#000000"), thick)


def matrix_of(transform: str) -> Matrix:
    """Read an SVG transform."""
    found = IDENTITY
    for name, inside in _STEP.findall(transform):
        found = times(found, _step(name, [float(number) for number in _NUMBER.findall(inside)]))
    return found


def _step(name: str, values: list[float]) -> Matrix:
    if name == "matrix":
        a, b, c, d, e, f = values
        return a, b, c, d, e, f
    if name == "scale":
        return values[0], 0, 0, values[-1], 0, 0
    if name == "translate":
        return 1, 0, 0, 1, values[0], values[1] if len(values) > 1 else 0
    turn = math.radians(values[0])
    around = (math.cos(turn), math.sin(turn), -math.sin(turn), math.cos(turn), 0.0, 0.0)
    if len(values) < 3:
        return around
    x, y = values[1:]
    return times(times((1, 0, 0, 1, x, y), around), (1, 0, 0, 1, -x, -y))


def times(one: Matrix, two: Matrix) -> Matrix:
    """Return the transform that does `two` first, then `one`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f
