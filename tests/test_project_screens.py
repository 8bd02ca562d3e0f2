"""The screens of projects and of their steps, on the ledgers that ship, without a browser."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from etl.build import build
from tests.screen_app import ROOT, Open, charts, link_labels, words
from warehouse import questions
from warehouse.snapshot import open_current

STUCK = "花花牛智能科技产业园"


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("shipped")
    shutil.copytree(ROOT / "data" / "documents", data / "documents")
    build(data)
    return data


def project_named(data: Path, name: str) -> dict[str, object]:
    with open_current(data) as con:
        found = questions.projects(con, questions.default_as_of(con)).set_index("name")
    return dict(found.loc[name])


def test_projects_say_where_they_are_stuck(opened: Open, shipped: Path) -> None:
    app = opened("projects", shipped)
    said = words(app)
    assert "26 个项目走到哪一步，卡在哪里" in said
    assert "总投资 206.9 亿元（4 个未报） · 6 个有逾期节点" in said
    assert "121.4 亿元" in charts(app)[0] and "3 个逾期" in charts(app)[0]
    first = next(block.value for block in app.html if "xs-project" in block.value)
    assert STUCK in first and "应开未开 · 超 159 天" in first and "土地指标未落实" in first
    assert first.index("签约") < first.index("开工") < first.index("竣工") < first.index("投产") < first.index("达效")
    assert link_labels(app).count("在原文中打开") == 12


def test_pages_of_cards_are_in_the_address(opened: Open, shipped: Path) -> None:
    app = opened("projects", shipped)
    app.button(key="page-on").click().run()
    assert app.query_params["page"] == "2"
    assert "第 2 / 3 页" in words(app) and STUCK not in words(app)
    last = opened("projects", shipped, page="99")
    assert "第 3 / 3 页" in words(last) and last.button(key="page-on").disabled


def test_filters_of_projects_are_in_the_address(opened: Open, shipped: Path) -> None:
    app = opened("projects", shipped)
    app.selectbox(key="filter-owner").select("马寨镇").run()
    app.toggle(key="filter-overdue").set_value(True).run()
    assert (app.query_params["owner"], app.query_params["overdue"]) == ("马寨镇", "1")
    assert "1 个项目走到哪一步" in words(app) and STUCK in words(app)
    again = opened("projects", shipped, owner="马寨镇", overdue="1", chain="新能源")
    assert "这些条件下没有项目。" in words(again)
    again.button(key="clear-filters").click().run()
    assert "26 个项目" in words(again) and "owner" not in again.query_params


def test_one_project_shows_all_that_was_said_of_it(opened: Open, shipped: Path) -> None:
    row = project_named(shipped, "唐久物流总部基地")
    app = opened("projects", shipped, project=str(row["project_id"]))
    said = words(app)
    assert "历次填报（2 次）" in said and "推迟 123 天" in said
    assert said.count("唐久物流总部基地") >= 3
    app.button(key="back-to-projects").click().run()
    assert "26 个项目" in words(app)
    assert "没有编号为“无”的项目" in words(opened("projects", shipped, project="无"))


def test_a_row_of_a_ledger_opens_in_its_document(opened: Open, shipped: Path) -> None:
    row = project_named(shipped, STUCK)
    app = opened("sources", shipped, doc=str(row["document_id"]), at=str(row["report_id"]))
    text = next(block.value for block in app.html if 'id="asked"' in block.value)
    assert f"{STUCK}" in text.partition('id="asked"')[2].partition("</mark>")[0]
    assert text.count('class="xs-mark project') == 12


def test_the_timeline_of_projects_lists_what_was_missed(opened: Open, shipped: Path) -> None:
    app = opened("timeline", shipped)
    said = words(app)
    assert "26 个项目，6 个节点逾期" in said
    assert "逾期节点 6 个（应签未签 1、应开未开 3、应竣未竣 1、应投未投 1）" in said
    assert "30 天内到期 2 个" in said and "开工 · 还有 23 天" in said
    assert "应开未开 · 超 159 天" in charts(app)[0]
    app.toggle(key="table-gantt").set_value(True).run()
    assert "开工：计划 2023年12月底，已超 159 天" in words(app)


def test_the_timeline_of_goals_says_what_nobody_reported(opened: Open, shipped: Path) -> None:
    app = opened("timeline", shipped)
    app.segmented_control(key="choose-part").set_value("goals").run()
    assert app.query_params["part"] == "goals"
    assert re.search(r"\d+ 次提出目标，\d+ 次通报完成情况", words(app))
    drawn = charts(app)[0]
    assert "尚无通报" in drawn and "107.96亿元" in drawn
    assert drawn.count("500亿元以上") == 1 and "不低于500亿元" not in drawn, "one bound said twice is one mark"


def test_projects_as_they_stood(opened: Open, shipped: Path) -> None:
    assert "14 个项目" in words(opened("projects", shipped, day="2024-04-30"))
    assert "截至 2024-04-01，还没有读到项目" in words(opened("projects", shipped, day="2024-04-01"))
    assert "何时承诺，何时通报" in words(opened("timeline", shipped, day="2024-04-01"))


def test_projects_in_english(opened: Open, shipped: Path) -> None:
    said = words(opened("projects", shipped, lang="en"))
    assert "26 projects: how far, and what is stuck" in said and "Not started · 159 days over" in said
    assert "{" not in said


def test_words_of_a_ledger_stay_words(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    hostile = "<script>alert(1)</script>产业园"
    head = "临江区项目台账（截至2024年5月31日）,,,\n项目名称,责任单位,计划开工,存在问题\n"
    rows = f"{head}{hostile},<b>马镇</b>,2024年3月,<i>缺地</i>\n"
    (tmp_path / "documents" / "台账.csv").write_text(rows, "utf-8")
    build(tmp_path)
    for screen, query in (("projects", {}), ("timeline", {}), ("overview", {"wall": "20"})):
        app = opened(screen, tmp_path, **query)
        markup = " ".join(block.value for block in app.html if not block.value.startswith("<style"))
        assert "<script>alert" not in markup and "<b>马镇" not in markup and "<i>缺地" not in markup
        assert "马镇" in words(app) and not app.exception
