"""What the rules look at: a sentence with its quantities and clauses, and the reading of each as it grows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from etl.extract.lexicon import Lexicon
from etl.extract.periods import PeriodMention
from etl.model import Kind, Metric, Period, Quantity, Sentence
from etl.patterns import pattern_of

Section = Literal["review", "plan", ""]
Shape = Literal["level", "count", "rate", "change", "completion", "share"]

BOUNDARY = pattern_of(r"[，,；;。：:！？!?]|——")
OF_WHICH_THIS_YEAR = pattern_of(r"其中[^，。；]{0,4}(?:今年|本年|一季度|上半年|当年|20\d{2}年)")
OF_THIS_YEAR = pattern_of(r"(?:今年|本年|年度|当年)[^。；]{0,6}(?:计划|投资)|(?:^|[。；])今年以来[，,]")
WHOLE_WORK = pattern_of(r"总投资|概算")
LEFT_WINDOW, RIGHT_WINDOW = 60, 40


@dataclass(frozen=True)
class Cue:
    """A word that opens a goal or a result, where it stands and whether it does so against its section."""

    kind: Kind
    start: int
    strong: bool
    word: str


@dataclass
class Reading:
    """One quantity and what the rules have made of it so far.

    `left` is what its clause says before it (after the quantity before), `right` what follows up to the next quantity
    or the clause's end, `rest` what follows to the clause's end. `heads` are the phrases it is said of: two for
    A、B增长3%.
    """

    quantity: Quantity
    index: int
    clause: int
    left: str
    right: str
    rest: str
    shape: Shape = "level"
    subject: str = ""
    suffix: str = ""
    heads: list[str] = field(default_factory=list)
    metrics: list[Metric] = field(default_factory=list)
    kind: Kind = "actual"
    period: Period | None = None
    organisation: str = ""
    background: str = ""
    chained: bool = False
    counts_right: bool = False
    things: str = ""
    explicit: bool = False
    stated_period: Period | None = None
    part: bool = False
    parent: int | None = None
    rules: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


@dataclass(eq=False)
class Scene:
    """A sentence under the rules; `printed` are the names of bodies as they stand in it, longest first."""

    sentence: Sentence
    lexicon: Lexicon
    text: str
    starts: list[int]
    stops: list[int]
    readings: list[Reading]
    mentions: list[PeriodMention]
    reference: date
    section: Section = ""
    cues: list[Cue] = field(default_factory=list)
    before_head: str = ""
    context: list[Period | None] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)

    def strong_before(self, reading: Reading) -> bool:
        """Whether a strong goal word governs the reading's own clause."""
        floor = self.starts[reading.clause]
        return any(
            cue.strong and cue.kind == "target" and floor <= cue.start < reading.quantity.start for cue in self.cues
        )

    def since_start(self, reading: Reading) -> bool:
        """总投资128亿元，截至3月底累计完成28亿元，其中今年一季度…: a total since the work began, not the year's."""
        after = self.text[reading.quantity.stop : reading.quantity.stop + 20]
        before = self.text[: reading.quantity.start]
        said = WHOLE_WORK.search(before)
        return bool(OF_WHICH_THIS_YEAR.search(after) or (said and not OF_THIS_YEAR.search(before, said.end())))

    def clause_text(self, clause: int) -> str:
        return self.text[self.starts[clause] : self.stops[clause]]

    def before(self, reading: Reading) -> str:
        """The sentence up to the quantity."""
        return self.text[: reading.quantity.start]

    def without_periods(self, start: int, stop: int) -> str:
        """Return a stretch of the sentence with its words of time taken out: 失业率全年控制在 -> 失业率控制在."""
        pieces, at = [], start
        for mention in self.mentions:
            if mention.start >= at and mention.stop <= stop:
                pieces.append(self.text[at : mention.start])
                at = mention.stop
        pieces.append(self.text[at:stop])
        return "".join(pieces)


def split_clauses(text: str, quantities: list[Quantity]) -> tuple[list[int], list[int]]:
    """Return where the clauses of a sentence start and stop; a comma inside a quantity or brackets does not cut."""
    starts, stops, nth = [0], [], 0
    for mark in BOUNDARY.finditer(text):
        while nth < len(quantities) and quantities[nth].stop <= mark.start():
            nth += 1
        if nth < len(quantities) and quantities[nth].start <= mark.start():
            continue
        stops.append(mark.start())
        starts.append(mark.end())
    stops.append(len(text))
    return starts, stops


def compose(
    sentence: Sentence, lexicon: Lexicon, quantities: list[Quantity], mentions: list[PeriodMention], reference: date
) -> Scene:
    """Lay a sentence out for the rules."""
    text = sentence.text
    starts, stops = split_clauses(text, quantities)
    scene = Scene(sentence, lexicon, text, starts, stops, [], mentions, reference)
    clause = 0
    for index, quantity in enumerate(quantities):
        while stops[clause] < quantity.start:
            clause += 1
        floor = max(starts[clause], quantities[index - 1].stop if index else 0, quantity.start - LEFT_WINDOW)
        ceiling = min(stops[clause], quantity.stop + 2 * RIGHT_WINDOW)
        following = quantities[index + 1].start if index + 1 < len(quantities) else len(text)
        right_stop = min(ceiling, following, quantity.stop + RIGHT_WINDOW)
        scene.readings.append(
            Reading(
                quantity,
                index,
                clause,
                left=scene.without_periods(floor, quantity.start),
                right=text[quantity.stop : max(quantity.stop, right_stop)],
                rest=text[quantity.stop : max(quantity.stop, ceiling)],
            )
        )
    return scene
