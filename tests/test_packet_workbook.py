"""The workbook of a meeting: formulas that give the board's own numbers, quotes beside them, text that runs nothing."""

from __future__ import annotations

import ast
import io
import operator
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from board import album as albums
from board.charts.theme import Look
from board.packet import workbook
from board.packet.cells import HEAD_ROWS
from board.packet.contents import Album, Table
from tests import chart_frames as made
from tests.albums import BUILT_AT, album
from tests.test_packet_slides import HOSTILE
from warehouse import questions
from warehouse.snapshot import open_current

DAY = date(2024, 5, 31)
HEAD = HEAD_ROWS + 1


@pytest.fixture(scope="module")
def gathered(sample: Path) -> Album:
    with open_current(sample) as con:
        return albums.gather(con, albums.Scope(DAY, None, None), Look(), 0)


@pytest.fixture(scope="module")
def content(gathered: Album) -> bytes:
    return workbook(gathered)


def rows_of(content: bytes, sheet: str, *, values: bool = True) -> list[dict[str, Any]]:
    """Return the rows of a sheet by the titles of its columns."""
    found = openpyxl.load_workbook(io.BytesIO(content), data_only=values)[sheet]
    names = [cell.value for cell in found[HEAD]]
    return [dict(zip(names, cells, strict=True)) for cells in found.iter_rows(min_row=HEAD + 1, values_only=True)]


NUMBERS = {"完成率": "ratio", "时间进度": "elapsed", "剩余月数": "months_left"}
SCALED = {"目标值": "target", "完成": "actual", "缺口": "gap", "需月均": "needed"}


def test_its_numbers_are_the_boards(content: bytes, sample: Path) -> None:
    with open_current(sample) as con:
        progress = questions.progress(con, DAY)
    rows = rows_of(content, "目标")
    assert len(rows) == len(progress)
    for goal in progress.to_dict("records"):
        row = next(
            row
            for row in rows
            if (str(row["指标"]).removeprefix("其中："), row["单位"], row["起"].date())
            == (goal["metric"], goal["organisation"], goal["period_start"].date())
        )
        for name, column in NUMBERS.items():
            assert row[name] == (None if pd.isna(goal[column]) else pytest.approx(goal[column])), (goal["metric"], name)
        scale = goal["target"] / row["目标值"]
        assert scale in (1, pytest.approx(1e4), pytest.approx(1e8))
        for name, column in SCALED.items():
            wanted = None if pd.isna(goal[column]) else pytest.approx(float(goal[column]) / scale)
            assert row[name] == wanted, (goal["metric"], name)
        assert row["领先/落后"] == (None if pd.isna(goal["lead"]) else pytest.approx(100 * goal["lead"]))


def test_its_measures_are_live_formulas_that_give_what_is_written(content: bytes) -> None:
    written = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    worked = 0
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        for cell in (cell for line in sheet.iter_rows() for cell in line if cell.data_type == "f"):
            given = written[sheet.title][cell.coordinate].value
            assert work_out(str(cell.value), written, sheet.title) == pytest.approx(given, abs=1e-6), cell.value
            worked += 1
    assert worked > 100


def work_out(formula: str, book: Any, sheet: str) -> float:
    """Work out a formula of ours: cells, the four operations, MAX and ROUND."""

    def cell(match: re.Match[str]) -> str:
        value = book[match[1] or sheet][match[2]].value
        return repr(value.toordinal() if isinstance(value, datetime) else float(value))

    text = re.sub(r"(?:'([^']+)'!)?\$?([A-Z]+\d+)", cell, formula.removeprefix("="))
    return _value(ast.parse(text, mode="eval").body)


_OPERATIONS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def _value(node: Any) -> Any:
    if isinstance(node, ast.BinOp):
        return _OPERATIONS[type(node.op)](_value(node.left), _value(node.right))
    if isinstance(node, ast.Call):
        return {"MAX": max, "ROUND": round}[node.func.id](*map(_value, node.args))
    if isinstance(node, ast.UnaryOp):
        return -_value(node.operand)
    return node.value


def test_figures_are_said_in_the_units_of_people(content: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(content))["目标"]
    columns = {cell.value: cell.column for cell in sheet[HEAD]}
    row = next(
        number
        for number in range(HEAD + 1, sheet.max_row + 1)
        if sheet.cell(number, columns["指标"]).value == "签约额"
        and sheet.cell(number, columns["单位"]).value == "二七区"
    )
    formats = {name: sheet.cell(row, columns[name]).number_format for name in ("目标值", "完成", "缺口", "需月均")}
    assert formats["目标值"] == '#,##0" 亿元"' and formats["完成"] == '#,##0.00" 亿元"'
    assert formats["需月均"] == '#,##0.0" 亿元/月"'
    assert str(sheet.cell(row, columns["完成率"]).value).startswith("=")


def test_rivals_stand_side_by_side_each_with_its_own_formula(content: bytes) -> None:
    rows = [row for row in rows_of(content, "口径") if row["指标"] == "签约额" and row["单位"] == "二七区"]
    assert {row["口径"] for row in rows} == {"采用（最早公布）", "同一口径", "另一口径"}
    ratios = {row["目标"]: round(row["完成率"], 3) for row in rows}
    assert ratios["≥ 500 亿元"] == 0.216 and ratios["≥ 300 亿元"] == 0.36
    assert {row["状态"] for row in rows} == {"严重滞后", "滞后"}


def test_every_number_opens_its_sentence(content: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content))
    goals, evidence = book["目标"], book["原文"]
    columns = {cell.value: cell.column for cell in goals[HEAD]}
    linked = [cell for line in goals.iter_rows(min_row=HEAD + 1) for cell in line if cell.hyperlink]
    assert len(linked) > 20
    for cell in linked:
        row = int(re.search(r"A(\d+)$", cell.hyperlink.location)[1])  # type: ignore[index]
        line = [value.value for value in evidence[row]]
        assert cell.value in line[5] and line[5] in line[6], "the quote stands in its sentence"
    assert columns["目标出处"] and "（2024-02-18）" in str(goals.cell(HEAD + 1, columns["目标出处"]).value)


def test_it_says_its_day_its_snapshot_and_how_it_is_worked_out(content: bytes, gathered: Album) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book:
        head = " ".join(str(sheet.cell(row, 1).value) for row in range(1, HEAD))
        assert "2024-05-31" in head and gathered.about.snapshot in head
    about = [(row[0].value, row[1].value) for row in book["说明"].iter_rows(min_row=HEAD + 1)]
    assert ("完成率", "完成 ÷ 目标值") in about and ("文件", "全区产业发展暨招商引资大会召开") in about
    assert book.properties.created is not None and gathered.about.snapshot in book.properties.subject


def test_names_from_documents_run_nothing() -> None:
    rows = [made.goal(name, 500, 100, unit="个", organisation=name, theme=name) for name in HOSTILE]
    events = Table("=时间线[1]", pd.DataFrame({"=head": list(HOSTILE), "n": range(len(HOSTILE))}))
    content = workbook(album(rows, tables=(events,)))
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book:
        for cell in (cell for line in sheet.iter_rows() for cell in line):
            if isinstance(cell.value, str) and cell.value.lstrip().startswith(("=", "+", "-", "@")):
                ours = cell.data_type == "f" and re.fullmatch(r"=[A-Z0-9+\-*/(),'!目标$]*", cell.value)
                assert ours or (cell.data_type == "s"), cell.value
                assert ours or cell.quotePrefix or cell.row <= HEAD
    assert any(cell.value == "=1+1" and cell.data_type == "s" for cell in book["目标"]["A"]), "it is shown as it is"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if "external" in name.lower() or "vba" in name.lower()]


def test_the_same_album_gives_the_same_bytes(sample: Path) -> None:
    def again() -> bytes:
        with open_current(sample) as con:
            return workbook(albums.gather(con, albums.Scope(DAY, None, 2024), Look(), 0))

    assert again() == again()


@pytest.mark.parametrize("count", [0, 1, 2000])
def test_any_number_of_goals(count: int) -> None:
    rows = [made.goal(f"指标{number}", 100, number % 150, unit="个") for number in range(count)]
    made_of = album(rows, goals=0)
    book = openpyxl.load_workbook(io.BytesIO(workbook(made_of)), read_only=True)
    assert sum(1 for _ in book["目标"].iter_rows(min_row=HEAD + 1)) == count
    assert made_of.about.built_at == BUILT_AT


def test_extremes_and_grey() -> None:
    rows = [
        made.goal("超额", 15, 26, unit="个"),
        made.goal("没有通报", 100, None, unit="个"),
        made.goal("上限", 3, 5, unit="起", comparator="<=", better="lower", status="severe", ratio=5 / 3, gap=-2),
        made.goal("率", 8, 7.6, unit="%", accumulates=False, status="late", ratio=0.95, gap=0.4),
    ]
    shown = {row["指标"]: row for row in rows_of(workbook(album(rows)), "目标")}
    assert shown["超额"]["完成率"] == pytest.approx(26 / 15) and shown["超额"]["缺口"] == 0
    assert shown["没有通报"]["完成"] is None and shown["没有通报"]["完成率"] is None, "grey is not zero"
    assert shown["上限"]["缺口"] == -2
    assert shown["率"]["缺口"] == pytest.approx(0.4) and shown["率"]["领先/落后"] is None
