"""The shape of the house: who imports whom, how long a file may be, and what must not stand in the tree."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("etl", "warehouse", "board")
CODE = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*") if path.suffix in {".py", ".sql"})

MOST_LINES = 300
LONGER_FILES: set[str] = set()  # with a reason beside each

JIEBA_MODULES = {"etl/extract/phrases.py"}

TEXT = {".py", ".sql", ".toml", ".md", ".txt", ".csv", ".cfg", ".yml", ".yaml", ".json", ".css", ".html", ""}
HIDDEN_BUT_OURS = {".ci", ".streamlit", ".github"}
BUILT = {"__pycache__", "snapshots", "cache", "current", "pictures"}
OPTIONAL = {"etl/engine/places.py": {"fsspec"}, "etl/engine/cluster.py": {"distributed"}}
"""Modules that work without a package, and the packages of requirements-cluster.txt that they then do not need."""
BROUGHT_ALONG = {"numpy": "pandas", "pyarrow": "streamlit"}  # each in step with the one that needs it, so not pinned

REGISTRY_HOST = re.compile(r"\b(?:pypi|pythonhosted|npmjs|anaconda|crates)\.(?:org|com|io)\b", re.IGNORECASE)
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:home|Users|root|work)/\w")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree() -> list[Path]:
    """Return the text files of the project, without what is built and what tools keep in hidden folders."""
    found = []
    for path in ROOT.rglob("*"):
        folders = path.relative_to(ROOT).parts[:-1]
        hidden = any(folder.startswith(".") and folder not in HIDDEN_BUT_OURS for folder in folders)
        if (
            not hidden
            and path.name != ".git"
            and not BUILT & {*folders, path.name}
            and path.is_file()
            and path.suffix in TEXT
        ):
            found.append(path)
    return found


@cache
def imports(path: Path) -> set[str]:
    """Return the top-level packages that a module imports, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_direction_of_imports() -> None:
    lint = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True, no_logo=True))"
    done = subprocess.run([sys.executable, "-c", lint], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_jieba_is_known_to_one_module_alone() -> None:
    users = {name(path) for path in CODE if path.suffix == ".py" and "jieba" in imports(path)}
    assert users <= JIEBA_MODULES


def required(file: str) -> set[str]:
    """Return the distributions that a requirements file names, those of the file it builds on included."""
    found: set[str] = set()
    for line in (ROOT / file).read_text("utf-8").splitlines():
        if line.startswith("-r "):
            found |= required(line.removeprefix("-r ").strip())
        elif line and not line.startswith("#"):
            found.add(distribution(re.split(r"[\[=<>~!; ]", line)[0]))
    return found


def distribution(text: str) -> str:
    return re.sub(r"[-_.]+", "-", text).lower()


@pytest.mark.parametrize(
    ("folders", "file"),
    [(ROOMS, "requirements.txt"), (("tests", "tools"), "requirements-dev.txt")],
    ids=["board", "tests"],
)
def test_what_is_imported_is_required(folders: tuple[str, ...], file: str) -> None:
    ours = {*ROOMS, "tests", "tools", "bench", "dashboard"} | sys.stdlib_module_names
    providers = packages_distributions()
    known = required(file)
    strangers = set()
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        for module in imports(path) - ours - OPTIONAL.get(name(path), set()):
            offered = {distribution(provider) for provider in providers.get(module, [])}
            if not known & (offered | {BROUGHT_ALONG.get(module, module)}):
                strangers.add(f"{name(path)}: {module}")
    assert strangers == set()


def test_network_libraries_are_not_used() -> None:
    network = {"requests", "httpx", "urllib3", "aiohttp", "socket", "ftplib", "smtplib"}
    users = {name(path): found for path in CODE if path.suffix == ".py" and (found := imports(path) & network)}
    assert users == {}, "no call leaves the machine"


def test_files_can_be_read_in_one_sitting() -> None:
    lengths = {name(path): len(path.read_text("utf-8").splitlines()) for path in CODE}
    long = {path for path, lines in lengths.items() if lines > MOST_LINES}
    assert long - LONGER_FILES == set()
    assert long >= LONGER_FILES, "a file on the list that is short again comes off it"


def test_no_address_of_a_registry_and_no_path_of_a_machine() -> None:
    found = []
    for path in tree():
        text = path.read_text("utf-8", errors="replace")
        for pattern in (REGISTRY_HOST, MACHINE_PATH):
            found += [f"{name(path)}: {match.group()}" for match in pattern.finditer(text)]
        if len(ROOT.parts) > 2 and f"{ROOT}/" in text:
            found.append(f"{name(path)}: the folder of this checkout")
    assert found == []
