"""The patterns by which points of the calendar are found, compiled once from the vocabulary's words of time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from etl.extract.alternatives import Words, any_of, words_of
from etl.patterns import pattern_of
from etl.vocabulary import Vocabulary, load_vocabulary

H = "〇零一二三四五六七八九"
YEAR4 = f"(?:(?<![0-9])(?:19|20)[0-9]{{2}}|(?:一九|二〇|二零)[{H}]{{2}})"
MONTH = "(?:1[0-2](?![0-9])|0?[1-9](?![0-9])|十[一二]?|[一二三四五六七八九])"
DAY = (
    "(?:3[01](?![0-9])|[12][0-9](?![0-9])|0?[1-9](?![0-9])"
    "|三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
)
FEW = "(?:[0-9]{1,2}|十[一二三四五]?|[一二两三四五六七八九])"
DASH = r"(?:[ ]?(?:[-—–−－~～〜]{1,2}|直?至|到)[ ]?)"
GRAINS = ("year", "quarter", "month", "week", "day", "holiday")
LISTS = (
    *("same year", "following year", "whole year", "end", "beginning", "edge lookalikes", "past", "coming", "compared"),
    *("since", "from", "from lookalikes", "after", "before", "by", "by lookalikes", "until now", "start of work"),
    *("cutoff", "until", "until lookalikes", "ever since", "opening", "years together"),
)
"""The lists of periods.toml that the calendar cannot do without."""
Named = Mapping[str, tuple[str, int]]

ISO_DAY = pattern_of(
    r"(?<![0-9.\-])(?P<y>(?:19|20)[0-9]{2})"
    r"(?:(?P<dash>[-./])(?P<m>1[0-2]|0?[1-9])(?P=dash)(?P<d>3[01]|[12][0-9]|0?[1-9])(?![0-9.\-/])"
    r"|(?P<mm>0[1-9]|1[0-2])(?P<dd>0[1-9]|[12][0-9]|3[01])(?![0-9.,万亿元个家人]))"
)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The vocabulary's words of time, compiled.

    `named` gives (grain, offset) of a word: 去年 -> ("year", -1). `starts` finds the places where a period may begin,
    its group says which rules to ask. `head` matches the words up to such a place (截至, 到, 自), `tail` those behind a
    point (以来, 起, 以后, 前), each with a group; words that only look like these match without one.
    """

    words: Words
    named: Named
    starts: re.Pattern[str]
    point: re.Pattern[str]
    loose_point: re.Pattern[str]
    months: re.Pattern[str]
    days: re.Pattern[str]
    quarters: re.Pattern[str]
    head: re.Pattern[str]
    head_ends: frozenset[str]
    tail: re.Pattern[str]


def compile_calendar(vocabulary: Vocabulary) -> Calendar:
    """Compile the words of `vocabulary`."""
    words = words_of(vocabulary.periods, LISTS, "periods.toml")
    named = _named(words)
    year = f"(?:{_year(named, loose=False)}[ ]?的?[ ]?)?"
    heads = {"cutoff": "cutoff", "until": "until", "ever": "ever since", "opening": "opening"}
    return Calendar(
        words=words,
        named=named,
        starts=_starts(words, named),
        point=_point(words, named, loose=False),
        loose_point=_point(words, named, loose=True),
        months=pattern_of(
            rf"{year}(?P<m1>{MONTH})[ ]?(?:月份?)?(?:{DASH}|(?P<list>[、和]))(?P<m2>{MONTH})[ ]?(?:两个)?月"
            rf"(?![0-9]{{1,2}}[日号])[ ]?份?"
        ),
        days=pattern_of(rf"{year}(?P<m1>{MONTH})月(?P<d1>{DAY})[日号]?{DASH}(?P<d2>{DAY})[日号]"),
        quarters=pattern_of(rf"{year}第?(?P<q1>[一二三1-3])(?:季度)?{DASH}第?(?P<q2>[二三四2-4])季度"),
        head=pattern_of(
            rf"(?:{any_of(words['until lookalikes'])}"
            + "".join(f"|(?P<{group}>{any_of(words[name])})" for group, name in heads.items())
            + r")\Z"
        ),
        head_ends=frozenset(word[-1] for name in heads.values() for word in words[name]),
        tail=_tail(words),
    )


@lru_cache(maxsize=1)
def shipped_calendar() -> Calendar:
    """Return the calendar of the vocabulary that ships."""
    return compile_calendar(load_vocabulary())


def _named(words: Words) -> dict[str, tuple[str, int]]:
    """Return what each word that stands for a year, quarter, month, week or day means, seen from the document's."""
    named = dict.fromkeys(words["same year"], ("same", 0)) | dict.fromkeys(words["following year"], ("same", 1))
    for name, listed in words.items():
        grain, _, offset = name.partition(" ")
        if grain in GRAINS and offset.lstrip("-").isdigit():
            named |= dict.fromkeys(listed, (grain, int(offset)))
    return named


def _of(named: Named, *grains: str) -> str:
    return any_of(word for word, (grain, _) in named.items() if grain in grains)


def _year(named: Named, *, loose: bool) -> str:
    """Return the pattern of a year; a two-digit one needs a part of the year behind it: 98年4月."""
    follows = "" if loose else f"(?=[ ]?(?:{MONTH}月|第?[一二三四1-4]季度|[上下]半年|[底末]))"
    thousand = f"|[一二两]千(?:[〇零]?[{H}十]{{1,3}})?(?=年)" if loose else ""
    return (
        rf"(?:(?P<year>{YEAR4}{thousand})(?:[ ]?(?:年(?:度(?!假))?|财年)|(?=[上下]半年|第?[一二三四]季度|全年))"
        rf"|(?<![0-9{H}])(?P<short>[0-9]{{2}}|[{H}]{{2}})年{follows}|(?P<named>{_of(named, 'year', 'same')}))"
    )


def _point(words: Words, named: Named, *, loose: bool) -> re.Pattern[str]:
    """Return the pattern of a year, a part of it, or both, and an edge: 2024年, 去年3月6日, 一季度末, 年底."""
    third, end = "上中|中下|[上中下]", "[日号]?" if loose else "[日号]"
    alone = (
        "(?!一日)(?:[0-9]{1,2}|[一二三四五六七八九十廿]{1,3})[日号]"
        if loose
        else "(?<![0-9月])[0-9]{1,2}日(?![均游内龄报间产常用后之照])"
    )
    parts = (
        "(?P<nine>三季报|三季度报告)",
        "第?(?P<quarter>[一二三四1-4])(?:个?季度|季报)",
        "(?P<first>首个?季度?)",
        "前(?P<quarters>[二两三23])个?季度",
        "(?P<half>[上下前后])半年",
        "(?P<mid>半年度|半年报|半年(?=末)|中报|中期报告|中期业绩)",
        f"(?<!提)前(?P<months>{FEW})个?月",
        f"第(?P<nth>{FEW})个?月",
        f"(?<![0-9])(?<!每年)(?P<month>{MONTH})[ ]?月(?!龄)[ ]?份?"
        f"(?:[ ]?的?(?:(?P<third>{third})旬|(?P<day>{DAY})[ ]?{end}))?",
        f"(?P<alone>{alone})",
        f"(?P<quarter_word>{_of(named, 'quarter')})",
        f"(?P<month_word>{_of(named, 'month')})(?:(?P<word_third>{third})旬|(?P<word_day>{DAY})[日号])?",
        f"(?P<week_word>{_of(named, 'week')})(?P<weekday>[一二三四五六日天](?![个项家]))?",
        f"(?P<day_word>{_of(named, 'day')})",
        f'(?P<holiday>{_of(named, "holiday")})[”"]?(?:[、和]?(?:{_of(named, "holiday")}))*'
        "(?:小长假|黄金周|长假|假期|假日|期间)",
        rf"(?<![0-9{H}十两几])(?P<whole>(?!全年红)(?:{any_of(words['whole year'])}))",
    )
    edge = any_of((*words["end"], *words["beginning"]))
    return pattern_of(
        rf"(?:{_year(named, loose=loose)})?(?:(?:(?<=[年度])[ ]?的?)?(?:{'|'.join(parts)}))?"
        rf"(?:(?!{any_of(words['edge lookalikes'])})(?P<edge>{edge}))?"
    )


def _tail(words: Words) -> re.Pattern[str]:
    plain = "|".join(f"(?P<{name}>{any_of(words[name])})" for name in ("since", "after", "before"))
    start = f"(?!{any_of(words['from lookalikes'])})(?P<from>{any_of(words['from'])})"
    by = f"(?!{any_of(words['by lookalikes'])})(?P<by>{any_of(words['by'])})"
    return pattern_of(f"{plain}|{start}|{by}")


def _starts(words: Words, named: Named) -> re.Pattern[str]:
    """Return the filter for places where a rule may answer; it only has to be quick and to miss none."""
    edges = [word for word in (*words["end"], *words["beginning"]) if len(word) > 1]
    spans = (*words["past"], *words["coming"])
    phrases = (*words["until now"], *words["start of work"], *words["years together"])
    whole = (*named, *edges, *words["whole year"])
    dash, hanzi = "[-—–~～至到、和]", f"[{H}十两千廿]"
    points = (
        "(?:19|20)[0-9]{2}(?=[ ]?年|财年|[-./—–~～至到0][0-9]|[上下第一二三四全])",
        rf"(?<!\.)[0-9]{{1,2}}(?=[ ]?[月日]|[年号]|[ ]?{dash}{{1,2}}[ ]?[0-9]{{1,2}}[ ]?[月季]|个?季度)",
        rf"{hanzi}{{1,6}}+(?=[年月季号日]|{dash}{hanzi}{{1,3}}(?:月|季度))",
        rf"第[ ]?{FEW}(?:个?季度|个?月)|前{FEW}(?:个?季度|个?月)|[上下前后]半年|首个?季",
        "半年(?:度|报|末)|中报|中期(?:报告|业绩)",
        any_of(whole),
    )
    decade = "(?:本|上|[12][0-9]|二十一?|十九)?(?:世纪)?(?:[0-9][0-9]|[二三四五六七八九]十)年代"
    groups = {
        "plan": '[“"‘]?十[一二三四五]?五',
        "phrase": any_of(phrases),
        "century": f"{decade}|(?:本|2[0-9]|19)世纪",
        "span": rf"(?:{any_of(spans)})(?={FEW}个?[年月天日周])|{FEW}(?:{DASH}{FEW})?年(?:以?来|内|时间)",
        "point": "|".join(points),
    }
    every = "|".join(f"(?P<{group}>{pattern})" for group, pattern in groups.items())
    first = "".join(sorted({re.escape(word[0]) for word in (*spans, *phrases, *whole)}))
    return pattern_of(rf"(?=(?<![0-9])[0-9]|(?<!{hanzi}){hanzi}|[第前后上下首半中“\"‘本{first}])(?:{every})")
