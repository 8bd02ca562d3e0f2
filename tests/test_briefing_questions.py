"""What a briefing asks of a snapshot: changes between two days, the order of units, who answers, what is new."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from tests.warehouse_rows import YEAR, Rows, day, yi
from warehouse import questions
from warehouse.questions import Weights

SINCE, DAY = date(2024, 4, 30), date(2024, 5, 31)
JANUARY = date(2024, 1, 10)
WEIGHTS = Weights(60, 30, 10, 1.2)


def by_metric(frame: pd.DataFrame) -> dict[str, dict[str, Any]]:
    return {row["metric"]: row for row in frame.to_dict("records")}


def two_days() -> Rows:
    """One goal for each thing that can change between the two days."""
    rows = Rows()
    for metric, before, after in (
        ("好转", "20", "60"),
        ("退步", "40", "41"),
        ("照旧", "20", None),
        ("更新", "34", "42"),
        ("首报", None, "50"),
    ):
        goal = rows.goal(metric)
        rows.target(goal, yi("100"), on=JANUARY)
        if before:
            rows.actual(goal, yi(before), day("2024-04-30"))
        if after:
            rows.actual(goal, yi(after), day("2024-05-31"))
    rows.target(rows.goal("新立"), yi("10"), on=day("2024-05-20"))
    moved = rows.goal("改口")
    rows.target(moved, yi("100"), on=day("2024-02-01"))
    rows.target(moved, yi("80"), on=day("2024-05-02"), chosen=True)
    old = rows.goal("陈旧")
    rows.target(old, yi("100"), on=JANUARY)
    rows.actual(old, yi("9"), day("2024-01-31"))
    return rows


def test_what_changed_between_two_days() -> None:
    with two_days().connect() as con:
        found = questions.changes(con, DAY, SINCE)
    assert {row["metric"]: row["change"] for row in found.to_dict("records")} == {
        "退步": "worse",
        "陈旧": "lapsed",
        "改口": "retargeted",
        "好转": "better",
        "首报": "first_report",
        "更新": "reported",
        "新立": "new",
        "照旧": "same",
    }
    assert found["change"].tolist()[:3] == ["worse", "lapsed", "retargeted"]
    better = by_metric(found)["好转"]
    assert (better["status_before"], better["status"]) == ("severe", "done" if better["ratio"] >= 1 else "on_pace")
    assert better["ratio_gain"] == pytest.approx(0.4)
    assert better["actual_gain"] == pytest.approx(40e8)


def test_what_was_not_published_by_the_earlier_day_is_no_change_undone() -> None:
    with two_days().connect() as con:
        assert questions.changes(con, SINCE, date(2023, 12, 31))["change"].unique().tolist() == ["new"]


def test_the_score_of_a_unit_is_the_weighted_mean_that_the_rule_states() -> None:
    rows = Rows()
    rows.organisation("甲镇", "二七区")
    for metric, actual in (("甲", "60"), ("乙", "30"), ("丙", None)):
        goal = rows.goal(metric, "甲镇")
        rows.target(goal, yi("100"), on=JANUARY)
        if actual:
            rows.actual(goal, yi(actual), day("2024-06-30"))
    with rows.connect() as con:
        unit = questions.ranking(con, day("2024-06-30"), SINCE, WEIGHTS).iloc[0]
    elapsed = 182 / 366
    fulfilment = (min(0.6 / elapsed, 1.2) + 0.3 / elapsed) / 2
    assert unit["fulfilment"] == pytest.approx(fulfilment)
    assert (unit["on_track"], unit["reported"]) == (0.5, pytest.approx(2 / 3))
    assert unit["score"] == pytest.approx(60 * fulfilment + 30 * 0.5 + 10 * 2 / 3)
    assert unit["score"] == pytest.approx(unit[["fulfilment_points", "on_track_points", "reported_points"]].sum())


def test_a_unit_without_data_has_no_rank_and_unknown_is_not_nought() -> None:
    rows = Rows()
    for name in ("甲镇", "乙镇"):
        rows.target(rows.goal("签约额", name), yi("100"), on=JANUARY)
    rows.actual("甲镇·签约额·20240101-20241231", yi("1"), day("2024-05-31"))
    with rows.connect() as con:
        found = questions.ranking(con, DAY, SINCE, WEIGHTS).set_index("organisation")
    assert found.loc["甲镇", "rank"] == 1
    assert pd.isna(found.loc["乙镇", "rank"])
    assert pd.isna(found.loc["乙镇", "score"])
    assert found["rank_before"].isna().all()


def test_equal_scores_share_a_rank_and_weights_decide_the_order() -> None:
    rows = Rows()
    for name, actuals in (("甲镇", ("90",)), ("乙镇", ("90",)), ("丙镇", ("50", None))):
        for number, actual in enumerate(actuals):
            goal = rows.goal(f"指标{number}", name)
            rows.target(goal, yi("100"), on=JANUARY)
            if actual:
                rows.actual(goal, yi(actual), day("2024-06-30"))
    with rows.connect() as con:
        found = questions.ranking(con, day("2024-06-30"), SINCE, WEIGHTS)
        even = questions.ranking(con, day("2024-06-30"), SINCE, Weights(0, 1, 0, 1))
    assert dict(zip(found["organisation"], found["rank"], strict=True)) == {"甲镇": 1, "乙镇": 1, "丙镇": 3}
    assert set(even["score"]) == {100}


@pytest.mark.parametrize(("actual", "fulfilment"), [("5", 1), ("6", 5.5 / 6)])
def test_a_ceiling_that_is_broken_counts_by_how_much(actual: str, fulfilment: float) -> None:
    rows = Rows()
    rows.metric("失业率", "%", better="lower", accumulates=False)
    goal = rows.goal("失业率")
    rows.target(goal, None, "5.5", "<=", on=JANUARY)
    rows.actual(goal, actual, day("2024-05-31"), basis="stock", start=None)
    with rows.connect() as con:
        assert questions.ranking(con, DAY, SINCE, WEIGHTS)["fulfilment"].iloc[0] == pytest.approx(fulfilment)


def test_the_ranking_keeps_to_an_organisation_and_a_year() -> None:
    rows = Rows()
    rows.organisation("甲镇", "二七区")
    rows.organisation("别市")
    for name, period in (("甲镇", YEAR), ("别市", YEAR), ("二七区", (date(2023, 1, 1), date(2023, 12, 31)))):
        rows.target(rows.goal("签约额", name, period), yi("1"), on=JANUARY)
    with rows.connect() as con:
        found = questions.ranking(con, DAY, SINCE, WEIGHTS, "二七区", 2024)
    assert found["organisation"].tolist() == ["甲镇"]


def test_the_most_particular_owner_answers_for_a_goal() -> None:
    rows = Rows()
    rows.metric("签约额", theme="招商引资")
    rows.metric("就业", theme="民生")
    rows.owner("商务局", "招商专班", theme="招商引资")
    rows.owner("经开区招商局", theme="招商引资", organisation="二七经开区")
    rows.owner("投资促进中心", metric="签约额", organisation="马寨镇")
    for metric, organisation in (
        ("签约额", "二七区"),
        ("签约额", "二七经开区"),
        ("签约额", "马寨镇"),
        ("就业", "二七区"),
    ):
        rows.target(rows.goal(metric, organisation), 1, on=JANUARY)
    with rows.connect() as con:
        found = questions.progress(con, DAY)
    owners = {(row.metric, row.organisation): (row.owner, row.leader) for row in found.itertuples()}
    assert owners == {
        ("签约额", "二七区"): ("商务局", "招商专班"),
        ("签约额", "二七经开区"): ("经开区招商局", ""),
        ("签约额", "马寨镇"): ("投资促进中心", ""),
        ("就业", "二七区"): ("二七区", ""),
    }


def test_new_evidence_is_what_was_published_after_the_last_briefing() -> None:
    with two_days().connect() as con:
        found = questions.new_evidence(con, DAY, SINCE)
    assert set(found["metric"]) == {"好转", "退步", "更新", "首报", "新立", "改口"}
    assert (found["published_on"] > pd.Timestamp(SINCE)).all()
    assert found["quote"].str.len().min() > 0
