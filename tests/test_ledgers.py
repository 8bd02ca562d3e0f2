"""Ledgers of projects as offices head them: whatever the words, the same stages, money, dates, owners and problems."""

from __future__ import annotations

import datetime
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt

from etl.build import read_file
from etl.projects import ProjectReport
from etl.tabular.days import read_span
from etl.tabular.headers import role_of
from etl.tabular.ledger import project_name
from etl.tabular.stages import stage_of, stage_of_group
from etl.vocabulary import load_vocabulary

Rows = list[list[Any]]
Days = dict[str, tuple[str, str]]
WORDS = load_vocabulary()


def book(path: Path, **sheets: Rows) -> dict[str, ProjectReport]:
    """Write a workbook, read it back, and return its reports by name."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return read(path)


def read(path: Path) -> dict[str, ProjectReport]:
    return {report.name: report for report in read_file(path, path.parent, WORDS).reports}


def days(report: ProjectReport) -> Days:
    return {step.step: (str(step.planned_on or ""), str(step.reached_on or "")) for step in report.milestones}


def table(text: str) -> Rows:
    """Return the rows of a drawing of a table: a line a row, cells between |."""
    return [[cell or None for cell in line.strip().split("|")] for line in text.strip().splitlines()]


def test_a_ledger_with_groups_sums_and_a_head_of_two_rows(tmp_path: Path) -> None:
    rows = table("""
        附件1
        临江区2024年省市重点项目建设进度台账
        填报单位：临江区发展和改革委员会||||||||||单位：万元
        填报时间：2024年5月8日
        序号|项目名称|总投资|2024年计划投资|投资完成情况||项目阶段|计划开工时间|实际开工时间|包联领导|存在问题及建议
        ||||4月份完成|1-4月累计完成
        一|省重点项目（2个）|300000|80000||35000
        1|智能装备产业园|200000|50000|6000|22000|在建|||张三 副区长|土地手续
        2|云谷数据中心（二期）|100000|30000|4000|13000|前期|2024年6月底||李四|无
        二|市重点项目（1个）|50000|20000
        3|滨河综合体项目|5亿元|20000||8000|竣工|2022.3|2022.04|王五|——
        合计||350000|100000||43000
    """)
    rows[7][7:9] = [date(2023, 9, 1), date(2023, 9, 20)]
    found = book(tmp_path / "a.xlsx", 台账=rows)
    assert list(found) == ["智能装备产业园", "云谷数据中心（二期）", "滨河综合体项目"]
    park = found["智能装备产业园"]
    assert (park.total_investment, park.annual_investment, park.annual_done) == (20 * 10**8, 5 * 10**8, 22 * 10**7)
    assert (park.cumulative_investment, park.leader, park.problem) == (None, "张三 副区长", "土地手续")
    assert (park.published_on, park.published_stated, park.organisation) == (date(2024, 5, 8), True, "临江区")
    assert days(park) == {"start": ("2023-09-01", "2023-09-20")}
    assert found["滨河综合体项目"].total_investment == 5 * 10**8
    assert [report.stage for report in found.values()] == ["start", "planning", "operation"]
    assert days(found["云谷数据中心（二期）"]) == {"start": ("2024-06-30", "")}
    assert not any(report.doubts for report in found.values())


def test_a_sheet_a_stage(tmp_path: Path) -> None:
    found = book(
        tmp_path / "a.xlsx",
        谋划库=table("""
            临江区四库项目动态管理表（截至2024年4月30日）
            序号|项目名称|总投资（亿元）|牵头部门|首席服务官|预计签约时间|困难问题
            1|低空经济产业园|12|区投资促进中心|赵六|2024年7月|用地指标不足
        """),
        签约库=table("""
            序号|项目名称|总投资（亿元）|签约时间|拟开工时间|责任领导
            1|冷链物流基地|3.5|2024.3.6|2024.9|钱七
        """),
        开工库=table("""
            序号|项目名称|总投资（亿元）|开工时间|计划竣工时间|年度目标投资（亿元）|目前完成投资（亿元）
            1|中试基地|8|2023-11-18|2025-06-30|3|1.2
        """),
        投产库=table("""
            序号|项目名称|总投资（亿元）|竣工时间|投产时间|达效时间
            1|预制菜加工厂|2|2023年12月|2024年3月|2025年
        """),
    )
    assert [report.stage for report in found.values()] == ["planning", "signing", "start", "operation"]
    assert {report.published_on for report in found.values()} == {date(2024, 4, 30)}
    assert (found["低空经济产业园"].owner, found["低空经济产业园"].leader) == ("区投资促进中心", "赵六")
    assert days(found["冷链物流基地"]) == {"signing": ("", "2024-03-06"), "start": ("2024-09-30", "")}
    assert found["中试基地"].annual_investment == 3 * 10**8
    assert days(found["预制菜加工厂"]) == {
        "finish": ("", "2023-12-31"),
        "operation": ("", "2024-03-31"),
        "full capacity": ("2025-12-31", ""),
    }


def test_ticks_for_stages_and_promised_days_for_nodes(tmp_path: Path) -> None:
    rows = table("""
        临江区重点项目倒排工期、领导分包台账（2024年5月）
        序|项目（企业）名称|计划总投资（亿元）|阶段||||时间节点||||分包领导|卡点堵点
        |||签约|开工|投产|达效|开工|封顶|竣工|投产
        1|电池壳体生产线|6|√|√|||2023.10|2024.6|2024.10|2024.12|孙八|用电容量
        2|云上直播基地|1.2|√||||2024年6月底前||2024年底|2025年3月|吴十
    """)
    found = book(tmp_path / "a.xlsx", Sheet1=rows)
    assert [report.stage for report in found.values()] == ["start", "signing"]
    assert days(found["电池壳体生产线"]) == {
        "start": ("2023-10-31", ""),
        "finish": ("2024-10-31", ""),
        "operation": ("2024-12-31", ""),
    }
    assert days(found["云上直播基地"])["operation"] == ("2025-03-31", "")
    assert found["电池壳体生产线"].problem == "用电容量"


def test_what_should_have_started_and_has_not(tmp_path: Path) -> None:
    rows = table("""
        临江区应开未开项目清单
        截止日期：2024年5月31日
        项目编号|项目名称|签约日期|协议投资额（亿元）|约定开工日期|是否开工|未开工原因|整改时限|整改责任单位
        A-01|高端轴承制造项目|2023-08-10|10|2024-03-31|否|规划调整|2024年7月底|运河新区管委会
        A-02|包装新材料项目|2023-09-01|4.6|2024-04-30|是（4月28日）|||区工信局
    """)
    late, done = book(tmp_path / "a.xlsx", 清单=rows).values()
    assert (late.stage, late.problem, late.owner) == ("signing", "规划调整", "运河新区管委会")
    assert days(late) == {"signing": ("", "2023-08-10"), "start": ("2024-03-31", "")}
    assert (done.stage, done.total_investment) == ("start", Decimal("4.6") * 10**8)
    assert days(done)["start"] == ("2024-04-30", "2024-04-28")


def test_an_old_workbook_with_one_unit_for_all_its_money(tmp_path: Path) -> None:
    rows = [
        ["2024年临江区亿元以上项目进展情况表"],
        ["项目名称", "总投资(万元)", "本年计划", "本月完成", "本年累计", "开工以来累计", "形象进度", "包保责任人"],
        ["物流枢纽项目", 120000, 30000, 2500, 11000, 64000, "主体完工", "何四"],
    ]
    made = xlwt.Workbook()
    sheet = made.add_sheet("项目")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    made.save(str(tmp_path / "a.xls"))
    (report,) = read(tmp_path / "a.xls").values()
    assert (report.annual_investment, report.annual_done) == (3 * 10**8, 11 * 10**7)
    assert (report.cumulative_investment, report.stage, report.leader) == (64 * 10**7, "start", "何四")
    assert report.doubts[0] == "本年计划未写单位，按同表其他金额列的“万元”计"


def test_a_system_s_export(tmp_path: Path) -> None:
    text = (
        "项目名称;项目代码;总投资（亿元）;实际投资（亿元）;建设起止年限;项目进展;责任单位;包联县级领导\n"
        '"康养小镇";2401-410103;15;2.3;2023-2026;主体施工，完成至三层;区民政局;施六\n'
        '"旧房改造（一期）";2402;0.8;0.75;2023年3月-2024年5月;已完工;区房管局;\n'
    )
    (tmp_path / "a.csv").write_bytes(text.encode("gbk"))
    town, homes = read(tmp_path / "a.csv").values()
    assert (town.stage, town.cumulative_investment, town.leader) == ("start", Decimal("2.3") * 10**8, "施六")
    assert days(town) == {"start": ("2023-12-31", ""), "finish": ("2026-12-31", "")}
    assert (homes.name, homes.stage, homes.leader) == ("旧房改造（一期）", "operation", "")


def test_a_day_ahead_is_a_promise_unless_it_is_said_to_be_past(tmp_path: Path) -> None:
    head = ["序号", "项目名称", "总投资（亿元）", "竣工时间", "实际投产时间"]
    rows = [["临江区重点项目台账（2024年4月）"], head, [1, "云谷数据中心", 1, "2025年6月", datetime.date(2025, 7, 1)]]
    (report,) = book(tmp_path / "a.xlsx", 台账=rows).values()
    assert days(report) == {"finish": ("2025-06-30", ""), "operation": ("", "2025-07-01")}
    assert report.doubts == ("实际投产时间“2025-07-01”晚于台账日期",)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("计划开工时间", "planned start"),
        ("约定开工日期", "planned start"),
        ("目标竣工时间节点", "planned finish"),
        ("预计建成投产年月", "planned operation"),
        ("合同签约时间", "planned signing"),
        ("竣工验收时间", "actual finish"),
        ("开工时间", "actual start"),
        ("是否开工", "stage start"),
        ("投产", "stage operation"),
        ("计划总投资", "total investment"),
        ("未开工原因", "problem"),
        ("整改时限", ""),
    ],
)
def test_headings(heading: str, role: str) -> None:
    assert role_of(heading, WORDS) == role


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("在建（主体封顶）", "start"),
        ("主体完工", "start"),
        ("已完工", "operation"),
        ("未开工", "signing"),
        ("达产达效", "full capacity"),
        ("方案设计", None),
    ],
)
def test_stages_of_cells(text: str, stage: str | None) -> None:
    assert stage_of(text, WORDS) == stage


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("签约库", "signing"),
        ("一、开工项目（3个）", "start"),
        ("（二）已投产项目", "operation"),
        ("签约开工情况", None),
        ("台账", None),
    ],
)
def test_stages_of_groups(text: str, stage: str | None) -> None:
    assert stage_of_group(text, WORDS) == stage


def test_names_and_spans() -> None:
    assert project_name("3.“云谷”数据中心（二期）") == "“云谷”数据中心（二期）"
    assert project_name("重点项目（共12个）") == "重点项目"
    assert read_span("2023.5—2025.12") == (date(2023, 5, 31), date(2025, 12, 31))
    assert read_span("2026-2023") is None
    assert read_span("18个月") is None
