"""The same file twice, or one article in two files: counted once, and both stay listed.

An article is known by its words: spaces, signs and headlines aside. Of several, the one whose day is stated and
earliest counts; a file that has a sidecar goes before one that has none.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from etl.memo import Extraction
from etl.model import Document, Sentence

SHORTEST = 25
_SIGNS = re.compile(r"[\W_]+")


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


def set_files_aside(read: Sequence[tuple[Extraction, bool]]) -> tuple[list[Extraction], dict[str, str]]:
    """Keep one of identical files, given with whether each has a sidecar; the others give nothing, under an id of
    their own. Return all of them, and document id -> a sentence for each copy.
    """
    originals: dict[str, Document] = {}
    for extraction, _ in sorted(read, key=lambda pair: (not pair[1], pair[0].document.path)):
        originals.setdefault(extraction.document.sha256, extraction.document)
    kept, messages = [], {}
    for extraction, _ in read:
        document = extraction.document
        original = originals[document.sha256]
        if original.path != document.path:
            id_ = hashlib.sha256(document.path.encode()).hexdigest()[:16]
            messages[id_] = f"{document.path}: the same file as {original.path}, read once"
            kept.append(Extraction(replace(document, id=id_), ()))
        else:
            kept.append(extraction)
    return kept, messages


def set_articles_aside(read: Sequence[Extraction]) -> tuple[list[Extraction], dict[str, str]]:
    """Take out what an article says that stands in another document too; return document id -> a sentence on it."""
    first: dict[str, Document] = {}
    for extraction in sorted(read, key=lambda each: _age(each.document)):
        for print_ in extraction.prints.values():
            first.setdefault(print_, extraction.document)
    kept, messages = [], {}
    for extraction in read:
        document = extraction.document
        copied = {at: first[print_] for at, print_ in extraction.prints.items() if first[print_].id != document.id}
        if copied:
            others = "、".join(dict.fromkeys(other.path for other in copied.values()))
            whole = len(copied) == len(extraction.prints)
            what = "its text is" if whole else f"{len(copied)} of its articles are"
            messages[document.id] = f"{document.path}: {what} also in {others}, and counted there"
            kept.append(_without(extraction, copied))
        else:
            kept.append(extraction)
    return kept, messages


def _without(extraction: Extraction, copied: Collection[int]) -> Extraction:
    return replace(
        extraction,
        statements=tuple(s for s in extraction.statements if s.sentence.article.position not in copied),
        reports=tuple(r for r in extraction.reports if r.position not in copied),
    )


def _age(document: Document) -> tuple[bool, date, str]:
    return not document.published_stated, document.published_on or date.max, document.path
