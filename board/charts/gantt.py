"""Projects against their promises: a row a project, the days promised and the days taken, what is overdue to the day.

A project's way is a bar: dark as far as it has gone, light where it is still to go, in the colour of its status from
the day that was missed to the board's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import altair as alt
import pandas as pd

from board.charts import projects as say
from board.charts.gantt_rows import Row, Window, row_of, window_of
from board.charts.hits import add_hits
from board.charts.measure import text_width
from board.charts.places import At, expression, right
from board.charts.plot import Plot, draw_days, draw_today
from board.charts.projects import Project, read_projects
from board.charts.scales import month_starts, next_day
from board.charts.sheet import Frame, Sheet
from board.charts.theme import WIDE, Look

LIMIT = 40
HEAD = 58
SMALL = 12.5
SELECTION = "project"
KEY_LINE = 18
KEY = {
    "planned": ("ink", 2, 14),
    "reached": ("brand", 9, 9),
    "gone": ("brand", 18, 8),
    "open": ("track", 18, 8),
    "overdue": ("severe", 18, 8),
}
TIPS = {
    **{"name": "project", "where": "stage", "standing": "status", "who": "owner"},
    **{"days": "steps", "money": "year_money", "problem": "problem"},
}


def gantt(
    projects: pd.DataFrame,
    milestones: pd.DataFrame,
    look: Look = WIDE,
    frame: Frame | bool = False,
    limit: int = LIMIT,
    *,
    as_of: date | None = None,
    of: int = 0,
) -> alt.LayerChart:
    """Draw `questions.projects` with the rows of `questions.milestones`, in the order given, against the day `as_of`.

    Projects that told no day are counted under the chart, as are those beyond `limit`. Days long before or after the
    board's are drawn at the edge. Clicking a row selects `project` on project_id. `of` is how many projects there are
    where these are one page of them: a picture that leaves says how many it is without.
    """
    sheet = Sheet(look, frame, plain=True)
    title = look.say("projects.gantt_title")
    read = read_projects(projects, milestones)
    dated = [project for project in read if any(step.day for step in project.steps)]
    if not dated:
        return sheet.empty(title, look.say("projects.gantt_empty"))
    top = sheet.header(title, look.say("projects.gantt_note"))
    shown = dated[:limit]
    today = as_of or (frame.as_of if isinstance(frame, Frame) else None) or max(_days(shown))
    window = window_of(shown, today)
    plot = _plot(sheet, shown, window, top)
    pad = sheet.edge + (14 if look.compact else 22)
    axis = top + 30 + KEY_LINE * (len(_key_lines(look, look.width - 2 * pad)) - 1)
    y, rows = axis + HEAD - 30, []
    for project in shown:
        rows.append(row_of(project, sheet, plot, window, y))
        y = rows[-1].bottom
    bottom = y + 8
    _ground(sheet, plot, window, (top, axis, bottom), rows)
    for row in rows:
        _write(sheet, plot, row)
    _bars(sheet, plot, rows)
    add_hits(sheet, [_hit(row, look) for row in rows], SELECTION, "project_id", TIPS)
    sheet.card(top, bottom)
    bottom = _rest(sheet, dated[limit:], len(read) - len(dated), bottom)
    if sheet.frame and of > len(read):
        bottom = sheet.note(bottom + 4, look.say("projects.gantt_of", count=of - len(read)))
    stop = look.say("format.list_stop")
    told = [f"{project.name} {say.verdict(project, look)}" for project in shown[:20]]
    return sheet.finish(bottom, f"{title}{stop}{stop.join(told)}")


def _days(projects: Sequence[Project]) -> list[date]:
    return [step.day for project in projects for step in project.steps if step.day]


def _plot(sheet: Sheet, shown: Sequence[Project], window: Window, top: float) -> Plot:
    look = sheet.look
    pad = sheet.edge + (14 if look.compact else 22)
    days = (0, (next_day(window.stop) - window.start).days)
    if look.compact:
        return Plot(pad + 2, pad + 2, top, top + 1, days, (0, 1), look.width)
    gutter = min(330.0, max(200.0, look.width * 0.235))
    verdicts = max(text_width(say.verdict(project, look), SMALL) for project in shown)
    return Plot(pad + gutter, pad + min(230.0, verdicts) + 34, top, top + 1, days, (0, 1), look.width)


def _ground(sheet: Sheet, plot: Plot, window: Window, heights: tuple[float, float, float], rows: Sequence[Row]) -> None:
    """Draw the key at the top, the months at the axis, and the board's day through all rows to the bottom."""
    top, axis, bottom = heights
    look = sheet.look
    taken = _key(sheet, sheet.edge + (14 if look.compact else 22), top + 16)
    draw_days(sheet, plot, window.start, window.stop, axis)
    many = (window.stop - window.start).days > 400
    for month in month_starts(window.start, window.stop):
        if not look.compact and (not many or month.month in {1, 4, 7, 10}):
            spot = plot.at((month - window.start).days)
            sheet.line(spot, axis + 5, spot, bottom - 8)
    for row in rows:
        sheet.line(sheet.edge + 14, row.top, right(sheet.edge + 14), row.top)
    strips = [(top + 26, axis + 5), (axis + HEAD - 30, bottom - 8)]
    if look.compact:
        strips = [(row.middle - 17, row.middle + 13) for row in rows]
    draw_today(sheet, plot, window.place(window.today), window.today, strips, (top + 18, taken))


def _key_lines(look: Look, room: float) -> list[list[str]]:
    """Set the marks that are explained in as many lines as they need."""
    lines: list[list[str]] = [[]]
    left = room
    for name, (_, wide, _) in KEY.items():
        taken = wide + 20 + text_width(look.say(f"projects.gantt_key_{name}"), 12)
        if taken > left and lines[-1]:
            lines.append([])
            left = room
        lines[-1].append(name)
        left -= taken
    return lines


def _key(sheet: Sheet, left: float, y: float) -> float:
    """Say which mark is which; return how far to the right that goes."""
    look, colors = sheet.look, sheet.look.colors
    fills = {"ink": colors.ink, "brand": colors.brand, "track": colors.track, "severe": colors.marks["severe"]}
    x = left
    for line in _key_lines(look, look.width - 2 * left):
        x = left
        for name in line:
            color, wide, high = KEY[name]
            edge = colors.line if name == "open" else ""
            radius = high / 2 if name == "reached" else 1
            sheet.box(x, y - high / 2, x + wide, y + high / 2, fills[color], stroke=edge, radius=radius)
            x += wide + 6
            x += sheet.text(x, y, look.say(f"projects.gantt_key_{name}"), size=12, color=colors.soft) + 14
        y += KEY_LINE
    return x


def _write(sheet: Sheet, plot: Plot, row: Row) -> None:
    """Write a project's name, whose it is, where it stands, and the signs over its promised days."""
    look, colors = sheet.look, sheet.look.colors
    project, pad = row.project, sheet.edge + (14 if look.compact else 22)
    ink = look.ink(project.status)
    sheet.icon(pad + 6, row.name_at, project.status, size=85)
    for number, words in enumerate(row.names):
        sheet.text(pad + 20, row.name_at + number * 19, words, size=13.5)
    below = row.name_at + len(row.names) * 19 - 1
    for number, words in enumerate(row.owners):
        sheet.text(pad + 20, below + number * 17, words, size=12, color=colors.soft)
    if look.compact:
        sheet.text(pad + 20, below + len(row.owners) * 17, row.verdict[0], size=SMALL, color=ink)
    else:
        spot = At(-(plot.right - 18), 1)
        for number, words in enumerate(row.verdict):
            y = row.middle + (number - (len(row.verdict) - 1) / 2) * 17
            sheet.text(spot, y, words, size=SMALL, color=ink)
    for x, sign in row.signs:
        sheet.text(x, row.middle - 15, sign, size=11, align="center", color=colors.soft)


def _bars(sheet: Sheet, plot: Plot, rows: Sequence[Row]) -> None:
    """Lay the ways of all projects, then the promised days, then the days taken."""
    look, colors = sheet.look, sheet.look.colors
    fills = {"open": colors.track, "gone": colors.brand}
    bars = [
        {"x": first, "x2": last, "y": row.middle - 5, "y2": row.middle + 5, "fill": fills.get(kind) or look.mark(kind)}
        for row in rows
        for first, last, kind in row.spans
    ]
    marks = [{"x": x, "y": row.middle - 9, "y2": row.middle + 9} for row in rows for x in row.planned]
    dots = [{"x": x, "y": row.middle} for row in rows for x in row.reached]
    x = plot.x_channel("x:Q")
    if bars:
        # The scale belongs to x; x2 is drawn on the same one.
        base = alt.Chart(alt.InlineData(values=bars)).mark_rect(
            fill=expression("datum.fill"), y=expression("datum.y"), y2=expression("datum.y2"), cornerRadius=2
        )
        sheet.add(base.encode(x=x, x2=alt.X2("x2")))
    if marks:
        rule = alt.Chart({"values": marks}).mark_rule(stroke=colors.ink, strokeWidth=2)
        heights = {"y": alt.YValue(expression("datum.y")), "y2": alt.Y2Value(expression("datum.y2"))}
        sheet.add(rule.encode(x=x, **heights))
    if dots:
        dot = alt.Chart({"values": dots}).mark_point(
            shape="circle", size=70, fill=colors.brand, stroke=colors.panel, strokeWidth=1.5, y=expression("datum.y")
        )
        sheet.add(dot.encode(x=x, opacity=alt.OpacityValue(1)))


def _hit(row: Row, look: Look) -> dict[str, object]:
    project = row.project
    stage = say.stage_word(project.stage, look)
    return {
        "project_id": project.project_id,
        "top": row.top,
        "bottom": row.bottom,
        "name": project.name,
        "where": " · ".join(part for part in (stage, project.chain) if part),
        "standing": say.verdict(project, look),
        "who": say.owners(project, look),
        "days": look.say("format.list_semicolon").join(say.step_line(step, look) for step in project.steps),
        "money": say.year_line(project, look),
        "problem": project.problem,
    }


def _rest(sheet: Sheet, beyond: Sequence[Project], undated: int, bottom: float) -> float:
    """Say how many projects are not drawn, and how many of them are overdue."""
    look = sheet.look
    if beyond:
        overdue = sum(project.overdue_step is not None for project in beyond)
        bottom = sheet.note(bottom + 4, look.say("projects.gantt_more", count=len(beyond), overdue=overdue))
    if undated:
        bottom = sheet.note(bottom + 4, look.say("projects.gantt_undated", count=undated))
    return bottom
