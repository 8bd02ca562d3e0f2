"""A builder of small snapshots in tests: plain rows in, the tables of a snapshot out."""

from __future__ import annotations

import hashlib
import tomllib
from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from warehouse import checks, measuring
from warehouse import tables as warehouse_tables

Number = Decimal | int | float | str
RULES = Path(__file__).resolve().parent.parent / "data" / "rules.toml"
YEAR = (date(2024, 1, 1), date(2024, 12, 31))


def yi(number: str) -> Decimal:
    """Return 亿 in units: yi("107.96") is 10796000000."""
    return Decimal(number) * 100_000_000


def day(text: str) -> date:
    """Return the day of an ISO text."""
    return date.fromisoformat(text)


class Rows:
    """Collects rows; what is not said takes the plainest value. Goals are named 组织·指标·期间."""

    def __init__(self) -> None:
        self._rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._texts: dict[str, str] = {}
        rules = tomllib.loads(RULES.read_text("utf-8"))
        for section in ("status", "report", "forecast", "project", "ranking"):
            for name, value in rules[section].items():
                self.rule(f"{section}.{name}", value)
        self.organisation("二七区")

    def rule(self, name: str, value: float) -> None:
        """Set one threshold."""
        self._rows["rules"] = [row for row in self._rows["rules"] if row["name"] != name]
        self._rows["rules"].append({"name": name, "value": float(value)})

    def owner(self, owner: str, leader: str = "", **of: str) -> None:
        """Say who answers for the goals of an organisation, a theme or a metric."""
        self._rows["owners"].append(
            {"organisation": None, "theme": None, "metric": None, **of, "owner": owner, "leader": leader}
        )

    def organisation(self, name: str, parent: str | None = None) -> None:
        self._rows["organisations"].append({"name": name, "parent": parent})

    def metric(
        self,
        name: str,
        unit: str = "元",
        *,
        better: str = "higher",
        accumulates: bool = True,
        theme: str = "招商引资",
        known: bool = True,
    ) -> str:
        """Add a metric once; return its id, which is its name."""
        if all(row["id"] != name for row in self._rows["metrics"]):
            facts = {"unit": unit, "better": better, "accumulates": accumulates, "theme": theme, "known": known}
            self._rows["metrics"].append({"id": name, "name": name, **facts})
        return name

    def pace(self, metric: str, shares: list[float]) -> None:
        """Give a metric a pace curve."""
        for month, share in enumerate(shares, 1):
            self._rows["pace"].append({"metric_id": metric, "month": month, "share": share})

    def document(
        self,
        name: str,
        published_on: date | None,
        *,
        stated: bool = True,
        title: str = "",
        organisation: str = "二七区",
        state: str = "read",
        message: str = "",
        text: str = "",
    ) -> str:
        """Add a document; return its id, which is its name."""
        self._texts[name] = text
        facts = {"publisher": "", "organisation": organisation, "state": state, "message": message, "url": ""}
        dates = {"published_on": published_on, "published_stated": stated}
        digest = hashlib.sha256(name.encode()).hexdigest()
        self._rows["documents"].append(
            {"id": name, "path": f"{name}.txt", "sha256": digest, "title": title or name, **facts, **dates}
        )
        return name

    def goal(
        self,
        metric: str,
        organisation: str = "二七区",
        period: tuple[date, date] = YEAR,
        parent: str | None = None,
    ) -> str:
        """Add a goal; return its id."""
        self.metric(metric)
        start, stop = period
        name = f"{organisation}·{metric}·{start:%Y%m%d}-{stop:%Y%m%d}"
        facts = {"organisation": organisation, "metric_id": metric, "period_start": start, "period_stop": stop}
        self._rows["goals"].append({"id": name, **facts, "parent_id": parent})
        return name

    def target(
        self,
        goal: str,
        low: Number | None = None,
        high: Number | None = None,
        comparator: str = "=",
        *,
        on: date | None = YEAR[0],
        chosen: bool = False,
        basis: str = "stated",
        statement: str | None = None,
        **words: Any,
    ) -> str:
        """State a target of a goal; a plain number may be given as `low` alone. Return the statement's id."""
        if comparator in ("=", "~") and high is None:
            high = low
        facts = self._goal(goal)
        if statement is None:
            period = {"period_start": facts["period_start"], "period_stop": facts["period_stop"]}
            statement = self.statement("target", facts, low, high, comparator, on=on, **period, **words)
        self._rows["targets"].append(
            {"goal_id": goal, "statement_id": statement, "low": low, "high": high, "comparator": comparator}
            | {"basis": basis, "chosen": chosen}
        )
        return statement

    def actual(
        self,
        goal: str,
        value: Number,
        as_of: date | None,
        *,
        on: date | str | None = "same",
        start: date | str | None = "goal",
        stop: date | None = None,
        basis: str = "flow",
        comparator: str = "=",
        linked: bool = True,
        metric: str | None = None,
        **words: Any,
    ) -> str:
        """Report a result of a goal, published on its own day unless told. Return the statement's id."""
        facts = dict(self._goal(goal))
        facts["metric_id"] = metric or facts["metric_id"]
        low = None if comparator in ("<", "<=") else value
        high = None if comparator in (">", ">=") else value
        period = {"period_start": facts["period_start"] if start == "goal" else start, "period_stop": stop or as_of}
        on = (as_of or stop) if on == "same" else on
        more = {"as_of": as_of, "basis": basis, "on": on, **period, **words}
        statement = self.statement("actual", facts, low, high, comparator, **more)
        if linked:
            self._rows["links"].append({"goal_id": goal, "actual_id": statement, "rule": "same_metric_and_period"})
        return statement

    def statement(
        self,
        kind: str,
        about: dict[str, Any],
        low: Number | None,
        high: Number | None,
        comparator: str,
        *,
        on: date | None,
        period_start: date | None,
        period_stop: date,
        as_of: date | None = None,
        basis: str = "flow",
        document: str | None = None,
        stated: bool = True,
        period_stated: bool = True,
        sentence: str = "",
        quote: str = "",
        text: str = "",
        headings: str = "",
        rules: str = "",
        doubts: str = "",
        parent: str | None = None,
    ) -> str:
        """Add one statement, with a document of its own unless one is named; return its id."""
        number = len(self._rows["statements"]) + 1
        quote = quote or text or f"{about['metric_id']}{low if low is not None else high}"
        sentence = sentence or f"{quote}。"
        document = document or self.document(f"文件{number}", on, stated=stated)
        facts = next(row for row in self._rows["documents"] if row["id"] == document)
        self._rows["statements"].append(
            {"id": f"s{number:03}", "kind": kind, "metric_id": about["metric_id"], "basis": basis}
            | {"organisation": about["organisation"], "low": low, "high": high, "comparator": comparator}
            | {"quantity_text": text or quote, "period_start": period_start, "period_stop": period_stop}
            | {"as_of": as_of, "period_stated": period_stated, "document_id": document, "article": facts["title"]}
            | {"published_on": facts["published_on"], "published_stated": facts["published_stated"]}
            | {"headings": headings, "sentence": sentence, "quote": quote, "rules": rules, "doubts": doubts}
            | {"quote_start": self._write(document, sentence) + sentence.index(quote), "parent_id": parent}
        )
        return f"s{number:03}"

    def decision(self, about: str, **facts: str) -> None:
        """Add a decision of a person."""
        row = dict.fromkeys(("verb", "field", "expected", "value", "reason", "by", "at"), "")
        number = len(self._rows["decisions"]) + 1
        named = {"number": number, "id": f"d{number:03}"}
        self._rows["decisions"].append({**named, "about": about, "state": "applied", **row, **facts})

    def finding(self, rule: str, statement: str, message: str = "", figures: str = "{}") -> None:
        """Add what a check noted about a statement."""
        about = {"rule": rule, "statement_id": statement, "document_id": None, "is_fault": False}
        self._rows["findings"].append({**about, "message": message, "figures": figures})

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables, ready for `publish`."""
        documents = [{**row, "text": self._texts[row["id"]]} for row in self._rows["documents"]]
        return {name: pd.DataFrame(rows) for name, rows in {**self._rows, "documents": documents}.items() if rows}

    def connect(self) -> duckdb.DuckDBPyConnection:
        """Return a database in memory with the rows and the measures, checked as a published one."""
        con = duckdb.connect()
        warehouse_tables.create(con)
        rows = warehouse_tables.fill(con, self.tables())
        con.execute("INSERT INTO snapshot VALUES ('20240531-120000-abcdef', ?, 'test')", [datetime(2024, 5, 31, 12)])
        checks.check(con, rows)
        measuring.measure(con)
        return con

    def _goal(self, name: str) -> dict[str, Any]:
        return next(row for row in self._rows["goals"] if row["id"] == name)

    def _write(self, document: str, sentence: str) -> int:
        """Return where a sentence stands in a document, writing it at the end if it is not there yet."""
        if sentence not in self._texts[document]:
            self._texts[document] += sentence + "\n"
        return self._texts[document].index(sentence)
