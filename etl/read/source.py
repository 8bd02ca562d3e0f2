"""What a reader hands over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from etl.model import DocumentKind


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file, its lines ended by \\n, and what its format says of it ('' or None where it is silent).

    `published_stated` is False where the day is only that of the file's last change.
    `kind` is `sheet` where the text is rows of cells, as `etl.grid` writes them; `notes` name what could not be read.
    """

    text: str
    title: str = ""
    publisher: str = ""
    published_on: date | None = None
    published_stated: bool = True
    url: str = ""
    kind: DocumentKind = "prose"
    notes: tuple[str, ...] = ()
