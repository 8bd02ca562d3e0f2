"""The arithmetic of `warehouse/measures.sql` on figures worked out by hand: ratios, pace, gaps, forecasts, statuses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.warehouse_rows import YEAR, Rows, day, yi

BOARD_DAY = date(2024, 5, 31)
MAY_15 = date(2024, 5, 15)
TEN_DAYS = (date(2024, 1, 1), date(2024, 1, 10))
FIRST_QUARTER = (date(2024, 1, 1), date(2024, 3, 31))
SECOND_QUARTER = (date(2024, 4, 1), date(2024, 6, 30))
SHARES = [0.05, 0.10, 0.20, 0.30, 0.40, 0.55, 0.65, 0.75, 0.85, 0.92, 0.97, 1.0]


def asked(rows: Rows, board_day: date = BOARD_DAY) -> list[dict[str, Any]]:
    """Return the rows of progress as the database has them: exact decimals, dates, None."""
    with rows.connect() as con:
        cursor = con.execute("FROM progress(?) ORDER BY goal_id", [board_day])
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def only(rows: Rows, board_day: date = BOARD_DAY) -> Mapping[str, Any]:
    found = asked(rows, board_day)
    assert len(found) == 1, f"{len(found)} goals"
    return found[0]


def held(
    low: Any, actual: Any, as_of: date = MAY_15, *, rows: Rows | None = None, metric: str = "签约额", **goal: Any
) -> Rows:
    """Return one goal of at least `low` with one result, or add it to other rows."""
    rows = rows or Rows()
    name = rows.goal(metric, **goal)
    rows.target(name, low, None, ">=")
    rows.actual(name, actual, as_of)
    return rows


def test_every_measure_of_one_goal() -> None:
    row = only(held(yi("500"), yi("107.96")))
    assert row["target"] == row["target_low"] == yi("500")
    assert row["target_high"] is None
    assert (row["actual"], row["gap"]) == (yi("107.96"), yi("392.04"))
    assert row["ratio"] == pytest.approx(0.21592, abs=1e-12)
    assert row["elapsed"] == pytest.approx(136 / 366)
    assert row["lead"] == pytest.approx(0.21592 - 136 / 366)
    assert row["pace"] == pytest.approx(0.21592 * 366 / 136)
    assert (row["months_done"], row["months_left"]) == (4.5, 7.5)
    assert row["needed"] == pytest.approx(5_227_200_000)
    assert row["run_rate"] == pytest.approx(10_796_000_000 / 4.5)
    assert row["forecast"] == pytest.approx(28_789_333_333.33)
    assert row["forecast_low"] == pytest.approx(25_910_400_000)
    assert row["forecast_high"] == pytest.approx(31_668_266_666.67)
    assert (row["status"], row["status_reason"]) == ("severe", "")
    assert row["actual_as_of"] == row["actual_published_on"] == MAY_15
    assert (row["period"], row["actual_basis"], row["days_since_report"]) == ("2024", "flow", 16)


def test_numbers_stay_exact() -> None:
    row = only(held(Decimal("1234567890123456.123457"), Decimal("0.1")))
    assert row["target"] == Decimal("1234567890123456.123457")
    assert row["gap"] == Decimal("1234567890123456.023457")


def test_figures_of_the_spring() -> None:
    """Target, result, its day; then ratio, time gone and lead in percent, and the status."""
    figures = {
        "签约额": ("500", "107.96", "2024-05-15", (21.6, 37.2, -15.6), "severe"),
        "签约额的另一说法": ("300", "107.96", "2024-05-15", (36.0, 37.2, -1.2), "late"),
        "新签约项目数": ("60", "13", "2024-05-15", (21.7, 37.2, -15.5), "severe"),
        "党政主要领导外出考察次数": ("20", "6", "2024-05-15", (30.0, 37.2, -7.2), "late"),
        "招商小分队外出招商次数": ("50", "9", "2024-05-15", (18.0, 37.2, -19.2), "severe"),
        "重大项目完成投资": ("412", "107.04", "2024-03-31", (26.0, 24.9, 1.1), "on_pace"),
        "省市重点项目完成投资": ("91.3", "35.6", "2024-04-30", (39.0, 33.1, 5.9), "on_pace"),
        "经开区新签约项目数": ("15", "26", "2024-03-06", (173.3, 18.0, 155.3), "done"),
    }
    rows = Rows()
    for metric, (target, actual, as_of, _, _) in figures.items():
        held(Decimal(target), Decimal(actual), day(as_of), rows=rows, metric=metric)
    found = {
        row["metric"]: (tuple(round(100 * row[name], 1) for name in ("ratio", "elapsed", "lead")), row["status"])
        for row in asked(rows)
    }
    assert found == {metric: told[3:] for metric, told in figures.items()}


def test_months_left_and_done() -> None:
    expected = {
        "2024-01-01": (12.0, 0.0),
        "2024-01-31": (11.0, 1.0),
        "2024-02-29": (10.0, 2.0),
        "2024-03-06": (9.8, 2.2),
        "2024-03-31": (9.0, 3.0),
        "2024-05-15": (7.5, 4.5),
        "2024-12-31": (0.0, 12.0),
    }
    rows = Rows()
    for as_of in expected:
        held(100, 50, day(as_of), rows=rows, metric=as_of)
    found = asked(rows, YEAR[1])
    assert {row["metric"]: (row["months_left"], row["months_done"]) for row in found} == expected


def test_first_day_has_no_run_rate_and_last_day_nothing_to_forecast() -> None:
    first = only(held(100, 50, YEAR[0]), YEAR[0])
    assert (first["run_rate"], first["forecast"], first["forecast_high"]) == (None, None, None)
    last = only(held(100, 50, YEAR[1]), YEAR[1])
    assert (last["needed"], last["forecast"], last["forecast_low"], last["forecast_high"]) == (None, None, None, None)
    assert (last["elapsed"], last["gap"], last["status"]) == (1.0, 50, "severe")


def test_thresholds_are_met_exactly() -> None:
    """Four tenths of the time gone: a lead of exactly 0 is on pace, exactly ten points behind is late."""
    expected = {
        "10": "done",
        "9.999999": "on_pace",
        "4": "on_pace",
        "3.999999": "late",
        "3": "late",
        "2.999999": "severe",
        "0": "severe",
    }
    rows = Rows()
    for actual in expected:
        held(10, Decimal(actual), date(2024, 1, 4), rows=rows, metric=actual, period=TEN_DAYS)
    found = asked(rows, TEN_DAYS[1])
    assert {row["elapsed"] for row in found} == {0.4}
    assert {row["metric"]: row["status"] for row in found} == expected


def test_thresholds_come_from_the_rules() -> None:
    rows = held(10, 3, date(2024, 1, 4), period=TEN_DAYS)
    rows.rule("status.late", -0.05)
    assert only(rows, TEN_DAYS[1])["status"] == "severe"
    rows.rule("status.on_pace", -0.2)
    assert only(rows, TEN_DAYS[1])["status"] == "on_pace"


def test_more_than_the_target() -> None:
    row = only(held(15, 26, date(2024, 3, 6)))
    assert (row["status"], row["gap"], row["needed"]) == ("done", 0, 0)
    assert row["ratio"] == pytest.approx(26 / 15)


@pytest.mark.parametrize("actual", [0, 3])
def test_target_of_zero_divides_nothing(actual: int) -> None:
    row = only(held(0, actual))
    assert (row["status"], row["ratio"], row["lead"], row["pace"], row["gap"]) == ("done", None, None, None, 0)


def test_result_of_zero() -> None:
    row = only(held(100, 0))
    assert (row["status"], row["ratio"], row["gap"], row["run_rate"]) == ("severe", 0.0, 100, 0.0)


def test_less_than_the_target_is_not_the_target() -> None:
    rows = Rows()
    goal = rows.goal("签约额")
    rows.target(goal, 100, None, ">=")
    rows.actual(goal, 100, MAY_15, comparator="<", text="不到100")
    assert only(rows)["status"] == "on_pace"


def test_implied_target() -> None:
    last_year = (date(2023, 1, 1), date(2023, 12, 31))
    rows = Rows()
    rows.metric("完成率", "%", accumulates=False)
    goal = rows.goal("重大项目完成投资", period=last_year)
    rate = rows.actual(goal, 104, last_year[1], metric="完成率", linked=False, on=day("2024-02-23"))
    rows.target(goal, yi("43.39") / Decimal("1.04"), basis="implied", statement=rate)
    rows.actual(goal, yi("43.39"), last_year[1], on=day("2024-02-23"))
    row = only(rows)
    assert (row["target_basis"], row["target_id"], row["period"], row["status"]) == ("implied", rate, "2023", "done")
    assert float(row["target"]) == pytest.approx(4_172_115_384.615)
    assert row["ratio"] == pytest.approx(1.04)
    assert row["elapsed"] == 1.0


# The forecast.


def test_forecast_spans_the_run_rates_of_the_year_and_of_late() -> None:
    rows = held(100, 35, date(2024, 4, 30))
    rows.actual("二七区·签约额·20240101-20241231", 30, date(2024, 3, 31))
    row = only(rows)  # the year so far: 35 / 4 * 12 = 105; since March: 35 + 5 * 8 = 75
    assert row["forecast"] == pytest.approx(105)
    assert row["forecast_low"] == pytest.approx(75 * 0.9)
    assert row["forecast_high"] == pytest.approx(105 * 1.1)


def test_forecast_passes_over_reports_less_than_half_a_month_apart() -> None:
    rows = held(100, 35, date(2024, 4, 30))
    rows.actual("二七区·签约额·20240101-20241231", 20, date(2024, 4, 20))
    row = only(rows)
    assert (row["forecast_low"], row["forecast_high"]) == (pytest.approx(94.5), pytest.approx(115.5))


def test_forecast_never_falls_below_what_is_done() -> None:
    row = only(held(100, 96, date(2024, 12, 15)), YEAR[1])
    assert row["forecast"] == pytest.approx(96 / 11.5 * 12)
    assert row["forecast_low"] == 96


def test_spread_comes_from_the_rules() -> None:
    rows = held(100, 35, date(2024, 4, 30))
    rows.rule("forecast.spread", 0.2)
    assert only(rows)["forecast_low"] == pytest.approx(84)


# Periods that are not a year, and years that do not run evenly.


def test_quarter_goal() -> None:
    row = only(held(12, Decimal("4.1"), date(2024, 4, 30), period=SECOND_QUARTER))
    assert row["period"] == "2024-04-01/2024-06-30"
    assert row["elapsed"] == pytest.approx(30 / 91)
    assert (row["months_done"], row["months_left"]) == (1.0, 2.0)
    assert row["needed"] == pytest.approx(3.95)
    assert row["forecast"] == pytest.approx(12.3)
    assert row["status"] == "on_pace"


def test_goal_of_several_years() -> None:
    row = only(held(100, 40, date(2024, 12, 31), period=(date(2023, 1, 1), date(2026, 12, 31))), YEAR[1])
    assert row["elapsed"] == pytest.approx(731 / 1461)
    assert (row["months_done"], row["months_left"], row["status"]) == (24.0, 24.0, "severe")


def test_pace_curve() -> None:
    expected = {
        ("2024-03-31", YEAR): 0.20,
        ("2024-03-15", YEAR): 0.10 + 0.10 * 15 / 31,
        ("2024-01-31", YEAR): 0.05,
        ("2024-12-31", YEAR): 1.0,
        ("2024-04-30", SECOND_QUARTER): 0.10 / 0.35,
        ("2024-06-30", SECOND_QUARTER): 1.0,
        ("2024-02-29", (date(2023, 1, 1), date(2024, 12, 31))): 1.10 / 2,
    }
    rows = Rows()
    for as_of, period in expected:
        metric = f"{as_of} of {period}"
        held(100, 22, day(as_of), rows=rows, metric=metric, period=period)
        rows.pace(metric, SHARES)
    found = {row["metric"]: row for row in asked(rows, YEAR[1])}
    for (as_of, period), elapsed in expected.items():
        row = found[f"{as_of} of {period}"]
        assert row["elapsed"] == pytest.approx(elapsed), row["metric"]
        assert row["lead"] == pytest.approx(0.22 - elapsed), row["metric"]


def test_pace_curve_decides_the_status() -> None:
    rows = held(100, 22, date(2024, 3, 31))
    assert only(rows)["status"] == "late"
    rows.pace("签约额", SHARES)
    assert only(rows)["status"] == "on_pace"


def test_where_the_curve_is_flat_days_count() -> None:
    rows = held(100, 22, date(2024, 1, 31), period=FIRST_QUARTER)
    rows.pace("签约额", [0.0] * 6 + [1.0] * 6)
    assert only(rows)["elapsed"] == pytest.approx(31 / 91)


def test_curve_of_another_metric_changes_nothing() -> None:
    rows = held(100, 22, date(2024, 3, 31))
    rows.pace(rows.metric("新开工项目数", "个"), SHARES)
    assert only(rows)["elapsed"] == pytest.approx(91 / 366)


def test_nothing_is_due_yet() -> None:
    rows = held(100, 3, date(2024, 1, 31))
    rows.pace("签约额", [0.0, *SHARES[1:]])
    row = only(rows, date(2024, 3, 1))
    assert (row["elapsed"], row["lead"], row["pace"], row["status"]) == (0.0, 0.03, None, "on_pace")
