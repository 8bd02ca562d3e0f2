"""Albums made without a database: any number of goals, with whatever names, as the packet has to take them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pandas as pd

from board.charts.order import by_badness
from board.charts.rows import read_goals
from board.charts.theme import STATUSES, Look
from board.packet.contents import About, Album, Table
from board.packet.pictures import Painter
from tests import chart_frames as made

BUILT_AT = datetime(2024, 6, 1, 8, 30, 2)


def album(
    rows: Sequence[dict[str, Any]], goals: int = 3, look: Look | None = None, tables: tuple[Table, ...] = ()
) -> Album:
    """Return an album of rows of progress, each with one target and, where it has a result, one report."""
    look = look or Look()
    progress = made.frame([*rows, made.goal("", 1)]).iloc[:-1].copy()
    progress["target_id"] = [f"t{number}" for number in range(len(progress))]
    progress["actual_id"] = [f"a{number}" for number in range(len(progress))]
    targets = pd.DataFrame([_target(row) for row in progress.to_dict("records")], columns=TARGET)
    told = [row for row in progress.to_dict("records") if not pd.isna(row["actual"])]
    reports = pd.DataFrame([_report(row) for row in told], columns=REPORT)
    counts = {status: int((progress["status"] == status).sum()) for status in STATUSES}
    about = About(
        as_of=made.AS_OF,
        snapshot="20240601-083002-abcdef",
        built_at=BUILT_AT,
        headline=f"{len(progress)} 项目标",
        scope="二七区 · 2024 年",
        source="5 份文件，83 条原文陈述 · 快照 20240601-083002-abcdef",
        counts={**counts, "goals": len(progress), "documents": 5, "statements": 83},
    )
    painter = Painter(look, about)
    ordered = sorted(read_goals(progress), key=by_badness)
    events = pd.DataFrame(columns=EVENT)
    pictures = [*painter.board(progress, events), *painter.goals(ordered[:goals], targets, reports)]
    documents = pd.DataFrame(columns=["title", "publisher", "published_on", "published_stated"])
    left = max(0, len(ordered) - goals)
    return Album(
        about, tuple(pictures), tables, left, progress, targets, reports, documents, goals=tuple(ordered), look=look
    )


EVIDENCE = ("published_on", "published_stated", "document_id", "document_title", "document_path", "article", "sentence")
EVIDENCE = (*EVIDENCE, "quote", "quote_start", "headings", "rules", "doubts")
TARGET = ("goal_id", "statement_id", "low", "high", "comparator", "target_text", "basis", "official", "why_official")
TARGET = (*TARGET, "target", "unit", "ratio", "lead", "gap", "status", "status_reason", "rival", *EVIDENCE)
REPORT = ("goal_id", "statement_id", "value", "comparator", "quantity_text", "as_of", "basis", "link_rule", "measures")
REPORT = (*REPORT, *EVIDENCE, "is_current")
EVENT = ("day", "day_stated", "what", "goal_id", "metric", "organisation", "theme", "value", "unit", "comparator")
EVENT = (*EVENT, "quantity_text", "statement_id", "document_id", "document_title", "document_path", "sentence", "quote")


def _target(row: dict[str, Any]) -> dict[str, Any]:
    facts = {name: row[name] for name in ("goal_id", "comparator", "unit", "ratio", "lead", "gap", "status")}
    bounds = {"low": row["target_low"], "high": row["target_high"], "target": row["target"], "rival": 0}
    why = {"basis": "stated", "official": True, "why_official": "only", "status_reason": row["status_reason"]}
    said = _said(row["target_text"] or f"{row['metric']}目标", made.goal("x", 1)["target_published_on"])
    return {**facts, **bounds, **why, **said, "statement_id": row["target_id"]}


def _report(row: dict[str, Any]) -> dict[str, Any]:
    facts = {"goal_id": row["goal_id"], "value": row["actual"], "comparator": "=", "quantity_text": ""}
    facts |= {"as_of": pd.Timestamp(row["actual_as_of"]), "basis": "flow", "measures": "total", "is_current": True}
    return {**facts, **_said(f"{row['metric']}完成", row["actual_as_of"]), "statement_id": row["actual_id"]}


def _said(words: str, day: Any) -> dict[str, Any]:
    said = {
        "sentence": f"今年以来{words}。",
        "quote": words,
        "quote_start": 4,
        "headings": "",
        "rules": "",
        "doubts": "",
    }
    where = {"document_id": "d", "document_title": "调度会通报", "document_path": "d.txt", "article": "调度会通报"}
    return {**said, **where, "published_on": pd.Timestamp(day), "published_stated": True}
