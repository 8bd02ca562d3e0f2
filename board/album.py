"""What leaves for a meeting: every picture and every table of the board on one day, named so that a person finds them.

An album knows nothing of formats. `board/formats.py` turns each picture into PNG, SVG or PDF, each table into CSV, and
the whole into the files of a packet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import duckdb
import pandas as pd

from board.briefing.span import span_of
from board.charts import format as fmt
from board.charts import sentences
from board.charts.order import by_badness
from board.charts.rows import Goal, read_goals, records
from board.charts.theme import STATUSES, Look
from board.ledger import with_steps
from board.packet.contents import About, Album, Picture, Table
from board.packet.pictures import Painter
from board.packet.sources import documents
from warehouse import questions

__all__ = ["Album", "Picture", "Scope", "Table", "documents", "file_name", "gather", "with_evidence"]

MOST_BYTES = 120
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\s]+')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose goals, of which year (None: all), theme and status, as they stood on which day."""

    as_of: date
    organisation: str | None = None
    year: int | None = None
    theme: str | None = None
    status: str | None = None

    @property
    def narrowed(self) -> bool:
        """Tell whether a theme or a status leaves goals out."""
        return self.theme is not None or self.status is not None


@dataclass(frozen=True, slots=True)
class _Told:
    """What the snapshot holds of the goals and projects in view."""

    progress: pd.DataFrame
    targets: pd.DataFrame
    reports: pd.DataFrame
    events: pd.DataFrame
    projects: pd.DataFrame
    steps: pd.DataFrame


def gather(con: duckdb.DuckDBPyConnection, scope: Scope, look: Look, most_goals: int) -> Album:
    """Ask the snapshot for the board of one day; the worst `most_goals` goals get a picture of their own."""
    told = _told(con, scope)
    about = _about(con, scope, told.progress, look)
    goals = sorted(read_goals(told.progress), key=by_badness)
    return Album(
        about=about,
        pictures=tuple(_numbered(_pictures(con, scope, told, Painter(look, about), goals[:most_goals]))),
        tables=tuple(_tables(told, look)),
        left_out=max(0, len(goals) - most_goals),
        progress=told.progress,
        targets=told.targets,
        reports=told.reports,
        documents=_read(questions.documents(con), scope.as_of),
        goals=tuple(goals),
        look=look,
    )


def _told(con: duckdb.DuckDBPyConnection, scope: Scope) -> _Told:
    as_of, organisation, year = scope.as_of, scope.organisation, scope.year
    progress = questions.progress(
        con, as_of, organisation=organisation, year=year, theme=scope.theme, status=scope.status
    )
    wanted = set(progress["goal_id"])
    events = questions.timeline(con, as_of, organisation=organisation, year=year)
    return _Told(
        progress,
        _of(questions.targets(con, None, as_of), wanted),
        _of(questions.reports(con, None, as_of), wanted),
        _of(events, wanted) if scope.narrowed else events,
        questions.projects(con, as_of, organisation),
        questions.milestones(con, as_of, organisation),
    )


def _pictures(
    con: duckdb.DuckDBPyConnection, scope: Scope, told: _Told, painter: Painter, goals: Sequence[Goal]
) -> list[Picture]:
    """Paint the board, the projects where there are any, what changed in a month, and each of these goals."""
    pictures = [*painter.board(told.progress, told.events)]
    if len(told.projects):
        stages = questions.pipeline(con, scope.as_of, scope.organisation)
        pictures += painter.projects(stages, told.projects, told.steps)
    since = span_of("month", scope.as_of).since
    changes = questions.changes(con, scope.as_of, since, scope.organisation, scope.year, theme=scope.theme)
    changes = _of(changes, set(told.progress["goal_id"])) if scope.narrowed else changes
    pictures += painter.since(changes, _order(con, scope, since), since)
    pictures += painter.goals(goals, told.targets, told.reports)
    return pictures


def _tables(told: _Told, look: Look) -> Iterator[Table]:
    yield Table(look.say("export.file_goals"), with_evidence(told.progress, told.targets, told.reports))
    yield Table(look.say("export.file_targets"), told.targets)
    yield Table(look.say("export.file_reports"), told.reports)
    yield Table(look.say("export.file_events"), told.events)
    if len(told.projects):
        yield Table(look.say("export.file_projects"), with_steps(told.projects, told.steps))


def _order(con: duckdb.DuckDBPyConnection, scope: Scope, since: date) -> pd.DataFrame:
    """Return the order of the units by the weights of rules.toml; none where a theme or a status leaves goals out."""
    weights = questions.Weights(
        **{str(name): float(value) for name, value in questions.ranking_weights(con).iloc[0].items()}
    )
    ranking = questions.ranking(con, scope.as_of, since, weights, scope.organisation, scope.year)
    return ranking.iloc[:0] if scope.narrowed else ranking


def _of(frame: pd.DataFrame, goals: set[str]) -> pd.DataFrame:
    return frame[frame["goal_id"].isin(goals)]


def _read(found: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Keep the documents that gave something by the day."""
    known = found["published_on"].isna() | (found["published_on"] <= pd.Timestamp(as_of))
    return found[known & ~found["state"].isin(["refused", "copy"])]


def _about(con: duckdb.DuckDBPyConnection, scope: Scope, progress: pd.DataFrame, look: Look) -> About:
    found = questions.headline(con, scope.as_of, organisation=scope.organisation, year=scope.year)
    counts: Mapping[Any, Any] = found.iloc[0].to_dict()
    if scope.narrowed:
        counts = _recounted(counts, progress)
    snapshot = str(counts["snapshot_id"])
    numbers = {"documents": int(counts["documents"]), "statements": int(counts["statements"])}
    return About(
        as_of=scope.as_of,
        snapshot=snapshot,
        built_at=pd.Timestamp(counts["built_at"]).to_pydatetime(),
        headline="".join(words for words, _ in sentences.headline(counts, look)),
        scope=_scope_words(scope, look),
        source=look.say("export.source_board", **numbers, snapshot=snapshot),
        counts={name: int(counts[name]) for name in ("goals", *STATUSES)} | numbers,
    )


def _recounted(counts: Mapping[Any, Any], progress: pd.DataFrame) -> dict[Any, Any]:
    """Count the goals that a theme or a status leaves; no gap among them is called the largest."""
    found = progress["status"].value_counts()
    counted: dict[Any, Any] = {status: int(found.get(status, 0)) for status in STATUSES}
    reported = len(progress) - counted["no_data"]
    return {**counts, **counted, "goals": len(progress), "reported": reported, "biggest_gap_gap": None}


def _scope_words(scope: Scope, look: Look) -> str:
    """Say whose goals these are: 二七区 · 2024 年 · 招商引资."""
    year = look.say("overview.scope_all") if scope.year is None else look.say("overview.scope_year", year=scope.year)
    status = look.say(f"status.{scope.status}") if scope.status else ""
    owner = scope.organisation or look.say("filter.all_organisations")
    return " · ".join(part for part in (owner, year, scope.theme or "", status) if part)


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
        yield replace(picture, name=f"{number:0{digits}}-{file_name(picture.name)}")
