"""What was read, kept in parts: column files of one row a document, named by the hash of their own bytes.

Whoever reads a batch of documents writes a part; whichever engine that was, the next build finds it. A part is written
whole or not at all, writing it twice writes the same file, and one whose bytes no longer give its name is as good as
none: its documents are read again.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from etl.engine.places import Listed, Place, Store
from etl.engine.shapes import dumper, struct_of, table_of
from etl.memo import Extraction
from etl.model import Document, Statement
from etl.projects import ProjectReport, project_id

SUFFIX = ".parquet"
DIGITS = 32
MOST_SMALL, SMALL_BYTES = 64, 1 << 16
"""So many parts below that size may lie beside each other: those of a document or two, of which headers are half."""
LOT_BYTES = 1 << 25
"""What parts that are put together may take in memory at a time."""

State = Literal["read", "refused"]


@dataclass(frozen=True, slots=True)
class Print:
    """What tells an article of the same words: its position in the document, and the hash of its words."""

    position: int
    print: str


@dataclass(frozen=True, slots=True)
class Reported:
    """A report and the project it is of."""

    project_id: str
    report: ProjectReport


@dataclass(frozen=True, slots=True)
class Row:
    """One document as a part holds it: `key` is that of its bytes; one that was refused has a `message` alone."""

    key: str
    name: str
    sidecar: bool
    state: State
    message: str
    document: Document | None
    statements: tuple[Statement, ...]
    reports: tuple[Reported, ...]
    prints: tuple[Print, ...]


SCHEMA = pa.schema(list(struct_of(Row)))


def row_of(key: str, name: str, sidecar: bool, extraction: Extraction) -> Row:
    """Return the row of a document that was read; a statement found twice is kept once."""
    statements = {statement.id: statement for statement in extraction.statements}
    reports = {
        report.id: Reported(project_id(report.name, report.organisation), report) for report in extraction.reports
    }
    prints = tuple(Print(position, print_) for position, print_ in extraction.prints.items())
    document = extraction.document
    return Row(key, name, sidecar, "read", "", document, tuple(statements.values()), tuple(reports.values()), prints)


def refused_row(key: str, name: str, sidecar: bool, message: str) -> Row:
    """Return the row of a document that cannot be read, however often it is tried."""
    return Row(key, name, sidecar, "refused", message, None, (), (), ())


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one state of code and vocabulary. Two builds may write here at once."""

    place: Place
    folder: str

    def write(self, rows: Sequence[Row]) -> str:
        """Write one part, its rows in the order of their keys; return its name. Raises OSError."""
        dump = dumper(Row)
        ordered = sorted(rows, key=lambda row: row.key)
        return self.put(table_of((dump(row) for row in ordered), SCHEMA))

    def put(self, table: pa.Table) -> str:
        """Write a table of that shape as a part; return its name. Raises OSError."""
        content = io.BytesIO()
        pq.write_table(table, content, compression="zstd")
        name = hashlib.sha256(content.getbuffer()).hexdigest()[:DIGITS] + SUFFIX
        self.place.write(f"{self.folder}/{name}", content.getvalue())
        return name

    def names(self) -> list[str]:
        """Return the names of the parts that are there, whole or not."""
        return sorted(listed.name.rpartition("/")[2] for listed in self._listed())

    def whole(self, names: Iterable[str] | None = None) -> list[str]:
        """Return those of these parts (None: all) whose bytes give their name, and remove the others."""
        found = []
        for name in self.names() if names is None else names:
            try:
                content = self.place.read(f"{self.folder}/{name}")
            except OSError:
                continue
            if hashlib.sha256(content).hexdigest()[:DIGITS] == name.removesuffix(SUFFIX):
                found.append(name)
            else:
                self.remove(name)
        return found

    def gather(self) -> bool:
        """Put many small parts, which many small builds left, into few; tell whether there were so many.

        Whatever is cut off in between leaves rows twice, never none.
        """
        small = [listed.name.rpartition("/")[2] for listed in self._listed() if listed.size < SMALL_BYTES]
        if len(small) <= MOST_SMALL:
            return False
        small = self.whole(sorted(small))
        gathered = {self.put(lot) for lot in _once(self._in_lots(small))}
        for name in small:
            if name not in gathered:
                self.remove(name)
        return True

    def remove(self, name: str) -> None:
        """Take a part away."""
        self.place.remove(f"{self.folder}/{name}")

    def path(self, name: str) -> str:
        """Return the address of a part, as the database is told it."""
        return self.place.path(f"{self.folder}/{name}")

    def _in_lots(self, names: Iterable[str]) -> Iterator[pa.Table]:
        """Yield the rows of some parts, as many parts at once as memory has room for."""
        lot: list[pa.Table] = []
        for name in names:
            lot.append(pq.read_table(io.BytesIO(self.place.read(f"{self.folder}/{name}"))))
            if sum(table.nbytes for table in lot) >= LOT_BYTES:
                yield pa.concat_tables(lot)
                lot = []
        if lot:
            yield pa.concat_tables(lot)

    def open_in(self, con: Any) -> None:
        """Let a database read the parts: those of a store it reads through fsspec."""
        if isinstance(self.place, Store):
            con.register_filesystem(self.place.system)

    def forget_others(self) -> None:
        """Remove what other states of the code wrote."""
        for listed in list(self.place.files()):
            folder, slash, name = listed.name.partition("/")
            if slash and folder != self.folder and name.endswith((SUFFIX, ".json")):
                self.place.remove(listed.name)

    def _listed(self) -> Iterator[Listed]:
        with suppress(FileNotFoundError):
            for listed in self.place.files():
                folder, _, name = listed.name.rpartition("/")
                if folder == self.folder and name.endswith(SUFFIX):
                    yield listed


def _once(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Yield tables with one row for each key: a document that two parts held."""
    seen: set[str] = set()
    for table in tables:
        keys = table["key"].to_pylist()
        first = {key: place for place, key in reversed(list(enumerate(keys))) if key not in seen}
        seen.update(first)
        if first:
            yield table.take(sorted(first.values()))
