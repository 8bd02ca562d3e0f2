"""Lists of names before numbers, taken apart: A、B分别增长, 城乡居民收入, 甲、乙、丙三大产业产值."""

from __future__ import annotations

import re

from etl.extract.lexicon import Lexicon
from etl.extract.phrases import AND, PUNCTUATION, after_breaker, strip_owner, tokens
from etl.extract.scene import Scene
from etl.patterns import pattern_of

CUTS = tuple(pattern_of(cut) for cut in ("、", r"、|和(?![平谐美解睦])", r"、|和(?![平谐美解睦])|以及|与(?!会)", AND))
"""How a list may be cut, the coarsest way first: A、B和C及D类 of three numbers is A, B, C及D类."""
APPOSITION = pattern_of(r"(?:[一二三四五六七八九十]|\d+)大[一-鿿]{0,6}(?:产业|行业|板块|集群|领域|园区)$")
COUNTED_LIST = pattern_of(
    r"^(?P<list>.*[、和与及].*?)(?P<count>[二两三四五六七八九十]|\d+)[大个](?:[一-鿿]{0,4}?)(?:产业|行业|板块|集群|领域|园区)(?P<tail>[一-鿿].*)$"
)
COUNTS = "一二三四五六七八九十"
SEVERAL_IN_ONE = (
    ("城乡", ("城镇", "农村")),
    ("牛羊", ("牛", "羊")),
    ("存贷款", ("存款", "贷款")),
    ("一二三产业", ("第一产业", "第二产业", "第三产业")),
    ("一二三产", ("第一产业", "第二产业", "第三产业")),
    ("二三产业", ("第二产业", "第三产业")),
    ("二三产", ("第二产业", "第三产业")),
)
"""Several things in one word: 城乡居民收入, 牛羊出栏, 一二三产增加值."""


def split_heads(subject: str, scene: Scene, organisation: str, most: int = 0) -> list[str]:
    """Split coordinated heads: 城乡居民收入 -> 城镇居民收入, 农村居民收入; 城镇和农村居民收入 likewise.

    Where they are more than `most` numbers, the first are one name: 全资、控股企业营收、利润 of two numbers.
    """
    text = strip_owner(scene.lexicon.affixes["links"].trim_right(subject.strip(PUNCTUATION)), scene, organisation)
    text = after_breaker(text, scene.lexicon)
    text = re.sub(r"(?:同比|实际|名义|年均)+$", "", text)
    for word, things in SEVERAL_IN_ONE:
        if word in text:
            return [text.replace(word, thing, 1) for thing in things]
    counted = _counted_list(text)
    if counted:
        return counted
    parts = split_into(APPOSITION.sub("", text), most)
    if len(parts) < 2:
        return [text]
    if len(parts) > most > 1:
        spare = len(parts) - most + 1
        parts = ["、".join(parts[:spare]), *parts[spare:]]
    last = parts[-1]
    tail = _known_tail(parts[:-1], last, scene.lexicon)
    return [
        *(_complete(part, last, tail, scene.lexicon) for part in parts[:-1]),
        _completed_by_first(parts, scene.lexicon),
    ]


def _known_tail(parts: list[str], last: str, lexicon: Lexicon) -> str:
    """养老、失业和生育保险参保人数: what makes one part a known name completes the others too."""
    for part in parts:
        for cut in range(1, len(last)):
            if part + last[cut:] in lexicon.names or part + last[cut:] in lexicon.growths:
                return last[cut:]
    return next((tail for part in parts if (tail := _shared_tail(part, last, lexicon))), "")


def split_into(text: str, count: int = 0) -> list[str]:
    """Cut a list into its parts, the way that gives as many as there are numbers, else at every sign and word."""
    ways = [[part for part in cut.split(text) if part] for cut in CUTS]
    return next((parts for parts in ways if len(parts) == count > 1), ways[-1])


def _counted_list(text: str) -> list[str]:
    """批发业、零售业、餐饮业三大行业销售额: one part for each, with what is said of all."""
    found = COUNTED_LIST.match(text)
    if not found:
        return []
    count = COUNTS.find(found["count"].replace("两", "二")) + 1 or int(found["count"])
    parts = split_into(found["list"], count)
    return [part + found["tail"] for part in parts] if len(parts) == count else []


def _completed_by_first(parts: list[str], lexicon: Lexicon) -> str:
    """入境游客数量和花费 -> 入境游客花费: a last part that is only a measure is of what the first is of."""
    first, last = parts[0], parts[-1]
    measured = measured_end(first, lexicon)
    if last not in lexicon.listed("last_measures") or not measured or measured == first:
        return last
    return first.removesuffix(measured) + last


def _complete(part: str, last: str, tail: str, lexicon: Lexicon) -> str:
    """Give a coordinated head the tail it shares with the last: 城镇 + 农村居民收入 -> 城镇居民收入."""
    if part in lexicon.names or part in lexicon.growths or measured_end(part, lexicon):
        return part
    if part.endswith("”") and "”" in last:
        return part + last[last.index("”") + 1 :]
    for cut in range(1, len(last)):
        joined = part + last[cut:]
        if joined in lexicon.names or joined in lexicon.growths:
            return joined
    return part + (tail or _shared_tail(part, last, lexicon))


def _shared_tail(part: str, last: str, lexicon: Lexicon) -> str:
    """Return what the last of a list says of all: 南川园区、东川园区投资 -> 投资; 集成电路、工业机器人产量 -> 产量."""
    last = CUTS[-1].split(last)[-1]
    for length in range(min(len(part), len(last) - 1), 1, -1):
        at = last.rfind(part[-length:])
        if 0 <= at < len(last) - length:
            return last[at + length :]
    if len(part) == 1 and last[1:2] in {"级", "部"}:
        return last[1:]
    at = 0
    for word in tokens(last, lexicon):
        at += len(word)
        if at == len(part) < len(last) - 1:
            return last[at:]
    measured = measured_end(last, lexicon) or lexicon.affixes["groups"].trailing(last)
    return tokens(last, lexicon)[-1] if len(measured) == 1 else measured  # 用电量, not 量


def measured_end(name: str, lexicon: Lexicon) -> str:
    """Return what is measured, as a name ends with it, or '': 产值 of 工业总产值, 量 of 用电量."""
    return lexicon.affixes["measure_endings"].trailing(name)
