"""Each screen on the sample snapshot, without a browser: what it says, and what it says where there is nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from board.screens import SCREENS
from tests.screen_app import Open, charts, link_labels, words
from tests.warehouse_fixture import build_sample, sample_tables

ROOT = Path(__file__).resolve().parent.parent
SIGNED = "二七区·签约额·20240101-20241231"


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_screen_is_drawn(opened: Open, screen: str, lang: str) -> None:
    app = opened(screen, lang=lang)
    assert not app.exception
    assert not app.error
    said = words(app)
    assert "没能显示出来" not in said
    assert "could not be shown" not in said
    assert "{" not in said, "a text was not filled in"


def test_overview_says_where_everything_stands(opened: Open) -> None:
    app = opened()
    said = words(app)
    assert "14 项目标有进展：1 项已完成，7 项达序时，6 项滞后。" in said
    assert "最大缺口是签约额，差 392.04 亿元，后 7.5 个月需月均 52.3 亿元。" in said
    assert "2024 年 28 项目标，14 项无数据" in said
    assert re.search(r"来源：8 份文件，48 条原文陈述 · 快照 \d{8}-\d{6}-\w{6}", said)
    tiles = {
        status: app.button(key=f"tile-{status}").label for status in ("done", "on_pace", "late", "severe", "no_data")
    }
    assert [label.split("**")[1] for label in tiles.values()] == ["1", "7", "2", "4", "14"]
    assert "严重滞后" in tiles["severe"]
    assert "107.96 亿元 · 21.6%" in charts(app)[0]


def test_a_tile_filters_and_lets_go(opened: Open) -> None:
    app = opened()
    app.button(key="tile-late").click().run()
    assert app.query_params["status"] == "late"
    assert "党政主要领导外出考察次数" in charts(app)[0]
    assert "省市重点项目完成投资" not in charts(app)[0]
    app.button(key="tile-late").click().run()
    assert "status" not in app.query_params
    assert "省市重点项目完成投资" in charts(app)[0]


def test_filters_narrow_and_stand_in_the_address(opened: Open) -> None:
    app = opened()
    app.selectbox(key="filter-organisation").select("二七经开区").run()
    assert app.query_params["org"] == "二七经开区"
    assert "2 项目标有进展：1 项已完成，1 项达序时。" in words(app)
    app.selectbox(key="filter-theme").select("项目建设").run()
    assert "这些筛选条件下没有目标。" in words(app)
    assert not charts(app)
    app.button(key="clear-filters").click().run()
    assert "2024 年 28 项目标" in words(app) and charts(app)


def test_a_link_opens_the_same_view(opened: Open) -> None:
    app = opened(org="马寨镇", theme="民生", day="2024-04-30", year="2024")
    view = app.session_state["view"]
    assert (view.organisation, view.theme, str(view.as_of), view.year) == ("马寨镇", "民生", "2024-04-30", "2024")
    assert app.selectbox(key="filter-organisation").value == "马寨镇"
    assert "2 项目标有进展：1 项达序时，1 项滞后。" in words(app)
    assert "2024 年民生 2 项目标" in words(app)
    assert "城镇调查失业率" in charts(app)[0]
    assert "签约额" not in charts(app)[0]


def test_an_earlier_day_knows_only_what_was_published(opened: Open) -> None:
    app = opened(day="2024-02-20", org="二七区")
    assert "107.96" not in charts(app)[0]
    assert "项目标，都还没有通报。" in words(app) or "14 项目标有进展" not in words(app)


def test_a_parent_says_that_others_come_with_it(opened: Open) -> None:
    app = opened()
    assert "二七区 及下属" in app.selectbox(key="filter-organisation").options
    assert "马寨镇" in app.selectbox(key="filter-organisation").options


def test_an_address_that_names_no_goal_goes_on_with_the_one_seen_last(opened: Open) -> None:
    app = opened("goal", goal=SIGNED)
    app.query_params.clear()
    app.query_params["status"] = "severe"
    app.run()
    assert "107.96 ÷ 500 = 21.6%" in words(app) and app.query_params["goal"] == SIGNED
    first = opened("goal", status="severe")
    assert "107.96 ÷ 500 = 21.6%" not in words(first), "whoever saw none sees the first in view"


def test_a_goal_shows_its_formula_its_rivals_and_its_sentences(opened: Open) -> None:
    app = opened("goal", goal=SIGNED)
    said = words(app)
    assert "107.96 ÷ 500 = 21.6%，时间进度 37.2%，▼ 落后 15.6 个百分点" in said
    assert "缺口 392.04 亿元；剩余 7.5 个月，需月均 52.3 亿元（前 4.5 个月月均 24.0 亿元）" in said
    assert "2 个口径，待核定" in said
    assert "采用（最早公布）" in said and "▼ 严重滞后 21.6%" in said
    assert "另一口径" in said and "◆ 滞后 36.0%" in said
    assert "今年以来新签约项目13个、签约总额107.96亿元。" in said
    assert "2024-05（推断）" in said and "年初累计" in said and "截至 2024-05-15" in said
    assert "存疑：文中没有日期，按“五月”取5月15日" in said
    marks = [found for block in app.html for found in re.findall(r"<mark>([^<]+)</mark>", block.value)]
    assert "签约额达到500亿元以上" in marks and "签约总额107.96亿元" in marks
    assert any("其中：○ 主导产业项目签约额 ≥ 300 亿元 · 尚无通报" in label for label in link_labels(app))
    assert link_labels(app).count("在原文中打开") == 4


def test_a_part_names_its_whole(opened: Open) -> None:
    app = opened("goal", goal="二七区·主导产业项目签约额·20240101-20241231")
    assert any("隶属 签约额" in label for label in link_labels(app))
    assert "尚无通报" in words(app)


def test_without_a_goal_the_one_furthest_behind_is_shown(opened: Open) -> None:
    app = opened("goal")
    assert "招商小分队外出招商次数" in words(app)
    app.selectbox(key="choose-goal").select(SIGNED).run()
    assert app.query_params["goal"] == SIGNED
    assert "107.96 ÷ 500" in words(app)


def test_a_goal_that_is_not_there_is_said(opened: Open) -> None:
    assert "没有编号为“<b>无</b>”的目标" not in words(opened("goal", goal="无此目标"))
    assert "没有编号为“无此目标”的目标" in words(opened("goal", goal="无此目标"))


def test_gaps(opened: Open) -> None:
    app = opened("gaps")
    assert "4 项落后于序时，5 项领先或持平" in words(app)
    assert len(charts(app)) == 5
    assert any("392.04 亿元" in words for words in charts(app))


def test_timeline(opened: Open) -> None:
    app = opened("timeline")
    assert "31 次提出目标，15 次通报完成情况" in words(app)
    assert "超500亿元" in charts(app)[0]
    app.toggle(key="table-timeline").set_value(True).run()
    assert "签约额300亿元以上" in words(app)


def test_sources_mark_the_statements_where_they_stand(opened: Open) -> None:
    app = opened("sources", doc="五月专版", at="s004")
    said = words(app)
    assert "9 份文件：7 份读出陈述，1 份没有数字，1 份没能读" in said
    text = next(block.value for block in app.html if "xs-text" in block.value and "<p>" in block.value)
    asked = re.search(r'<mark class="xs-mark actual asked"[^>]*id="asked">([^<]+)</mark>', text)
    assert asked and asked[1] == "签约总额107.96亿元"
    assert text.count("<mark") == 10
    assert "读出的 10 条陈述" in said


def test_a_refused_document_says_why(opened: Open) -> None:
    assert "这份文件没能读：扫描件.pdf 是图片，没有可读的文字" in words(opened("sources", doc="扫描件"))
    assert "读过全文，没有找到目标或完成情况。" in words(opened("sources", doc="春季招聘会"))
    assert "没有编号为“不在”的文件" in words(opened("sources", doc="不在"))


def test_english(opened: Open) -> None:
    app = opened()
    app.button(key="language").click().run()
    assert app.query_params["lang"] == "en"
    assert "14 goals report progress" in words(app)
    assert "Severely late" in app.button(key="tile-severe").label
    assert app.button(key="language").label == "中文"


def test_the_table_says_what_the_chart_shows(opened: Open) -> None:
    app = opened()
    assert "<table" not in "".join(block.value for block in app.html)
    app.toggle(key="table-overview").set_value(True).run()
    table = next(block.value for block in app.html if "<table" in block.value)
    assert "107.96 亿元 · 21.6%" in table and 'scope="col"' in table


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """Note the folders that are built, in place of building them."""
    import etl.build

    asked: list[Path] = []

    def build(data: Path, progress: Callable[[int, int, str], None] | None = None) -> None:
        asked.append(data)
        if progress:
            progress(1, 2, "通报.txt")
        build_sample(data)

    monkeypatch.setattr(etl.build, "build", build)
    yield asked


def test_the_first_start_builds(opened: Open, builds: list[Path], tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    app = opened(data=tmp_path)
    assert builds == [tmp_path]
    assert "14 项目标有进展" in words(app)


def test_a_failed_first_build_is_one_sentence(opened: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import etl.build
    from etl.model import VocabularyError

    def fail(*_: object, **__: object) -> None:
        raise VocabularyError("units.toml: 亿元 stands twice")

    monkeypatch.setattr(etl.build, "build", fail)
    (tmp_path / "documents").mkdir()
    app = opened(data=tmp_path)
    assert "没有建成快照：units.toml: 亿元 stands twice" in words(app)
    assert not app.exception


def test_a_folder_that_is_not_there_is_one_sentence(opened: Open, tmp_path: Path) -> None:
    app = opened(data=tmp_path / "nowhere")
    assert f"还没有文件。把文件放进 {tmp_path / 'nowhere' / 'documents'}" in words(app)
    assert not app.exception and "没能显示出来" not in words(app)


def test_a_damaged_snapshot_is_one_sentence(opened: Open, tmp_path: Path) -> None:
    snapshot = build_sample(tmp_path)
    snapshot.path.write_bytes(b"not a database")
    app = opened(data=tmp_path)
    assert "打不开" in words(app) and "python -m etl build" in words(app)
    assert not app.exception and "Traceback" not in words(app)


def test_an_empty_folder_says_where_documents_go(opened: Open, tmp_path: Path) -> None:
    from warehouse.snapshot import publish

    publish(tmp_path, {"rules": sample_tables()["rules"]}, "empty")
    for screen in SCREENS:
        assert f"还没有文件。把文件放进 {tmp_path / 'documents'}" in words(opened(screen, data=tmp_path))


def test_the_page_keeps_to_this_machine() -> None:
    import tomllib

    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert config["server"]["address"] == "localhost"
    assert config["server"]["enableXsrfProtection"] is True
    assert config["browser"]["gatherUsageStats"] is False
    assert config["client"]["showErrorDetails"] == "none"
    assert config["runner"]["magicEnabled"] is False
    for face in config["theme"]["fontFaces"]:
        assert (ROOT / face["url"].removeprefix("app/")).is_file()
    assert os.environ.get("STREAMLIT_BROWSER_GATHER_USAGE_STATS", "false") == "false"
