"""Sheets end to end: workbooks and delimited text in, statements and projects out, and what is no good in them."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt

from etl.__main__ import main
from etl.build import build, read_file
from etl.grid import letter, parse, render
from etl.memo import Extraction
from etl.model import DocumentError, Statement
from etl.read import read_document
from etl.read.workbook import MOST_UNPACKED
from etl.template import FIGURES, LEDGER
from etl.vocabulary import load_vocabulary
from warehouse import questions
from warehouse.snapshot import open_current

TITLE = "临江区2024年4月主要指标完成情况"
PLAN = (
    "# 临江区2024年招商引资工作安排\n\n## 二、2024年目标任务\n\n力争全年新签约项目60个以上，签约额达到500亿元以上。\n"
)
MONTHLY: list[list[Any]] = [
    [TITLE],
    [None, None, None, None, None, "单位：亿元"],
    ["指标", "单位", "年度目标", "1—4月", None, None],
    [None, None, None, "完成", "同比", "完成率"],
    ["一、招商引资"],
    ["签约额", "亿元", 500, 107.96, "12.3%", "21.6%"],
    ["其中：主导产业项目签约额", "亿元", 300, 80, None, "26.7%"],
    ["新签约项目", "个", "60以上", 13, None, None],
    ["二、投资"],
    ["固定资产投资增速", "%", "7左右", 5.5, None, None],
]
LEDGER_HEAD = (
    ["临江区2024年重点项目台账（截至2024年4月30日）"],
    [None, None, None, None, None, None, None, None, None, "单位：亿元"],
    ["序号", "项目名称", "总投资", "累计完成投资", "阶段", "责任单位", "开工时间", None, "竣工时间", None, "存在问题"],
    [None, None, None, None, None, None, "计划", "实际", "计划", "实际", None],
)
Rows = Sequence[Sequence[Any]]


def workbook(path: Path, *sheets: tuple[str, Rows]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def read(path: Path) -> Extraction:
    return read_file(path, path.parent, load_vocabulary())


def said(extraction: Extraction) -> dict[tuple[str, str], Statement]:
    return {(statement.kind, statement.metric.name): statement for statement in extraction.statements}


def test_the_text_of_a_sheet_gives_its_cells_back() -> None:
    rows = [["a", "", "b|c"], [], ["", "第一行\n第二行"], ["# d"]]
    sheets = parse(render([("一季度", rows), ("二季度", [["e"]])]))
    assert [(sheet.name, [(row.number, row.cells) for row in sheet.rows]) for sheet in sheets] == [
        ("一季度", [(1, ("a", "", "b｜c")), (3, ("", "第一行 第二行")), (4, ("＃ d",))]),
        ("二季度", [(1, ("e",))]),
    ]
    assert [letter(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_monthly_table_is_read_cell_by_cell(tmp_path: Path) -> None:
    extraction = read(workbook(tmp_path / "月报.xlsx", ("4月", MONTHLY)))
    document, found = extraction.document, said(extraction)
    assert (document.organisation, document.published_on) == ("临江区", date(2024, 4, 30))
    actual = found["actual", "签约额"]
    assert actual.quantity.number == 10_796_000_000
    assert (actual.period.start, actual.period.stop) == (date(2024, 1, 1), date(2024, 4, 30))
    assert actual.sentence.text.startswith("表“4月”第6行D列（1—4月 完成）")
    assert document.text.startswith(actual.quote, actual.quote_start)
    assert found["target", "新签约项目数"].quantity.comparator == ">="
    assert found["target", "固定资产投资增速"].quantity.comparator == "~"
    assert found["actual", "签约额增速"].quantity.number.to_eng_string() == "12.3"
    assert found["target", "主导产业项目签约额"].parent_id == found["target", "签约额"].id
    assert not any(statement.doubts for statement in extraction.statements)


def test_a_table_gives_results_to_goals_stated_in_prose(tmp_path: Path) -> None:
    rows = [[row[at] if at < len(row) else None for at in (0, 1, 3)] for row in MONTHLY[4:]]
    rows = [[TITLE], ["指标", "单位", "1—4月完成"], *rows]
    lines = "\r\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in rows)
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "月报.csv").write_bytes(lines.encode("gb18030"))
    (documents / "plan.md").write_text(PLAN, "utf-8")
    (documents / "plan.md.toml").write_text('org = "临江区"\npublished_on = 2024-02-18\n', "utf-8")
    assert not build(tmp_path).needs_a_person
    with open_current(tmp_path) as con:
        row = questions.progress(con, date(2024, 5, 31)).set_index("metric").loc["签约额"].to_dict()
    assert (row["target"], row["actual"], row["status"]) == (50e9, 10.796e9, "severe")
    assert build(tmp_path).gained == {}


def test_one_sheet_a_month_and_one_column_a_month(tmp_path: Path) -> None:
    head = ["指标", "单位", "年度目标", "完成"]
    sheets = [
        (f"{month}月", [["临江区2024年主要指标"], head, ["签约额", "亿元", 500, value]])
        for month, value in ((3, 80), (4, 107.96))
    ]
    periods = {s.period.stop: s for s in read(workbook(tmp_path / "a.xlsx", *sheets)).statements if s.kind == "actual"}
    assert list(periods) == [date(2024, 3, 31), date(2024, 4, 30)]
    assert all(s.doubts == (f"表头未写起止月份，按1—{day.month}月累计数计",) for day, s in periods.items())
    rows = [["临江区2024年主要指标"], ["指标", "单位", "1月", "2月", "3月"], ["签约额", "亿元", 10, 5, 20]]
    found = [s for s in read(workbook(tmp_path / "b.xlsx", ("表", rows))).statements if "sum-of-months" in s.rules]
    assert [(s.quantity.text, s.period.stop.month) for s in found] == [("15亿元", 2), ("35亿元", 3)]
    assert all("相加得出" in s.doubts[0] for s in found)


def test_what_does_not_fit_becomes_a_doubt(tmp_path: Path) -> None:
    rows = [
        [TITLE],
        ["指标", "年度目标", "1—4月完成", "完成率"],
        ["签约额（亿元）", 500, 107.96, "39%"],
        ["税收收入", 30, 12, None],
        ["新签约项目", 60, "待定", None],
        ["固定资产投资（亿元）", "#REF!", 35.6, None],
    ]
    extraction = read(workbook(tmp_path / "a.xlsx", ("表", rows)))
    doubts = {name: statement.doubts for (_, name), statement in said(extraction).items()}
    assert "完成率写为39%，按目标与完成数计算是21.6%" in doubts["签约额"]
    assert "税收收入" not in doubts
    assert doubts["新签约项目数"][0].startswith("原文未写单位")
    assert any("待定" in doubt for doubt in doubts["新签约项目数"])
    assert any("错误值" in doubt for doubt in doubts["固定资产投资"])
    assert any(", B4: “30”没有写单位" in note for note in extraction.document.notes)


def test_a_ledger_gives_projects_with_overdue_milestones(tmp_path: Path) -> None:
    rows = [
        *LEDGER_HEAD,
        [
            1,
            "临江广场二店项目",
            10,
            8.5,
            "在建（主体封顶）",
            "区商务局",
            "2023年3月",
            datetime.date(2023, 4, 2),
            "2024年3月",
            None,
            "招商慢",
        ],
        [2, "“云谷”数据中心", 30, 0, "未开工", "区发改委", "2024.6", None, "2026年底", None, "无"],
        [None, "合计", 40, 8.5],
    ]
    workbook(tmp_path / "documents" / "台账.xlsx", ("台账", rows))
    (tmp_path / "documents" / "a.txt").write_text(
        "# 临江区项目快讯\n\n2024年5月20日，记者走进临江区。总投资10亿元的临江饮品研发总部，记者看到设备到位。\n\n"
        "来到临江广场二店项目现场，机器轰鸣。“预计今年9月份正式开业。”\n",
        "utf-8",
    )
    build(tmp_path)
    with open_current(tmp_path) as con:
        early = questions.projects(con, date(2024, 4, 30)).set_index("name")
        late = questions.projects(con, date(2024, 5, 31), organisation="临江区").set_index("name")
        steps = questions.milestones(con, date(2024, 5, 31)).set_index(["name", "step"])
        assert questions.projects(con, date(2024, 4, 1)).empty
    assert set(early.index) == {"临江广场二店项目", "“云谷”数据中心"}
    shop = late.loc["临江广场二店项目"]
    assert (shop["stage"], shop["overdue"], shop["days_overdue"], shop["problem"]) == ("start", 1, 61, "招商慢")
    assert (shop["total_ratio"], shop["next_step"], shop["reports"]) == (0.85, "operation", 2)
    assert late.loc["临江饮品研发总部"]["total_investment"] == 1e9
    assert steps.loc[("临江广场二店项目", "finish")]["state"] == "overdue"
    assert steps.loc[("临江广场二店项目", "start")]["days_late"] == 2
    assert steps.loc[("“云谷”数据中心", "start")]["state"] == "open"
    assert "预计今年9月份正式开业" in steps.loc[("临江广场二店项目", "operation")]["quote"]


def test_an_old_workbook_shows_what_a_new_one_shows(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("4月")
    for row, cells in enumerate(MONTHLY):
        for column, cell in enumerate(cells):
            if cell is not None:
                sheet.write(row, column, cell)
    book.save(str(tmp_path / "a.xls"))
    old = read(tmp_path / "a.xls")
    assert said(old).keys() == said(read(workbook(tmp_path / "b.xlsx", ("4月", MONTHLY)))).keys()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_delimited_text(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [[TITLE], ["指标", "年度目标（亿元）", "1—4月完成（亿元）"], ["签约额", '"500"', "107.96"]]
    path = tmp_path / "a.csv"
    path.write_bytes("\n".join(delimiter.join(row) for row in rows).encode(encoding))
    assert said(read(path))["actual", "签约额"].quantity.text == "107.96亿元"


def test_files_that_cannot_be_read_are_told_in_one_sentence(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "whole.xlsx", ("表", MONTHLY)).read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "noise.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 20)
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "locked.xlsx").write_bytes(locked)
    (tmp_path / "page.xls").write_bytes(b"<html><table><tr><td>1</td></tr></table></html>")
    workbook(tmp_path / "void.xlsx", ("表", []))
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", bytes(MOST_UNPACKED + 1))
    for name, reason in {
        "cut.xlsx": "damaged",
        "noise.xls": "damaged",
        "locked.xlsx": "protected by a password",
        "page.xls": "a web page",
        "void.xlsx": "no visible sheet holds anything",
        "bomb.xlsx": "larger than 200 MB",
    }.items():
        with pytest.raises(DocumentError, match=reason) as error:
            read_document(tmp_path / name)
        assert str(error.value).startswith(name)
        assert "\n" not in str(error.value)


def test_a_title_may_begin_with_its_year(tmp_path: Path) -> None:
    rows = [["2024年临江区主要指标"], ["指标", "单位", "全年目标", "1—5月累计完成"], ["签约额", "亿元", 500, "--"]]
    (target,) = read(workbook(tmp_path / "a.xlsx", ("表", rows))).statements
    assert (target.organisation, target.doubts) == ("临江区", ())


def test_bad_cells_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    rows = [
        [TITLE],
        ["指标", "单位", "年度目标", "1—4月完成"],
        ["签约额", "亿元", 500, "=B9*2"],
        ["税收收入", "亿元", 30, 12],
    ]
    path = workbook(tmp_path / "a.xlsx", ("表", rows), ("宽", [["x"] * 10_000]), ("空", []))
    book = openpyxl.load_workbook(path)
    book["空"].sheet_state = "hidden"
    book.save(path)
    extraction = read(path)
    notes = "\n".join(extraction.document.notes)
    for told in (
        "in the sheet 表, D3: a formula without a value",
        "the sheet 宽 is wider than 256",
        "the sheet 空 is hidden",
    ):
        assert told in notes
    assert said(extraction)["actual", "税收收入"].quantity.text == "12亿元"


def test_templates_are_read_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["template", "--out", str(tmp_path)]) == 0
    book = openpyxl.load_workbook(tmp_path / FIGURES)
    book.active["A1"] = TITLE
    book.active.append(["签约额", "亿元", 500, 107.96, 12.3, 21.6])
    book.save(tmp_path / FIGURES)
    actuals = {("actual", f"签约额{what}") for what in ("", "增速", "完成率")}
    assert set(said(read(tmp_path / FIGURES))) == {("target", "签约额")} | actuals
    book = openpyxl.load_workbook(tmp_path / LEDGER)
    book.active["A1"] = "临江区2024年重点项目台账"
    book.active.append(
        ["云谷数据中心", "数字", 30, 5, 1, "开工", "区发改委", "甲", "2024-03-01", "2024-03-05", "2025年底", "", "无"]
    )
    book.save(tmp_path / LEDGER)
    (report,) = read(tmp_path / LEDGER).reports
    told = (report.stage, report.total_investment, len(report.milestones), report.problem, report.chain)
    assert told == ("start", 3e9, 2, "", "数字")
    assert main(["template", "--out", str(tmp_path)]) == 1
    assert "is there already" in capsys.readouterr().err


def test_one_article_in_two_files_counts_once(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "plan.md").write_text(PLAN, "utf-8")
    (documents / "plan.md.toml").write_text('org = "临江区"\npublished_on = 2024-02-18\n', "utf-8")
    body = PLAN.partition("目标任务\n\n")[2].replace("，", "， ")
    other = "今年以来，全区外出招商12次，签约额30亿元，比去年同期有明显增长，工作进展顺利。"
    (documents / "again.md").write_text(f"# 招商引资工作安排\n\n{body}", "utf-8")
    (documents / "again.md.toml").write_text('org = "临江区"\npublished_on = 2024-02-20\n', "utf-8")
    (documents / "other.md").write_text(f"# 临江区招商进展\n\n{other}", "utf-8")
    build(tmp_path)
    with open_current(tmp_path) as con:
        found = questions.documents(con).set_index("path")
        assert con.execute("SELECT count(*) FROM targets").fetchall() == [(2,)]
    assert found["state"].to_dict() == {"again.md": "copy", "other.md": "read", "plan.md": "read"}
    assert found["message"]["again.md"] == "again.md: its text is also in plan.md, and counted there"
