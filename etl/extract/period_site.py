"""One place of a sentence at which the rules for periods look, and what they hand back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from etl.extract.moments import Calendar, Point, Setting
from etl.model import Period


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period, where it stands in the sentence, and the name of the rule that read it."""

    start: int
    stop: int
    period: Period
    rule: str


@dataclass(frozen=True, slots=True)
class Site:
    """One place of a text at which the rules look."""

    text: str
    at: int
    floor: int
    setting: Setting
    calendar: Calendar
    loose: bool
    point: Point | None

    @property
    def reference(self) -> date:
        return self.setting.reference

    def words(self, name: str) -> tuple[str, ...]:
        """Return one of the vocabulary's lists."""
        return self.calendar.words[name]

    def before(self, *lists: str) -> int | None:
        """Return where a word of the lists starts that ends at this place."""
        for name in lists:
            for word in self.words(name):
                start = self.at - len(word)
                if start >= self.floor and self.text.startswith(word, start):
                    return start
        return None

    def follows(self, at: int, *lists: str) -> int | None:
        """Return where the longest word of the lists that starts at `at` ends."""
        ends = [at + len(word) for name in lists for word in self.words(name) if self.text.startswith(word, at)]
        return max(ends, default=None)

    def mention(
        self, start: int | None, stop: int, span: tuple[date | None, date], stated: bool, as_of: date | None = None
    ) -> PeriodMention:
        """Make a mention; the rule's name is put in by `find_periods`."""
        begin = self.at if start is None else start
        first, last = span
        return PeriodMention(begin, stop, Period(first, last, as_of, stated, self.text[begin:stop]), "")


Rule = Callable[[Site], PeriodMention | None]
DASH = r"(?:[ ]?(?:[-—–−－~～〜]{1,2}|直?至|到)[ ]?)"
