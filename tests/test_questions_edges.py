"""Questions at their edges: the day the board opens on, threads, organisations in a ring, other versions."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Any

import duckdb
import pandas as pd
import pytest

from tests.warehouse_fixture import AS_OF, sample_tables
from tests.warehouse_rows import Rows, day
from warehouse import questions
from warehouse.snapshot import SnapshotError

TODAY = datetime.now().date()


def opens_on(*documents: tuple[str | date | None, bool], as_of: str | date | None = None) -> date:
    """Return the board's day for documents of these (day, stated) and a result counting up to `as_of`."""
    rows = Rows()
    goal = rows.goal("签约额")
    for on, stated in documents:
        rows.target(goal, 100, None, ">=", on=day(on) if isinstance(on, str) else on, stated=stated)
    if as_of:
        rows.actual(goal, 1, day(as_of) if isinstance(as_of, str) else as_of, on=None)
    with rows.connect() as con:
        return questions.default_as_of(con)


@pytest.mark.parametrize(
    ("documents", "as_of", "expected"),
    [
        ([("2024-02-18", True)], None, "2024-02-18"),
        ([("2024-02-18", True), ("2024-05-08", True)], None, "2024-05-08"),
        ([("2024-02-18", True)], "2024-03-31", "2024-03-31"),
        ([("2024-05-15", True)], None, "2024-05-15"),
        ([("2024-05-15", False)], None, "2024-05-31"),  # dated to its month alone
        ([("2024-05-15", False), ("2024-06-01", True)], None, "2024-06-01"),
        ([("2024-05-14", False)], None, "2024-05-14"),
        ([("2024-05-15", False), ("2024-05-15", True)], None, "2024-05-31"),
        ([(None, False)], "2024-04-30", "2024-04-30"),
    ],
)
def test_board_opens_on_the_latest_day_known(
    documents: list[tuple[str | None, bool]], as_of: str | None, expected: str
) -> None:
    assert opens_on(*documents, as_of=as_of) == day(expected)


def test_board_never_opens_after_today() -> None:
    assert opens_on((TODAY + timedelta(days=40), True)) == TODAY
    assert opens_on(("2024-05-08", True), as_of=TODAY + timedelta(days=4000)) == day("2024-05-08")
    assert opens_on((None, False)) == TODAY
    with Rows().connect() as con:
        assert questions.default_as_of(con) == TODAY


def test_organisations_in_a_ring_end() -> None:
    rows = Rows()
    rows.organisation("甲", "乙")
    rows.organisation("乙", "甲")
    for name in ("甲", "乙"):
        rows.target(rows.goal("签约额", name), 1)
    with rows.connect() as con:
        assert len(questions.progress(con, AS_OF, organisation="甲")) == 2


def test_goal_of_an_organisation_that_is_not_listed() -> None:
    rows = Rows()
    rows.target(rows.goal("签约额", "某公司"), 1)
    with rows.connect() as con:
        found = questions.progress(con, AS_OF, organisation="某公司")
    assert found["organisation"].tolist() == ["某公司"]
    assert found["parent_organisation"].isna().all()


ONE_ROW = (
    questions.default_as_of,
    questions.extent,
    questions.headline,
    questions.ranking_weights,
    questions.standing,
    questions.timeline_extent,
)


def every_question() -> list[tuple[Callable[..., Any], tuple[Any, ...]]]:
    """Return each public question with arguments that suit it."""
    given: dict[str, Any] = {"as_of": AS_OF, "goal_id": "二七区·签约额·20240101-20241231", "document_id": "五月专版"}
    given |= {"statement_id": "s004", "metric_id": "签约额", "decision_id": "d001"}
    given |= {"statement_ids": ["s004"], "goal_ids": [], "metrics": []}
    given |= {"project_id": "无"}
    given |= {"since": AS_OF - timedelta(days=30), "weights": questions.Weights(60, 30, 10, 1.2)}
    functions: list[Callable[..., Any]] = [
        function for name in questions.__all__ if inspect.isfunction(function := getattr(questions, name))
    ]
    found: list[tuple[Callable[..., Any], tuple[Any, ...]]] = []
    for function in functions:
        needed = [name for name, part in inspect.signature(function).parameters.items() if part.default is part.empty]
        found.append((function, tuple(given[name] for name in needed[1:])))
    return found


@pytest.fixture
def sample() -> duckdb.DuckDBPyConnection:
    rows = Rows()
    rows.tables = sample_tables  # type: ignore[method-assign]
    return rows.connect()


def test_one_connection_serves_many_threads(sample: duckdb.DuckDBPyConnection) -> None:
    jobs = every_question()
    assert len(jobs) >= 12
    alone = [str(function(sample, *arguments)) for function, arguments in jobs]
    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(function, sample, *arguments) for function, arguments in jobs * 2]
        together = [str(future.result()) for future in waiting]
    assert together == alone * 2


def test_every_question_can_be_asked_of_an_empty_snapshot() -> None:
    with Rows().connect() as con:
        for function, arguments in every_question():
            answer = function(con, *arguments)
            expected = 1 if function in ONE_ROW else 0
            assert (len(answer) if isinstance(answer, pd.DataFrame) else 1) == expected, function.__name__


def test_snapshot_of_another_version_is_one_sentence(sample: duckdb.DuckDBPyConnection) -> None:
    sample.execute("DROP MACRO TABLE progress")
    with pytest.raises(SnapshotError, match=r"^the snapshot was built by another version .* build it again$"):
        questions.progress(sample, AS_OF)


def test_values_are_never_written_into_the_statement(sample: duckdb.DuckDBPyConnection) -> None:
    hostile = "x'; DELETE FROM goals; SELECT '"
    for ask in (questions.goal, questions.targets, questions.reports, questions.children):
        assert ask(sample, hostile, AS_OF).empty
    for look in (questions.document, questions.document_statements):
        assert look(sample, hostile).empty
    assert questions.timeline(sample, AS_OF, organisation=hostile).empty
    assert sample.execute("SELECT count(*) FROM goals").fetchall() == [(29,)]
