"""Where files lie that every worker can see: a folder, or anything that fsspec has an address for.

A name is a path within the place, with / between its parts. A stamp changes when the file does: of a folder it is
size, times and number of the file (the time of its last change of state cannot be set back by whoever copies or
restores files), of a store what the store itself tells files apart by.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Protocol
from uuid import uuid4

from etl.folder import is_hidden
from etl.model import XushiError

SIDECAR = ".toml"


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of a place: its name, its stamp, when it changed (in seconds, 0 where not known), its size in bytes.

    A folder that cannot be looked into is one of size -1, with the reason for its stamp.
    """

    name: str
    stamp: str
    changed: float
    size: int


class Place(Protocol):
    """A folder or a store."""

    @property
    def address(self) -> str:
        """The path or URL of the place."""

    @property
    def is_store(self) -> bool:
        """Whether files are fetched before they are read."""

    def files(self) -> Iterator[Listed]:
        """Yield every file that is not hidden, in any order."""

    def read(self, name: str) -> bytes:
        """Return what a file holds. Raises OSError."""

    def write(self, name: str, content: bytes) -> None:
        """Put a file there, whole or not at all. Raises OSError."""

    def remove(self, name: str) -> None:
        """Take a file away, if it is there."""

    def at_hand(self, name: str) -> contextlib.AbstractContextManager[tuple[Path, Path]]:
        """Give a path on this machine to a file with its sidecar, and the root that its name is told from."""

    def path(self, name: str) -> str:
        """Return the address of a file, as the database is told it."""


def place(address: str | Path) -> Place:
    """Return the place at an address: a path, or a URL such as s3://bucket/documents."""
    text = str(address)
    if text.startswith("file://"):
        return Folder(text.removeprefix("file://"))
    return Store(text) if "://" in text else Folder(str(Path(text).absolute()))


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine, or one that all machines have mounted under the same path."""

    address: str
    is_store: ClassVar[bool] = False

    def files(self) -> Iterator[Listed]:
        """Yield every file that is not hidden, in any order."""
        yield from self._walk(Path(self.address), "", ())

    def read(self, name: str) -> bytes:
        """Return what a file holds. Raises OSError."""
        return Path(self.address, name).read_bytes()

    def write(self, name: str, content: bytes) -> None:
        """Put a file there, whole or not at all. Raises OSError."""
        path = Path(self.address, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{uuid4().hex}")
        try:
            beside.write_bytes(content)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)

    def remove(self, name: str) -> None:
        """Take a file away, if it is there, and its folder if that is empty then."""
        path = Path(self.address, name)
        path.unlink(missing_ok=True)
        if path.parent != Path(self.address):
            with contextlib.suppress(OSError):
                path.parent.rmdir()

    @contextlib.contextmanager
    def at_hand(self, name: str) -> Iterator[tuple[Path, Path]]:
        """Give the file itself."""
        yield Path(self.address, name), Path(self.address)

    def path(self, name: str) -> str:
        """Return the path of a file."""
        return str(Path(self.address, name))

    def _walk(self, folder: Path, prefix: str, above: tuple[tuple[int, int], ...]) -> Iterator[Listed]:
        """Walk a folder; one that leads back to a folder above it is stepped over."""
        here = folder.stat()
        if (here.st_dev, here.st_ino) in above:
            return
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            if not prefix:
                raise XushiError(f"the folder {folder} cannot be read: {error.strerror}") from error
            yield Listed(prefix.rstrip("/"), error.strerror or str(error), 0.0, -1)
            return
        for entry in entries:
            if is_hidden(entry.name):
                continue
            if entry.is_dir():
                yield from self._walk(Path(entry.path), f"{prefix}{entry.name}/", (*above, (here.st_dev, here.st_ino)))
            elif entry.is_file():
                told = entry.stat()
                stamp = f"{told.st_size} {told.st_mtime_ns} {told.st_ctime_ns} {told.st_ino}"
                changed = max(told.st_mtime, told.st_ctime)
                yield Listed(prefix + entry.name, stamp, changed, told.st_size)


class Store:
    """A store that fsspec reaches, by an address such as s3://bucket/documents."""

    is_store = True

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        try:
            from fsspec import url_to_fs
        except ImportError as error:
            raise XushiError(f"{address}: only folders can be read without requirements-cluster.txt") from error
        try:
            self.system, self.root = url_to_fs(self.address)
        except (ImportError, ValueError) as error:
            raise XushiError(f"{address}: {error}") from error

    def files(self) -> Iterator[Listed]:
        """Yield every file that is not hidden, in any order."""
        for path, told in self.system.find(self.root, detail=True).items():
            name = str(PurePosixPath(path).relative_to(self.root))
            if not any(map(is_hidden, name.split("/"))):
                yield Listed(name, self._stamp(path, told), 0.0, int(told.get("size") or 0))

    def read(self, name: str) -> bytes:
        """Return what a file holds. Raises OSError."""
        return bytes(self.system.cat_file(f"{self.root}/{name}"))

    def write(self, name: str, content: bytes) -> None:
        """Put a file there; a store shows it only when it is whole."""
        path = f"{self.root}/{name}"
        self.system.makedirs(path.rpartition("/")[0], exist_ok=True)
        self.system.pipe_file(path, content)

    def remove(self, name: str) -> None:
        """Take a file away, if it is there."""
        with contextlib.suppress(FileNotFoundError):
            self.system.rm_file(f"{self.root}/{name}")

    @contextlib.contextmanager
    def at_hand(self, name: str) -> Iterator[tuple[Path, Path]]:
        """Give a copy of the file and of its sidecar, for as long as they are read."""
        root = Path(tempfile.mkdtemp(prefix="xushi-"))
        try:
            for each in (name, name + SIDECAR):
                with contextlib.suppress(FileNotFoundError):
                    content = self.read(each)
                    (root / each).parent.mkdir(parents=True, exist_ok=True)
                    (root / each).write_bytes(content)
            yield root / name, root
        finally:
            shutil.rmtree(root, ignore_errors=True)

    def path(self, name: str) -> str:
        """Return the address of a file."""
        return f"{self.address}/{name}"

    def _stamp(self, path: str, told: dict[str, Any]) -> str:
        known = told.get("ETag") or told.get("etag") or told.get("md5Hash")
        return str(known or self.system.ukey(path))
