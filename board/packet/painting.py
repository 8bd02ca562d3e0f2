"""What all pictures of an album have in common: the language, whose board it is, the arithmetic of a goal in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from board.charts import sentences
from board.charts.rows import Goal
from board.charts.theme import Look
from board.packet.contents import About, Picture

Draw = Callable[[Any], alt.LayerChart]


@dataclass(frozen=True, slots=True)
class Painting:
    """Makes the pictures of one album."""

    look: Look
    about: About

    def picture(self, kind: str, draw: Draw, title: str, subtitle: str = "", **more: Any) -> Picture:
        """Return a picture of a kind that `export.file_*` names, of the board's day and source unless told."""
        facts: Mapping[str, Any] = {"as_of": self.about.as_of, "source": self.about.source, **more}
        return Picture(self.look.say(f"export.file_{kind}"), draw, title, subtitle, **facts)

    def formulas(self, goals: Sequence[Goal]) -> tuple[str, ...]:
        """The arithmetic of each goal, for the speaker."""
        return tuple(f"{goal.metric}（{goal.organisation}）{sentences.formula(goal, self.look)}" for goal in goals)

    def part(self, number: int, count: int) -> str:
        """Which of several pages this is: （2/4）."""
        return self.look.say("packet.part", number=number, count=count) if count > 1 else ""

    def left(self, count: int) -> str:
        """How many are shown on no page, after what is said of the page; nothing where all are."""
        return " · " + self.look.say("packet.more", count=count) if count > 0 else ""


def chunks(rows: Sequence[Any], size: int) -> list[Sequence[Any]]:
    """Cut rows into pages."""
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def evenly(rows: Sequence[Any], size: int) -> list[Sequence[Any]]:
    """Cut rows into as many pages as `size` a page need, all about equally full: nine into five and four."""
    pages = -(-len(rows) // size)
    return chunks(rows, -(-len(rows) // pages)) if pages else []
