"""A decision carried out: on the disk first, then on the board, a few seconds later at most.

Builds that follow decisions stand in a line, with each other and with those of the command line: whoever comes last
finds the decisions of all before on the board.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from etl.build import build
from etl.files import alone
from etl.judgement.adopting import Change, UnknownMetricError, demand_forgotten, rewrite
from etl.model import Decision, DecisionError, Verb
from etl.review_file import append_decision
from warehouse.snapshot import SnapshotError, current, open_snapshot

CHANGES_A_NUMBER: tuple[Verb, ...] = ("reject", "correct", "add", "choose-official", "link", "unlink", "adopt")
FILE = "reviews.csv"


def carry_out(data: Path, *decisions: Decision, words: Change | None = None) -> None:
    """Write decisions down and let the board follow; `words` is the change of the vocabulary that adoptions make.

    Raises DecisionError where nobody stands for a decision or it lacks a reason, VocabularyError, SnapshotError: what
    was written down by then stays, and the next build follows it.
    """
    write_down(data, *decisions)
    if words is not None:
        rewrite(data, words)
    follow(data, decisions, read_again=words is not None)


def take_back(data: Path, decision: Decision, undo: Decision) -> None:
    """Take a decision back; an adoption leaves the vocabulary as well, if it is still there. Raises as `carry_out`."""
    words = None
    if decision.verb == "adopt":
        with suppress(UnknownMetricError):
            words = demand_forgotten(data, decision.expected, decision.value, whole=decision.field == "metric")
    carry_out(data, undo, words=words)


def write_down(data: Path, *decisions: Decision) -> None:
    """Add decisions to reviews.csv, all or none. Raises DecisionError."""
    for decision in decisions:
        if not decision.by.strip():
            raise DecisionError("it has to be said who decides this")
        if decision.verb in CHANGES_A_NUMBER and not decision.reason.strip():
            raise DecisionError("a decision that changes a number needs a reason")
    append_decision(data / FILE, *decisions)


def follow(data: Path, decisions: Sequence[Decision], *, read_again: bool = False) -> None:
    """Build, unless another's build has these decisions already. Raises SnapshotError, XushiError."""
    try:
        with alone(data / "snapshots" / ".following"):
            if read_again or not _are_on_the_board(data, decisions):
                build(data)
    except OSError as error:
        raise SnapshotError(f"{data} cannot be written: {error.strerror or error}") from error


def _are_on_the_board(data: Path, decisions: Sequence[Decision]) -> bool:
    path = current(data)
    if path is None:
        return False
    with open_snapshot(path) as con:
        known = {row[0] for row in con.execute("SELECT id FROM decisions").fetchall()}
    return all(decision.id in known for decision in decisions)
