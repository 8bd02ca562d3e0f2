"""An album as slides: a cover, the board a theme a page, the worst goals a page each, then the rest in tables.

Charts are the program's own, with their figures in a workbook inside; a picture that carries no figures is put in as a
picture. Every slide has one message as its title, its source below and, for the speaker, arithmetic and evidence.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from board import export, outlines
from board.charts.rows import Goal
from board.charts.theme import LIGHT, STATUSES
from board.packet.contents import Album, Picture, Progressed, nobody
from board.packet.deck import template
from board.packet.deck.canvas import SIGNS, Canvas, Line, Run, fit, height_of
from board.packet.deck.drawing import draw_figure
from board.packet.deck.goal import draw_goal
from board.packet.deck.grid import Cell, Column, draw_table
from board.packet.deck.template import MARGIN, WIDTH
from board.packet.listing import document_words, goal_words, rest_of
from board.packet.stamp import repack

TITLE = (MARGIN, 24, 1184, 66)
TITLE_STEPS = ((24, 1), (19, 2), (15, 3))
COUNT_STEPS = ((32, 1), (26, 1), (20, 1), (15, 1))
COVER_STEPS = ((32, 2), (26, 3), (20, 5))
ROWS_A_TABLE, TABLES = 16, 30
PICTURE_SCALE = 2
PICTURE_ROOM = (MARGIN, 122, 1184, 544)


def slides(album: Album, tell: Progressed = nobody) -> bytes:
    """Return the album as PPTX. Raises ExportError that names a character the font lacks."""
    deck = template.blank()
    writer = _Writer(album, deck)
    for share, what in writer.write():
        tell(share, what)
    export.check_glyphs(writer.said)
    about, look = album.about, album.look
    properties = deck.core_properties
    properties.title, properties.subject = about.title(look), about.stamp(look)
    properties.comments, properties.author = about.source, look.say("app.title")
    properties.last_modified_by, properties.keywords, properties.revision = "", "", 1
    properties.created = properties.modified = about.built_at
    buffer = io.BytesIO()
    deck.save(buffer)
    return repack(buffer.getvalue(), about.built_at)


class _Writer:
    """Writes the slides of one album and keeps what they say."""

    def __init__(self, album: Album, deck: Any) -> None:
        self.album, self.deck, self.look = album, deck, album.look
        self.said: list[str] = []

    def write(self) -> Iterator[tuple[float, str]]:
        """Write every slide; yield how far it is and what comes next."""
        yield 0.0, self.album.about.headline
        self._cover()
        pages = [page for picture in self.album.pictures for page in picture.pages]
        for number, page in enumerate(pages):
            yield 0.05 + 0.85 * number / len(pages), page.title
            self._page(page)
        yield 0.9, self.look.say("packet.rest_short")
        self._rest()
        self._sources()

    def _open(self, layout: int, title: str, place: tuple[int, int, int, int], steps: Any) -> Canvas:
        canvas = Canvas(self.deck.slides.add_slide(self.deck.slide_layouts[layout]))
        canvas.title(title, place, steps)
        return canvas

    def _sheet(self, title: str, subtitle: str, source: str, notes: Sequence[str] = ()) -> Canvas:
        canvas = self._open(template.PAGE, title, TITLE, TITLE_STEPS)
        size, lines = fit(subtitle, 1184, ((12, 1), (10.5, 1), (9, 2)))
        canvas.text((MARGIN, 92, 1184, height_of(len(lines), size)), [(Run(line, size, LIGHT.soft),) for line in lines])
        canvas.foot(source)
        canvas.notes([title, *notes, source])
        return canvas

    def _close(self, canvas: Canvas) -> None:
        self.said += canvas.said

    def _cover(self) -> None:
        about, look = self.album.about, self.look
        canvas = self._open(template.COVER, about.headline, (72, 190, 1136, 190), COVER_STEPS)
        canvas.box((0, 0, WIDTH, 12), LIGHT.brand)
        canvas.text((72, 84, 900, 34), [(Run(about.title(look), 16, LIGHT.brand, bold=True),)])
        canvas.text((72, 118, 900, 24), [(Run(about.stamp(look), 12, LIGHT.soft),)])
        across, gap = 216, 14
        for number, status in enumerate(STATUSES):
            left = 72 + number * (across + gap)
            canvas.card((left, 430, across, 96))
            name: Line = (
                Run(f"{SIGNS[status]} ", 14, look.mark(status), bold=True),
                Run(look.say(f"status.{status}"), 14, look.ink(status)),
            )
            canvas.text((left + 18, 430, across - 100, 96), [name], anchor="ctr")
            size, (count,) = fit(str(about.counts.get(status, 0)), 66, COUNT_STEPS)
            run = Run(count, size, LIGHT.ink, bold=True)
            canvas.text((left + across - 98, 430, 80, 96), [(run,)], align="r", anchor="ctr")
        canvas.foot(look.say("chart.source", source=about.source))
        canvas.notes([about.headline, about.stamp(look), about.source, look.say("packet.notes_how")])
        self._close(canvas)

    def _page(self, picture: Picture) -> None:
        """Put one picture on a slide: drawn by the slide where it has figures, else as it is."""
        about, look = self.album.about, self.look
        parts = (picture.subtitle, look.say("chart.as_of", day=about.as_of.isoformat()))
        if picture.goal is not None:
            parts = (picture.subtitle.removesuffix(picture.goal.formula).rstrip(" ·"), parts[1])
        source = look.say("chart.source", source=picture.source)
        canvas = self._sheet(picture.title or picture.name, " · ".join(filter(None, parts)), source, picture.notes)
        if picture.goal is not None and picture.figure is not None:
            draw_goal(canvas, picture, picture.goal, look, about.built_at)
        elif not draw_figure(canvas, picture.figure, look, about.built_at, picture.title):
            _put_picture(canvas, picture)
        self._close(canvas)

    def _rest(self) -> None:
        """The goals that have no slide of their own, in tables; what does not fit there either is counted."""
        rest = rest_of(self.album)
        kept = rest[: ROWS_A_TABLE * TABLES]
        pages = [kept[start : start + ROWS_A_TABLE] for start in range(0, len(kept), ROWS_A_TABLE)]
        look = self.look
        for number, goals in enumerate(pages, 1):
            title = look.say("packet.rest", count=len(rest))
            title += look.say("packet.part", number=number, count=len(pages)) if len(pages) > 1 else ""
            facts = [self.album.about.scope, look.say("packet.rest_note")]
            if len(rest) > len(kept):
                facts.append(look.say("packet.rest_left", count=len(rest) - len(kept)))
            source = look.say("chart.source", source=self.album.about.source)
            canvas = self._sheet(title, " · ".join(facts), source)
            self._goals(canvas, goals)
            self._close(canvas)

    def _goals(self, canvas: Canvas, goals: Sequence[Goal]) -> None:
        say, look = self.look.say, self.look
        columns = [
            Column(say("chart.status"), 150),
            Column(say("chart.organisation"), 170),
            Column(say("chart.metric"), 290),
            Column(say("chart.target"), 130, "r"),
            Column(say("chart.actual"), 190, "r"),
            Column(say("chart.gap"), 124, "r"),
            Column(say("chart.evidence"), 130),
        ]
        rows = []
        for goal in goals:
            words = goal_words(goal, look)
            rows.append([_cell(said, column, ink) for (said, ink), column in zip(words, columns, strict=True)])
        canvas.card((MARGIN - 14, 120, 1184 + 28, 30 + 31 * len(rows) + 16))
        draw_table(canvas, MARGIN, 126, columns, rows, 31)

    def _sources(self) -> None:
        """The documents that the numbers come from, newest first; what does not fit is counted."""
        look = self.look
        documents = document_words(self.album)
        if not documents:
            return
        left = len(documents) - ROWS_A_TABLE
        subtitle = look.say("packet.more", count=left) if left > 0 else look.say("packet.sources_note")
        source = look.say("chart.source", source=self.album.about.source)
        canvas = self._sheet(look.say("packet.sources", count=len(documents)), subtitle, source)
        columns = [
            Column(look.say("chart.day"), 150),
            Column(look.say("chart.document"), 734),
            Column(look.say("packet.col_publisher"), 300),
        ]
        rows = [
            [_cell(said, column, ink) for (said, ink), column in zip(words, columns, strict=True)]
            for words in documents[:ROWS_A_TABLE]
        ]
        canvas.card((MARGIN - 14, 120, 1184 + 28, 30 + 31 * len(rows) + 16))
        draw_table(canvas, MARGIN, 126, columns, rows, 31)
        self._close(canvas)


def _cell(words: str, column: Column, ink: str) -> Cell:
    size, lines = fit(words, column.width - 14, ((11, 1), (9.5, 1), (8.5, 1), (7.5, 2)))
    return Cell(tuple((Run(line, size, ink),) for line in lines)) if words else Cell()


def _put_picture(canvas: Canvas, picture: Picture) -> None:
    """Fit a picture that the slide cannot draw itself into the room under the title."""
    drawing = picture.bare
    wide, high = outlines.size(drawing.text)
    x, y, room, most = PICTURE_ROOM
    scale = min(room / wide, most / high)
    place = (x + (room - wide * scale) / 2, y, wide * scale, high * scale)
    canvas.card((place[0] - 10, y - 6, place[2] + 20, place[3] + 12))
    canvas.picture(export.png(drawing, min(PICTURE_SCALE, PICTURE_SCALE * scale * 1.2)), place, drawing.description)
