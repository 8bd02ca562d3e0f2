"""The names of the lines of a burn-up: at their ends, or under the plot where there is no room beside it."""

from __future__ import annotations

from board.charts import crowd, sentences
from board.charts import format as fmt
from board.charts.measure import text_width, wrap
from board.charts.places import At, right
from board.charts.plot import Plot
from board.charts.scales import spread
from board.charts.sheet import Sheet
from board.charts.story import Bound, Story

END_ROOM = 100
Block = tuple[float, list[tuple[str, float, str]]]


def room_at_ends(sheet: Sheet, story: Story) -> float:
    """How much room the names of lines need right of a plot, within a quarter of its width."""
    widest = max(max(text_width(words, 13), text_width(second, 12)) for _, words, second, _, _ in _names(sheet, story))
    return max(END_ROOM, min(widest + 22, sheet.look.width * 0.25))


def _names(sheet: Sheet, story: Story) -> list[tuple[float, str, str, str, bool]]:
    """Return (value, words, second line, colour, dashed) of each line that has a name at its end."""
    look, goal = sheet.look, story.goal
    colors = look.colors
    names: list[tuple[float, str, str, str, bool]] = []
    for bound in story.bounds:
        key = "chart.burn_target" if bound.official else "chart.burn_rival"
        color = colors.ink if bound.official else colors.flag_ink
        words = look.say(key, target=bound.words)
        names.append((bound.value, words, _published(bound, sheet, story), color, not bound.official))
    if story.rest:
        low, high = crowd.span(story)
        names.append(((low + high) / 2, *crowd.counted(story, look), colors.flag_ink, True))
    if story.has_fan and goal.forecast is not None:
        forecast = goal.forecast
        divisor = story.scale.divisor
        low, high = goal.forecast_low or forecast, goal.forecast_high or forecast
        digits = 0 if high / divisor >= 100 else 1
        tail = fmt.unit_word(goal.unit, look.lang, story.scale)
        least, most = (fmt.number(value, goal.unit, look.lang, digits, story.scale) for value in (low, high))
        spoken = look.say("format.range", low=least, high=most + tail)
        words = look.say("chart.burn_forecast", end=sentences.end_word(goal, look))
        names.append((forecast / divisor, words, spoken, look.ink(goal.status), True))
    return names


def _published(bound: Bound, sheet: Sheet, story: Story) -> str:
    if bound.published_on is None:
        return ""
    day = fmt.day(bound.published_on, sheet.look.lang, story.goal.year)
    return sheet.look.say("chart.burn_published", day=day)


def fitted(sheet: Sheet, plot: Plot, story: Story) -> Story:
    """Leave as many bounds their names as have room beside the plot, each on ground of its own."""
    while plot.right > END_ROOM and len(story.bounds) > 1:
        blocks = _blocks(sheet, plot, story)
        if _apart(blocks) * (len(blocks) - 1) <= plot.bottom - plot.top:
            break
        story = crowd.at_most(story, len(story.bounds) + bool(story.rest) - 1)
    return story


def _blocks(sheet: Sheet, plot: Plot, story: Story) -> list[Block]:
    """Return each name as the height of its line and its own lines of words, with their size and colour."""
    room = plot.right - sheet.edge - 24
    blocks: list[Block] = []
    for value, words, second, color, _ in _names(sheet, story):
        lines = [(line, 13.0, color) for line in wrap(words, 13, room)]
        lines += [(line, 12.0, sheet.look.colors.soft) for line in wrap(second, 12, room) if second]
        blocks.append((plot.height(value), lines))
    return blocks


def _apart(blocks: list[Block]) -> float:
    """How far the middles of two names must lie apart, in px."""
    return 18.0 * max((len(lines) for _, lines in blocks), default=1) + 4


def at_ends(sheet: Sheet, plot: Plot, story: Story) -> None:
    """Name the lines right of the plot, moved apart where they end close together."""
    blocks = _blocks(sheet, plot, story)
    places = spread([y for y, _ in blocks], _apart(blocks), plot.top, plot.bottom)
    for (y, lines), place in zip(blocks, places, strict=True):
        start = At(-plot.right, 1)
        sheet.line(start.plus(2), y, start.plus(10), place, sheet.look.colors.line)
        for number, (words, size, color) in enumerate(lines):
            sheet.text(start.plus(14), place + (number - (len(lines) - 1) / 2) * 18, words, size=size, color=color)


def below(sheet: Sheet, plot: Plot, story: Story, y: float) -> float:
    """Name the lines under the plot, each after a piece of itself."""
    look = sheet.look
    y += 8
    left = sheet.edge + 14
    room = look.width - 2 * left - 34
    for _, words, second, color, dashed in _names(sheet, story):
        sheet.line(left, y, left + 24, y, color, width=2, dash=(5, 4) if dashed else ())
        said = f"{words} {second}" if second and not second.startswith("（") else f"{words}{second}"
        for line in wrap(said, 12.5, room):
            sheet.text(left + 32, y, line, size=12.5, color=color)
            y += 19
    sheet.line(left, y - 8, right(left), y - 8, sheet.look.colors.panel)
    return y
