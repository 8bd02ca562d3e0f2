"""A realistic small snapshot: one district, its development zone and a town, in the spring of 2024.

The sentences are made up for the tests. Look at it as of 31 May 2024.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from tests.warehouse_rows import Rows, day, yi
from warehouse.snapshot import Snapshot, publish

__all__ = ["AS_OF", "build_sample", "sample_tables"]

Words = dict[str, Any]

AS_OF = date(2024, 5, 31)
DISTRICT, ZONE, TOWN = "二七区", "二七经开区", "马寨镇"
LAST_YEAR = (date(2023, 1, 1), date(2023, 12, 31))
QUARTER = (date(2024, 4, 1), date(2024, 6, 30))
MAY = "文中没有日期，按“五月”取5月15日"
CONFERENCE, SPREAD, PROJECTS, ZONE_MEETING = "招商引资大会", "五月专版", "重大项目调度会", "经开区部署会"
TOWN_PLAN, TOWN_JANUARY, TOWN_QUARTER = "马寨镇工作要点", "马寨镇一月通报", "马寨镇一季度通报"


def build_sample(data_dir: Path) -> Snapshot:
    """Publish the sample into a data folder."""
    return publish(data_dir, sample_tables(), "sample")


def sample_tables() -> dict[str, pd.DataFrame]:
    """Return the tables of the sample: 29 goals with every status."""
    rows = Rows()
    rows.organisation(ZONE, DISTRICT)
    rows.organisation(TOWN, DISTRICT)
    _metrics(rows)
    _documents(rows)
    _district_investment(rows)
    _district_projects(rows)
    _district_talent(rows)
    _zone(rows)
    _town(rows)
    return rows.tables()


def _metrics(rows: Rows) -> None:
    for name in ("签约额", "主导产业项目签约额", "新开工项目投资额"):
        rows.metric(name)
    for name in ("新签约项目数", "高质量项目数"):
        rows.metric(name, "个")
    for name in ("党政主要领导外出考察次数", "招商小分队外出招商次数"):
        rows.metric(name, "次")
    rows.metric("对接洽谈企业数", "家")
    for name in ("重大项目完成投资", "省市重点项目完成投资"):
        rows.metric(name, theme="项目建设")
    for name in ("重大项目数", "竣工投产项目数"):
        rows.metric(name, "个", theme="项目建设")
    for name in ("盘活商务楼宇面积", "盘活商业底商面积"):
        rows.metric(name, "平方米", theme="楼宇经济")
    rows.metric("引进人才数", "人", theme="人才")
    rows.metric("认定高层次人才数", "人", theme="人才", known=False)
    rows.metric("配租人才公寓套数", "套", theme="人才")
    rows.metric("中小企业预留采购份额", "%", accumulates=False, theme="营商环境")
    rows.metric("地区生产总值增速", "%", accumulates=False, theme="经济运行")
    rows.metric("规上工业增加值增速", "%", accumulates=False, theme="经济运行")
    rows.metric("城镇调查失业率", "%", better="lower", accumulates=False, theme="民生")
    rows.metric("一般公共预算收入", theme="经济运行")
    rows.metric("安全生产事故起数", "起", better="lower", theme="民生")


def _documents(rows: Rows) -> None:
    rows.document(CONFERENCE, day("2024-02-18"), title="全区产业发展暨招商引资大会召开")
    rows.document(SPREAD, day("2024-05-15"), stated=False, title="项目为王 奋力一季：招商引资专版")
    rows.document(PROJECTS, day("2024-05-08"), title="重大项目建设调度会")
    rows.document(ZONE_MEETING, day("2024-02-23"), title="经开区召开招商引资工作部署会", organisation=ZONE)
    rows.document(TOWN_PLAN, day("2024-01-20"), title="马寨镇2024年工作要点", organisation=TOWN)
    rows.document(TOWN_JANUARY, day("2024-02-05"), title="马寨镇一月份经济运行通报", organisation=TOWN)
    rows.document(TOWN_QUARTER, day("2024-04-18"), title="马寨镇一季度经济运行通报", organisation=TOWN)
    rows.document("春季招聘会", day("2024-03-12"), state="nothing", text="现场气氛热烈，求职者络绎不绝。\n")
    rows.document("扫描件", None, stated=False, state="refused", message="扫描件.pdf 是图片，没有可读的文字")


def _district_investment(rows: Rows) -> None:
    goals = "全年要新签约项目60个以上，签约额达到500亿元以上，其中主导产业项目签约额达到300亿元以上。"
    other = "年初提出力争全年新签约项目30个以上、签约额300亿元以上。"
    result = "今年以来新签约项目13个、签约总额107.96亿元。"
    plan: Words = {"document": CONFERENCE, "sentence": goals, "headings": "2024年 › 目标", "rules": "要 → 目标 → 全年"}
    rival: Words = {"document": SPREAD, "sentence": other, "doubts": MAY, "rules": "力争 → 目标"}
    ytd: Words = {"document": SPREAD, "sentence": result, "doubts": MAY, "rules": "今年以来 → 年初累计"}
    may = day("2024-05-15")

    signed = rows.goal("签约额")
    stated = rows.target(signed, yi("500"), None, ">=", text="500亿元以上", quote="签约额达到500亿元以上", **plan)
    headline: Words = {"document": CONFERENCE, "sentence": "新春第一会：今年签约额将超500亿元"}
    rows.target(signed, yi("500"), None, ">", text="超500亿元", quote="签约额将超500亿元", **headline)
    rows.target(signed, yi("300"), None, ">=", text="300亿元以上", quote="签约额300亿元以上", **rival)
    rows.actual(signed, yi("107.96"), may, text="107.96亿元", quote="签约总额107.96亿元", **ytd)

    leading = rows.goal("主导产业项目签约额", parent=signed)
    quote = "主导产业项目签约额达到300亿元以上"
    rows.target(leading, yi("300"), None, ">=", text="300亿元以上", quote=quote, parent=stated, **plan)

    count = rows.goal("新签约项目数")
    rows.target(count, 60, None, ">=", text="60个以上", quote="新签约项目60个以上", **plan)
    rows.target(count, 30, None, ">=", text="30个以上", quote="新签约项目30个以上", **rival)
    rows.actual(count, 13, may, text="13个", quote="新签约项目13个", **ytd)

    visits = "党政主要领导带队外出考察20次，招商小分队外出招商不低于50次，引进50亿元以上高质量项目不低于2个。"
    plan["sentence"] = visits
    ytd["sentence"] = "主要领导外出考察6次，招商小分队外出招商9次。"
    trips = rows.goal("党政主要领导外出考察次数")
    rows.target(trips, 20, text="20次", quote="外出考察20次", **plan)
    rows.actual(trips, 6, may, text="6次", quote="外出考察6次", **ytd)
    squads = rows.goal("招商小分队外出招商次数")
    rows.target(squads, 50, None, ">=", text="不低于50次", quote="招商小分队外出招商不低于50次", **plan)
    rows.actual(squads, 9, may, text="9次", quote="招商小分队外出招商9次", **ytd)
    quality = rows.goal("高质量项目数")
    rows.target(quality, 2, None, ">=", text="不低于2个", quote="高质量项目不低于2个", **plan)


def _district_projects(rows: Rows) -> None:
    plan = "今年推进重大项目309个，年度计划投资412亿元；省市重点项目年度计划完成投资91.3亿元，60个项目年内竣工投产。"
    first = "一季度重大项目完成投资107.04亿元。"
    april = "截至4月底，省市重点项目累计完成投资35.6亿元。"
    facts: Words = {"document": PROJECTS, "sentence": plan, "headings": "重大项目"}

    major = rows.goal("重大项目完成投资")
    rows.target(major, yi("412"), text="412亿元", quote="年度计划投资412亿元", **facts)
    march: Words = {"document": SPREAD, "sentence": first, "rules": "一季度 → 1月1日—3月31日"}
    rows.actual(major, yi("107.04"), day("2024-03-31"), text="107.04亿元", quote="完成投资107.04亿元", **march)

    key = rows.goal("省市重点项目完成投资")
    rows.target(key, yi("91.3"), text="91.3亿元", quote="年度计划完成投资91.3亿元", **facts)
    upto: Words = {"document": PROJECTS, "sentence": april, "rules": "截至 → 累计 → 年初累计"}
    rows.actual(key, yi("35.6"), day("2024-04-30"), text="35.6亿元", quote="累计完成投资35.6亿元", **upto)

    rows.target(rows.goal("重大项目数"), 309, text="309个", quote="重大项目309个", **facts)
    rows.target(rows.goal("竣工投产项目数"), 60, text="60个", quote="60个项目年内竣工投产", **facts)
    started = "新开工项目投资额达到330亿元以上，盘活商务楼宇6.8万平方米以上、商业底商18万平方米以上。"
    facts = {"document": CONFERENCE, "sentence": started}
    rows.target(rows.goal("新开工项目投资额"), yi("330"), None, ">=", text="330亿元以上", **facts)
    rows.target(rows.goal("盘活商务楼宇面积"), 68_000, None, ">=", text="6.8万平方米以上", **facts)
    rows.target(rows.goal("盘活商业底商面积"), 180_000, None, ">=", text="18万平方米以上", **facts)


def _district_talent(rows: Rows) -> None:
    plan = "引进人才500人以上，认定高层次人才50人以上，计划配租人才公寓2000套，中小企业预留采购份额保持50%以上。"
    facts: Words = {"document": CONFERENCE, "sentence": plan, "headings": "2024年 › 保障"}
    rows.target(rows.goal("引进人才数"), 500, None, ">=", text="500人以上", **facts)
    rows.target(rows.goal("认定高层次人才数"), 50, None, ">=", text="50人以上", **facts)
    rows.target(rows.goal("配租人才公寓套数"), 2000, text="2000套", **facts)
    share = rows.goal("中小企业预留采购份额")
    rows.target(share, 50, None, ">=", text="50%以上", **facts)
    kept: Words = {"document": SPREAD, "sentence": "目前中小企业预留采购份额为52.3%。", "doubts": MAY}
    rows.actual(share, Decimal("52.3"), day("2024-05-15"), start=None, basis="stock", text="52.3%", **kept)


def _zone(rows: Rows) -> None:
    plan = (
        "力争全年对接洽谈企业超200家，新签约项目15个以上，签约额200亿元以上，"
        "其中主导产业项目签约额100亿元以上，高质量项目不少于1个。"
    )
    event = "3月6日的集中签约仪式上，经开区签约项目26个，总签约额超50亿元。"
    facts: Words = {"document": ZONE_MEETING, "sentence": plan, "headings": "2024年"}
    signing: Words = {"document": SPREAD, "sentence": event, "basis": "event", "start": day("2024-03-06")}
    sixth = day("2024-03-06")

    count = rows.goal("新签约项目数", ZONE)
    rows.target(count, 15, None, ">=", text="15个以上", quote="新签约项目15个以上", **facts)
    rows.actual(count, 26, sixth, text="26个", quote="签约项目26个", **signing)
    signed = rows.goal("签约额", ZONE)
    stated = rows.target(signed, yi("200"), None, ">=", text="200亿元以上", quote="签约额200亿元以上", **facts)
    rows.actual(signed, yi("50"), sixth, comparator=">", text="超50亿元", quote="总签约额超50亿元", **signing)
    leading = rows.goal("主导产业项目签约额", ZONE, parent=signed)
    rows.target(leading, yi("100"), None, ">=", text="100亿元以上", parent=stated, **facts)
    rows.target(rows.goal("高质量项目数", ZONE), 1, None, ">=", text="不少于1个", **facts)
    rows.target(rows.goal("对接洽谈企业数", ZONE), 200, None, ">", text="超200家", **facts)

    last = rows.goal("重大项目完成投资", ZONE, LAST_YEAR)
    done = "去年重大项目完成投资43.39亿元，占年度目标的104%。"
    result: Words = {"document": ZONE_MEETING, "sentence": done, "headings": "2023年"}
    rate = rows.metric("重大项目完成投资年度目标完成率", "%", accumulates=False, theme="项目建设")
    told = rows.actual(
        last, 104, LAST_YEAR[1], metric=rate, linked=False, text="104%", quote="占年度目标的104%", **result
    )
    rows.target(last, yi("43.39") / Decimal("1.04"), basis="implied", statement=told)
    rows.actual(last, yi("43.39"), LAST_YEAR[1], text="43.39亿元", quote="完成投资43.39亿元", **result)


def _town(rows: Rows) -> None:
    plan = "生产总值增长6%—6.5%，规上工业增加值增长8%，一般公共预算收入3.2亿元，失业率控制在5.5%以内，事故不超过3起。"
    facts: Words = {"document": TOWN_PLAN, "sentence": plan}
    march = day("2024-03-31")
    quarter: Words = {"document": TOWN_QUARTER}

    output = rows.goal("地区生产总值增速", TOWN)
    rows.target(output, 6, Decimal("6.5"), text="6%—6.5%", **facts)
    rows.actual(output, Decimal("6.2"), march, text="6.2%", sentence="一季度生产总值增长6.2%。", **quarter)
    industry = rows.goal("规上工业增加值增速", TOWN)
    rows.target(industry, 8, text="8%", quote="增长8%", **facts)
    rows.actual(industry, Decimal("7.6"), march, text="7.6%", sentence="规上工业增加值增长7.6%。", **quarter)
    income = rows.goal("一般公共预算收入", TOWN)
    rows.target(income, yi("3.2"), text="3.2亿元", **facts)
    january: Words = {"document": TOWN_JANUARY, "sentence": "1月份一般公共预算收入0.31亿元。"}
    rows.actual(income, yi("0.31"), day("2024-01-31"), text="0.31亿元", **january)
    jobless = rows.goal("城镇调查失业率", TOWN)
    rows.target(jobless, None, Decimal("5.5"), "<=", text="控制在5.5%以内", quote="失业率控制在5.5%以内", **facts)
    now: Words = {"start": None, "basis": "stock", "sentence": "3月末失业率5.1%。", **quarter}
    rows.actual(jobless, Decimal("5.1"), march, text="5.1%", **now)
    accidents = rows.goal("安全生产事故起数", TOWN)
    rows.target(accidents, None, 3, "<=", text="不超过3起", **facts)
    rows.actual(accidents, 5, march, text="5起", sentence="一季度发生事故5起。", **quarter)
    signed = rows.goal("签约额", TOWN, QUARTER)
    rows.target(signed, yi("12"), None, ">=", text="12亿元以上", sentence="二季度签约额12亿元以上。", **quarter)
    april: Words = {"document": PROJECTS, "sentence": "4月份马寨镇签约4.1亿元。"}
    rows.actual(signed, yi("4.1"), day("2024-04-30"), text="4.1亿元", **april)
