"""What an SVG that Vega drew says and where: the ground each word takes, which are turned, which lie on another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from board.charts.measure import text_width

SVG = "{http://www.w3.org/2000/svg}"
_MOVED = re.compile(r"translate\(([-\d.e]+),\s*([-\d.e]+)\)")


@dataclass(frozen=True)
class Word:
    """A line of text and the ground its ink takes, a little less than its em box."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Word) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True)
class Words:
    """All words of a picture."""

    words: list[Word]
    turned: list[str]
    height: float

    def overlaps(self) -> list[tuple[str, str]]:
        """Return each pair of words that lie on one another."""
        pairs = []
        for number, word in enumerate(self.words):
            pairs += [(word.text, other.text) for other in self.words[number + 1 :] if word.meets(other)]
        return pairs

    def faults(self, width: float) -> list[str]:
        """Return what a reader could not read: words that are turned, leave the picture or lie on another."""
        found = [f"{text} is turned" for text in self.turned]
        for word in self.words:
            if word.left < -1 or word.right > width + 1 or word.top < 0 or word.bottom > self.height:
                found.append(f"{word.text} leaves the picture")
        return found + [f"{one} lies on {other}" for one, other in self.overlaps()]


def words_of(picture: str) -> Words:
    """Read the words of a picture; a text's box is 0.8 of its size above the baseline and nothing below."""
    root = ElementTree.fromstring(picture)
    words: list[Word] = []
    turned: list[str] = []

    def walk(element: ElementTree.Element, x: float, y: float) -> None:
        transform = element.get("transform", "")
        moved = _MOVED.search(transform)
        if moved:
            x, y = x + float(moved[1]), y + float(moved[2])
        if element.tag == f"{SVG}text":
            text = "".join(element.itertext())
            if "rotate" in transform and "rotate(0" not in transform:
                turned.append(text)
            size = float(re.sub(r"[^\d.]", "", element.get("font-size", "10")))
            wide = text_width(text, size)
            left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[element.get("text-anchor", "start")]
            words.append(Word(text, left, y - size * 0.8, left + wide, y))
        for child in element:
            walk(child, x, y)

    walk(root, 0, 0)
    return Words(words, turned, float(root.get("height", "0")))
