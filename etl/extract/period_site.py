"""One place of a sentence at which the rules for periods look, and what they hand back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from etl.extract.moment_grammar import Calendar
from etl.extract.moments import Point, Setting, read_point
from etl.model import Period

REACH = 6
"""Words before a point (截至, 到) stand within this many characters."""


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period, where it stands in the sentence, and the name of the rule that read it."""

    start: int
    stop: int
    period: Period
    rule: str


@dataclass(frozen=True, slots=True)
class Site:
    """A place of a text, with the point of the calendar read there and the words around it.

    `head` is the kind of word before it (cutoff, until, ever, opening or ''), which starts at `begin`; `tail` the kind
    of word behind the point (since, from, after, before, by or ''), which ends at `end`.
    """

    text: str
    at: int
    setting: Setting
    calendar: Calendar
    loose: bool
    point: Point | None
    head: str
    begin: int
    tail: str
    end: int

    @property
    def reference(self) -> date:
        return self.setting.reference

    def follows(self, name: str) -> int | None:
        """Return where the longest word of a list that starts here ends."""
        words = (word for word in self.calendar.words[name] if self.text.startswith(word, self.at))
        return max((self.at + len(word) for word in words), default=None)

    def mention(
        self, place: tuple[int, int], days: tuple[date | None, date], *, stated: bool, as_of: date | None = None
    ) -> PeriodMention:
        """Make a mention of the text at `place`; `find_periods` puts in the rule's name."""
        first, last = days
        return PeriodMention(*place, Period(first, last, as_of, stated, self.text[slice(*place)]), "")


Rule = Callable[[Site], PeriodMention | None]


def look(text: str, at: int, floor: int, setting: Setting, calendar: Calendar, *, loose: bool, is_point: bool) -> Site:
    """Return what stands at `at`; words before it count from `floor` on."""
    head, begin, tail, end = "", at, "", at
    if at > floor and text[at - 1] in calendar.head_ends:
        before = calendar.head.search(text, max(floor, at - REACH), at)
        if before and before.lastgroup:
            head, begin = before.lastgroup, before.start()
    point = read_point(text, at, setting, calendar, loose=loose) if is_point else None
    if point is not None:
        behind = calendar.tail.match(text, point.stop)
        if behind and behind.lastgroup:
            tail, end = behind.lastgroup, behind.end()
    return Site(text, at, setting, calendar, loose, point, head, begin, tail, end)
