"""What docs/guarantees.md promises has a test, and each test named there exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

TESTS = Path(__file__).resolve().parent
PAGE = (TESTS.parent / "docs" / "guarantees.md").read_text("utf-8")
NAMED = re.compile(r"`(test_\w+\.py)::(test_\w+)`")
ROW = re.compile(r"^\| (?!Promise)([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def test_each_test_named_exists() -> None:
    named = NAMED.findall(PAGE)
    assert len(named) > 30
    missing = []
    for file, test in named:
        path = TESTS / file
        found = {
            node.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)
        }
        if test not in found:
            missing.append(f"{file}::{test}")
    assert missing == []


def test_each_promise_names_a_test_and_ends_as_a_sentence() -> None:
    rows = ROW.findall(PAGE)
    assert len(rows) > 20
    assert [promise for promise, tests in rows if not NAMED.search(tests) or not promise.endswith(".")] == []


def test_the_long_runs_named_exist() -> None:
    commands = re.findall(r"`python -m (bench\.\w+)`", PAGE)
    assert len(commands) == 3
    for command in commands:
        place = TESTS.parent.joinpath(*command.split("."))
        assert place.with_suffix(".py").is_file() or (place / "__main__.py").is_file()
