"""A snapshot in memory: what the board would say of a few tables, without publishing anything."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping

import duckdb
import pandas as pd

from warehouse.errors import SnapshotError
from warehouse.tables import HERE, create, fill


@contextlib.contextmanager
def trial(tables: Mapping[str, pd.DataFrame]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a database that holds these tables and the measures over them. Raises SnapshotError."""
    with duckdb.connect(":memory:") as con:
        try:
            create(con)
            fill(con, tables)
            for name in ("measures.sql", "extent.sql", "evidence.sql"):
                con.execute((HERE / name).read_text("utf-8"))
        except duckdb.Error as error:
            raise SnapshotError(f"the trial could not be built: {str(error).splitlines()[0]}") from error
        yield con
