"""What leaves for a meeting, before it has a format: pictures, tables, goals, and what all of them say of themselves.

A picture is drawn once and leaves in as many formats as are asked for. What a writer needs beyond the drawing comes
along as plain data: the message in words, the notes, and the figures of a chart that a slide draws itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

import altair as alt
import pandas as pd

from board.charts.rows import Goal
from board.charts.sheet import Frame
from board.charts.theme import Look
from board.export import Drawing, draw
from board.packet.figures import Figure


@dataclass(frozen=True)
class Picture:
    """A chart, the stem of its file, and what it says; `draw` makes it in a frame, or bare for a slide.

    `title` is one message in words, `subtitle` whose it is and how it is reckoned, `source` the line below. `notes` are
    what a speaker may be asked: the formula with its inputs, the evidence word for word. `figure` holds the numbers of
    a chart that a slide draws itself; without one the slide shows the picture. `parts` are the same in pieces that each
    fill a page, empty where the whole fits. `goal` is the one goal that the picture is about.
    """

    name: str
    draw: Callable[[Frame | bool], alt.LayerChart]
    title: str = ""
    subtitle: str = ""
    as_of: date | None = None
    source: str = ""
    notes: tuple[str, ...] = ()
    figure: Figure | None = None
    parts: tuple[Picture, ...] = ()
    goal: GoalSheet | None = None

    @cached_property
    def drawing(self) -> Drawing:
        """The chart in its frame, drawn once for every format. Raises ExportError."""
        return draw(self.draw(Frame(self.title, self.subtitle, self.as_of, self.source)))

    @cached_property
    def bare(self) -> Drawing:
        """The chart without title and source, for a page that says them itself. Raises ExportError."""
        return draw(self.draw(False))

    @property
    def pages(self) -> tuple[Picture, ...]:
        """The pieces that are shown a page each."""
        return self.parts or (self,)


@dataclass(frozen=True, slots=True)
class Table:
    """A frame, the stem of its file and its name for a person."""

    name: str
    frame: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Rival:
    """One bound that was stated for a goal, the status and the lead it would give, and why it is official or not."""

    bound: str
    status: str
    verdict: str
    lead: str
    why: str
    official: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence that gives a number of a goal; `day` is '' where it is not known."""

    kind: str
    document: str
    day: str
    quote: str
    sentence: str
    current: bool


@dataclass(frozen=True, slots=True)
class GoalSheet:
    """One goal with everything that is said of it: a page of its own in the packet."""

    goal: Goal
    formula: str
    outlook: str
    rivals: tuple[Rival, ...]
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What every file says about itself: whose board, of which day and snapshot, in one sentence."""

    as_of: date
    snapshot: str
    built_at: datetime
    headline: str
    scope: str
    source: str
    counts: dict[str, int]

    def title(self, look: Look) -> str:
        """The packet's own name: 二七区 · 2024 年 · 目标进度会议包."""
        return look.say("packet.title", scope=self.scope)

    def stamp(self, look: Look) -> str:
        """The day and the snapshot, for the foot of a page: 截至 2024-05-31 · 快照 20240531T…."""
        return look.say("packet.stamp", day=self.as_of.isoformat(), snapshot=self.snapshot)


@dataclass(frozen=True)
class Album:
    """Everything that leaves, in the order it is leafed through; `left_out` goals have no picture of their own.

    `progress`, `targets` and `reports` are the answers of those questions, `documents` those that were read.
    """

    about: About
    pictures: tuple[Picture, ...]
    tables: tuple[Table, ...]
    left_out: int
    progress: pd.DataFrame
    targets: pd.DataFrame
    reports: pd.DataFrame
    documents: pd.DataFrame
    goals: tuple[Goal, ...] = ()
    look: Look = field(default_factory=Look)


Progressed = Callable[[float, str], Any]


def nobody(_share: float, _what: str) -> None:
    """Tell nobody how far it is."""
