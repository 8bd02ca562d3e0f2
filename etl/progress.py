"""Where every goal stands, as rows for `python -m etl progress`. Asks the warehouse; computes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import duckdb

from etl.rows import Row, plain
from warehouse import questions

STATUS = {"done": "已完成", "on_pace": "达序时", "late": "滞后", "severe": "严重滞后", "no_data": "无数据"}
COLUMNS = {
    "status": "状态",
    "org": "单位",
    "metric": "指标",
    "period": "期间",
    "target_text": "目标",
    "actual_text": "完成",
    "actual_as_of": "截至",
    "ratio": "完成率",
    "elapsed": "时间进度",
    "lead": "领先",
    "rivals": "其他说法",
}


def progress_rows(con: duckdb.DuckDBPyConnection, as_of: date, organisation: str | None) -> Iterator[Row]:
    """Yield one row a goal: figures in base units, shares as fractions, the sentence behind each number."""
    for goal in _records(questions.progress(con, as_of, organisation)):
        targets = _records(questions.targets(con, goal["goal_id"], as_of))
        reports = _records(questions.reports(con, goal["goal_id"], as_of))
        yield _row(goal, targets, reports)


def flat(row: Row) -> Row:
    """Return a row without nesting, for CSV and tables."""
    actual = row["evidence"]["actual"] or {}
    forecast = row["forecast"] or [None, None]
    rest = {key: value for key, value in row.items() if key not in ("evidence", "forecast", "rivals")}
    return rest | {
        "forecast_low": forecast[0],
        "forecast_high": forecast[1],
        "rivals": [f"{rival['target_text']} {rival['status']}" for rival in row["rivals"]],
        "target_doc": row["evidence"]["target"]["doc"],
        "target_quote": row["evidence"]["target"]["quote"],
        "actual_doc": actual.get("doc"),
        "actual_quote": actual.get("quote"),
    }


def spoken(row: Row) -> Row:
    """Return a flat row with its shares as a person reads them."""
    shares = {key: None if row[key] is None else f"{row[key]:.1%}" for key in ("ratio", "elapsed")}
    lead = None if row["lead"] is None else f"{100 * row['lead']:+.1f}"
    return flat(row) | shares | {"lead": lead}


def _row(goal: Row, targets: list[Row], reports: list[Row]) -> Row:
    official = next(target for target in targets if target["official"])
    current = next((report for report in reversed(reports) if report["is_current"]), None)
    rivals = {target["rival"]: target for target in reversed(targets) if target["rival"] > 0}
    forecast = [goal["forecast_low"], goal["forecast_high"]]
    return {
        "goal_id": goal["goal_id"],
        "org": goal["organisation"],
        "metric": goal["metric"],
        "period": goal["period"],
        "comparator": goal["comparator"],
        "target": goal["target"],
        "unit": goal["unit"],
        "target_text": goal["target_text"],
        "actual": goal["actual"],
        "actual_text": goal["actual_text"],
        "actual_as_of": goal["actual_as_of"],
        "ratio": goal["ratio"],
        "elapsed": goal["elapsed"],
        "lead": goal["lead"],
        "gap": goal["gap"],
        "needed": goal["needed"],
        "forecast": None if forecast[0] is None else forecast,
        "status": STATUS[goal["status"]],
        "status_reason": goal["status_reason"],
        "basis": goal["target_basis"],
        "rivals": [_rival(rivals[number]) for number in sorted(rivals)],
        "evidence": {"target": _evidence(official), "actual": None if current is None else _evidence(current)},
    }


def _rival(target: Row) -> Row:
    kept = ("comparator", "target", "target_text", "basis", "ratio", "lead", "gap")
    return {key: target[key] for key in kept} | {"status": STATUS[target["status"]]} | _evidence(target)


def _evidence(row: Mapping[str, Any]) -> Row:
    return {"doc": row["document_path"], "quote": row["quote"], "published_on": row["published_on"]}


def _records(frame: Any) -> list[Row]:
    """Return the rows of a frame with plain values, what is absent as None."""
    known = frame.astype(object).where(frame.notna(), None)
    return [{key: plain(value) for key, value in row.items()} for row in known.to_dict("records")]
