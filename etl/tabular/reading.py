"""What the rows of a table are read with, and what has been read so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from etl.extract.lexicon import Lexicon
from etl.extract.periods import find_periods
from etl.grid import Row, letter
from etl.model import (
    Article,
    Basis,
    Document,
    Kind,
    Metric,
    Period,
    Quantity,
    Sentence,
    Statement,
    statement_id,
)
from etl.tabular.cells import place_in_row
from etl.tabular.headers import Column, Table

YEAR = 366


@dataclass(slots=True)
class Desk:
    """A table on the desk: its document and sheet, the words, and the statements, doubts and notes it gives.

    `about` is the period that the lines above the table name, None where they name none.
    """

    document: Document
    article: Article
    table: Table
    lexicon: Lexicon
    about: Period | None = None
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        sheet = self.table.sheet
        named = [period for text in (*sheet.preamble, sheet.name) if (period := self.period_in(text))]
        within = [period for period in named if period.start is None or (period.stop - period.start).days < YEAR - 2]
        if named:
            about = (within or named)[0]
            self.about = replace(about, stated=any(p.stated and p.stop.year == about.stop.year for p in named))

    @property
    def reference(self) -> date | None:
        """The day that 今年 and 4月 are told from."""
        return self.article.published_on

    @property
    def year(self) -> int | None:
        """The year that the table is about."""
        if self.about is not None:
            return self.about.stop.year
        return self.reference.year if self.reference else None

    def period_in(self, text: str) -> Period | None:
        """Return the first period a line names, told from the table's own year."""
        reference = self.reference
        if reference is None:
            return None
        about = self.about
        if about is not None and about.stop.year != reference.year:
            reference = about.stop
        found = find_periods(text, reference, self.lexicon.calendar)
        return found[0].period if found else None

    def note(self, row: Row, column: Column, fault: str) -> str:
        """Write a fault of a cell down for the document, and return the doubt that its row carries.

        Errors and formulas without a value were noted by whoever read the workbook.
        """
        sheet = self.table.sheet
        if not row.cell(column.index).startswith(("#", "=")):
            cell = f"{letter(column.index)}{row.number}"
            self.notes.append(f"{self.document.path}: in the sheet {sheet.name}, {cell}: {fault}")
        return f"{letter(column.index)}列（{column.heading}）{fault}，未读"

    def statement(
        self,
        row: Row,
        column: Column,
        kind: Kind,
        metric: Metric,
        quantity: Quantity,
        period: Period,
        headings: tuple[str, ...],
        rules: tuple[str, ...],
        doubts: tuple[str, ...] = (),
        parent_id: str | None = None,
        organisation: str = "",
    ) -> Statement:
        """Make the statement of one cell; its quote is the row, its sentence names the cell."""
        sheet, article = self.table.sheet, self.article
        where = f"{sheet.place(row, column.index)}（{column.heading}）："
        at = len(where) + max(0, place_in_row(row, column.index))
        text = where + row.text
        start = article.start + row.start
        evidence = f"{sheet.name}!{letter(column.index)}{row.number}\x1f{row.text}\x1f{metric.id}"
        if not period.stated and not article.published_stated:
            doubts = (*doubts, "文件日期为推断")
        return Statement(
            id=statement_id(self.document.sha256, evidence, quantity.text, 0),
            kind=kind,
            metric=metric,
            organisation=organisation or article.organisation,
            quantity=replace(quantity, start=at, stop=at + len(row.cell(column.index))),
            period=period,
            basis=_basis(metric, period),
            sentence=Sentence(replace(article, text=""), start, text, (), headings, row.number),
            quote=row.text,
            quote_start=start,
            rules=("table", *rules),
            doubts=doubts,
            parent_id=parent_id,
        )


def _basis(metric: Metric, period: Period) -> Basis:
    return "flow" if metric.accumulates and period.start is not None else "stock"


def bare_name(text: str) -> str:
    """Return what a row is about, without numbering, brackets and marks: （一）其中：签约额 -> 签约额."""
    name = re.sub(
        r"^(?:[#*＊·•\s]+|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.．、](?!\d))+", "", text
    )
    name = re.sub(r"^(?:其中|#|＃)\s*[:：]?\s*", "", name)
    name = re.sub(r"[（(][^（()）]*[)）]$", "", name)
    return re.sub(r"^“([^”]*)”$", r"\1", name.strip(" ：:"))
