"""What leaves for a meeting: every picture and every table of the board on one day, named so that a person finds them.

An album knows nothing of formats. `export` turns each picture into PNG, SVG or PDF and each table into CSV; a format
that holds the whole board in one file is one more entry in `ALBUM_WRITERS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt
import duckdb
import pandas as pd

from board import charts, export
from board.charts import format as fmt
from board.charts import sentences
from board.charts.order import group_goals
from board.charts.rows import Goal, read_goals, records, to_day
from board.charts.sheet import Frame
from board.charts.theme import Look
from board.ledger import with_steps
from warehouse import questions

MOST_BYTES = 120
DOCUMENTS_NAMED = 3
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\s]+')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart and the stem of its file; drawn only when asked for."""

    name: str
    draw: Callable[[], alt.LayerChart]


@dataclass(frozen=True, slots=True)
class Table:
    """A frame and the stem of its file."""

    name: str
    frame: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Album:
    """Everything that leaves, in the order it is leafed through; `left_out` goals have no picture of their own."""

    pictures: tuple[Picture, ...]
    tables: tuple[Table, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose goals, of which year (None: all), as they stood on which day."""

    as_of: date
    organisation: str | None = None
    year: int | None = None


PICTURE_WRITERS: dict[str, Callable[[export.Drawing], bytes]] = {
    "png": export.png,
    "svg": export.svg,
    "pdf": export.pdf,
}
TABLE_WRITERS: dict[str, Callable[[pd.DataFrame], bytes]] = {"csv": export.csv}
ALBUM_WRITERS: dict[str, Callable[[Album], bytes]] = {}


def formats() -> list[str]:
    """Name every format that something can leave in."""
    return [*PICTURE_WRITERS, *TABLE_WRITERS, *ALBUM_WRITERS]


def gather(con: duckdb.DuckDBPyConnection, scope: Scope, look: Look, most_goals: int) -> Album:
    """Ask the snapshot for the board of one day; the worst `most_goals` goals get a picture of their own."""
    as_of, organisation, year = scope.as_of, scope.organisation, scope.year
    progress = questions.progress(con, as_of, organisation=organisation, year=year)
    events = questions.timeline(con, as_of, organisation=organisation, year=year)
    counts: Mapping[Any, Any] = questions.headline(con, as_of, organisation=organisation, year=year).iloc[0].to_dict()
    wanted = set(progress["goal_id"])
    targets = _of(questions.targets(con, None, as_of), wanted)
    reports = _of(questions.reports(con, None, as_of), wanted)
    book = _Book(look, as_of, str(counts["snapshot_id"]))
    goals = [goal for group in group_goals(read_goals(progress)) for goal in group.goals]
    projects, steps = questions.projects(con, as_of, organisation), questions.milestones(con, as_of, organisation)
    pictures = [*book.board(progress, events, counts)]
    pictures += book.projects(questions.pipeline(con, as_of, organisation), projects, steps) if len(projects) else ()
    pictures += book.goals(goals[:most_goals], targets, reports)
    tables = [
        Table(look.say("export.file_goals"), with_evidence(progress, targets, reports)),
        Table(look.say("export.file_targets"), targets),
        Table(look.say("export.file_reports"), reports),
        Table(look.say("export.file_events"), events),
    ]
    if len(projects):
        tables.append(Table(look.say("export.file_projects"), with_steps(projects, steps)))
    return Album(tuple(_numbered(pictures)), tuple(tables), max(0, len(goals) - most_goals))


def _of(frame: pd.DataFrame, goals: set[str]) -> pd.DataFrame:
    return frame[frame["goal_id"].isin(goals)]


@dataclass(frozen=True, slots=True)
class _Book:
    """How the pictures of one album are drawn."""

    look: Look
    as_of: date
    snapshot: str

    def board(self, progress: pd.DataFrame, events: pd.DataFrame, counts: Mapping[Any, Any]) -> Iterator[Picture]:
        """The pictures of the whole board."""
        look = self.look
        numbers = {"documents": int(counts["documents"]), "statements": int(counts["statements"])}
        source = look.say("export.source_board", **numbers, snapshot=self.snapshot)
        frame = Frame(as_of=self.as_of, source=source)
        headline = "".join(words for words, _ in sentences.headline(counts, look))
        titled = Frame(title=headline, as_of=self.as_of, source=f"{source} · {look.say('chart.pace_note')}")
        drawn: dict[str, Callable[[], alt.LayerChart]] = {
            "overview": lambda: charts.board_bullets(progress, look, titled),
            "lead": lambda: charts.lead_bars(progress, look, frame),
            "gap_money": lambda: charts.gap_bars(progress, look, frame, kind="money"),
            "gap_count": lambda: charts.gap_bars(progress, look, frame, kind="count"),
            "needed": lambda: charts.needed_vs_run(progress, look, frame),
            "grid": lambda: charts.heat_grid(progress, look, frame),
            "timeline": lambda: charts.timeline_chart(events, look, frame, as_of=self.as_of),
        }
        for name, draw in drawn.items():
            yield Picture(look.say(f"export.file_{name}"), draw)

    def projects(self, stages: pd.DataFrame, projects: pd.DataFrame, steps: pd.DataFrame) -> Iterator[Picture]:
        """The funnel of the projects, and their steps against what was promised."""
        documents = pd.concat([projects, steps])["document_path"].nunique()
        counted = {"documents": documents, "projects": len(projects)}
        source = self.look.say("export.source_projects", **counted, snapshot=self.snapshot)
        frame = Frame(as_of=self.as_of, source=source)
        yield Picture(self.look.say("export.file_funnel"), lambda: charts.pipeline_funnel(stages, self.look, frame))
        yield Picture(
            self.look.say("export.file_gantt"),
            lambda: charts.gantt(projects, steps, self.look, frame, as_of=self.as_of),
        )

    def goals(self, goals: list[Goal], targets: pd.DataFrame, reports: pd.DataFrame) -> Iterator[Picture]:
        """A picture of each goal."""
        for goal in goals:
            mine = targets[targets["goal_id"] == goal.goal_id], reports[reports["goal_id"] == goal.goal_id]
            yield Picture(self._name(goal), self._burn_up(goal, *mine))

    def _burn_up(self, goal: Goal, targets: pd.DataFrame, reports: pd.DataFrame) -> Callable[[], alt.LayerChart]:
        named = documents(pd.concat([targets, reports]), self.look)
        source = self.look.say("export.source_goal", documents=named, snapshot=self.snapshot)
        frame = Frame(as_of=self.as_of, source=source)
        return lambda: charts.burn_up(goal, targets, reports, self.look, frame, as_of=self.as_of)

    def _name(self, goal: Goal) -> str:
        period = sentences.period_of(goal)
        spoken = fmt.period(*period, self.look.lang) if period else ""
        return self.look.say("export.file_goal", organisation=goal.organisation, metric=goal.metric, period=spoken)


def documents(evidence: pd.DataFrame, look: Look) -> str:
    """Name the documents that say a goal's numbers, each with its day: 大会报道（2024-02-18）."""
    named: dict[str, None] = {}
    for row in records(evidence):
        title, day = fmt.clean(row.get("document_title") or ""), to_day(row.get("published_on"))
        key = "export.document" if row.get("published_stated") else "export.document_inferred"
        spoken = look.say(key, title=title, day=day.isoformat()) if day else title
        named.setdefault(spoken)
    names = list(named)
    shown = look.say("format.list_and").join(names[:DOCUMENTS_NAMED])
    more = len(names) > DOCUMENTS_NAMED
    return f"{shown}{look.say('export.source_more', count=len(names))}" if more else shown


def with_evidence(progress: pd.DataFrame, targets: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Return progress with the document, the day and the sentence of both of its numbers."""
    said = {str(row["statement_id"]): row for frame in (targets, reports) for row in records(frame)}
    result = progress.copy()
    for number in ("target", "actual"):
        found = [said.get(str(key), {}) for key in progress[f"{number}_id"]]
        for column in ("document_title", "published_on", "quote"):
            result[f"{number}_{column}"] = [row.get(column) for row in found]
    return result


def file_name(name: str) -> str:
    """Return a stem that every system takes: no separators, no spaces, short enough with a number and an ending."""
    stem = _UNSAFE.sub("-", fmt.clean(name)).strip("-. ")
    stem = stem.encode()[:MOST_BYTES].decode(errors="ignore").rstrip("-. ")
    return f"_{stem}" if _RESERVED.match(stem) or not stem else stem


def _numbered(pictures: list[Picture]) -> Iterator[Picture]:
    """Put the pictures in order by name, which also keeps apart those that are called the same."""
    digits = max(2, len(str(len(pictures))))
    for number, picture in enumerate(pictures, 1):
        yield Picture(f"{number:0{digits}}-{file_name(picture.name)}", picture.draw)
