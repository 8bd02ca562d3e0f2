"""Code run by somebody who may not write, also where the tests run as root, whom no permission stops."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LET_GO = "import os\nif os.getuid() == 0: os.setgid(65534); os.setuid(65534)"
"""Becomes nobody; after it, only what is imported already can be used."""


@contextmanager
def open_folder() -> Iterator[Path]:
    """Yield a folder that others can look into; that of the tests is closed to them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        for path in (folder, *folder.rglob("*")):
            if path.is_dir():
                path.chmod(0o755)


def run(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a script in a process of its own."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
