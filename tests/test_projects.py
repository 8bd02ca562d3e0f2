"""Projects of the ledgers that ship, and of one made for the test: stages, filters, steps overdue, the funnel."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from etl.build import build
from warehouse import questions
from warehouse.snapshot import open_current

ROOT = Path(__file__).resolve().parent.parent
LEDGERS = sorted((ROOT / "data" / "documents").glob("*ledger.csv*"))
JUNE = date(2024, 6, 7)
LEDGER = """临江区项目台账（截至2024年5月31日）,,,,,,,
单位：亿元,,,,,,,
项目名称,产业链,四库,总投资,责任单位,包联领导,计划开工,存在问题
甲产业园项目,大健康,谋划库,,区商务局、马镇,区长,,
乙产业园项目,大健康,签约库,6,区发改委,区长，副区长,2024年5月,
丙产业园项目,,在建库,10,马镇,副区长,2024年4月,
丁产业园项目,新能源,投产库,4,区发改委,,,
戊产业园项目,新能源,达效,2,区发改委,,,
己产业园项目,新能源,,1,区发改委,,2024年3月,
"""


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    data = tmp_path_factory.mktemp("shipped")
    (data / "documents").mkdir()
    for path in LEDGERS:
        shutil.copy(path, data / "documents")
    build(data)
    with open_current(data) as con:
        yield con


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    data = tmp_path_factory.mktemp("made")
    (data / "documents").mkdir()
    (data / "documents" / "台账.csv").write_text(LEDGER, "utf-8")
    build(data)
    with open_current(data) as con:
        yield con


def names(con: duckdb.DuckDBPyConnection, **wanted: object) -> set[str]:
    return {name[0] for name in questions.projects(con, JUNE, **wanted)["name"]}  # type: ignore[arg-type]


def test_the_ledgers_that_ship_are_read_without_a_doubt(shipped: duckdb.DuckDBPyConnection) -> None:
    found = questions.projects(shipped, JUNE)
    assert len(LEDGERS) == 6 and len(found) == 26
    assert found["doubts_count"].sum() == 0
    assert set(found["status"]) == {"severe", "late", "on_pace", "done", "no_data"}
    assert found["chain"].notna().all()
    assert questions.progress(shipped, JUNE).empty, "nothing of a ledger becomes a goal"


def test_a_status_is_of_the_step_overdue_longest(shipped: duckdb.DuckDBPyConnection) -> None:
    found = questions.projects(shipped, JUNE).set_index("name")
    worst = found.loc["花花牛智能科技产业园"]
    assert (worst["status"], worst["overdue_step"], worst["days_overdue"]) == ("severe", "start", 159)
    assert (found.loc["荆胡商业中心", "overdue_step"], found.loc["荆胡商业中心", "days_overdue"]) == ("finish", 38)
    assert (found.loc["康师傅饮品北方区域研发总部", "status"], found["days_overdue"].iloc[3]) == ("late", 7)
    assert found.loc["深国际北方区域总部智慧港", "status"] == "done"
    assert found.loc["恐龙旅游度假区", "status"] == "no_data"


def test_a_promise_that_moved_is_remembered(shipped: duckdb.DuckDBPyConnection) -> None:
    def moved(day: date) -> tuple[str, int]:
        step = questions.milestones(shipped, day).set_index("name").loc["唐久物流总部基地"]
        return step["state"], step["slipped_days"]

    assert moved(date(2024, 5, 10)) == ("overdue", 0)
    assert moved(JUNE) == ("open", 123)


def test_the_board_of_april_knows_the_ledger_of_april_alone(shipped: duckdb.DuckDBPyConnection) -> None:
    april = questions.pipeline(shipped, date(2024, 4, 30)).set_index("stage")
    assert april["projects"].sum() == 14 and april.loc["planning", "reached"] == 14
    assert questions.pipeline(shipped, date(2024, 4, 1)).empty


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"owner": "区商务局"}, "甲"),
        ({"owner": "马镇"}, "甲丙"),
        ({"owner": "区"}, ""),
        ({"leader": "副区长"}, "乙丙"),
        ({"chain": "新能源"}, "丁戊己"),
        ({"stage": "planning"}, "甲"),
        ({"overdue": True}, "乙己"),
        ({"overdue": True, "chain": "大健康", "leader": "区长"}, "乙"),
        ({"owner": "x' OR true --"}, ""),
    ],
)
def test_filters(made: duckdb.DuckDBPyConnection, wanted: dict[str, object], expected: str) -> None:
    assert names(made, **wanted) == set(expected)


def test_the_funnel_narrows_and_counts_what_is_not_known(made: duckdb.DuckDBPyConnection) -> None:
    rows = questions.pipeline(made, JUNE)
    assert rows["stage"].tolist()[:5] == ["planning", "signing", "start", "operation", "full capacity"]
    assert rows["projects"].tolist() == [1, 1, 1, 1, 1, 1]
    assert rows["reached"].tolist()[:5] == [5, 4, 3, 2, 1]
    assert (rows["reached_investment"].head(5) / 1e8).tolist() == [22, 22, 16, 6, 2]
    assert rows["priced"].tolist() == [0, 1, 1, 1, 1, 1]
    assert rows["overdue"].tolist() == [0, 1, 0, 0, 0, 1]


def test_what_can_be_chosen(made: duckdb.DuckDBPyConnection) -> None:
    found = questions.project_choices(made, JUNE)
    kinds = {kind: dict(zip(rows["value"], rows["projects"], strict=True)) for kind, rows in found.groupby("kind")}
    assert kinds["leader"] == {"区长": 2, "副区长": 2}
    assert kinds["owner"] == {"区发改委": 4, "马镇": 2, "区商务局": 1}
    assert kinds["chain"] == {"大健康": 2, "新能源": 3}


def test_what_a_document_says_of_projects(made: duckdb.DuckDBPyConnection) -> None:
    document = questions.documents(made).iloc[0]
    text = questions.document(made, document["id"])["text"].iloc[0]
    rows = questions.document_projects(made, document["id"])
    assert len(rows) == 6
    for row in rows.itertuples():
        assert text[row.quote_start :].startswith(row.quote) and row.name in row.quote
