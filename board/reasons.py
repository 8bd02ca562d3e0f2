"""Why a file was not read, in the reader's language: the command line's sentence, known by its words.

The sentence itself stays the one of the command line, so that both can be held against each other; this is what is said
before it where the reader does not read English.
"""

from __future__ import annotations

import re
from functools import lru_cache

from board.words import Lang, load_words

_SECTION = "reason"
_PLACE = re.compile(r"\\\{(\w+)\\\}")


def in_words(message: str, lang: Lang) -> str:
    """Return a sentence such as `a.txt: the file is empty` in a language: a.txt：文件是空的; '' for one not known."""
    name, colon, said = message.partition(": ")
    if lang == "en" or not colon:
        return ""
    for pattern, translated in _patterns(lang):
        if found := pattern.fullmatch(said):
            return f"{name}：{translated.format(**found.groupdict())}"
    return ""


@lru_cache(maxsize=2)
def _patterns(lang: Lang) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the sentences as patterns with their translation, those with most words of their own first."""
    entries = sorted(load_words()[_SECTION].values(), key=lambda entry: -len(re.sub(r"\{\w+\}", "", entry["en"])))
    return tuple((re.compile(_PLACE.sub(r"(?P<\1>.*)", re.escape(entry["en"]))), entry[lang]) for entry in entries)
