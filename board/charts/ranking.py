"""The order of the units: a rank, a bar made of the parts of the score, and where the unit stood last time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from board.charts import format as fmt
from board.charts.hits import add_hits
from board.charts.measure import text_width, wrap
from board.charts.places import expression, right
from board.charts.plot import Plot
from board.charts.rows import records, to_number
from board.charts.sheet import Frame, Sheet
from board.charts.theme import WIDE, Look, mixed

LIMIT = 60
PARTS = ("fulfilment", "on_track", "reported")
STRENGTH = {"fulfilment": 1.0, "on_track": 0.62, "reported": 0.32}
LINE = 18


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit; `points` are the parts of its score in the order of PARTS. Without a rank it has no score."""

    name: str
    rank: int | None
    points: tuple[float, ...]
    words: str
    counts: str
    before: str


def ranking_bars(
    ranking: pd.DataFrame, look: Look = WIDE, frame: Frame | bool = False, limit: int = LIMIT
) -> alt.LayerChart:
    """Draw `questions.ranking`, the first first; units without data stand below, named and not ranked.

    Clicking a row selects `unit` on organisation.
    """
    sheet = Sheet(look, frame, plain=True)
    title = look.say("chart.ranking_title")
    units = read_units(ranking, look)
    if not units:
        return sheet.empty(title, look.say("chart.ranking_empty"))
    top = sheet.header(title, look.say("chart.ranking_note"))
    bottom = _draw(sheet, top, units[:limit])
    bottom = sheet.left_out(bottom, len(units) - limit)
    stop = look.say("format.list_stop")
    said = stop.join(f"{unit.rank or ''} {unit.name} {unit.words}".strip() for unit in units[:20])
    return sheet.finish(bottom, f"{title}{stop}{said}")


def read_units(ranking: pd.DataFrame, look: Look) -> list[Unit]:
    """Return the rows of `questions.ranking` with what is said of them."""
    return [_unit(row, look) for row in records(ranking)]


def _unit(row: Mapping[str, Any], look: Look) -> Unit:
    rank, before = to_number(row.get("rank")), to_number(row.get("rank_before"))
    counts = look.say("chart.ranking_counts", goals=int(row["goals"]), reported=int(row["reported_goals"]))
    name = fmt.clean(row["organisation"])
    if rank is None:
        return Unit(name, None, (), look.say("chart.ranking_none"), counts, "")
    points = tuple(to_number(row.get(f"{part}_points")) or 0.0 for part in PARTS)
    score = look.say("chart.ranking_score", score=f"{to_number(row['score']) or 0:.1f}")
    return Unit(name, int(rank), points, score, counts, _moved(int(rank), before, look))


def _moved(rank: int, before: float | None, look: Look) -> str:
    if before is None:
        return look.say("chart.ranking_new")
    if int(before) == rank:
        return look.say("chart.ranking_level")
    return look.say("chart.ranking_up" if before > rank else "chart.ranking_down", rank=int(before))


def _draw(sheet: Sheet, top: float, units: Sequence[Unit]) -> float:
    """Draw the legend and the rows; return where they end."""
    look, colors = sheet.look, sheet.look.colors
    pad = sheet.edge + (14 if look.compact else 22)
    gutter = 0.0 if look.compact else min(320.0, look.width * 0.26)
    most = max([100.0, *(sum(unit.points) for unit in units)])
    ends = (
        max(text_width(f"{unit.words} · {unit.before}", 13) for unit in units if unit.rank)
        if any(unit.rank for unit in units)
        else 0.0
    )
    plot = Plot(pad + 34 + gutter, pad if look.compact else pad + ends + 14, top, top, (0, most), (0, 1), look.width)
    y = _legend(sheet, pad + 34 + gutter, top + 16)
    pieces: list[dict[str, Any]] = []
    hits: list[dict[str, Any]] = []
    for unit in units:
        names = wrap(unit.name, 14, look.width - 2 * pad - 40 if look.compact else gutter - 20)
        height = 50 + LINE * (len(names) - 1) + ((48 if unit.rank else 22) if look.compact else 0)
        if y > top + 40:
            sheet.line(pad, y, right(pad), y)
        sheet.text(pad + 22, y + 16, str(unit.rank or "—"), size=17, align="right", bold=True, color=colors.brand)
        for number, words in enumerate(names):
            sheet.text(pad + 34, y + 16 + number * LINE, words, size=14, bold=True)
        sheet.text(pad + 34, y + 16 + len(names) * LINE, unit.counts, size=12, color=colors.soft)
        middle = y + height - (36 if unit.rank else 16) if look.compact else y + height / 2
        _pieces(unit, (middle - 9, middle + 9), pieces)
        _words(sheet, unit, plot, middle)
        hits.append({"organisation": unit.name, "top": y, "bottom": y + height, "said": unit.words})
        y += height
    if pieces:
        sheet.add(_bars(plot, pieces, colors.brand))
    sheet.card(top, y + 8)
    add_hits(sheet, hits, "unit", "organisation", {"organisation": "organisation", "said": "ranking_title"})
    return y + 8


def _legend(sheet: Sheet, x: float, y: float) -> float:
    """Name the three parts; return where the rows start."""
    colors = sheet.look.colors
    left = sheet.edge + 14 if sheet.look.compact else x
    for part in PARTS:
        words = sheet.look.say(f"chart.ranking_{part}")
        # The same ink in three strengths, mixed with the panel so that no layer shows through.
        sheet.box(left, y - 6, left + 12, y + 6, mixed(colors.brand, colors.panel, STRENGTH[part]), radius=2)
        left += 18 + sheet.text(left + 18, y, words, size=12, color=colors.soft) + 18
    return y + 18


def _pieces(unit: Unit, heights: tuple[float, float], pieces: list[dict[str, Any]]) -> None:
    start = 0.0
    for part, points in zip(PARTS, unit.points, strict=False):
        pieces.append(
            {"start": start, "stop": start + points, "strength": STRENGTH[part], "y": heights[0], "y2": heights[1]}
        )
        start += points


def _bars(plot: Plot, pieces: list[dict[str, Any]], color: str) -> alt.Chart:
    bars: alt.Chart = (
        alt.Chart({"values": pieces})
        .mark_rect(
            fill=color, fillOpacity=expression("datum.strength"), y=expression("datum.y"), y2=expression("datum.y2")
        )
        .encode(x=plot.x_channel("start:Q"), x2=alt.X2("stop:Q"))
    )
    return bars


def _words(sheet: Sheet, unit: Unit, plot: Plot, middle: float) -> None:
    colors, compact = sheet.look.colors, sheet.look.compact
    if unit.rank is None:
        sheet.text(plot.at(0), middle, unit.words, size=12, color=colors.soft)
        return
    if compact:
        sheet.text(plot.at(0), middle + 22, f"{unit.words} · {unit.before}", size=12.5, color=colors.soft)
        return
    end = plot.at(sum(unit.points)).plus(8)
    width = sheet.text(end, middle, unit.words, size=14, bold=True)
    sheet.text(end.plus(width + 8), middle, unit.before, size=12, color=colors.soft)
