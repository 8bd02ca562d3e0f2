"""No slide is a picture: the grid is a table, steps, timeline, changes and ranking are charts that PowerPoint edits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pandas as pd
import pytest

from board import outlines
from board.charts.theme import LIGHT, Look
from board.packet.contents import Album
from board.packet.deck.standings import FORMULAS, _pieces
from board.packet.painting import evenly
from board.packet.pictures import Painter
from board.packet.timeline_pictures import thinned
from tests import chart_frames as made
from tests import project_frames
from tests.albums import EVENT, album
from tests.decks import PICTURE, charts, notes, opened, points, titled, titles, words, workbook
from tests.project_frames import FULL, YI, project

LONG = "一个名字长得没有尽头的产业园区二期标准化厂房及配套基础设施建设项目工程"
assert len(LONG) >= 34
HOSTILE = '=HYPERLINK("http://x")'


def with_pictures(*kinds: str, look: Look | None = None, **frames: Any) -> Album:
    """Return an album of a few goals with more pictures: of `projects`, `events`, or of what `changed`."""
    filled = album([made.goal("签约额", 500 * YI, 107.96 * YI)], goals=0, look=look)
    painter = Painter(filled.look, filled.about)
    found: list[Any] = []
    if "projects" in kinds:
        projects, steps = frames["projects"]
        steps = steps.reindex(columns=[*steps.columns.union(["project_id", *project_frames.DAYS])])
        stages = project_frames.FUNNELS["usual"].assign(all_projects=len(projects), all_investment=YI, all_overdue=1)
        found += painter.projects(stages, projects.assign(document_path="a.csv"), steps.assign(document_path="a.csv"))
    if "since" in kinds:
        found += painter.since(frames["changes"], frames["ranking"], date(2024, 4, 30))
    if "board" in kinds:
        found += painter.board(frames["progress"], frames["events"])
    return replace(filled, pictures=tuple(found))


def said(count: int, **more: Any) -> pd.DataFrame:
    """Return a target of one goal and so many reports of it, a day or more after another."""
    rows = []
    for number in range(count + 1):
        day = date(2024, 2, 18) if not number else date(2024, 1, 2) + timedelta(days=number * 150 // count)
        row = dict.fromkeys(EVENT) | {"day": pd.Timestamp(day), "day_stated": number % 4 != 1, "unit": "元"}
        row |= {"what": "actual" if number else "target", "statement_id": f"s{number}", "document_title": "调度会通报"}
        row |= {
            "metric": "签约额",
            "organisation": "二七区",
            "goal_id": "g",
            "value": float(number),
            "theme": "招商引资",
        }
        row |= {"quantity_text": f"{number * 3 + 7}.96亿元", "sentence": f"累计{number}", "quote": f"{number}"}
        rows.append(row | more)
    return pd.DataFrame(rows)


def changes() -> pd.DataFrame:
    """Return four goals that changed: better, worse, without a share, and one that passed its pace."""
    rows = [
        made.goal("新签约项目", 60, 13, unit="个")
        | {"change": "better", "status_before": "severe", "ratio_before": 0.1},
        made.goal("签约额", 500 * YI, 60 * YI) | {"change": "worse", "status_before": "late", "ratio_before": 0.3},
        made.goal("失业率", 5.5, 5.1, unit="%", accumulates=False, comparator="<=", better="lower", status="on_pace")
        | {"change": "first_report", "status_before": "no_data", "ratio_before": None},
        made.goal("到位资金", 100 * YI, 70 * YI)
        | {"change": "reported", "status_before": "on_pace", "ratio_before": 0.6},
        made.goal("没有变化的目标", 10, 5, unit="个")
        | {"change": "same", "status_before": "on_pace", "ratio_before": 0.5},
    ]
    frame = made.frame(rows)
    frame["ratio_gain"] = pd.to_numeric(frame["ratio"]) - pd.to_numeric(frame["ratio_before"])
    return frame


def ranking() -> pd.DataFrame:
    rows = [
        ("二七经开区", 72.0, 30.0, 3.3, 1, 2),
        ("马寨镇", 40.0, 12.0, 8.0, 2, None),
        ("尚未通报的单位", None, None, None, None, None),
    ]
    names = ("organisation", "fulfilment_points", "on_track_points", "reported_points", "rank", "rank_before")
    found = pd.DataFrame(rows, columns=names)
    parts = found[["fulfilment_points", "on_track_points", "reported_points"]]
    return found.assign(score=parts.sum(axis=1, min_count=3), goals=6, reported_goals=2)


@pytest.fixture(scope="module")
def steps_deck() -> Any:
    return opened(with_pictures("projects", projects=project_frames.cases()["everything"]))


def test_no_slide_is_a_picture(steps_deck: Any) -> None:
    more = with_pictures(
        *("board", "since"),
        progress=made.normal(),
        events=said(30),
        changes=changes(),
        ranking=ranking(),
    )
    for deck in (steps_deck, opened(more)):
        shown = [title for slide, title in zip(deck.slides, titles(deck), strict=True) if not _native(slide)]
        assert not shown[1:], "of all but the cover"
        assert not [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == PICTURE]


def _native(slide: Any) -> bool:
    return any(shape.has_chart or shape.has_table for shape in slide.shapes)


def test_steps_are_days_that_can_be_edited(steps_deck: Any) -> None:
    slide = titled(steps_deck, "有逾期节点")
    (chart,) = charts(slide)
    found = points(chart)
    assert (date(2024, 3, 31), 0.0) not in found["计划日"], "a promised day is an upright line, from and to"
    promised = {day for day, row in found["计划日"] if int(row) == 0}
    assert promised >= {date(2023, 12, 31), date(2024, 3, 31), date(2024, 5, 31), date(2024, 12, 31)}
    assert (date(2024, 4, 2), 0.5) in found["实际日"]
    assert any(name.startswith("逾期") for name in found) and found["截至 2024-05-31"][0][0] == date(2024, 5, 31)
    cells = {
        (row[0].value.date(), row[2].value) for row in workbook(chart).iter_rows() if hasattr(row[0].value, "date")
    }
    assert (date(2024, 4, 2), "甲产业园项目 · 开工") in cells, "beside each day stands what it is"


def test_the_funnel_shows_what_stands_at_a_stage_within_what_came_that_far(steps_deck: Any) -> None:
    (chart,) = charts(titled(steps_deck, "总投资"))
    here, past = chart.plots[0].series
    assert here.name.startswith("停在这一步") and past.name.startswith("已走过这一步")
    assert list(here.values)[:2] == [pytest.approx(17), pytest.approx(46.8)]
    assert here.values[0] + past.values[0] == pytest.approx(17 + 46.8 + 121.4 + 11.7 + 10)


def test_no_stretch_of_a_way_lies_on_another(steps_deck: Any) -> None:
    found = points(charts(titled(steps_deck, "有逾期节点"))[0])
    ways = {name: rows for name, rows in found.items() if name in {"已走", "未走"} or name.startswith("逾期")}
    rows: dict[float, list[tuple[date, date]]] = {}
    for marks in ways.values():
        for (start, row), (stop, _) in zip(marks[::2], marks[1::2], strict=True):
            rows.setdefault(row, []).append((start, stop))
    assert len(rows) == 5, "all that told more than one day, or one that was missed"
    for spans in rows.values():
        assert all(one[1] <= other[0] or other[1] <= one[0] for one, other in combinations(spans, 2))


def test_series_are_of_one_length_and_the_last_is_on_top(steps_deck: Any) -> None:
    (chart,) = charts(titled(steps_deck, "有逾期节点"))
    series = chart.plots[0]._element.findall("{*}ser")
    lengths = {count.get("val") for one in series for count in one.findall(".//{*}numCache/{*}ptCount")}
    assert len(lengths) == 1, "LibreOffice loses a series before a longer one"
    numbers = [int(one.find("{*}order").get("val")) for one in series]
    assert numbers == sorted(numbers, reverse=True)


def test_notes_say_how_and_what_of_each_project(steps_deck: Any) -> None:
    told = notes(titled(steps_deck, "有逾期节点"))
    assert "逾期 = 计划日早于看板日" in told and "甲产业园项目（区商务局" in told and "土地指标未落实" in told
    assert "此步及以后 = " in notes(titled(steps_deck, "总投资"))


@pytest.mark.parametrize("case", ["one", "undated", "far days", "long names", "300"])
def test_any_projects_make_slides(case: str) -> None:
    deck = opened(with_pictures("projects", projects=project_frames.cases()[case], look=Look(lang="en")))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
    if case == "300":
        assert "264 more not shown" in "\n".join(map(words, deck.slides))


def test_names_in_the_workbook_of_days_run_nothing() -> None:
    rows = project_frames.frames([project(HOSTILE, FULL)])
    (chart,) = charts(titled(opened(with_pictures("projects", projects=rows)), "有逾期节点"))
    sheet = workbook(chart)
    assert any(HOSTILE in str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_the_grid_is_a_table_in_the_boards_colours() -> None:
    deck = opened(with_pictures("board", progress=made.normal(), events=said(2)))
    slide = titled(deck, "滞后最多")
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    heads = [cell.text_frame.text for cell in table.rows[0].cells]
    rows = {row.cells[0].text_frame.text: row for row in list(table.rows)[1:]}
    cell = rows["二七区"].cells[heads.index("招商引资")]
    assert cell.text_frame.text == "▼ 严重滞后\n2 / 4 项"
    assert str(cell.fill.fore_color.rgb) == LIGHT.tints["severe"].lstrip("#").upper()
    assert rows["郑州市"].cells[heads.index("招商引资")].text_frame.text == "·"
    assert "二七区：" in notes(slide) and "严重滞后 2" in notes(slide)


def test_thirty_organisations_take_pages_and_what_is_left_is_counted() -> None:
    rows = [
        made.goal(f"指标{n}", 100, n % 120, unit="个", organisation=f"{LONG[:20]}{n % 40}", theme=f"领域{n % 15}")
        for n in range(600)
    ]
    pages = [slide for slide in opened(album(rows, goals=0)).slides if "滞后最多" in slide.shapes.title.text_frame.text]
    assert len(pages) == 4
    assert "项未列" in words(pages[-1]) and "项未列" not in words(pages[0])


@pytest.mark.parametrize("count", [2, 30, 150])
def test_words_of_a_timeline_lie_on_no_other(count: int) -> None:
    slide = titled(opened(with_pictures("board", progress=made.normal(), events=said(count))), "次提出目标")
    found = points(charts(slide)[0])
    marks = [mark for name, marks in found.items() if not name.startswith("截至") for mark in marks]
    assert len(marks) == count + 1, "every mark is there, with words or without"
    assert f"{count * 3 + 7}.96" in words(slide), "the latest has its words"
    boxes = list(_texts(slide))
    for one, other in combinations(boxes, 2):
        assert not _meet(one, other), (one, other)


def _texts(slide: Any) -> Iterator[tuple[float, float, float, float]]:
    """The places of what is written over the chart."""
    for shape in slide.shapes:
        if shape.has_text_frame and shape.name.startswith("text") and shape.text_frame.text.endswith("亿元"):
            yield shape.left, shape.top, shape.left + shape.width, shape.top + shape.height


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_a_page_of_many_reports_writes_the_latest_and_a_few_before_it() -> None:
    kept = thinned(said(150))
    reports = kept[kept["what"] == "actual"]
    assert (kept["what"] == "target").sum() == 1 and len(reports) == 6
    assert reports["value"].max() == 150.0, "the latest is always there"
    assert len(thinned(said(4))) == 5, "few are all there"
    assert [len(page) for page in evenly(range(9), 8)] == [5, 4] and evenly([], 8) == []


def test_a_goal_that_nothing_was_reported_of_says_so() -> None:
    events = said(1).iloc[:1]
    slide = titled(opened(with_pictures("board", progress=made.normal(), events=events)), "次提出目标")
    assert "○ 尚无通报" in words(slide)
    assert "累计0" in notes(slide), "the sentence word for word"


def test_the_picture_of_many_changes_stays_a_picture() -> None:
    many = pd.concat([changes().iloc[:1].assign(goal_id=f"g{number}", metric=f"指标{number}") for number in range(300)])
    (picture, _) = with_pictures("since", changes=many, ranking=ranking()).pictures
    _, high = outlines.size(picture.drawing.text)
    assert high < 3000 and "另有 260 项未画出" in picture.drawing.text
    assert [len(page.figure.rows) for page in picture.pages] == [9], "and one page of the slides"


def test_changes_are_bars_cut_at_what_was_done_before() -> None:
    slide = titled(opened(with_pictures("since", changes=changes(), ranking=ranking())), "相比")
    (chart,) = charts(slide)
    names = list(chart.plots[0].categories)
    assert len(names) == 4, "what did not change is left out"
    pieces = {series.name: [value or 0 for value in series.values] for series in chart.plots[0].series}
    at = next(number for number, name in enumerate(names) if name.startswith("新签约项目"))
    assert pieces["上期已完成"][at] == pytest.approx(0.1)
    assert pieces["上期已完成"][at] + pieces["本期新增"][at] == pytest.approx(13 / 60)
    assert sum(values[at] for values in pieces.values()) == pytest.approx(1)
    sheet = workbook(chart)
    heads = [cell.value for cell in sheet[1]]
    assert heads[8:] == ["上期完成率", "完成率", "时间进度"]
    assert [str(cell.value)[:2] for cell in sheet[2]][1:8] == ["=I", "=I", "=I", "=I", "=I", "=I", "=M"]
    assert "较上期 = 本期完成率 − 上期完成率" in notes(slide)


@pytest.mark.parametrize("before", [None, 0.0, 0.2, 0.5, 1.3])
@pytest.mark.parametrize("now", [None, -0.1, 0.0, 0.37, 0.6, 1.73])
@pytest.mark.parametrize("pace", [None, 0.0, 0.37, 1.0])
def test_a_bar_is_cut_into_what_it_is_made_of(before: float | None, now: float | None, pace: float | None) -> None:
    cut = _pieces(before, now, pace)
    assert len(cut) == len(FORMULAS) and all(piece >= -1e-9 for piece in cut)
    assert sum(cut) == pytest.approx(max(1, sum(cut[:-1])))
    done = max(0.0, min(now or 0.0, 1.0))
    assert cut[0] + cut[1] + cut[4] + cut[5] == pytest.approx(done, abs=0.0061), "but for the mark over it"
    if pace is not None:
        assert cut[0] + cut[1] + cut[2] == pytest.approx(pace, abs=1e-9), "the mark stands at the pace"


def test_the_order_of_units_is_a_stack_of_its_parts() -> None:
    slide = titled(opened(with_pictures("since", changes=changes(), ranking=ranking())), "居首")
    (chart,) = charts(slide)
    stacked = {series.name: list(series.values) for series in chart.plots[0].series}
    assert stacked["序时完成度"] == [72.0, 40.0, None] and stacked["通报率"] == [3.3, 8.0, None]
    assert "105.3 分" in words(slide) and "全部目标尚无数据" in words(slide)
    assert "二七经开区：72.0 + 30.0 + 3.3 = 105.3 分" in notes(slide)
