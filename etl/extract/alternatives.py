"""The vocabulary's lists of words, as regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from etl.model import VocabularyError
from etl.vocabulary import WordList

Words = Mapping[str, tuple[str, ...]]


def words_of(lists: Mapping[str, WordList], needed: Iterable[str], file: str) -> Words:
    """Return the words of each list. Raises VocabularyError naming the first that `file` lacks."""
    missing = next((name for name in needed if name not in lists), None)
    if missing is not None:
        raise VocabularyError(f"{file} has no list of words named {missing!r}")
    return {name: entry.words for name, entry in lists.items()}


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
