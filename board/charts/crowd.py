"""Of many rival targets the few that a burn-up names: the others are counted, from the lowest to the highest."""

from __future__ import annotations

from dataclasses import replace

from board.charts import format as fmt
from board.charts.story import Bound, Story
from board.charts.theme import Look

NAMED = 8
"""How many lines of a goal's bounds are named at most; a taller picture would be a list."""


def at_most(story: Story, names: int = NAMED) -> Story:
    """Return the story with at most `names` names of bounds, one of them the count of the others.

    The official bound always has its name; then the highest, the lowest, and those nearest to the result.
    """
    if len(story.bounds) + bool(story.rest) <= names:
        return story
    everyone = [*story.bounds, *story.rest]
    chosen = _chosen(everyone, story, max(1, names - 1))
    named = [bound for bound in everyone if bound in chosen]
    return replace(story, bounds=named, rest=tuple(bound for bound in everyone if bound not in chosen))


def _chosen(bounds: list[Bound], story: Story, places: int) -> list[Bound]:
    rivals = sorted((bound for bound in bounds if not bound.official), key=lambda bound: bound.value)
    official = [bound for bound in bounds if bound.official]
    centre = story.current or story.official
    near = sorted(rivals, key=lambda bound: abs(bound.value - (centre.value if centre else 0)))
    wanted = dict.fromkeys((*official, *rivals[-1:], *rivals[:1], *near))
    return list(wanted)[:places]


def span(story: Story) -> tuple[float, float]:
    """The lowest and the highest of the bounds that have no name of their own."""
    found = [bound.value for bound in story.rest]
    return min(found), max(found)


def counted(story: Story, look: Look) -> tuple[str, str]:
    """Say how many bounds have no name, and between which values they lie: 另有 61 个口径, 56.4—395.8 亿元."""
    goal = story.goal
    digits = 0 if goal.unit not in fmt.MONEY and not fmt.is_share(goal.unit) else 1
    tail = fmt.unit_word(goal.unit, look.lang, story.scale)
    low, high = (
        fmt.number(value * story.scale.divisor, goal.unit, look.lang, digits, story.scale) for value in span(story)
    )
    words = look.say("chart.burn_rest", count=len(story.rest))
    return words, look.say("format.range", low=low, high=high + tail) if low != high else low + tail
