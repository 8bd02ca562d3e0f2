"""Drawing in turns: first come, first served; nobody is starved; a line that is too long is refused."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest

from board import export, turns
from board.charts import board_bullets
from board.charts.theme import Look
from board.export import ExportError
from tests import chart_frames as made


def in_line(line: turns.Line, count: int) -> None:
    """Wait until that many stand in line."""
    deadline = time.monotonic() + 5
    while len(line._waiting) < count and time.monotonic() < deadline:
        time.sleep(0.005)
    assert len(line._waiting) >= count


def test_never_more_at_once_than_lanes_and_in_the_order_of_coming() -> None:
    line, order, at_once, most = turns.Line(lanes=2), [], 0, 0
    counting = threading.Lock()

    def draw(number: int) -> None:
        nonlocal at_once, most
        with line.turn():
            with counting:
                order.append(number)
                at_once += 1
                most = max(most, at_once)
            time.sleep(0.01)
            with counting:
                at_once -= 1

    with ThreadPoolExecutor(12) as pool:
        line._busy = 2
        for number in range(12):
            pool.submit(draw, number)
            in_line(line, number + 1)
        with line._changed:
            line._busy = 0
            line._changed.notify_all()
    assert most == 2
    assert sorted(order) == list(range(12))
    assert all(abs(place - number) <= 1 for place, number in enumerate(order)), order


def test_one_with_many_pictures_lets_another_in_between() -> None:
    line, order = turns.Line(), []

    def pictures(name: str, count: int) -> None:
        for _ in range(count):
            with line.turn():
                order.append(name)
                time.sleep(0.01)

    many = threading.Thread(target=pictures, args=("many", 20))
    many.start()
    time.sleep(0.05)
    pictures("one", 1)
    many.join()
    assert 0 < order.index("one") < 15, "not after all the others"


def test_a_turn_within_a_turn_is_the_same_turn() -> None:
    line = turns.Line(patience=0.2)
    with line.turn(), line.turn():
        assert line._busy == 1
    assert line._busy == 0


def test_a_line_too_long_or_too_slow_is_refused_and_goes_on() -> None:
    line = turns.Line(most_waiting=1, patience=0.2)
    failed: list[str] = []

    def wait() -> None:
        try:
            with line.turn():
                pass
        except turns.BusyError as error:
            failed.append(str(error))

    with line.turn():
        waiting = threading.Thread(target=wait)
        waiting.start()
        in_line(line, 1)
        second = threading.Thread(target=wait)
        second.start()
        second.join()
        assert failed == ["too many are waiting"]
        waiting.join()
    assert failed[1] == "no turn within 0.2 s"
    with line.turn():
        assert not line._waiting


def test_who_fails_gives_the_turn_back() -> None:
    line = turns.Line(patience=0.2)
    with pytest.raises(ZeroDivisionError), line.turn():
        raise ZeroDivisionError
    with line.turn():
        pass


def test_an_export_says_that_it_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns.DRAWING, "patience", 0.1)
    chart = board_bullets(made.normal(), Look())
    done = threading.Event()

    def hold() -> None:
        with turns.DRAWING.turn():
            done.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    try:
        with pytest.raises(ExportError) as error:
            export.draw(chart)
        assert error.value.key == "busy"
        assert "请过一会儿再试" in error.value.sentence()
    finally:
        done.set()
        holder.join()
    assert export.draw(chart).text.startswith("<svg")


def test_a_table_that_is_too_long_is_refused_by_its_length() -> None:
    with pytest.raises(ExportError) as error:
        export.csv(pd.DataFrame({"n": range(export.MAX_ROWS + 1)}))
    assert error.value.sentence("en").startswith("The table is too long (100001 rows")
