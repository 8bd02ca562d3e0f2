"""What bench.scale times is what the overview asks."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bench import scale
from board import state
from tests.screen_app import Open
from tests.warehouse_fixture import AS_OF
from warehouse import questions


def test_the_bench_asks_what_the_screen_asks(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, timed, answer = list[str](), list[str](), state._answer

    def noted(path: str, question: str, *given: Any) -> Any:
        asked.append(question)
        return answer(path, question, *given)

    monkeypatch.setattr(state, "_answer", noted)
    for known in (state._latest_day, state._choices):
        known.cache_clear()
    assert not opened("overview", year="2024").exception
    names = {name: lambda *_a, _name=name, **_k: timed.append(_name) for name in questions.__all__}
    monkeypatch.setattr(scale, "questions", SimpleNamespace(**names))
    scale.first_look(None, AS_OF)  # type: ignore[arg-type]
    assert sorted(timed) == sorted(set(asked))
