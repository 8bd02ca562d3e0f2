"""Runs on pages made into paragraphs in the order in which a person reads: column after column, tables row by row.

Where a white band crosses the page above headlines, what is above it is read first. A column is found by the gutter
beside it: the white strip that most lines keep clear of. What crosses a gutter, such as a headline, parts what is above
it from what is below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from etl.patterns import pattern_of
from etl.read.page_runs import HEADLINE, SUBHEAD, Page, Run, find_runs
from etl.read.prose_table import read_table

_EDGE = 0.12
_EDGE_LINES = 2
_PAGE_NUMBER = pattern_of(
    r"[-—–·.\s]*(?:第\s*)?\d{1,4}(?:\s*[/／]\s*\d{1,4})?\s*页?(?:\s*[，,]?\s*共\s*\d+\s*页)?[-—–·.\s]*$"
)
_NUMBERED = pattern_of(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第[一二三四五六七八九十]{1,3}[章节篇]")
_GUTTER = 0.8
_FEWEST_LINES = 3
_BAND = 2.6
_MOST_GUTTERS = 60
_DEEPEST = 12
_LONGEST_HEADING = 70
_LONGEST_MASTHEAD = 40


@dataclass(frozen=True, slots=True)
class _Split:
    """A gutter, and the runs above, left, right and below of where it is clear."""

    above: list[Run]
    left: list[Run]
    right: list[Run]
    below: list[Run]


def lay_out(pages: Sequence[Page]) -> str:
    """Return the pages as lines, one a paragraph; headlines begin with #, what repeats at the edges is left out."""
    runs = _without_edges([find_runs(page.glyphs) for page in pages])
    sizes = Counter(round(run.size * 2) / 2 for page in runs for run in page for _ in run.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    lines = (line for page in runs if page for line in _headline_first(_read(page, _bounds(page), body, 0)))
    return "\n".join(lines) + "\n"


def _headline_first(lines: list[str]) -> list[str]:
    """Move what is printed above a page's headline, such as the name and the day of a newspaper, below it."""
    first = next((place for place, line in enumerate(lines) if line.startswith("# ")), 0)
    if not 0 < first <= _EDGE_LINES or any(len(line) > _LONGEST_MASTHEAD for line in lines[:first]):
        return lines
    return [lines[first], *lines[:first], *lines[first + 1 :]]


def _without_edges(pages: Sequence[list[Run]]) -> list[list[Run]]:
    """Leave out page numbers, and lines at the top or bottom edge that come again on other pages."""
    edges = [_edge_lines(page) for page in pages]
    seen = Counter(key for page in edges for key in {_key(run) for run in page})
    often = max(2, 0.4 * len(pages))
    kept = []
    for page, edge in zip(pages, edges, strict=True):
        dropped = {id(run) for run in edge if _PAGE_NUMBER.match(run.text) or seen[_key(run)] >= often}
        kept.append([run for run in page if id(run) not in dropped])
    return kept


def _edge_lines(runs: Sequence[Run]) -> list[Run]:
    """Return the runs of the outermost lines, as far as they stand apart from the middle of the page."""
    lines = [list(group) for _, group in groupby(runs, key=lambda run: run.y)]
    if len(lines) < 2:
        return []
    top, bottom = lines[0][0].y, lines[-1][0].y
    depth = _EDGE * max(top - bottom, 1)
    upper = [line for line in lines[:_EDGE_LINES] if top - line[0].y <= depth]
    lower = [line for line in lines[-_EDGE_LINES:] if line[0].y - bottom <= depth]
    return [run for line in (*upper, *lower) for run in line]


def _key(run: Run) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s", "", run.text))


def _read(runs: list[Run], bounds: tuple[float, float], body: float, depth: int) -> list[str]:
    """Return the lines of a region: split by its best gutter, or else as one column or one table."""
    if not runs:
        return []
    if depth < _DEEPEST and (below := _band(runs, body)):
        above = [run for run in runs if run.y > below[0].y + 1]
        return _read(above, bounds, body, depth + 1) + _read(below, bounds, body, depth + 1)
    split = (_best_split(runs) or _short_column(runs)) if depth < _DEEPEST else None
    if split is None:
        return _paragraphs(runs, bounds, body)
    if len(split.right) >= _FEWEST_LINES and _is_table(split):
        split = _trimmed(split)
        lines = _read(split.above, bounds, body, depth + 1) + read_table(_cells([*split.left, *split.right]))
    else:
        lines = _read(split.above, bounds, body, depth + 1)
        lines += _read(split.left, _bounds(split.left), body, depth + 1)
        lines += _read(split.right, _bounds(split.right), body, depth + 1)
    return lines + _read(split.below, bounds, body, depth + 1)


def _band(runs: Sequence[Run], body: float) -> list[Run]:
    """Return what stands below the first white band under which headlines alone begin, if there is one."""
    lines = [list(group) for _, group in groupby(runs, key=lambda run: run.y)]
    for number, (line, following) in enumerate(pairwise(lines), 1):
        white = line[0].y - following[0].y > _BAND * max(body, min(run.size for run in following))
        anew = all(run.size >= HEADLINE * body for run in following)
        if white and anew and number >= _FEWEST_LINES and len(lines) - number >= _FEWEST_LINES:
            return [run for rest in lines[number:] for run in rest]
    return []


def _short_column(runs: list[Run]) -> _Split | None:
    """Return the split where a full column goes on with a line or two at the top of the next, below its headline."""
    em = median(run.size for run in runs)
    text = [run for run in runs if run.size < HEADLINE * em]
    head = [run for run in runs if run.size >= HEADLINE * em]
    if head and head[-1].y < text[0].y:
        return None
    for x in sorted({run.x0 for run in text})[1:]:
        left = [run for run in text if run.x0 < x - 0.1 * em]
        right = [run for run in text if run.x0 >= x - 0.1 * em]
        tops = sorted({run.y for run in left}, reverse=True)[:_FEWEST_LINES]
        clear = max(run.x1 for run in left) <= x - _GUTTER * em
        short = len(right) < _FEWEST_LINES and all(run.y in tops for run in right)
        if clear and short and len(left) > _FEWEST_LINES and _is_full(left):
            return _Split(head, left, right, [])
    return None


def _bounds(runs: Sequence[Run]) -> tuple[float, float]:
    return min(run.x0 for run in runs), max(run.x1 for run in runs)


def _best_split(runs: list[Run]) -> _Split | None:
    """Return the split by the gutter that fewest headlines cross; of those, the one with most lines on both sides."""
    em = median(run.size for run in runs)
    starts = Counter(round(run.x0 / 2) * 2 for run in runs)
    best, most = None, (1, 0)
    for start, _ in starts.most_common(_MOST_GUTTERS):
        x = min(run.x0 for run in runs if round(run.x0 / 2) * 2 == start)
        headlines = sum(run.size >= HEADLINE * em and _crosses(run, x, em) for run in runs)
        for split in _splits(runs, x, em):
            rank = (-headlines, _facing(split))
            if rank[1] >= _FEWEST_LINES and (best is None or rank > most):
                best, most = split, rank
    return best


def _crosses(run: Run, x: float, em: float) -> bool:
    return run.x0 < x - 0.1 * em and run.x1 > x - _GUTTER * em


def _splits(runs: list[Run], x: float, em: float) -> Iterable[_Split]:
    """Yield each stretch between runs that cross the strip left of `x`."""
    crossing = [place for place, run in enumerate(runs) if _crosses(run, x, em)]
    bounds = [-1, *crossing, len(runs)]
    for before, after in pairwise(bounds):
        stretch = runs[before + 1 : after]
        left = [run for run in stretch if run.x0 < x - 0.1 * em]
        right = [run for run in stretch if run.x0 >= x - 0.1 * em]
        if len(left) >= _FEWEST_LINES and len(right) >= _FEWEST_LINES:
            yield _Split(runs[: before + 1], left, right, runs[after:])


def _facing(split: _Split) -> int:
    """Return how many lines both sides have where they stand side by side."""
    low = max(split.left[-1].y, split.right[-1].y) - 1
    high = min(split.left[0].y, split.right[0].y) + 1
    return min(len({run.y for run in side if low <= run.y <= high}) for side in (split.left, split.right))


def _is_table(split: _Split) -> bool:
    """Tell rows of cells from columns: cells stand on the base lines of their neighbours and do not fill a column."""
    shared = {run.y for run in split.left} & {run.y for run in split.right}
    fewest = min(len({run.y for run in side}) for side in (split.left, split.right))
    return len(shared) >= 0.7 * fewest and not (_is_full(split.left) and _is_full(split.right))


def _trimmed(split: _Split) -> _Split:
    """Leave to the table what stands between the first and the last line that both sides share."""
    shared = {run.y for run in split.left} & {run.y for run in split.right}
    low, high = min(shared), max(shared)
    runs = sorted([*split.left, *split.right], key=lambda run: (-run.y, run.x0))
    return _Split(
        [*split.above, *(run for run in runs if run.y > high)],
        [run for run in split.left if low <= run.y <= high],
        [run for run in split.right if low <= run.y <= high],
        [*(run for run in runs if run.y < low), *split.below],
    )


def _is_full(runs: Sequence[Run]) -> bool:
    """Tell whether the lines of each column fill it, as prose does and cells do not; a headline may cross columns."""
    body = median(run.size for run in runs)
    runs = [run for run in runs if run.size < SUBHEAD * body]
    strips = _strips(runs)
    columns = [([run for run in runs if x0 <= run.x0 <= x1], x1 - x0) for x0, x1 in strips]
    long = [(column, width) for column, width in columns if len(column) >= _FEWEST_LINES]
    return bool(long) and all(
        sum(run.x1 - run.x0 >= 0.8 * width for run in column) >= 0.4 * len(column)
        and median(len(run.text) for run in column) >= 6
        for column, width in long
    )


def _strips(runs: Sequence[Run]) -> list[tuple[float, float]]:
    """Return the stretches of the page's width in which runs stand, left to right."""
    strips: list[tuple[float, float]] = []
    for run in sorted(runs, key=lambda run: run.x0):
        if strips and run.x0 <= strips[-1][1]:
            strips[-1] = (strips[-1][0], max(strips[-1][1], run.x1))
        else:
            strips.append((run.x0, run.x1))
    return strips


def _cells(runs: Sequence[Run]) -> list[list[str]]:
    """Return the rows of a table, each run in the column whose strip it stands in."""
    strips = _strips(runs)
    rows: list[list[str]] = []
    for _, group in groupby(sorted(runs, key=lambda run: (-run.y, run.x0)), key=lambda run: run.y):
        rows.append([""] * len(strips))
        for run in group:
            place = next(number for number, (_, x1) in enumerate(strips) if run.x0 <= x1)
            rows[-1][place] = f"{rows[-1][place]} {run.text}".strip()
    return rows


def _paragraphs(runs: Sequence[Run], bounds: tuple[float, float], body: float) -> list[str]:
    """Join the lines of a column: one goes on where the line before reaches the edge and it is not indented."""
    lines: list[str] = []
    last: Run | None = None
    for _, group in groupby(runs, key=lambda run: run.y):
        pieces = list(group)
        run = Run(" ".join(piece.text for piece in pieces), pieces[0].x0, pieces[-1].x1, pieces[0].y, pieces[0].size)
        if last is not None and _goes_on(last, run, bounds, body):
            lines[-1] += (
                " " if lines[-1][-1].isascii() and run.text[0].isascii() and run.text[0].isalpha() else ""
            ) + run.text
        else:
            lines.append(_mark(run, body) + run.text)
        last = run
    return [line if len(line) <= _LONGEST_HEADING else line.lstrip("# ") for line in lines]


def _goes_on(last: Run, run: Run, bounds: tuple[float, float], body: float) -> bool:
    em = max(last.size, run.size)
    if abs(last.size - run.size) > 0.1 * em or last.y - run.y > 2.6 * em:
        return False
    if _mark(last, body):
        return not _NUMBERED.match(run.text) and last.text[-1] not in "。！？"
    open_ended = last.text[-1] not in "。！？；：" and last.x1 - bounds[0] >= 0.6 * (bounds[1] - bounds[0])
    return (open_ended or last.x1 >= bounds[1] - 1.6 * em) and run.x0 <= bounds[0] + 0.6 * em


def _mark(run: Run, body: float) -> str:
    """Return the mark of a heading, by how much larger than the text it is set."""
    if run.size < SUBHEAD * body:
        return ""
    return "# " if run.size >= HEADLINE * body and not _NUMBERED.match(run.text) else "## "
