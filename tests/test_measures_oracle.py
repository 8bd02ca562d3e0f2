"""The pace arithmetic against a second working-out of it, on many goals of chance."""

from __future__ import annotations

import random
from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction

import pytest

from tests.test_measures import asked
from tests.warehouse_rows import Rows


def test_three_hundred_goals_worked_out_a_second_way() -> None:
    """Days are counted one by one and months walked through, so that no formula is shared with the SQL."""
    chance = random.Random(20240531)
    rows, expected = Rows(), {}
    rows.rule("report.stale_days", 10_000)
    for number in range(300):
        start = date(chance.choice([2022, 2023, 2024]), chance.choice([1, 4, 7]), 1)
        stop = start + timedelta(days=chance.choice([88, 89, 91, 180, 364, 365, 729]))
        as_of = start + timedelta(days=chance.randrange((stop - start).days + 1))
        target, actual = chance.randrange(1, 1000), chance.randrange(1000)
        metric = rows.metric(f"指标{number}")
        goal = rows.goal(metric, period=(start, stop))
        rows.target(goal, target, None, ">=", on=start)
        rows.actual(goal, actual, as_of)
        gone = sum(1 for _ in range((as_of - start).days + 1))
        whole = sum(1 for _ in range((stop - start).days + 1))
        expected[metric] = (*judged(Fraction(actual, target), Fraction(gone, whole)), walked(as_of, stop))
    for row in asked(rows, date(2030, 12, 31)):
        status, ratio, elapsed, months = expected[row["metric"]]
        assert row["status"] == status, row
        assert (row["ratio"], row["elapsed"]) == (pytest.approx(float(ratio)), pytest.approx(float(elapsed)))
        assert abs(row["months_left"] - float(months)) <= 0.05 + 1e-9, row


def judged(ratio: Fraction, elapsed: Fraction) -> tuple[str, Fraction, Fraction]:
    behind = elapsed - ratio
    ladder = [(ratio >= 1, "done"), (behind <= 0, "on_pace"), (behind <= Fraction(1, 10), "late"), (True, "severe")]
    return next(name for holds, name in ladder if holds), ratio, elapsed


def walked(as_of: date, stop: date) -> Fraction:
    """Return the months from the end of one day to the end of another, each day worth its share of its own month."""
    months, at = Fraction(0), as_of
    while at < stop:
        at += timedelta(days=1)
        months += Fraction(1, monthrange(at.year, at.month)[1])
    return months


def test_each_board_day_sees_what_had_been_said_by_then() -> None:
    """Forty goals of chance, totals and events in any order, some told late: every day worked out from all reports."""
    chance = random.Random(7)
    rows, told = Rows(), {}
    year = date(2024, 1, 1)
    rows.rule("report.stale_days", 10_000)
    for number in range(40):
        goal = rows.goal(rows.metric(f"指标{number}"), period=(year, date(2024, 12, 31)))
        rows.target(goal, 100, None, ">=", on=year)
        told[goal] = [said(chance) for _ in range(chance.randrange(8))]
        for basis, value, as_of, on in told[goal]:
            start = as_of if basis == "event" else "goal"
            rows.actual(goal, value, as_of, on=on, basis=basis, start=start)
    for board_day in (year + timedelta(days=days) for days in range(0, 400, 23)):
        for row in asked(rows, board_day):
            assert row["actual"] == counted(told[row["goal_id"]], board_day), (row["goal_id"], board_day)


def said(chance: random.Random) -> tuple[str, int, date, date]:
    as_of = date(2024, 1, 1) + timedelta(days=chance.randrange(366))
    on = as_of + timedelta(days=chance.choice([0, 3, 40]))
    return chance.choice(["flow", "flow", "event"]), chance.randrange(1, 100), as_of, on


def counted(reports: list[tuple[str, int, date, date]], board_day: date) -> int | None:
    """The total of the latest day, the latest told of that day; else the events, the larger of each day."""
    seen = [report for report in reports if report[3] <= board_day]
    totals = [(as_of, on, value) for basis, value, as_of, on in seen if basis == "flow"]
    if totals:
        return max(totals, key=lambda report: report[:2])[2]
    days: dict[date, int] = {}
    for _, value, as_of, _ in seen:
        days[as_of] = max(value, days.get(as_of, 0))
    return sum(days.values()) if days else None
