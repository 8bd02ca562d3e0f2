"""The rows of a workbook's two measured sheets: goals, and each bound that was stated for them, as live formulas.

Figures stand in the unit they are said in (500, not 50000000000), one unit a row; formulas divide and subtract within
a row, so that the unit does not matter to them. The formulas are those of `warehouse/measures.sql`, their values too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from board.charts import format as fmt
from board.charts import sentences
from board.charts.rows import Goal, to_day
from board.charts.theme import Look
from board.packet.cells import Cell, Column, Formula, Link, Number, Styled

GOAL_COLUMNS = {
    **{"organisation": 14, "theme": 12, "metric": 24, "start": 12, "stop": 12, "said_target": 14, "target": 14},
    **{"actual": 14, "day": 12, "ratio": 9, "elapsed": 10, "lead": 14, "gap": 14, "months_left": 9, "needed": 15},
    **{"status": 14, "versions": 7, "target_quote": 36, "target_source": 30, "actual_quote": 36, "actual_source": 30},
}
TARGET_COLUMNS = {
    **{"organisation": 14, "metric": 24, "said_target": 14, "why": 18, "target": 14, "actual": 14, "ratio": 9},
    **{"lead": 14, "gap": 14, "status": 14, "published": 12, "document": 32, "quote": 60},
}
_GOAL_AT = {name: number for number, name in enumerate(GOAL_COLUMNS)}
_TARGET_AT = {name: number for number, name in enumerate(TARGET_COLUMNS)}
NUMBERS = frozenset({"target", "actual", "ratio", "elapsed", "lead", "gap", "months_left", "needed", "versions"})
PERCENT = "0.0%"
POINTS = '+0.0" {word}";-0.0" {word}";0.0" {word}"'


@dataclass(frozen=True, slots=True)
class Places:
    """Where the rows that others refer to stand: sheet names, and rows (from 0) by goal and by statement."""

    goals: str
    evidence: str
    goal_rows: Mapping[str, int]
    evidence_rows: Mapping[str, int]

    def evidence_of(self, statement: str) -> str:
        """Return the cell of a statement, '' where it is not listed."""
        row = self.evidence_rows.get(statement)
        return f"'{self.evidence}'!A{row + 1}" if row is not None else ""

    def goal_cell(self, goal_id: str, column: str) -> str:
        """Return the cell of a goal's figure on the sheet of goals."""
        return f"'{self.goals}'!{xl_rowcol_to_cell(self.goal_rows[goal_id], _GOAL_AT[column])}"


def goal_columns(look: Look) -> list[Column]:
    """Return the columns of the sheet of goals."""
    return [Column(look.say(f"packet.col_{name}"), width, name in NUMBERS) for name, width in GOAL_COLUMNS.items()]


def target_columns(look: Look) -> list[Column]:
    """Return the columns of the sheet of stated bounds."""
    return [Column(look.say(f"packet.col_{name}"), width, name in NUMBERS) for name, width in TARGET_COLUMNS.items()]


def goal_cells(
    goal: Goal, row: int, evidence: Sequence[Mapping[str, Any] | None], places: Places, look: Look
) -> list[Cell]:
    """Return the cells of one goal; `evidence` is what says its target and its result."""

    def at(column: str) -> str:
        return str(xl_rowcol_to_cell(row, _GOAL_AT[column]))

    unit = _Unit(goal, look)
    said, told = evidence
    return [
        goal.organisation,
        goal.theme,
        look.say("chart.part_of", metric=goal.metric) if goal.parent_id else goal.metric,
        goal.period_start,
        goal.period_stop,
        sentences.target(goal, look),
        unit.number(goal.target),
        unit.number(goal.actual),
        goal.actual_as_of,
        Formula(f"={at('actual')}/{at('target')}", goal.ratio, PERCENT) if goal.ratio is not None else None,
        _elapsed(goal, at("start"), at("stop"), at("day")),
        _lead(goal.lead, f"({at('ratio')}-{at('elapsed')})", look),
        unit.gap(_gap(goal, at("target"), at("actual")), goal.gap),
        Number(goal.months_left, "0.0") if goal.months_left is not None else None,
        unit.rate(f"={at('gap')}/{at('months_left')}", goal.needed if goal.months_left else None),
        Styled(sentences.status_word(goal, look), look.ink(goal.status)),
        goal.rival_count + 1,
        _quote(said, places),
        _document(said, look),
        _quote(told, places),
        _document(told, look),
    ]


def target_cells(goal: Goal, said: Mapping[str, Any], row: int, places: Places, look: Look) -> list[Cell]:
    """Return the cells of one bound that was stated, held against the same result as the others of its goal."""

    def at(column: str) -> str:
        return str(xl_rowcol_to_cell(row, _TARGET_AT[column]))

    unit = _Unit(goal, look)
    ratio, status = said.get("ratio"), str(said.get("status") or "no_data")
    key = "goal.rival" if said.get("rival") else "packet.same_version"
    why = look.say(f"goal.why_{said['why_official']}" if said.get("why_official") else key)
    if said.get("basis") == "implied":
        why += f" · {look.say('goal.implied')}"
    actual = places.goal_cell(goal.goal_id, "actual")
    lead = f"({at('ratio')}-{places.goal_cell(goal.goal_id, 'elapsed')})"
    return [
        goal.organisation,
        goal.metric,
        fmt.bound(said.get("low"), said.get("high"), str(said.get("comparator") or "="), goal.unit, look.lang),
        why,
        unit.number(said.get("target")),
        unit.formula(f"={actual}", goal.actual),
        Formula(f"={at('actual')}/{at('target')}", ratio, PERCENT) if ratio is not None else None,
        _lead(said.get("lead"), lead, look),
        unit.gap(_gap(goal, at("target"), at("actual"), said), said.get("gap")),
        Styled(look.say(f"status.{said.get('status_reason') or status}"), look.ink(status)),
        to_day(said.get("published_on")),
        said.get("document_title"),
        _quote(said, places),
    ]


@dataclass(frozen=True, slots=True)
class _Unit:
    """What the figures of a row are printed in: 亿元 for a goal of 500亿元."""

    goal: Goal
    look: Look

    @property
    def scale(self) -> fmt.Scale:
        """What values are divided by."""
        return fmt.scale_of(max(abs(self.goal.target or 0), 0), self.goal.unit, self.look.lang)

    def number(self, value: float | None) -> Cell:
        """Return a stated value."""
        return None if value is None else Number(value / self.scale.divisor, self._format(value))

    def formula(self, text: str, value: float | None) -> Cell:
        """Return a formula with its value."""
        return None if value is None else Formula(text, value / self.scale.divisor, self._format(value))

    def gap(self, text: str, value: float | None) -> Cell:
        """Return what is missing; between two shares it is percentage points."""
        if value is None:
            return None
        form = self._format(value, unit="个百分点" if self.goal.unit == "%" else "")
        return Formula(text, value / self.scale.divisor, form)

    def rate(self, text: str, value: float | None) -> Cell:
        """Return what a month needs, to one decimal as it is a computed value."""
        if value is None:
            return None
        form = self._format(value, tail=self.look.say("packet.a_month"), digits=1)
        return Formula(text, value / self.scale.divisor, form)

    def _format(self, value: float, tail: str = "", digits: int | None = None, unit: str = "") -> str:
        scaled = value / self.scale.divisor
        if digits is None:
            digits = next((places for places in (0, 1, 2) if abs(scaled - round(scaled, places)) < 1e-9), 2)
        word = fmt.unit_word(unit or self.goal.unit, self.look.lang, self.scale).replace('"', "") + tail
        number = "#,##0" + ("." + "0" * digits if digits else "")
        return f'{number}"{word}"' if word else number


def _elapsed(goal: Goal, start: str, stop: str, day: str) -> Cell:
    """The share of the period gone: days over days; where the metric has a pace curve of its own, its value."""
    if goal.elapsed is None or goal.period_start is None or goal.period_stop is None or goal.actual_as_of is None:
        return None
    if abs(goal.elapsed - _linear(goal.period_start, goal.period_stop, goal.actual_as_of)) > 1e-9:
        return Number(goal.elapsed, PERCENT)
    return Formula(f"=({day}-{start}+1)/({stop}-{start}+1)", goal.elapsed, PERCENT)


def _linear(start: date, stop: date, day: date) -> float:
    return ((day - start).days + 1) / ((stop - start).days + 1)


def _lead(lead: float | None, difference: str, look: Look) -> Cell:
    if lead is None:
        return None
    return Formula(f"=ROUND({difference},12)*100", lead * 100, POINTS.format(word=look.say("packet.points")))


def _gap(goal: Goal, target: str, actual: str, said: Mapping[str, Any] | None = None) -> str:
    """The formula of what is missing: never below nothing for a floor, the room left (or lacking) for a ceiling."""
    low = said.get("low") if said else goal.target_low
    comparator = str(said.get("comparator") or "=") if said else goal.comparator
    lower = goal.better == "lower" and comparator not in {">", ">="}
    ceiling = low is None or comparator in {"<", "<="} or lower
    return f"={target}-{actual}" if ceiling else f"=MAX(0,{target}-{actual})"


def _quote(said: Mapping[str, Any] | None, places: Places) -> Cell:
    if said is None:
        return None
    words, place = str(said.get("quote") or ""), places.evidence_of(str(said["statement_id"]))
    return Link(words, place) if place and words else words


def _document(said: Mapping[str, Any] | None, look: Look) -> Cell:
    if said is None:
        return None
    day = to_day(said.get("published_on"))
    title = fmt.clean(said.get("document_title") or "")
    key = "document" if said.get("published_stated") else "document_inferred"
    return look.say(f"export.{key}", title=title, day=day.isoformat()) if day else title
