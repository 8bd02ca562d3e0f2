"""Who reads makes no difference: one process or several, whatever hangs, crashes or is cut off."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.build import Options, build
from etl.engine import Job, Local, batches, engine_of
from etl.engine.parts import Parts
from etl.engine.places import Store, place
from etl.engine.readers import Reader
from etl.engine.shapes import dumper, loader, struct_of
from etl.engine.work import Item, do
from etl.memo import code_fingerprint
from etl.model import Statement, XushiError
from etl.vocabulary import load_vocabulary
from tests.archived import DOCUMENTS, same


def test_two_processes_make_the_same_board(archived: Callable[[str], Path]) -> None:
    seen: list[tuple[int, int]] = []
    one = build(archived("one"), options=Options(workers=0))
    two = build(archived("two"), lambda done, total, _: seen.append((done, total)), Options(workers=2))
    assert same(one, two) == []
    assert one.snapshot.rows["statements"] > 50
    assert seen == [(number, DOCUMENTS + 2) for number in range(1, DOCUMENTS + 3)]


def test_another_engine_finds_the_parts(archived: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    data = archived("one")
    first = build(data, options=Options(workers=1))
    monkeypatch.setattr("etl.engine.work.read_file", None)
    assert same(first, build(data, options=Options(workers=0))) == []


def test_a_comparison_sees_one_changed_row(archived: Callable[[str], Path]) -> None:
    data = archived("one")
    first = build(data)
    file = data / "documents" / "000" / "000005.txt"
    file.write_text(file.read_text("utf-8").replace("现代物流", "现代物流业"), "utf-8")
    found = same(first, build(data))
    assert any(sentence.startswith("documents: 1 rows in the first alone, 1 in the second") for sentence in found)


def test_documents_that_hang_or_kill_are_set_aside(
    archived: Callable[[str], Path], misbehave: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    misbehave(
        "time.sleep(3600 if path.name == '000003.txt' else 0); path.name == '000007.txt' and os.kill(os.getpid(), 9)"
    )
    monkeypatch.setattr("etl.build.engine.engine_of", lambda *_: Local(2, longest=2.0))
    data = archived("one")
    report = build(data)
    assert [refusal.message for refusal in report.assembly.refusals] == [
        "000/000003.txt: set aside after 2 tries, 2 s went by",
        "000/000007.txt: set aside after 2 tries, the process that read it was ended by signal 9",
        "empty.txt: the file is empty",
    ]
    assert report.snapshot.rows["documents"] == DOCUMENTS + 2
    start = time.monotonic()
    assert len(build(data).assembly.refusals) == 3, "set aside until it changes"
    assert time.monotonic() - start < 10
    misbehave("pass")
    for number in (3, 7):
        file = data / "documents" / "000" / f"00000{number}.txt"
        file.write_text(file.read_text("utf-8") + "\n", "utf-8")
    assert len(build(data).assembly.refusals) == 1


def job_of(data: Path, names: list[str]) -> Job:
    items = tuple(Item(name, f"{number:032}", False) for number, name in enumerate(names))
    documents, parts = str(data / "documents"), str(data / "cache")
    return Job(documents, parts, "f" * 64, code_fingerprint(), load_vocabulary(), items)


def test_a_part_written_twice_is_one_part(archived: Callable[[str], Path]) -> None:
    data = archived("one")
    job = job_of(data, ["000/000000.txt", "000/000001.txt", "gone.txt"])
    (failure,) = do(job)
    assert (failure.item.name, failure.message) == (
        "gone.txt",
        "gone.txt: the file cannot be read (No such file or directory)",
    )
    reader = Reader()
    assert [each.message for each in reader.do(job)] == [failure.message]
    reader.close()
    assert len(Parts(place(data / "cache"), job.fingerprint[:16]).whole()) == 1


def test_a_reader_ends_with_whoever_started_it(archived: Callable[[str], Path]) -> None:
    reader = Reader()
    reader.do(job_of(archived("one"), ["000/000000.txt"]))
    process = reader._process
    assert process is not None and process.stdin is not None
    process.stdin.close()
    assert process.wait(timeout=10) == 0


def test_where_parts_cannot_be_written_is_one_sentence(archived: Callable[[str], Path]) -> None:
    data = archived("one")
    (data / "parts").write_text("no folder", "utf-8")
    with pytest.raises(XushiError, match="parts"):
        build(data, options=Options(parts=str(data / "parts" / "here"), workers=0))
    with pytest.raises(XushiError, match="parts"):
        build(data, options=Options(parts=str(data / "parts" / "here"), workers=1))


def test_documents_and_parts_in_a_store(archived: Callable[[str], Path]) -> None:
    data = archived("one")
    sidecar = data / "documents" / "000" / "000002.txt.toml"
    sidecar.write_text('publisher = "统计局"\n', "utf-8")
    folder = build(data)
    store = Store("memory://archive")
    for path in (data / "documents").rglob("*.t*"):
        store.write(path.relative_to(data / "documents").as_posix(), path.read_bytes())
    away = archived("two")
    options = Options(documents="memory://archive", parts="memory://parts", workers=0)
    assert same(folder, build(away, options=options)) == []
    assert [listed.name for listed in Store("memory://parts").files()], "the parts lie in the store"
    store.write("000/000005.txt", "临岩区2015年全年签约额力争500亿元。".encode())
    assert len(build(away, options=options).gained) == 1


@pytest.mark.parametrize("name", ["spark://host:1", "dask://host", "dask://:8786", "dask://a b:1", ""])
def test_an_engine_that_is_none_is_wrong_usage(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--data", str(tmp_path), "--engine", name]) == 2
    assert "known are local and dask://HOST:PORT" in capsys.readouterr().err


def test_workers_are_for_this_machine() -> None:
    with pytest.raises(XushiError, match="--workers is for the engine local"):
        engine_of("dask://host:8786", 2)
    assert engine_of("dask://[::1]:8786") != engine_of("dask://host:8786")


def test_batches_hold_every_document_once() -> None:
    items = [Item(str(number), str(number), False) for number in range(7)]
    assert [len(batch) for batch in batches(iter(items), 3)] == [3, 3, 1]
    assert [item for batch in batches(iter(items), 3) for item in batch] == items


def test_statements_come_back_as_they_were(archived: Callable[[str], Path]) -> None:
    statements = build(archived("one")).assembly.resolution.statements
    dump, load = dumper(Statement), loader(Statement)
    assert [load(dump(statement)) for statement in statements] == list(statements)
    with pytest.raises(KeyError):
        load({name: value for name, value in dump(statements[0]).items() if name != "quote"})
    assert struct_of(Statement).field("id").type == "string"
