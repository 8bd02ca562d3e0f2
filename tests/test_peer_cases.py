"""The rates asked of us on the expressions of the peers' own test suites."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.peer_cases import find

CASES = Path(__file__).resolve().parents[2] / "shared" / "peer-cases"
ASKED = {"number": 0.97, "percent": 0.97, "money": 0.98, "datetime-period": 0.94, "range": 0.90, "dimension": 0.90}

pytestmark = pytest.mark.skipif(not CASES.exists(), reason="the peers' cases are not beside the project (../shared)")


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("peer_score", CASES / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def cases() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / "dev.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("kind", ASKED)
def test_rate(kind: str, scorer: ModuleType, cases: list[dict[str, Any]]) -> None:
    judged = {case["id"]: scorer.judge(case, find) for case in cases if case["kind"] == kind}
    failed = {name: hits for name, (passed, hits) in judged.items() if not passed}
    assert 1 - len(failed) / len(judged) >= ASKED[kind], failed
