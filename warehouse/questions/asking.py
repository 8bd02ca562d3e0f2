"""How a question is put to a snapshot, and which rows it wants."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb
import pandas as pd

from warehouse import days
from warehouse.errors import SnapshotError

OUTDATED = (duckdb.CatalogException, duckdb.BinderException)
DAMAGED = (duckdb.IOException, duckdb.FatalException, duckdb.InternalException, duckdb.SerializationException)

# A goal belongs to every year that its period touches; an organisation brings those below it.
BODY_WANTED = (
    "($organisation::TEXT IS NULL OR organisation IN (SELECT name FROM organisation_and_below($organisation)))"
)
YEAR_WANTED = "($year::INTEGER IS NULL OR $year BETWEEN year(period_start) AND year(period_stop))"
THEME_WANTED = "($theme::TEXT IS NULL OR theme = $theme)"
GOALS_WANTED = f"{BODY_WANTED} AND {YEAR_WANTED}"
IN_VIEW = f"{GOALS_WANTED} AND {THEME_WANTED}"  # what a reader's filters leave, whatever the status
SHOWN = f"{IN_VIEW} AND ($status::TEXT IS NULL OR status = $status)"

# What is behind comes first, what nobody reported last.
WORST_FIRST = ("severe", "late", "on_pace", "done", "no_data")
COUNTS = ", ".join(["count(*) AS goals", *(f"count(*) FILTER (status = '{name}') AS {name}" for name in WORST_FIRST)])


def ask(con: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """Run one question on a cursor of its own, since a connection must not be used by two threads.

    What it asks of `progress($as_of)` is taken from the board of that day where the connection keeps it.
    """
    given = dict(parameters or {})
    try:
        with days.answered(con, sql, given.get("as_of")) as asked, con.cursor() as cursor:
            if asked is not sql and "$as_of" not in asked:
                del given["as_of"]
            return cursor.execute(asked, given).df()
    except OUTDATED as error:
        raise SnapshotError("the snapshot was built by another version of the program; build it again") from error
    except DAMAGED as error:
        raise SnapshotError(f"the snapshot cannot be read: {str(error).splitlines()[0]}") from error
