"""What a file says of itself beside its text, and how far that is to be believed."""

from __future__ import annotations

from datetime import date

from etl.patterns import pattern_of

_YEAR = pattern_of(r"(?<!\d)(?:19|20)\d\d(?!\d)|二[〇○零][一二三四五六七八九〇○零]{2}")
_BLANK_OR_MARK = pattern_of(r"[\s#]")


def believed_title(title: str, text: str) -> str:
    """Return a title that stands in the text, else '': many a file keeps the title of the one it was made from."""
    title = " ".join(title.split())
    stands = len(title) > 3 and _BLANK_OR_MARK.sub("", title) in _BLANK_OR_MARK.sub("", text)
    return title if stands else ""


def believed_day(day: date | None, text: str) -> date | None:
    """Return the day of a file's last change, but only where the text names no year that could date it."""
    return None if day is None or _YEAR.search(text) else day
