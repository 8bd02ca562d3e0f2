"""通报 on the sample snapshot, without a browser: what can be chosen, edited and taken away."""

from __future__ import annotations

import pytest

from tests.screen_app import Open, charts, words
from tests.warehouse_rows import Rows, day, yi
from warehouse.snapshot import publish


def test_it_opens_with_the_month_of_the_board(opened: Open) -> None:
    app = opened("briefing", day="2024-05-31")
    assert "2024年5月目标任务完成情况通报" in words(app)
    drawn = " ".join(charts(app))
    assert "107.96 亿元 · 21.6%" in drawn
    assert "首次通报" in drawn
    assert "二七经开区" in drawn
    assert app.text_area[0].value.startswith("全部单位2024年5月目标任务完成情况通报\n")


def test_kind_and_period_stand_in_the_address(opened: Open) -> None:
    app = opened("briefing", kind="week", day="2024-05-15", org="二七区")
    assert "2024年第20周" in app.text_area[0].value
    app.segmented_control[0].select("quarter").run()
    assert app.query_params["kind"] == "quarter"
    assert "2024年二季度" in app.text_area[0].value
    box = app.selectbox(key="briefing-span")
    box.select_index(1).run()
    assert app.query_params["day"] == "2024-03-31"
    assert "2024年一季度" in app.text_area[0].value


def test_the_weights_decide_the_scores_and_are_said(opened: Open) -> None:
    app = opened("briefing", weights="0-100-0-100", day="2024-05-31")
    assert "得分＝（0×序时完成度＋100×达序时率＋0×通报率）。" in app.text_area[0].value
    app.number_input(key="weight-reported").set_value(100).run()
    assert app.query_params["weights"] == "0-100-100-100"
    assert "÷200×100" in app.text_area[0].value
    app.button(key="weights-stated").click().run()
    assert "weights" not in app.query_params


def test_weights_of_nothing_are_refused(opened: Open) -> None:
    app = opened("briefing", weights="0-100-0-100", day="2024-05-31")
    app.number_input(key="weight-on_track").set_value(0).run()
    assert app.query_params["weights"] == "0-100-0-100"
    assert "不能都为 0" in app.warning[0].value


@pytest.mark.parametrize("weights", ["0-0-0-100", "1-2-3", "a-b-c-d", "60-30-10-99", "1-1-1-1000"])
def test_weights_that_mean_nothing_are_not_taken(opened: Open, weights: str) -> None:
    app = opened("briefing", weights=weights, day="2024-05-31")
    assert not app.exception
    assert "60×序时完成度" in app.text_area[0].value


def test_what_a_person_writes_is_kept_and_can_be_taken_back(opened: Open) -> None:
    app = opened("briefing", day="2024-05-31")
    original = app.text_area[0].value
    app.text_area[0].set_value(original + "\n请抓紧落实。").run()
    assert app.text_area[0].value.endswith("请抓紧落实。")
    app.segmented_control[0].select("week").run()
    assert "请抓紧落实" not in app.text_area[0].value
    app.segmented_control[0].select("month").run()
    assert app.text_area[0].value.endswith("请抓紧落实。")
    app.button(key="briefing-restore").click().run()
    assert app.text_area[0].value == original


def test_nobody_behind_is_said(opened: Open, tmp_path: pytest.TempPathFactory) -> None:
    rows = Rows()
    rows.target(rows.goal("签约额"), yi("1"), on=day("2024-01-10"))
    publish(tmp_path, rows.tables(), "one")  # type: ignore[arg-type]
    app = opened("briefing", data=tmp_path)
    assert "有数据的目标均达到序时进度" in words(app)
    assert not app.exception
