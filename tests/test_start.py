"""What a command does not need is not loaded: most of the time of a short one is what it begins with."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from etl.vocabulary import SHIPPED

BULLETIN = SHIPPED / "documents" / "2024-02-18-investment-conference.txt"
LEDGER = SHIPPED / "documents" / "2024-04-10-district-project-ledger.csv"
READERS = {"docx", "lxml", "openpyxl", "xlrd", "pypdfium2", "selectolax", "pkg_resources"}
SCREENS = {"streamlit", "altair", "rich", "watchdog", "pandas"}
TABLES = {"duckdb", "pyarrow", "numpy"}


RUN = """
import sys
from etl.__main__ import main
status = main(sys.argv[1:])
print(*(name for name, module in sys.modules.items() if module), file=sys.stderr)
sys.exit(status)
"""


def loaded(*arguments: str) -> set[str]:
    """Return the packages that a command imports."""
    command = [sys.executable, "-c", RUN, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=SHIPPED.parent)
    assert done.returncode == 0, done.stderr
    found = {name.partition(".")[0] for name in done.stderr.split()}
    assert "etl" in found
    return found


@pytest.mark.parametrize(
    "command",
    [("extract", str(BULLETIN)), ("extract", str(LEDGER)), ("explain", "力争全年签约额达到500亿元以上")],
    ids=["text", "ledger", "sentence"],
)
def test_reading_a_text_loads_no_database_and_no_table(command: tuple[str, ...]) -> None:
    assert loaded(*command) & (READERS | SCREENS | TABLES) == set()


def test_a_second_build_loads_only_what_reads_and_what_stores(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    changed = Path(shutil.copy(BULLETIN, tmp_path / "documents"))
    loaded("build", "--data", str(tmp_path))
    changed.write_text(changed.read_text("utf-8") + "\n截至4月底，全区签约额达到123.4亿元。\n", "utf-8")
    assert loaded("build", "--data", str(tmp_path)) & (READERS | SCREENS) == set()
