"""What a measurement says of memory is what its processes took."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.peaks import Peaks, descendants, peak

HELD = 150  # MB
HOLDS = f"import time; held = bytearray({HELD} << 20); time.sleep(1.5)"
STARTS = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOLDS!r}])"

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells")


def test_the_most_of_any_process_below_counts_and_not_that_of_the_one_above() -> None:
    running = subprocess.Popen([sys.executable, "-c", STARTS])
    with Peaks(running.pid) as peaks:
        running.wait()
    assert HELD <= peaks.largest < HELD + 60
    assert peak(os.getpid()) > 0 and peak(running.pid) == 0
    assert descendants(running.pid) == []
