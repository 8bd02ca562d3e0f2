"""The pictures of projects: how many stand at which stage, and their steps against what was promised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import pandas as pd

from board import charts
from board.charts import format as fmt
from board.charts import projects as say
from board.charts.projects import Project, read_projects
from board.charts.rows import records
from board.packet import messages
from board.packet.contents import Picture
from board.packet.days import steps_of
from board.packet.figures import funnel_of
from board.packet.painting import Painting, evenly

A_PAGE, PAGES = 9, 4


def of_projects(
    painting: Painting, stages: pd.DataFrame, projects: pd.DataFrame, steps: pd.DataFrame
) -> Iterator[Picture]:
    """Yield the funnel and the steps."""
    documents_of = pd.concat([projects, steps])["document_path"].nunique()
    counted = {"documents": documents_of, "projects": len(projects)}
    source = painting.look.say("export.source_projects", **counted, snapshot=painting.about.snapshot)
    yield _funnel(painting, stages, source)
    yield _steps(painting, projects, steps, source)


def _funnel(painting: Painting, stages: pd.DataFrame, source: str) -> Picture:
    look = painting.look
    return painting.picture(
        "funnel",
        lambda frame: charts.pipeline_funnel(stages, look, frame),
        messages.of_funnel(stages, look),
        look.say("packet.funnel_note"),
        source=source,
        notes=(look.say("packet.notes_funnel"), *_stages(painting, stages)),
        figure=funnel_of(stages, look),
    )


def _stages(painting: Painting, stages: pd.DataFrame) -> Iterator[str]:
    """Say of each stage what stands there and what came that far."""
    look = painting.look
    for row in records(stages):
        here = look.say("projects.funnel_count", count=int(row["projects"] or 0))
        if row["total_investment"]:
            here += f" · {fmt.quantity(float(row['total_investment']), '元', look.lang)}"
        money = fmt.quantity(float(row["reached_investment"] or 0), "元", look.lang)
        beyond = look.say("projects.funnel_reached", count=int(row["reached"] or 0), money=money)
        said = here if row["stage"] is None else look.say("format.list_comma").join((here, beyond))
        yield look.say("evidence.line", name=say.stage_word(row["stage"], look), text=said)


def _steps(painting: Painting, projects: pd.DataFrame, steps: pd.DataFrame, source: str) -> Picture:
    """The projects that told a day, a page after another; those beyond and those without are counted."""
    look = painting.look
    title = messages.of_steps(int((projects["overdue"] > 0).sum()), len(projects), look)
    note = look.say("projects.gantt_note")
    told = steps[steps["planned_on"].notna() | steps["reached_on"].notna()]["project_id"]
    dated = projects[projects["project_id"].isin(told)]
    undated = len(projects) - len(dated)
    silent = " · " + look.say("projects.gantt_undated", count=undated).rstrip("。.") if undated else ""
    pages = evenly(range(len(dated)), A_PAGE)
    shown = pages[:PAGES]
    left = len(dated) - sum(map(len, shown))
    parts = [
        _page(
            painting,
            dated.iloc[list(rows)],
            steps,
            title + painting.part(number, len(shown)),
            note + (painting.left(left) + silent if number == len(shown) else ""),
            source,
        )
        for number, rows in enumerate(shown, 1)
    ]
    return painting.picture(
        "gantt",
        partial(_draw, painting, projects, steps),
        title,
        note,
        source=source,
        parts=tuple(parts) if len(parts) > 1 or undated else (),
        notes=parts[0].notes if parts else (),
        figure=parts[0].figure if parts else None,
    )


def _page(
    painting: Painting, projects: pd.DataFrame, steps: pd.DataFrame, title: str, note: str, source: str
) -> Picture:
    look, today = painting.look, painting.about.as_of
    mine = steps[steps["project_id"].isin(projects["project_id"])]
    return painting.picture(
        "gantt",
        partial(_draw, painting, projects, steps),
        title,
        note,
        source=source,
        notes=(look.say("packet.notes_steps"), *_notes(painting, read_projects(projects, mine))),
        figure=steps_of(projects, mine, today, look),
    )


def _notes(painting: Painting, projects: Sequence[Project]) -> Iterator[str]:
    """Say the steps of each project with their days, and what stands in its way."""
    look = painting.look
    for project in projects:
        lines = [say.step_line(step, look) for step in project.steps]
        lines += [project.problem] if project.problem else []
        words = look.say("format.list_semicolon").join(lines)
        yield look.say("packet.notes_project", name=project.name, owner=say.owners(project, look), steps=words)


def _draw(
    painting: Painting, projects: pd.DataFrame, steps: pd.DataFrame, frame: charts.Frame | bool
) -> charts.LayerChart:
    return charts.gantt(projects, steps, painting.look, frame, as_of=painting.about.as_of)
