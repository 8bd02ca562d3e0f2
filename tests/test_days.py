"""The boards of days that are kept: the same answers as without, in bounded memory, for many who ask at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from tests.warehouse_fixture import AS_OF, DISTRICT, ZONE
from warehouse import days, questions
from warehouse.snapshot import current, open_snapshot, open_to_serve

DAYS = [AS_OF - timedelta(days=back) for back in (0, 20, 60, 100, 200)]
SIGNED = "二七区·签约额·20240101-20241231"


@pytest.fixture
def path(sample: Path) -> Path:
    found = current(sample)
    assert found is not None
    return found


@pytest.fixture
def plain(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_snapshot(path) as con:
        yield con


@pytest.fixture
def served(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_to_serve(path) as con:
        yield con


def answers(con: duckdb.DuckDBPyConnection, day: date) -> list[pd.DataFrame]:
    """Return what every question about progress answers."""
    return [
        questions.progress(con, day),
        questions.progress(con, day, ZONE, 2024, theme="招商引资", status="no_data"),
        questions.headline(con, day),
        questions.headline(con, day, DISTRICT, 2024),
        questions.standing(con, day, DISTRICT, 2024),
        questions.worst(con, day, limit=7, offset=3),
        questions.worst(con, day, words="签约 二七"),
        questions.goal(con, SIGNED, day),
        questions.children(con, SIGNED, day),
    ]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_answers_are_those_of_the_macro(
    plain: duckdb.DuckDBPyConnection, served: duckdb.DuckDBPyConnection, day: date
) -> None:
    for _ in range(2):  # made, then kept
        for kept, asked in zip(answers(served, day), answers(plain, day), strict=True):
            pd.testing.assert_frame_equal(kept, asked)


def test_a_day_is_made_once_and_each_has_its_own(served: duckdb.DuckDBPyConnection) -> None:
    kept = days.keep(served)
    for day in [*DAYS, *DAYS]:
        questions.headline(served, day)
    assert kept.kept == tuple(DAYS)
    questions.worst(served, DAYS[0])
    assert kept.kept == (*DAYS[1:], DAYS[0]), "the one that was asked last goes last"


def test_days_take_no_more_than_their_bytes(served: duckdb.DuckDBPyConnection) -> None:
    kept = days.keep(served, most=1)
    with kept.progress(served, DAYS[0]) as table:
        for day in DAYS[1:]:
            questions.headline(served, day)
        assert kept.kept == (DAYS[0], DAYS[-1]), "one that is being read stays"
        assert served.execute(f"SELECT count(*) FROM {table}").fetchone() == (29,)
    questions.headline(served, DAYS[1])
    assert kept.kept == (DAYS[1],)


def test_days_before_the_first_goal_are_counted_too(served: duckdb.DuckDBPyConnection) -> None:
    kept = days.keep(served)
    for back in range(3 * days.MOST_DAYS):
        assert questions.goal(served, SIGNED, date(1950, 1, 1) + timedelta(days=back)).empty
    assert len(kept.kept) <= days.MOST_DAYS


def test_many_at_once_each_get_their_own_day(
    plain: duckdb.DuckDBPyConnection, served: duckdb.DuckDBPyConnection
) -> None:
    days.keep(served, most=1)  # so that days are dropped while others are read
    wanted = {day: questions.standing(plain, day) for day in DAYS}

    def ask(number: int) -> bool:
        day = DAYS[number % len(DAYS)]
        return questions.standing(served, day).equals(wanted[day])

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(200)))


def test_two_connections_to_one_snapshot_do_not_meet(path: Path) -> None:
    with open_to_serve(path) as one, open_to_serve(path) as other:
        days.keep(one, most=1)
        for day in DAYS:
            pd.testing.assert_frame_equal(questions.headline(one, day), questions.headline(other, day))


def test_a_moment_is_no_day(served: duckdb.DuckDBPyConnection) -> None:
    kept = days.keep(served)
    questions.headline(served, pd.Timestamp(AS_OF))
    assert kept.kept == ()
