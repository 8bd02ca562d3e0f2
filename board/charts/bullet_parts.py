"""What the wide and the stacked board share: names with their flag, and the bars with their pace marks."""

from __future__ import annotations

from typing import Any

import altair as alt

from board.charts import sentences
from board.charts.measure import text_width, wrap
from board.charts.places import At, expression, place_expression
from board.charts.rows import Goal
from board.charts.sheet import Sheet
from board.charts.theme import Look

LINE = 19


def name_lines(goal: Goal, look: Look, room: float) -> list[str]:
    """Break a goal's name to fit; a part of another goal says so."""
    name = look.say("chart.part_of", metric=goal.metric) if goal.parent_id else goal.metric
    return wrap(name, 14, room)


def write_names(sheet: Sheet, goal: Goal, x: float, y: float, room: float) -> float:
    """Write the metric, the organisation under it and the flag of rival targets; return the last line's y."""
    look, colors = sheet.look, sheet.look.colors
    lines = name_lines(goal, look, room)
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
