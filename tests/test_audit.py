"""The checks of the data: each finds what it is for, and is silent where all is well."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.audit import Evidence, look
from etl.build import build
from etl.check import check
from etl.model import Decision, Document, Statement
from etl.resolve import IMPLIED, resolve
from etl.vocabulary import load_vocabulary, vocabulary_folder
from tests.statements import INVESTED, RATE, SIGNED, quantity, statement
from tests.test_build import GOALS, REPORT, put


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder in which all is well."""
    put(tmp_path, "plan.md", GOALS, "2024-02-18")
    put(tmp_path, "report.md", REPORT, "2024-05-15")
    return tmp_path


def messages(data: Path) -> list[str]:
    """Return what was found about the documents, not about the words that ship."""
    return [finding.message for finding in check(data) if ".toml, " not in finding.message]


def test_all_is_well(data: Path) -> None:
    assert messages(data) == []


def test_a_total_that_falls_is_noted(data: Path) -> None:
    put(data, "later.md", REPORT.replace("107.96亿元", "98亿元"), "2024-06-20")
    assert messages(data) == ["later.md: '签约额98亿元': 98亿元 by 2024-06-20 is less than 107.96亿元 by 2024-05-15"]


def test_a_result_many_times_its_target_is_noted(data: Path) -> None:
    put(data, "report.md", REPORT.replace("107.96亿元", "107960亿元"), "2024-05-15")
    assert messages(data) == ["report.md: '签约额107960亿元': more than 20 times its target"]


def test_a_document_without_a_day_is_noted(data: Path) -> None:
    put(data, "undated.txt", "会议召开，气氛热烈。")
    assert messages(data) == ["undated.txt: the day of publication is not known; a sidecar can state it"]


def test_a_result_ahead_of_its_report_is_noted(data: Path) -> None:
    put(data, "report.md", REPORT.replace("今年以来，", "截至6月底，"), "2024-05-15")
    assert all("counts up to 2024-06-30, after it was published" in message for message in messages(data))
    assert messages(data)


def test_a_lost_snapshot_is_a_fault(data: Path) -> None:
    build(data)
    (data / "current").write_text("nonsense", "utf-8")
    (warning,) = [finding for finding in check(data) if "names no snapshot" in finding.message]
    assert warning.is_fault


def test_an_example_that_is_no_longer_read_is_a_fault(data: Path) -> None:
    shutil.copytree(vocabulary_folder(), data / "vocabulary")
    with (data / "vocabulary" / "metrics.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[[metric]]\nid = "trees"\nname = "新增行道树"\nunit = "棵"\ntheme = "城"\nexamples = ["签约60亿元。"]\n'
        )
    faults = [finding.message for finding in check(data) if finding.is_fault]
    assert "metrics.toml, 新增行道树: not read from its example 签约60亿元。" in faults
    assert load_vocabulary(data) != load_vocabulary()


def findings(*statements: Statement, decisions: Sequence[Decision] = ()) -> dict[str, str]:
    """Return what the auditor notes of these statements: the quote by the rule."""
    document = Document("d", "月报.md", "d", "", "", "", None, True, "", "")
    found = look(Evidence([document], (), resolve(statements, decisions), ()))
    assert all(finding.message.startswith("月报.md: ") for finding in found if finding.statement_id), found
    unasked = {"misquoted", "undated_document", "rival_targets"}
    return {finding.rule: finding.statement_id for finding in found if finding.rule not in unasked}


TO_MAY = (date(2024, 1, 1), date(2024, 5, 15))


def test_rival_targets_are_noted_with_their_sentences(data: Path) -> None:
    put(data, "other.md", GOALS.replace("500亿元", "300亿元"), "2024-05-01")
    assert messages(data) == [
        "临江区 签约额 2024: 2 different targets, none is chosen as the official one "
        "(plan.md: '签约额达到500亿元以上'; other.md: '签约额达到300亿元以上')"
    ]


def test_a_rate_that_does_not_fit_its_amount_is_noted() -> None:
    goal = statement("t", "target", "91.3", INVESTED)
    amount = statement("a", "actual", "35.6", INVESTED, when=TO_MAY)
    rate = statement("r", "actual", quantity("60", "%"), RATE, when=TO_MAY, parent_id="a", rules=(IMPLIED,))
    assert findings(goal, amount, rate)["rate_against_amount"] == "r"
    right = replace(rate, quantity=quantity("39", "%"))
    assert "rate_against_amount" not in findings(goal, amount, right)


def test_a_part_above_its_whole_is_noted() -> None:
    whole = statement("a", "target", "300")
    part = statement("b", "target", "500", replace(SIGNED, id="part", name="主导产业签约额"), parent_id="a")
    assert findings(whole, part) == {"part_above_whole": "b"}
    assert findings(replace(whole, quantity=quantity("600")), part) == {}


def test_a_slip_of_the_unit_is_noted() -> None:
    goal = statement("t", "target", quantity("50000000000", text="500亿元"))
    right = statement("a", "actual", quantity("10796000000", text="107.96亿元"), when=TO_MAY)
    slip = statement("b", "actual", quantity("1079600", text="107.96万元"), when=(date(2024, 1, 1), date(2024, 4, 30)))
    assert findings(goal, right, slip)["unit_slip"] == "b"
    assert "unit_slip" not in findings(goal, right)


def test_one_number_under_two_metrics_is_noted() -> None:
    signed = statement("a", "actual", quantity("107.96"), when=TO_MAY)
    invested = statement("b", "actual", quantity("107.96"), INVESTED, when=TO_MAY, quote_start=40)
    assert findings(signed, invested) == {"one_number_two_metrics": "b"}
    assert findings(signed, replace(invested, quantity=quantity("107.04"))) == {}
    round_number = quantity("100")
    assert findings(replace(signed, quantity=round_number), replace(invested, quantity=round_number)) == {}


def test_a_goal_without_a_unit_is_noted() -> None:
    assert findings(statement("a", "target", quantity("60", "")))["no_unit"] == "a"


def test_what_a_person_accepted_is_noted_no_more() -> None:
    whole, part = statement("a", "target", "300"), statement("b", "target", "500", INVESTED, parent_id="a")
    accepted = Decision("b", "accept", "", "", "", "", "李", "2024-05-20T09:30:00")
    assert findings(whole, part, decisions=[accepted]) == {}


def test_totals_without_a_goal_must_not_fall_either() -> None:
    april = statement("a", "actual", quantity("100"), when=(date(2024, 1, 1), date(2024, 4, 30)))
    may = statement("b", "actual", quantity("90"), when=TO_MAY)
    assert findings(april, may) == {"falling_total": "b"}
    more_than = replace(may, quantity=replace(may.quantity, comparator=">"))
    assert findings(april, more_than) == {}, "more than 90 may be more than 100"
    assert findings(april, replace(may, period=replace(may.period, start=date(2024, 5, 1)))) == {}, "May alone"


def test_figures_that_do_not_fit_need_a_person(data: Path) -> None:
    assert main(["check", "--data", str(data)]) == 0
    put(data, "later.md", REPORT.replace("107.96亿元", "98亿元"), "2024-06-20")
    assert main(["check", "--data", str(data)]) == 1
    put(data, "later.md", REPORT.replace("107.96亿元", "120亿元"), "2024-06-20")
    put(data, "undated.txt", "会议召开，气氛热烈。")
    assert main(["check", "--data", str(data)]) == 0, "a note alone is no fault"
