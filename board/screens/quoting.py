"""Where a quote stands in its sentence, and how the document itself prints that sentence. Pure text.

A statement's sentence was made whole: line breaks taken out, full-width signs made half-width. A reader gets the
document's own signs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

Spot = tuple[int, int]
_BREAK = re.compile(r"\s*\n\s*")
_SENTENCE = re.compile(r"[^。！？!?\n]*[^\s。！？!?][^。！？!?\n]*[。！？!?]?")
_REACH = 600


def printed(document: str, row: Mapping[str, Any]) -> tuple[str, Spot] | None:
    """Return the sentence as the document prints it, broken lines joined, and where the quote stands in it.

    None where the sentence is not found around the quote.
    """
    found = place(document, row)
    if found is None:
        return None
    (first, last), at, quote = found, int(row.get("quote_start") or 0), str(row.get("quote") or "")
    before, said, after = document[first:at], document[at : at + len(quote)], document[at + len(quote) : last]
    whole = [_BREAK.sub("", part) for part in (before, said, after)]
    return "".join(whole), (len(whole[0]), len(whole[0]) + len(whole[1]))


def place(document: str, row: Mapping[str, Any]) -> Spot | None:
    """Return where the sentence stands in the document, None where it is not found around the quote."""
    sentence, quote = str(row.get("sentence") or ""), str(row.get("quote") or "")
    at = int(row.get("quote_start") or 0)
    if not sentence or not quote or document[at : at + len(quote)] != quote:
        return None
    reach = 2 * len(sentence) + 200
    left = max(0, at - reach)
    wanted, _ = _folded(sentence)
    text, places = _folded(document[left : at + reach])
    start = text.find(wanted)
    while start >= 0:
        first, last = left + places[start], left + places[start + len(wanted) - 1] + 1
        if first <= at and at + len(quote) <= last:
            return first, last
        start = text.find(wanted, start + 1)
    return None


def around(document: str, row: Mapping[str, Any]) -> tuple[str, str]:
    """Return the sentence before and the one after, as the document prints them; '' where there is none."""
    found = place(document, row)
    if found is None:
        return "", ""
    before = _SENTENCE.findall(document[max(0, found[0] - _REACH) : found[0]])
    after = _SENTENCE.findall(document[found[1] : found[1] + _REACH])
    return _neighbour(before[-1:]), _neighbour(after[:1])


def _neighbour(said: list[str]) -> str:
    return _BREAK.sub("", "".join(said)).strip().lstrip("#").strip()


def made_whole(row: Mapping[str, Any]) -> tuple[str, Spot | None]:
    """Return the sentence as it was read, and where the quote, or at least its number, stands in it."""
    sentence, quote = str(row.get("sentence") or ""), str(row.get("quote") or "")
    number = str(row.get("target_text") or row.get("quantity_text") or "")
    spot = find(sentence, quote) or find(sentence, number)
    if spot is None and quote:
        return quote, (0, len(quote))
    return sentence, spot


def find(sentence: str, quote: str) -> Spot | None:
    """Find a verbatim quote in a sentence whose line breaks and full-width signs were put right."""
    wanted, _ = _folded(quote)
    if not wanted:
        return None
    text, places = _folded(sentence)
    start = text.find(wanted)
    return (places[start], places[start + len(wanted) - 1] + 1) if start >= 0 else None


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the text without spaces and with half-width signs, and where each of its characters stood."""
    folded: list[str] = []
    places: list[int] = []
    for position, char in enumerate(text):
        if not char.isspace():
            plain = unicodedata.normalize("NFKC", char)
            folded.append(plain)
            places += [position] * len(plain)
    return "".join(folded), places
