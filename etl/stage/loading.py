"""What the parts hold, loaded: the documents that came, without those that went."""

from __future__ import annotations

from collections.abc import Iterable

from etl.engine import Failure
from etl.model import Refusal
from etl.stage.database import Stage
from etl.stage.listing import rows_of_parts

OF_DOCUMENTS = ("read", "told", "reported", "misquoted")


def load(stage: Stage, failures: Iterable[Failure]) -> list[Refusal]:
    """Make documents and statements of the parts, each counted once; return what was refused, by path."""
    stage.con.execute(
        "CREATE TABLE scratch.came AS SELECT key FROM work.live WHERE key NOT IN (SELECT key FROM work.read)"
    )
    for table in OF_DOCUMENTS:
        stage.con.execute(f"DELETE FROM work.{table} WHERE key NOT IN (SELECT key FROM work.live)")
    stage.run("loading.sql", rows=rows_of_parts(stage, "SELECT key FROM scratch.came"))
    failed = [(failure.item.name, failure.message) for failure in failures]
    if failed:
        stage.con.executemany("INSERT INTO work.refusals VALUES (sha256($1)[:16], $1, $2)", failed)
    return [Refusal(*row) for row in stage.ask("SELECT id, path, message FROM work.refusals ORDER BY path")]
