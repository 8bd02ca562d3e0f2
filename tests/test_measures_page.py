"""The figures of docs/measures.md are those that the warehouse computes from the shipped bulletins."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.build import build
from warehouse import questions
from warehouse.snapshot import open_current

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "measures.md").read_text("utf-8")
DAY = date(2024, 5, 15)
YI = 100_000_000
STATUS = {"done": "已完成", "on_pace": "达序时", "late": "滞后", "severe": "严重滞后", "no_data": "无数据"}


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    data = tmp_path_factory.mktemp("data")
    shutil.copytree(ROOT / "data" / "documents", data / "documents")
    build(data)
    with open_current(data) as connection:
        yield connection


def cells(first: str) -> list[str]:
    """Return the cells of the page's table row that begins with `first`."""
    match = re.search(rf"^\| {re.escape(first)}[^|]*\|(.*)\|$", PAGE, re.MULTILINE)
    assert match, f"no row begins with {first!r}"
    return [cell.strip() for cell in match[1].split("|")]


def goal(con: duckdb.DuckDBPyConnection, metric: str) -> dict[str, Any]:
    found = questions.progress(con, DAY, organisation="二七区", year=2024)
    rows = found[(found["metric"] == metric) & (found["organisation"] == "二七区")].to_dict("records")
    assert len(rows) == 1, f"{len(rows)} goals named {metric}"
    return dict(rows[0])


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def points(lead: float) -> str:
    return f"{100 * lead:+.1f}".replace("-", "−")


def test_worked_example(con: duckdb.DuckDBPyConnection) -> None:
    row = goal(con, "签约额")
    told = {
        "`ratio`": percent(row["ratio"]),
        "`elapsed`": percent(row["elapsed"]),
        "`lead`": f"{points(row['lead'])} percentage points",
        "`gap`": f"{float(row['gap']) / YI:.2f} 亿元",
        "`months_left`": f"{row['months_left']:.1f}",
        "`needed`": f"{float(row['needed']) / YI:.1f} 亿元 a month",
        "`months_done`": f"{row['months_done']:.1f}",
        "`run_rate`": f"{float(row['run_rate']) / YI:.1f} 亿元 a month",
        "`forecast`": "{:.1f} 亿元, {:.1f} to {:.1f}".format(
            *(float(row[key]) / YI for key in ("forecast", "forecast_low", "forecast_high"))
        ),
        "`status`": STATUS[row["status"]],
    }
    assert {first: cells(first)[-1] for first in told} == told


def test_rival_of_the_worked_example(con: duckdb.DuckDBPyConnection) -> None:
    targets = questions.targets(con, goal(con, "签约额")["goal_id"], DAY)
    rival = targets[targets["rival"] > 0].to_dict("records")[0]
    ratio, lead, status = percent(rival["ratio"]), points(rival["lead"]), STATUS[rival["status"]]
    said = f"the ratio is {ratio}, the lead {lead} points and the status {status}"
    assert said in PAGE.replace("\n", " ")


@pytest.mark.parametrize(
    "metric", ["省市重点项目完成投资", "重大项目完成投资", "党政主要领导外出考察", "招商小分队外出招商"]
)
def test_other_goals(con: duckdb.DuckDBPyConnection, metric: str) -> None:
    found = questions.progress(con, DAY, organisation="二七区", year=2024)
    name = next(name for name in sorted(found["metric"]) if name.startswith(metric))
    row = goal(con, name)
    as_of = f"{row['actual_as_of']:%-d %B}"
    told = [as_of, percent(row["ratio"]), percent(row["elapsed"]), points(row["lead"]), STATUS[row["status"]]]
    assert cells(metric)[1:] == told


def test_implied_target(con: duckdb.DuckDBPyConnection) -> None:
    found = questions.progress(con, DAY, organisation="二七经开区", year=2023)
    implied = found[found["target_basis"] == "implied"].to_dict("records")[0]
    assert f"makes the goal {float(implied['target']) / YI:.2f} 亿元" in PAGE
