"""The workbook inside a native chart, which a person edits: written by us, so that it runs nothing and has no clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from xlsxwriter import Workbook


class _Writer(CategoryWorkbookWriter):  # type: ignore[misc]
    """Writes names as text whatever they begin with; python-pptx's own writer would make formulas of them."""

    def __init__(self, data: ChartFigures) -> None:
        super().__init__(data)
        self._data = data

    @contextmanager
    def _open_worksheet(self, xlsx_file: Any) -> Iterator[tuple[Workbook, Any]]:
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        workbook = Workbook(xlsx_file, options)
        workbook.set_properties({"created": self._data.when})
        yield workbook, workbook.add_worksheet()
        workbook.close()

    def _write_series(self, workbook: Workbook, worksheet: Any) -> None:
        """Write the series as values; or, of a chart with figures given apart, as formulas over those figures."""
        super()._write_series(workbook, worksheet)
        shown = workbook.add_format({"num_format": self._data.number_format})
        for number, (name, values) in enumerate(self._data.given, len(self._data) + 1):
            worksheet.write_string(0, number, name)
            for row, value in enumerate(values, 1):
                if value is not None:
                    worksheet.write_number(row, number, value, shown)
        for column, (formula, series) in enumerate(zip(self._data.formulas, self._data, strict=False), 1):
            for row, value in enumerate(series.values, 1):
                worksheet.write_formula(row, column, formula.format(row=row + 1), shown, value or 0)


class ChartFigures(CategoryChartData):  # type: ignore[misc]
    """Categories and series of a chart, stamped with the day of the snapshot.

    `given` are columns (name, values) that stand beside the series in the workbook, `formulas` one a series over them.
    """

    def __init__(self, when: datetime, number_format: str = "General") -> None:
        super().__init__(number_format=number_format)
        self.when = when
        self.given: tuple[tuple[str, Sequence[float | None]], ...] = ()
        self.formulas: Sequence[str] = ()

    @property
    def _workbook_writer(self) -> _Writer:
        return _Writer(self)
