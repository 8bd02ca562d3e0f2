"""A ledger of projects, row by row: name, money, stage, dated steps, who answers for it and what stands in the way."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from etl.extract.moment_grammar import Calendar
from etl.extract.periods import find_periods
from etl.grid import Row
from etl.projects import STAGES, STEPS, Milestone, ProjectReport, report_id
from etl.tabular.cells import is_blank, read_cell
from etl.tabular.headers import Column
from etl.tabular.reading import Desk, bare_name
from etl.vocabulary import Vocabulary

MONEY = ("total investment", "annual investment", "annual done", "cumulative investment")
_DAY = re.compile(r"(20\d\d)[./-](\d{1,2})[./-](\d{1,2})")
_MONTH = re.compile(r"(20\d\d)[./-](\d{1,2})$")
_EXCEL_EPOCH = date(1899, 12, 30)


def read_ledger(desk: Desk) -> Iterator[ProjectReport]:
    """Yield a report for each row that names a project; sums and headings between the rows are stepped over."""
    name = desk.table.column("project", "indicator")
    assert name is not None, "a ledger has a column of names"
    sums = desk.lexicon.vocabulary.cells["sum"].words
    for row in desk.table.rows:
        text = bare_name(row.cell(name.index))
        if len(text) > 1 and len(row.filled) > 1 and not any(row.cell(at) in sums for at in range(name.index + 1)):
            yield _Entry(desk, row, text).report()


class _Entry:
    """One row of a ledger on the way to a report."""

    def __init__(self, desk: Desk, row: Row, name: str) -> None:
        self.desk, self.row, self.name = desk, row, name
        self.words = desk.lexicon.vocabulary
        self.doubts: list[str] = []

    def report(self) -> ProjectReport:
        """Return all that the row says."""
        desk, article = self.desk, self.desk.article
        money = [self._money(role) for role in MONEY]
        ticked, steps = self._ticks()
        milestones = tuple(self._steps(steps))
        stage = self._stage() or ticked
        self._compare(money)
        return ProjectReport(
            id=report_id(
                desk.document.sha256, f"{desk.table.sheet.name}!{self.row.number}\x1f{self.row.text}", self.name
            ),
            name=self.name,
            organisation=article.organisation,
            stage=stage,
            total_investment=money[0],
            annual_investment=money[1],
            annual_done=money[2],
            cumulative_investment=money[3],
            owner=self._words("owner"),
            leader=self._words("leader"),
            problem=self._words("problem"),
            chain=self._words("chain"),
            milestones=milestones,
            document_id=desk.document.id,
            position=article.position,
            article=article.title,
            published_on=article.published_on,
            published_stated=article.published_stated,
            sentence=f"{desk.table.sheet.place(self.row)}：{self.row.text}",
            quote=self.row.text,
            quote_start=article.start + self.row.start,
            rules=("ledger",),
            doubts=tuple(self.doubts),
        )

    def _money(self, role: str) -> Decimal | None:
        column = self.desk.table.column(role)
        if column is None:
            return None
        unit = column.unit or next(iter(self.desk.table.units), "")
        reading = read_cell(self.row.cell(column.index), unit, self.words)
        if reading.fault:
            self.doubts.append(self.desk.note(self.row, column, reading.fault))
        elif reading.quantity is not None and reading.quantity.unit != "元":
            self.doubts.append(self.desk.note(self.row, column, f"“{reading.quantity.text}”不是人民币金额"))
        else:
            return reading.quantity.number if reading.quantity else None
        return None

    def _words(self, role: str) -> str | None:
        column = self.desk.table.column(role)
        if column is None:
            return None
        text = self.row.cell(column.index)
        return "" if is_blank(text, self.words) else text

    def _stage(self) -> str | None:
        column = self.desk.table.column("stage")
        text = self.row.cell(column.index) if column else ""
        if is_blank(text, self.words):
            return None
        stage = stage_of(text, self.words)
        if stage is None and column is not None:
            self.doubts.append(self.desk.note(self.row, column, f"“{text}”不是认得的阶段"))
        return stage

    def _ticks(self) -> tuple[str | None, dict[str, tuple[Column, str]]]:
        """Read columns named by stages: the last one ticked is the stage; a day in one is when it was reached."""
        stage, days = None, {}
        for column in self.desk.table.columns:
            name = column.role.removeprefix("stage ")
            cell = self.row.cell(column.index)
            if name == column.role or name not in STAGES or is_blank(cell, self.words):
                continue
            if cell not in self.words.cells["tick"].words:
                if name not in STEPS:
                    continue
                days[name] = (column, cell)
            if stage is None or STAGES.index(name) > STAGES.index(stage):
                stage = name
        return stage, days

    def _steps(self, days: dict[str, tuple[Column, str]]) -> Iterator[Milestone]:
        for step in STEPS:
            planned, printed = self._day(self.desk.table.column(f"planned {step}"))
            reached, also = self._day(self.desk.table.column(f"actual {step}"), reached=True)
            if step in days:
                column, also = days[step]
                reached, also = self._day(column, reached=True)
            if planned is not None or reached is not None:
                yield Milestone(step, planned, reached, "；".join(filter(None, (printed, also))))

    def _day(self, column: Column | None, *, reached: bool = False) -> tuple[date | None, str]:
        text = self.row.cell(column.index) if column else ""
        if column is None or is_blank(text, self.words):
            return None, ""
        reference = self.desk.reference
        if reached and text.startswith(self.words.cells["negation"].words):
            return None, ""
        day = read_day(text, reference, self.desk.lexicon.calendar)
        if day is None:
            self.doubts.append(self.desk.note(self.row, column, f"“{text}”读不出日期"))
        elif _MONTH.match(text) and text.endswith(".1"):
            self.doubts.append(f"{column.heading}“{text}”可能是1月，也可能是10月，按1月计")
        if reached and day is not None and reference is not None and day > reference:
            if day <= _month_end(reference):
                day = reference
            else:
                self.doubts.append(f"{column.heading}“{text}”晚于台账日期")
        return day, text

    def _compare(self, money: list[Decimal | None]) -> None:
        total, annual, _, done = money
        if total is not None and done is not None and done > total:
            self.doubts.append("累计完成投资大于总投资")
        if total is not None and annual is not None and annual > total:
            self.doubts.append("年度计划投资大于总投资")


def stage_of(text: str, words: Vocabulary) -> str | None:
    """Return the furthest stage that a text names as reached: 在建（主体封顶） -> start, 未开工 -> signing."""
    found, ruled_out = None, None
    for number, name in enumerate(STAGES):
        entry = words.stages.get(name)
        for word in entry.words if entry else ():
            at = text.find(word)
            if at >= 0 and text[:at].endswith(words.cells["negation"].words):
                ruled_out = ruled_out or STAGES[max(number - 1, 0)]
            elif at >= 0:
                found = name
    return ruled_out if ruled_out and (found is None or STAGES.index(found) > STAGES.index(ruled_out)) else found


def read_day(text: str, reference: date | None, calendar_words: Calendar | None = None) -> date | None:
    """Return the day of a cell, the last one of a month, a quarter or a year: 2024.9 -> 30 September 2024."""
    text = text.strip()
    try:
        if found := _DAY.match(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _MONTH.match(text):
            return _month_end(date(int(found[1]), int(found[2]), 1))
    except ValueError:
        return None
    if text.isdigit() and 30_000 < int(text) < 80_000:
        return _EXCEL_EPOCH + timedelta(days=int(text))
    if text.isdigit() and len(text) == 4 and text.startswith("20"):
        return date(int(text), 12, 31)
    mentions = find_periods(text, reference or date(1970, 1, 1), calendar_words, loose=reference is not None)
    dated = [m.period for m in mentions if reference or m.period.stated]
    return dated[-1].stop if dated else None


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
