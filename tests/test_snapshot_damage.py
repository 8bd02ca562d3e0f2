"""Pointers and files that are damaged: the newest good snapshot, or one sentence that names the thing."""

from __future__ import annotations

import logging
from decimal import Decimal
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from tests.test_snapshot import a_goal, put, seen
from warehouse.snapshot import SnapshotError, current, find, open_snapshot, publish


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with two snapshots."""
    data = tmp_path_factory.mktemp("two")
    put(data, 1)
    put(data, 2)
    return data


@pytest.mark.parametrize(
    "pointer",
    [
        b"",
        b"\xff\xfe\x00",
        b"20240531-120000-abcdef.duckdb\n",
        b"../../elsewhere.duckdb",
        b"half a na",
        None,
    ],
    ids=["empty", "not text", "no such file", "another folder", "cut short", "gone"],
)
def test_damaged_pointer_falls_back_to_the_newest(
    two: Path, pointer: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    newest = sorted((two / "snapshots").glob("*.duckdb"))[-1]
    (two / "current").unlink(missing_ok=True)
    if pointer is not None:
        (two / "current").write_bytes(pointer)
    found = find(two)
    assert found.path == newest
    assert found.warning == f"{two / 'current'} names no snapshot; showing the newest good one, {newest.stem}"
    with caplog.at_level(logging.WARNING):
        assert current(two) == newest
    assert found.warning in caplog.text


def test_next_build_mends_the_pointer(two: Path) -> None:
    (two / "current").write_bytes(b"?")
    put(two, 3)
    assert find(two).warning == ""
    assert seen(two) == 3


def test_pointer_that_is_a_folder(data: Path) -> None:
    newest = put(data, 1)
    (data / "current").unlink()
    (data / "current").mkdir()
    assert find(data).path == newest.path
    with pytest.raises(SnapshotError, match="current"):
        put(data, 2)


def test_fall_back_passes_over_damaged_snapshots(data: Path) -> None:
    good, cut = put(data, 1), put(data, 2)
    cut.path.write_bytes(cut.path.read_bytes()[:9000])
    (data / "current").write_text("?", "utf-8")
    assert find(data).path == good.path


def test_nothing_good_to_fall_back_to(data: Path) -> None:
    put(data, 1).path.write_bytes(b"")
    (data / "current").write_text("?", "utf-8")
    found = find(data)
    assert found.path is None
    assert found.warning.endswith("names no snapshot and there is no good one to fall back to; build again")


def damaged(path: Path, how: str) -> None:
    whole = path.read_bytes()
    parts = {
        "empty": b"",
        "header alone": whole[: 3 * 4096],
        "half": whole[: len(whole) // 2],
        "last byte gone": whole[:-1],
        "text": "指标,目标,完成\n".encode() * 9000,
        "header overwritten": b"\0" * 8192 + whole[8192:],
    }
    path.write_bytes(parts[how])


@pytest.mark.parametrize("how", ["empty", "header alone", "half", "last byte gone", "text", "header overwritten"])
def test_damaged_file_is_one_sentence(data: Path, how: str) -> None:
    path = put(data, 1).path
    damaged(path, how)
    with pytest.raises(SnapshotError) as caught:
        open_snapshot(path)
    sentence = str(caught.value)
    assert str(path) in sentence
    assert "\n" not in sentence


def test_file_that_is_another_database(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE people (name TEXT)")
    with pytest.raises(SnapshotError, match=r"other.duckdb is a database, but not a snapshot"):
        open_snapshot(path)


def test_snapshot_that_was_never_finished(tmp_path: Path) -> None:
    path = tmp_path / "unfinished.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE snapshot (id TEXT)")
    with pytest.raises(SnapshotError, match="is not a snapshot: it does not say which one it is"):
        open_snapshot(path)


# What a frame may hold.

FORMS = {
    "decimals and dates as objects": lambda s: s,
    "numbers as floats": lambda s: s.assign(low=s["low"].astype(float)),
    "days as timestamps": lambda s: s.assign(period_stop=pd.to_datetime(s["period_stop"])),
    "days as text": lambda s: s.assign(period_stop=s["period_stop"].map(str)),
    "truth as objects": lambda s: s.assign(period_stated=s["period_stated"].astype(object)),
    "absent as NaN": lambda s: s.assign(high=np.nan, as_of=pd.NaT),
    "absent as None": lambda s: s.assign(high=None, as_of=None),
    "optional columns left out": lambda s: s.drop(columns=["high", "as_of", "parent_id"]),
    "rows numbered otherwise": lambda s: s.set_index(pd.Index([7] * len(s))),
}


@pytest.mark.parametrize("form", FORMS)
def test_frames_may_hold_their_values_in_any_of_these_forms(data: Path, form: str) -> None:
    tables = a_goal(500).tables()
    publish(data, tables | {"statements": FORMS[form](tables["statements"])}, "test")
    with open_snapshot(current(data) or data) as con:
        row = con.execute("SELECT low, high, as_of, period_stop::TEXT, period_stated FROM statements").fetchall()
    assert row == [(500, None, None, "2024-12-31", True)]
    assert seen(data) == 500


def test_values_arrive_as_they_are(data: Path) -> None:
    odd = "“双轮”\n50％ '; DROP TABLE goals; -- \U0001f4c8 \u3000\\"
    rows = a_goal(1)
    exact = Decimal("1234567890123456789012.123456")
    rows.target("二七区·签约额·20240101-20241231", exact, None, ">=", sentence=odd, quote="双轮")
    publish(data, rows.tables(), "test")
    with open_snapshot(current(data) or data) as con:
        found = con.execute("SELECT low, sentence, quote_start FROM statements WHERE id = 's002'").fetchall()
    assert found == [(exact, odd, 1)]
