"""A large office made up for measuring: as many goals, statements and documents as asked for, the same every time.

    python -m bench.synthetic FOLDER [--goals 2000] [--statements 100000] [--documents 5000]

FOLDER becomes a data folder with a published snapshot, with an eighth as many projects as goals (bench/projects.py).
The metrics are those of the vocabulary that ships; units, figures and sentences are made up. Every quote stands in its
document, as in a real snapshot, so that all screens work.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd

from bench import projects
from warehouse.snapshot import Snapshot, publish

SHIPPED = Path(__file__).resolve().parent.parent / "data"
YEAR = 2024
FIRST, AS_OF, LAST = date(YEAR, 1, 1), date(YEAR, 6, 30), date(YEAR, 12, 31)
CITY = "长河市"
SYLLABLES = "东西南北中金银铜石木清平安宁和兴盛昌永泰福寿康乐春夏秋冬云山水林田湖草沙"
KINDS = ("区", "县", "镇", "街道", "局", "经开区")
UNLINKED = 0.4  # share of the statements that belong to no goal
RIVALS, PARTS, SILENT, STALE = 0.08, 0.06, 0.12, 0.05  # shares of the goals
MONEY = Decimal(100_000_000)


@dataclass(frozen=True, slots=True)
class Size:
    """How large the office is."""

    goals: int = 2_000
    statements: int = 100_000
    documents: int = 5_000

    @property
    def projects(self) -> int:
        """How many projects such an office has."""
        return max(48, self.goals // 8)


@dataclass
class Office:
    """What is made up so far: the rows of each table, and the text of each document."""

    size: Size
    chance: Random
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    texts: list[list[str]] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)

    def write(self, sentence: str, quote: str, day: date) -> dict[str, Any]:
        """Write a sentence into a document of a day; return its document's columns and where the quote stands."""
        place = _document_of(self, day)
        document = self.rows["documents"][place]
        start = self.lengths[place] + sentence.index(quote)
        self.texts[place].append(sentence + "\n")
        self.lengths[place] += len(sentence) + 1
        where = {"document_id": document["id"], "article": document["title"], "sentence": sentence, "quote": quote}
        where |= {"published_on": document["published_on"], "published_stated": document["published_stated"]}
        return where | {"quote_start": start}


def build(folder: Path, size: Size = Size()) -> Snapshot:
    """Publish an office of this size into a data folder."""
    return publish(folder, tables(size), "synthetic")


def tables(size: Size = Size()) -> dict[str, pd.DataFrame]:
    """Return the tables of an office of this size, ready for `publish`."""
    office = Office(size, Random(YEAR))
    _rules(office)
    metrics = _metrics(office)
    units = _units(office)
    _documents(office, units)
    _goals(office, metrics, units)
    _unlinked(office, metrics, units)
    projects.add(office, units, size.projects, AS_OF)
    for row, text in zip(office.rows["documents"], office.texts, strict=True):
        row["text"] = "".join(text)
        row["state"] = "read" if text else "nothing"
    return {name: pd.DataFrame(rows) for name, rows in office.rows.items()}


def _rules(office: Office) -> None:
    rules = tomllib.loads((SHIPPED / "rules.toml").read_text("utf-8"))
    for section in ("status", "report", "forecast", "project", "ranking"):
        for name, value in rules[section].items():
            office.rows["rules"].append({"name": f"{section}.{name}", "value": float(value)})


def _metrics(office: Office) -> list[dict[str, Any]]:
    """The metrics of the vocabulary that ships, with the defaults that it leaves out."""
    found = tomllib.loads((SHIPPED / "vocabulary" / "metrics.toml").read_text("utf-8"))["metric"]
    rows = [
        {"id": entry["id"], "name": entry["name"], "unit": entry["unit"], "theme": entry["theme"], "known": True}
        | {"better": entry.get("better", "higher"), "accumulates": entry.get("accumulates", entry["unit"] != "%")}
        for entry in found
    ]
    office.rows["metrics"].extend(rows)
    return rows


def _units(office: Office) -> list[str]:
    """The city and the units below it, as many as hold the goals with each metric at most once."""
    metrics = len(office.rows["metrics"])
    count = max(1, -(-office.size.goals * 3 // (metrics * 2)))
    names = (f"{a}{b}{kind}" for kind in KINDS for a in SYLLABLES[::3] for b in SYLLABLES[1::5] if a != b)
    units = [name for name, _ in zip(names, range(count - 1), strict=False)]
    while len(units) < count - 1:
        units.append(f"第{len(units) + 1}镇")
    office.rows["organisations"].append({"name": CITY, "parent": None})
    office.rows["organisations"].extend({"name": name, "parent": CITY} for name in units)
    return [CITY, *units]


def _documents(office: Office, units: list[str]) -> None:
    days = (AS_OF - FIRST).days
    for number in range(office.size.documents):
        unit = units[number % len(units)]
        day = FIRST + timedelta(days=number * days // office.size.documents)
        title = f"{unit}{day.year}年{day.month}月工作情况通报（第{number + 1}期）"
        office.rows["documents"].append(
            {
                "id": f"d{number:06}",
                "path": f"{day:%Y-%m-%d}-{number:06}.txt",
                "sha256": f"{number:064x}",
                "title": title,
            }
            | {"publisher": unit, "organisation": unit, "published_on": day, "published_stated": number % 9 > 0}
            | {"url": "", "state": "read", "message": "", "text": ""}
        )
        office.texts.append([])
        office.lengths.append(0)


def _goals(office: Office, metrics: list[dict[str, Any]], units: list[str]) -> None:
    """One goal a unit and metric: a target, at times a rival, and reports of what has been done since January."""
    size, chance = office.size, office.chance
    pairs = [(metric, unit) for metric in metrics for unit in units]
    chosen = sorted(chance.sample(range(len(pairs)), min(size.goals, len(pairs))))
    linked = max(0, round(size.statements * (1 - UNLINKED)) - round(len(chosen) * (1 + RIVALS)))
    whole: dict[str, str] = {}
    for number, place in enumerate(chosen):
        metric, unit = pairs[place]
        goal = f"{unit}·{metric['name']}·{YEAR}"
        parent = whole.get(metric["theme"] + unit) if chance.random() < PARTS else None
        whole[metric["theme"] + unit] = goal
        office.rows["goals"].append(
            {"id": goal, "organisation": unit, "metric_id": metric["id"], "parent_id": parent}
            | {"period_start": FIRST, "period_stop": LAST}
        )
        target = _size_of(metric, chance)
        _target(office, goal, metric, unit, target)
        if chance.random() < RIVALS:
            _target(office, goal, metric, unit, target * Decimal("0.8"))
        reports = (number + 1) * linked // len(chosen) - number * linked // len(chosen)
        _reports(office, goal, metric, unit, target, reports)


def _reports(office: Office, goal: str, metric: dict[str, Any], unit: str, target: Decimal, count: int) -> None:
    chance = office.chance
    fate = chance.random()
    linked = fate > SILENT
    latest = 40 if fate < SILENT + STALE else (AS_OF - FIRST).days
    speed = Decimal(str(round(chance.triangular(0.3, 2.6, 0.95), 4)))
    for number in range(count):
        gone = max(1, (number + 1) * latest // count)
        day = FIRST + timedelta(days=gone)
        if metric["accumulates"]:
            value = _rounded(target * speed * gone / 366, metric)
            facts: dict[str, Any] = {"basis": "flow", "period_start": FIRST, "comparator": "="}
        else:
            value = _rounded(target * (Decimal("0.85") + speed / 8), metric)
            facts = {"basis": "stock", "period_start": None, "comparator": "="}
        words = f"截至{day.month}月{day.day}日，{unit}{metric['name']}"
        statement = _said(office, "actual", metric, unit, value, words, day, facts | {"period_stop": day, "as_of": day})
        if linked:
            office.rows["links"].append({"goal_id": goal, "actual_id": statement, "rule": "same_metric_and_period"})


def _target(office: Office, goal: str, metric: dict[str, Any], unit: str, value: Decimal) -> None:
    ceiling = metric["better"] == "lower"
    comparator = "<=" if ceiling else ">="
    facts = {"basis": "flow", "period_start": FIRST, "period_stop": LAST, "as_of": None, "comparator": comparator}
    day = FIRST + timedelta(days=office.chance.randrange(0, 50))
    words = f"力争全年{unit}{metric['name']}{'控制在' if ceiling else '达到'}"
    statement = _said(office, "target", metric, unit, _rounded(value, metric), words, day, facts)
    row = office.rows["statements"][-1]
    office.rows["targets"].append(
        {"goal_id": goal, "statement_id": statement, "low": row["low"], "high": row["high"]}
        | {"comparator": comparator, "basis": "stated", "chosen": False}
    )


def _unlinked(office: Office, metrics: list[dict[str, Any]], units: list[str]) -> None:
    """The rest: results of last year, which belong to no goal that the office still has."""
    chance = office.chance
    for _ in range(office.size.statements - len(office.rows["statements"])):
        metric, unit = chance.choice(metrics), chance.choice(units)
        value = _rounded(_size_of(metric, chance), metric)
        stop = date(YEAR - 1, 12, 31)
        facts = {"basis": "flow", "period_start": date(YEAR - 1, 1, 1), "period_stop": stop, "as_of": stop}
        day = FIRST + timedelta(days=chance.randrange(0, 180))
        _said(office, "actual", metric, unit, value, f"去年，{unit}{metric['name']}", day, facts | {"comparator": "="})


def _said(
    office: Office,
    kind: str,
    metric: dict[str, Any],
    unit: str,
    value: Decimal,
    words: str,
    day: date,
    facts: dict[str, Any],
) -> str:
    """Write a sentence into a document of its day, and add its statement; return the statement's id."""
    number = len(office.rows["statements"])
    printed = _printed(value, metric) + {">=": "以上", "<=": "以内"}.get(facts["comparator"], "")
    quote = f"{metric['name']}{words.rpartition(metric['name'])[2]}{printed}"
    sentence = words.rpartition(metric["name"])[0] + quote + "。"
    office.rows["statements"].append(
        {"id": f"s{number:07}", "kind": kind, "metric_id": metric["id"], "organisation": unit, **facts}
        | {
            "low": None if facts["comparator"] == "<=" else value,
            "high": None if facts["comparator"] == ">=" else value,
        }
        | {"quantity_text": printed, "period_stated": True, "headings": "", **office.write(sentence, quote, day)}
        | {"rules": "力争 → 目标" if kind == "target" else "截至 → 年初累计", "doubts": "", "parent_id": None}
    )
    return f"s{number:07}"


def _document_of(office: Office, day: date) -> int:
    """Return a document published on the day or within the few days after it."""
    span, count = (AS_OF - FIRST).days, office.size.documents
    each = max(1, count // span)
    return min(count - each, (day - FIRST).days * count // span) + office.chance.randrange(each)


def _size_of(metric: dict[str, Any], chance: Random) -> Decimal:
    if metric["unit"] == "元":
        return Decimal(round(chance.lognormvariate(3, 1.2), 2)).quantize(Decimal("0.01")) * MONEY + MONEY
    if metric["unit"] == "%":
        return Decimal(chance.randrange(20, 950)) / 10
    return Decimal(chance.randrange(10, 5000))


def _rounded(value: Decimal, metric: dict[str, Any]) -> Decimal:
    if metric["unit"] == "元":
        return (value / MONEY).quantize(Decimal("0.01")) * MONEY
    return value.quantize(Decimal("0.1") if metric["unit"] == "%" else Decimal(1))


def _printed(value: Decimal, metric: dict[str, Any]) -> str:
    return f"{value / MONEY:.2f}亿元" if metric["unit"] == "元" else f"{value:f}{metric['unit']}"


def sizes(parser: argparse.ArgumentParser) -> None:
    """Give a command the options that say how large the office is."""
    usual = Size()
    for name in ("goals", "statements", "documents"):
        parser.add_argument(f"--{name}", type=int, default=getattr(usual, name))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    sizes(parser)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    snapshot = build(asked.folder, Size(asked.goals, asked.statements, asked.documents))
    print(snapshot.path, *(f"{name} {count:,}" for name, count in snapshot.rows.items() if count), sep="\n")


if __name__ == "__main__":
    main()
