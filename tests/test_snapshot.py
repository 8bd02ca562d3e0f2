"""Publishing a snapshot: one step that happened or did not, and readers that are never in its way."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse_fixture import AS_OF, build_sample
from tests.warehouse_rows import Rows, day
from warehouse import snapshot
from warehouse.snapshot import Snapshot, SnapshotError, current, open_current, open_snapshot, publish

ROOT = Path(__file__).resolve().parent.parent


def a_goal(target: int) -> Rows:
    rows = Rows()
    rows.target(rows.goal("签约额"), target, None, ">=")
    return rows


def put(data: Path, target: int) -> Snapshot:
    return publish(data, a_goal(target).tables(), "test")


def seen(data: Path) -> int:
    """Return the target that the current snapshot of `put` shows."""
    with open_current(data) as con:
        return int(con.execute("SELECT target FROM progress(DATE '2024-05-31')").fetchall()[0][0])


def files(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "snapshots").glob("*") if path.name != ".lock")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_nothing_is_there_before_the_first_build(data: Path) -> None:
    assert current(data) is None
    with pytest.raises(SnapshotError, match=r"no snapshot in .*data yet"):
        open_current(data)


def test_published_snapshot(data: Path) -> None:
    built = build_sample(data)
    assert current(data) == built.path
    assert re.fullmatch(r"\d{8}-\d{6}-[0-9a-f]{6}", built.id)
    assert built.path == data / "snapshots" / f"{built.id}.duckdb"
    assert (data / "current").read_text("utf-8") == f"{built.id}.duckdb\n"
    assert (built.rows["goals"], built.rows["decisions"]) == (29, 0)
    assert files(data) == [built.path.name]
    with open_snapshot(built.path) as con:
        assert con.execute("SELECT id, built_at, fingerprint FROM snapshot").fetchall() == [
            (built.id, built.built_at, "sample")
        ]


def test_analyst_asks_the_file_itself(data: Path) -> None:
    path = build_sample(data).path
    with duckdb.connect(str(path), read_only=True) as con:
        found = con.execute(f"SELECT status, count(*) FROM progress(DATE '{AS_OF}') GROUP BY status").fetchall()
    assert dict(found) == {"done": 2, "on_pace": 7, "late": 2, "severe": 4, "no_data": 14}


def test_snapshot_is_read_only(data: Path) -> None:
    with open_snapshot(put(data, 1).path) as con, pytest.raises(duckdb.InvalidInputException, match="read-only"):
        con.execute("DELETE FROM goals")


def test_same_content_has_the_same_hash_and_another_has_another(data: Path) -> None:
    tables = a_goal(1).tables()
    first = publish(data, tables, "test")
    turned = publish(data, {name: frame.iloc[::-1] for name, frame in tables.items()}, "test")
    assert first.id[-6:] == turned.id[-6:]
    assert first.id != turned.id
    assert publish(data, tables, "other rules").id[-6:] != first.id[-6:]
    assert put(data, 2).id[-6:] != first.id[-6:]


def test_names_rise_even_when_the_clock_went_back(data: Path) -> None:
    put(data, 1)
    (data / "snapshots" / "29991231-235959-abcdef.duckdb").write_bytes(b"")
    assert put(data, 2).id.startswith("30000101-000000-")


def test_the_last_few_are_kept(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert snapshot.KEPT == 5
    monkeypatch.setattr(snapshot, "KEPT", 2)
    published = [put(data, number) for number in range(4)]
    assert files(data) == [one.path.name for one in published[-2:]]
    assert seen(data) == 3


def test_a_snapshot_that_is_read_goes_only_when_nobody_reads_it(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "KEPT", 1)
    first = build_sample(data)
    con = open_snapshot(first.path)
    put(data, 1)
    assert first.path.name in files(data), "somebody reads it"
    assert con.execute(f"SELECT count(*) FROM progress(DATE '{AS_OF}')").fetchall() == [(29,)]
    con.close()
    del con
    put(data, 2)
    assert first.path.name not in files(data)
    with pytest.raises(SnapshotError, match="is not there"):
        open_snapshot(first.path)


def test_a_reader_of_another_process_keeps_its_snapshot(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "KEPT", 1)
    first = build_sample(data)
    reads = (
        "import sys; from warehouse.snapshot import *; c = open_snapshot(sys.argv[1]); print(1, flush=True); input()"
    )
    command = [sys.executable, "-c", reads, str(first.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "1\n"
        put(data, 1)
        assert first.path.name in files(data)
        reader.kill()
        reader.wait()
        put(data, 2)
        assert first.path.name not in files(data), "the lock ends with the process"


def test_a_name_that_is_no_time_does_not_stop_a_build(data: Path) -> None:
    put(data, 1)
    for name in ("99999999-999999-abcdef.duckdb", "99991231-235959-abcdef.duckdb"):
        (data / "snapshots" / name).write_bytes(b"")
    put(data, 2)
    assert seen(data) == 2


def test_reader_of_the_old_snapshot_is_not_disturbed(data: Path) -> None:
    put(data, 1)
    with open_current(data) as old:
        put(data, 2)
        assert old.execute("SELECT target FROM progress(DATE '2024-05-31')").fetchall() == [(1,)]
        assert seen(data) == 2


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a snapshot of the target 1, for tests that leave it as it was."""
    data = tmp_path_factory.mktemp("lasting")
    put(data, 1)
    return data


@pytest.mark.parametrize(
    ("table", "column", "value", "sentence"),
    [
        ("statements", "document_id", "无", "statement s001 is in a document that is not there"),
        ("statements", "metric_id", "无", "statement s001 counts a metric that is not there"),
        ("statements", "kind", "wish", "statement s001 has a kind, basis or comparator that is not known"),
        ("statements", "low", None, "statement s001 has no number"),
        ("statements", "low", "many", "a row of statements does not fit: "),
        ("statements", "sentence", None, "a row of statements does not fit: "),
        ("statements", "period_stop", "2024-02-30", "a row of statements does not fit: "),
        ("goals", "metric_id", "无", "counts a metric that is not there"),
        ("goals", "parent_id", "无", "is a part of a goal that is not there"),
        ("goals", "period_stop", date(2023, 1, 1), "ends before it starts"),
        ("goals", "id", "无", "has no target"),
        ("targets", "goal_id", "无", "has no target"),
        ("targets", "statement_id", "无", "a target is in statement 无, which is not there"),
        ("targets", "low", None, "the target in statement s001 has no bound"),
        ("links", "goal_id", "无", "a result is linked to goal 无, which is not there"),
        ("links", "actual_id", "s001", "a goal is linked to result s001, which is not there or not a result"),
        ("rules", "name", "无", "the rule status.on_pace is missing"),
        ("pace", "month", 13, "the pace curve of 签约额 does not have its twelve months"),
    ],
)
def test_what_does_not_hold_together_is_not_published(
    lasting: Path, table: str, column: str, value: Any, sentence: str
) -> None:
    before = files(lasting)
    rows = a_goal(2)
    rows.actual("二七区·签约额·20240101-20241231", 3, day("2024-05-15"))
    rows.pace("签约额", [month / 12 for month in range(1, 13)])
    tables = rows.tables()
    changed = tables[table].astype(object)
    changed.loc[0, column] = value
    with pytest.raises(SnapshotError, match=re.escape(sentence)):
        publish(lasting, tables | {table: changed}, "test")
    assert seen(lasting) == 1
    assert files(lasting) == before


def test_rows_that_cannot_be_told_apart_are_not_published(data: Path) -> None:
    tables = a_goal(1).tables()
    twice = tables["statements"].loc[[0, 0]]
    with pytest.raises(SnapshotError, match=r"a row of statements does not fit: .*[Dd]uplicate key"):
        publish(data, tables | {"statements": twice}, "test")


def test_tables_and_columns_are_those_of_the_schema(data: Path) -> None:
    tables = a_goal(1).tables()
    with pytest.raises(SnapshotError, match="no table named people"):
        publish(data, tables | {"people": tables["goals"]}, "test")
    with pytest.raises(SnapshotError, match="no table named snapshot"):
        publish(data, tables | {"snapshot": tables["goals"]}, "test")
    with pytest.raises(SnapshotError, match="the table goals has no column owner"):
        publish(data, tables | {"goals": tables["goals"].assign(owner="")}, "test")
    with pytest.raises(SnapshotError, match="the rows of goals lack the column organisation"):
        publish(data, tables | {"goals": tables["goals"].drop(columns="organisation")}, "test")


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "snapshots").write_text("a file where a folder should be", "utf-8")
    with pytest.raises(SnapshotError, match=r"snapshots cannot be written: \w+"):
        put(tmp_path, 1)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a user whom the system refuses")
def test_folder_without_permission(data: Path) -> None:
    put(data, 1)
    data.chmod(0o500)
    try:
        with pytest.raises(SnapshotError, match=r"current.* cannot be written: Permission denied"):
            put(data, 2)
    finally:
        data.chmod(0o700)
    assert seen(data) == 1


@pytest.fixture
def another_process() -> Iterator[list[subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []
    yield started
    for process in started:
        process.kill()
        process.wait()


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Start Python code that prints a line when it is ready and then waits."""
    command = [sys.executable, "-c", code + "; print('ready', flush=True); input()", *map(str, arguments)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.skipif(sys.platform == "win32", reason="locks a file as POSIX does")
def test_two_builds_do_not_publish_at_once(data: Path, another_process: list[subprocess.Popen[str]]) -> None:
    put(data, 1)
    lock = "import fcntl, sys; held = open(sys.argv[1], 'w'); fcntl.flock(held, fcntl.LOCK_EX)"
    another_process.append(start(lock, data / "snapshots" / ".lock"))
    with pytest.raises(SnapshotError, match="another build is publishing"):
        put(data, 2)
    another_process[0].kill()
    another_process[0].wait()
    put(data, 3)
    assert seen(data) == 3


def test_snapshot_held_by_a_writer(data: Path, another_process: list[subprocess.Popen[str]]) -> None:
    path = put(data, 1).path
    another_process.append(start("import duckdb, sys; held = duckdb.connect(sys.argv[1])", path))
    with pytest.raises(SnapshotError, match=r"is being written to by .*PID \d+"):
        open_snapshot(path)
