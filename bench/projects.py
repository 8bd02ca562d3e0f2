"""The projects of the large office that is made up for measuring: dated steps, on time, late, slipped and overdue."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Protocol

STEPS = ("signing", "start", "finish", "operation", "full capacity")
WORDS = {"signing": "签约", "start": "开工", "finish": "竣工", "operation": "投产", "full capacity": "达效"}
STAGES = {"signing": "signing", "start": "start", "finish": "start", "operation": "operation"}
AFTER_START = {"signing": -100, "start": 0, "finish": 420, "operation": 520, "full capacity": 820}
CHAINS = ("智能装备", "生物医药", "新能源", "新材料", "现代商贸", "文旅文创", "数字产业", "现代物流", "城市更新")
KINDS = ("产业园", "研发总部", "智能制造基地", "标准厂房", "综合体", "数据中心", "冷链物流园", "片区改造", "改扩建工程")
LONG = "及配套基础设施、公共服务平台与专家公寓建设工程"
OWNERS = ("发展和改革局", "商务局", "工业和信息化局", "住房和城乡建设局", "文化旅游局", "投资促进中心")
LEADERS = ("区长", "常务副区长", "分管工业副区长", "分管商务副区长", "经开区管委会主任", "")
PROBLEMS = ("土地指标还没有落实", "施工许可在办", "拆迁还差3户", "资金还没有到位", "外电接入方案没有定", "", "", "", "")
LATE, OVERDUE, SLIPPED, UNPRICED, UNDATED = 0.15, 0.4, 0.12, 0.06, 0.04  # shares of the projects
MISSED = 210  # days: what was missed earlier has been made up for, or is no longer reported
HUNDRED_MILLION = Decimal(100_000_000)


class Office(Protocol):
    """What projects are added to: the rows of each table, and what writes a sentence into a document of a day."""

    rows: dict[str, list[dict[str, Any]]]

    def write(self, sentence: str, quote: str, day: date) -> dict[str, Any]:
        """Return where the quote then stands: the columns of its document."""


@dataclass(frozen=True, slots=True)
class Made:
    """One project as it really goes: its steps with the day first promised, the day last promised and the day taken."""

    key: str
    name: str
    unit: str
    facts: dict[str, Any]
    steps: tuple[tuple[str, date, date, date | None], ...]


def add(office: Office, units: list[str], count: int, today: date) -> None:
    """Add so many projects of these units, each reported one to four times by the day."""
    chance = Random(today.year)
    for number in range(count):
        made = _made(number, chance.choice(units), chance, today)
        office.rows["projects"].append({"id": made.key, "name": made.name, "organisation": made.unit})
        times = chance.randrange(1, 5)
        for turn in range(times):
            _report(office, made, today - timedelta(days=6 + 31 * (times - 1 - turn)), last=turn == times - 1)


def _made(number: int, unit: str, chance: Random, today: date) -> Made:
    chain = chance.choice(CHAINS)
    name = f"{unit}{chain}{chance.choice(KINDS)}{'一二三四五'[number % 5]}期{LONG if number % 40 == 7 else ''}项目"
    start = today + timedelta(days=chance.randrange(-1000, 260))
    fate = chance.random()
    steps = []
    for step in STEPS if fate > UNDATED else ():
        first = _month_end(start + timedelta(days=AFTER_START[step] + chance.randrange(-20, 20)))
        slip = chance.choice((61, 92, 153)) if fate < UNDATED + SLIPPED and step != "signing" else 0
        last = _month_end(first + timedelta(days=slip))
        late = chance.randrange(9, 75) if chance.random() < LATE else -chance.randrange(0, 25)
        reached = last + timedelta(days=late)
        missed = today - timedelta(days=MISSED) < last < today and chance.random() < OVERDUE
        taken = None if missed or reached > today else reached
        steps.append((step, first, last, taken))
        if taken is None and last < today:  # what was to follow is promised still and cannot have been taken
            steps += [(later, *_promised(later, start, chance), None) for later in STEPS[STEPS.index(step) + 1 :]]
            break
    total = Decimal(round(chance.lognormvariate(1.6, 1.0), 1)).quantize(Decimal("0.1")) + Decimal("0.3")
    priced = chance.random() > UNPRICED
    facts = {
        "chain": chain,
        "owner": f"{unit}{chance.choice(OWNERS)}",
        "leader": chance.choice(LEADERS),
        "problem": chance.choice(PROBLEMS),
        "total_investment": total * HUNDRED_MILLION if priced else None,
        "annual_investment": (total * Decimal("0.3")).quantize(Decimal("0.1")) * HUNDRED_MILLION if priced else None,
        "share": Decimal(chance.randrange(10, 95)) / 100,
    }
    return Made(f"p{number:05}", name, unit, facts, tuple(steps))


def _promised(step: str, start: date, chance: Random) -> tuple[date, date]:
    day = _month_end(start + timedelta(days=AFTER_START[step] + chance.randrange(0, 60)))
    return day, day


def _report(office: Office, made: Made, day: date, *, last: bool) -> None:
    """Say where the project stood on a day: what was promised then, what had been taken by then."""
    taken = [step for step, _, _, reached in made.steps if reached is not None and reached <= day]
    stage = STAGES.get(taken[-1], "full capacity") if taken else "planning"
    promised = [(step, told if last else first) for step, first, told, _ in made.steps]
    coming = next(((step, told) for step, told in promised if step not in taken), None)
    facts = dict(made.facts)
    share, annual = facts.pop("share"), facts["annual_investment"]
    money = f"，总投资{facts['total_investment'] / HUNDRED_MILLION}亿元" if facts["total_investment"] else ""
    plan = f"，计划{coming[1].year}年{coming[1].month}月{WORDS[coming[0]]}" if coming else ""
    quote = f"{made.name}{money}，责任单位为{facts['owner']}{plan}"
    where = office.write(quote + "。", quote, day)
    key = f"r{len(office.rows['project_reports']):06}"
    office.rows["project_reports"].append(
        {"id": key, "project_id": made.key, "stage": stage, **facts}
        | {"annual_done": annual * share if annual else None, "cumulative_investment": None}
        | {"rules": "台账", "doubts": "", **where}
    )
    for step, told in promised:
        reached = next(one[3] for one in made.steps if one[0] == step)
        office.rows["milestones"].append(
            {"report_id": key, "project_id": made.key, "step": step, "planned_on": told}
            | {"reached_on": reached if step in taken else None, "printed": f"{told.year}年{told.month}月"}
        )


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
