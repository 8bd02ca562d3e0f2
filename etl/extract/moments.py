"""A point of the calendar as prose writes it: 2024年, 去年9月, 一季度, 2025年底, 3月6日, 前5个月, 九七年一季度."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from etl.extract.calendar_days import Span, day_span, month_span, months_span, quarter_span, years_span
from etl.extract.hanzi import evaluate, plain
from etl.vocabulary import Vocabulary, load_vocabulary

H = "〇零一二三四五六七八九"
YEAR4 = f"(?:(?<![0-9])(?:19|20)[0-9]{{2}}|(?:一九|二〇|二零)[{H}]{{2}})"
MONTH = "(?:1[0-2](?![0-9])|0?[1-9](?![0-9])|十[一二]?|[一二三四五六七八九])"
DAY = f"(?:3[01](?![0-9])|[12][0-9](?![0-9])|0?[1-9](?![0-9])|三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
SMALL = "(?:[0-9]{1,2}|十[一二]?|[一二两三四五六七八九])"
ISO_DAY = re.compile(
    r"(?<![0-9.\-])(?P<y>(?:19|20)[0-9]{2})(?:(?P<dash>[-./])(?P<m>1[0-2]|0?[1-9])(?P=dash)(?P<d>3[01]|[12][0-9]|0?[1-9])(?![0-9.\-/])"
    r"|(?P<mm>0[1-9]|1[0-2])(?P<dd>0[1-9]|[12][0-9]|3[01])(?![0-9.,万亿元个家人]))"
)
YOUNG_CENTURY_REACH = 10
"""A two-digit year lies at most this many years ahead of the document; else it is of the century before."""


@dataclass(frozen=True, slots=True)
class Point:
    """What was read: its days, whether its year is written, and whether it is an edge (底, 末) rather than a stretch."""

    stop: int
    span: Span
    dated: bool
    grain: str
    edge: str


@dataclass(slots=True)
class Setting:
    """What a point without a year leans on: the document's day and the year last named in the sentence."""

    reference: date
    year: int | None = None

    @property
    def base_year(self) -> int:
        return self.reference.year if self.year is None else self.year


@dataclass(frozen=True, slots=True)
class Calendar:
    """The vocabulary's words of time, compiled. `named` gives (grain, offset) of a word: 去年 -> ("year", -1)."""

    named: dict[str, tuple[str, int]]
    point: re.Pattern[str]
    loose_point: re.Pattern[str]
    words: dict[str, tuple[str, ...]]


def compile_calendar(vocabulary: Vocabulary) -> Calendar:
    """Compile the words of `vocabulary`."""
    words = {name: entry.words for name, entry in vocabulary.periods.items()}
    named = {
        word: (grain, int(offset))
        for name, listed in words.items()
        for grain, _, offset in [name.partition(" ")]
        if grain in ("year", "quarter", "month", "day") and offset.lstrip("-").isdigit()
        for word in listed
    }
    named |= {word: ("same", 0) for word in words["same year"]} | {
        word: ("same", 1) for word in words["following year"]
    }
    return Calendar(named, _point(words, named, loose=False), _point(words, named, loose=True), words)


@lru_cache(maxsize=1)
def shipped_calendar() -> Calendar:
    """Return the calendar of the vocabulary that ships."""
    return compile_calendar(load_vocabulary())


def any_of(words: Iterable[str]) -> str:
    """Return the alternatives of `words`, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _point(words: dict[str, tuple[str, ...]], named: dict[str, tuple[str, int]], *, loose: bool) -> re.Pattern[str]:
    of_grain = {
        grain: any_of(word for word, (kind, _) in named.items() if kind == grain)
        for grain in ("year", "quarter", "month", "day", "same")
    }
    follows = "" if loose else f"(?=[ ]?(?:{MONTH}月|第?[一二三四1-4]季度|[上下]半年|[底末]))"
    day_end = "(?:日|号)" if not loose else "(?:日|号)?"
    alone = (
        "(?!一日)(?:[0-9]{1,2}|[一二三四五六七八九十廿]{1,3})(?:日|号)"
        if loose
        else "(?<![0-9])[0-9]{1,2}日(?![均游内龄报间产常用后之照])"
    )
    thousand = f"|[一二两]千(?:[〇零]?[{H}十]{{1,3}})?(?=年)" if loose else ""
    return re.compile(
        rf"(?:(?P<year>{YEAR4}{thousand})[ ]?年(?:度(?!假))?|(?<![0-9{H}])(?P<short>[0-9]{{2}}|[{H}]{{2}})年{follows}"
        rf"|(?P<named>{of_grain['year']}|{of_grain['same']}))?"
        rf"(?:(?:(?<=[年度])[ ]?的?)?(?:第?(?P<quarter>[一二三四1-4])季度|前(?P<quarters>[二两三23])季度|(?P<half>[上下])半年|前(?P<months>{SMALL})个?月"
        rf"|第(?P<nth>{SMALL})个?月|(?<![0-9])(?P<month>{MONTH})月(?!龄)份?(?:的?(?:(?P<third>[上中下])旬|(?P<day>{DAY}){day_end}))?"
        rf"|(?P<alone>{alone})|(?P<quarter_word>{of_grain['quarter']})|(?P<month_word>{of_grain['month']})|(?P<day_word>{of_grain['day']})"
        rf"|(?<![0-9{H}十两几])(?P<whole>(?!全年红)(?:{any_of(words['whole year'])}))))?"
        rf"(?:(?!{any_of(words['edge lookalikes'])})(?P<edge>{any_of((*words['end'], *words['beginning']))}))?"
    )


def read_point(text: str, at: int, setting: Setting, calendar: Calendar, *, loose: bool = False) -> Point | None:
    """Return the point that starts at `at`, or None. A year it does not name is the sentence's, else the document's."""
    iso = ISO_DAY.match(text, at)
    if iso:
        day = day_span(int(iso["y"]), int(iso["m"] or iso["mm"]), int(iso["d"] or iso["dd"]))
        return Point(iso.end(), day, True, "day", "") if day else None
    match = (calendar.loose_point if loose else calendar.point).match(text, at)
    if match is None or match.end() == at or match.lastgroup is None:
        return None
    year, dated = _year(match, setting, calendar)
    if year is None:
        return None
    part = _part(match, year, setting, calendar)
    if part is None:
        return None
    span, grain = part
    edge = _edge(match["edge"], calendar)
    stop = match.end(match.lastgroup) if match.lastgroup == "named" else match.end()
    if edge == "beginning":
        span = _beginning(span, grain)
    return Point(stop, span, dated, grain, edge)


def _edge(word: str | None, calendar: Calendar) -> str:
    if not word:
        return ""
    return "end" if word in calendar.words["end"] else "beginning"


def _beginning(span: Span, grain: str) -> Span:
    if grain in ("month", "day"):
        return Span(span.first, min(span.last, span.first + timedelta(days=9)))
    month = month_span(span.first.year, span.first.month)
    return month or span


def _year(match: re.Match[str], setting: Setting, calendar: Calendar) -> tuple[int | None, bool]:
    """Return the point's year and whether the text tells it; 当年 has none where no year went before."""
    if match["year"]:
        value = evaluate(plain(match["year"]))
        return int(value) if value is not None else 0, True
    if match["short"]:
        return _century(int(evaluate(plain(match["short"])) or 0), setting.reference), True
    if match["named"]:
        grain, offset = calendar.named[match["named"]]
        base = setting.year if grain == "same" else setting.reference.year
        return None if base is None else base + offset, True
    return setting.base_year, setting.year is not None


def _century(year: int, reference: date) -> int:
    """Return the whole of a two-digit year: 98 is 1998, 24 is 2024."""
    if reference.year < 2000:
        return 1900 + year
    return (2000 if year <= reference.year % 100 + YOUNG_CENTURY_REACH else 1900) + year


def _part(match: re.Match[str], year: int, setting: Setting, calendar: Calendar) -> tuple[Span, str] | None:
    """Return the days of the year's part that is named, and its grain."""
    found = {name: text for name, text in match.groupdict().items() if text}
    span: Span | None
    if "quarter" in found:
        span, grain = quarter_span(year, _small(found["quarter"])), "quarter"
    elif "quarters" in found:
        span, grain = months_span(year, 1, 3 * _small(found["quarters"])), "quarters"
    elif "half" in found:
        span, grain = (months_span(year, 1, 6) if found["half"] == "上" else months_span(year, 7, 12)), "half"
    elif "months" in found:
        span, grain = months_span(year, 1, _small(found["months"])), "months"
    elif "nth" in found:
        span, grain = months_span(year, _small(found["nth"]), _small(found["nth"])), "month"
    elif "month" in found:
        return _within_month(found, year)
    elif "alone" in found:
        span, grain = _day_alone(_small(found["alone"][:-1]), setting), "day"
    else:
        return _by_word(found, year, setting.reference, calendar)
    return (span, grain) if span else None


def _within_month(found: dict[str, str], year: int) -> tuple[Span, str] | None:
    month = _small(found["month"])
    span = months_span(year, month, month)
    if span is None:
        return None
    if "day" in found:
        day = day_span(year, month, _small(found["day"]))
        return (day, "day") if day else None
    if "third" in found:
        first = {"上": 1, "中": 11, "下": 21}[found["third"]]
        last = span.last.day if first == 21 else first + 9
        return Span(span.first.replace(day=first), span.first.replace(day=last)), "day"
    return span, "month"


def _day_alone(day: int, setting: Setting) -> Span | None:
    """Return 29日 on its own: the last such day up to the document's."""
    reference = setting.reference
    this = day_span(reference.year, reference.month, day)
    if this and this.first <= reference:
        return this
    last_month = reference.replace(day=1) - timedelta(days=1)
    return day_span(last_month.year, last_month.month, day) or this


def _by_word(found: dict[str, str], year: int, reference: date, calendar: Calendar) -> tuple[Span, str] | None:
    """Return the days of 上季度, 本月, 昨天; of a year alone; of 年底 and 月底 alone."""
    span: Span | None
    if "quarter_word" in found:
        offset = calendar.named[found["quarter_word"]][1]
        span, grain = quarter_span(reference.year, (reference.month + 2) // 3 + offset), "quarter"
    elif "month_word" in found or (
        "edge" in found and found["edge"].startswith("月") and not found.keys() & {"year", "short", "named"}
    ):
        offset = calendar.named[found["month_word"]][1] if "month_word" in found else 0
        span, grain = month_span(reference.year, reference.month + offset), "month"
    elif "day_word" in found:
        day = reference + timedelta(days=calendar.named[found["day_word"]][1])
        span, grain = Span(day, day), "day"
    elif found.keys() & {"year", "short", "named", "whole"} or found.get("edge", "")[:1] in ("年", "岁"):
        span, grain = years_span(year, year), "year"
    else:
        return None
    return (span, grain) if span else None


def _small(text: str) -> int:
    value = evaluate(plain(text.replace("廿", "二十")))
    return int(value) if value is not None else 0
