"""A page of an invented district, read as the build reads it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import groupby

from etl.extract import extract_statements
from etl.model import Document, Sentence, Statement
from etl.reading import sentences_of
from etl.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
DAY = date(2024, 5, 20)


def read_page(
    text: str, day: date = DAY, title: str = "青川区工作通报", own: str = "青川区", *, by: str = "whole"
) -> list[Statement]:
    """Return the statements of a page; by `article` or by `paragraph`, of one of them at a time."""
    document = Document("d", "d.txt", "0" * 64, title, "青川日报", own, day, True, "", f"{title}\n{text}")
    return read_pieces(document, by)


def read_pieces(document: Document, by: str) -> list[Statement]:
    """Read the sentences of a document whole, or piece by piece."""
    places: dict[str, Callable[[Sentence], tuple[int, ...]]] = {
        "whole": lambda _: (),
        "article": lambda sentence: (sentence.article.position,),
        "paragraph": lambda sentence: (sentence.article.position, sentence.paragraph),
    }
    pieces = groupby(sentences_of(document), key=places[by])
    return [statement for _, piece in pieces for statement in extract_statements(document, piece, VOCABULARY)]
