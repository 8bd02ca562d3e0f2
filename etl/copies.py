"""What tells an article that stands in two files: its words, spaces, signs and headlines aside.

Which of several counts is decided when all are known, in `etl/stage/loading.sql`.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable

from etl.model import Sentence
from etl.patterns import pattern_of

SHORTEST = 25
_SIGNS = pattern_of(r"[\W_]+")


def article_prints(sentences: Iterable[Sentence]) -> dict[int, str]:
    """Return position -> a hash of the words of each article long enough to be told from another."""
    words: dict[int, list[str]] = defaultdict(list)
    for sentence in sentences:
        if not sentence.heading:
            words[sentence.article.position].append(_SIGNS.sub("", sentence.text))
    joined = {position: "".join(parts) for position, parts in words.items()}
    return {
        position: hashlib.sha256(text.encode()).hexdigest()[:16]
        for position, text in joined.items()
        if len(text) >= SHORTEST
    }
