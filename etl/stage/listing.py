"""Which documents there are, and which of them no part holds yet.

A file is known again by size, time and number without being opened; only what changed is read to take its key.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from etl.engine import SIDECAR, Failure, Item, Listed, Parts, Place, key_of
from etl.model import DocumentError
from etl.read import READERS
from etl.read.names import name_fault, said_name
from etl.stage.database import DamagedError, Stage, quoted
from etl.stage.shapes import KEPT

SEEN = "seen.parquet"
SETTLED_SECONDS = 2.0
"""A file changed so shortly before it was looked at may change again without its time telling."""

LISTED = pa.schema([("name", pa.string()), ("stamp", pa.string()), ("changed", pa.float64()), ("size", pa.int64())])
UNSAID = pa.schema([("name", pa.string()), ("message", pa.string())])
KEYS = pa.schema([("name", pa.string()), ("key", pa.string())])


def list_documents(stage: Stage, documents: Place) -> int:
    """Fill `listed` with the documents of a place and whether each has a sidecar; return how many there are.

    Raises DocumentError where there is none.
    """
    if not documents.is_store and not Path(documents.address).is_dir():
        raise DocumentError(f"there is no folder {documents.address}; put the documents to read there")
    unsaid: list[dict[str, Any]] = []
    stage.insert("scratch.files", (_row(listed) for listed in documents.files() if not _faulty(listed, unsaid)), LISTED)
    stage.insert("scratch.unsaid", unsaid, UNSAID)
    suffixes = ", ".join(f"'{suffix}'" for suffix in READERS)
    stage.run("listing.sql", suffixes=suffixes, sidecar=SIDECAR)
    count = int(stage.one("SELECT count(*) FROM scratch.listed"))
    if not count and not unsaid:
        raise DocumentError(f"the folder {documents.address} holds no document")
    return count


def take_keys(stage: Stage, documents: Place, cache: Path) -> list[Failure]:
    """Give each document its key, from what was seen before where the file is the same; return those unreadable."""
    seen = cache / SEEN
    _recall(stage, seen)
    unsaid = stage.stream("SELECT name, message FROM scratch.unsaid ORDER BY name")
    failures = [Failure(Item(name, "", sidecar=False), message) for name, message in unsaid]

    def keys() -> Iterator[dict[str, Any]]:
        wanted = "SELECT name, sidecar, stamp FROM scratch.listed WHERE key IS NULL ORDER BY name"
        for name, sidecar, stamp in stage.stream(wanted):
            try:
                yield {"name": name, "key": key_of(documents, name, sidecar, stamp)}
            except OSError as error:
                message = f"{name.rpartition('/')[2]}: the file cannot be read ({error.strerror or error})"
                failures.append(Failure(Item(name, "", sidecar), message))

    stage.insert("scratch.keys", keys(), KEYS)
    if stage.ask("FROM scratch.keys LIMIT 1"):
        stage.con.execute(
            "UPDATE scratch.listed l SET key = k.key FROM scratch.keys k WHERE k.name = l.name AND l.key IS NULL"
        )
        _remember(stage, seen)
    return failures


def begin(stage: Stage, words: str) -> None:
    """Make what is kept, where it is not there; what was read by other words than these is read anew."""
    for table, schema in () if stage.goes_on else KEPT.items():
        stage.insert(table, (), schema)
    if stage.ask("FROM work.words WHERE words = $1", words):
        return
    for table in ("words", "held", "read", "told", "reported", "misquoted"):
        stage.con.execute(f"DELETE FROM work.{table}")
    stage.con.execute("INSERT INTO work.words VALUES ($words)", {"words": words})


def open_parts(stage: Stage, parts: Parts) -> None:
    """Look into the parts that were not there before; `work.live` says which part gives which document."""
    stage.parts = parts
    stage.whenever_open("parts", parts.open_in)
    there = set(parts.names())
    known = {name for (name,) in stage.ask("SELECT DISTINCT part FROM work.held")}
    for name in known - there:
        stage.con.execute("DELETE FROM work.held WHERE part = $name", {"name": name})
    if new := parts.whole(sorted(there - known)):
        stage.whole.update(new)
        stage.con.execute(f"INSERT INTO work.held SELECT key, parse_filename(filename) FROM {_scan(parts, new)}")
    stage.con.execute(
        "CREATE OR REPLACE TABLE work.live AS SELECT key, min(part) AS part FROM work.held "
        "WHERE key IN (SELECT key FROM scratch.listed) GROUP BY key"
    )


def rows_of_parts(stage: Stage, keys: str) -> str:
    """Return a query for what the parts hold of the documents whose keys a query gives, their texts included.

    Raises DamagedError where a part is not what it was.
    """
    names = [name for (name,) in stage.ask(f"SELECT DISTINCT part FROM work.live WHERE key IN ({keys})")]
    if not names:
        return "(FROM work.no_rows)"
    doubtful = [name for name in names if name not in stage.whole]
    if stage.parts.whole(doubtful) != doubtful:
        raise DamagedError(f"a part in {stage.parts.place.address} is damaged; build again")
    stage.whole.update(doubtful)
    return (
        f"(SELECT p.* FROM {_scan(stage.parts, names)} p JOIN work.live l ON l.key = p.key "
        f"AND l.part = parse_filename(p.filename) WHERE p.key IN ({keys}))"
    )


def unread(stage: Stage) -> Iterator[Item]:
    """Yield the documents that no part holds, by name."""
    query = "SELECT name, key, sidecar FROM scratch.listed WHERE key NOT IN (SELECT key FROM work.live) ORDER BY name"
    for name, key, sidecar in stage.stream(query):
        yield Item(name, key, sidecar)


def count_unread(stage: Stage) -> int:
    """Return how many documents no part holds."""
    query = "SELECT count(*) FROM scratch.listed WHERE key NOT IN (SELECT key FROM work.live)"
    return int(stage.one(query))


def _scan(parts: Parts, names: Iterable[str]) -> str:
    listed = ", ".join(quoted(parts.path(name)) for name in names)
    return f"read_parquet([{listed}], filename = true)"


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
            "UPDATE scratch.listed l SET key = s.key FROM read_parquet($seen) s "
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
            f"COPY (SELECT name, stamp, key FROM scratch.listed WHERE key IS NOT NULL AND changed < {time.time()} - "
            f"{SETTLED_SECONDS} ORDER BY name) TO '{str(beside).replace(chr(39), chr(39) * 2)}'"
        )
        beside.replace(seen)
    except (duckdb.Error, OSError):
        beside.unlink(missing_ok=True)
