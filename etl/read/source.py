"""What a reader hands over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file, with lines ended by \\n, and what its format says about it ('' or None where it is silent)."""

    text: str
    title: str = ""
    publisher: str = ""
    published_on: date | None = None
    url: str = ""
