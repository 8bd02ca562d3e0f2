"""The stage of a project, as a cell, a heading between rows or a sheet's name tells it."""

from __future__ import annotations

from etl.patterns import pattern_of
from etl.projects import STAGES
from etl.vocabulary import Vocabulary

_NUMBERING = pattern_of(r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．]?)")
_AROUND = pattern_of(
    r"^(?:已|正在|拟)|(?:阶段|库|类)?(?:的)?(?:项目)?(?:情况|清单|台账|表|库)*(?:[（(]?共?\d+个(?:项目)?[)）]?)?$"
)


def stage_of(text: str, words: Vocabulary) -> str | None:
    """Return the furthest stage that a text names as reached: 在建（主体完工） -> start, 未开工 -> signing."""
    partial = words.cells.get("partial works")
    for word in partial.words if partial else ():
        text = text.replace(word, "在建")
    found, ruled_out = None, None
    for number, name in enumerate(STAGES):
        entry = words.stages.get(name)
        for word in entry.words if entry else ():
            at = text.find(word)
            if at >= 0 and text[:at].endswith(words.cells["negation"].words):
                ruled_out = ruled_out or STAGES[max(number - 1, 0)]
            elif at >= 0:
                found = name
    return ruled_out if ruled_out and (found is None or STAGES.index(found) > STAGES.index(ruled_out)) else found


def stage_of_group(text: str, words: Vocabulary) -> str | None:
    """Return the stage that a heading or a sheet's name is: 一、开工项目（3个） -> start, 签约库 -> signing.

    A name that says more, such as 签约开工情况, is none.
    """
    bare = _AROUND.sub("", _AROUND.sub("", _NUMBERING.sub("", text.strip())))
    return next((name for name, entry in words.stages.items() if bare in entry.words), None)
