"""The text of a briefing, section by section. A person edits it: it is a proposal in the office's register.

〔1〕 after a sentence leads to the document and the words it stands on, listed at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from board.briefing import phrases
from board.briefing.material import Change, Material
from board.briefing.span import Kind
from board.charts import format as fmt
from board.charts import sentences
from board.charts.rows import records, to_day
from board.charts.theme import Look

NUMERALS = "一二三四五六七八九十"
T = TypeVar("T")
MOST = 12  # items of one list; how many more there are is said
MOST_CLAIMS = 5  # numbers named where one goal is said to have many


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence that a number of the text stands on, with its number in the list of sources."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A briefing as it is proposed: the title, a line below it, the sections, and where each number was said."""

    title: str
    note: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]

    def plain(self, look: Look) -> str:
        """Return the text that a person edits: a line a paragraph, headings numbered."""
        lines = [self.title, self.note, ""]
        for number, section in enumerate(self.sections):
            lines += [heading(number, section.title, look), *section.lines, ""]
        return "\n".join(lines).rstrip() + "\n"


class _Writer:
    """Writes lines and remembers what they stand on."""

    def __init__(self, material: Material, look: Look) -> None:
        self.material, self.look = material, look
        self._numbers: dict[str, Source] = {}

    def sources(self) -> tuple[Source, ...]:
        return tuple(self._numbers.values())

    def listed(self, rows: Sequence[T], item: Callable[[T], str]) -> list[str]:
        """Write the first rows, numbered, and say how many more there are."""
        lines = [
            self.look.say("briefing.item", number=number, words=item(row)) for number, row in enumerate(rows[:MOST], 1)
        ]
        more = len(rows) - MOST
        return [*lines, self.look.say("briefing.more", count=more)] if more > 0 else lines

    def goal(self, change: Change, *parts: str) -> str:
        """One goal's sentence, ended by the numbers of its sources."""
        said = self.look.say("format.list_semicolon").join(part for part in parts if part)
        line = self.look.say("briefing.about", name=phrases.name(change, self.look), words=said)
        return phrases.tight(line, self.look) + self.marks(self.material.said.get(change.goal.goal_id, ()))

    def marks(self, rows: tuple[Mapping[str, Any], ...]) -> str:
        """Return 〔1〕〔2〕 for the sentences of these statements."""
        marks = ""
        for row in rows:
            key = str(row["statement_id"])
            if key not in self._numbers:
                self._numbers[key] = Source(len(self._numbers) + 1, source_words(row, self.look))
            marks += self.look.say("briefing.mark", number=self._numbers[key].number)
        return marks


def write(material: Material, kind: Kind, look: Look) -> Text:
    """Write the briefing of this kind."""
    writer = _Writer(material, look)
    sections = [section for part in PARTS[kind] if (section := part(writer)) is not None]
    asked = material.asked
    scope = asked.organisation or look.say("briefing.all_units")
    title = look.say(f"briefing.title_{kind}", scope=scope, period=asked.span.name(look.lang), theme=asked.theme or "")
    note = look.say("briefing.note", day=asked.as_of.isoformat(), since=asked.span.since.isoformat())
    return Text(title, note, tuple(sections), writer.sources())


def heading(number: int, title: str, look: Look) -> str:
    """Number a heading: 一、总体情况; 1. Where things stand."""
    count = NUMERALS[number] if number < len(NUMERALS) else str(number + 1)
    return look.say("briefing.heading", numeral=count, number=number + 1, title=title)


def formula(material: Material, look: Look) -> str:
    """State how the units' scores are worked out, with the weights in force."""
    weights = material.weights
    total = weights.w_fulfilment + weights.w_on_track + weights.w_reported
    return look.say(
        "briefing.formula",
        fulfilment=fmt.plain(weights.w_fulfilment),
        on_track=fmt.plain(weights.w_on_track),
        reported=fmt.plain(weights.w_reported),
        scale="" if total == 100 else look.say("briefing.formula_scale", total=fmt.plain(total)),
        cap=fmt.plain(weights.cap * 100),
    )


def source_words(row: Mapping[str, Any], look: Look) -> str:
    """Say where a statement stands: 《标题》（2024-05-15）：“……签约额107.96亿元……”."""
    day = to_day(row.get("published_on"))
    when = day.isoformat() if day else look.say("chart.undated")
    inferred = "" if row.get("published_stated") or not day else look.say("chart.inferred")
    title = fmt.clean(row.get("document_title") or row.get("document_path") or "")
    return look.say(
        "briefing.source",
        title=title,
        day=when + inferred,
        quote=fmt.clean(row.get("sentence") or row.get("quote") or ""),
    )


def _overall(writer: _Writer) -> Section:
    material, look = writer.material, writer.look
    counts = material.counts
    known = {name: int(counts.get(name) or 0) for name in ("goals", "reported", "no_data", "late", "severe")}
    line = "".join(words for words, _ in sentences.headline(counts, look))
    lines = [phrases.tight(look.say("briefing.overall", day=material.asked.as_of.isoformat(), **known) + line, look)]
    parts = [
        look.say(f"briefing.count_{name}", count=count)
        for name in ("better", "worse", "first_report", "reported", "lapsed", "retargeted", "new")
        if (count := len(material.changed(name)))
    ]
    since = fmt.day(material.asked.span.since, look.lang, material.asked.as_of.year)
    if parts:
        lines.append(look.say("briefing.compared", since=since, parts=look.say("format.list_comma").join(parts)))
    else:
        lines.append(look.say("briefing.unchanged", since=since))
    return Section(look.say("briefing.section_overall"), tuple(lines))


def _changes(writer: _Writer) -> Section:
    wanted = ("worse", "lapsed", "retargeted", "better", "first_report", "reported")

    def item(change: Change) -> str:
        return writer.goal(change, phrases.moved(change, writer.look), phrases.standing(change, writer.look))

    lines = writer.listed(writer.material.changed(*wanted), item) or [writer.look.say("briefing.no_changes")]
    return Section(writer.look.say("briefing.section_changes"), tuple(lines))


def _ranking(writer: _Writer) -> Section | None:
    look = writer.look
    rows = records(writer.material.ranking)
    if sum(row["rank"] is not None for row in rows) < 2:
        return None
    lines = [phrases.tight(formula(writer.material, look), look)]
    lines += [phrases.unit(row, look) for row in rows[: 2 * MOST]]
    if len(rows) > 2 * MOST:
        lines.append(look.say("briefing.more", count=len(rows) - 2 * MOST))
    return Section(look.say("briefing.section_ranking"), tuple(lines))


def _docket(writer: _Writer) -> Section:
    look, lines = writer.look, []

    def item(change: Change) -> str:
        return writer.goal(change, phrases.standing(change, look), phrases.catching_up(change, look))

    for status in ("severe", "late"):
        behind = writer.material.with_status(status)
        if behind:
            lines += [look.say(f"briefing.list_{status}", count=len(behind)), *writer.listed(behind, item)]
    return Section(look.say("briefing.section_docket"), tuple(lines or [look.say("briefing.nobody_behind")]))


def _projects(writer: _Writer) -> Section | None:
    look, rows = writer.look, records(writer.material.overdue)
    if not rows:
        return None

    def item(row: Mapping[str, Any]) -> str:
        marks = writer.marks(({**row, "statement_id": str(row["report_id"])},))
        return phrases.tight(phrases.overdue(row, look), look) + marks

    lines = (look.say("briefing.overdue", count=len(rows)), *writer.listed(rows, item))
    return Section(look.say("briefing.section_projects"), lines)


def _fresh(writer: _Writer) -> Section:
    look = writer.look

    def item(row: Mapping[str, Any]) -> str:
        about = look.say(f"briefing.fresh_{row['kind']}", metric=row["metric"], organisation=row["organisation"])
        return f"{about}{row['quantity_text']}{writer.marks((row,))}"

    once = records(writer.material.fresh.drop_duplicates("statement_id"))
    lines = writer.listed(once, item) or [look.say("briefing.nothing_fresh")]
    return Section(look.say("briefing.section_fresh"), tuple(lines))


def _missing(writer: _Writer) -> Section:
    look, lines = writer.look, []
    silent = writer.material.with_status("no_data")
    reasons = dict.fromkeys(change.goal.status_reason for change in silent)
    for reason in reasons:
        named = [change.goal for change in silent if change.goal.status_reason == reason]
        names = look.say("format.list_and").join(f"{goal.metric}（{goal.organisation}）" for goal in named[:MOST])
        more = look.say("briefing.and_more", count=len(named)) if len(named) > MOST else ""
        word = look.say(f"status.{reason}" if reason else "status.no_data")
        lines.append(look.say("briefing.missing", reason=word, count=len(named), names=names + more))
    rivals = [change for change in writer.material.changes if change.goal.rival_count]
    for change in rivals[:MOST]:
        said = [row for row in writer.material.said.get(change.goal.goal_id, ()) if row["kind"] == "target"]
        count = change.goal.rival_count + 1
        key = "briefing.rivals_many" if count > MOST_CLAIMS else "briefing.rivals"
        if count > MOST_CLAIMS:
            said = list({str(row["target_text"]): row for row in reversed(said)}.values())[::-1][:MOST_CLAIMS]
        claims = look.say("format.list_and").join(str(row["target_text"]) for row in said)
        lines.append(
            look.say(key, name=phrases.name(change, look), claims=claims, count=count) + writer.marks(tuple(said))
        )
    return Section(look.say("briefing.section_missing"), tuple(lines or [look.say("briefing.nothing_missing")]))


Part = Callable[[_Writer], Section | None]
PARTS: dict[Kind, tuple[Part, ...]] = {
    "week": (_overall, _changes, _docket, _projects, _missing),
    "month": (_overall, _changes, _ranking, _docket, _projects, _fresh, _missing),
    "quarter": (_overall, _ranking, _changes, _docket, _projects, _fresh, _missing),
}
