"""Headings of dates: which step of a project a column is about, and whether its days are promised or reached."""

from __future__ import annotations

from collections.abc import Iterator

from etl.patterns import pattern_of
from etl.projects import STAGE_OF_STEP, STEPS
from etl.vocabulary import Vocabulary

_SIGNS = pattern_of(r"[\s（）()\[\]【】、，,：:／/±*＊“”]")
_TAIL = pattern_of(r"(?:时间|日期|年月|节点|时限|时点|期限|月份)+$")


def step_role(heading: str, vocabulary: Vocabulary) -> str:
    """Return `planned start` for 约定开工日期, `actual finish` for 竣工时间, `stage start` for 是否开工."""
    text = _SIGNS.sub("", heading)
    bare = _TAIL.sub("", text)
    step, word = step_named(bare, vocabulary)
    if not step:
        return ""
    before = bare.removesuffix(word)
    if before == "是否":
        return f"stage {STAGE_OF_STEP[step]}"
    if _says(before, "planned", vocabulary):
        return f"planned {step}"
    return f"actual {step}" if bare != text or _says(before, "reached", vocabulary) else ""


def is_reached_only(heading: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a heading says that its days are past: 实际开工时间, not 开工时间."""
    return _says(_SIGNS.sub("", heading), "reached", vocabulary)


def step_named(text: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """Return the step whose word ends a text, with that word, the longest: 竣工投产 -> operation; '' for none."""
    return max((pair for pair in _words(vocabulary) if text.endswith(pair[1])), key=_length, default=("", ""))


def _length(pair: tuple[str, str]) -> int:
    return len(pair[1])


def _words(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for step in STEPS:
        if entry := vocabulary.cells.get(f"step {step}"):
            yield from ((step, word) for word in entry.words)


def _says(text: str, name: str, vocabulary: Vocabulary) -> bool:
    entry = vocabulary.cells.get(name)
    return entry is not None and any(word in text for word in entry.words)
