"""Who reads makes no difference: one process, several, a cluster over TCP, whatever hangs, crashes or is cut off."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bench import archive
from etl.__main__ import main
from etl.build import BuildReport, Options, build
from etl.engine import Cluster, Job, Local, batches, engine_of
from etl.engine.parts import Parts
from etl.engine.places import Store, place
from etl.engine.readers import Reader
from etl.engine.shapes import dumper, loader, struct_of
from etl.engine.work import Item, do
from etl.memo import code_fingerprint
from etl.model import Statement, XushiError
from etl.vocabulary import load_vocabulary
from tools.same_board import differences

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60.0
DOCUMENTS = 16

# What a reader or worker does to a document of this name, since no document at hand hangs or crashes a library.
MISBEHAVE = """
import os, sys, time
from importlib.abc import MetaPathFinder

class Later(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "etl.engine.work":
            sys.meta_path.remove(self)
            import etl.reading as reading
            read = reading.read_file
            def misread(path, root, vocabulary):
                {what}
                return read(path, root, vocabulary)
            reading.read_file = misread
        return None

sys.meta_path.insert(0, Later())
"""


@pytest.fixture
def misbehave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let every process that is started from now on do something to a document (`path`) before it reads it."""

    def let(what: str) -> None:
        folder = tmp_path / "misbehaviour"
        folder.mkdir(exist_ok=True)
        (folder / "sitecustomize.py").write_text(MISBEHAVE.format(what=what), "utf-8")
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(folder), str(ROOT))))

    return let


@pytest.fixture
def archived(tmp_path: Path) -> Callable[[str], Path]:
    """Make data folders that hold the same documents: generated ones, one refused, one copy."""

    def make(name: str) -> Path:
        documents = tmp_path / name / "documents"
        archive.write(documents, DOCUMENTS)
        shutil.copy(documents / "000" / "000000.txt", documents / "copy.txt")
        (documents / "empty.txt").write_bytes(b"")
        return tmp_path / name

    return make


def same(first: BuildReport, second: BuildReport) -> list[str]:
    return differences(first.snapshot.path, second.snapshot.path)


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


# A cluster: a scheduler and workers, each a process of its own, that speak over TCP.


class Machines:
    """A scheduler on a port of this machine and workers for it."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.scheduler: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []

    def start(self, workers: int) -> None:
        self.scheduler = self._run("scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-show")
        for _ in range(workers):
            address = f"tcp://127.0.0.1:{self.port}"
            settings = ("--nthreads", "1", "--no-nanny", "--local-directory", str(self.folder))
            self.workers.append(self._run("worker", address, *settings))

    def stop(self, sign: int = signal.SIGKILL) -> None:
        for process in filter(None, (*self.workers, self.scheduler)):
            process.send_signal(sign)
            process.wait(timeout=PATIENCE)
        self.workers.clear()

    def _run(self, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *words, "--no-dashboard"]
        log = (self.folder / "cluster.log").open("ab")
        return subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = Machines(tmp_path, port)
    with ExitStack() as finally_:
        finally_.callback(made.stop)
        yield made


def build_on(machines: Machines, data: Path) -> tuple[threading.Thread, list[BuildReport]]:
    """Start a build on the cluster; its report will be in the list."""
    reports: list[BuildReport] = []
    options = Options(engine=f"dask://127.0.0.1:{machines.port}")
    thread = threading.Thread(target=lambda: reports.append(build(data, options=options)), daemon=True)
    thread.start()
    return thread, reports


def until_a_part_is_there(data: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if any(path.parent.name != "cache" and "build-" not in str(path) for path in data.glob("cache/*/*.parquet")):
            return
        time.sleep(0.05)
    raise AssertionError("no part was written")


def test_a_cluster_makes_the_same_board_whatever_dies(
    archived: Callable[[str], Path],
    machines: Machines,
    misbehave: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Three workers; one is killed half-way, then the scheduler with all of them, and both start again."""
    monkeypatch.setattr("etl.engine.cluster.SMALLEST", 1)
    one = build(archived("one"), options=Options(workers=0))
    misbehave("time.sleep(0.3)")
    machines.start(3)
    data = archived("many")
    thread, reports = build_on(machines, data)
    until_a_part_is_there(data)
    machines.workers[0].send_signal(signal.SIGKILL)
    time.sleep(0.5)
    machines.stop()
    machines.start(2)
    thread.join(8 * PATIENCE)
    assert [same(one, report) for report in reports] == [[]]


def test_a_worker_that_reads_otherwise_is_refused(
    archived: Callable[[str], Path], machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    machines.start(1)
    monkeypatch.setattr("etl.memo.code_fingerprint", lambda: "another")
    with pytest.raises(XushiError, match="another version of the program or its libraries than the build"):
        build(archived("one"), options=Options(engine=f"dask://127.0.0.1:{machines.port}"))


def test_a_cluster_that_is_not_there_is_named(
    archived: Callable[[str], Path], machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"tcp://127.0.0.1:{machines.port}"
    monkeypatch.setattr("etl.build.engine.engine_of", lambda *_: Cluster(address, patience=1.0))
    with pytest.raises(XushiError, match=rf"the cluster at tcp://127\.0\.0\.1:{machines.port} is gone"):
        build(archived("one"), options=Options(engine=f"dask://127.0.0.1:{machines.port}"))
