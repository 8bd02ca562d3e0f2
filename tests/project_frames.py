"""Frames with the columns of the questions on projects, made without a database: what their charts must draw."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd

from board.charts.projects import STAGES

JUNE = date(2024, 6, 7)
YI = 1e8
LONG = "国家级高新技术产业开发区新一代智能网联汽车电子与车规级芯片研发生产总部基地及配套基础设施一期工程"
LONG_OWNER = "高新技术产业开发区管理委员会科技创新与产业发展服务中心、城市更新和重大项目建设指挥部办公室"
DAYS = ("planned_on", "first_planned_on", "reached_on")

Steps = dict[str, tuple[str | None, str | None]]


def project(name: str, steps: Steps, stage: str | None = "start", **more: Any) -> dict[str, Any]:
    """One row of `questions.projects` with its steps, {step: (promised, taken)}, under the key "steps"."""
    money = dict.fromkeys(("total_investment", "annual_investment", "annual_done", "cumulative_investment"))
    row = {"project_id": name, "name": name, "organisation": "二七区", "stage": stage, **money}
    row |= {"chain": "大健康", "owner": "区商务局", "leader": "副区长", "problem": "", "annual_ratio": None}
    row |= {"total_ratio": None, "steps": [_step(name, step, *days) for step, days in steps.items()]}
    missed = [step for step in row["steps"] if step["state"] == "overdue"]
    coming = [step for step in row["steps"] if step["state"] == "open"]
    worst = max(missed, key=lambda step: step["days_overdue"], default=None)
    row |= {"overdue": len(missed), "overdue_step": worst and worst["step"]}
    row |= {"days_overdue": worst and worst["days_overdue"], "next_step": coming[0]["step"] if coming else None}
    row |= {"next_on": coming[0]["planned_on"] if coming else None}
    late = "severe" if worst and worst["days_overdue"] > 30 else "late"
    row["status"] = late if worst else "on_pace" if coming else "done" if steps else "no_data"
    return row | more


def _step(project_id: str, step: str, promised: str | None, taken: str | None) -> dict[str, Any]:
    planned, reached = (date.fromisoformat(day) if day else None for day in (promised, taken))
    over = planned is not None and reached is None and planned < JUNE
    row: dict[str, Any] = {"project_id": project_id, "step": step, "planned_on": planned, "first_planned_on": planned}
    row |= {"reached_on": reached, "state": "done" if reached else "overdue" if over else "open"}
    row["days_overdue"] = (JUNE - planned).days if over and planned else None
    row["days_late"] = (reached - planned).days if reached and planned else None
    return row | {"slipped_days": 40 if step == "finish" else 0 if planned else None}


def frames(rows: list[dict[str, Any]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return rows as the questions return them: projects, and the steps of all of them."""
    steps = pd.DataFrame([step for row in rows for step in row["steps"]])
    projects = pd.DataFrame([{name: value for name, value in row.items() if name != "steps"} for row in rows])
    for name in DAYS:
        if name in steps:
            steps[name] = pd.to_datetime(steps[name])
    return projects, steps


FULL: Steps = {
    "signing": ("2023-12-31", "2023-12-20"),
    "start": ("2024-03-31", "2024-04-02"),
    "finish": ("2024-05-31", None),
    "operation": ("2024-12-31", None),
    "full capacity": ("2025-06-30", None),
}


def cases() -> dict[str, tuple[pd.DataFrame, pd.DataFrame]]:
    """Every kind of projects a chart may meet."""
    everything = [
        project("甲产业园项目", FULL, total_investment=10 * YI, annual_investment=3 * YI, annual_done=5.2 * YI,
                annual_ratio=1.733, cumulative_investment=8 * YI, total_ratio=0.8, problem="土地指标未落实"),
        project("乙产业园项目", {"start": ("2023-11-30", None)}, "signing"),
        project("丙产业园项目", {"operation": ("2024-03-31", "2024-03-15")}, "operation"),
        project("丁产业园项目", {"start": (None, "2024-06-06")}),
        project("戊产业园项目", {"signing": ("2024-06-30", None), "start": ("2024-07-02", None)}, "planning"),
        project("己产业园项目", {}, None),
        project(LONG, FULL, owner=LONG_OWNER, leader="区委常委、常务副区长，经开区党工委书记"),
    ]  # fmt: skip
    first = date(2023, 1, 1)
    many = []
    for number in range(300):
        day = (first + timedelta(days=number * 5)).isoformat()
        later = (first + timedelta(days=number * 5 + 200)).isoformat()
        taken = day if number % 3 == 0 and day < "2024-06-07" else None
        many.append(project(f"项目{number:03}", {"start": (day, taken), "finish": (later, None)}))
    return {
        "everything": frames(everything),
        "one": frames(everything[:1]),
        "empty": tuple(part.head(0) for part in frames(everything)),  # type: ignore[dict-item]
        "undated": frames([project("甲项目", {}, None), project("乙项目", {}, "planning")]),
        "far days": frames(
            [project("甲项目", {"start": ("1998-05-01", "1998-05-02"), "finish": ("2060-01-01", None)})]
        ),
        "long names": frames([project(f"{LONG}{n}", FULL, owner=LONG_OWNER) for n in range(4)]),
        "300": frames(many),
    }


def pipeline(*stages: tuple[int, int, float, int]) -> pd.DataFrame:
    """Rows of `questions.pipeline`: (projects, of them priced, their money, overdue) of each stage in its order."""
    names = [*STAGES, None][: len(stages)]
    told = stages[: len(STAGES)]
    rows = []
    for place, (name, (count, priced, money, overdue)) in enumerate(zip(names, stages, strict=True)):
        onward = told[place:] if name else ()
        rows.append(
            {"stage": name, "projects": count, "priced": priced, "total_investment": money, "overdue": overdue}
            | {"reached": sum(row[0] for row in onward), "reached_investment": sum(row[2] for row in onward)}
        )
    return pd.DataFrame(rows, columns=None if rows else ["stage"])


FUNNELS = {
    "usual": pipeline(
        *((6, 2, 17 * YI, 1), (6, 6, 46.8 * YI, 3), (10, 10, 121.4 * YI, 2), (2, 2, 11.7 * YI, 0), (2, 2, 10 * YI, 0))
    ),
    "empty": pipeline(),
    "one": pipeline((0, 0, 0, 0), (1, 1, 0.3 * YI, 1), (0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0)),
    "no money": pipeline((6, 0, 0, 0), (3, 0, 0, 1), (2, 0, 0, 0), (1, 0, 0, 0), (0, 0, 0, 0)),
    "huge": pipeline((9999, 9000, 9e15, 999), (300, 300, 2e12, 1), (10, 10, 1e12, 2), (2, 2, 3e3, 0), (2, 2, 10, 2)),
    "tiny": pipeline((1, 1, 120.0, 0), (1, 1, 60.0, 0), (1, 1, 0.5, 0), (0, 0, 0, 0), (1, 1, 10.0, 0)),
    "stage not told": pipeline(*[(1, 1, YI, 0)] * 5, (4, 3, 7 * YI, 2)),
}
