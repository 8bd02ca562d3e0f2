"""What the documents say of the commands is what the commands are, in both languages; their links lead somewhere."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

import pytest
import typer
from typer.core import TyperGroup, TyperOption

from board.screens import SCREENS
from etl.read import READERS
from etl.read.sidecar import Sidecar
from etl.vocabulary import MetricEntry

ROOT = Path(__file__).resolve().parent.parent
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
PAGES = (*READMES, *sorted((ROOT / "docs").glob("*.md")))

SET_UP = "python -m pip install -r requirements.txt && streamlit run dashboard.py"
TEST = "python -m pip install -r requirements-dev.txt && python -m pytest"

MADE_LATER = {  # by a build, by the first decision, by the first act on a document
    "data/current",
    "data/reviews.csv",
    "data/documents.csv",
    "data/documents-withdrawn/",
}

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"python -m (etl|board) (\w[\w-]*)([^`\n]*)")
OPTION = re.compile(r"(?<!\w)--[a-z][\w-]*")

Commands = dict[tuple[str, str], set[str]]


def code_blocks(page: Path, language: str = "") -> list[str]:
    return [body.strip() for tag, body in FENCE.findall(page.read_text("utf-8")) if tag == language]


def offered() -> Commands:
    """Return the options of every command, as the applications define them."""
    found: Commands = {}
    for module in ("etl", "board"):
        if find_spec(f"{module}.__main__") is None:
            continue
        group = typer.main.get_command(import_module(f"{module}.__main__").app)
        assert isinstance(group, TyperGroup), f"python -m {module} takes a command"
        for name, command in group.commands.items():
            options = [param for param in command.params if isinstance(param, TyperOption) and not param.hidden]
            found[module, name] = {text for option in options for text in option.opts if text.startswith("--")}
    return found


def named(page: Path) -> Commands:
    """Return the options that a page's block of command lines gives each command."""
    found: Commands = {}
    for line in "\n".join(code_blocks(page)).splitlines():
        if match := COMMAND.match(line):
            found[match[1], match[2]] = set(OPTION.findall(match[3]))
    return found


def mentioned() -> Iterator[tuple[Path, str, str, set[str]]]:
    for page in PAGES:
        for module, command, rest in COMMAND.findall(page.read_text("utf-8")):
            yield page, module, command, set(OPTION.findall(rest))


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_every_command_and_option_is_in_the_readme_and_no_other(page: Path) -> None:
    assert named(page) == offered()


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_every_command_is_explained(page: Path) -> None:
    text = page.read_text("utf-8")
    assert [command for module, command in offered() if f"| `{module} {command}` |" not in text] == []


def test_a_command_named_anywhere_exists() -> None:
    known = offered()
    strangers = [
        f"{page.name}: {module} {command} {options}"
        for page, module, command, options in mentioned()
        if not options <= known.get((module, command), set()) or (module, command) not in known
    ]
    assert strangers == []


def test_both_languages_show_the_same_code() -> None:
    english, chinese = READMES
    assert code_blocks(english) == code_blocks(chinese)
    assert code_blocks(english, "toml") == code_blocks(chinese, "toml")


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_set_up_commands_stand_alone_in_a_block(page: Path) -> None:
    assert SET_UP in code_blocks(page)
    assert TEST in code_blocks(page)


def test_the_ci_runs_the_command_that_the_readme_prints() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    search = re.search(r"grep -m 1 '(\^[^']+)' README\.md", script)
    assert search, ".ci/run takes its test command from README.md"
    lines = READMES[0].read_text("utf-8").splitlines()
    assert next(line for line in lines if re.match(search[1], line)) == TEST
    assert TEST not in script, "the command is written once"


def test_requirements_for_development_build_on_those_of_the_board() -> None:
    lines = (ROOT / "requirements-dev.txt").read_text("utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith("#")]
    assert wanted[0] == "-r requirements.txt"
    assert all("==" in line or line.startswith("-r requirements-") for line in wanted[1:]), "every tool is pinned"


def test_each_requirement_has_its_reason() -> None:
    reasons = " ".join(
        re.findall(r"^\*\*([^*]+)\*\*", (ROOT / "docs" / "decisions.md").read_text("utf-8"), re.MULTILINE)
    )
    files = [path for path in ROOT.glob("requirements*.txt") if path.name != "requirements-dev.txt"]
    lines = [line for path in files for line in path.read_text("utf-8").splitlines()]
    names = [re.split(r"[\[=<>~]", line)[0].removesuffix("-python") for line in lines if line and line[0] not in "#-"]
    assert [name for name in names if name.lower() not in reasons.lower()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    targets = [unquote(link.partition("#")[0]) for link in LINK.findall(page.read_text("utf-8"))]
    files = [target for target in targets if target and "://" not in target]
    assert [target for target in files if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_paths_named_exist(page: Path) -> None:
    named_paths = re.findall(r"`((?:etl|warehouse|board|data|docs|tests|tools)/[\w./-]*)`", page.read_text("utf-8"))
    assert {path for path in named_paths if not (ROOT / path).exists()} <= MADE_LATER


def test_the_house_names_every_file_and_no_other() -> None:
    tree = code_blocks(ROOT / "docs" / "architecture.md")[0]
    rooms = dict(re.findall(r"^(\w+)/ .*\n((?:  .*\n?)+)", tree, re.MULTILINE))
    for folder in ("etl", "warehouse", "board"):
        kept = rooms[folder]
        told = set(re.findall(r"\w+\.(?:py|sql|toml)\b", kept)) | set(re.findall(r"^  (\w+/) ", kept, re.MULTILINE))
        there = {path.name for path in (ROOT / folder).iterdir() if path.suffix in (".py", ".sql", ".toml")}
        there |= {f"{path.parent.name}/" for path in (ROOT / folder).glob("*/__init__.py")}
        assert told == there - {"__init__.py", "__main__.py"}, folder


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_tour_names_every_screen_and_no_other(page: Path) -> None:
    words = tomllib.loads((ROOT / "board" / "words.toml").read_text("utf-8"))["screen"]
    tour = page.read_text("utf-8").partition("\n|---|---|\n")[2].partition("\n\n")[0]
    told = re.findall(r"^\| (\w+)", tour, re.MULTILINE)
    assert told == [words[screen]["zh"] for screen in SCREENS]


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_sidecar_keys_are_those_that_are_read(page: Path) -> None:
    text = page.read_text("utf-8")
    table = text[text.index("bulletin.txt.toml") :].partition("\n\n")[2].partition("\n\n")[0]
    told = set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE))
    read = set(Sidecar.__dataclass_fields__) - {"published_stated"}
    assert told == read


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_formats_named_are_those_that_are_read(page: Path) -> None:
    line = next(
        line for line in page.read_text("utf-8").splitlines() if line.startswith(("Files that are", "能读的文件"))
    )
    assert set(re.findall(r"`(\.\w+)`", line.partition("toml")[0])) - {".toml"} == set(READERS)


def test_metric_blocks_in_the_documents_are_valid() -> None:
    blocks = [block for page in PAGES for block in code_blocks(page, "toml") if "[[metric]]" in block]
    assert blocks
    for block in blocks:
        for entry in tomllib.loads(block)["metric"]:
            MetricEntry.model_validate(entry)
