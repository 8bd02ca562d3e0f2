"""Frames with the columns of the questions, made without a database: what charts must be able to draw."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

YI = 1e8
AS_OF = date(2024, 5, 31)
MAY = date(2024, 5, 15)
YEAR = (date(2024, 1, 1), date(2024, 12, 31))

EMPTY: dict[str, Any] = {
    "theme": "招商引资",
    "unit": "元",
    "better": "higher",
    "accumulates": True,
    "known": True,
    "period_start": YEAR[0],
    "period_stop": YEAR[1],
    "period": "2024",
    "comparator": ">=",
    "target_text": "",
    "target_basis": "stated",
    "target_published_on": date(2024, 2, 18),
    "status_reason": "",
    "days_since_report": 16,
    "rival_count": 0,
    "evidence_count": 2,
    "doubts_count": 0,
    "parent_id": None,
}
NUMBERS = (
    *("target_low", "target_high", "actual", "ratio", "elapsed", "lead", "pace", "gap", "months_done", "months_left"),
    *("needed", "run_rate", "forecast_low", "forecast", "forecast_high"),
)


def goal(metric: str, target: float, actual: float | None = None, **more: Any) -> dict[str, Any]:
    """One row of progress; an accumulating goal's measures are those of 15 May 2024 unless `as_of` says otherwise."""
    as_of = more.pop("as_of", MAY)
    row: dict[str, Any] = {**EMPTY, **dict.fromkeys(NUMBERS), "metric": metric, "organisation": "二七区"}
    row |= {"target": target, "actual": actual, "actual_as_of": as_of if actual is not None else None, **more}
    row["goal_id"] = f"{row['organisation']}/{metric}/{row['period']}"
    row["target_high" if row["comparator"] in {"<", "<="} else "target_low"] = target
    if actual is not None and row["accumulates"] and row["comparator"] not in {"<", "<="}:
        row |= _measures(target, actual, as_of, *YEAR)
    row.setdefault("status", "no_data")
    return row


def _measures(target: float, actual: float, as_of: date, start: date, stop: date) -> dict[str, Any]:
    elapsed = ((as_of - start).days + 1) / ((stop - start).days + 1)
    ratio = actual / target
    lead, gap, done = ratio - elapsed, max(0.0, target - actual), elapsed * 12
    status = "done" if ratio >= 1 else "on_pace" if lead >= 0 else "late" if lead >= -0.1 else "severe"
    rate = actual / done
    return {
        **{"ratio": ratio, "elapsed": elapsed, "lead": lead, "pace": ratio / elapsed, "gap": gap, "status": status},
        **{"months_done": done, "months_left": 12 - done, "needed": gap / (12 - done) if done < 12 else None},
        **{"run_rate": rate, "forecast": rate * 12, "forecast_low": rate * 10.8, "forecast_high": rate * 13.2},
    }


LONG = "国家级高新技术产业开发区规模以上工业企业研发经费支出占营业收入比重"
LONG_OWNER = "郑州高新技术产业开发区管理委员会科技创新与产业发展服务中心"


def normal() -> pd.DataFrame:
    """Every status, rates and ceilings, rivals, a part of a whole, long names, another period."""
    level = {"accumulates": False, "unit": "%", "theme": "就业民生", "organisation": "郑州市"}
    rows = [
        goal("签约额", 500 * YI, 107.96 * YI, rival_count=1, months_left=7.5),
        goal("主导产业项目签约额", 300 * YI, status_reason="never_reported", days_since_report=103, evidence_count=1),
        goal("新签约项目", 60, 13, unit="个", rival_count=1),
        goal("党政主要领导外出考察", 20, 6, unit="次", comparator="="),
        goal("新签约项目", 15, 26, unit="个", organisation="二七经开区", as_of=date(2024, 3, 6)),
        goal("省市重点项目完成投资", 91.3 * YI, 35.6 * YI, theme="项目建设", as_of=date(2024, 4, 30)),
        goal("城镇新增就业人数", 130_000, 46_000, unit="人", theme="就业民生", as_of=date(2024, 4, 30)),
        goal("盘活商务楼宇面积", 68_000, unit="平方米", theme="楼宇经济", status_reason="never_reported"),
        goal("城镇调查失业率", 5.5, 5.1, comparator="<=", better="lower", ratio=5.1 / 5.5, status="on_pace", **level),
        goal("居民消费价格涨幅", 3, 3.4, comparator="<=", better="lower", ratio=3.4 / 3, status="severe", **level),
        goal(LONG, 6, 5.7, status_reason="stale", rival_count=2, **{**level, "organisation": LONG_OWNER}),
        goal("重大项目完成投资", 41.72 * YI, 43.39 * YI, period="2023", theme="项目建设"),
    ]
    rows[1]["parent_id"] = rows[0]["goal_id"]
    rows[-1] |= {"period_start": date(2023, 1, 1), "period_stop": date(2023, 12, 31)}
    return frame(rows)


def frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Rows as the questions return them: days as timestamps, nothing as NaN or NaT."""
    result = pd.DataFrame(rows, columns=None if rows else [*EMPTY, *NUMBERS, "metric", "organisation", "target"])
    for name in ("period_start", "period_stop", "actual_as_of", "target_published_on"):
        if name in result:
            result[name] = pd.to_datetime(result[name])
    for name in NUMBERS:
        result[name] = pd.to_numeric(result[name])
    return result


def frames() -> dict[str, pd.DataFrame]:
    """Every kind of frame a chart may meet."""
    lower = {"comparator": "<=", "better": "lower"}
    return {
        "normal": normal(),
        "empty": normal().head(0),
        "one row": frame([goal("签约额", 500 * YI, 107.96 * YI)]),
        "huge": frame(
            [
                goal(f"指标{n}", 100 + n, n % 150, unit="个", organisation=f"单位{n % 90}", period="x")
                for n in range(2000)
            ]
        ),
        "tiny": frame([goal("试点", 1e-3, 4e-4, unit="个"), goal("比率", 1e-6, 1e-7)]),
        "negative": frame(
            [
                goal("收入增速", 5.5, -2.1, unit="%", accumulates=False, ratio=-0.38, status="severe"),
                goal("净增", 5, -3),
            ]
        ),
        "over-achieved": frame([goal("新签约项目", 15, 26, unit="个"), goal("引资", 1 * YI, 9999 * YI)]),
        "lower is better": frame(
            [
                goal("事故起数", 3, 5, unit="起", ratio=5 / 3, status="severe", **lower),
                goal("失业率", 5.5, 5.1, unit="%", accumulates=False, ratio=0.93, status="on_pace", **lower),
            ]
        ),
        "only no data": frame([goal("签约额", 500 * YI, status_reason="never_reported", days_since_report=103)]),
    }


def targets(*bounds: tuple[float | None, float | None, str, str]) -> pd.DataFrame:
    """Rows of `questions.targets`: (low, high, comparator, day published)."""
    columns = ["statement_id", "low", "high", "comparator", "published_on"]
    rows = [(f"t{n}", low, high, sign, pd.Timestamp(day)) for n, (low, high, sign, day) in enumerate(bounds)]
    return pd.DataFrame(rows, columns=columns)


def reports(*figures: tuple[float, str, str]) -> pd.DataFrame:
    """Rows of `questions.reports`: (value, day, basis), the last one current."""
    columns = ["statement_id", "value", "as_of", "basis", "is_current", "document_title", "quote"]
    rows = [
        (f"r{n}", value, pd.Timestamp(day), basis, n == len(figures) - 1, "二七时事", "签约总额107.96亿元")
        for n, (value, day, basis) in enumerate(figures)
    ]
    return pd.DataFrame(rows, columns=columns)


def events() -> pd.DataFrame:
    """Rows of `questions.timeline`: several goals, marks close together, an inferred day, one without a day."""
    said = [
        ("2024-02-18", True, "target", "签约额", "500亿元以上"),
        ("2024-02-18", True, "target", "签约额", "超500亿元"),
        ("2024-05-15", False, "target", "签约额", "300亿元以上"),
        ("2024-05-15", False, "actual", "签约额", "107.96亿元"),
        *(("2024-03-05", True, "actual", "走访企业", f"{n}户次") for n in range(1, 7)),
        ("2024-05-30", True, "actual", "走访企业", "累计走访服务规模以上工业企业44335户次"),
        ("2024-01-18", True, "target", LONG, "6%—6.5%"),
        (None, False, "actual", "新签约项目", "13个"),
    ]
    rows = [
        {
            **{"day": pd.Timestamp(day) if day else pd.NaT, "day_stated": stated, "what": what, "goal_id": metric},
            **{"metric": metric, "organisation": "二七区", "theme": "招商引资", "value": 1.0, "unit": "元"},
            **{
                "quantity_text": text,
                "statement_id": f"s{n}",
                "document_title": "报道",
                "quote": f"力争{metric}{text}",
            },
        }
        for n, (day, stated, what, metric, text) in enumerate(said)
    ]
    return pd.DataFrame(rows)
