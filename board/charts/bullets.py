"""The whole board: a row a goal, with its bar, its pace mark and what it takes to catch up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from board.charts import sentences
from board.charts.bullet_parts import add_bars, bar_of, name_block, write_names
from board.charts.bullets_stacked import draw_stacked
from board.charts.hits import add_goal_hits
from board.charts.measure import fit_parts, text_width
from board.charts.order import Group, cap, group_goals
from board.charts.places import At, right
from board.charts.rows import Goal, read_goals
from board.charts.sheet import Frame, Sheet
from board.charts.theme import WIDE, Look

LIMIT = 200
NARROWEST_BAR = 130


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
    progress: pd.DataFrame,
    look: Look = WIDE,
    frame: Frame | bool = False,
    limit: int = LIMIT,
    *,
    plain: bool = False,
    of: int | None = None,
) -> alt.LayerChart:
    """Draw `questions.progress` as one chart: groups by theme, the worst first, a click selection `goal` on goal_id.

    Where there is too little room for columns, rows are stacked. At most `limit` rows are drawn
    and the rest is said. `plain` leaves the cards to the page. `of` is how many goals there are where `progress` is one
    page of them: a picture that leaves says how many it is without.
    """
    goals = read_goals(progress)
    sheet = Sheet(look, frame, plain)
    sheet.period = sentences.usual_period(goals)
    title = look.say("chart.overview_title")
    if not goals:
        return sheet.empty(title)
    elsewhere = max(0, (of or 0) - len(goals))
    missing = sum(goal.status == "no_data" for goal in goals)
    note = look.say("chart.overview_note", goals=len(goals), no_data=missing)
    y = sheet.header(title, look.say("chart.page_note", shown=len(goals), goals=of) if elsewhere else note)
    groups, left_out = cap(group_goals(goals), limit)
    left_out += elsewhere if sheet.frame else 0
    columns = _columns([goal for group in groups for goal in group.goals], look, sheet.edge)
    bars: list[dict[str, Any]] = []
    for number, group in enumerate(groups):
        y += 14 if number else 0
        y = _draw_wide(sheet, group, columns, y, bars) if columns else draw_stacked(sheet, group, y, bars)
    add_bars(sheet, bars)
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


def _columns(goals: list[Goal], look: Look, edge: float) -> Columns | None:
    """Fit the columns to what these goals say; the bar takes what is left. None where that is too little to read."""
    if look.compact:
        return None

    def widest(key: str, *words: Callable[[Goal, Look], str], sizes: tuple[float, ...]) -> float:
        said = (text_width(word(goal, look), size) for goal in goals for word, size in zip(words, sizes, strict=True))
        return max(text_width(look.say(f"chart.{key}"), 12), *said)

    target = widest("target", sentences.target, sizes=(14,))
    done = widest("done_lead", sentences.result, sentences.standing_line, sizes=(14, 12))
    gap = widest("gap_needed", sentences.gap, sentences.needed, sizes=(14, 12))
    evidence = widest("evidence", sentences.evidence, sizes=(12,))
    pad = edge + 22
    name_room = min(290, max(190, look.width * 0.2))
    for tail in (min(evidence, 130) + 28, 0.0):
        target_end = pad + 40 + name_room + 14 + target
        done_end = pad + tail + gap + 28
        bar = look.width - target_end - 16 - done_end - done - 24
        if bar >= NARROWEST_BAR:
            return Columns(
                icon=pad + 8,
                name=pad + 40,
                name_room=name_room,
                target=target_end,
                bar=target_end + 16,
                bar_end=-(done_end + done + 24),
                done=-done_end,
                gap=-(pad + tail),
                evidence=-(pad + tail - 20) if tail else None,
            )
    return None


def _draw_wide(sheet: Sheet, group: Group, columns: Columns, y: float, bars: list[dict[str, Any]]) -> float:
    look, colors = sheet.look, sheet.look.colors
    top = y
    name = group.name or look.say("chart.no_theme")
    sheet.text(sheet.edge + 22, y + 28, name, size=15, color=colors.brand, bold=True)
    y += 46
    if not bars:
        _heads(sheet, columns, y + 6)
        y += 18
    rows = []
    for goal in group.goals:
        block = name_block(goal, sheet, columns.name_room)
        rows.append((goal, block, y, y + 57 + block.extra))
        y = rows[-1][-1]
    sheet.card(top, y + 8)
    for goal, block, row_top, row_bottom in rows:
        sheet.line(sheet.edge + 22, row_top, right(sheet.edge + 22), row_top)
        write_names(sheet, block, columns.name, row_top + 20)
        middle = (row_top + row_bottom) / 2
        _facts(sheet, goal, columns, middle)
        ends = (columns.bar, At(columns.bar_end, 1))
        bars.append(bar_of(goal, look, row=(row_top, row_bottom), bar=(middle - 9, middle + 9), ends=ends))
    return y + 8


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


def _facts(sheet: Sheet, goal: Goal, columns: Columns, middle: float) -> None:
    """Write all columns of a row but the name."""
    look, colors = sheet.look, sheet.look.colors
    ink = look.ink(goal.status)
    sheet.icon(columns.icon, middle, goal.status)
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
        said = fit_parts(sentences.evidence(goal, look), 12, 131)
        for number, words in enumerate(said):
            y = middle + (number - (len(said) - 1) / 2) * 18
            sheet.text(At(columns.evidence, 1), y, words, size=12, color=colors.link)
