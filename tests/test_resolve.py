"""Goals, rivals, implied targets and links: linked where exactly one fits, doubted where figures do not add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from etl.model import Decision, Statement
from etl.resolve import IMPLIED, Resolution, counted_until, goal_id, resolve
from etl.rulings import BY_A_PERSON
from tests.statements import GROWTH, INVESTED, RATE, SIGNED, YEAR, quantity, statement

FROM_JANUARY = (date(2024, 1, 1), date(2024, 5, 15))


def links(*statements: Statement) -> dict[str, str]:
    return {link.actual_id: link.rule for link in resolve(statements).links}


def doubts(resolution: Resolution) -> dict[str, tuple[str, ...]]:
    return {statement.id: statement.doubts for statement in resolution.statements if statement.doubts}


def test_a_goal_is_a_body_a_metric_and_a_period() -> None:
    found = resolve(
        [
            statement("a", "target", "500"),
            statement("b", "target", "500"),
            statement("c", "target", "200", organisation="临江经开区"),
            statement("d", "target", "60", when=(date(2023, 1, 1), date(2023, 12, 31))),
        ]
    )
    assert len(found.goals) == 3
    assert [
        target.statement.id for target in found.targets if target.goal_id == goal_id("临江区", "signed", *YEAR)
    ] == [
        "a",
        "b",
    ]
    assert found.conflicts == ()


def test_the_id_of_a_goal_stays() -> None:
    assert goal_id("临江区", "signed", *YEAR) == resolve([statement("a", "target", "1")]).goals[0].id


@pytest.mark.parametrize(
    ("actual", "rule"),
    [
        (statement("x", "actual", "107", when=FROM_JANUARY), "year-to-date"),
        (statement("x", "actual", "107", when=YEAR, published_on=date(2024, 5, 15)), "year-to-date"),
        (statement("x", "actual", "107", when=FROM_JANUARY, organisation="临江经开区"), None),
        (statement("x", "actual", "107", INVESTED, when=FROM_JANUARY), None),
        (statement("x", "actual", "107", when=(date(2024, 4, 1), date(2024, 6, 30))), None),
        (statement("x", "actual", "107", when=(date(2023, 1, 1), date(2023, 12, 31))), None),
        (statement("x", "actual", "50", when=(date(2024, 3, 6), date(2024, 3, 6)), basis="event"), "event"),
        (statement("x", "actual", "50", when=(date(2023, 3, 6), date(2023, 3, 6)), basis="event"), None),
        (statement("x", "actual", "900", when=(None, date(2024, 3, 31)), basis="stock"), None),
    ],
)
def test_a_result_measures_the_goal_it_fits(actual: Statement, rule: str | None) -> None:
    assert links(statement("t", "target", "500"), actual).get("x") == rule


def test_a_level_counts_on_any_day_of_the_period() -> None:
    goal = statement("t", "target", "6", GROWTH)
    quarter = statement("x", "actual", "5.5", GROWTH, when=(date(2024, 1, 1), date(2024, 3, 31)), basis="stock")
    late = statement("y", "actual", "7", GROWTH, when=(None, date(2023, 12, 31)), basis="stock")
    assert links(goal, quarter, late) == {"x": "level"}


def test_where_two_goals_fit_none_is_linked() -> None:
    half = (date(2024, 1, 1), date(2024, 6, 30))
    actual = statement("x", "actual", "107", when=FROM_JANUARY)
    found = resolve([statement("t", "target", "500"), statement("u", "target", "200", when=half), actual])
    assert found.links == ()
    assert doubts(found)["x"] == ("可对应2个目标（2024-01-01至2024-12-31、2024-01-01至2024-06-30），未计入任何一个",)


def test_a_total_since_the_start_of_the_work_is_doubted() -> None:
    total = statement("x", "actual", "900", when=(None, date(2024, 3, 31)), basis="stock")
    assert doubts(resolve([statement("t", "target", "500"), total]))["x"] == ("自开工以来的累计数，不计入年度目标",)


@pytest.mark.parametrize(
    ("as_of", "stop", "published_on", "day"),
    [
        (date(2024, 4, 30), date(2024, 12, 31), date(2024, 5, 9), date(2024, 4, 30)),
        (None, date(2024, 12, 31), date(2024, 5, 9), date(2024, 5, 9)),
        (None, date(2024, 3, 31), date(2024, 5, 9), date(2024, 3, 31)),
        (None, date(2024, 3, 31), None, date(2024, 3, 31)),
    ],
)
def test_a_result_counts_until(as_of: date | None, stop: date, published_on: date | None, day: date) -> None:
    found = statement("x", "actual", "1", when=(date(2024, 1, 1), stop), as_of=as_of, published_on=published_on)
    assert counted_until(found) == day


def rate_of(amount: Statement, percent: str) -> Statement:
    return statement(
        "r", "actual", quantity(percent, "%"), RATE, when=FROM_JANUARY, parent_id=amount.id, rules=(IMPLIED,)
    )


def test_a_completion_rate_implies_the_target() -> None:
    amount = statement("x", "actual", "4339000000", INVESTED, when=YEAR)
    found = resolve([amount, rate_of(amount, "104")])
    (target,) = found.targets
    assert target.implied
    assert (target.statement.id, target.low, target.high) == ("r", Decimal("4172115384.615385"), target.low)
    assert [link.actual_id for link in found.links] == ["x"]


def test_a_rate_that_agrees_with_the_stated_target_implies_nothing() -> None:
    amount = statement("x", "actual", "35.6", INVESTED, when=FROM_JANUARY)
    found = resolve([statement("t", "target", "91.3", INVESTED), amount, rate_of(amount, "39")])
    assert [target.implied for target in found.targets] == [False]
    assert doubts(found) == {}


def test_a_rate_that_disagrees_is_a_doubt_and_a_rival() -> None:
    amount = statement("x", "actual", "35.6", INVESTED, when=FROM_JANUARY)
    found = resolve([statement("t", "target", "100", INVESTED), amount, rate_of(amount, "39")])
    assert [target.implied for target in found.targets] == [False, True]
    assert doubts(found)["r"] == ("按39%推算的目标与写明的目标（100元）不符",)
    assert doubts(found)["t"] == ("同一目标另有说法：按完成率推算（39%）",)


def test_rivals_are_listed_and_doubted() -> None:
    found = resolve(
        [
            statement("b", "target", quantity("300", comparator=">="), published_on=date(2024, 5, 15)),
            statement("a", "target", quantity("500", comparator=">="), published_on=date(2024, 2, 18)),
            statement("c", "target", quantity("500", comparator=">"), published_on=date(2024, 6, 1)),
        ]
    )
    assert [conflict.statement_ids for conflict in found.conflicts] == [("a", "b")]
    assert doubts(found)["a"] == ("同一目标另有说法：300元",)
    assert doubts(found)["b"] == ("同一目标另有说法：500元",)


def test_of_many_rivals_a_doubt_names_a_few_and_says_how_many() -> None:
    amounts = range(100, 1000, 100)
    found = resolve([statement(f"s{amount}", "target", f"{amount}") for amount in amounts])
    assert [len(conflict.statement_ids) for conflict in found.conflicts] == [9]
    assert doubts(found)["s200"] == ("同一目标另有说法：100元、300元、400元、500元、600元等8种",)


def test_a_part_stands_under_its_goal_and_is_not_above_it() -> None:
    lead = statement("m", "target", "600", INVESTED, parent_id="t")
    found = resolve([statement("t", "target", "500"), lead])
    parents = {goal.metric.name: goal.parent_id for goal in found.goals}
    assert parents == {"签约额": None, "完成投资": goal_id("临江区", "signed", *YEAR)}
    assert doubts(found) == {"m": ("其中数（600元）大于总数（500元）",)}


def test_goals_are_never_parts_of_each_other() -> None:
    found = resolve(
        [statement("t", "target", "500", parent_id="m"), statement("m", "target", "300", INVESTED, parent_id="t")]
    )
    assert sum(goal.parent_id is not None for goal in found.goals) == 1


def test_the_last_choice_of_a_person_counts() -> None:
    def choice(about: str) -> Decision:
        return Decision(about, "choose-official", "", "", "", "会议定的", "李", "2024-05-20T09:00:00")

    stated = [statement("a", "target", "500"), statement("b", "target", "300"), statement("c", "actual", "1")]
    assert resolve(stated, [choice("a"), choice("b"), choice("c")]).chosen == {"b"}


def test_the_order_in_which_documents_are_read_does_not_matter() -> None:
    stated = [
        statement("a", "target", "500"),
        statement("b", "target", "300", document="e"),
        statement("c", "actual", "9"),
    ]
    assert resolve(stated) == resolve(reversed(stated))


def test_metrics_are_told_apart_by_id() -> None:
    found = resolve([statement("a", "target", "5", SIGNED), statement("b", "target", "5", INVESTED)])
    assert len(found.goals) == 2


def ruling(verb: str, about: str, value: str = "") -> Decision:
    return Decision(about, verb, "", "", value, "核对过", "李", "2024-05-20T09:30:00")  # type: ignore[arg-type]


GOAL = "临江区 签约额 2024-01-01/2024-12-31"


def test_a_person_links_what_the_rules_would_not() -> None:
    target = statement("a", "target", "500")
    result = statement("x", "actual", "107", replace(SIGNED, id="own", name="合同额"), when=FROM_JANUARY)
    assert resolve([target, result]).links == ()
    (link,) = resolve([target, result], [ruling("link", "x", GOAL)]).links
    assert (link.goal_id, link.actual_id, link.rule) == (goal_id("临江区", "signed", *YEAR), "x", BY_A_PERSON)
    both = [ruling("link", "x", GOAL), ruling("unlink", "x", GOAL)]
    assert resolve([target, result], both).links == ()


def test_a_person_unlinks_what_the_rules_linked() -> None:
    found = [statement("a", "target", "500"), statement("x", "actual", "107", when=FROM_JANUARY)]
    assert len(resolve(found).links) == 1
    assert resolve(found, [ruling("unlink", "x", GOAL)]).links == ()
    assert len(resolve(found, [ruling("unlink", "x", GOAL), ruling("link", "x", GOAL)]).links) == 1


@pytest.mark.parametrize(
    "row",
    [ruling("link", "x", GOAL.replace("2024", "2023")), ruling("link", "a", GOAL), ruling("choose-official", "x")],
)
def test_a_ruling_on_a_goal_that_is_not_there_is_stale(row: Decision) -> None:
    found = [statement("a", "target", "500"), statement("x", "actual", "107", when=FROM_JANUARY)]
    assert resolve(found, [row]).rulings.stale == (row,)


def test_what_a_person_accepted_carries_no_doubt() -> None:
    found = [statement("a", "target", "500"), statement("b", "target", "300")]
    assert set(doubts(resolve(found))) == {"a", "b"}
    assert set(doubts(resolve(found, [ruling("accept", "b")]))) == {"a"}
