"""A data folder whose documents say which version they are, and what must hold of it whatever was killed.

Every version tells the same number in two documents. Whoever reads two different numbers, or none, has read a torn
snapshot.
"""

from __future__ import annotations

import math
import os
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from etl.build import assemble, build
from etl.model import XushiError
from etl.review_file import read_decisions
from etl.stage import changes
from warehouse import questions
from warehouse.errors import SnapshotError
from warehouse.snapshot import find, open_current

PLAN = "临江区2024年工作要点\n2024年1月10日\n全年签约额达到{number}亿元。\n"
REPORT = "临江区一季度通报\n2024年4月8日\n截至3月底，全区签约额{number}亿元。\n"
SIDECAR = 'org = "临江区"\npublished_on = {day}\n'
changes.MOST_CHANGED = math.inf  # two documents change as a whole; a build goes on from the one before all the same
FILES = (("plan", PLAN, "2024-01-10"), ("report", REPORT, "2024-04-08"))


class FaultError(Exception):
    """A promise that did not hold."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader saw: which snapshot, and the number that both documents tell in it."""

    snapshot: str
    number: int


def write_version(data: Path, number: int) -> None:
    """Make the documents tell `number`; 100 and up, so that it is always three digits."""
    folder = data / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text, day in FILES:
        (folder / f"{name}.txt").write_text(text.format(number=number), "utf-8")
        (folder / f"{name}.txt.toml").write_text(SIDECAR.format(day=day), "utf-8")


def look(data: Path) -> Seen:
    """Read the board's first question as a reader does. Raises FaultError for a torn snapshot."""
    with open_current(data) as con:
        rows = questions.progress(con, questions.default_as_of(con))
        name = str(con.execute("SELECT id FROM snapshot").fetchall()[0][0])
        texts = con.execute("SELECT count(*) FROM documents").fetchall()[0][0]
    if len(rows) != 1 or texts != len(FILES):
        raise FaultError(f"{name}: {len(rows)} goals in {texts} documents")
    target, actual = float(rows["target"].iloc[0]), float(rows["actual"].iloc[0])
    if target != actual or target % 1e8:
        raise FaultError(f"{name}: one document says {target}, the other {actual}")
    return Seen(name, round(target / 1e8))


def warm(data: Path) -> None:
    """Load what every build needs, so that the processes that are killed have it from the start."""
    assemble(data)


def build_again(data: Path) -> str:
    """Build; return '' or the one sentence in which it fails."""
    try:
        build(data)
    except (XushiError, SnapshotError) as error:
        return str(error)
    return ""


def in_a_process(act: Callable[[], None]) -> int:
    """Do something in a process of its own; return how that ended: its status, or minus the signal."""
    child = os.fork()
    if child == 0:
        status = 70
        try:
            act()
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def demand(data: Path, allowed: set[int], acknowledged: set[str]) -> None:
    """Raise FaultError unless the board shows a version that may be shown and every acknowledged decision is kept."""
    found = find(data)
    if found.warning:
        raise FaultError(found.warning)
    number = look(data).number
    if number not in allowed:
        raise FaultError(f"the board shows {number} and may show {sorted(allowed)}")
    kept = {decision.about for decision in read_decisions(data / "reviews.csv")}
    if acknowledged - kept:
        raise FaultError(
            f"{len(acknowledged - kept)} acknowledged decisions are gone: {sorted(acknowledged - kept)[:3]}"
        )


def end(child: int) -> None:
    """Kill a process as a power cut would, and wait until it is gone."""
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
