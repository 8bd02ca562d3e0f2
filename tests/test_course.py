"""How a goal came about: each figure once, on the day it was said, and the way back to the board of that day."""

from __future__ import annotations

from tests.screen_app import Open, link_labels, words

SIGNED = "二七区·签约额·20240101-20241231"


def test_a_goal_tells_its_course_newest_first(opened: Open) -> None:
    app = opened("goal", goal=SIGNED)
    assert "沿革" in words(app)
    told = [label for label in link_labels(app) if label.startswith("**20")]
    days = [label[2:12] for label in told]
    assert days == sorted(days, reverse=True) and len(told) == len(set(told)) >= 3
    assert any("实绩 107.96 亿元（截至 5月）" in label for label in told)
    assert any("目标 ≥ 300 亿元" in label for label in told)


def test_a_line_opens_the_board_of_its_day(opened: Open) -> None:
    early = opened("goal", goal=SIGNED, day="2024-02-18")
    told = [label for label in link_labels(early) if label.startswith("**20")]
    assert all("实绩" not in label for label in told), "what was said later is not there"
    links = [link.proto.query_string for link in opened("goal", goal=SIGNED).page_link]
    assert any("day=2024-02-18" in query and "goal=" in query for query in links)


def test_a_goal_said_once_has_no_course(opened: Open) -> None:
    assert "沿革" not in words(opened("goal", goal="二七经开区·高质量项目数·20240101-20241231"))
