"""Which figures count in `warehouse/measures.sql`, and against which bound: levels, events, rivals, days of the board.

Goals that need no rules or days of their own stand together in one database, each on a metric named after its case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.test_measures import FIRST_QUARTER, MAY_15, asked, held, only
from tests.warehouse_rows import YEAR, Rows, day

MARCH, APRIL = date(2024, 3, 31), date(2024, 4, 30)
LAST_YEAR = (date(2023, 1, 1), date(2023, 12, 31))
GOAL = "二七区·签约额·20240101-20241231"
Case = tuple[str, Callable[[Rows, str], None], dict[str, Any]]


def level(
    bound: tuple[Any, Any, str], actual: Any, *, better: str = "higher", said: str = "=", over: bool = False
) -> Callable[[Rows, str], None]:
    """Return what adds a goal of a rate: its bound as (low, high, comparator), and a result at a day."""

    def add(rows: Rows, metric: str) -> None:
        period = LAST_YEAR if over else YEAR
        goal = rows.goal(rows.metric(metric, "%", better=better, accumulates=False), period=period)
        low, high = (None if end is None else Decimal(end) for end in bound[:2])
        rows.target(goal, low, high, bound[2], on=period[0])
        rows.actual(goal, Decimal(actual), LAST_YEAR[1] if over else MARCH, comparator=said, text=actual)

    return add


def events(target: int, *days: tuple[str, int], total: int | None = None) -> Callable[[Rows, str], None]:
    """Return what adds a goal with results of single days, and a total up to 30 April if there is one."""

    def add(rows: Rows, metric: str) -> None:
        goal = rows.goal(rows.metric(metric, "个"))
        rows.target(goal, target, None, ">=")
        for when, value in days:
            rows.actual(goal, value, day(when), basis="event", start=day(when), text=f"{value}个")
        if total is not None:
            rows.actual(goal, total, APRIL)

    return add


def figure(value: int, **words: Any) -> Callable[[Rows, str], None]:
    """Return what adds a goal of 100 with one result."""

    def add(rows: Rows, metric: str) -> None:
        goal = rows.goal(rows.metric(metric, accumulates=words.pop("accumulates", True)), period=words.pop("of", YEAR))
        rows.target(goal, 100, None, ">=")
        rows.actual(goal, value, words.pop("as_of", APRIL), **words)

    return add


FLOOR, CEILING = ("8", None, ">="), (None, "5.5", "<=")
CASES: list[Case] = [
    # Rates and stocks: the bound alone decides.
    ("met, still running", level(FLOOR, "8"), {"status": "on_pace", "ratio": 1.0, "gap": 0}),
    ("met, period over", level(FLOOR, "8.2", over=True), {"status": "done", "gap": 0}),
    ("short by a tenth", level(FLOOR, "7.2"), {"status": "late", "gap": Decimal("0.8"), "ratio": 0.9}),
    ("short by more", level(FLOOR, "7.19"), {"status": "severe", "elapsed": None, "lead": None, "pace": None}),
    ("short, period over", level(FLOOR, "7.5", over=True), {"status": "late"}),
    ("plain number", level(("8", "8", "="), "7.9"), {"status": "late", "target": 8, "forecast": None, "needed": None}),
    ("below a fall", level(("-2", None, ">="), "-3"), {"status": "severe", "ratio": None, "gap": 1}),
    # Ceilings.
    ("under the ceiling", level(CEILING, "5.1"), {"status": "on_pace", "gap": Decimal("0.4"), "run_rate": None}),
    ("at the ceiling", level(CEILING, "5.5"), {"status": "on_pace", "gap": 0, "ratio": 1.0}),
    ("over by a tenth", level(CEILING, "6.05"), {"status": "late", "gap": Decimal("-0.55")}),
    ("over by more", level(CEILING, "6.06"), {"status": "severe", "target": Decimal("5.5"), "target_low": None}),
    ("under, period over", level(CEILING, "5.5", over=True), {"status": "done"}),
    ("said to be over it", level(CEILING, "5.5", said=">"), {"status": "late"}),
    ("under, strictly", level((None, "5.5", "<"), "5.5"), {"status": "on_pace"}),
    ("lower is better", level(("45", "45", "="), "41", better="lower"), {"status": "on_pace", "gap": 4}),
    ("lower is better, over", level(("45", "45", "="), "60", better="lower"), {"status": "severe", "gap": -15}),
    ("lower, yet a floor is said", level(("3", None, ">="), "4", better="lower"), {"status": "on_pace", "gap": 0}),
    ("nothing allowed", level((None, "0", "<="), "0"), {"status": "on_pace", "ratio": None}),
    ("nothing allowed, yet", level((None, "0", "<="), "1"), {"status": "severe", "ratio": None}),
    # Ranges are met at their easier end; 左右 is a floor or a ceiling.
    ("in the range", level(("6", "6.5", "="), "6.2"), {"status": "on_pace", "target": 6}),
    ("at the range's low end", level(("6", "6.5", "="), "6"), {"status": "on_pace", "target_high": Decimal("6.5")}),
    ("below the range", level(("6", "6.5", "="), "5.9"), {"status": "late"}),
    ("range, lower is better", level(("5", "6", "="), "6", better="lower"), {"status": "on_pace", "target": 6}),
    ("about", level(("8", "8", "~"), "8.1"), {"status": "on_pace"}),
    ("about, below", level(("8", "8", "~"), "7.9"), {"status": "late"}),
    ("about, lower is better", level(("8", "8", "~"), "8.1", better="lower"), {"status": "late"}),
    # Events are a lower bound of the total.
    ("event proves it done", events(15, ("2024-03-06", 26)), {"status": "done", "actual_basis": "event"}),
    ("event proves the pace", events(200, ("2024-03-06", 50)), {"status": "on_pace", "ratio": 0.25, "run_rate": None}),
    (
        "event proves nothing",
        events(200, ("2024-03-06", 20)),
        {"status": "no_data", "status_reason": "event_only", "actual": 20, "ratio": 0.1, "forecast": None},
    ),
    (
        "events add up",
        events(100, ("2024-03-06", 20), ("2024-04-10", 30)),
        {"status": "on_pace", "actual": 50, "actual_as_of": date(2024, 4, 10), "actual_text": "20个 + 30个"},
    ),
    ("two accounts of one day", events(100, ("2024-03-06", 20), ("2024-03-06", 30)), {"actual": 30}),
    (
        "a total outweighs events",
        events(100, ("2024-05-10", 60), total=20),
        {"status": "severe", "actual": 20, "actual_basis": "flow"},
    ),
    # Figures that cannot measure the goal.
    (
        "flow of a later quarter",
        figure(50, start=date(2024, 4, 1)),
        {"status_reason": "not_comparable", "actual": None},
    ),
    ("since the start of the work", figure(50, start=None, basis="stock"), {"status_reason": "not_comparable"}),
    ("a total without a start", figure(50, start=None), {"status_reason": "not_comparable", "ratio": None}),
    ("past the period", figure(50, of=FIRST_QUARTER), {"status_reason": "not_comparable", "evidence_count": 2}),
    ("a stock before the period", figure(50, as_of=LAST_YEAR[1], basis="stock", accumulates=False), {"actual": None}),
    ("an event of a rate", figure(50, basis="event", accumulates=False), {"status_reason": "not_comparable"}),
    ("a rate of one month", figure(150, start=date(2024, 4, 1), accumulates=False), {"actual": None}),
    ("a stock on its day", figure(150, start=None, basis="stock", accumulates=False), {"status": "on_pace"}),
    ("a rate since January", figure(150, accumulates=False), {"status": "on_pace", "actual_basis": "flow"}),
    ("dated by its period alone", figure(50, as_of=None, stop=APRIL), {"actual_as_of": APRIL, "months_left": 8.0}),
    (
        "told later, of the quarter",
        figure(99, of=FIRST_QUARTER, as_of=MAY_15, stop=FIRST_QUARTER[1]),
        {"actual_as_of": FIRST_QUARTER[1], "elapsed": 1.0, "status": "late", "months_left": 0.0},
    ),
]


@pytest.fixture(scope="module")
def together() -> Mapping[str, Mapping[str, Any]]:
    rows = Rows()
    for name, add, _ in CASES:
        add(rows, name)
    return {row["metric"]: row for row in asked(rows)}


@pytest.mark.parametrize(("name", "expected"), [(case[0], case[2]) for case in CASES], ids=[case[0] for case in CASES])
def test_case(together: Mapping[str, Mapping[str, Any]], name: str, expected: dict[str, Any]) -> None:
    row = together[name]
    assert {key: row[key] for key in expected} == expected
    assert (row["status_reason"] == "") == (row["status"] != "no_data")


def test_another_unit_is_not_comparable() -> None:
    rows = Rows()
    goal = rows.goal(rows.metric("签约额"))
    rows.target(goal, 100, None, ">=")
    rows.actual(goal, 60, APRIL, metric=rows.metric("签约额增速", "%"))
    row = only(rows)
    assert (row["status"], row["status_reason"], row["actual"], row["gap"]) == ("no_data", "not_comparable", None, None)


# Silence.


def test_never_reported() -> None:
    rows = Rows()
    rows.target(rows.goal("新开工项目投资额"), 330, None, ">=", on=day("2024-02-18"))
    row = only(rows)
    assert (row["status"], row["status_reason"], row["days_since_report"]) == ("no_data", "never_reported", 103)
    assert all(row[name] is None for name in ("actual", "ratio", "elapsed", "lead", "gap", "needed", "months_left"))


@pytest.mark.parametrize(
    ("target", "board_day", "status", "reason"),
    [
        (100, "2024-07-29", "on_pace", ""),  # 120 days after 31 March
        (100, "2024-07-30", "no_data", "stale"),
        (40, "2024-12-31", "done", ""),  # a total that was reached stays reached
    ],
)
def test_stale(target: int, board_day: str, status: str, reason: str) -> None:
    row = only(held(target, 40, MARCH), day(board_day))
    assert (row["status"], row["status_reason"]) == (status, reason)
    assert (row["actual"], row["ratio"]) == (40, 40 / target)


def test_report_of_the_last_day_is_never_stale() -> None:
    row = only(held(100, 40, YEAR[1]), date(2026, 1, 1))
    assert (row["status"], row["days_since_report"]) == ("severe", 366)


def test_level_goes_stale() -> None:
    rows = Rows()
    level(FLOOR, "9")(rows, "增速")
    assert only(rows, YEAR[1])["status_reason"] == "stale"
    rows.rule("report.stale_days", 300)
    assert only(rows, YEAR[1])["status"] == "on_pace"


# The board's day: what was known by then.


def test_what_is_published_later_does_not_count() -> None:
    rows = held(100, 20, MARCH)
    rows.actual(GOAL, 90, APRIL, on=day("2024-05-20"))
    assert only(rows, day("2024-05-19"))["actual"] == 20
    assert only(rows, day("2024-05-20"))["actual"] == 90


def test_what_counts_up_to_a_later_day_does_not_count() -> None:
    rows = held(100, 20, MARCH)
    rows.actual(GOAL, 90, APRIL, on=MARCH)
    assert only(rows, day("2024-04-29"))["actual"] == 20
    assert only(rows, APRIL)["actual"] == 90


def test_undated_documents_always_count() -> None:
    rows = Rows()
    goal = rows.goal("签约额")
    rows.target(goal, 100, None, ">=", on=None)
    rows.actual(goal, 60, MARCH, on=None)
    row = only(rows, MARCH)
    assert (row["actual"], row["target_published_on"], row["actual_published_on"]) == (60, None, None)


def test_goal_is_there_from_the_day_of_its_first_target() -> None:
    rows = Rows()
    rows.target(rows.goal("签约额"), 100, None, ">=", on=day("2024-02-18"))
    assert asked(rows, day("2024-02-17")) == []
    assert len(asked(rows, day("2024-02-18"))) == 1


@pytest.mark.parametrize(
    ("first", "second", "counts"),
    [
        ({"as_of": APRIL, "on": "2024-05-02"}, {"as_of": MARCH, "on": "2024-05-20"}, 1),  # the latest day
        ({"as_of": APRIL, "on": "2024-05-02"}, {"as_of": APRIL, "on": "2024-05-20"}, 2),  # then the latest published
        ({"as_of": APRIL, "on": "2024-05-02"}, {"as_of": APRIL, "on": None}, 1),
        ({"as_of": APRIL, "on": "2024-05-02", "comparator": ">"}, {"as_of": APRIL, "on": "2024-05-02"}, 2),
        ({"as_of": APRIL, "on": "2024-05-02"}, {"as_of": APRIL, "on": "2024-05-02", "comparator": "~"}, 1),
    ],
)
def test_result_that_counts(first: dict[str, Any], second: dict[str, Any], counts: int) -> None:
    rows = Rows()
    goal = rows.goal("签约额")
    rows.target(goal, 100, None, ">=")
    for value, facts in ((1, first), (2, second)):
        on = facts["on"] and day(facts["on"])
        rows.actual(goal, value, facts["as_of"], on=on, comparator=facts.get("comparator", "="), text=str(value))
    row = only(rows)
    assert row["actual"] == counts
    assert row["evidence_count"] == 3
