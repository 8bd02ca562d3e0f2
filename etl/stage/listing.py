"""Which documents there are, and which of them no part holds yet.

A file is known again by size, time and number without being opened; only what changed is read to take its key.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from etl.engine import SIDECAR, Failure, Item, Listed, Parts, Place, key_of
from etl.engine.parts import SCHEMA
from etl.model import DocumentError
from etl.read import READERS
from etl.read.names import name_fault, said_name
from etl.stage.database import Stage

SEEN = "seen.parquet"
SETTLED_SECONDS = 2.0
"""A file changed so shortly before it was looked at may change again without its time telling."""

LISTED = pa.schema([("name", pa.string()), ("stamp", pa.string()), ("changed", pa.float64()), ("size", pa.int64())])
UNSAID = pa.schema([("name", pa.string()), ("message", pa.string())])
KEYS = pa.schema([("name", pa.string()), ("key", pa.string())])


def list_documents(stage: Stage, documents: Place) -> int:
    """Fill `work.listed` with the documents of a place and whether each has a sidecar; return how many there are.

    Raises DocumentError where there is none.
    """
    if not documents.is_store and not Path(documents.address).is_dir():
        raise DocumentError(f"there is no folder {documents.address}; put the documents to read there")
    unsaid: list[dict[str, Any]] = []
    stage.insert("work.files", (_row(listed) for listed in documents.files() if not _faulty(listed, unsaid)), LISTED)
    stage.insert("work.unsaid", unsaid, UNSAID)
    suffixes = ", ".join(f"'{suffix}'" for suffix in READERS)
    stage.run("listing.sql", suffixes=suffixes, sidecar=SIDECAR)
    count = int(stage.one("SELECT count(*) FROM work.listed"))
    if not count and not unsaid:
        raise DocumentError(f"the folder {documents.address} holds no document")
    return count


def take_keys(stage: Stage, documents: Place, cache: Path) -> list[Failure]:
    """Give each document its key, from what was seen before where the file is the same; return those unreadable."""
    seen = cache / SEEN
    _recall(stage, seen)
    unsaid = stage.stream("SELECT name, message FROM work.unsaid ORDER BY name")
    failures = [Failure(Item(name, "", sidecar=False), message) for name, message in unsaid]

    def keys() -> Iterator[dict[str, Any]]:
        wanted = "SELECT name, sidecar, stamp FROM work.listed WHERE key IS NULL ORDER BY name"
        for name, sidecar, stamp in stage.stream(wanted):
            try:
                yield {"name": name, "key": key_of(documents, name, sidecar, stamp)}
            except OSError as error:
                message = f"{name.rpartition('/')[2]}: the file cannot be read ({error.strerror or error})"
                failures.append(Failure(Item(name, "", sidecar), message))

    stage.insert("work.keys", list(keys()), KEYS)
    stage.con.execute("UPDATE work.listed l SET key = k.key FROM work.keys k WHERE k.name = l.name AND l.key IS NULL")
    _remember(stage, seen)
    return failures


def open_parts(stage: Stage, parts: Parts) -> None:
    """Make `work.parts`, the rows of all parts, and `work.live`, which part gives which document that is there."""
    stage.whenever_open("parts", parts.open_in)
    stage.insert("work.no_parts", (), SCHEMA)
    rows = "SELECT *, '' AS filename FROM work.no_parts"
    if names := parts.whole():
        listed = ", ".join("'" + parts.path(name).replace("'", "''") + "'" for name in names)
        rows = f"FROM read_parquet([{listed}], filename = true)"
    stage.con.execute(f"CREATE OR REPLACE VIEW work.parts AS {rows}")
    stage.con.execute(
        "CREATE OR REPLACE TABLE work.live AS SELECT key, min(filename) AS filename "
        "FROM work.parts WHERE key IN (SELECT key FROM work.listed) GROUP BY key"
    )


def unread(stage: Stage) -> Iterator[Item]:
    """Yield the documents that no part holds, by name."""
    query = "SELECT name, key, sidecar FROM work.listed WHERE key NOT IN (SELECT key FROM work.live) ORDER BY name"
    for name, key, sidecar in stage.stream(query):
        yield Item(name, key, sidecar)


def count_unread(stage: Stage) -> int:
    """Return how many documents no part holds."""
    query = "SELECT count(*) FROM work.listed WHERE key NOT IN (SELECT key FROM work.live)"
    return int(stage.one(query))


def _faulty(listed: Listed, unsaid: list[dict[str, Any]]) -> bool:
    """Tell whether a file cannot be named, or a folder not be looked into, and note why."""
    message = name_fault(listed.name)
    if listed.size < 0:
        message = f"{said_name(listed.name)}: the folder cannot be read ({listed.stamp})"
    if message:
        unsaid.append({"name": said_name(listed.name), "message": message})
    return bool(message)


def _row(listed: Listed) -> dict[str, Any]:
    return {"name": listed.name, "stamp": listed.stamp, "changed": listed.changed, "size": listed.size}


def _recall(stage: Stage, seen: Path) -> None:
    try:
        stage.con.execute(
            "UPDATE work.listed l SET key = s.key FROM read_parquet($seen) s "
            "WHERE s.name = l.name AND s.stamp = l.stamp",
            {"seen": str(seen)},
        )
    except duckdb.Error:
        seen.unlink(missing_ok=True)


def _remember(stage: Stage, seen: Path) -> None:
    """Write down what was seen, but for what was changed just now. A folder that cannot be written is no failure."""
    beside = stage.folder / SEEN
    try:
        stage.con.execute(
            f"COPY (SELECT name, stamp, key FROM work.listed WHERE key IS NOT NULL AND changed < {time.time()} - "
            f"{SETTLED_SECONDS} ORDER BY name) TO '{str(beside).replace(chr(39), chr(39) * 2)}'"
        )
        beside.replace(seen)
    except (duckdb.Error, OSError):
        beside.unlink(missing_ok=True)
