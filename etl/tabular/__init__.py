"""The rows of sheets, out of which come statements and projects: what `extract` is to sentences.

A sheet whose headings are not told by `data/vocabulary/tables.toml` gives nothing, and a note that says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from etl.extract.lexicon import lexicon_of
from etl.grid import parse
from etl.model import Article, Document, Statement
from etl.projects import ProjectReport
from etl.tabular.figures import read_figures
from etl.tabular.headers import find_tables
from etl.tabular.ledger import read_ledger
from etl.tabular.matrix import read_matrix
from etl.tabular.money import ledger_columns
from etl.tabular.reading import Desk
from etl.vocabulary import Vocabulary

__all__ = ["Harvest", "read_tables"]


@dataclass(slots=True)
class Harvest:
    """What a document of sheets gives; `notes` are sentences about what could not be read."""

    statements: list[Statement] = field(default_factory=list)
    projects: list[ProjectReport] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_tables(document: Document, articles: Sequence[Article], vocabulary: Vocabulary) -> Harvest:
    """Read the tables of every sheet; `articles` are the sheets, as `split_articles` hands them over."""
    harvest = Harvest()
    lexicon = lexicon_of(vocabulary)
    for sheet, article in zip(parse(document.text), articles, strict=True):
        tables = find_tables(sheet, vocabulary)
        if not tables and sheet.rows:
            harvest.notes.append(f"{document.path}: the sheet {sheet.name} has no heading that a table is told by")
        for table in tables:
            desk = Desk(document, article, table, lexicon)
            if table.kind == "ledger":
                desk.table = replace(table, columns=ledger_columns(table.columns))
                harvest.projects += read_ledger(desk)
            elif desk.year is None:
                harvest.notes.append(f"{document.path}: the sheet {sheet.name} names no year; it was not read")
            else:
                harvest.statements += read_matrix(desk) if table.kind == "matrix" else read_figures(desk)
            harvest.notes += desk.notes
    return harvest
