"""The slides of the wall: few rows in large letters, to be read from the other end of the room.

Markup only, from frames that the screens show as well; nothing is measured here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from board.charts import format as fmt
from board.charts import projects as say
from board.charts import sentences
from board.charts.gaps import share_left
from board.charts.order import by_badness
from board.charts.projects import Project
from board.charts.rows import Goal, records
from board.charts.sentences import is_open
from board.charts.theme import STATUSES, Look
from board.screens.style import SIGNS, status_class, status_mark, tag, text

ROWS = 5  # a page
PAGES = 2  # of one kind at most


def slides(
    goals: Sequence[Goal],
    counts: Mapping[str, Any],
    pipeline: pd.DataFrame,
    projects: Sequence[Project],
    look: Look,
) -> list[str]:
    """Return the slides in their order: overview, the worst goals, the gaps, the pipeline, the projects overdue."""
    made = [_overview(counts, look)]
    worst = sorted((goal for goal in goals if goal.status in {"severe", "late"}), key=by_badness)
    made += _pages(look.say("wall.worst"), worst, lambda page: [_goal(goal, look) for goal in page], look)
    money = sorted((goal for goal in goals if is_open(goal) and goal.unit == "元"), key=lambda goal: -(goal.gap or 0))
    counted = sorted(
        (goal for goal in goals if is_open(goal) and goal.unit != "元"), key=lambda goal: -share_left(goal)
    )
    if money:
        most = money[0].gap or 1.0
        rows = [_gap(goal, (goal.gap or 0) / most, look) for goal in money[:ROWS]]
        made.append(_slide(look.say("wall.gap_money"), rows, len(money) - ROWS, look))
    if counted:
        rows = [_gap(goal, share_left(goal), look) for goal in counted[:ROWS]]
        made.append(_slide(look.say("wall.gap_count"), rows, len(counted) - ROWS, look))
    if not pipeline.empty:
        made.append(_pipeline(pipeline, look))
    stuck = [project for project in projects if project.overdue_step]
    made += _pages(look.say("wall.overdue"), stuck, lambda page: [_project(project, look) for project in page], look)
    return made


def _pages(title: str, things: Sequence[Any], rows: Callable[[Sequence[Any]], list[str]], look: Look) -> Iterator[str]:
    """Yield the first pages of a list, the last of them saying how many more there are."""
    pages = [things[at : at + ROWS] for at in range(0, len(things), ROWS)][:PAGES]
    for number, page in enumerate(pages, 1):
        left = len(things) - ROWS * PAGES if number == PAGES else 0
        place = f" · {number} / {len(pages)}" if len(pages) > 1 else ""
        named = look.say("wall.counted", title=title, count=len(things))
        yield _slide(named + place, rows(page), left, look)


def _slide(title: str, rows: Sequence[str], left: int, look: Look, kind: str = "rows") -> str:
    more = tag("p", text(look.say("wall.more", count=left)), "xs-wall-more") if left > 0 else ""
    return tag("section", tag("h2", text(title)) + tag("div", "".join(rows), f"xs-wall-{kind}") + more, "xs-slide")


def _overview(counts: Mapping[str, Any], look: Look) -> str:
    pieces = sentences.headline(counts, look)
    line = "".join(tag("em", text(words)) if tone else text(words) for words, tone in pieces)
    tiles = [
        tag(
            "div",
            tag("span", text(f"{SIGNS[status]} {look.say(f'status.{status}')}"), status_class(status))
            + tag("strong", str(int(counts.get(status) or 0))),
            "xs-wall-tile",
        )
        for status in STATUSES
    ]
    return tag("section", tag("h1", line) + tag("div", "".join(tiles), "xs-wall-tiles"), "xs-slide")


def _row(name: str, owner: str, middle: str, figures: str, verdict: str) -> str:
    head = tag("div", tag("b", text(name)) + tag("span", text(owner), "xs-wall-soft"))
    end = tag("div", tag("b", text(figures)) + verdict, "xs-wall-end")
    return tag("div", head + middle + end, "xs-wall-row")


def _bar(share: float, status: str, pace: float | None = None) -> str:
    """A bar from nothing to the whole, with the mark of the pace."""
    fill = tag("i", "", status_class(status), style=f"width:{max(0.0, min(1.0, share)) * 100:.1f}%")
    mark = tag("u", "", style=f"left:{max(0.0, min(1.0, pace)) * 100:.1f}%") if pace is not None else ""
    return tag("div", fill + mark, "xs-wall-bar", aria_hidden="true")


def _goal(goal: Goal, look: Look) -> str:
    """One goal behind: its share against the pace, how far behind, what each month needs."""
    shown = sentences.has_share(goal)
    middle = _bar(goal.ratio or 0.0, goal.status, goal.elapsed) if shown else tag("div", "", "xs-wall-none")
    said = sentences.standing(goal, look)
    if goal.needed and sentences.needed(goal, look):
        needed = fmt.rounded(goal.needed, goal.unit, look.lang, goal.gap)
        said += " · " + look.say("wall.needs", needed=needed)
    return _row(goal.metric, _owner(goal, look), middle, sentences.result(goal, look), status_mark(goal.status, said))


def _gap(goal: Goal, share: float, look: Look) -> str:
    """One gap: its bar, how much is missing, and the monthly rate so far and needed."""
    rate, needed = sentences.rates(goal, look)
    known = goal.needed is not None and goal.run_rate is not None
    said = look.say("wall.rate", rate=rate, needed=needed) if known else sentences.status_word(goal, look)
    missing = look.say("chart.gap_only", gap=sentences.gap(goal, look))
    return _row(goal.metric, _owner(goal, look), _bar(share, goal.status), missing, status_mark(goal.status, said))


def _owner(goal: Goal, look: Look) -> str:
    return f"{goal.organisation} · {sentences.target(goal, look)}"


def _pipeline(pipeline: pd.DataFrame, look: Look) -> str:
    cells = []
    for row in records(pipeline):
        overdue = int(row["overdue"] or 0)
        late = look.say("projects.funnel_overdue", count=overdue) if overdue else ""
        money = fmt.quantity(float(row["total_investment"] or 0), "元", look.lang) if row["priced"] else "—"
        parts = [
            tag("span", text(say.stage_word(row["stage"], look)), "xs-wall-stage"),
            tag("strong", str(int(row["projects"]))),
            tag("span", text(money), "xs-wall-money"),
            status_mark("severe", late) if late else tag("span", "&nbsp;"),
        ]
        cells.append(tag("div", "".join(parts), "xs-wall-step"))
    return _slide(look.say("wall.pipeline"), cells, 0, look, "steps")


def _project(project: Project, look: Look) -> str:
    problem = tag("div", text(project.problem), "xs-wall-problem")
    stage = say.stage_word(project.stage, look)
    total = fmt.quantity(project.total, "元", look.lang) if project.total is not None else ""
    facts = " · ".join(part for part in (stage, total) if part)
    verdict = status_mark(project.status, say.verdict(project, look))
    return _row(project.name, say.owners(project, look), problem, facts, verdict)
