"""People's judgement, each verb through a real build: tried, written down, on the board, taken back."""

from __future__ import annotations

import multiprocessing
import shutil
import threading
from pathlib import Path

import pytest

from etl import judgement
from etl.build import build
from etl.check import check
from etl.model import DecisionError
from etl.review_file import read_decisions
from tests.judged import DAY, LI, OTHER, ZHOU, ask, board, goal_of, queue, rivals, rows, said, tried, undo
from tests.test_build import REPORT, put
from warehouse import questions
from warehouse.snapshot import open_current


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two rival plans, a report, and figures that no goal or entry knows."""
    return rivals(tmp_path_factory.mktemp("built"))


@pytest.fixture
def data(built: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(built, tmp_path / "data"))


def test_choosing_the_official_target(data: Path) -> None:
    assert board(data)["签约额"] == ("500亿元以上", 0.216, "severe")
    assert queue(data)[:2] == [("rivals", "签约额"), ("rivals", "新签约项目数")]
    choice = judgement.about_statement(said(data, "签约额", "300亿元以上"), "choose-official", LI, "以最新为准")
    assert tried(data, choice) == {"签约额": ("severe", "late")}
    judgement.carry_out(data, choice)
    assert board(data)["签约额"] == ("300亿元以上", 0.36, "late")
    assert ("rivals", "签约额") not in queue(data)
    (told,) = ask(data, questions.decision_history)
    assert (told["before"], told["after"], told["by"], told["reason"]) == (
        "500亿元以上",
        "300亿元以上",
        LI,
        "以最新为准",
    )
    undo(data)
    assert board(data)["签约额"] == ("500亿元以上", 0.216, "severe")
    assert queue(data)[0] == ("rivals", "签约额")
    assert [row["state"] for row in ask(data, questions.decision_history)] == ["applied", "undone"]


def test_choosing_a_target_that_a_completion_rate_implies(data: Path) -> None:
    put(data, "rate.md", REPORT.replace("107.96亿元", "110亿元，占年度目标的44%"), "2024-05-16")
    build(data)
    implied = next(
        row for row in ask(data, questions.targets, goal_of(data, "签约额"), DAY) if row["basis"] == "implied"
    )
    row = ask(data, questions.statement, implied["statement_id"])[0]
    choice = judgement.about_statement(row, "choose-official", LI, "以完成率为准")
    assert tried(data, choice) == {"签约额": ("severe", "on_pace")}
    judgement.carry_out(data, choice)
    (target,) = [row["target"] for row in ask(data, questions.progress, DAY) if row["metric"] == "签约额"]
    assert (target, board(data)["签约额"][1:]) == (25e9, (0.44, "on_pace"))
    assert [row["state"] for row in ask(data, questions.decision_history)] == ["applied"]


@pytest.mark.parametrize(
    ("field", "value", "target", "status"),
    [
        ("quantity", "200亿元以上", "200亿元以上", "on_pace"),
        ("comparator", "<=", "500亿元以上", "on_pace"),
        ("period", "2023", "300亿元以上", "late"),
        ("organisation", "临江经开区", "300亿元以上", "late"),
        ("kind", "actual", "300亿元以上", "late"),
        ("metric", "合同利用外资", "300亿元以上", "late"),
    ],
)
def test_correcting_a_field(data: Path, field: str, value: str, target: str, status: str) -> None:
    row = said(data, "签约额", "500亿元以上")
    correction = judgement.about_statement(row, "correct", LI, "原件如此", field=field, value=value)
    assert tried(data, correction)["签约额"] == ("severe", status)
    judgement.carry_out(data, correction)
    with open_current(data) as con:
        found = rows(questions.progress(con, DAY))
    of_district = {row["metric"]: row for row in found if row["organisation"] == "临江区" and row["period"] == "2024"}
    assert (of_district["签约额"]["target_text"], of_district["签约额"]["status"]) == (target, status)


def test_correcting_the_day_of_a_result(data: Path) -> None:
    row = said(data, "签约额", "107.96亿元")
    judgement.carry_out(
        data, judgement.about_statement(row, "correct", LI, "通报截至4月底", field="as_of", value="2024-04-30")
    )
    (goal,) = [row for row in ask(data, questions.progress, DAY) if row["metric"] == "签约额"]
    assert f"{goal['actual_as_of']:%Y-%m-%d}" == "2024-04-30"


def test_rejecting_and_undoing(data: Path) -> None:
    rejection = judgement.about_statement(said(data, "签约额", "107.96亿元"), "reject", LI, "是上年数")
    assert tried(data, rejection) == {"签约额": ("severe", "no_data")}
    judgement.carry_out(data, rejection)
    assert board(data)["签约额"] == ("500亿元以上", None, "no_data")
    undo(data)
    assert board(data)["签约额"] == ("500亿元以上", 0.216, "severe")


def test_linking_and_unlinking(data: Path) -> None:
    item = next(row for row in ask(data, questions.review_queue) if row["kind"] == "link")
    assert "云上签约项目" in item["metric"]
    statement = ask(data, questions.statement, item["statement_id"])[0]
    goal = ask(data, questions.link_choices, item["statement_id"])[0]
    assert goal["metric"] == "新签约项目数"
    link = judgement.about_link(statement, "link", goal, LI, "同一口径")
    assert tried(data, link, goals=(goal["goal_id"],)) == {"新签约项目数": ("severe", "severe")}
    judgement.carry_out(data, link)
    assert board(data)["新签约项目数"][1] == round(14 / 60, 3)
    assert "link" not in [kind for kind, _ in queue(data)]
    judgement.carry_out(data, judgement.about_link(statement, "unlink", goal, ZHOU, "口径不同"))
    assert board(data)["新签约项目数"][1] == round(13 / 60, 3)
    assert "link" not in [kind for kind, _ in queue(data)], "who unlinked it has answered"
    undo(data)
    assert board(data)["新签约项目数"][1] == round(14 / 60, 3)


def test_adding_a_number_that_the_rules_did_not_read(data: Path) -> None:
    document = next(row for row in ask(data, questions.documents) if row["path"] == "plan.md")
    wanted = {"kind": "actual", "metric": "签约额", "quantity": "180亿元", "period": "2024-01-01/2024-05-20"}
    wanted |= {"organisation": "临江区", "as_of": "2024-05-20"}
    added = judgement.addition(document["id"], "签约额达到500亿元以上", wanted, LI, "电话通报")
    assert tried(data, added) == {"签约额": ("severe", "late")}
    judgement.carry_out(data, added)
    assert board(data)["签约额"] == ("500亿元以上", 0.36, "late")
    (report,) = [row for row in ask(data, questions.reports, goal_of(data, "签约额"), DAY) if row["is_current"]]
    assert (report["quote"], report["document_path"]) == ("签约额达到500亿元以上", "plan.md")
    undo(data)
    assert board(data)["签约额"][1] == 0.216


def test_accepting_answers_the_doubts(data: Path) -> None:
    put(data, "undated.md", "# 临江区通报\n\n2024年，全区新开工项目力争达到40个。\n")
    build(data)
    item = next(row for row in ask(data, questions.review_queue) if row["kind"] == "doubt")
    statement = ask(data, questions.statement, item["statement_id"])[0]
    acceptance = judgement.about_statement(statement, "accept", LI)
    assert tried(data, acceptance) == {}
    judgement.carry_out(data, acceptance)
    assert item["item"] not in [row["item"] for row in ask(data, questions.review_queue)]
    assert ask(data, questions.statement, item["statement_id"])[0]["doubts"] == ""


def test_a_note_changes_nothing_and_is_there(data: Path) -> None:
    before = board(data)
    note = judgement.about_statement(said(data, "签约额", "107.96亿元"), "note", LI, value="含框架协议")
    judgement.carry_out(data, note)
    assert board(data) == before
    (told,) = ask(data, questions.decision_history, goal_of(data, "签约额"))
    assert (told["verb"], told["value"], told["by"], told["metric"]) == ("note", "含框架协议", LI, "签约额")


def test_a_decision_whose_ground_changed_is_first_and_can_be_renewed(data: Path) -> None:
    choice = judgement.about_statement(said(data, "签约额", "300亿元以上"), "choose-official", LI, "以最新为准")
    judgement.carry_out(data, choice)
    put(data, "other.md", OTHER.replace("工作安排", "工作安排（修订）"), "2024-03-01")
    assert build(data).needs_a_person
    assert board(data)["签约额"] == ("500亿元以上", 0.216, "severe"), "what was seen is gone: not applied"
    first = ask(data, questions.review_queue)[0]
    assert first["item"] == f"stale:{choice.id}"
    assert any("is stale" in finding.message for finding in check(data) if finding.is_fault)
    statement = ask(data, questions.successors, choice.id)[0]
    assert statement["quantity_text"] == "300亿元以上"
    judgement.carry_out(data, *judgement.renewal(choice, statement, ZHOU, "修订后不变"))
    assert board(data)["签约额"] == ("300亿元以上", 0.36, "late")
    assert "stale" not in [kind for kind, _ in queue(data)]
    assert not build(data).needs_a_person


def test_a_stale_decision_is_not_tried_as_if_it_held(data: Path) -> None:
    row = said(data, "签约额", "500亿元以上") | {"quantity_text": "400亿元以上"}
    with open_current(data) as con:
        gone = judgement.about_statement(row, "reject", LI, "核对过")
        assert judgement.preview(con, data, [gone], DAY).stale


def test_who_and_why_are_asked(data: Path) -> None:
    row = said(data, "签约额", "500亿元以上")
    with pytest.raises(DecisionError, match="who decides"):
        judgement.carry_out(data, judgement.about_statement(row, "accept", " "))
    with pytest.raises(DecisionError, match="needs a reason"):
        judgement.carry_out(data, judgement.about_statement(row, "reject", LI))
    assert read_decisions(data / "reviews.csv") == []


def test_nothing_tried_is_written(data: Path) -> None:
    before = sorted(path.name for path in (data / "snapshots").iterdir())
    tried(data, judgement.about_statement(said(data, "签约额", "107.96亿元"), "reject", LI, "核对过"))
    assert sorted(path.name for path in (data / "snapshots").iterdir()) == before
    assert not (data / "reviews.csv").exists()


@pytest.mark.parametrize(
    ("metric", "number"), [("签约额", "500亿元以上"), ("签约额", "107.96亿元"), ("新签约项目数", "30个以上")]
)
def test_a_preview_says_what_the_board_then_says(data: Path, metric: str, number: str) -> None:
    rejection = judgement.about_statement(said(data, metric, number), "reject", LI, "核对过")
    with open_current(data) as con:
        before = questions.progress(con, DAY)
        found = {change.goal_id: change.after for change in judgement.preview(con, data, [rejection], DAY).changes}
    judgement.carry_out(data, rejection)
    with open_current(data) as con:
        changed = judgement.differences(before, questions.progress(con, DAY))
    assert set(found) == {change.goal_id for change in changed}
    for change in changed:
        trial = found[change.goal_id]
        for name in ("target", "actual", "ratio", "status", "rival_count", "needed"):
            assert (trial and trial[name]) == (change.after and change.after[name]), name


def statement_ids(data: Path) -> list[str]:
    with open_current(data) as con:
        return [row[0] for row in con.execute("SELECT id FROM statements ORDER BY id").fetchall()]


def _decide(data: Path, statement_id: str, by: str) -> None:
    with open_current(data) as con:
        row = rows(questions.statement(con, statement_id))[0]
    judgement.carry_out(data, judgement.about_statement(row, "note", by, value=f"{by}看过"))


def test_people_at_once_lose_nothing_and_see_the_last(data: Path) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["etl.judgement"])
    ids = statement_ids(data)[:2]
    people = [context.Process(target=_decide, args=(data, ids[n % 2], f"甲{n}")) for n in range(4)]
    for person in people:
        person.start()
    for person in people:
        person.join()
        assert person.exitcode == 0
    assert {row["by"] for row in ask(data, questions.decision_history)} == {f"甲{n}" for n in range(4)}


def test_a_build_from_the_command_line_is_waited_for(data: Path) -> None:
    import fcntl

    lock = (data / "snapshots" / ".turn").open("a")
    fcntl.flock(lock, fcntl.LOCK_EX)
    threading.Timer(0.6, lock.close).start()
    judgement.carry_out(data, judgement.about_statement(said(data, "签约额", "500亿元以上"), "note", LI, value="x"))
    assert len(ask(data, questions.decision_history)) == 1
