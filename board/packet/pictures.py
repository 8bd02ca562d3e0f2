"""The pictures of an album: the whole board in a few, then a picture of each goal, each with its message and notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt
import pandas as pd

from board import charts
from board.charts import format as fmt
from board.charts import gaps as rankings
from board.charts import sentences
from board.charts.order import Group, by_badness, cap, group_goals
from board.charts.rows import Goal, read_goals
from board.charts.story import tell
from board.charts.theme import Look
from board.packet import messages
from board.packet.contents import About, Picture
from board.packet.figures import Figure, bullets_of, funnel_of, lines_of, ranked_of
from board.packet.sources import documents, notes_of, sheet_of

BOARD_ROWS, ROWS_A_PAGE = 96, 8
BARS_A_PAGE = 12
CHANGES_A_PAGE = 9
GRID_OWNERS, GRID_THEMES = 9, 9
LANES_A_PAGE, LANE_PAGES = 8, 4
STEPS_A_PAGE, STEP_PAGES = 9, 4

Draw = Callable[[Any], alt.LayerChart]


@dataclass(frozen=True, slots=True)
class Painter:
    """Makes the pictures of one album."""

    look: Look
    about: About

    def board(self, progress: pd.DataFrame, events: pd.DataFrame) -> Iterator[Picture]:
        """The pictures of the whole board."""
        goals = read_goals(progress)
        yield self._overview(progress, goals)
        yield self._ranking("lead", goals, rankings.leads(goals, self.look), progress, charts.lead_bars)
        money = rankings.gaps(goals, self.look, "money")
        yield self._ranking("gap_money", goals, money, progress, charts.gap_bars)
        counts = rankings.gaps(goals, self.look, "count")
        by_count = _with(charts.gap_bars, kind="count")
        yield self._ranking("gap_count", goals, counts, progress, by_count)
        yield self._ranking("needed", goals, rankings.speeds(goals, self.look), progress, charts.needed_vs_run)
        yield self._grid(progress, goals)
        yield self._timeline(events, goals)

    def goals(self, goals: Sequence[Goal], targets: pd.DataFrame, reports: pd.DataFrame) -> Iterator[Picture]:
        """A picture of each goal."""
        mine = _by_goal(targets), _by_goal(reports)
        none = targets.iloc[:0], reports.iloc[:0]
        for goal in goals:
            yield self._goal(goal, *(known.get(goal.goal_id, empty) for known, empty in zip(mine, none, strict=True)))

    def _overview(self, progress: pd.DataFrame, goals: list[Goal]) -> Picture:
        groups, _ = cap(group_goals(goals), BOARD_ROWS)
        source = f"{self.about.source} · {self.look.say('chart.pace_note')}"
        draw: Draw = lambda frame: charts.board_bullets(progress, self.look, frame)  # noqa: E731
        note = self.look.say("chart.overview_note", goals=len(goals), no_data=self.about.counts.get("no_data", 0))
        pages = [page for some in _packed(groups) for page in self._themes(some, progress, goals, source)]
        return self._picture("overview", draw, self.about.headline, note, source=source, parts=tuple(pages))

    def _themes(
        self, groups: Sequence[Group], progress: pd.DataFrame, goals: list[Goal], source: str
    ) -> Iterator[Picture]:
        """The rows of some small themes on one page, or of a large one on as many as it takes."""
        names = [group.name for group in groups]
        everyone = [goal for goal in goals if goal.theme in names]
        pages = _chunks([goal for group in groups for goal in group.goals], ROWS_A_PAGE)
        for number, rows in enumerate(pages, 1):
            title = messages.of_themes(names, everyone, self.look, (number, len(pages)))
            yield self._picture(
                "overview",
                self._bullets(_rows(progress, [goal.goal_id for goal in rows])),
                title,
                self.look.say("packet.theme_note", scope=self.about.scope),
                source=source,
                notes=tuple(
                    f"{goal.metric}（{goal.organisation}）{sentences.formula(goal, self.look)}" for goal in rows
                ),
                figure=bullets_of(rows, self.look, with_theme=len(names) > 1),
            )

    def _bullets(self, rows: pd.DataFrame) -> Draw:
        return lambda frame: charts.board_bullets(rows, self.look, frame)

    def _ranking(
        self, kind: str, goals: list[Goal], ranking: rankings.Ranking, progress: pd.DataFrame, chart: Callable[..., Any]
    ) -> Picture:
        """One list from the worst down; a page holds the first of them."""
        title = messages.of_ranking(kind, ranking.bars, self.look)
        figure = ranked_of(ranking, self.look, kind, BARS_A_PAGE) if ranking.bars else None
        notes = self._formulas([bar.goal for bar in ranking.bars[:BARS_A_PAGE]])
        subtitle = self.look.say(f"chart.{kind}_note")
        whole: Draw = lambda frame: chart(progress, self.look, frame)  # noqa: E731
        some: Draw = lambda frame: chart(progress, self.look, frame, BARS_A_PAGE)  # noqa: E731
        picture = self._picture(kind, whole, title, subtitle, notes=notes, figure=figure)
        left = len(ranking.bars) - BARS_A_PAGE
        if left <= 0:
            return picture
        subtitle += " · " + self.look.say("packet.more", count=left)
        page = self._picture(kind, some, title, subtitle, notes=notes, figure=figure)
        return self._picture(kind, whole, title, parts=(page,))

    def _grid(self, progress: pd.DataFrame, goals: list[Goal]) -> Picture:
        title = messages.of_grid(goals, self.look)
        whole: Draw = lambda frame: charts.heat_grid(progress, self.look, frame)  # noqa: E731
        note = self.look.say("chart.grid_note")
        worst = sorted(goals, key=by_badness)
        owners = list(dict.fromkeys(goal.organisation for goal in worst))
        themes = list(dict.fromkeys(goal.theme for goal in worst))
        if len(owners) <= GRID_OWNERS and len(themes) <= GRID_THEMES:
            return self._picture("grid", whole, title, note)
        shown = progress["organisation"].isin(owners[:GRID_OWNERS]) & progress["theme"].isin(themes[:GRID_THEMES])
        some = progress[shown]
        page: Draw = lambda frame: charts.heat_grid(some, self.look, frame)  # noqa: E731
        note += " · " + self.look.say("packet.more", count=len(progress) - len(some))
        return self._picture("grid", whole, title, parts=(self._picture("grid", page, title, note),))

    def _timeline(self, events: pd.DataFrame, goals: list[Goal]) -> Picture:
        counts = events["what"].value_counts()
        stated, reported = int(counts.get("target", 0)), int(counts.get("actual", 0))
        silent = self.about.counts.get("no_data", 0)
        title = self.look.say("packet.timeline", targets=stated, actuals=reported, silent=silent)
        note = self.look.say("chart.timeline_note")
        whole: Draw = lambda frame: charts.timeline_chart(events, self.look, frame, as_of=self.about.as_of)  # noqa: E731
        order = [goal.goal_id for goal in sorted(goals, key=by_badness)]
        lanes = _chunks([goal_id for goal_id in order if goal_id in set(events["goal_id"].dropna())], LANES_A_PAGE)
        if len(lanes) < 2:
            return self._picture("timeline", whole, title, note)
        pages = tuple(
            self._picture(
                "timeline",
                self._lanes(events[events["goal_id"].isin(ids)]),
                title + self.look.say("packet.part", number=number, count=min(len(lanes), LANE_PAGES)),
                note,
            )
            for number, ids in enumerate(lanes[:LANE_PAGES], 1)
        )
        return self._picture("timeline", whole, title, note, parts=pages)

    def _lanes(self, events: pd.DataFrame) -> Draw:
        return lambda frame: charts.timeline_chart(events, self.look, frame, as_of=self.about.as_of)

    def projects(self, stages: pd.DataFrame, projects: pd.DataFrame, steps: pd.DataFrame) -> Iterator[Picture]:
        """The funnel of the projects, and their steps against what was promised."""
        look = self.look
        documents_of = pd.concat([projects, steps])["document_path"].nunique()
        counted = {"documents": documents_of, "projects": len(projects)}
        source = look.say("export.source_projects", **counted, snapshot=self.about.snapshot)
        yield self._picture(
            "funnel",
            lambda frame: charts.pipeline_funnel(stages, look, frame),
            messages.of_funnel(stages, look),
            look.say("packet.funnel_note"),
            source=source,
            figure=funnel_of(stages, look),
        )
        late = int((projects["overdue"] > 0).sum())
        title, note = messages.of_steps(late, len(projects), look), look.say("projects.gantt_note")
        pages = _chunks(range(len(projects)), STEPS_A_PAGE)
        parts = tuple(
            self._picture(
                "gantt",
                self._steps(projects.iloc[list(rows)], steps),
                title + look.say("packet.part", number=number, count=min(len(pages), STEP_PAGES)),
                note,
                source=source,
            )
            for number, rows in enumerate(pages[:STEP_PAGES], 1)
        )
        parts = parts if len(parts) > 1 else ()
        yield self._picture("gantt", self._steps(projects, steps), title, note, source=source, parts=parts)

    def since(self, changes: pd.DataFrame, ranking: pd.DataFrame, day: date) -> Iterator[Picture]:
        """What changed since a day, and the order of the units where there are several."""
        title, note = messages.of_changes(changes, day, self.look), self.look.say("chart.changes_note")
        whole: Draw = lambda frame: charts.change_rows(changes, self.look, frame)  # noqa: E731
        some: Draw = lambda frame: charts.change_rows(changes, self.look, frame, CHANGES_A_PAGE)  # noqa: E731
        parts = () if len(changes) <= CHANGES_A_PAGE else (self._picture("changes", some, title, note),)
        yield self._picture("changes", whole, title, note, parts=parts)
        if len(ranking) > 1:
            title, note = messages.of_units(ranking, self.look), self.look.say("chart.ranking_note")
            every: Draw = lambda frame: charts.ranking_bars(ranking, self.look, frame)  # noqa: E731
            first: Draw = lambda frame: charts.ranking_bars(ranking, self.look, frame, BARS_A_PAGE)  # noqa: E731
            parts = () if len(ranking) <= BARS_A_PAGE else (self._picture("ranking", first, title, note),)
            yield self._picture("ranking", every, title, note, parts=parts)

    def _steps(self, projects: pd.DataFrame, steps: pd.DataFrame) -> Draw:
        return lambda frame: charts.gantt(projects, steps, self.look, frame, as_of=self.about.as_of)

    def _goal(self, goal: Goal, targets: pd.DataFrame, reports: pd.DataFrame) -> Picture:
        look = self.look
        named = documents(pd.concat([targets, reports]), look)
        sheet = sheet_of(goal, targets, reports, look)
        period = sentences.period_of(goal)
        spoken = fmt.period(*period, look.lang) if period else ""
        figure: Figure | None = None
        if period and goal.target is not None:
            figure = lines_of(tell(goal, targets, reports, look, self.about.as_of), look)
        return Picture(
            name=look.say("export.file_goal", organisation=goal.organisation, metric=goal.metric, period=spoken),
            draw=lambda frame: charts.burn_up(goal, targets, reports, look, frame, as_of=self.about.as_of),
            title=messages.of_goal(goal, look),
            subtitle=" · ".join(part for part in (goal.organisation, spoken, goal.theme, sheet.formula) if part),
            as_of=self.about.as_of,
            source=look.say("export.source_goal", documents=named, snapshot=self.about.snapshot),
            notes=notes_of(sheet, look),
            figure=figure,
            goal=sheet,
        )

    def _formulas(self, goals: Sequence[Goal]) -> tuple[str, ...]:
        """The arithmetic of each goal, for the speaker."""
        return tuple(f"{goal.metric}（{goal.organisation}）{sentences.formula(goal, self.look)}" for goal in goals)

    def _picture(self, kind: str, draw: Draw, title: str, subtitle: str = "", **more: Any) -> Picture:
        facts: Mapping[str, Any] = {"as_of": self.about.as_of, "source": self.about.source, **more}
        return Picture(self.look.say(f"export.file_{kind}"), draw, title, subtitle, **facts)


def _with(chart: Callable[..., Any], **fixed: Any) -> Callable[..., Any]:
    return lambda *arguments: chart(*arguments, **fixed)


def _chunks(rows: Sequence[Any], size: int) -> list[Sequence[Any]]:
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def _packed(groups: Sequence[Group]) -> Iterator[list[Group]]:
    """Yield the groups by pages: those that fit together on one, a larger one alone."""
    page: list[Group] = []
    for group in groups:
        if page and sum(len(one.goals) for one in [*page, group]) > ROWS_A_PAGE:
            yield page
            page = []
        page.append(group)
    if page:
        yield page


def _rows(progress: pd.DataFrame, goal_ids: Sequence[str]) -> pd.DataFrame:
    return progress[progress["goal_id"].map(fmt.clean).isin(goal_ids)]


def _by_goal(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the rows of each goal, by its id as a Goal has it."""
    return {fmt.clean(goal_id): mine for goal_id, mine in rows.groupby("goal_id")}
