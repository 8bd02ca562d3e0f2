"""A sentence in, statements out.

The walk of one sentence: its quantities, its clauses and words of time, the shape of each number (level, growth rate,
completion rate …), what is background, whose number it is, what it counts, goal or result, and for which period. Each
step is an ordered list of small rules; a statement carries the names of those that decided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from etl.extract.explaining import Step, explain
from etl.extract.lexicon import lexicon_of
from etl.extract.scene import Reading, Scene
from etl.extract.sections import with_turns
from etl.extract.walk import read_sentence
from etl.model import Basis, Document, Metric, Sentence, Statement, statement_id
from etl.vocabulary import Vocabulary

__all__ = ["Step", "explain", "extract_statements", "read_sentence"]


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


def _statements(document: Document, scene: Scene, seen: Counter[tuple[str, str]]) -> list[Statement]:
    """Return the statements of a sentence; a number that is background is counted too, so that ids do not move."""
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
    """Return one number under one metric as a statement, with the stretch of the document to quote."""
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
    """Return the statement that a number belongs to, and the rule that says so.

    签约额500亿元，其中主导产业300亿元 is a part; 完成投资43亿元，占年度目标的104% implies the goal of that amount.
    """
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
    """贷款余额 stands at a day; 3月6日签约26个 is an event; 一季度签约12个 flows."""
    period = reading.period
    assert period is not None
    if not metric.accumulates or period.start is None:
        return "stock"
    if reading.kind == "actual" and (period.stop - period.start).days <= 3:
        return "event"
    return "flow"


def _quote_span(scene: Scene, reading: Reading) -> tuple[int, int]:
    """Return the stretch to quote, from the name in the clause to the number or what it counts: 签约60个项目."""
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
