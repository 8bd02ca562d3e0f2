"""The rules' own reading of the words of a decision, for `reviews.apply_decisions`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from etl.extract.lexicon import lexicon_of
from etl.extract.metrics import metric_named
from etl.extract.quantities import find_quantities
from etl.model import Document, Metric, Quantity, Sentence
from etl.read import split_articles, split_rows, split_sentences
from etl.vocabulary import Vocabulary


class Workshop:
    """Reads quantities and metrics by the vocabulary, and finds the sentence that a quote stands in."""

    def __init__(self, vocabulary: Vocabulary, documents: Sequence[Document]) -> None:
        self._entries = {name: entry for entry in vocabulary.metrics for name in (*entry.aliases, entry.name, entry.id)}
        self._lexicon = lexicon_of(vocabulary)
        self._documents = {document.id: document for document in documents}

    def quantity(self, text: str) -> Quantity | None:
        """Read 500亿元以上; None where the text holds no quantity."""
        found = find_quantities(text, self._lexicon.grammar)
        return found[0] if found else None

    def metric(self, name: str, quantity: Quantity) -> Metric:
        """Return the metric of the vocabulary by name, id or alias; else one of its own, as the rules would name it."""
        entry = self._entries.get(name)
        return metric_named(entry.name if entry else name, quantity.unit, self._lexicon)

    def entry(self, name: str) -> str:
        """Return the id of the entry that has this name, id or alias, '' where none has."""
        entry = self._entries.get(name)
        return entry.id if entry else ""

    def sentence(self, document_id: str, quote: str) -> tuple[Sentence, int, int] | None:
        """Return the sentence that the quote begins in, its start in the document and its occurrence there."""
        document = self._documents.get(document_id)
        start = document.text.find(quote) if document and quote else -1
        if document is None or start < 0:
            return None
        for article in split_articles(document):
            if not article.start <= start < article.stop:
                continue
            for sentence in split_rows(article) if document.kind == "sheet" else split_sentences(article):
                if sentence.offsets[0] <= start <= sentence.offsets[-1]:
                    nth = document.text.count(quote, sentence.offsets[0], start)
                    slim = replace(sentence, article=replace(article, text=""), offsets=(), lead="")
                    return slim, start, nth
        return None
