"""Glyphs on a page joined to runs: stretches of one line without a wide gap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

HEADLINE, SUBHEAD = 1.25, 1.1
"""How much larger than the text a headline and a subhead are set at least."""

_CUT, _ROW = 0.9, 0.3


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character: its left and right edge, its base line (upwards) and its size, in points; `spaced` after a blank."""

    sign: str
    x0: float
    x1: float
    y: float
    size: float
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The glyphs of a page, in no particular order."""

    glyphs: list[Glyph]


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs on one base line without a wide gap."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


def find_runs(glyphs: Iterable[Glyph]) -> list[Run]:
    """Return the runs of a page, top to bottom, left to right."""
    runs: list[Run] = []
    for row in _rows(sorted(glyphs, key=lambda glyph: -glyph.y)):
        runs += _cut(sorted(row, key=lambda glyph: glyph.x0), row[0].y)
    return runs


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    for glyph in glyphs:
        if rows and abs(rows[-1][0].y - glyph.y) <= _ROW * min(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return rows


def _cut(row: Sequence[Glyph], y: float) -> list[Run]:
    """Cut a row where a gap is as wide as a character; a glyph printed twice, for bold type, counts once."""
    pieces: list[list[Glyph]] = []
    for glyph in row:
        last = pieces[-1][-1] if pieces else None
        if last is not None and glyph.sign == last.sign and glyph.x0 - last.x0 < 0.25 * glyph.size:
            continue
        if last is not None and glyph.x0 - last.x1 <= _widest_gap(glyph, last):
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
    return [_run(piece, y) for piece in pieces]


def _widest_gap(glyph: Glyph, last: Glyph) -> float:
    """Return how far two glyphs of one run may be apart; headlines of two sizes side by side are two."""
    small, large = sorted((glyph.size, last.size))
    return 0.4 * small if large > HEADLINE * small else _CUT * large


def _run(piece: Sequence[Glyph], y: float) -> Run:
    text = piece[0].sign
    for last, glyph in pairwise(piece):
        gap = (glyph.x0 - last.x1) / max(glyph.size, last.size)
        latin = last.sign.isascii() and glyph.sign.isascii() and last.sign.isalpha() == glyph.sign.isalpha()
        text += " " if gap > (0.15 if latin else 0.4) or (glyph.spaced and gap > 0.1) else ""
        text += glyph.sign
    return Run(text, piece[0].x0, piece[-1].x1, y, median(glyph.size for glyph in piece))
