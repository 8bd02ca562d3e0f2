"""No call leaves the machine: not from a build, a check, an export, the board, or the page in the browser."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from board.screens import SCREENS
from tests.offline import NAMESERVER, OUT_THERE
from tools import browser as machine

APART = ["unshare", "--net", "--mount"]


def impossible() -> str:
    """Say why a network of one's own cannot be had here, if it cannot."""
    if not shutil.which("unshare") or not Path("/dev/net/tun").exists():
        return "no unshare, or no /dev/net/tun, on this machine"
    tried = subprocess.run([*APART, "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "a network of one's own needs root"


def test_nothing_tries_to_leave_the_machine(tmp_path: Path) -> None:
    if reason := impossible():
        pytest.skip(reason)
    if not machine.executable():
        pytest.skip("no Chromium on this machine")
    command = [*APART, sys.executable, "-m", "tests.offline", str(tmp_path)]
    done = subprocess.run(command, cwd=machine.ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["caught"] == []
    assert found["screens"] == len(SCREENS)
    assert found["files"] > 10
    ours = " ".join(found["on_purpose"])
    assert OUT_THERE[0] in ours, "what does leave is caught"
    assert NAMESERVER in ours, "and so is asking for a name"
