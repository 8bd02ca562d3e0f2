"""What bounds the reading in a build's own process: the time of a document, and the number of small parts."""

from __future__ import annotations

import pickle
import re
import threading
import time
from pathlib import Path

import pyarrow as pa
import pytest

from bench import archive
from etl import reading
from etl.build import BuildReport, Options, build
from etl.engine import Local, parts
from etl.engine.limit import TooLateError, can_interrupt, within
from etl.vocabulary import load_vocabulary
from tools.same_board import differences

DOCUMENTS = 6
SLOW = "000002.txt"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    archive.write(tmp_path / "documents", DOCUMENTS)
    return tmp_path


def test_a_document_that_hangs_in_a_build_is_set_aside(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_document = reading.read_document

    def hang(path: Path, root: Path) -> object:
        if path.name == SLOW:
            re.match(r"(a|aa)+$", "a" * 60 + "b")
        return read_document(path, root)

    monkeypatch.setattr(reading, "read_document", hang)
    monkeypatch.setattr("etl.build.engine.engine_of", lambda *_: Local(longest=5.0))
    report = build(data)
    assert [refusal.message for refusal in report.assembly.refusals] == [f"000/{SLOW}: set aside, 5 s went by"]
    assert report.snapshot.rows["documents"] == DOCUMENTS


def test_the_clock_is_stopped_and_given_back() -> None:
    with within(0.05):
        pass
    time.sleep(0.1)
    with pytest.raises(TooLateError), within(0.05):
        while True:
            pass
    with within(None):
        pass


def test_a_thread_that_cannot_be_interrupted_has_a_process_read(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.engine.local.do", None)
    reports: list[BuildReport] = []
    thread = threading.Thread(target=lambda: reports.append(build(data)))
    thread.start()
    thread.join()
    assert can_interrupt()
    assert reports[0].snapshot.rows["documents"] == DOCUMENTS


def test_small_parts_are_put_together(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST_SMALL", 3)
    here = Options(workers=0)
    documents = data / "documents" / "000"
    counts = []
    for number in range(DOCUMENTS):
        path = documents / f"{number:06}.txt"
        path.write_text(path.read_text("utf-8") + "\n会议还研究了其他事项。\n", "utf-8")
        report = build(data, options=here)
        counts.append(len([path for path in (data / "cache").glob("*/*.parquet") if "build-" not in str(path)]))
    assert max(counts) <= 3
    assert counts[-1] < DOCUMENTS
    monkeypatch.setattr("etl.engine.work.read_file", None)
    for path in (data / "cache").glob("kept-*"):
        path.unlink()
    assert differences(report.snapshot.path, build(data, options=here).snapshot.path) == []


def test_what_is_cut_off_while_parts_are_put_together_is_there_twice(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Options(workers=0)
    first = build(data, options=here)
    monkeypatch.setattr(parts, "MOST_SMALL", 0)
    monkeypatch.setattr(parts.Parts, "remove", lambda *_: None)
    path = data / "documents" / "000" / SLOW
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    build(data, options=here)
    path.write_text(path.read_text("utf-8")[:-1], "utf-8")
    for kept in (data / "cache").glob("kept-*"):
        kept.unlink()
    monkeypatch.setattr("etl.engine.work.read_file", None)
    assert differences(first.snapshot.path, build(data, options=here).snapshot.path) == []


def test_words_are_made_once_in_a_process_however_many_jobs_bring_them() -> None:
    words = load_vocabulary()
    first, second = (pickle.loads(pickle.dumps(words)) for _ in range(2))
    assert first is second
    assert first == words
    other = words.model_copy(update={"metrics": words.metrics[:-1]})
    assert len(pickle.loads(pickle.dumps(other)).metrics) == len(words.metrics) - 1


def test_a_document_that_parts_of_two_lots_hold_is_put_there_once() -> None:
    keys = (["a", "b", "a"], ["b"], ["c", "a"])
    lots = [pa.table({"key": of_lot, "from": [number] * len(of_lot)}) for number, of_lot in enumerate(keys)]
    kept = [table.to_pydict() for table in parts._once(lots)]
    assert kept == [{"key": ["a", "b"], "from": [0, 0]}, {"key": ["c"], "from": [2]}]


def test_parts_are_put_together_as_many_at_once_as_there_is_room_for(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build(data, options=Options(workers=2))
    monkeypatch.setattr(parts, "MOST_SMALL", 0)
    monkeypatch.setattr(parts, "LOT_BYTES", 1)
    put: list[int] = []
    write = parts.Parts.put
    monkeypatch.setattr(parts.Parts, "put", lambda self, table: (put.append(len(table)), write(self, table))[1])
    say_more = data / "documents" / "000" / "000000.txt"
    say_more.write_text(say_more.read_text("utf-8") + "\n会议还研究了其他事项。\n", "utf-8")
    second = build(data, options=Options(workers=0))
    assert second.snapshot.rows["statements"] == first.snapshot.rows["statements"]
    assert len(put) > 1, "a lot for each part, where memory has room for one"
