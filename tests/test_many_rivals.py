"""A goal that twenty papers put at twenty different numbers: all within reach, few of them at a time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from board.charts.story import tell, to_goal
from board.charts.theme import Look
from board.packet.figures import lines_of
from board.screens.reviewing.choosing import PAGE
from etl.build import build
from tests.judged import DAY, MORE, ask, goal_of
from tests.screen_app import Open, charts, words
from tests.test_build import GOALS, REPORT, put
from warehouse import questions
from warehouse.snapshot import open_current

PLANS = 20
AMOUNTS = [500 - 10 * number for number in range(PLANS)]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    for number, amount in enumerate(AMOUNTS):
        put(folder, f"plan{number:02}.md", GOALS.replace("500亿元", f"{amount}亿元"), f"2024-02-{number + 1:02}")
    put(folder, "report.md", REPORT, "2024-05-15")
    put(folder, "more.md", MORE, "2024-05-15")
    build(folder)
    return folder


def claims(app: AppTest) -> list[str]:
    return re.findall(r"≥ (\d+) 亿元", " ".join(block.value for block in app.html if "xs-rival" in block.value))


def test_a_note_names_five_in_their_order_and_counts_all(data: Path) -> None:
    (item,) = [row for row in ask(data, questions.review_queue) if row["kind"] == "rivals"]
    assert (item["note"], item["alike"]) == (" / ".join(f"{amount}亿元以上" for amount in AMOUNTS[:5]), PLANS)


def test_the_goal_shows_a_few_and_unfolds_the_rest(opened: Open, data: Path) -> None:
    app = opened("goal", data=data, goal=goal_of(data, "签约额"), day="2024-05-31")
    assert not app.exception
    assert "20 个口径，待核定" in words(app) and claims(app) == [str(amount) for amount in AMOUNTS[:8]]
    assert [fold.label for fold in app.expander if "口径" in fold.label] == ["其余 12 个口径"]
    (said,) = [int(count) for count in re.findall(r"另有 (\d+) 个口径", charts(app)[0])]
    assert charts(app)[0].count("另一口径") + said == PLANS - 1
    app.session_state["rivals-rest"] = True
    assert claims(app.run()) == [str(amount) for amount in AMOUNTS]


def test_a_slide_draws_the_named_bounds_and_the_ends_of_the_others(data: Path) -> None:
    with open_current(data) as con:
        row = questions.goal(con, goal_of(data, "签约额"), DAY)
        bounds, figures = (asked(con, row["goal_id"].iloc[0], DAY) for asked in (questions.targets, questions.reports))
    lines = lines_of(tell(to_goal(row), bounds, figures, Look(), DAY), Look()).lines
    named = [line for line in lines if line.role == "rival"]
    low, high = (line for line in lines if line.role == "rest")
    assert len(named) == 6 and {named[0].words, named[-1].words} <= {f"另一口径 ≥ {amount} 亿元" for amount in AMOUNTS}
    assert (low.words, high.words) == ("", "另有 13 个口径 360—480 亿元")
    assert (low.points[0][1], high.points[0][1]) == (360, 480)


def test_every_claim_can_be_chosen_a_page_at_a_time(opened: Open, data: Path) -> None:
    item = f"rivals:{goal_of(data, '签约额')}"
    app = opened("review", data=data, item=item, day="2024-05-31")
    queue = next(button.label for button in app.button if button.key == f"queue-{item}")
    assert "等20种" in queue and queue.count("亿元") == 5
    assert "第 1—6 个，共 20 个口径" in words(app)
    found: set[str] = set()
    for page in range(1, -(-PLANS // PAGE) + 1):
        app = opened("review", data=data, item=item, day="2024-05-31", claims=str(page))
        assert not app.exception
        keys = {button.key for button in app.button if button.key.startswith("choose-")}
        assert len(keys) == min(PAGE, PLANS - PAGE * (page - 1))
        found |= keys
    assert len(found) == PLANS
    app.button(key="review.next").click()
    app.run()
    assert "claims" not in app.query_params, "another item starts at its first page"
