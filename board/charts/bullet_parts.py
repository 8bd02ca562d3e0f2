"""What the wide and the stacked board share: names with their flag, and the bars with their pace marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import altair as alt

from board.charts import sentences
from board.charts.measure import text_width, wrap
from board.charts.places import At, expression, place_expression
from board.charts.rows import Goal
from board.charts.sheet import Sheet, values
from board.charts.theme import Look

LINE = 19


@dataclass(frozen=True, slots=True)
class NameBlock:
    """A goal's name and owner broken to fit, and the flag of its rival targets: after the name, the owner or below."""

    names: list[str]
    owners: list[str]
    flag: str
    flag_at: Literal["name", "owner", "below"]

    @property
    def extra(self) -> float:
        """How much higher this is than a name and an owner of one line each."""
        lines = LINE * (len(self.names) - 1) + LINE * (len(self.owners) - 1)
        return lines + (LINE + 2 if self.flag and self.flag_at == "below" else 0)


def name_block(goal: Goal, sheet: Sheet, room: float) -> NameBlock:
    """Lay out what stands in a goal's first column within `room` px."""
    look = sheet.look
    name = look.say("chart.part_of", metric=goal.metric) if goal.parent_id else goal.metric
    names = wrap(name, 14, room)
    owners = wrap(sentences.owner(goal, look, sheet.period), 12, room)
    flag = look.say("chart.rivals", count=goal.rival_count + 1) if goal.rival_count else ""
    wide = text_width(flag, 12) + 22
    if text_width(names[-1], 14) + wide <= room:
        return NameBlock(names, owners, flag, "name")
    return NameBlock(names, owners, flag, "owner" if text_width(owners[-1], 12) + wide <= room else "below")


def write_names(sheet: Sheet, block: NameBlock, x: float, y: float) -> float:
    """Write a block, its first line centred on `y`; return the height of its last line."""
    colors = sheet.look.colors
    name_end = owner_end = 0.0
    for words in block.names:
        name_end = x + sheet.text(x, y, words, size=14, bold=True)
        y += LINE
    name_y = y - LINE
    for words in block.owners:
        owner_end = x + sheet.text(x, y, words, size=12, color=colors.soft)
        y += LINE
    y -= LINE
    if block.flag:
        below = block.flag_at == "below"
        y += LINE + 2 if below else 0
        left = {"name": name_end + 10, "owner": owner_end + 10, "below": x}[block.flag_at]
        middle = name_y if block.flag_at == "name" else y
        wide = text_width(block.flag, 12) + 12
        sheet.box(left, middle - 9, left + wide, middle + 9, colors.flag, radius=4)
        sheet.text(left + 6, middle, block.flag, size=12, color=colors.flag_ink, bold=True)
    return y


def bar_of(
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


def add_bars(sheet: Sheet, bars: list[dict[str, Any]]) -> None:
    """Lay the track, the bar and the pace mark of every row, on one scale from nothing to the target."""
    start, stop = bars[0]["ends"]
    scale = alt.Scale(domain=[0, 1], range=[start, place_expression(stop)], clamp=True, nice=False, zero=True)
    colors = sheet.look.colors
    rows = [{key: row[key] for key in ("goal_id", "share", "elapsed", "color", "y", "y2")} for row in bars]
    base = alt.Chart(values(rows))
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
            y=alt.YValue(expression("datum.y - 5")),
            y2=alt.Y2Value(expression("datum.y2 + 5")),
        )
    )
    sheet.add(track, bar, pace)
