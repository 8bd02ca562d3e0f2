"""The pictures of an album: the whole board in a few, then a picture of each goal, each with its message and notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from board import charts
from board.charts import format as fmt
from board.charts import gaps as rankings
from board.charts import sentences
from board.charts.order import Group, group_goals
from board.charts.rows import Goal, read_goals
from board.charts.story import tell
from board.packet import messages
from board.packet.contents import Picture
from board.packet.figures import Figure, bullets_of, lines_of, ranked_of
from board.packet.painting import Draw, Painting, evenly
from board.packet.project_pictures import of_projects
from board.packet.sources import documents, notes_of, sheet_of
from board.packet.standing_pictures import changed, grid, order
from board.packet.timeline_pictures import timeline

BOARD_ROWS, ROWS_A_PAGE, THEMES = 96, 8, 20
BARS_A_PAGE = 12


@dataclass(frozen=True, slots=True)
class Painter(Painting):
    """Makes the pictures of one album."""

    def board(self, progress: pd.DataFrame, events: pd.DataFrame) -> Iterator[Picture]:
        """The pictures of the whole board."""
        goals = read_goals(progress)
        yield self._overview(progress, goals)
        yield self._ranking("lead", goals, rankings.leads(goals, self.look), progress, charts.lead_bars)
        money = rankings.gaps(goals, self.look, "money")
        yield self._ranking("gap_money", goals, money, progress, charts.gap_bars)
        counts = rankings.gaps(goals, self.look, "count")
        by_count = partial(charts.gap_bars, kind="count")
        yield self._ranking("gap_count", goals, counts, progress, by_count)
        yield self._ranking("needed", goals, rankings.speeds(goals, self.look), progress, charts.needed_vs_run)
        yield grid(self, progress, goals)
        yield timeline(self, events, goals)

    def projects(self, stages: pd.DataFrame, projects: pd.DataFrame, steps: pd.DataFrame) -> Iterator[Picture]:
        """The funnel of the projects, and their steps against what was promised."""
        yield from of_projects(self, stages, projects, steps)

    def since(self, changes: pd.DataFrame, ranking: pd.DataFrame, day: date) -> Iterator[Picture]:
        """What changed since a day, and the order of the units where there are several."""
        yield changed(self, changes, day)
        if len(ranking) > 1:
            yield order(self, ranking)

    def goals(self, goals: Sequence[Goal], targets: pd.DataFrame, reports: pd.DataFrame) -> Iterator[Picture]:
        """A picture of each goal."""
        mine = _by_goal(targets), _by_goal(reports)
        none = targets.iloc[:0], reports.iloc[:0]
        for goal in goals:
            yield self._goal(goal, *(known.get(goal.goal_id, empty) for known, empty in zip(mine, none, strict=True)))

    def _overview(self, progress: pd.DataFrame, goals: list[Goal]) -> Picture:
        groups = group_goals(goals)
        if len(goals) > BOARD_ROWS:  # the worst of each theme, rather than all of the first
            groups = [Group(group.name, group.goals[:ROWS_A_PAGE]) for group in groups[:THEMES]]
        source = f"{self.about.source} · {self.look.say('chart.pace_note')}"
        draw: Draw = partial(charts.board_bullets, progress, self.look)
        note = self.look.say("chart.overview_note", goals=len(goals), no_data=self.about.counts.get("no_data", 0))
        pages = [page for some in _packed(groups) for page in self._themes(some, progress, goals, source)]
        return self.picture("overview", draw, self.about.headline, note, source=source, parts=tuple(pages))

    def _themes(
        self, groups: Sequence[Group], progress: pd.DataFrame, goals: list[Goal], source: str
    ) -> Iterator[Picture]:
        """The rows of some small themes on one page, or of a large one on as many as it takes."""
        names = [group.name for group in groups]
        everyone = [goal for goal in goals if goal.theme in names]
        shown = [goal for group in groups for goal in group.goals]
        pages = evenly(shown, ROWS_A_PAGE)
        note = self.look.say("packet.theme_note", scope=self.about.scope) + self.left(len(everyone) - len(shown))
        for number, rows in enumerate(pages, 1):
            title = messages.of_themes(names, everyone, self.look, (number, len(pages)))
            yield self.picture(
                "overview",
                self._bullets(_rows(progress, [goal.goal_id for goal in rows])),
                title,
                note,
                source=source,
                notes=self.formulas(rows),
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
        notes = self.formulas([bar.goal for bar in ranking.bars[:BARS_A_PAGE]])
        subtitle = self.look.say(f"chart.{kind}_note")
        whole: Draw = partial(chart, progress, self.look)
        some: Draw = partial(chart, progress, self.look, limit=BARS_A_PAGE)
        picture = self.picture(kind, whole, title, subtitle, notes=notes, figure=figure)
        left = len(ranking.bars) - BARS_A_PAGE
        if left <= 0:
            return picture
        subtitle += " · " + self.look.say("packet.more", count=left)
        page = self.picture(kind, some, title, subtitle, notes=notes, figure=figure)
        return self.picture(kind, whole, title, parts=(page,))

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
