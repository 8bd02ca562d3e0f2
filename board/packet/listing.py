"""The last pages of the book: the goals that have no page of their own, and the documents that say the numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from board.charts import sentences
from board.charts.measure import text_width
from board.charts.rows import Goal, records, to_day
from board.charts.theme import LIGHT, Look
from board.packet.contents import Album
from board.packet.deck.canvas import SIGNS
from board.packet.leaf import FOOT, MARGIN, WIDTH, Leaf, broken

ROWS, PAGES = 24, 25
ROW = 31
TOP = 118


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    width: float
    right: bool = False


Said = tuple[str, str]  # words and their colour


def goal_pages(album: Album) -> Iterator[Leaf]:
    """Yield pages of the goals without a page of their own; what does not fit there either is counted."""
    look = album.look
    rest = rest_of(album)
    kept = rest[: ROWS * PAGES]
    pages = [kept[start : start + ROWS] for start in range(0, len(kept), ROWS)]
    columns = [
        _Column(look.say("chart.status"), 150),
        _Column(look.say("chart.organisation"), 180),
        _Column(look.say("chart.metric"), 330),
        _Column(look.say("chart.target"), 140, True),
        _Column(look.say("chart.actual"), 200, True),
        _Column(look.say("chart.gap"), 150, True),
        _Column(look.say("chart.evidence"), 140),
    ]
    for number, goals in enumerate(pages, 1):
        title = look.say("packet.rest", count=len(rest))
        title += look.say("packet.part", number=number, count=len(pages)) if len(pages) > 1 else ""
        facts = [album.about.scope, look.say("packet.rest_note")]
        if len(rest) > len(kept):
            facts.append(look.say("packet.rest_left", count=len(rest) - len(kept)))
        yield _table(title, " · ".join(facts), columns, [goal_words(goal, look) for goal in goals], album)


def rest_of(album: Album) -> list[Goal]:
    """Return the goals that no picture is about, the worst first."""
    shown = {picture.goal.goal.goal_id for picture in album.pictures if picture.goal is not None}
    return [goal for goal in album.goals if goal.goal_id not in shown]


def goal_words(goal: Goal, look: Look) -> list[Said]:
    """Return what a row says of a goal, with the colour of each cell."""
    return [
        (f"{SIGNS.get(goal.status, '')} {sentences.status_word(goal, look)}", look.ink(goal.status)),
        (goal.organisation, LIGHT.soft),
        (goal.metric, LIGHT.ink),
        (sentences.target(goal, look), LIGHT.ink),
        (look.say("format.none") if goal.actual is None else sentences.result(goal, look), LIGHT.ink),
        (sentences.gap(goal, look), LIGHT.ink),
        (sentences.evidence(goal, look), LIGHT.link),
    ]


def document_words(album: Album) -> list[list[Said]]:
    """Return the day, the title and the publisher of each document."""
    look, found = album.look, []
    for row in records(album.documents):
        day = to_day(row.get("published_on"))
        inferred = "" if row.get("published_stated") or day is None else look.say("chart.inferred")
        said = f"{day.isoformat() if day else look.say('chart.undated')}{inferred}"
        found.append([(said, LIGHT.soft), (str(row["title"]), LIGHT.ink), (str(row["publisher"] or ""), LIGHT.soft)])
    return found


def source_pages(album: Album) -> Iterator[Leaf]:
    """Yield a page of the documents, newest first; what does not fit is counted."""
    look, rows = album.look, document_words(album)
    if not rows:
        return
    left = len(rows) - ROWS
    note = look.say("packet.more", count=left) if left > 0 else look.say("packet.sources_note")
    columns = [
        _Column(look.say("chart.day"), 190),
        _Column(look.say("chart.document"), 780),
        _Column(look.say("packet.col_publisher"), 320),
    ]
    yield _table(look.say("packet.sources", count=len(rows)), note, columns, rows[:ROWS], album)


def _table(title: str, note: str, columns: Sequence[_Column], rows: Sequence[Sequence[Said]], album: Album) -> Leaf:
    leaf = Leaf(title)
    leaf.text(MARGIN, 42, title, size=22, bold=True)
    leaf.text(MARGIN, 74, note, size=13, color=LIGHT.soft)
    leaf.box(MARGIN, TOP - 20, WIDTH - 2 * MARGIN, 36 + ROW * len(rows), LIGHT.panel, line=LIGHT.line, radius=10)
    _row(leaf, columns, [(column.title, LIGHT.soft) for column in columns], TOP)
    for number, cells in enumerate(rows):
        y = TOP + ROW * (number + 1)
        leaf.box(MARGIN + 14, y - ROW / 2, WIDTH - 2 * MARGIN - 28, 1, LIGHT.line)
        _row(leaf, columns, cells, y)
    source = album.look.say("chart.source", source=album.about.source)
    leaf.text(MARGIN, min(FOOT - 14, TOP + ROW * (len(rows) + 1) + 14), source, size=12, color=LIGHT.soft)
    return leaf


def _row(leaf: Leaf, columns: Sequence[_Column], cells: Sequence[Said], y: float) -> None:
    x = MARGIN + 18.0
    for column, (words, ink) in zip(columns, cells, strict=True):
        room = column.width - 14
        size = max(9.0, min(13.0, 13 * room / max(1.0, text_width(words, 13))))
        said = broken(words, size, room, 1)[0] if words else ""
        leaf.text(
            x + room if column.right else x, y, said, size=size, color=ink, align="right" if column.right else "left"
        )
        x += column.width
