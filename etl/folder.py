"""Which files of a folder are documents to read: neither sidecars nor what is hidden."""

from __future__ import annotations

from pathlib import Path

from etl.model import DocumentError
from etl.read import READERS


def is_hidden(name: str) -> bool:
    """Tell whether a file or folder of this name is none of ours: hidden, or a lock file of an office program."""
    return name.startswith((".", "~$"))


def lies_hidden(path: Path, folder: Path) -> bool:
    """Tell whether a file, or a folder between it and this one, is hidden."""
    return any(map(is_hidden, path.relative_to(folder).parts))


def find_files(folder: Path) -> list[Path]:
    """Return the files to read, without sidecars and hidden ones. Raises DocumentError where there is none."""
    if not folder.is_dir():
        raise DocumentError(f"there is no folder {folder}; put the documents to read there")
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not lies_hidden(path, folder))
    named = {path.name for path in files}
    wanted = [path for path in files if path.suffix != ".toml" or (path.stem not in named and _is_sidecar_name(path))]
    if not wanted:
        raise DocumentError(f"the folder {folder} holds no document")
    return wanted


def _is_sidecar_name(path: Path) -> bool:
    return Path(path.stem).suffix.lower() in READERS
