"""A table of figures, row by row: goals, results, growth and completion rates of an indicator each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from etl.extract.metrics import metric_named
from etl.grid import Row
from etl.model import Kind, Metric, Period, Quantity, Statement
from etl.patterns import pattern_of
from etl.tabular.cells import Reading, is_blank, read_cell
from etl.tabular.headers import Column, base_unit, is_unit, split_unit
from etl.tabular.months import running_totals
from etl.tabular.reading import YEAR, Desk, bare_name

_TOTAL = pattern_of(r"累计|止|以来|截[至止]")
_THIS_MONTH = pattern_of(r"[本当]月(?!止|末|底)")
_NOT_NAMED = pattern_of(r"[A-Za-z\d.,%\s]*$")
_COUNTED_UNITS = frozenset({"个", "家", "项", "件", "次", "户", "人", "宗", "处", "所", "座"})


def read_figures(desk: Desk) -> Iterator[Statement]:
    """Yield the statements of a table, each row's doubts on all that the row says."""
    name = desk.table.column("indicator", "project")
    assert name is not None, "a table has a column of names"
    heading, whole = "", list[Statement]()
    body = desk.table.column("body")
    for row in desk.table.rows:
        text = row.cell(name.index)
        if not bare_name(text) or _NOT_NAMED.match(text) or text in desk.lexicon.vocabulary.cells["sum"].words:
            continue
        if len(row.filled) == 1:
            heading = text
            continue
        reader = RowReader(desk, row, text, desk.table.columns, heading, whole, row.cell(body.index) if body else "")
        found = reader.read()
        if not reader.is_part and found:
            whole = found
        yield from found


class RowReader:
    """What one row says of one metric, `named`, in `columns`, on the way to its statements; `body` is whose it is."""

    def __init__(
        self,
        desk: Desk,
        row: Row,
        named: str,
        columns: Sequence[Column],
        heading: str,
        whole: list[Statement],
        body: str,
    ) -> None:
        self.desk, self.row, self.columns, self.whole = desk, row, columns, whole
        self.words = desk.lexicon.vocabulary
        text, own = split_unit(named, self.words)
        self.is_part = bool(re.match(r"\s*(?:[#＃]|其中)", text))
        self.name = bare_name(text)
        column = desk.table.column("unit")
        told = row.cell(column.index).replace("％", "%") if column else ""
        self.unit = next((unit for unit in (told, own) if is_unit(unit, self.words)), "")
        self.headings = tuple(words for words in (desk.table.sheet.title, heading) if words)
        self.body = "" if is_blank(body, self.words) else desk.lexicon.bodies.get(body, body)
        self.doubts: list[str] = []
        self.found: list[Statement] = []

    def read(self) -> list[Statement]:
        """Return the statements of the row: goals, then results, then what is told about both."""
        for roles in (("target", "target growth"), ("actual",), ("growth",), ("rate",)):
            for column in self.columns:
                if column.role in roles:
                    self._read(column)
        self.found += running_totals(self.desk, self.row, self.found)
        doubts = tuple(dict.fromkeys(self.doubts))
        return [replace(statement, doubts=(*statement.doubts, *doubts)) for statement in self.found]

    def _read(self, column: Column) -> None:
        """Read one cell as its column has it: 39% under 完成率, 6 under 增速（%）, 60 in the unit of row or heading."""
        cell = self.row.cell(column.index)
        if column.role in ("growth", "target growth", "rate"):
            percent = "%" if column.unit in ("", "%") else column.unit
            reading = read_cell(cell, percent, self.words)
        else:
            reading = read_cell(cell, self.unit or column.unit or self._unit_of_table(), self.words)
            reading = self._with_unit(reading, cell)
        if reading.fault:
            self.doubts.append(self.desk.note(self.row, column, reading.fault))
        elif reading.quantity is not None and column.role == "rate":
            self._rate(column, reading.quantity, told="%" in cell or "%" in column.unit)
        elif reading.quantity is not None:
            self._figure(column, reading.quantity, cell)

    def _with_unit(self, reading: Reading, cell: str) -> Reading:
        """Count a bare number of something that is counted; one of money could be 万 or 亿 and is not guessed."""
        entry = self.desk.lexicon.names.get(self.name)
        if reading.has_unit or entry is None or entry.unit not in _COUNTED_UNITS:
            return reading
        self.doubts.append(f"原文未写单位，按“{entry.unit}”计")
        return read_cell(cell, entry.unit, self.words)

    def _unit_of_table(self) -> str:
        """Return the unit above the table that suits the row: of 亿元、个、%, a count takes 个 and a growth %."""
        units = self.desk.table.units
        if len(units) > 1 and re.search(r"增速|增长率?|率|比重|占比|增幅", self.name):
            return next((unit for unit in units if unit == "%"), units[0])
        entry = self.desk.lexicon.names.get(self.name)
        if entry is None:
            return units[0] if units else ""
        fitting = [unit for unit in units if base_unit(unit, self.words) == entry.unit]
        return next(iter(fitting), "" if entry.unit in _COUNTED_UNITS else next(iter(units), ""))

    def _figure(self, column: Column, quantity: Quantity, cell: str) -> None:
        """Make a statement of a figure: under 年度目标 a goal, under 完成 a result, under 增速 a growth."""
        growth = column.role in ("growth", "target growth") or cell.startswith("增长")
        metric = self._metric(quantity.unit, growth=growth)
        doubts: tuple[str, ...] = ()
        if column.role.startswith("target"):
            period = self._goal_period(column)
        else:
            period, doubts = self._result_period(column, metric)
        kind: Kind = "target" if column.role.startswith("target") else "actual"
        parent = next((s.id for s in self.whole if s.kind == kind and s.quantity.unit == quantity.unit), None)
        self.found.append(
            self.desk.statement(
                self.row,
                column,
                kind,
                metric,
                quantity,
                period,
                self.headings,
                (f"column:{column.role}", *(("part-of",) if self.is_part and parent else ())),
                doubts,
                parent if self.is_part else None,
                self.body,
            )
        )

    def _metric(self, unit: str, *, growth: bool) -> Metric:
        """Return what a row counts: 签约额 under 增速 is its growth; 主导产业 below 签约额 is 主导产业签约额."""
        name = self.name
        if growth and not name.endswith(("增速", "增长率", "增幅", "增长")):
            name += "增速"
        metric = metric_named(name, unit, self.desk.lexicon)
        if self.is_part and not metric.known and not growth and self.whole:
            owner = next((s.metric.name for s in self.whole if s.metric.unit == metric.unit), "")
            if owner and not name.endswith(owner):
                return metric_named(name + owner, unit, self.desk.lexicon)
        return metric

    def _goal_period(self, column: Column) -> Period:
        said = self.desk.period_in(column.heading)
        if said is not None and said.start is not None and said.start != said.stop:
            return replace(said, as_of=None, stated=said.stated or self._year_is_stated())
        year = said.stop.year if said is not None else self.desk.year
        assert year is not None, "a table without a year is not read"
        return Period(date(year, 1, 1), date(year, 12, 31), None, self._year_is_stated(), column.heading)

    def _year_is_stated(self) -> bool:
        return self.desk.about is not None and self.desk.about.stated

    def _result_period(self, column: Column, metric: Metric) -> tuple[Period, tuple[str, ...]]:
        """一季度, 1—4月, 本月, else the table's time: what a column's results are of, doubted where it is guessed."""
        said = self.desk.period_in(column.heading)
        if said is not None and not self._is_year_under_way(said):
            return self._counted_from_january(said, column, metric), ()
        about, doubts = self.desk.about, list[str]()
        if about is not None and (about.start is None or (about.stop - about.start).days < YEAR - 2):
            stop, stated = about.stop, about.stated
            whole = about.start is None or about.start == date(stop.year, 1, 1)
        else:
            assert self.desk.reference is not None, "a table without a year is not read"
            stop, stated, whole = self.desk.reference, False, False
        start = date(stop.year, stop.month, 1) if _THIS_MONTH.search(column.heading) else date(stop.year, 1, 1)
        if not whole and start.month != stop.month and metric.accumulates and not _TOTAL.search(column.heading):
            doubts.append(f"表头未写起止月份，按1—{stop.month}月累计数计")
        return Period(start, stop, None, stated, column.heading), tuple(doubts)

    def _is_year_under_way(self, said: Period) -> bool:
        """Tell whether a heading names a year of which the table knows a part: 本年累计 in a table of April."""
        reference = self.desk.reference
        whole = said.start is not None and (said.stop - said.start).days >= YEAR - 2
        return whole and reference is not None and said.stop > reference

    def _counted_from_january(self, said: Period, column: Column, metric: Metric) -> Period:
        """截至4月底 and 4月累计 count from January; a plain 4月 is the month."""
        title = self.desk.table.sheet.title
        stated = said.stated or self._year_is_stated()
        from_january = said.start is None or (
            (said.stop - said.start).days < 31 and bool(_TOTAL.search(column.heading) or "累计" in title)
        )
        if from_january and metric.accumulates:
            return Period(date(said.stop.year, 1, 1), said.stop, said.as_of, stated, said.text)
        return replace(said, stated=stated)

    def _rate(self, column: Column, quantity: Quantity, *, told: bool) -> None:
        """Hold a completion rate against the pair in its row; without a goal in the row it implies one."""
        actuals = [s for s in self.found if s.kind == "actual" and s.metric.accumulates and s.metric.unit != "%"]
        targets = [s for s in self.found if s.kind == "target" and s.metric.accumulates]
        actual = next((s for s in reversed(actuals) if s.period.start == date(s.period.stop.year, 1, 1)), None)
        pairs = [t for t in targets if actual and t.metric.id == actual.metric.id and t.quantity.number]
        computed = actual.quantity.number * 100 / pairs[0].quantity.number if actual and pairs else None
        if (
            not told
            and computed is not None
            and abs(quantity.number * 100 - computed) < abs(quantity.number - computed)
        ):
            quantity = _hundredfold(quantity)
        elif not told and computed is None and quantity.number <= Decimal("1.5"):
            self.doubts.append(self.desk.note(self.row, column, f"“{quantity.value}”没有写%，可能是比例"))
            return
        doubts: tuple[str, ...] = ()
        if computed is not None and abs(computed - quantity.number) > _slack(quantity):
            doubt = f"完成率写为{quantity.text}，按目标与完成数计算是{computed:.1f}%"
            self.doubts.append(doubt)
        metric = metric_named(f"{actual.metric.name if actual else self.name}完成率", "%", self.desk.lexicon)
        period = actual.period if actual else self._result_period(column, metric)[0]
        implies = ("implied-target",) if actual is not None and not targets else ()
        self.found.append(
            self.desk.statement(
                self.row,
                column,
                "actual",
                metric,
                quantity,
                period,
                self.headings,
                ("column:rate", *implies),
                doubts,
                actual.id if actual and implies else None,
                self.body,
            )
        )


def _hundredfold(quantity: Quantity) -> Quantity:
    value = quantity.value * 100
    return replace(quantity, low=value, high=value, value=value, text=f"{value.normalize():f}%")


def _slack(quantity: Quantity) -> Decimal:
    """Return how far a printed rate may be from the computed one: half its last digit, and a little for the pair's."""
    exponent = quantity.value.as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return Decimal(5).scaleb(-digits - 1) + Decimal("0.1")
