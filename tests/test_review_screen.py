"""核对 without a browser, on a folder that was really built: what is asked, what is written down, what follows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from board.screens.reviewing import queue
from etl import judgement
from etl.build import build
from etl.review_file import read_decisions
from tests.judged import GOALS, MORE, OTHER, REPORT, ask, goal_of, phrase, put, said
from tests.screen_app import Open, charts, link_labels, words
from warehouse import questions

DAY = "2024-05-31"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    for name, text, day in (
        ("plan.md", GOALS, "2024-02-18"),
        ("other.md", OTHER, "2024-03-01"),
        ("report.md", REPORT, "2024-05-15"),
        ("more.md", MORE, "2024-05-15"),
        ("doubt.md", "# 临江区通报\n\n2024年，全区新开工项目力争达到40个。全年培训2000人。\n", ""),
    ):
        put(folder, name, text, day)
    build(folder)
    return folder


@pytest.fixture
def data(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "data"))


def sign(app: AppTest, who: str = "李", why: str = "核对过原件") -> AppTest:
    """Write who decides and why."""
    for key, value in (("review-who", who), ("review-why", why)):
        next(box for box in app.text_input if box.key.startswith(key)).set_value(value)
        app.run()
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click()
    return app.run()


def items(app: AppTest) -> list[str]:
    return [button.key.removeprefix("queue-") for button in app.button if button.key.startswith("queue-")]


def test_the_queue_opens_with_what_matters_most(opened: Open, data: Path) -> None:
    app = opened("review", day=DAY, data=data)
    assert [item.partition(":")[0] for item in items(app)][:3] == ["rivals", "rivals", "doubt"]
    text = words(app)
    assert "签约额 · 临江区" in text and "1 / " in text
    assert "≥ 500 亿元 → ≥ 300 亿元，21.6% → 36.0%，▼ 严重滞后 → ◆ 滞后" in text
    assert not app.exception


def test_who_and_why_are_asked_before_anything_is_written(opened: Open, data: Path) -> None:
    app = opened("review", day=DAY, data=data)
    choice = f"choose-{said(data, '签约额', '300亿元以上')['statement_id']}"
    press(app, choice)
    assert "请先写下核对人的姓名" in app.error[0].value
    sign(app, why="")
    press(app, choice)
    assert "请写明为什么" in app.error[0].value
    assert read_decisions(data / "reviews.csv") == []


def test_a_choice_is_written_and_everything_follows(opened: Open, data: Path) -> None:
    app = sign(opened("review", day=DAY, data=data), who="李", why="以最新为准")
    press(app, f"choose-{said(data, '签约额', '300亿元以上')['statement_id']}")
    (row,) = read_decisions(data / "reviews.csv")
    assert (row.verb, row.by, row.reason) == ("choose-official", "李", "以最新为准")
    text = words(app)
    assert "李：已采用" in text and "21.6% → 36.0%" in text
    assert "新签约项目数 · 临江区" in text, "the next item is open"
    assert next(box for box in app.text_input if box.key == "review-who").value == "李", "who stays"
    assert "36.0%" in charts(opened("overview", day=DAY, data=data))[0]
    goal = opened("goal", day=DAY, data=data, goal=goal_of(data, "签约额"))
    assert "2 个口径，已核定" in words(goal)
    assert f"李 于 {row.at[:10]} 采用 300亿元以上：以最新为准" in words(goal)
    assert "去核对" in link_labels(goal)
    press(app, "undo-last")
    assert [row.verb for row in read_decisions(data / "reviews.csv")] == ["choose-official", "undo"]
    assert "36.0% → 21.6%" in words(app)


def test_any_field_is_corrected_with_its_effect_shown_first(opened: Open, data: Path) -> None:
    row = said(data, "签约额", "500亿元以上")
    app = sign(opened("review", day=DAY, data=data, item=f"statement:{row['statement_id']}"))
    press(app, "correct")
    app.text_input(key=f"fix-quantity-{row['statement_id']}").set_value("200亿元").run()
    assert "≥ 500 亿元 → ≥ 200 亿元，21.6% → 54.0%" in words(app)
    app.selectbox(key=f"fix-comparator-{row['statement_id']}").set_value(">").run()
    press(app, "save")
    made = [(row.field, row.expected, row.value) for row in read_decisions(data / "reviews.csv")]
    assert made == [("quantity", "500亿元以上", "200亿元"), ("comparator", "=", ">")], "each expects what came before"
    assert "> 200 亿元，21.6% → 54.0%" in words(app)


def test_a_value_that_cannot_be_read_is_said(opened: Open, data: Path) -> None:
    row = said(data, "签约额", "107.96亿元")
    app = sign(opened("review", day=DAY, data=data, item=f"statement:{row['statement_id']}"))
    press(app, "correct")
    app.text_input(key=f"fix-as_of-{row['statement_id']}").set_value("四月底").run()
    assert "四月底" in app.warning[0].value
    assert read_decisions(data / "reviews.csv") == []


def test_doubts_alike_are_accepted_together(opened: Open, data: Path) -> None:
    item = next(row for row in ask(data, questions.review_queue) if row["kind"] == "doubt")
    app = sign(opened("review", day=DAY, data=data, item=item["item"]), why="")
    press(app, "accept-all")
    made = read_decisions(data / "reviews.csv")
    assert [row.verb for row in made] == ["accept"] * int(item["alike"]) and len(made) > 1
    assert item["item"] not in items(app)


def test_a_result_is_linked_with_one_press(opened: Open, data: Path) -> None:
    item = next(row for row in ask(data, questions.review_queue) if row["kind"] == "link")
    app = sign(opened("review", day=DAY, data=data, item=item["item"]))
    assert "21.7% → 23.3%" in words(app)
    press(app, f"link-to-{goal_of(data, '新签约项目数')}")
    (row,) = read_decisions(data / "reviews.csv")
    assert (row.verb, row.value) == ("link", "临江区 新签约项目数 2024-01-01/2024-12-31")


def test_a_phrase_is_adopted_from_its_card(opened: Open, data: Path) -> None:
    metric_id, name = phrase(data)
    app = sign(opened("review", day=DAY, data=data, item=f"metric:{metric_id}"))
    assert f"{name}（词表外）" in words(app)
    box = app.selectbox(key=f"alias-of-{metric_id}")
    box.select(next(option for option in box.options if option.startswith("新签约项目数"))).run()
    press(app, "adopt-alias")
    assert said(data, "新签约项目数", "14个")["known"]
    assert f"metric:{metric_id}" not in items(app)


def test_an_example_that_is_not_read_is_refused_in_one_sentence(opened: Open, data: Path) -> None:
    metric_id, _ = phrase(data)
    app = sign(opened("review", day=DAY, data=data, item=f"metric:{metric_id}"))
    app.text_input(key=f"example-{metric_id}").set_value("会议召开。").run()
    press(app, "adopt-metric")
    assert "is not read from its example" in app.error[0].value
    assert not (data / "vocabulary").exists() and read_decisions(data / "reviews.csv") == []


def test_a_number_is_added_with_its_quote(opened: Open, data: Path) -> None:
    document = next(row for row in ask(data, questions.documents) if row["path"] == "plan.md")
    app = opened("review", day=DAY, data=data, item="add", doc=document["id"])
    app.selectbox(key="add-document").set_value(document["id"])
    app.text_input(key="add-quote").set_value("签约额达到六百亿").run()
    assert "这份文件里没有这段原文" in words(app)
    app.text_input(key="add-quote").set_value("签约额达到500亿元以上")
    app.selectbox(key="add-metric").set_value("签约额")
    app.text_input(key="add-quantity").set_value("180亿元")
    app.text_input(key="add-period").set_value("2024-01-01/2024-05-20")
    app.text_input(key="add-as-of").set_value("2024-05-20").run()
    assert "完成 107.96 亿元 → 完成 180 亿元，21.6% → 36.0%" in words(app)
    press(sign(app, why="电话通报"), "add-save")
    assert [row.verb for row in read_decisions(data / "reviews.csv")] == ["add"]
    assert "21.6% → 36.0%" in words(app)


def test_a_stale_decision_is_loud_and_is_renewed(opened: Open, data: Path) -> None:
    choice = judgement.about_statement(said(data, "签约额", "300亿元以上"), "choose-official", "李", "以最新为准")
    judgement.carry_out(data, choice)
    put(data, "other.md", OTHER.replace("工作安排", "工作安排（修订）"), "2024-03-01")
    build(data)
    app = opened("review", day=DAY, data=data)
    assert "1 项核对已失效" in words(app)
    assert items(app)[0] == f"stale:{choice.id}"
    assert "当时看到：目标 签约额 临江区 300亿元以上 2024" in words(app)
    press(sign(app, who="周", why="修订后不变"), "renew-1")
    assert "核对已失效" not in words(app)
    assert [row.verb for row in read_decisions(data / "reviews.csv")] == ["choose-official", "choose-official", "undo"]


def test_the_history_is_narrowed(opened: Open, data: Path) -> None:
    row = said(data, "签约额", "107.96亿元")
    for by in ("李", "周"):
        judgement.carry_out(data, judgement.about_statement(row, "note", by, value=f"{by}看过<script>"))
    app = opened("review", day=DAY, data=data, item="history")
    assert "李看过<script>" in words(app) and "周看过<script>" in words(app)
    assert "<script>" not in "".join(block.value for block in app.html)
    app.selectbox(key="history-by").select("周").run()
    assert "李看过" not in words(app) and "周看过" in words(app)


def test_the_record_of_acts_is_for_administrators(opened: Open, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from board.access import Person, gate

    app = sign(opened("review", day=DAY, data=data))
    press(app, f"choose-{said(data, '签约额', '300亿元以上')['statement_id']}")
    assert "李  review choose-official" in words(opened("review", data=data, item="record"))
    monkeypatch.setattr(gate, "person", lambda: Person("周", frozenset({"viewer", "reviewer"}), None, True))
    app = opened("review", data=data, item="record")
    assert "review choose-official" not in words(app)
    assert "需要管理员的权限" in words(app)


@pytest.mark.parametrize("item", ["rivals:none", "doubt:none", "metric:none", "stale:none", "finding:x:y", "nonsense"])
def test_an_item_that_is_gone_is_said(opened: Open, data: Path, item: str) -> None:
    app = opened("review", day=DAY, data=data, item=item)
    assert "处理过" in words(app) or "没有编号为" in words(app)
    assert not app.exception


def test_who_may_only_look_is_not_let_in(opened: Open, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from board.access import Person, gate
    from board.screens import SCREENS, signing

    app = sign(opened("review", day=DAY, data=data))
    monkeypatch.setattr(gate, "person", lambda: Person("吴", frozenset({"viewer"}), None, True))
    assert "去核对" not in link_labels(opened("goal", day=DAY, data=data))
    assert not items(opened("review", day=DAY, data=data)), "the screen is not there"
    monkeypatch.setattr(signing, "screens", lambda: SCREENS)
    monkeypatch.setattr(signing, "demand", lambda screen: None)
    press(app, f"choose-{said(data, '签约额', '300亿元以上')['statement_id']}")
    assert "吴 不能核对" in app.error[0].value, "the check is at the act, not only at the screen"
    assert read_decisions(data / "reviews.csv") == []


def test_every_kind_has_its_words_and_every_check_too() -> None:
    from board.words import has
    from etl.audit import figures

    assert all(has(f"review.kind_{kind}") for kind in queue.KINDS)
    source = Path(figures.__file__).read_text("utf-8")
    rules = [word.split('"')[1] for word in source.split("evidence.about(")[1:] if '"' in word]
    assert len(rules) == len(figures.CHECKS)
    assert [rule for rule in rules if not (has(f"finding.{rule}") and has(f"finding.{rule}_line"))] == []
