"""Where it is behind: organisation by theme with the worst status of each, and the strip of how many stand where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from board.charts.hits import tips_of
from board.charts.measure import text_width, wrap
from board.charts.places import At, Place, expression, right
from board.charts.rows import Goal, read_goals
from board.charts.sheet import Frame, Sheet, values
from board.charts.theme import STATUSES, WIDE, Look

LIMIT = 60
ROOMY, NARROWEST = 84, 52
LINE = 18
Cells = dict[tuple[str, str], list[Goal]]


@dataclass(frozen=True)
class _Plan:
    """What is drawn and in how much room: goals by organisation and theme, the margin and the column of names."""

    cells: Cells
    owners: list[str]
    themes: list[str]
    pad: float
    gutter: float


def heat_grid(
    progress: pd.DataFrame, look: Look = WIDE, frame: Frame | bool = False, limit: int = LIMIT, *, rest: bool = True
) -> alt.LayerChart:
    """Draw organisations by themes, each cell its worst status and how many goals share it.

    Clicking a cell selects `cell` on organisation and theme. Where columns get too narrow, cells are listed instead.
    `rest` says how many organisations are beyond `limit`.
    """
    sheet = Sheet(look, frame, plain=True)
    title = look.say("chart.grid_title")
    goals = read_goals(progress)
    if not goals:
        return sheet.empty(title)
    cells: Cells = {}
    for goal in goals:
        cells.setdefault((goal.organisation, goal.theme), []).append(goal)
    owners = worst_first({key[0] for key in cells}, goals, "organisation")
    themes = worst_first({key[1] for key in cells}, goals, "theme")
    top = sheet.header(title, look.say("chart.grid_note"))
    gutter = min(220.0, max(text_width(owner, 13) for owner in owners) + 16)
    pad = sheet.edge + (12 if look.compact else 22)
    across = (look.width - 2 * pad - gutter) / len(themes)
    boxes: list[dict[str, Any]] = []
    draw = _table if across >= NARROWEST else _list
    bottom = draw(sheet, top, _Plan(cells, owners[:limit], themes, pad, gutter), boxes)
    sheet.card(top, bottom)
    _add_hits(sheet, boxes)
    if rest or sheet.frame:
        bottom = sheet.left_out(bottom, len(owners) - limit)
    stop = look.say("format.list_stop")
    said = stop.join(f"{box['organisation']} {box['theme']} {box['status']} {box['count']}" for box in boxes[:40])
    return sheet.finish(bottom, f"{title}{stop}{said}")


def status_strip(progress: pd.DataFrame, look: Look = WIDE, frame: Frame | bool = False) -> alt.LayerChart:
    """Draw five tiles: how many goals stand where. Clicking one selects `status` on status."""
    sheet = Sheet(look, frame)
    goals = read_goals(progress)
    top = sheet.header(look.say("chart.overview_title"))
    columns, gap = (2, 8) if look.compact else (5, 14)
    boxes: list[dict[str, Any]] = []
    height = 48 if look.compact else 62
    y = top
    for number, status in enumerate(STATUSES):
        column, y = number % columns, top + number // columns * (height + gap)
        left, end = _slot(sheet, column, columns, gap)
        sheet.box(left, y, end, y + height, look.colors.panel, stroke=look.colors.line, radius=10)
        middle = y + height / 2
        count = sum(goal.status == status for goal in goals)
        sheet.icon(left.plus(22), middle, status, size=120)
        word, number_size = (12.5, 20) if look.compact else (14, 24)
        sheet.text(left.plus(36), middle, look.say(f"status.{status}"), size=word, color=look.ink(status))
        sheet.text(end.plus(-14), middle, str(count), size=number_size, align="right", bold=True)
        boxes.append(_hit((left, end), (y, y + height), status=status, count=count))
    _add_status_hits(sheet, boxes)
    words = [f"{look.say('status.' + box['status'])} {box['count']}" for box in boxes]
    return sheet.finish(y + height, look.say("format.list_comma").join(words))


def _slot(sheet: Sheet, column: int, columns: int, gap: float) -> tuple[At, At]:
    """The left and right ends of one of equal columns."""
    usable = -2 * sheet.edge - gap * (columns - 1)
    left = sheet.edge + column * (usable / columns + gap)
    return At(left, column / columns), At(left + usable / columns, (column + 1) / columns)


def worst_first(names: set[str], goals: list[Goal], field: str) -> list[str]:
    """Put organisations or themes (`field`) in order: most severely late first, those without any data last."""

    def key(name: str) -> tuple[int, int, int, str]:
        mine = [goal for goal in goals if getattr(goal, field) == name]
        severe = sum(goal.status == "severe" for goal in mine)
        late = sum(goal.status == "late" for goal in mine)
        return int(all(goal.status == "no_data" for goal in mine)), -severe, -late, name

    return sorted(names, key=key)


def worst_of(goals: list[Goal]) -> tuple[str, int]:
    """Return the worst status among goals of one cell, and how many share it."""
    status = min(goals, key=lambda goal: goal.badness).status
    return status, sum(goal.status == status for goal in goals)


def _table(sheet: Sheet, top: float, plan: _Plan, boxes: list[dict[str, Any]]) -> float:
    look, pad, gutter, themes = sheet.look, plan.pad, plan.gutter, plan.themes
    count = len(themes)
    free = pad + gutter + pad

    def column(number: int) -> At:
        return At(pad + gutter - free * number / count, number / count)

    across = (look.width - free) / count
    heads = [wrap(theme or look.say("chart.no_theme"), 13, across - 10) for theme in themes]
    tallest = max(map(len, heads))
    for number, lines in enumerate(heads):
        middle = At(column(number).px - free / count / 2, (number + 0.5) / count)
        for position, words in enumerate(lines):
            y = top + 22 + (tallest - len(lines) + position) * LINE
            sheet.text(middle, y, words, size=13, align="center", color=look.colors.soft)
    y = top + 22 + tallest * LINE
    for owner in plan.owners:
        names = wrap(owner, 13, gutter - 12)
        height = max(56 if across >= ROOMY else 50, 20 + LINE * len(names))
        for position, words in enumerate(names):
            sheet.text(pad, y + height / 2 + (position - (len(names) - 1) / 2) * LINE, words, size=13)
        for number, theme in enumerate(themes):
            ends = (column(number).plus(3), column(number + 1).plus(-3))
            _cell(sheet, plan.cells.get((owner, theme), []), ends, (y + 3, y + height - 3), boxes)
        y += height
    return y + 12


def _list(sheet: Sheet, top: float, plan: _Plan, boxes: list[dict[str, Any]]) -> float:
    look, colors, pad = sheet.look, sheet.look.colors, plan.pad
    y = top + 12
    for owner in plan.owners:
        for words in wrap(owner, 14, look.width - 2 * pad):
            sheet.text(pad, y + 12, words, size=14, color=colors.brand, bold=True)
            y += 22
        y += 4
        for theme in plan.themes:
            goals = plan.cells.get((owner, theme))
            if not goals:
                continue
            status, count = worst_of(goals)
            name = theme or look.say("chart.no_theme")
            said = f"{look.say(f'status.{status}')} {look.say('chart.grid_cell', count=count, total=len(goals))}"
            sheet.box(pad, y, right(pad), y + 32, colors.tints[status], radius=6)
            sheet.icon(pad + 16, y + 16, status, size=90)
            sheet.text(right(pad + 10), y + 16, said, size=12.5, align="right", color=look.ink(status))
            sheet.text(pad + 32, y + 16, name, size=13)
            ends = (At(pad), right(pad))
            boxes.append(_hit(ends, (y, y + 32), organisation=owner, theme=theme, status=status, count=said))
            y += 37
        y += 8
    return y


def _cell(
    sheet: Sheet, goals: list[Goal], ends: tuple[At, At], heights: tuple[float, float], boxes: list[dict[str, Any]]
) -> None:
    look, colors = sheet.look, sheet.look.colors
    left, end = ends
    top, bottom = heights
    middle = At((left.px + end.px) / 2, (left.share + end.share) / 2)
    if not goals:
        sheet.text(middle, (top + bottom) / 2, "·", size=13, align="center", color=colors.line)
        return
    status, count = worst_of(goals)
    sheet.box(left, top, end, bottom, colors.tints[status], radius=6)
    word = look.say(f"status.{status}")
    y = (top + bottom) / 2
    if (end.share - left.share) * look.width + end.px - left.px >= ROOMY - 6:
        sheet.icon(middle.plus(-text_width(word, 13) / 2 - 4), y - 10, status, size=80)
        sheet.text(middle.plus(8), y - 10, word, size=13, align="center", color=look.ink(status), bold=True)
    else:
        sheet.icon(middle, y - 10, status, size=80)
    said = look.say("chart.grid_cell", count=count, total=len(goals))
    sheet.text(middle, y + 11, said, size=12, align="center", color=colors.soft)
    names = {"organisation": goals[0].organisation, "theme": goals[0].theme}
    boxes.append(_hit(ends, heights, **names, status=word, count=said))


def _hit(ends: tuple[Place, Place], heights: tuple[float, float], **fields: Any) -> dict[str, Any]:
    left, end = (place if isinstance(place, At) else At(place) for place in ends)
    return {
        **{"x": left.px, "xs": left.share, "x2": end.px, "x2s": end.share, "y": heights[0], "y2": heights[1]},
        **fields,
    }


def _add_hits(sheet: Sheet, boxes: list[dict[str, Any]]) -> None:
    look = sheet.look
    tips = {"organisation": "organisation", "theme": "theme", "status": "status", "count": "goals"}
    tooltip = tips_of(look, tips)
    _clickable(sheet, boxes, "cell", ["organisation", "theme"], tooltip)


def _add_status_hits(sheet: Sheet, boxes: list[dict[str, Any]]) -> None:
    tooltip = [alt.Tooltip("count:Q", title=sheet.look.say("chart.goals"))]
    _clickable(sheet, boxes, "status", ["status"], tooltip)


def _clickable(sheet: Sheet, boxes: list[dict[str, Any]], name: str, fields: list[str], tooltip: list[Any]) -> None:
    chosen = alt.selection_point(name=name, fields=fields, on="click", empty=False)
    sheet.add_on_top(
        alt.Chart(values(boxes), name=f"{name}-boxes")
        .mark_rect(
            x=expression("datum.x + datum.xs * width"),
            x2=expression("datum.x2 + datum.x2s * width"),
            y=expression("datum.y"),
            y2=expression("datum.y2"),
            fill=sheet.look.colors.link,
            cornerRadius=6,
            cursor="pointer",
        )
        .encode(fillOpacity=alt.condition(chosen, alt.value(0.12), alt.value(0)), tooltip=tooltip)
        .add_params(chosen)
    )
