"""A table of bodies by metrics: a row a town, and over its columns the metric that they are about."""

from __future__ import annotations

from collections.abc import Iterator

from etl.model import Statement
from etl.tabular.cells import is_blank
from etl.tabular.figures import RowReader
from etl.tabular.reading import Desk


def read_matrix(desk: Desk) -> Iterator[Statement]:
    """Yield what each row says of each metric; the row of sums is of whoever the sheet is about."""
    body = desk.table.column("body")
    assert body is not None, "a matrix has a column of bodies"
    words = desk.lexicon.vocabulary
    subjects = dict.fromkeys(column.subject for column in desk.table.columns if column.subject)
    for row in desk.table.rows:
        text = row.cell(body.index)
        if is_blank(text, words) or len(row.filled) == 1:
            continue
        whose = "" if text in words.cells["sum"].words else text
        for subject in subjects:
            columns = [column for column in desk.table.columns if column.subject == subject]
            yield from RowReader(desk, row, subject, columns, "", [], whose).read()
