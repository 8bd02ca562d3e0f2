"""Whole statements by name, a lot at a time: they are heavy, and an archive's are more than memory holds.

They are dealt out to a file a lot in one pass, however many lots there are. They are put in order here, since sorting
them takes the database more memory than holding them.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from operator import itemgetter

from etl.engine.shapes import loader
from etl.model import Statement
from etl.stage.database import Stage, quoted
from etl.stage.outcomes import Member

LOT = 10_000
"""Statements that are put together at a time; those of one name are never parted."""

Named = tuple[str, str, Member]


def in_lots(stage: Stage, wanted: str) -> Iterator[Named]:
    """Yield (name, state, member) of the statements wanted, by name and then by id.

    `wanted` is a query for name, state, role, path and id.
    """
    stage.con.execute(f"CREATE OR REPLACE TABLE scratch.wanted AS {wanted}")
    stage.con.execute(f"""
        CREATE OR REPLACE TABLE scratch.lots AS
        SELECT name, (sum(statements) OVER (ORDER BY name) - statements) // {LOT} AS lot
        FROM (SELECT name, count(*) AS statements FROM scratch.wanted GROUP BY name)
    """)
    whole = """
        SELECT w.name, w.state, w.id, w.role, w.path, a.s
        FROM (FROM work.said WHERE id IN (SELECT id FROM scratch.wanted)) a JOIN scratch.wanted w ON w.id = a.id
    """
    lots = [lot for (lot,) in stage.ask("SELECT DISTINCT lot FROM scratch.lots ORDER BY lot")]
    if len(lots) > 1:
        yield from _dealt(stage, whole, lots)
    elif lots:
        yield from _ordered(stage, whole)


def _dealt(stage: Stage, whole: str, lots: list[int]) -> Iterator[Named]:
    """Write a file for each lot, and read one after the other."""
    folder = stage.folder / "lots"
    shutil.rmtree(folder, ignore_errors=True)
    stage.con.execute(f"""
        COPY (SELECT o.*, l.lot FROM ({whole}) o JOIN scratch.lots l ON l.name = o.name)
        TO {quoted(folder)} (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (lot))
    """)
    for lot in lots:
        files = quoted(folder / f"lot={lot}" / "*.parquet")
        yield from _ordered(stage, f"SELECT name, state, id, role, path, s FROM read_parquet({files})")
    shutil.rmtree(folder)


def _ordered(stage: Stage, query: str) -> list[Named]:
    load = loader(Statement)
    rows = [
        (name, state, id_, Member(role, path, load(statement)))
        for name, state, id_, role, path, statement in stage.stream(query)
    ]
    rows.sort(key=itemgetter(0, 2))
    return [(name, state, member) for name, state, _, member in rows]
