"""Empty tables to fill in, with the headings that the reader knows: the first word of each column of the vocabulary."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from etl.model import XushiError
from etl.vocabulary import Vocabulary

FIGURES, LEDGER = "月报模板.xlsx", "项目台账模板.xlsx"

_FIGURE_COLUMNS = ("indicator", "unit", "target", "actual", "growth", "rate")
_LEDGER_COLUMNS = (
    "project",
    "chain",
    "total investment",
    "annual investment",
    "cumulative investment",
    "stage",
    "owner",
    "leader",
    "planned start",
    "actual start",
    "planned finish",
    "actual finish",
    "problem",
)
_UNITS = {"growth": "（%）", "rate": "（%）"} | dict.fromkeys(_LEDGER_COLUMNS[2:5], "（亿元）")
_TITLES = {
    FIGURES: "（单位名称）（年份）年（月份）月主要指标完成情况",
    LEDGER: "（单位名称）（年份）年重点项目台账",
}


def write_templates(folder: Path, vocabulary: Vocabulary) -> list[Path]:
    """Write both tables and return their files. Raises XushiError where one is there already or cannot be written."""
    paths = [folder / FIGURES, folder / LEDGER]
    for path in paths:
        if path.exists():
            raise XushiError(f"{path} is there already; move it away or choose another folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, columns in zip(paths, (_FIGURE_COLUMNS, _LEDGER_COLUMNS), strict=True):
            heads = [vocabulary.columns[name].words[0] + _UNITS.get(name, "") for name in columns]
            _write(path, _TITLES[path.name], heads)
    except OSError as error:
        raise XushiError(f"{error.filename or folder} cannot be written: {error.strerror}") from error
    return paths


def _write(path: Path, title: str, heads: list[str]) -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet), "a new workbook has a sheet"
    sheet.title = path.stem.removesuffix("模板")
    sheet.append([title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(heads))
    sheet.append(heads)
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A1"].alignment = Alignment(horizontal="center")
    for column in range(1, len(heads) + 1):
        cell = sheet.cell(2, column)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8EEF4")
        cell.alignment = Alignment(horizontal="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(column)].width = 24 if column == 1 else 14
    sheet.freeze_panes = "B3"
    book.save(path)
