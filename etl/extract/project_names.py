"""The names of projects in prose: plain ones, such as …项目, …产业园, …广场二七店, and not 一批重大项目 or 该项目."""

from __future__ import annotations

import re
from collections.abc import Iterator

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


def names_in(text: str, vocabulary: Vocabulary) -> Iterator[tuple[str, int]]:
    """Yield the plain names of projects with where they start: 就是杉杉奥莱二七店项目建设现场 -> 杉杉奥莱二七店项目."""
    endings = compiled(vocabulary.cells["project endings"].words)
    start = 0
    for cut in [*_CUT.finditer(text), None]:
        piece = text[start : cut.start() if cut else len(text)]
        ends = list(endings.finditer(piece))
        if ends:
            last = ends[-1]
            lead = _LEAD.match(piece)
            at = lead.end() if lead else 0
            inner = piece.rfind("亿元的", 0, last.start())
            at = inner + 3 if inner >= 0 else at
            store = re.match(r"[一-龥]{2,3}店", piece[last.end() :])
            name = piece[at : last.end() + (len(store.group()) if store else 0)].strip(" “”")
            if is_name(name, vocabulary):
                yield name, start + piece.index(name)
        start = cut.end() if cut else len(text)


def is_name(name: str, vocabulary: Vocabulary) -> bool:
    """Tell a project's name from 一批重大项目 and 该项目."""
    name = PHASE.sub("", name)
    bare = name.removesuffix("项目")
    plain = 4 <= len(bare) <= LONGEST_NAME and not compiled(vocabulary.cells["not projects"].words).search(name)
    return plain and not re.search(r"\d+(?:万|亿|平方米|亩|%)|[（(）)“”]", name)
