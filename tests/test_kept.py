"""What is kept of answers and pictures: no more than so many bytes, the least lately used goes first."""

from __future__ import annotations

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from board import state
from board.kept import Kept
from tests.warehouse_fixture import AS_OF
from warehouse.snapshot import current, open_snapshot


def test_asked_again_it_is_not_made_again() -> None:
    kept: Kept[str] = Kept(1, len)
    made: list[str] = []
    for _ in range(3):
        assert kept.get("a", lambda: made.append("a") or "value") == "value"  # type: ignore[func-returns-value]
    assert made == ["a"]


def test_the_least_lately_used_goes_first() -> None:
    kept: Kept[str] = Kept(0.001, len)
    for name in "abcd":
        kept.get(name, lambda: "x" * 250)
    assert kept.get("a", lambda: "again") == "x" * 250, "all four fit"
    kept.get("e", lambda: "x" * 250)
    assert kept.get("a", lambda: "again") == "x" * 250
    assert kept.get("b", lambda: "again") == "again"
    assert kept.bytes <= 1000


def test_what_is_too_large_is_handed_out_and_not_kept() -> None:
    kept: Kept[str] = Kept(0.001, len)
    assert kept.get("a", lambda: "x" * 251) == "x" * 251
    assert kept.bytes == 0


def test_what_cannot_be_made_is_not_kept() -> None:
    kept: Kept[str] = Kept(1, len)
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: str(1 // 0))
    assert kept.get("a", lambda: "value") == "value"


def test_many_at_once_stay_within_the_bytes() -> None:
    kept: Kept[str] = Kept(0.01, len)
    with ThreadPoolExecutor(8) as pool:
        values = list(pool.map(lambda n: kept.get(n % 97, lambda: "x" * (n % 97)), range(4000)))
    assert all(len(value) == n % 97 for n, value in enumerate(values))
    assert kept.bytes <= 10_000


def test_an_answer_that_is_asked_often_takes_no_more_memory(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(current(sample))
    ask = partial(state._answer, path, "progress", (AS_OF,), {})
    monkeypatch.setattr(state, "_connection", lambda path: open_snapshot(Path(path)))
    first = ask()
    first["metric"] = "changed"
    assert "changed" not in set(ask()["metric"])

    def references() -> int:
        gc.collect()
        return sum(isinstance(found, weakref.ref) for found in gc.get_objects())

    before = references()
    for _ in range(300):
        ask()
    assert references() - before < 300
