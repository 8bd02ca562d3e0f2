"""What holds when builds and reviewers are killed, disks are full and files damaged: the short run of bench.faults."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROMISES = 11

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ends processes by signals")


def test_promises_hold_whatever_breaks(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench.faults", "--kills", "4", "--minutes", "0.1", "--every", "5"]
    done = subprocess.run(
        [*command, "--folder", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False, timeout=900
    )
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    assert [line for line in lines if not line.startswith("held ")] == []
    assert len(lines) == PROMISES
    reads, builds, seen, left = map(int, re.findall(r"=(\d+)", lines[-1]))
    assert reads >= 8
    assert builds >= 1
    assert seen >= 1
    assert left <= 5 + 8, "the last few, and what is read"
