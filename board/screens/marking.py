"""A document's text with its statements marked in place. Pure: text and spans in, safe markup out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from board.screens.style import tag, text


@dataclass(frozen=True, slots=True)
class Mark:
    """One statement's place in the text, what it is, and what is said about it when it is pointed at."""

    statement_id: str
    start: int
    stop: int
    kind: str
    about: str


def marked(document: str, marks: Sequence[Mark], asked: str | None = None) -> str:
    """Return the text as paragraphs of safe markup; where marks overlap, the piece they share says both.

    The statement `asked` for is the element with the id `asked`, once.
    """
    paragraphs = []
    found = False
    for start, stop in _paragraphs(document):
        inside = [mark for mark in marks if mark.start < stop and mark.stop > start]
        pieces = []
        for left, right in _cuts(start, stop, inside):
            here = [mark for mark in inside if mark.start <= left and mark.stop >= right]
            is_asked = any(mark.statement_id == asked for mark in here)
            pieces.append(_piece(document[left:right], here, is_asked, is_asked and not found))
            found = found or is_asked
        paragraphs.append(tag("p", "".join(pieces)))
    return "".join(paragraphs)


def _paragraphs(document: str) -> Iterable[tuple[int, int]]:
    """Yield where each line that says something stands."""
    start = 0
    for line in document.splitlines(keepends=True):
        if line.strip():
            yield start, start + len(line.rstrip())
        start += len(line)


def _cuts(start: int, stop: int, marks: Iterable[Mark]) -> list[tuple[int, int]]:
    edges = {start, stop}
    for mark in marks:
        edges |= {max(start, mark.start), min(stop, mark.stop)}
    ordered = sorted(edges)
    return list(pairwise(ordered))


def _piece(words: str, marks: Sequence[Mark], asked: bool, anchor: bool) -> str:
    if not marks:
        return text(words)
    kinds = sorted({mark.kind for mark in marks})
    about = " ／ ".join(dict.fromkeys(mark.about for mark in marks))
    kind = " ".join(["xs-mark", *kinds, *(["asked"] if asked else [])])
    return tag("mark", text(words), kind, title=about, id="asked" if anchor else "")
