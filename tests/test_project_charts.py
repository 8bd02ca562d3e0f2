"""The funnel and the Gantt chart, drawn from every kind of projects: whole, legible, and telling what was overdue."""

from __future__ import annotations

import pytest

from board import charts, export
from board.charts import projects as say
from board.charts.projects import read_projects
from board.charts.sheet import Frame
from board.charts.theme import Look
from board.export import draw
from tests import project_frames as made
from tests.picture import words_of

LOOKS = {
    "wide": Look(1360),
    "middle": Look(920),
    "phone": Look(350),
    "wide en dark": Look(1360, "en", True),
    "phone en": Look(350, "en"),
}
FRAME = Frame(as_of=made.JUNE, source="3 份文件，26 个项目 · 快照 20240607-9f2c")
CASES = made.cases()


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("case", CASES)
def test_gantt_is_legible(case: str, look: Look) -> None:
    drawing = draw(charts.gantt(*CASES[case], look, FRAME))
    assert words_of(drawing.text).faults(look.width) == []


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("case", made.FUNNELS)
def test_funnel_is_legible(case: str, look: Look) -> None:
    drawing = draw(charts.pipeline_funnel(made.FUNNELS[case], look, FRAME))
    assert words_of(drawing.text).faults(look.width) == []


@pytest.mark.parametrize("case", ["everything", "empty", "far days"])
def test_gantt_leaves_in_every_format(case: str) -> None:
    drawing = draw(charts.gantt(*CASES[case], Look(), FRAME))
    assert export.png(drawing, 0.5).startswith(b"\x89PNG")
    assert export.svg(drawing).startswith(b"<svg")
    assert export.pdf(drawing).startswith(b"%PDF")


def words(chart: object) -> str:
    return "\n".join(word.text for word in words_of(draw(chart).text).words)  # type: ignore[arg-type]


def test_gantt_says_what_is_overdue_in_words_and_colour() -> None:
    chart = charts.gantt(*CASES["everything"], Look(), as_of=made.JUNE)
    said = words(chart)
    assert "应竣未竣 · 超 7 天" in said and "应开未开 · 超 190 天" in said
    assert "下一步 2024年6月底签约" in said and "已投产" in said
    assert "另有 1 个项目没有报过时间，未画出。" in said
    rows = [row for rows in chart.to_dict()["datasets"].values() for row in rows]
    fills = {row["fill"] for row in rows if "x2" in row and "fill" in row}
    assert {Look().mark("severe"), Look().mark("late"), Look().colors.brand} <= fills


def test_gantt_of_300_draws_the_first_and_counts_the_rest() -> None:
    projects, steps = CASES["300"]
    chart = charts.gantt(projects, steps, Look(), limit=25, as_of=made.JUNE)
    ids = {row["project_id"] for rows in chart.to_dict()["datasets"].values() for row in rows if "project_id" in row}
    assert ids == {f"项目{number:03}" for number in range(25)}
    beyond = read_projects(projects, steps)[25:]
    overdue = sum(project.overdue_step is not None for project in beyond)
    assert f"另有 275 个项目未画出，其中 {overdue} 个有逾期节点。" in words(chart)


def test_a_row_of_the_gantt_tells_all_steps_when_pointed_at() -> None:
    spec = charts.gantt(*CASES["one"], Look(), as_of=made.JUNE).to_dict()
    (row,) = [row for rows in spec["datasets"].values() for row in rows if "project_id" in row]
    assert row["days"].startswith("签约：计划 2023年12月底，实际 2023年12月20日；开工：")
    assert "竣工：计划 2024年5月底，已超 7 天，比首次承诺推迟 40 天" in row["days"]
    assert row["money"] == "5.2 / 3 亿元 · 173%"
    assert "甲产业园项目 应竣未竣 · 超 7 天" in spec["description"]


def test_days_far_away_are_named_at_the_edge() -> None:
    said = words(charts.gantt(*CASES["far days"], Look(), as_of=made.JUNE))
    assert "‹开" in said and "竣›" in said


def test_funnel_narrows_from_zero_and_says_what_is_not_known() -> None:
    spec = charts.pipeline_funnel(made.FUNNELS["usual"], Look()).to_dict()
    bars = next(rows for rows in spec["datasets"].values() if "beyond" in rows[0])
    assert [round(bar["beyond"] / made.YI, 1) for bar in bars] == [206.9, 189.9, 143.1, 21.7, 10]
    assert all(bar["here"] <= bar["beyond"] for bar in bars)
    said = words(charts.pipeline_funnel(made.FUNNELS["usual"], Look()))
    assert "17 亿元（4 个未报）" in said and "3 个逾期" in said and "此步及以后 14 个 · 143.1 亿元" in said
    assert "总投资未报" in words(charts.pipeline_funnel(made.FUNNELS["no money"], Look()))
    assert "未报阶段" in words(charts.pipeline_funnel(made.FUNNELS["stage not told"], Look()))


@pytest.mark.parametrize(
    ("name", "expected"),
    [("甲产业园项目", "应竣未竣 · 超 7 天"), ("丙产业园项目", "已投产"), ("己产业园项目", "未排时间")],
)
def test_verdicts(name: str, expected: str) -> None:
    read = {project.name: project for project in read_projects(*CASES["everything"])}
    assert say.verdict(read[name], Look()) == expected
