"""The stretch of time a briefing is about: the week, the month or the quarter of a day, up to that day."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from board.charts import format as fmt
from board.words import Lang, say

Kind = Literal["week", "month", "quarter"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Span:
    """A calendar week, month or quarter, both ends included."""

    kind: Kind
    start: date
    stop: date

    @property
    def since(self) -> date:
        """The day the last briefing of this kind looked at: the one before the span begins."""
        return self.start - timedelta(days=1)

    def before(self) -> Span:
        """The span before this one."""
        return span_of(self.kind, self.since)

    def name(self, lang: Lang = "zh") -> str:
        """Say the span: 2024年第20周（5月13日—5月19日）, 2024年5月, 2024年二季度."""
        if self.kind != "week":
            return fmt.period(self.start, self.stop, lang)
        year, week, _ = self.start.isocalendar()
        days = [f"{day.month}月{day.day}日" if lang == "zh" else f"{day:%-d %b}" for day in (self.start, self.stop)]
        return say("briefing.week_of", lang, year=year, week=week, first=days[0], last=days[1])


def span_of(kind: Kind, day: date) -> Span:
    """Return the span of this kind that a day lies in; weeks begin on Monday."""
    if kind == "week":
        start = day - timedelta(days=day.weekday())
        return Span(kind, start, start + timedelta(days=6))
    first = day.month if kind == "month" else (day.month - 1) // 3 * 3 + 1
    last = first if kind == "month" else first + 2
    return Span(kind, date(day.year, first, 1), date(day.year, last, calendar.monthrange(day.year, last)[1]))


def spans_back(kind: Kind, latest: date, count: int) -> list[Span]:
    """Return the last `count` spans, that of `latest` first."""
    spans = [span_of(kind, latest)]
    while len(spans) < count:
        spans.append(spans[-1].before())
    return spans
