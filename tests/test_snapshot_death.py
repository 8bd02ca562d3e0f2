"""A build that dies, between any two steps, leaves the board as it was; the next one clears up after it."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.test_snapshot import files, put, seen
from warehouse.snapshot import find

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ends a process by a signal")
ROOT = Path(__file__).resolve().parent.parent

DIES = """
    import os, signal, sys
    from pathlib import Path
    from tests.test_snapshot import a_goal
    from warehouse import snapshot

    def die(*_):
        os.kill(os.getpid(), signal.SIGKILL)

    def dying(step, when):
        original = getattr(snapshot, step)
        def wrapper(*arguments):
            if when == "before":
                die()
            original(*arguments)
            die()
        return wrapper

    step, when, data = sys.argv[1:]
    if step == "_rename":
        Path.replace = lambda path, to: die() if to.name == when else os.replace(path, to)
    else:
        setattr(snapshot, step, dying(step, when))
    snapshot.publish(Path(data), a_goal(2).tables(), "test")
"""
BEFORE_THE_POINTER = [
    ("_sweep", "before"),
    ("create", "after"),
    ("fill", "after"),
    ("check", "before"),
    ("measure", "after"),
    ("_settle", "before"),
    ("_settle", "after"),
    ("_rename", "current"),
]
AFTER_THE_POINTER = [("_point", "after"), ("_prune", "before")]


def die_at(data: Path, step: str, when: str) -> None:
    command = [sys.executable, "-c", textwrap.dedent(DIES), step, when, str(data)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == -9, ended.stderr


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    put(data, 1)
    return data


@pytest.mark.parametrize(("step", "when"), BEFORE_THE_POINTER)
def test_build_that_dies_leaves_the_board_as_it_was(data: Path, step: str, when: str) -> None:
    before = find(data)
    die_at(data, step, when)
    assert find(data) == before
    assert seen(data) == 1


@pytest.mark.parametrize(("step", "when"), AFTER_THE_POINTER)
def test_build_that_dies_after_the_pointer_is_published(data: Path, step: str, when: str) -> None:
    put(data, 1)
    die_at(data, step, when)
    assert find(data).warning == ""
    assert seen(data) == 2


def test_first_build_that_dies_leaves_nothing(tmp_path: Path) -> None:
    die_at(tmp_path, "_settle", "before")
    assert find(tmp_path).path is None
    assert any("building" in name for name in files(tmp_path))


def test_next_build_clears_up(data: Path) -> None:
    for step, when in (("measure", "after"), ("_rename", "current")):
        die_at(data, step, when)
        assert [path.name for path in data.rglob("*") if "building" in path.name] != []
    put(data, 3)
    assert seen(data) == 3
    assert [path.name for path in data.rglob("*") if "building" in path.name] == []
