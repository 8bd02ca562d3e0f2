"""The names of projects in prose: plain ones, such as …项目, …产业园, …广场二七店, and not 一批重大项目 or 该项目."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from etl.extract.lexicon import compiled
from etl.patterns import pattern_of
from etl.vocabulary import Vocabulary

LONGEST_NAME = 26

PHASE = pattern_of(r"[（(][一二三四五六七八九十\dA-Z]{1,3}(?:期|区|标段|号地块)[)）]")

_CUT = pattern_of(
    r"[，。；：、！？,;:]|(?:和|与|以?及)(?=总投资)|记者|看到|就是|现场|位于|落户|落地|正在|已经|目前|如今|在[一-龥]+的"
)
_LEAD = pattern_of(
    r"^(?:就是|走进|来到|在|其中|推动|推进|加快|支持|确保|是|和|与|及|的|对|[-—•●]|\d+[.、．]|[一二三四五六七八九十]+、|"
    r"[（(][一二三四五六七八九十\d]{1,3}[)）])+"
)
_STORE = pattern_of(r"[一-龥]{2,3}店")
_AMOUNT = pattern_of(r"\d+(?:万|亿|平方米|亩|%)|[（(）)“”]")


def names_in(text: str, vocabulary: Vocabulary) -> tuple[tuple[str, int], ...]:
    """Return the plain names of projects and where they start: 就是杉杉奥莱二七店项目现场 -> 杉杉奥莱二七店项目."""
    return _names(text, vocabulary.cells["project endings"].words, vocabulary.cells["not projects"].words)


@lru_cache(maxsize=256)
def _names(text: str, endings: tuple[str, ...], none_of: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """Find the names; every rule of projects asks for those of the same sentence."""
    return tuple(_each_name(text, endings, none_of))


def _each_name(text: str, endings: tuple[str, ...], none_of: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    start = 0
    for cut in [*_CUT.finditer(text), None]:
        piece = text[start : cut.start() if cut else len(text)]
        if ends := list(compiled(endings).finditer(piece)):
            name = _name_before(piece, ends[-1])
            if _is_name(name, none_of):
                yield name, start + piece.index(name)
        start = cut.end() if cut else len(text)


def _name_before(piece: str, ending: re.Match[str]) -> str:
    """其中总投资3亿元的云谷数据中心项目 -> 云谷数据中心项目; a shop's own name after the ending is part of it."""
    lead = _LEAD.match(piece)
    at = lead.end() if lead else 0
    inner = piece.rfind("亿元的", 0, ending.start())
    at = inner + 3 if inner >= 0 else at
    store = _STORE.match(piece, ending.end())
    return piece[at : store.end() if store else ending.end()].strip(" “”")


def is_name(name: str, vocabulary: Vocabulary) -> bool:
    """Tell a project's name from 一批重大项目 and 该项目."""
    return _is_name(name, vocabulary.cells["not projects"].words)


def _is_name(name: str, none_of: tuple[str, ...]) -> bool:
    name = PHASE.sub("", name)
    bare = name.removesuffix("项目")
    plain = 4 <= len(bare) <= LONGEST_NAME and not compiled(none_of).search(name)
    return plain and not _AMOUNT.search(name)
