"""What a build gained and lost against the snapshot before: how many statements, and the sentences of the first few."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.stage import Stage
from warehouse.snapshot import SnapshotError, current, open_snapshot

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


@dataclass(frozen=True, slots=True)
class Before:
    """The snapshot before, if it can be read, and a file of the ids of its statements."""

    snapshot: Path | None
    ids: Path


def note_ids(data: Path, folder: Path) -> Before:
    """Write down the statements of the current snapshot; one that cannot be read is about to be replaced."""
    ids = folder / "before.parquet"
    with suppress(SnapshotError, duckdb.Error):
        path = current(data)
        if path is not None:
            with open_snapshot(path) as con:
                con.execute(f"COPY (SELECT id FROM statements) TO '{str(ids).replace(chr(39), chr(39) * 2)}'")
            return Before(path, ids)
    return Before(None, ids)


def changed(stage: Stage, before: Before) -> tuple[Change, Change]:
    """Return what was gained and what was lost."""
    if before.snapshot is None:
        stage.con.execute("CREATE OR REPLACE TABLE work.before (id TEXT)")
    else:
        stage.con.execute("CREATE OR REPLACE TABLE work.before AS FROM read_parquet($ids)", {"ids": str(before.ids)})
    new = "FROM statements WHERE id NOT IN (SELECT id FROM work.before)"
    gained = stage.ask(f"SELECT id, sentence {new} ORDER BY document_id, quote_start, id LIMIT {KEPT}")
    old = "FROM work.before WHERE id NOT IN (SELECT id FROM statements)"
    lost = [id_ for (id_,) in stage.ask(f"SELECT id {old} ORDER BY id LIMIT {KEPT}")]
    return (
        Change(stage.one(f"SELECT count(*) {new}"), dict(gained)),
        Change(stage.one(f"SELECT count(*) {old}"), _sentences(before.snapshot, lost)),
    )


def _sentences(snapshot: Path | None, ids: list[str]) -> dict[str, str]:
    if snapshot is None or not ids:
        return {}
    with open_snapshot(snapshot) as con:
        found = con.execute(
            "SELECT id, sentence FROM statements WHERE list_contains($ids, id) ORDER BY document_id, quote_start, id",
            {"ids": ids},
        )
        return dict(found.fetchall())
