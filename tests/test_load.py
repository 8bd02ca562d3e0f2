"""Several people at once get their board: a few seconds of bench.load, without its measure of speed."""

from __future__ import annotations

import asyncio
import random
import time
from pathlib import Path

from bench.load.__main__ import Tally, visit
from tests.warehouse_fixture import build_sample
from tools import browser as machine
from warehouse import questions
from warehouse.snapshot import open_current


def test_visitors_who_look_filter_and_take_pictures_away_all_get_theirs(tmp_path: Path) -> None:
    build_sample(tmp_path)
    with open_current(tmp_path) as con:
        goals = [str(goal) for goal in questions.progress(con, questions.default_as_of(con))["goal_id"]]
    tally = Tally()

    async def all_at_once(address: str) -> None:
        until = time.monotonic() + 300
        await asyncio.gather(*(visit(address, goals, tally, until, random.Random(who), 1) for who in range(6)))

    with machine.board(tmp_path) as address:
        asyncio.run(all_at_once(address))
    assert tally.failures == []
    assert {act: len(times) for act, times in tally.seconds.items()} == {
        "overview": 12,
        "filter": 6,
        "goal": 6,
        "export": 6,
    }
