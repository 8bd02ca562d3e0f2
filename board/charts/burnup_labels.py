"""The words in a burn-up: the last figure, the distance to the pace, the earlier figures; none on another."""

from __future__ import annotations

from typing import Any

from board.charts import format as fmt
from board.charts import sentences
from board.charts.burnup_ends import END_ROOM, at_ends, below
from board.charts.measure import text_width
from board.charts.plot import Plot
from board.charts.scales import Box, first_free, next_day
from board.charts.sheet import Sheet
from board.charts.story import Report, Story

MOST = 12
"""How many earlier figures are written at most."""


def write_labels(sheet: Sheet, plot: Plot, story: Story, bottom: float) -> float:
    """Write every word of the plot; return where the chart ends, lower down where lines are named under it."""
    taken = _ground(plot, story)
    lines = len(taken)
    _current(sheet, plot, story, taken)
    _distance(sheet, plot, story, taken)
    _others(sheet, plot, story, taken)
    _pace_name(sheet, plot, story, taken, taken[lines:])
    _silence(sheet, plot, story)
    if plot.right > END_ROOM:
        at_ends(sheet, plot, story)
        return bottom
    return below(sheet, plot, story, bottom)


def _ground(plot: Plot, story: Story) -> list[Box]:
    """What the lines already take."""
    boxes = [box for bound in story.bounds for box in plot.path([(0, bound.value), (story.goal_end, bound.value)])]
    boxes += plot.path(story.pace())
    line = [(report.day, report.value) for report in story.path]
    if story.goal.accumulates and line:
        line.insert(0, (0.0, 0.0))
    boxes += plot.path(line, 10)
    current, goal = story.current, story.goal
    if current and story.has_fan and goal.forecast is not None:
        boxes += plot.path([(current.day, current.value), (story.goal_end, goal.forecast / story.scale.divisor)], 10)
    boxes += plot.path([(0, plot.y[0]), (story.days, plot.y[0])])
    boxes += [_around(plot.px(report.day), plot.height(report.value), 8) for report in story.reports]
    return boxes


def _around(x: float, y: float, half: float) -> Box:
    return Box(x - half, y - half, x + half, y + half)


def _put(
    sheet: Sheet,
    plot: Plot,
    words: str,
    point: tuple[float, float],
    taken: list[Box],
    *,
    must: bool = False,
    **style: Any,
) -> bool:
    """Write `words` near a point (day, px down) at the nearest free place inside the plot.

    What must be said is said even where no place is free, where it lies on least.
    """
    day, y = point
    size = float(style.get("size", 13))
    wide, x = text_width(words, size), plot.px(day)
    places = _beside(wide) if style.pop("beside", False) else _around_point(wide, bool(style.pop("above", False)), must)
    low, high = plot.left + 2, plot.width - max(plot.right - 24, sheet.edge + 6)
    spots = [
        (dx, dy)
        for dx, dy in places
        if x + dx >= low and x + dx + wide <= high and plot.top - 14 <= y + dy <= plot.bottom - 8
    ]
    if not spots:
        return False
    boxes = [Box(x + dx - 2, y + dy - size * 0.62, x + dx + wide + 2, y + dy + size * 0.62) for dx, dy in spots]
    chosen = first_free(boxes, taken)
    if not must and any(boxes[chosen].meets(box) for box in taken):
        return False
    dx, dy = spots[chosen]
    sheet.text(plot.at(day).plus(dx), y + dy, words, **style)
    taken.append(boxes[chosen])
    return True


def _around_point(wide: float, above: bool, far_too: bool) -> list[tuple[float, float]]:
    """Where a label's left end may stand relative to its point, best first."""
    near: list[tuple[float, float]] = [
        (12, 19),
        (12, -17),
        (-12 - wide, -17),
        (-12 - wide, 19),
        (14, 0),
        (-14 - wide, 0),
    ]
    if above:
        near = [near[2], near[1], near[0], *near[3:]]
    far = [(shift, dy) for dy in (-24, 24, -36, 36, -50, 50) for shift in (12, -12 - wide, -wide / 2, -wide * 0.8)]
    return [*near, *far] if far_too else near


def _beside(wide: float) -> list[tuple[float, float]]:
    """Where a label's left end may stand beside an upright line, best first."""
    return [(float(side), float(dy)) for dy in (0, -12, 12, -24, 24) for side in (8, -8 - wide)]


def _current(sheet: Sheet, plot: Plot, story: Story, taken: list[Box]) -> None:
    look, current = sheet.look, story.current
    if current is None:
        return
    status = story.goal.status
    point = (current.day, plot.height(current.value))
    words, ink = _said(sheet, story, current), look.ink(status)
    _put(sheet, plot, words, point, taken, must=True, color=ink, bold=True, above=status in {"done", "on_pace"})


def _said(sheet: Sheet, story: Story, report: Report) -> str:
    look, goal = sheet.look, story.goal
    value = fmt.quantity(report.value * story.scale.divisor, goal.unit, look.lang, like=goal.target)
    key = "chart.burn_events" if report.parts > 1 else "chart.burn_event" if report.event else "chart.burn_value"
    return look.say(key, value=value, day=fmt.day(report.as_of, look.lang, goal.year), count=report.parts)


def _distance(sheet: Sheet, plot: Plot, story: Story, taken: list[Box]) -> None:
    """An upright from the last figure to the pace, with what lies between."""
    look, goal, current, official = sheet.look, story.goal, story.current, story.official
    if current is None or official is None or goal.elapsed is None or not goal.accumulates or goal.status == "done":
        return
    due = goal.elapsed * official.value
    short = due - current.value
    top, bottom = sorted((plot.height(due), plot.height(current.value)))
    if bottom - top < 10:
        return
    spot = plot.at(current.day)
    sheet.line(spot, top, spot, bottom, look.colors.ink, width=1.2)
    amount = fmt.rounded(abs(short) * story.scale.divisor, goal.unit, look.lang, goal.target)
    words = look.say("chart.burn_short" if short > 0 else "chart.burn_beyond", value=amount)
    taken.extend(plot.path([(current.day, due), (current.day, current.value)], 3))
    _put(sheet, plot, words, (current.day, (top + bottom) / 2 - 1), taken, beside=True)


def _others(sheet: Sheet, plot: Plot, story: Story, taken: list[Box]) -> None:
    """Earlier figures, where there is room for each."""
    look = sheet.look
    rest = [report for report in story.reports if report is not story.current]
    if len(rest) > MOST:
        rest = [report for report in rest if report.counts]
    for report in rest if len(rest) <= MOST else []:
        point = (report.day, plot.height(report.value))
        _put(sheet, plot, _said(sheet, story, report), point, taken, size=12, color=look.colors.soft, above=True)


def _pace_name(sheet: Sheet, plot: Plot, story: Story, taken: list[Box], written: list[Box]) -> None:
    """Name the pace where nothing is; where lines are everywhere, at least on no word."""
    pace = story.pace()
    if not pace:
        return
    first, last = pace[0], pace[-1]
    words = sheet.look.say("chart.burn_pace")
    wide = text_width(words, 13)
    spots: list[tuple[float, float, float]] = []
    for share in (0.78, 0.7, 0.62, 0.86, 0.54, 0.46, 0.38, 0.3, 0.22):
        day = first[0] + share * (last[0] - first[0])
        y = plot.height(first[1] + share * (last[1] - first[1]))
        spots += [(day, -10 - wide, y - 9), (day, 10, y + 11)]
    inside = [spot for spot in spots if plot.left < plot.px(spot[0]) + spot[1] < plot.px(last[0]) - wide] or spots[:1]
    boxes = [Box(plot.px(day) + dx - 2, y - 8, plot.px(day) + dx + wide + 2, y + 8) for day, dx, y in inside]
    on_words = [any(box.meets(other) for other in written) for box in boxes]
    if not all(on_words):
        inside = [spot for spot, on in zip(inside, on_words, strict=True) if not on]
        boxes = [box for box, on in zip(boxes, on_words, strict=True) if not on]
    chosen = first_free(boxes, taken)
    day, dx, y = inside[chosen]
    sheet.text(plot.at(day).plus(dx), y, words, color=sheet.look.colors.soft)
    taken.append(boxes[chosen])


def _silence(sheet: Sheet, plot: Plot, story: Story) -> None:
    """Say in the plot that nothing was reported, and mark the board's day."""
    look, goal = sheet.look, story.goal
    if story.as_of and story.start <= story.as_of <= story.stop:
        x = plot.at((next_day(story.as_of) - story.start).days)
        for y, y2 in ((plot.top - 4, plot.top + 6), (plot.bottom - 6, plot.bottom + 5)):
            sheet.line(x, y, x, y2, look.colors.soft)
        words = look.say("chart.as_of", day=fmt.day(story.as_of, look.lang, goal.year))
        sheet.text(x, plot.top - 12, words, size=12, align="center", color=look.colors.soft)
    if not story.reports:
        words = sentences.no_data_line(goal, look)
        grey = look.ink("no_data")
        sheet.text(plot.at(story.days * 0.5), plot.height(plot.y[0]) - 26, words, size=15, align="center", color=grey)
