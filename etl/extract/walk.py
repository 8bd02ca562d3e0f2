"""The rules over one sentence, in order: what its numbers are, whose, of what, for when, goal or result."""

from __future__ import annotations

import re

from etl.extract.background import mark_background, sift
from etl.extract.bodies import find_organisations
from etl.extract.bounds_apart import join_bound
from etl.extract.cues import decide_kind, find_cues
from etl.extract.dropped_units import restore_unit
from etl.extract.heads import name_heads
from etl.extract.inheritance import last_head
from etl.extract.lexicon import Lexicon
from etl.extract.mentions import useful_mentions
from etl.extract.metrics import decide_metrics
from etl.extract.periods import find_periods
from etl.extract.quantities import find_quantities
from etl.extract.scene import Scene, compose
from etl.extract.sections import section_of
from etl.extract.settling import settle_period
from etl.extract.shapes import find_shapes
from etl.extract.timing import decide_period
from etl.model import UNKNOWN_DAY, Sentence


def read_sentence(sentence: Sentence, lexicon: Lexicon, before: Scene | None = None) -> Scene | None:
    """Run the rules over one sentence; None where it holds no quantity. `before` is the last that held any."""
    quantities, _ = sift(find_quantities(sentence.text, lexicon.grammar), sentence.text)
    if not quantities:
        return None
    reference = sentence.article.published_on or UNKNOWN_DAY
    mentions = useful_mentions(sentence.text, find_periods(sentence.text, reference, lexicon.calendar))
    scene = compose(sentence, lexicon, quantities, mentions, reference)
    scene.before_head = last_head(before, sentence)
    scene.section = section_of(sentence.headings, sentence.article.published_on, lexicon)
    scene.cues = find_cues(sentence.text, lexicon)
    find_shapes(scene)
    for reading in scene.readings:
        join_bound(scene, reading)
    mark_background(scene)
    find_organisations(scene)
    name_heads(scene)
    for reading in scene.readings:
        decide_period(scene, reading)
        decide_kind(scene, reading)
        settle_period(scene, reading)
        restore_unit(scene, reading)
        decide_metrics(scene, reading)
    _find_parts(scene)
    return scene


def _find_parts(scene: Scene) -> None:
    """其中主导产业项目签约额300亿元以上: a part of the goal of the same unit before it."""
    mark = scene.text.find("其中")
    if mark < 0:
        return
    stop = _end_of_parts(scene.text, mark)
    for reading in scene.readings:
        if not mark < reading.quantity.start < stop or reading.background:
            continue
        whole = [
            r
            for r in scene.readings
            if r.quantity.start < mark
            and r.quantity.unit == reading.quantity.unit
            and r.shape == reading.shape
            and not r.background
        ]
        if whole:
            reading.part, reading.parent = True, whole[-1].index


def _end_of_parts(text: str, mark: int) -> int:
    """Return where 其中 ends to govern: at the bracket it stands in, else at the next semicolon."""
    bracket = max(text.rfind("（", 0, mark), text.rfind("(", 0, mark))
    closed = max(text.find("）", mark), text.find(")", mark))
    inside = bracket >= 0 and closed >= 0 and not re.search("[）)]", text[bracket:mark])
    ends = [closed] if inside else [at for at in (text.find("；", mark), text.find(";", mark)) if at >= 0]
    return min(ends, default=len(text))
