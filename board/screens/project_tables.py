"""The figures behind the pictures of projects: tables to read on the page, and what leaves as CSV with its evidence."""

from __future__ import annotations

import pandas as pd

from board import state
from board.charts import format as fmt
from board.charts import projects as say
from board.charts.projects import read_projects
from board.charts.rows import records
from board.ledger import with_steps
from board.screens import tables
from board.state import word


def funnel_to_read(stages: pd.DataFrame) -> pd.DataFrame:
    """Return the funnel as a table of words, one row a stage."""
    look = state.look(0)
    rows = []
    for row in records(stages):
        rows.append(
            {
                word("chart.stage"): say.stage_word(row["stage"], look),
                word("chart.projects"): int(row["projects"]),
                word("chart.total_investment"): fmt.quantity(row["total_investment"], "元", look.lang),
                word("chart.unpriced"): int(row["projects"] - row["priced"]),
                word("chart.overdue"): int(row["overdue"]),
                word("chart.gone_on"): int(row["reached"]) if row["stage"] else "",
            }
        )
    return pd.DataFrame(rows)


def projects_to_read(projects: pd.DataFrame, milestones: pd.DataFrame) -> pd.DataFrame:
    """Return projects as a table of words, one row a project, with all its steps in one cell."""
    look = state.look(0)
    semicolon = look.say("format.list_semicolon")
    return pd.DataFrame(
        [
            {
                word("chart.project"): project.name,
                word("chart.stage"): say.stage_word(project.stage, look),
                word("chart.status"): say.verdict(project, look),
                word("chart.owner"): project.owner or project.organisation,
                word("chart.leader"): project.leader,
                word("chart.steps"): semicolon.join(say.step_line(step, look) for step in project.steps),
            }
            for project in read_projects(projects, milestones)
        ]
    )


def projects_to_keep(projects: pd.DataFrame, milestones: pd.DataFrame) -> pd.DataFrame:
    """Return projects as they leave in a CSV."""
    return tables.plain(with_steps(projects, milestones))
