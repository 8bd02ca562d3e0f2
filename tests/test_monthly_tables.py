"""Monthly tables as offices lay them out: towns by metrics, units in titles, hidden rows, cells merged downwards."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import xlwt

from tests.test_tables import read, workbook


def test_a_matrix_of_towns_by_metrics(tmp_path: Path) -> None:
    rows = [
        ["临江区2024年1—4月招商引资目标完成情况"],
        ["单位：亿元、个"],
        ["乡镇（街道）", "签约额", None, None, "新签约项目数"],
        [None, "年度目标", "1—4月完成", "完成率", "年度目标", "1—4月完成"],
        ["马寨镇", 60, 20.5, "34.2%", 10, 3],
        ["侯寨乡", 40, 6, "15%", 8, 1],
        ["合计", 100, 26.5, "26.5%", 18, 4],
    ]
    found = read(workbook(tmp_path / "a.xlsx", ("乡镇", rows))).statements
    amounts = {(s.organisation, s.kind): s.quantity.text for s in found if s.metric.name == "签约额"}
    assert amounts == {
        ("马寨镇", "target"): "60亿元",
        ("马寨镇", "actual"): "20.5亿元",
        ("侯寨乡", "target"): "40亿元",
        ("侯寨乡", "actual"): "6亿元",
        ("临江区", "target"): "100亿元",
        ("临江区", "actual"): "26.5亿元",
    }
    counts = [s.quantity.text for s in found if s.metric.name == "新签约项目数"]
    assert counts == ["10个", "3个", "8个", "1个", "18个", "4个"]
    assert not any(s.doubts for s in found)


def test_the_unit_may_stand_in_the_title_and_the_months_add_up_by_themselves(tmp_path: Path) -> None:
    rows = [
        ["临江区2024年招商引资分月完成情况（单位：亿元）"],
        ["指标", "全年目标", "1月", "1-2月", "1-3月"],
        ["签约额", 500, 12.5, 30, 66],
    ]
    found = read(workbook(tmp_path / "a.xlsx", ("2024", rows))).statements
    assert [s.quantity.text for s in found] == ["500亿元", "12.5亿元", "30亿元", "66亿元"]
    assert [s.period.stop.month for s in found if s.kind == "actual"] == [1, 2, 3]


def test_the_total_of_the_year_ends_with_the_table(tmp_path: Path) -> None:
    rows = [
        ["临江区重点工作月报（2024年4月）"],
        ["序号", "工作任务", "单位", "年度目标值", "本月完成", "本年累计"],
        [1, "签约额", "亿元", "≥500", 18.6, 107.96],
    ]
    found = [s for s in read(workbook(tmp_path / "a.xlsx", ("4月", rows))).statements if s.kind == "actual"]
    periods = [(s.period.start, s.period.stop) for s in found]
    assert periods == [(date(2024, 4, 1), date(2024, 4, 30)), (date(2024, 1, 1), date(2024, 4, 30))]


def test_hidden_rows_are_not_read_and_merged_words_are_said_of_each_row(tmp_path: Path) -> None:
    rows = [
        ["临江区2024年重点项目台账"],
        ["序号", "项目名称", "总投资（亿元）", "责任单位", "备注"],
        [1, "甲谷数据中心", 10, "区发改委", "x"],
        [2, "乙谷产业园", 5],
        [3, "丙谷综合体", 8, "区住建局"],
    ]
    path = workbook(tmp_path / "a.xlsx", ("台账", rows))
    book = openpyxl.load_workbook(path)
    book["台账"].merge_cells("D3:D4")
    book["台账"].row_dimensions[5].hidden = True
    book["台账"].column_dimensions["E"].hidden = True
    book.save(path)
    old = xlwt.Workbook()
    sheet = old.add_sheet("台账")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if column != 3 or number != 2:
                sheet.write(number, column, cell)
    sheet.write_merge(2, 3, 3, 3, "区发改委")
    sheet.row(4).hidden, sheet.col(4).hidden = True, True
    old.save(str(tmp_path / "b.xls"))
    for path in (tmp_path / "a.xlsx", tmp_path / "b.xls"):
        extraction = read(path)
        assert [(r.name, r.owner) for r in extraction.reports] == [
            ("甲谷数据中心", "区发改委"),
            ("乙谷产业园", "区发改委"),
        ]
        assert extraction.document.notes == (
            f"{path.name}: the sheet 台账 has hidden row (5), which is not read",
            f"{path.name}: the sheet 台账 has hidden column (E), which is not read",
        )
