"""A page of an invented district, read as the build reads it."""

from __future__ import annotations

from datetime import date

from etl.extract import extract_statements
from etl.model import Document, Statement
from etl.read import split_articles, split_sentences
from etl.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
DAY = date(2024, 5, 20)


def read_page(
    text: str, day: date = DAY, title: str = "青川区工作通报", own: str = "青川区", *, paragraphs: bool = False
) -> list[Statement]:
    """Return the statements of a page; with `paragraphs`, of one paragraph at a time."""
    document = Document("d", "d.txt", "0" * 64, title, "青川日报", own, day, True, "", f"{title}\n{text}")
    sentences = [s for article in split_articles(document) for s in split_sentences(article)]
    if not paragraphs:
        return extract_statements(document, sentences, VOCABULARY)
    numbers = sorted({(sentence.article.position, sentence.paragraph) for sentence in sentences})
    return [
        statement
        for number in numbers
        for statement in extract_statements(
            document, [s for s in sentences if (s.article.position, s.paragraph) == number], VOCABULARY
        )
    ]
