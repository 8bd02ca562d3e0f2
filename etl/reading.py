"""One document read: from a file to its statements and reports of projects, by the rules alone.

A pure function of the file, its sidecar and the vocabulary, so that it can run anywhere and be remembered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from etl import memo
from etl.copies import article_prints
from etl.extract import extract_statements
from etl.extract.projects import find_projects
from etl.extract.sections import with_turns
from etl.model import Document, DocumentError, Sentence, Statement
from etl.read import read_document, split_articles, split_rows, split_sentences
from etl.tabular import read_tables
from etl.vocabulary import Vocabulary


def read_statements(path: Path, root: Path, vocabulary: Vocabulary) -> tuple[Document, list[Statement]]:
    """Read one document and what it states. Raises DocumentError."""
    extraction = read_file(path, root, vocabulary)
    return extraction.document, list(extraction.statements)


def read_file(path: Path, root: Path, vocabulary: Vocabulary) -> memo.Extraction:
    """Read one document with all that is in it. Raises DocumentError, also where the rules themselves fail on it.

    A fault of ours in one document must not keep the others from the board.
    """
    document = read_document(path, root)
    try:
        if document.kind == "sheet":
            articles = split_articles(document)
            harvest = read_tables(document, articles, vocabulary)
            document = replace(document, notes=(*document.notes, *harvest.notes))
            prints = article_prints(row for article in articles for row in split_rows(article))
            return memo.Extraction(document, tuple(harvest.statements), tuple(harvest.projects), prints)
        sentences = list(sentences_of(document))
        statements = extract_statements(document, sentences, vocabulary)
        reports = find_projects(document, sentences, vocabulary)
        return memo.Extraction(document, tuple(statements), tuple(reports), article_prints(sentences))
    except Exception as error:
        fault = " ".join(f"{type(error).__name__}: {error}".split())
        raise DocumentError(f"{document.path}: the rules fail on it ({fault})") from error


def sentences_of(document: Document) -> Iterator[Sentence]:
    """Yield the sentences of a document, article after article, each with all that it is read by.

    Any of them, or a paragraph of them, can be read alone and gives what it gives within the whole.
    """
    for article in split_articles(document):
        yield from with_turns(split_sentences(article))
