"""Lists of words as regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for the longest of `words` at a place; nothing matches an empty list.

    Words are grouped by their first character, so that a scan looks at one group only.
    """
    groups: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        groups.setdefault(word[:1], []).append(re.escape(word[1:]))
    if not groups:
        return "(?!)"
    heads = ((re.escape(head), tails) for head, tails in groups.items())
    return "|".join(head + (tails[0] if len(tails) == 1 else f"(?:{'|'.join(tails)})") for head, tails in heads)
