"""Accuracy on real documents that careful readers annotated, and the goals that pair with results in them.

The documents lie beside the project; without them these tests are skipped.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
SEEDS = SHARED / "seeds"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the annotated documents are not on this machine")


def score(texts: Path, gold: Path) -> dict[str, float]:
    """Extract from the texts and return F1 by what is asked of a statement: found, right."""
    extracted = subprocess.run(
        [sys.executable, "-m", "etl", "extract", str(texts), "--format", "jsonl"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    ).stdout
    judged = subprocess.run(
        [sys.executable, str(SHARED / "score.py"), str(gold), "--texts", str(texts)],
        input=extracted,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return {name: float(f1) for name, f1 in re.findall(r"^(found|right) .*F1 ([\d.]+)", judged, re.MULTILINE)}


@pytest.mark.parametrize(
    ("texts", "gold", "found", "right"),
    [(SEEDS, SHARED / "gold", 0.98, 0.95), (SHARED / "dev" / "docs", SHARED / "dev" / "gold", 0.96, 0.90)],
)
def test_accuracy(texts: Path, gold: Path, found: float, right: float) -> None:
    f1 = score(texts, gold)
    assert f1["found"] >= found
    assert f1["right"] >= right


@pytest.fixture(scope="module")
def goals(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    """Build the five newspaper pages without sidecars and ask for progress by the end of May."""
    data = tmp_path_factory.mktemp("seeds")
    shutil.copytree(SEEDS, data / "documents")
    command = [sys.executable, "-m", "etl"]
    subprocess.run([*command, "build", "--data", str(data)], cwd=ROOT, capture_output=True, check=False)
    asked = [*command, "progress", "--data", str(data), "--as-of", "2024-05-31", "--format", "json"]
    answer = subprocess.run(asked, cwd=ROOT, capture_output=True, check=False)
    return list(json.loads(answer.stdout))


PAIRS = [
    ("二七区", "2024", "签约额", 500e8, 107.96e8, 0.216, 300e8),
    ("二七区", "2024", "新签约项目数", 60, 13, 0.217, 30),
    ("二七区", "2024", "党政主要领导外出考察次数", 20, 6, 0.300, None),
    ("二七区", "2024", "招商小分队外出招商次数", 50, 9, 0.180, None),
    ("二七区", "2024", "重大项目完成投资", 412e8, 107.04e8, 0.260, None),
    ("二七区", "2024", "省市重点项目完成投资", 91.3e8, 35.6e8, 0.390, None),
    ("二七经开区", "2023", "重大项目完成投资", 41.72e8, 43.39e8, 1.040, None),
    ("二七经开区", "2024", "新签约项目数", 15, 26, 1.733, None),
    ("二七经开区", "2024", "签约额", 200e8, 50e8, 0.250, None),
]


@pytest.mark.parametrize(("org", "period", "metric", "target", "actual", "ratio", "rival"), PAIRS)
def test_pair(
    goals: list[dict[str, object]],
    org: str,
    period: str,
    metric: str,
    target: float,
    actual: float,
    ratio: float,
    rival: float | None,
) -> None:
    (goal,) = [g for g in goals if (g["org"], g["period"], g["metric"]) == (org, period, metric)]
    assert goal["target"] == pytest.approx(target, rel=1e-4)
    assert goal["actual"] == pytest.approx(actual)
    assert goal["ratio"] == pytest.approx(ratio, abs=5e-4)
    assert [r["target"] for r in goal["rivals"]] == ([rival] if rival else [])  # type: ignore[attr-defined]


@pytest.mark.parametrize("metric", ["新开工项目投资额", "盘活商务楼宇面积", "配租人才公寓套数"])
def test_a_goal_without_a_report_has_no_data(goals: list[dict[str, object]], metric: str) -> None:
    (goal,) = [g for g in goals if g["metric"] == metric]
    assert goal["status"] == "无数据"
    assert goal["actual"] is None


def test_evidence_is_the_verbatim_sentence(goals: list[dict[str, object]]) -> None:
    pages = {path.name: path.read_text("utf-8") for path in SEEDS.glob("*.txt")}
    for goal in goals:
        for side in ("target", "actual"):
            evidence = goal["evidence"][side]  # type: ignore[index]
            if evidence:
                assert evidence["quote"] in pages[evidence["doc"]]
