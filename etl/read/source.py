"""What a reader hands over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file, its lines ended by \\n, and what its format says of it ('' or None where it is silent)."""

    text: str
    title: str = ""
    publisher: str = ""
    published_on: date | None = None
    url: str = ""
