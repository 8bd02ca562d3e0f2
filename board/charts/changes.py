"""What changed since the last briefing: the status then and now, and how far the bar has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from board.charts import sentences
from board.charts.bullet_parts import add_bars, bar_of
from board.charts.hits import add_goal_hits
from board.charts.measure import fit_parts, text_width, wrap
from board.charts.places import At, expression, place_expression, right
from board.charts.rows import Goal, read_goal, records, to_number
from board.charts.sheet import Frame, Sheet
from board.charts.theme import WIDE, Look

LIMIT = 40
LINE = 18
SHOWN = ("worse", "lapsed", "retargeted", "better", "first_report", "reported")


@dataclass(frozen=True, slots=True)
class Changed:
    """A goal that changed: its status before ('' where it had none), its share before, and what it did."""

    goal: Goal
    before: str
    share_before: float | None
    change: str
    gain: str


def change_rows(
    changes: pd.DataFrame, look: Look = WIDE, frame: Frame | bool = False, limit: int = LIMIT
) -> alt.LayerChart:
    """Draw `questions.changes`, what got worse first; goals that did not change are left out.

    Clicking a row selects `goal` on goal_id.
    """
    sheet = Sheet(look, frame, plain=True)
    title = look.say("chart.changes_title")
    rows = read_changed(changes, look)
    if not rows:
        return sheet.empty(title, look.say("chart.changes_none"))
    sheet.period = sentences.usual_period([row.goal for row in rows])
    top = sheet.header(title, look.say("chart.changes_note"))
    bottom = _draw(sheet, top, rows[:limit])
    bottom = sheet.left_out(bottom, len(rows) - limit)
    stop = look.say("format.list_stop")
    said = stop.join(f"{row.goal.metric}（{row.goal.organisation}）{_word(row, look)} {row.gain}" for row in rows[:20])
    return sheet.finish(bottom, f"{title}{stop}{said}")


def read_changed(changes: pd.DataFrame, look: Look) -> list[Changed]:
    """Return the goals of `questions.changes` that changed, in the frame's order."""
    return [_row(row, look) for row in records(changes) if row["change"] in SHOWN]


def _row(row: dict[str, Any], look: Look) -> Changed:
    goal = read_goal(row)
    gain = to_number(row.get("ratio_gain"))
    share = to_number(row.get("ratio_before"))
    said = ""
    if gain and sentences.has_share(goal) and row["change"] != "retargeted":
        signed = f"{gain * 100:+.1f}".replace("-", "−")
        said = look.say("chart.changes_gain", gain=look.say("format.points", value=signed))
    return Changed(goal, str(row.get("status_before") or ""), share, str(row["change"]), said)


def _word(row: Changed, look: Look) -> str:
    return look.say(f"chart.change_{row.change}")


def _draw(sheet: Sheet, top: float, rows: list[Changed]) -> float:
    look, colors = sheet.look, sheet.look.colors
    pad = sheet.edge + (14 if look.compact else 22)
    left = pad + 64
    gutter = look.width - left - pad if look.compact else min(320.0, look.width * 0.26)
    facts = [facts_of(row, look) for row in rows]
    room = 0.0 if look.compact else max(text_width(line, 13) for lines in facts for line in lines) + 20
    ends = (left, At(-pad, 1)) if look.compact else (left + gutter, At(-pad - room, 1))
    y = top + 6
    bars: list[dict[str, Any]] = []
    for row, (first, second) in zip(rows, facts, strict=True):
        names = wrap(row.goal.metric, 14, gutter - 16)
        owners = wrap(sentences.owner(row.goal, look, sheet.period), 12, gutter - 16)
        said = fit_parts(second, 12, gutter) if look.compact else [second]
        head = 50 + LINE * (len(names) + len(owners) - 2)
        height = head + (42 + LINE * len(said) if look.compact else 0)
        if bars:
            sheet.line(pad, y, right(pad), y)
        _names(sheet, row, (pad, left), y + 17, names, owners)
        middle = y + head + 4 if look.compact else y + height / 2
        spot, align = (At(left), "left") if look.compact else (At(-pad, 1), "right")
        line = middle + 22 if look.compact else middle - 10
        sheet.text(spot, line, first, size=13, align=align)
        for number, words in enumerate(said, 1):
            sheet.text(spot, line + 2 + number * LINE, words, size=12, align=align, color=look.ink(row.goal.status))
        bar = bar_of(row.goal, look, row=(y, y + height), bar=(middle - 8, middle + 8), ends=ends)
        bars.append({**bar, "before": min(1.0, max(0.0, row.share_before or 0.0))})
        y += height
    add_bars(sheet, bars)
    sheet.add(_before(bars, colors.panel))
    sheet.card(top, y + 6)
    add_goal_hits(sheet, bars)
    return y + 6


def facts_of(row: Changed, look: Look) -> tuple[str, str]:
    """Return two lines: the result and its share; what changed and by how much."""
    parts = [_word(row, look), row.gain, sentences.standing(row.goal, look)]
    return sentences.result(row.goal, look), " · ".join(part for part in parts if part)


def _names(
    sheet: Sheet, row: Changed, places: tuple[float, float], y: float, names: list[str], owners: list[str]
) -> None:
    pad, left = places
    colors = sheet.look.colors
    sheet.icon(pad + 8, y, row.before or "no_data", size=90)
    sheet.text(pad + 28, y, "→", size=13, align="center", color=colors.soft)
    sheet.icon(pad + 48, y, row.goal.status, size=110)
    for number, words in enumerate(names):
        sheet.text(left, y + number * LINE, words, size=14, bold=True)
    for number, words in enumerate(owners, len(names)):
        sheet.text(left, y + number * LINE, words, size=12, color=colors.soft)


def _before(bars: list[dict[str, Any]], paper: str) -> alt.Chart:
    """A veil over what was already done last time, so that the new part stands out."""
    start, stop = bars[0]["ends"]
    values = [{"before": min(bar["before"], bar["share"]), "y": bar["y"], "y2": bar["y2"]} for bar in bars]
    scale = alt.Scale(domain=[0, 1], range=[start, place_expression(stop)], clamp=True, nice=False, zero=True)
    veil: alt.Chart = (
        alt.Chart({"values": values})
        .transform_filter("datum.before > 0")
        .mark_rect(fill=paper, fillOpacity=0.55, y=expression("datum.y"), y2=expression("datum.y2"), cornerRadius=3)
        .encode(x=alt.X("before:Q", scale=scale, axis=None), x2=alt.X2Datum(0))
    )
    return veil
