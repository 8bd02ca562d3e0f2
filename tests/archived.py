"""What tests of engines share: folders of the same documents, readers that misbehave, and how two boards differ."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bench import archive
from etl.build import BuildReport
from tools.same_board import differences

ROOT = Path(__file__).resolve().parent.parent
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
