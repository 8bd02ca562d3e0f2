"""A CSV file that only grows: a row an act, added under a lock and brought to the disk before anybody is told.

People's decisions and the record of who did what are kept in such files. A process that dies while it writes leaves a
torn last row: reading leaves it out, and the next row is written in its place.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from etl.files import locked, sync_folder
from etl.model import XushiError

NEWLINE, QUOTE = b"\n", b'"'


class GrowingFileError(XushiError):
    """A file that cannot be read or grow: one sentence that names it, and the line where there is one."""


@dataclass(frozen=True, slots=True)
class GrowingFile:
    """A file of rows under a header; `is_row` tells whether a last row that only lacks its line end is whole."""

    path: Path
    header: tuple[str, ...]
    is_row: Callable[[Sequence[str]], bool]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the whole rows, oldest first, each with the number of its line. Raises GrowingFileError."""
        whole, _ = self._split_torn(self._content())
        reader = csv.reader(io.StringIO(self._text(whole), newline=""), strict=True)
        try:
            for number, row in enumerate(reader):
                if number and row:
                    yield reader.line_num, row
        except csv.Error as error:
            raise GrowingFileError(f"{self.path.name}, line {reader.line_num}: {error}") from error

    def append(self, *rows: Sequence[str]) -> None:
        """Add rows and return when they are on the disk; where they cannot be, the file stays as it was.

        Raises GrowingFileError.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a+b", buffering=0) as file, locked(file):
                self._grow(file, rows)
        except OSError as error:
            raise GrowingFileError(f"{self.path.name} cannot be written: {error.strerror or error}") from error

    def _grow(self, file: IO[bytes], rows: Sequence[Sequence[str]]) -> None:
        file.seek(0)
        whole, torn = self._split_torn(file.read())
        self._text(whole)
        if torn:
            file.truncate(len(whole))
        gap = NEWLINE if whole and not whole.endswith(NEWLINE) else b""
        start = b"" if whole else _line(self.header)
        try:
            _write(file, gap + start + b"".join(map(_line, rows)))
            os.fsync(file.fileno())
            if not whole:
                sync_folder(self.path.parent)
        except OSError:
            with suppress(OSError):
                file.truncate(len(whole))
            raise

    def _content(self) -> bytes:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return _line(self.header)
        except OSError as error:
            raise GrowingFileError(f"{self.path.name} cannot be read: {error.strerror}") from error

    def _text(self, whole: bytes) -> str:
        """Return whole rows as text, having looked that they are ours."""
        try:
            text = whole.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise GrowingFileError(f"{self.path.name} is not UTF-8 text") from error
        if text and text.partition("\n")[0].rstrip("\r") != ",".join(self.header):
            raise GrowingFileError(f"{self.path.name}: the first line must be {','.join(self.header)}")
        return text

    def _split_torn(self, content: bytes) -> tuple[bytes, bytes]:
        """Split off what stands after the last whole row, in one pass from the end.

        What has not even one row is torn only if it begins as the header does; else it is a file of another kind.
        """
        quotes, end = content.count(QUOTE), len(content)
        while True:
            line_end = content.rfind(NEWLINE, 0, end)
            quotes -= content.count(QUOTE, line_end + 1, end)
            if line_end < 0 or quotes % 2 == 0:
                break
            end = line_end
        whole, rest = content[: line_end + 1], content[line_end + 1 :]
        if not whole and not _line(self.header).startswith(rest):
            return content, b""
        return (content, b"") if rest and self._is_whole(rest) else (whole, rest)

    def _is_whole(self, rest: bytes) -> bool:
        if rest.count(QUOTE) % 2:
            return False
        try:
            row = next(csv.reader([rest.decode("utf-8-sig")], strict=True), [])
        except (UnicodeDecodeError, csv.Error):
            return False
        return tuple(row) == self.header or self.is_row(row)


def _line(row: Sequence[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(row)
    return line.getvalue().encode()


def _write(file: IO[bytes], content: bytes) -> None:
    """Write all of it; an unbuffered file may take less at a time, as on a disk that is about to be full."""
    left = memoryview(content)
    while left:
        left = left[file.write(left) :]
