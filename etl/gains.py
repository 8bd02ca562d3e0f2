"""What a build gained and lost against the snapshot before: how many statements, and the sentences of the first few."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.stage import Stage, quoted
from warehouse.snapshot import SnapshotError, open_snapshot

KEPT = 1000
"""Sentences kept of each; a first build of an archive gains millions."""


@dataclass(frozen=True, eq=False)
class Change(Mapping[str, str]):
    """Statement id -> sentence of the first KEPT; its length is how many there are in all."""

    count: int
    sentences: Mapping[str, str]

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[str]:
        return iter(self.sentences)

    def __getitem__(self, key: str) -> str:
        return self.sentences[key]


def changed(stage: Stage, before: Path | None, *, only_changes: bool) -> tuple[Change, Change]:
    """Return what is gained and what is lost against the snapshot before; one that cannot be read is about to go.

    Where the tables hold `only_changes` of that snapshot, no other statements are looked at.
    """
    wanted = [id_ for (id_,) in stage.ask("FROM scratch.statement_rows")] if only_changes else None
    with _opened(before) as old:
        stage.con.execute("CREATE OR REPLACE TABLE scratch.before (id TEXT)")
        if old is not None and _note_ids(old, file := stage.folder / "before.parquet", wanted):
            stage.con.execute(f"INSERT INTO scratch.before FROM read_parquet({quoted(file)})")
        new = "FROM out.statements WHERE id NOT IN (FROM scratch.before)"
        gained = stage.ask(f"SELECT id, sentence {new} ORDER BY document_id, quote_start, id LIMIT {KEPT}")
        gone = "FROM scratch.before WHERE id NOT IN (SELECT id FROM work.slim)"
        lost = [id_ for (id_,) in stage.ask(f"SELECT id {gone} ORDER BY id LIMIT {KEPT}")]
        return (
            Change(stage.one(f"SELECT count(*) {new}"), dict(gained)),
            Change(stage.one(f"SELECT count(*) {gone}"), _sentences(old, lost) if old is not None and lost else {}),
        )


@contextmanager
def _opened(snapshot: Path | None) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """Open a snapshot, if there is one and it can be read."""
    with ExitStack() as open_:
        con = None
        with suppress(SnapshotError):
            con = open_.enter_context(open_snapshot(snapshot)) if snapshot is not None else None
        yield con


def _note_ids(con: duckdb.DuckDBPyConnection, file: Path, wanted: list[str] | None) -> bool:
    """Write down which of these statements (None: of all) a snapshot holds; tell whether it can be read."""
    with suppress(duckdb.Error):
        con.execute("CREATE TEMP TABLE wanted AS SELECT unnest($ids::TEXT[]) AS id", {"ids": wanted or []})
        of_these = "" if wanted is None else "WHERE id IN (FROM wanted)"
        con.execute(f"COPY (SELECT id FROM statements {of_these}) TO {quoted(file)}")
        return True
    return False


def _sentences(con: duckdb.DuckDBPyConnection, ids: list[str]) -> dict[str, str]:
    found = con.execute(
        "SELECT id, sentence FROM statements WHERE list_contains($ids, id) ORDER BY document_id, quote_start, id",
        {"ids": ids},
    )
    return dict(found.fetchall())
