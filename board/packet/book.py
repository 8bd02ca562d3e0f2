"""An album as a book of pages: a cover with the headline, a page a message, the worst goals with their evidence.

A4 across, vector, words that can be searched and copied, a list of pages at the side, every page with its number.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import cast

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject

from board import export
from board.charts.measure import text_width
from board.charts.theme import LIGHT, STATUSES
from board.packet import typeset
from board.packet.contents import Album, GoalSheet, Picture, Progressed, Rival, Said, nobody
from board.packet.deck.canvas import SIGNS
from board.packet.leaf import FOOT, MARGIN, TO_POINTS, WIDTH, Leaf, broken
from board.packet.listing import goal_pages, source_pages
from board.steady import page_of

GAP = 12


def book(album: Album, tell: Progressed = nobody) -> bytes:
    """Return the album as PDF. Raises ExportError that names a character the font lacks."""
    export.ready()
    writer = PdfWriter()
    leaves = []
    count = sum(len(picture.pages) for picture in album.pictures) or 1
    for number, leaf in enumerate(_leaves(album)):
        tell(min(0.9, 0.9 * number / count), leaf.title)
        leaves.append(leaf)
    for number, leaf in enumerate(leaves, 1):
        stamp = f"{album.about.title(album.look)} · {album.about.stamp(album.look)}"
        leaf.foot(stamp, f"{number} / {len(leaves)}")
    export.check_glyphs(word.text for leaf in leaves for word in leaf.words)
    _bind(writer, leaves)
    _describe(writer, album)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _leaves(album: Album) -> Iterator[Leaf]:
    yield _cover(album)
    for picture in album.pictures:
        for page in picture.pages:
            yield _page(page, album)
    yield from goal_pages(album)
    yield from source_pages(album)


def _bind(writer: PdfWriter, leaves: Sequence[Leaf]) -> None:
    """Draw every page, letter it with one font, and list the pages."""
    font = typeset.embed(writer, "".join(word.text for leaf in leaves for word in leaf.words))
    for number, leaf in enumerate(leaves):
        page = writer.add_page(page_of(export.page(leaf.svg())))
        lettering = DecodedStreamObject()
        lettering.set_data(typeset.content(leaf.words, TO_POINTS))
        drawn = page.raw_get("/Contents")
        page[NameObject("/Contents")] = ArrayObject([drawn, writer._add_object(lettering.flate_encode())])
        fonts_named = DictionaryObject({NameObject(typeset.FONT_NAME): font})
        cast(DictionaryObject, page["/Resources"].get_object())[NameObject("/Font")] = fonts_named
        writer.add_outline_item(title=leaf.title, page_number=number)


def _describe(writer: PdfWriter, album: Album) -> None:
    about, look = album.about, album.look
    moment = about.built_at.strftime("D:%Y%m%d%H%M%S")
    writer.add_metadata(
        {
            "/Title": about.title(look),
            "/Subject": f"{about.stamp(look)} · {about.source}",
            "/Author": look.say("app.title"),
            "/Producer": look.say("app.title"),
            "/CreationDate": moment,
            "/ModDate": moment,
        }
    )


def _cover(album: Album) -> Leaf:
    about, look = album.about, album.look
    leaf = Leaf(about.headline)
    leaf.box(0, 0, WIDTH, 14, LIGHT.brand)
    leaf.text(96, 170, about.title(look), size=20, color=LIGHT.brand, bold=True)
    leaf.text(96, 206, about.stamp(look), size=15, color=LIGHT.soft)
    leaf.lines(96, 280, broken(about.headline, 38, WIDTH - 192, 5), size=38, bold=True)
    across, gap = 220.0, 17.0
    for number, status in enumerate(STATUSES):
        left = 96 + number * (across + gap)
        leaf.box(left, 620, across, 104, LIGHT.panel, line=LIGHT.line, radius=10)
        leaf.text(left + 22, 672, SIGNS[status], size=17, color=look.mark(status))
        leaf.text(left + 46, 672, look.say(f"status.{status}"), size=18, color=look.ink(status))
        leaf.text(left + across - 22, 672, str(about.counts.get(status, 0)), size=38, align="right", bold=True)
    leaf.text(96, 780, look.say("chart.source", source=about.source), size=14, color=LIGHT.soft)
    return leaf


def _page(picture: Picture, album: Album) -> Leaf:
    leaf = Leaf(picture.title or picture.name)
    bottom = leaf.drawing(picture.drawing)
    if picture.goal is not None and FOOT - bottom > 120:
        _evidence(leaf, picture.goal, bottom, album)
    return leaf


def _evidence(leaf: Leaf, sheet: GoalSheet, top: float, album: Album) -> None:
    """Under a goal's picture: its bounds side by side at the left, what was said at the right."""
    look = album.look
    left, middle = MARGIN, 420
    leaf.box(left, top, middle - left - 16, FOOT - 12 - top, LIGHT.panel, line=LIGHT.line, radius=10)
    leaf.box(middle, top, WIDTH - MARGIN - middle, FOOT - 12 - top, LIGHT.panel, line=LIGHT.line, radius=10)
    key = "goal.only" if len(sheet.rivals) < 2 else "goal.rivals"
    title = look.say(key, count=len(sheet.rivals))
    leaf.text(left + 18, top + 24, title, size=14, color=LIGHT.brand, bold=True)
    y = top + 44
    for number, rival in enumerate(sheet.rivals):
        last = number + 1 == len(sheet.rivals)
        if y + (76 if last else 100) > FOOT - 16:
            more = look.say("packet.more", count=len(sheet.rivals) - number)
            leaf.text(left + 18, y + 10, more, size=11, color=LIGHT.soft)
            break
        _rival(leaf, rival, (left + 18, y, middle - left - 52), album)
        y += 84
    leaf.text(middle + 18, top + 24, look.say("evidence.title"), size=14, color=LIGHT.brand, bold=True)
    _said(leaf, sheet.said, (middle + 18, top + 44, WIDTH - MARGIN - middle - 36), album)


def _rival(leaf: Leaf, rival: Rival, place: tuple[float, float, float], album: Album) -> None:
    x, y, room = place
    edge, width = (LIGHT.brand, 2.0) if rival.official else (LIGHT.line, 1.0)
    leaf.box(x, y, room, 76, LIGHT.panel, line=edge, radius=8, width=width)
    leaf.text(x + 14, y + 15, broken(rival.why, 11, room - 28, 1)[0], size=11, color=LIGHT.soft)
    size = min(19.0, 19 * (room - 28) / max(1.0, text_width(rival.bound, 19)))
    leaf.text(x + 14, y + 37, rival.bound, size=size, bold=True)
    verdict = " · ".join(filter(None, (f"{SIGNS.get(rival.status, '')} {rival.verdict}", rival.lead)))
    size = min(12.0, 12 * (room - 28) / max(1.0, text_width(verdict, 12)))
    leaf.text(x + 14, y + 60, verdict, size=size, color=album.look.ink(rival.status))


def _said(leaf: Leaf, said: Sequence[Said], place: tuple[float, float, float], album: Album) -> None:
    """Write as many sentences as fit; the rest is counted."""
    x, y, room = place
    for number, one in enumerate(said):
        where = " · ".join(part for part in (one.kind, one.document, one.day) if part)
        head, body = broken(where, 11.5, room - 14, 2), broken(one.sentence, 13.5, room - 14, 4)
        high = 11.5 * 1.5 * len(head) + 13.5 * 1.5 * len(body)
        last = number + 1 == len(said)
        if y + high > FOOT - (18 if last else 38):
            leaf.text(
                x, y + 8, album.look.say("packet.more_said_plain", count=len(said) - number), size=12, color=LIGHT.soft
            )
            return
        edge = LIGHT.marks["on_pace"] if one.kind == album.look.say("evidence.target") else LIGHT.marks["late"]
        leaf.box(x, y, 3, high, edge)
        bottom = leaf.lines(x + 14, y, head, size=11.5, color=LIGHT.soft)
        leaf.lines(x + 14, bottom, body, size=13.5)
        y += high + GAP
