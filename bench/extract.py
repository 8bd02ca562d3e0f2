"""Time the reading of text beside its peers, and see how the cost grows with the length of a document.

    python -m bench.extract [FOLDER] [--times N] [--longest MEGABYTES]

FOLDER holds .txt documents, data/documents by default; its texts are taken N times over. Every peer reads the same
text in the same process; the table gives characters a second of processor time and the ratio to jieba.cut. Peers that
are not installed (bench/requirements.txt) are named and left out.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import logging
import resource
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import jieba

from etl.build import sentences_of
from etl.extract import extract_statements
from etl.model import Document
from etl.read import read_document
from etl.vocabulary import load_vocabulary

ROUNDS = 3
Reader = Callable[[str], object]


def main() -> None:
    arguments = _arguments()
    jieba.setLogLevel(logging.WARNING)
    logging.disable(logging.CRITICAL)
    documents = [read_document(path) for path in sorted(arguments.folder.glob("*.txt"))]
    texts = [document.text for document in documents] * arguments.times
    size = sum(map(len, texts))
    print(f"{len(texts)} documents, {size:,} characters, best of {ROUNDS} rounds\n")
    print(f"{'reader':<34}{'characters/s':>14}{'÷ jieba.cut':>13}{'peak MB':>9}")
    base = 0.0
    for name, reader in _readers(documents[0]):
        seconds = min(_seconds(reader, texts) for _ in range(ROUNDS))
        base = base or seconds
        print(f"{name:<34}{size / seconds:>14,.0f}{base / seconds:>13.2f}{_peak():>9.0f}")
    _growth(documents[0], "".join(texts), arguments.longest)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("data/documents"))
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--longest", type=float, default=5.0, help="the longest document of the growth table, in MB")
    return parser.parse_args()


def _readers(like: Document) -> Iterator[tuple[str, Reader]]:
    yield "jieba.cut", lambda text: list(jieba.cut(text))
    yield "Xushi: text in, statements out", lambda text: statements(like, text)
    posseg = __import__("jieba.posseg", fromlist=["cut"])
    yield "jieba.posseg.cut", lambda text: list(posseg.cut(text))
    for name, maker in (("JioNLP: money and time", _jionlp), ("Recognizers-Text: all", _recognizers)):
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                reader = maker()
        except ImportError as missing:
            print(f"{name:<34}{'not installed':>14} ({missing.name})")
        else:
            yield name, reader


def statements(like: Document, text: str) -> object:
    """Read one text from characters to statements, as a build does."""
    document = Document("d", "d.txt", "0" * 64, "", "", like.organisation, date(2024, 5, 31), True, "", text)
    return extract_statements(document, sentences_of(document), load_vocabulary())


def _jionlp() -> Reader:
    import jionlp

    def read(text: str) -> object:
        return jionlp.ner.extract_money(text), jionlp.ner.extract_time(text, time_base=0)

    read("今年一季度完成投资3亿元")
    return read


def _recognizers() -> Reader:
    from recognizers_date_time import recognize_datetime
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension

    kinds = (recognize_number, recognize_percentage, recognize_currency, recognize_dimension, recognize_datetime)

    def read(text: str) -> object:
        return [kind(line, "zh-cn") for line in text.splitlines() if line for kind in kinds]

    read("今年一季度完成投资3亿元")
    return read


def _seconds(reader: Reader, texts: list[str]) -> float:
    start = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()):
        for text in texts:
            reader(text)
    return time.process_time() - start


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _growth(like: Document, text: str, longest: float) -> None:
    print("\nOne document growing: microseconds a character (flat is linear)")
    size = 50_000
    while size <= longest * 1e6:
        grown = (text * (size // len(text) + 1))[:size]
        start = time.process_time()
        statements(like, grown)
        print(f"{size:>12,} characters {1e6 * (time.process_time() - start) / size:8.2f} µs")
        size *= 10 if size < 1e6 else 5


if __name__ == "__main__":
    main()
