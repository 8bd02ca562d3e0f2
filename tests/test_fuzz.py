"""Anything put into whatever reads: the short run of bench.fuzz, and texts made to be slow for all of reading."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from etl.model import DocumentError
from etl.reading import read_file
from etl.vocabulary import Vocabulary, load_vocabulary

ROOT = Path(__file__).resolve().parent.parent
SURFACES = 11
SHORT, TIMES, SLACK = 4_000, 8, 3
SLOW = {
    ".txt": (
        "以上",
        "1",
        "。",
        "签约额",
        "《",
        "增长6%，",
        "2024年",
        "其中",
        "力争",
        "（",
        "5亿元",
        "第一",
        " \n",
        "项目投资",
    ),
    ".html": ("<div>", "<b>", "&#", "<p>5亿元", "<table><tr><td>", "<!--", "<a href=x>"),
    ".csv": (",", '"', "1,\n", "签约额,5亿元\n", "；"),
    ".md": ("|", "# ", "> ", "| a |\n", "[x](", "- "),
}


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def test_no_case_crashes_hangs_or_grows() -> None:
    command = [sys.executable, "-m", "bench.fuzz", "--cases", "4000"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    assert lines[-1].startswith("0 failed")
    assert len([line for line in lines if " cases, slowest" in line]) == SURFACES
    assert sum(int(line.split(" cases")[0].split()[-1]) for line in lines if " cases, slowest" in line) >= 4000


def seconds(path: Path, text: str, vocabulary: Vocabulary) -> float:
    path.write_text(text, "utf-8")
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        try:
            read_file(path, path.parent, vocabulary)
        except DocumentError as error:
            assert "the rules fail" not in str(error)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize(("suffix", "unit"), [(suffix, unit) for suffix, units in SLOW.items() for unit in units])
def test_reading_takes_time_in_proportion(tmp_path: Path, vocabulary: Vocabulary, suffix: str, unit: str) -> None:
    path = tmp_path / f"slow{suffix}"
    text = "2024年工作要点\n" + unit * (SHORT // len(unit))
    short = max(seconds(path, text, vocabulary), 0.004)
    assert seconds(path, text * TIMES, vocabulary) <= short * TIMES * SLACK
