"""The whole board: a row a goal, with its bar, its pace mark and what it takes to catch up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from board.charts import format as fmt
from board.charts import sentences
from board.charts.hits import add_goal_hits
from board.charts.measure import fit_parts, text_width, wrap
from board.charts.order import Group, cap, group_goals
from board.charts.rows import Goal, read_goals
from board.charts.sheet import At, Frame, Sheet, expression, place_expression, right
from board.charts.theme import WIDE, Look

LIMIT = 200
LINE = 19


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of the wide board stand, in px; negative places count from the right edge."""

    icon: float
    name: float
    name_room: float
    target: float
    bar: float
    bar_end: float
    done: float
    gap: float
    evidence: float | None


def board_bullets(
    progress: pd.DataFrame, look: Look = WIDE, frame: Frame | bool = False, limit: int = LIMIT
) -> alt.LayerChart:
    """Draw `questions.progress` as one chart: groups by theme, the worst first, a click selection `goal` on goal_id.

    Below 900 px the columns become stacked rows. At most `limit` rows are drawn and the rest is said.
    """
    goals = read_goals(progress)
    sheet = Sheet(look, frame)
    title = look.say("chart.overview_title")
    if not goals:
        return sheet.empty(title)
    missing = sum(goal.status == "no_data" for goal in goals)
    y = sheet.header(title, look.say("chart.overview_note", goals=len(goals), no_data=missing))
    groups, left_out = cap(group_goals(goals), limit)
    bars: list[dict[str, Any]] = []
    for number, group in enumerate(groups):
        y = (_draw_stacked if look.compact else _draw_wide)(sheet, group, y + (14 if number else 0), bars, number == 0)
    _add_bars(sheet, bars)
    add_goal_hits(sheet, bars)
    if left_out:
        y = sheet.note(y + 6, look.say("chart.more_rows", count=left_out))
    return sheet.finish(y, describe(goals, look))


def describe(goals: list[Goal], look: Look) -> str:
    """The board as text, for those who cannot see it: how many goals stand where, then the worst."""
    stop = look.say("format.list_stop")
    worst = sorted((goal for goal in goals if goal.status in {"severe", "late"}), key=lambda goal: goal.badness)[:8]
    lines = [look.say("chart.overview_title")]
    for status in ("done", "on_pace", "late", "severe", "no_data"):
        count = sum(goal.status == status for goal in goals)
        lines.append(f"{look.say(f'status.{status}')} {count}")
    lines += [f"{goal.metric}（{goal.organisation}）{sentences.formula(goal, look)}" for goal in worst]
    return stop.join(lines)


def _columns(look: Look, edge: float) -> Columns:
    pad = edge + 22
    evidence = look.width >= 1080
    tail = 132 if evidence else 0
    name_room = min(290, max(190, look.width * 0.2))
    target = pad + 40 + name_room + 112
    return Columns(
        icon=pad + 8,
        name=pad + 40,
        name_room=name_room,
        target=target,
        bar=target + 14,
        bar_end=-(pad + tail + 162 + 212),
        done=-(pad + tail + 162),
        gap=-(pad + tail),
        evidence=-(pad + tail - 16) if evidence else None,
    )


def _draw_wide(sheet: Sheet, group: Group, y: float, bars: list[dict[str, Any]], head: bool) -> float:
    look, colors = sheet.look, sheet.look.colors
    columns = _columns(look, sheet.edge)
    top = y
    name = group.name or look.say("chart.no_theme")
    sheet.text(sheet.edge + 22, y + 28, name, size=15, color=colors.brand, bold=True)
    y += 46
    if head:
        _heads(sheet, columns, y + 6)
        y += 18
    rows = []
    for goal in group.goals:
        rows.append((goal, y))
        y += _row_height(goal, columns, look)
    bottom = y + 8
    sheet.card(top, bottom)
    for goal, row_top in rows:
        height = _row_height(goal, columns, look)
        sheet.line(sheet.edge + 22, row_top, right(sheet.edge + 22), row_top)
        _wide_row(sheet, goal, columns, row_top, height)
        middle = row_top + height / 2
        ends = (columns.bar, At(columns.bar_end, 1))
        bars.append(_bar(goal, look, row=(row_top, row_top + height), bar=(middle - 9, middle + 9), ends=ends))
    return bottom


def _heads(sheet: Sheet, columns: Columns, y: float) -> None:
    look, soft = sheet.look, sheet.look.colors.soft
    for x, key, align in (
        (columns.name, "goal", "left"),
        (columns.target, "target", "right"),
        (columns.bar, "progress", "left"),
        (At(columns.done, 1), "done_lead", "right"),
        (At(columns.gap, 1), "gap_needed", "right"),
    ):
        sheet.text(x, y, look.say(f"chart.{key}"), size=12, color=soft, align=align)
    if columns.evidence is not None:
        sheet.text(At(columns.evidence, 1), y, look.say("chart.evidence"), size=12, color=soft)


def _name_lines(goal: Goal, look: Look, room: float) -> list[str]:
    name = look.say("chart.part_of", metric=goal.metric) if goal.parent_id else goal.metric
    return wrap(name, 14, room)


def _row_height(goal: Goal, columns: Columns, look: Look) -> float:
    return 57 + LINE * (len(_name_lines(goal, look, columns.name_room)) - 1)


def _wide_row(sheet: Sheet, goal: Goal, columns: Columns, top: float, height: float) -> None:
    look, colors = sheet.look, sheet.look.colors
    middle = top + height / 2
    ink = look.ink(goal.status)
    sheet.icon(columns.icon, middle, goal.status)
    _names(sheet, goal, columns.name, top + 20, columns.name_room)
    sheet.text(columns.target, middle, sentences.target(goal, look), size=14, align="right")
    second = sentences.standing_line(goal, look)
    quiet = goal.actual is None
    sheet.text(
        At(columns.done, 1),
        middle - (11 if second else 0),
        sentences.result(goal, look),
        size=14,
        align="right",
        color=ink if quiet else colors.ink,
    )
    sheet.text(At(columns.done, 1), middle + 11, second, size=12, align="right", color=ink)
    needed = sentences.needed(goal, look)
    lift = 11 if needed else 0
    sheet.text(At(columns.gap, 1), middle - lift, sentences.gap(goal, look), size=14, align="right")
    sheet.text(At(columns.gap, 1), middle + 11, needed, size=12, align="right", color=colors.soft)
    if columns.evidence is not None:
        said = fit_parts(sentences.evidence(goal, look), 12, 118)
        for number, words in enumerate(said):
            y = middle + (number - (len(said) - 1) / 2) * 18
            sheet.text(At(columns.evidence, 1), y, words, size=12, color=colors.link)


def _names(sheet: Sheet, goal: Goal, x: float, y: float, room: float) -> float:
    """Write the metric, the organisation under it and the flag of rival targets; return the last line's y."""
    look, colors = sheet.look, sheet.look.colors
    lines = _name_lines(goal, look, room)
    end = 0.0
    for number, words in enumerate(lines):
        end = sheet.text(x, y + number * LINE, words, size=14, bold=True)
    last = y + len(lines) * LINE
    owner = sheet.text(x, last, goal.organisation, size=12, color=colors.soft)
    if goal.rival_count:
        words = look.say("chart.rivals", count=goal.rival_count + 1)
        wide = text_width(words, 12) + 12
        beside = end + 10 + wide <= room
        left, middle = (x + end + 10, last - LINE) if beside else (x + owner + 10, last)
        sheet.box(left, middle - 9, left + wide, middle + 9, colors.flag, radius=4)
        sheet.text(left + 6, middle, words, size=12, color=colors.flag_ink, bold=True)
    return last


def _draw_stacked(sheet: Sheet, group: Group, y: float, bars: list[dict[str, Any]], _head: bool) -> float:
    look, colors = sheet.look, sheet.look.colors
    pad = sheet.edge + 12
    top = y
    sheet.text(pad, y + 22, group.name or look.say("chart.no_theme"), size=15, color=colors.brand, bold=True)
    y += 40
    for goal in group.goals:
        sheet.line(pad, y, right(pad), y)
        y = _stacked_row(sheet, goal, pad, y, bars)
    sheet.card(top, y + 4)
    return y + 4


def _stacked_row(sheet: Sheet, goal: Goal, pad: float, top: float, bars: list[dict[str, Any]]) -> float:
    look, colors = sheet.look, sheet.look.colors
    ink = look.ink(goal.status)
    room = look.width - 2 * pad
    head = "" if goal.actual is None else sentences.headline_number(goal, look)
    sheet.icon(pad + 7, top + 22, goal.status)
    y = _names(sheet, goal, pad + 24, top + 22, room - 24 - (text_width(head, 15) + 14 if head else 0))
    sheet.text(right(pad), top + 22, head, size=15, align="right", color=ink, bold=True)
    bar_y = y + 25
    y = bar_y + 24
    for left, end, tone in _stacked_facts(goal, look):
        if text_width(left, 12.5) + text_width(end, 12.5) + 10 <= room:
            sheet.text(pad, y, left, size=12.5)
            sheet.text(right(pad), y, end, size=12.5, align="right", color=ink if tone else colors.soft)
            y += LINE
            continue
        for words, color in ((left, colors.ink), (end, ink if tone else colors.soft)):
            for line in wrap(words, 12.5, room) if words else []:
                sheet.text(pad, y, line, size=12.5, color=color)
                y += LINE
    bottom = y + 4
    bars.append(_bar(goal, look, row=(top, bottom), bar=(bar_y - 7, bar_y + 7), ends=(pad, right(pad))))
    return bottom


def _stacked_facts(goal: Goal, look: Look) -> list[tuple[str, str, bool]]:
    goal_words = sentences.target(goal, look)
    if goal.actual is None:
        return [
            (look.say("chart.formula_target", target=goal_words), sentences.no_data_line(goal, look), True),
            ("", sentences.evidence(goal, look), False),
        ]
    done = fmt.quantity(goal.actual, goal.unit, look.lang)
    facts = [(f"{done} / {goal_words}", sentences.standing_line(goal, look), True)]
    open_gap = sentences.gap(goal, look)
    needed = sentences.needed(goal, look)
    missing = ""
    if open_gap != look.say("format.none"):
        key = "chart.gap_line" if needed else "chart.gap_only"
        missing = look.say(key, gap=open_gap, needed=needed)
    return [*facts, (missing, sentences.evidence(goal, look), False)]


def _bar(
    goal: Goal, look: Look, *, row: tuple[float, float], bar: tuple[float, float], ends: tuple[float, At]
) -> dict[str, Any]:
    """One datum of the bar layers, the click layer and its tooltip; `row` and `bar` are heights from and to."""
    return {
        "goal_id": goal.goal_id,
        "ratio": goal.ratio,
        "share": min(1.0, max(0.0, goal.ratio or 0.0)),
        "elapsed": goal.elapsed if goal.accumulates else None,
        "color": look.mark(goal.status),
        "top": row[0],
        "bottom": row[1],
        "y": bar[0],
        "y2": bar[1],
        "ends": ends,
        **sentences.tooltip(goal, look),
    }


def _add_bars(sheet: Sheet, bars: list[dict[str, Any]]) -> None:
    """Lay the track, the bar and the pace mark of every row, on one scale from nothing to the target."""
    start, stop = bars[0]["ends"]
    scale = alt.Scale(domain=[0, 1], range=[start, place_expression(stop)], clamp=True, nice=False, zero=True)
    colors = sheet.look.colors
    rows = [{key: row[key] for key in ("goal_id", "share", "elapsed", "color", "y", "y2")} for row in bars]
    base = alt.Chart(alt.InlineData(values=rows))
    x = alt.X("share:Q", scale=scale, axis=None)
    rect = {"y": expression("datum.y"), "y2": expression("datum.y2"), "cornerRadius": 3}
    track = base.mark_rect(fill=colors.track, **rect).encode(x=alt.XDatum(0, scale=scale, axis=None), x2=alt.X2Datum(1))
    bar = (
        base.transform_filter("datum.share > 0")
        .mark_rect(fill=expression("datum.color"), **rect)
        .encode(x=x, x2=alt.X2Datum(0))
    )
    pace = (
        base.transform_filter("isValid(datum.elapsed)")
        .mark_rule(stroke=colors.ink, strokeWidth=2)
        .encode(
            x=alt.X("elapsed:Q", scale=scale, axis=None),
            y=alt.value(expression("datum.y - 5")),
            y2=alt.value(expression("datum.y2 + 5")),
        )
    )
    sheet.add(track, bar, pace)
