"""A folder with rival plans that people judge, and what is then asked of its board."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from etl import judgement
from etl.build import build
from etl.model import Decision
from etl.review_file import read_decisions
from tests.test_build import GOALS, REPORT, put
from warehouse import questions
from warehouse.snapshot import open_current

DAY = date(2024, 5, 31)
OTHER = GOALS.replace("500亿元", "300亿元").replace("60个", "30个")
MORE = "# 临江区招商引资通报\n\n今年以来，全区举办推介活动8次，邀请企业720余家。截至5月15日，全区云上签约项目14个。\n"
LI, ZHOU = "李", "周"
Row = dict[str, Any]


def rows(frame: pd.DataFrame) -> list[Row]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def ask(data: Path, question: Any, *arguments: Any) -> list[Row]:
    with open_current(data) as con:
        return rows(question(con, *arguments))


def said(data: Path, metric: str, number: str) -> Row:
    """Return the statement of that metric with that number."""
    with open_current(data) as con:
        found = con.execute(
            "SELECT s.id FROM statements s JOIN metrics m ON m.id = s.metric_id WHERE m.name = ? AND quantity_text = ?",
            [metric, number],
        ).fetchall()
    ((statement_id,),) = found
    return ask(data, questions.statement, statement_id)[0]


def board(data: Path) -> dict[str, tuple[str, float | None, str]]:
    """Return the target, the ratio and the status of each goal."""
    found = ask(data, questions.progress, DAY)
    return {
        row["metric"]: (row["target_text"], None if pd.isna(row["ratio"]) else round(row["ratio"], 3), row["status"])
        for row in found
    }


def queue(data: Path) -> list[tuple[str, str]]:
    return [(row["kind"], row["metric"]) for row in ask(data, questions.review_queue)]


def tried(data: Path, *decisions: Decision, goals: tuple[str, ...] = ()) -> dict[str, tuple[str | None, str | None]]:
    """Return the status of each goal before and after, as the preview has it."""
    with open_current(data) as con:
        found = judgement.preview(con, data, decisions, DAY, goals)
    assert not found.stale
    told: dict[str, tuple[str | None, str | None]] = {}
    for change in found.changes:
        goal = change.after or change.before or {}
        name = goal["metric"] if (goal["organisation"], goal["period"]) == ("临江区", "2024") else "elsewhere"
        told[name] = (change.before and change.before["status"], change.after and change.after["status"])
    return told


def phrase(data: Path) -> tuple[str, str]:
    """Return the id and the name of the metric that no entry of the vocabulary names."""
    found = next(
        row for row in ask(data, questions.review_queue) if row["kind"] == "metric" and "云上" in row["metric"]
    )
    return str(found["item"]).removeprefix("metric:"), str(found["metric"])


def undo(data: Path) -> None:
    """Take the last decision back."""
    last = read_decisions(data / "reviews.csv")[-1]
    judgement.take_back(data, last, judgement.undoing(last, ZHOU))


def goal_of(data: Path, metric: str) -> str:
    return next(str(row["goal_id"]) for row in ask(data, questions.progress, DAY) if row["metric"] == metric)


def rivals(folder: Path) -> Path:
    """Build a folder with two rival plans, a report, and figures that no goal or entry knows."""
    put(folder, "plan.md", GOALS, "2024-02-18")
    put(folder, "other.md", OTHER, "2024-03-01")
    put(folder, "report.md", REPORT, "2024-05-15")
    put(folder, "more.md", MORE, "2024-05-15")
    build(folder)
    return folder
