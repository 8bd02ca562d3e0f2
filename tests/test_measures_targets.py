"""Which of several targets is official, which are its rivals, and what counts as evidence."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.test_measures import BOARD_DAY, MAY_15, asked, only
from tests.warehouse_rows import Rows, day

MARCH, APRIL = date(2024, 3, 31), date(2024, 4, 30)

OFFICIAL: list[tuple[list[dict[str, Any]], int, int]] = [
    ([{"low": 500, "on": "2024-02-18"}, {"low": 300, "on": "2024-05-15"}], 500, 1),
    ([{"low": 500, "on": "2024-05-15"}, {"low": 300, "on": "2024-02-18"}], 300, 1),
    ([{"low": 500, "on": None}, {"low": 300, "on": "2024-05-15"}], 300, 1),
    ([{"low": 500, "on": "2024-02-18"}, {"low": 300, "on": "2024-05-15", "chosen": True}], 300, 1),
    ([{"low": 500, "basis": "implied", "on": "2024-01-02"}, {"low": 300, "on": "2024-05-15"}], 300, 1),
    ([{"low": 500, "basis": "implied", "chosen": True}, {"low": 300}], 500, 1),
    ([{"low": 60, "comparator": ">"}, {"low": 60}, {"low": 60, "comparator": "="}], 60, 0),
    ([{"low": 60, "comparator": "~"}, {"low": 60}], 60, 0),
    ([{"low": 60}, {"low": 60, "on": "2024-05-15"}, {"low": 30}, {"low": 30}, {"low": 20}], 60, 2),
    ([{"low": 6, "high": 7, "comparator": "="}, {"low": 6}], 6, 1),
    ([{"low": 6}, {"low": None, "high": 6, "comparator": "<="}], 6, 1),
    ([{"low": 60}, {"low": 30, "on": "2024-06-01"}], 60, 0),  # not yet published
]


def test_official_target_and_its_rivals() -> None:
    rows = Rows()
    for number, (targets, _, _) in enumerate(OFFICIAL):
        goal = rows.goal(f"指标{number:02}")
        for facts in targets:
            on = facts.get("on", "2024-02-18")
            rest = {"comparator": ">="} | facts | {"on": on and day(on)}
            rows.target(goal, rest.pop("low"), rest.pop("high", None), rest.pop("comparator"), **rest)
    found = {row["metric"]: (row["target"], row["rival_count"]) for row in asked(rows)}
    for number, (targets, official, rivals) in enumerate(OFFICIAL):
        assert found[f"指标{number:02}"] == (official, rivals), targets


def test_of_one_day_the_first_document_and_the_first_place_in_it_are_official() -> None:
    rows = Rows()
    goal = rows.goal("签约额")
    rows.document("乙", MAY_15)
    rows.document("甲", MAY_15)
    rows.target(goal, 1, None, ">=", document="甲")
    rows.target(goal, 2, None, ">=", document="乙", sentence="先说2。再说3。", quote="再说3")
    rows.target(goal, 3, None, ">=", document="乙", sentence="先说2。再说3。", quote="先说2")
    assert only(rows)["target"] == 3  # 乙 comes before 甲 by code


def test_goal_counts_its_evidence_and_doubts() -> None:
    rows = Rows()
    goal = rows.goal("签约额")
    rows.target(goal, 100, None, ">=", doubts="年份为推断\n单位为推断")
    rows.actual(goal, 20, MARCH, doubts="日期为推断")
    rows.actual(goal, 30, APRIL, on=day("2024-06-02"), doubts="还没有发布")
    row = only(rows, BOARD_DAY)
    assert (row["evidence_count"], row["doubts_count"]) == (2, 3)
    assert only(rows, date(2024, 6, 2))["doubts_count"] == 4
