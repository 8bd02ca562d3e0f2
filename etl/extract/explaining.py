"""The walk of a sentence, told: every number, what became of it, and the names of the rules that decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from etl.extract.background import sift
from etl.extract.lexicon import lexicon_of
from etl.extract.quantities import find_quantities
from etl.extract.scene import Reading, Scene
from etl.extract.sections import with_turns
from etl.extract.walk import read_sentence
from etl.model import Document, Period, Sentence
from etl.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the walk that `explain` prints: what was decided, about which words, by which rules."""

    what: str
    text: str
    rules: str


def explain(document: Document, sentences: Iterable[Sentence], vocabulary: Vocabulary) -> list[Step]:
    """Return every decision of the walk, background numbers included, with the names of the rules."""
    lexicon = lexicon_of(vocabulary)
    steps: list[Step] = []
    before: Scene | None = None
    for sentence in with_turns(sentences):
        steps.append(Step("sentence", sentence.text, " › ".join(sentence.headings)))
        _, passed_over = sift(find_quantities(sentence.text, lexicon.grammar), sentence.text)
        steps += [Step("passed over", quantity.text, rule) for quantity, rule in passed_over]
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
    told = (reading.kind, names, reading.organisation or "—", _span(reading.period))
    return [
        *steps,
        Step("name", "、".join(head or "—" for head in reading.heads), f"shape:{reading.shape}"),
        Step("statement", " · ".join(told), " → ".join(reading.rules)),
        *(Step("doubt", doubt, "") for doubt in reading.doubts),
    ]


def _span(period: Period | None) -> str:
    return "—" if period is None or not period.known else f"{period.start or '…'} / {period.stop}"
