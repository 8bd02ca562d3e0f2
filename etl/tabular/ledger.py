"""A ledger of projects, row by row: name, money, stage, dated steps, who answers for it and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from etl.grid import Row
from etl.patterns import pattern_of
from etl.projects import STAGE_OF_STEP, STAGES, STEPS, Milestone, ProjectReport, report_id
from etl.tabular.cells import is_blank, read_cell
from etl.tabular.days import MONTH, month_end, read_day, read_span
from etl.tabular.headers import Column
from etl.tabular.money import MONEY, money_unit
from etl.tabular.reading import Desk, bare_name
from etl.tabular.stages import stage_of, stage_of_group
from etl.tabular.steps import is_reached_only, step_named

_HANZI_NUMBER = pattern_of(r"[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?$")
_COUNT = pattern_of(r"[（(]?共?\d+个(?:项目)?[)）]?$")
_PHASE = pattern_of(r"[（(][^（()）]+[)）]$")
_NOT_YET = frozenset({"否", "×", "✕", "✗", "0"})


def read_ledger(desk: Desk) -> Iterator[ProjectReport]:
    """Yield a report for each row that names a project; sums and headings between the rows are stepped over."""
    name = desk.table.column("project", "indicator")
    assert name is not None, "a ledger has a column of names"
    words = desk.lexicon.vocabulary
    sums = words.cells["sum"].words
    stage = stage_of_group(desk.table.sheet.name, words)
    counted = any(row.cell(0).isdigit() for row in desk.table.rows)
    for row in desk.table.rows:
        text = row.cell(name.index)
        if any(row.cell(at) in sums for at in range(name.index + 1)):
            continue
        if _is_group(row, name.index, counted):
            told = (stage_of_group(row.cell(at), words) for at in row.filled[: name.index + 1])
            stage = next(filter(None, told), stage_of_group(desk.table.sheet.name, words))
        elif len(project_name(text)) > 1:
            yield _Entry(desk, row, project_name(text), stage).report()


def project_name(text: str) -> str:
    """Return a name without numbering, with its phase: 3.云谷数据中心（二期） -> 云谷数据中心（二期）."""
    phase = _PHASE.search(text.strip())
    return bare_name(text) + (phase.group() if phase and not _COUNT.search(phase.group()) else "")


def _is_group(row: Row, name: int, counted: bool) -> bool:
    """Tell a heading between the rows: alone in its row, numbered 一 among 1 2 3, or 省重点项目（2个）."""
    if len(row.filled) <= 1 or _COUNT.search(row.cell(name)):
        return True
    return counted and any(_HANZI_NUMBER.match(row.cell(at)) for at in range(name))


class _Entry:
    """One row of a ledger on the way to a report."""

    def __init__(self, desk: Desk, row: Row, name: str, group: str | None) -> None:
        self.desk, self.row, self.name, self.group = desk, row, name, group
        self.words = desk.lexicon.vocabulary
        self.doubts: list[str] = []

    def report(self) -> ProjectReport:
        """Return all that the row says."""
        desk, article = self.desk, self.desk.article
        money = [self._money(role) for role in MONEY]
        ticked, steps = self._ticks()
        milestones = tuple(self._steps(steps))
        stage = self._stage() or ticked or self._progress() or _furthest(milestones) or self.group
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
        """Return the money of a column in 元; what is no amount of it is noted: “面议”, “100万美元”."""
        column = self.desk.table.column(role)
        if column is None:
            return None
        unit, doubt = money_unit(self.desk.table, column)
        cell = self.row.cell(column.index)
        reading = read_cell(cell, unit, self.words)
        if doubt and reading.quantity is not None and cell != reading.quantity.text:
            self.doubts.append(doubt)
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
        """在建, 已投产: the stage that a cell tells; one that nobody knows is noted."""
        column = self.desk.table.column("stage")
        text = self.row.cell(column.index) if column else ""
        if is_blank(text, self.words):
            return None
        stage = stage_of(text, self.words)
        if stage is None and column is not None:
            self.doubts.append(self.desk.note(self.row, column, f"“{text}”不是认得的阶段"))
        return stage

    def _progress(self) -> str | None:
        """Return the stage that a cell on the progress of the works tells, if it tells one."""
        column = self.desk.table.column("progress")
        return stage_of(self.row.cell(column.index), self.words) if column else None

    def _ticks(self) -> tuple[str | None, dict[str, tuple[Column, str]]]:
        """Read columns named by stages: the last one ticked is the stage; a day in one is when its step was reached."""
        stage, days = None, {}
        for column in self.desk.table.columns:
            name = column.role.removeprefix("stage ")
            cell = self.row.cell(column.index)
            if name == column.role or name not in STAGES or is_blank(cell, self.words) or self._is_not_yet(cell):
                continue
            if cell not in self.words.cells["tick"].words:
                step = step_named(column.heading, self.words)[0] or name
                if step not in STEPS:
                    continue
                days[step] = (column, cell)
            if stage is None or STAGES.index(name) > STAGES.index(stage):
                stage = name
        return stage, days

    def _is_not_yet(self, cell: str) -> bool:
        return cell in _NOT_YET or cell.startswith(self.words.cells["negation"].words)

    def _steps(self, days: dict[str, tuple[Column, str]]) -> Iterator[Milestone]:
        """Yield a project's dated steps: promised, taken, or told ahead of their time (9月 under 实际开工, in June)."""
        span = self._span()
        for step in STEPS:
            planned, printed = self._day(self.desk.table.column(f"planned {step}"))
            column, also = days.get(step, (self.desk.table.column(f"actual {step}"), ""))
            reached, also = self._day(column, reached=True)
            reached, promised = self._told_ahead(column, reached, also)
            planned = planned or promised or span.get(step)
            if planned is not None or reached is not None:
                printed = printed or (self._cell("span") if planned == span.get(step) else "")
                yield Milestone(step, planned, reached, "；".join(filter(None, (printed, also))))

    def _told_ahead(self, column: Column | None, day: date | None, text: str) -> tuple[date | None, date | None]:
        """Return (reached, promised): a day after the ledger's under 竣工时间 is a promise, under 实际竣工 a doubt."""
        reference = self.desk.reference
        if column is None or day is None or reference is None or day <= reference:
            return day, None
        if day <= month_end(reference):
            return reference, None
        if not is_reached_only(column.heading, self.words):
            return None, day
        self.doubts.append(f"{column.heading}“{text}”晚于台账日期")
        return day, None

    def _span(self) -> dict[str, date]:
        """Return the promised start and finish of 建设起止年限."""
        found = read_span(self._cell("span"))
        return dict(zip(("start", "finish"), found, strict=True)) if found else {}

    def _cell(self, role: str) -> str:
        column = self.desk.table.column(role)
        return self.row.cell(column.index) if column else ""

    def _day(self, column: Column | None, *, reached: bool = False) -> tuple[date | None, str]:
        """2024.9, 2024年三季度: the day of a cell and how it is printed; — and 未开工 are none, all else is noted."""
        text = self.row.cell(column.index) if column else ""
        if column is None or is_blank(text, self.words) or (reached and self._is_not_yet(text)):
            return None, ""
        day = read_day(text, self.desk.reference, self.desk.lexicon.calendar)
        if day is None and not (reached and text.startswith(self.words.cells["tick"].words)):
            self.doubts.append(self.desk.note(self.row, column, f"“{text}”读不出日期"))
        elif MONTH.match(text) and text.endswith(".1"):
            self.doubts.append(f"{column.heading}“{text}”可能是1月，也可能是10月，按1月计")
        return day, text

    def _compare(self, money: list[Decimal | None]) -> None:
        total, annual, _, done = money
        if total is not None and done is not None and done > total:
            self.doubts.append("累计完成投资大于总投资")
        if total is not None and annual is not None and annual > total:
            self.doubts.append("年度计划投资大于总投资")


def _furthest(milestones: tuple[Milestone, ...]) -> str | None:
    """Return the stage that the steps reached come to."""
    reached = [STAGE_OF_STEP[step.step] for step in milestones if step.reached_on is not None]
    return max(reached, key=STAGES.index, default=None)
