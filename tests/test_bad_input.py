"""Bad input as it comes, through the command line in a process of its own: one sentence each, and the rest goes on."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.build import build
from etl.inbox import receive
from etl.model import DocumentError
from tests import unprivileged
from tests.bad_files import PARTLY, REFUSED, write_bad_files
from tests.test_build import GOALS, put
from warehouse import questions
from warehouse.snapshot import current, open_current

Done = subprocess.CompletedProcess[str]
TOO_LARGE = "huge.txt: the file is larger than 32 MB; split it, it was not opened"


def run(*arguments: object, before: Callable[[], None] | None = None) -> Done:
    return subprocess.run(
        [sys.executable, "-m", "etl", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=before,
        timeout=120,
    )


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one good document among the bad ones."""
    folder = tmp_path_factory.mktemp("bad")
    write_bad_files(folder / "documents")
    put(folder, "plan.md", GOALS, "2024-02-18")
    return folder


@pytest.fixture(scope="module")
def built(bad: Path) -> Done:
    return run("build", "--data", bad)


def test_the_build_says_one_sentence_a_file_and_goes_on(bad: Path, built: Done) -> None:
    assert built.returncode == 1
    assert "Traceback" not in built.stderr + built.stdout
    said = built.stderr.splitlines()
    names = {*REFUSED, *PARTLY, "huge.txt"}
    assert {line.partition(": ")[0] for line in said} == names, "each line begins with its file"
    for name, (_, reason) in (REFUSED | PARTLY).items():
        assert any(line.startswith(f"{name}: ") and reason in line for line in said), name
    assert TOO_LARGE in said
    assert f"{len(REFUSED) + 1} refused" in built.stdout
    assert [path.suffix for path in (bad / "snapshots").iterdir() if not path.name.startswith(".")] == [".duckdb"]


def test_the_screen_says_the_same_sentences(bad: Path, built: Done) -> None:
    with open_current(bad) as con:
        found = questions.documents(con).set_index("path")
    states = found["state"].to_dict()
    assert {name for name, state in states.items() if state == "refused"} == {*REFUSED, "huge.txt"}
    assert {name for name, state in states.items() if state == "partly"} == set(PARTLY)
    assert states["plan.md"] == "read"
    told = {line for message in found["message"] for line in message.splitlines()}
    assert told == set(built.stderr.splitlines())


def test_what_of_a_bad_table_can_be_read_is_read(bad: Path, built: Done) -> None:
    with open_current(bad) as con:
        rows = con.execute(
            "SELECT d.path, count(*) FROM statements s JOIN documents d ON d.id = s.document_id GROUP BY 1"
        )
        assert dict(rows.fetchall()) == {"plan.md": 2, "wide.csv": 1, "wide.xlsx": 1}


def test_an_upload_is_refused_in_the_same_words(bad: Path, built: Done, tmp_path: Path) -> None:
    said = set(built.stderr.splitlines())
    for name in REFUSED:
        with (bad / "documents" / name).open("rb") as file, pytest.raises(DocumentError) as error:
            receive(tmp_path, name, file, by="王敏")
        assert str(error.value) in said or "…" in str(error.value), name
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "lock"]


def test_extracting_them_goes_on_too(bad: Path) -> None:
    done = run("extract", bad / "documents" / "cut.pdf", bad / "documents" / "plan.md", "--format", "jsonl")
    assert (done.returncode, len(done.stdout.splitlines())) == (1, 2)
    assert done.stderr == "cut.pdf: the PDF is damaged or cut short and cannot be read\n"


def test_a_full_disk_leaves_the_board_as_it_was(tmp_path: Path) -> None:
    put(tmp_path, "plan.md", GOALS, "2024-02-18")
    build(tmp_path)
    before = current(tmp_path)
    put(tmp_path, "later.md", GOALS.replace("500亿元", "600亿元"), "2024-03-18")
    done = run(
        "build", "--data", tmp_path, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr and str(tmp_path) in done.stderr
    assert current(tmp_path) == before
    assert not list(tmp_path.rglob("*.building*"))
    assert run("build", "--data", tmp_path).returncode == 0


def _fill_the_disk() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))


BUILD_TWICE = f"""
import sys
from etl.__main__ import main
main(["build", "--data", sys.argv[1]])
{unprivileged.LET_GO}
print("then", flush=True)
sys.exit(main(["build", "--data", sys.argv[2]]))
"""


def test_a_folder_without_write_permission_is_named(tmp_path: Path) -> None:
    put(tmp_path, "plan.md", GOALS, "2024-02-18")
    with unprivileged.open_folder() as folder:
        put(folder, "plan.md", GOALS, "2024-02-18")
        folder.chmod(0o555)
        done = unprivileged.run(BUILD_TWICE, tmp_path, folder)
        assert (done.returncode, done.stdout.partition("then\n")[2]) == (1, "")
        assert done.stderr == f"{folder / 'snapshots'} cannot be written: Permission denied\n"


def test_files_that_are_no_files_are_stepped_over(tmp_path: Path) -> None:
    put(tmp_path, "plan.md", GOALS, "2024-02-18")
    documents = tmp_path / "documents"
    os.mkfifo(documents / "pipe.txt")
    (documents / "gone.txt").symlink_to(documents / "nowhere.txt")
    (documents / "round").symlink_to(documents)
    (documents / "folder.txt").mkdir()
    done = run("build", "--data", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_names_that_cannot_be_said_are_named_and_the_others_read(tmp_path: Path) -> None:
    put(tmp_path, "plan.md", GOALS, "2024-02-18")
    documents = os.fsencode(tmp_path / "documents")
    for name in ("4月通报.txt".encode("gb18030"), b"a\nb.txt"):
        Path(os.fsdecode(documents + b"/" + name)).write_text(GOALS, "utf-8")
    done = run("build", "--data", tmp_path)
    assert (done.returncode, "1 documents read" in done.stdout) == (1, True)
    first, second = done.stderr.splitlines()
    assert first.endswith("the name of the file is not in UTF-8 (in GB18030 it reads 4月通报.txt); rename it")
    assert second == r"a\x0ab.txt: the name of the file holds a line break or another sign without a shape; rename it"
    extracted = run("extract", tmp_path / "documents", "--format", "jsonl")
    assert (extracted.returncode, len(extracted.stdout.splitlines())) == (1, 2)
    assert set(extracted.stderr.splitlines()) == {first, second}


def test_a_folder_that_is_closed_is_named_and_the_others_read(tmp_path: Path) -> None:
    put(tmp_path, "plan.md", GOALS, "2024-02-18")
    with unprivileged.open_folder() as folder:
        folder.chmod(0o777)
        put(folder, "plan.md", GOALS, "2024-02-18")
        put(folder, "closed/secret.md", GOALS, "2024-02-18")
        (folder / "documents" / "closed").chmod(0o700)
        done = unprivileged.run(BUILD_TWICE, tmp_path, folder)
        if os.getuid() == 0:
            assert done.returncode == 1
            assert done.stderr == "closed: the folder cannot be read (Permission denied)\n"
        assert "1 documents read" in done.stdout.partition("then\n")[2] or os.getuid() != 0
