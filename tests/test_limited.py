"""What a limited copy holds: its organisations' part of every table, and of shared documents only what is quoted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from board.access import limits
from tests.warehouse_fixture import DISTRICT, TOWN, ZONE, build_sample
from warehouse import questions
from warehouse.errors import SnapshotError
from warehouse.limited import KEPT, keep, limit
from warehouse.snapshot import current, open_snapshot
from warehouse.tables import HERE

EMPTY = {"findings"}  # sentences of the checks, which may speak of anybody


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("limited")
    build_sample(folder)
    path = current(folder)
    assert path is not None
    return path


@pytest.fixture(scope="module")
def town(whole: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_snapshot(limit(whole, [TOWN], whole.with_name("town.duckdb"))) as con:
        yield con


def everything(con: duckdb.DuckDBPyConnection) -> str:
    """Return all that stands in a database, in any table."""
    tables = [name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
    return "\n".join(con.execute(f"FROM {table}").df().to_csv() for table in tables)


def test_every_table_is_thought_of() -> None:
    con = duckdb.connect()
    con.execute((HERE / "schema.sql").read_text("utf-8"))
    tables = {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    assert {table for table, _ in KEPT} | EMPTY == tables


def test_nothing_of_others_is_in_the_file_at_all(town: duckdb.DuckDBPyConnection) -> None:
    said = everything(town)
    assert TOWN in said
    for other in (ZONE, "107.96", "500亿元", "392.04"):
        assert other not in said, other


def test_every_question_is_answered_from_the_part(whole: Path, town: duckdb.DuckDBPyConnection) -> None:
    day = questions.default_as_of(town)
    with open_snapshot(whole) as con:
        all_goals = questions.progress(con, day)
    mine = questions.progress(town, day)
    assert set(mine["organisation"]) == {TOWN}
    columns = ["goal_id", "target", "actual", "ratio", "lead", "status", "rival_count"]
    same = all_goals[all_goals["organisation"] == TOWN]
    pd.testing.assert_frame_equal(mine[columns].reset_index(drop=True), same[columns].reset_index(drop=True))
    assert int(questions.headline(town, day)["goals"].iloc[0]) == len(mine)
    assert set(questions.timeline(town, day)["organisation"]) == {TOWN}
    foreign = all_goals[all_goals["organisation"] != TOWN]["goal_id"]
    assert all(questions.goal(town, goal, day).empty for goal in foreign)
    assert set(questions.targets(town, None, day)["goal_id"]) == set(mine["goal_id"])


def test_a_document_that_speaks_of_others_keeps_the_sentences_quoted_in_their_places(
    whole: Path, town: duckdb.DuckDBPyConnection
) -> None:
    with open_snapshot(whole) as con:
        before = questions.documents(con).set_index("id")
        texts = {key: questions.document(con, key)["text"].iloc[0] for key in before.index}
    for key in questions.documents(town)["id"]:
        text = questions.document(town, key)["text"].iloc[0]
        assert len(text) == len(texts[key])
        assert all(char in (original, " ") for char, original in zip(text, texts[key], strict=True))
        for said in questions.document_statements(town, key).itertuples():
            assert text[said.quote_start :].startswith(said.quote)
        if before.loc[key, "organisation"] == DISTRICT:
            assert text != texts[key]


def test_who_is_above_brings_those_below(whole: Path) -> None:
    with open_snapshot(limit(whole, [DISTRICT], whole.with_name("district.duckdb"))) as con:
        found = questions.filters(con)
    assert set(found[found["kind"] == "organisation"]["value"]) == {DISTRICT, ZONE, TOWN}


@pytest.mark.parametrize("names", [[], ["没有这个单位"], ["' OR 1=1 --"], [""]])
def test_an_organisation_that_is_not_there_sees_nothing(whole: Path, tmp_path: Path, names: list[str]) -> None:
    with open_snapshot(limit(whole, names, tmp_path / "nobody.duckdb")) as con:
        day = questions.default_as_of(con)
        assert questions.progress(con, day).empty
        assert questions.documents(con).empty
        assert questions.projects(con, day).empty


def test_a_snapshot_that_is_not_there_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError):
        limit(tmp_path / "none.duckdb", [TOWN], tmp_path / "copy.duckdb")
    assert list(tmp_path.iterdir()) == []


def test_a_copy_is_made_once_for_the_same_people(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert limits.seen_by(whole, None) == whole
    first = limits.seen_by(whole, (TOWN, ZONE))
    assert limits.seen_by(whole, (ZONE, TOWN)) == first
    assert first.parent.stat().st_mode & 0o077 == 0
    other = limits.seen_by(whole, (TOWN,))
    assert other != first
    first.unlink()
    assert limits.seen_by(whole, (TOWN, ZONE)).is_file(), "a copy that is gone is made again"
    monkeypatch.setattr(limits, "MOST", 1)
    limits.seen_by(whole, (ZONE,))
    assert not other.exists(), "the oldest go first"


def test_a_sentence_is_kept_whole_and_the_rest_blank() -> None:
    text = "临江区完成5亿元。高新区完成6亿元。\n其余略；高新区签约7个。"
    start = text.index("6亿元")
    assert keep(text, [(start, start + 3)]) == " " * 9 + "高新区完成6亿元。\n" + " " * 12
    assert keep(text, []).strip() == ""
    assert keep(text, [(0, len(text))]) == text
