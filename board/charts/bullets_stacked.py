"""The board for a phone: each goal's facts stacked under its name, its bar across the whole width."""

from __future__ import annotations

from typing import Any

from board.charts import format as fmt
from board.charts import sentences
from board.charts.bullet_parts import LINE, bar_of, name_block, write_names
from board.charts.measure import text_width, wrap
from board.charts.order import Group
from board.charts.places import right
from board.charts.rows import Goal
from board.charts.sheet import Sheet
from board.charts.theme import Look


def draw_stacked(sheet: Sheet, group: Group, y: float, bars: list[dict[str, Any]]) -> float:
    """Draw one group from `y` down, add its bars' data to `bars`; return where it ends."""
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
    block = name_block(goal, sheet, room - 24 - (text_width(head, 15) + 14 if head else 0))
    y = write_names(sheet, block, pad + 24, top + 22)
    sheet.text(right(pad), top + 22, head, size=15, align="right", color=ink, bold=True)
    bar_y = y + 25
    y = bar_y + 24
    for left, end, tone in _stacked_facts(goal, look):
        if left and text_width(left, 12.5) + text_width(end, 12.5) + 10 <= room:
            sheet.text(pad, y, left, size=12.5)
            sheet.text(right(pad), y, end, size=12.5, align="right", color=ink if tone else colors.soft)
            y += LINE
            continue
        for words, color in ((left, colors.ink), (end, ink if tone else colors.soft)):
            for line in wrap(words, 12.5, room) if words else []:
                sheet.text(pad, y, line, size=12.5, color=color)
                y += LINE
    bottom = y + 4
    bars.append(bar_of(goal, look, row=(top, bottom), bar=(bar_y - 7, bar_y + 7), ends=(pad, right(pad))))
    return bottom


def _stacked_facts(goal: Goal, look: Look) -> list[tuple[str, str, bool]]:
    goal_words = sentences.target(goal, look)
    if goal.actual is None:
        return [
            (look.say("chart.formula_target", target=goal_words), sentences.no_data_line(goal, look), True),
            ("", sentences.evidence(goal, look), False),
        ]
    done = fmt.quantity(goal.actual, goal.unit, look.lang, like=goal.target)
    facts = [(f"{done} / {goal_words}", sentences.standing_line(goal, look), True)]
    open_gap = sentences.gap(goal, look)
    needed = sentences.needed(goal, look)
    missing = ""
    if open_gap != look.say("format.none"):
        key = "chart.gap_line" if needed else "chart.gap_only"
        missing = look.say(key, gap=open_gap, needed=needed)
    return [*facts, (missing, sentences.evidence(goal, look), False)]
