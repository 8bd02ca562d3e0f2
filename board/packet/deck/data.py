"""The workbook inside a native chart, which a person edits: written by us, so that it runs nothing and has no clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.xlsx import CategoryWorkbookWriter, XyWorkbookWriter
from xlsxwriter import Workbook

DAY_FORMAT = "yyyy-mm-dd"
DayPoint = tuple[date, float, str]


@contextmanager
def _opened(xlsx_file: Any, when: datetime) -> Iterator[tuple[Workbook, Any]]:
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = Workbook(xlsx_file, options)
    workbook.set_properties({"created": when})
    yield workbook, workbook.add_worksheet()
    workbook.close()


class _Writer(CategoryWorkbookWriter):  # type: ignore[misc]
    """Writes names as text whatever they begin with; python-pptx's own writer would make formulas of them."""

    def __init__(self, data: ChartFigures) -> None:
        super().__init__(data)
        self._data = data

    def _open_worksheet(self, xlsx_file: Any) -> Any:
        return _opened(xlsx_file, self._data.when)

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


class _DayWriter(XyWorkbookWriter):  # type: ignore[misc]
    """Writes each series below the one before: its days, its rows, and what stands there."""

    def __init__(self, data: DayFigures) -> None:
        super().__init__(data)
        self._data = data

    def _open_worksheet(self, xlsx_file: Any) -> Any:
        return _opened(xlsx_file, self._data.when)

    def _populate_worksheet(self, workbook: Workbook, worksheet: Any) -> None:
        shown = workbook.add_format({"num_format": DAY_FORMAT})
        worksheet.set_column(0, 0, 12)
        worksheet.set_column(2, 2, 48)
        for series, words in zip(self._data, self._data.words, strict=True):
            top = self.series_table_row_offset(series)
            worksheet.write_string(top, 1, series.name)
            points = zip(series.x_values, series.y_values, words, strict=True)
            for row, (day, place, said) in enumerate(points, top + 1):
                if day is not None:
                    worksheet.write_number(row, 0, day, shown)
                    worksheet.write_number(row, 1, place)
                    worksheet.write_string(row, 2, said)


class DayFigures(XyChartData):  # type: ignore[misc]
    """Marks and lines through days, stamped with the day of the snapshot: (day, row, what stands there); None parts.

    The rows of a chart count from its top; the workbook says beside each day what it is.
    """

    def __init__(self, when: datetime) -> None:
        super().__init__(number_format=DAY_FORMAT)
        self.when = when
        self.words: list[list[str]] = []

    def add_all(self, strands: Sequence[tuple[str, Sequence[DayPoint | None]]]) -> None:
        """Add series as (name, points); None between two points breaks the line.

        All get as many points as the longest, blank ones behind: LibreOffice loses a series before a longer one.
        """
        most = max(len(points) for _, points in strands)
        for name, points in strands:
            series = self.add_series(name)
            filled = [*points, *[None] * (most - len(points))]
            for point in filled:
                series.add_data_point(*((serial(point[0]), point[1]) if point else (None, None)))
            self.words.append([point[2] if point else "" for point in filled])

    @property
    def _workbook_writer(self) -> _DayWriter:
        return _DayWriter(self)


def serial(day: date) -> int:
    """Return a day as a workbook counts it."""
    return (day - date(1899, 12, 30)).days
