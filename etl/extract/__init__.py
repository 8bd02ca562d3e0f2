"""A sentence in, statements out.

The walk of one sentence: its quantities, its clauses and words of time, the shape of each number (level, growth rate,
completion rate …), what is background, whose number it is, what it counts, goal or result, and for which period. Each
step is an ordered list of small rules; a statement carries the names of those that decided.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from etl.extract.background import is_duration, is_part_of_a_name, mark_background
from etl.extract.cues import decide_kind, find_cues, section_of
from etl.extract.dropped_units import restore_unit
from etl.extract.heads import name_heads
from etl.extract.inheritance import last_head
from etl.extract.lexicon import Lexicon, lexicon_of
from etl.extract.mentions import useful_mentions
from etl.extract.metrics import decide_metrics
from etl.extract.organisations import find_organisations
from etl.extract.periods import find_periods
from etl.extract.quantities import find_quantities
from etl.extract.scene import Reading, Scene, compose
from etl.extract.sections import with_turns
from etl.extract.shapes import find_shapes
from etl.extract.timing import decide_period, settle_period
from etl.model import UNKNOWN_DAY, Basis, Document, Metric, Sentence, Statement, statement_id
from etl.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the walk that `explain` prints: what was decided, about which words, by which rules."""

    what: str
    text: str
    rules: str


def extract_statements(document: Document, sentences: Iterable[Sentence], vocabulary: Vocabulary) -> list[Statement]:
    """Return the statements of a document's sentences, in order of place."""
    lexicon = lexicon_of(vocabulary)
    seen: Counter[tuple[str, str]] = Counter()
    found: list[Statement] = []
    before: Scene | None = None
    for sentence in with_turns(sentences):
        scene = read_sentence(sentence, lexicon, before)
        if scene is not None:
            found += _statements(document, scene, seen)
            before = scene
    return found


def read_sentence(sentence: Sentence, lexicon: Lexicon, before: Scene | None = None) -> Scene | None:
    """Run the rules over one sentence; None where it holds no quantity. `before` is the last that held any."""
    quantities = [
        quantity
        for quantity in find_quantities(sentence.text, lexicon.grammar)
        if not is_duration(quantity, sentence.text) and not is_part_of_a_name(quantity)
    ]
    if not quantities:
        return None
    reference = sentence.article.published_on or UNKNOWN_DAY
    mentions = useful_mentions(sentence.text, find_periods(sentence.text, reference, lexicon.calendar))
    scene = compose(sentence, lexicon, quantities, mentions, reference)
    scene.before_head = last_head(before, sentence)
    scene.section = section_of(sentence.headings, sentence.article.published_on, lexicon)
    scene.cues = find_cues(sentence.text, lexicon)
    find_shapes(scene)
    mark_background(scene)
    find_organisations(scene)
    name_heads(scene)
    for reading in scene.readings:
        decide_period(scene, reading)
        decide_kind(scene, reading)
        settle_period(scene, reading)
        restore_unit(reading)
        decide_metrics(scene, reading)
    _find_parts(scene)
    return scene


def explain(document: Document, sentences: Iterable[Sentence], vocabulary: Vocabulary) -> list[Step]:
    """Return every decision of the walk, background numbers included, with the names of the rules."""
    lexicon = lexicon_of(vocabulary)
    steps: list[Step] = []
    before: Scene | None = None
    for sentence in with_turns(sentences):
        steps.append(Step("sentence", sentence.text, " › ".join(sentence.headings)))
        scene = read_sentence(sentence, lexicon, before)
        if scene is None:
            continue
        before = scene
        steps.append(Step("section", scene.section or "—", ""))
        steps += [Step(f"cue:{cue.kind}", cue.word, "strong" if cue.strong else "") for cue in scene.cues]
        steps += [Step("period", scene.text[m.start : m.stop], m.rule) for m in scene.mentions]
        for reading in scene.readings:
            steps += _explain_reading(reading)
    return steps


def _explain_reading(reading: Reading) -> list[Step]:
    quantity = reading.quantity
    steps = [Step("quantity", quantity.text, f"{quantity.comparator} {quantity.value}{quantity.value_unit}")]
    if reading.background:
        return [*steps, Step("background", quantity.text, reading.background)]
    names = "、".join(metric.name for metric in reading.metrics) or "—"
    span = "" if reading.period is None else f"{reading.period.start or '…'} / {reading.period.stop}"
    return [
        *steps,
        Step("statement", f"{reading.kind} · {names} · {reading.organisation} · {span}", " → ".join(reading.rules)),
        *(Step("doubt", doubt, "") for doubt in reading.doubts),
    ]


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


def _statements(document: Document, scene: Scene, seen: Counter[tuple[str, str]]) -> list[Statement]:
    made: dict[int, Statement] = {}
    found: list[Statement] = []
    for reading in scene.readings:
        key = (scene.text, reading.quantity.text)
        for metric in [] if reading.background else reading.metrics:
            seen[key] += 1
            statement = _statement(document, scene, reading, metric, seen[key] - 1, made)
            made.setdefault(reading.index, statement)
            found.append(statement)
        if reading.background:
            seen[key] += 1
    return found


def _statement(
    document: Document, scene: Scene, reading: Reading, metric: Metric, nth: int, made: dict[int, Statement]
) -> Statement:
    assert reading.period is not None
    start, stop = _quote_span(scene, reading)
    first, last = scene.sentence.span(start, stop)
    parent, rules = _parent(scene, reading, made)
    doubts = list(reading.doubts)
    if not scene.sentence.article.published_stated:
        doubts.append("文件日期为推断")
    return Statement(
        id=statement_id(document.sha256, scene.text, reading.quantity.text, nth),
        kind=reading.kind,
        metric=metric,
        organisation=reading.organisation,
        quantity=reading.quantity,
        period=reading.period,
        basis=_basis(scene, reading, metric),
        sentence=scene.sentence,
        quote=document.text[first:last],
        quote_start=first,
        rules=(f"shape:{reading.shape}", *reading.rules, *rules),
        doubts=tuple(doubts),
        parent_id=parent,
    )


def _parent(scene: Scene, reading: Reading, made: dict[int, Statement]) -> tuple[str | None, tuple[str, ...]]:
    if reading.shape == "completion":
        if "of-plan" not in reading.rules:
            return None, ()
        amounts = [
            made[r.index]
            for r in scene.readings[: reading.index]
            if r.index in made and r.shape in {"level", "count"} and r.kind == "actual"
        ]
        return (amounts[-1].id, ("implied-target",)) if amounts else (None, ())
    if reading.parent is not None and reading.parent in made:
        return made[reading.parent].id, ("part-of",)
    return None, ()


def _basis(scene: Scene, reading: Reading, metric: Metric) -> Basis:
    period = reading.period
    assert period is not None
    if not metric.accumulates or period.start is None:
        return "stock"
    if reading.kind == "actual" and (period.stop - period.start).days <= 3:
        return "event"
    return "flow"


def _quote_span(scene: Scene, reading: Reading) -> tuple[int, int]:
    """Return the stretch to quote: from the name, where it stands in the clause, to the number or what it counts."""
    quantity = reading.quantity
    floor = scene.starts[reading.clause]
    if reading.index:
        floor = max(floor, scene.readings[reading.index - 1].quantity.stop)
    floor = max(floor, quantity.start - 30)
    while floor < quantity.start and scene.text[floor] in " 　、，,和与及":
        floor += 1
    stop = quantity.stop
    if reading.shape == "count" and reading.right:
        stop = min(stop + len(reading.right), quantity.stop + 12)
        while stop > quantity.stop and scene.text[stop - 1] in " 　、，,；。":
            stop -= 1
    return floor, stop
