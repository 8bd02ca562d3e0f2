"""Every format that something can leave in: a picture, a table, or the whole album as one file of a packet.

A new format is one more entry here; `docs/how-to.md` says how.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from board import export
from board.album import Album, file_name
from board.packet import Progressed, archive, book, slides, workbook
from board.packet.stamp import pack

SCALES = (1, 2, 4)
SCALE = 2

PICTURE_WRITERS: dict[str, Callable[[export.Drawing, float], bytes]] = {
    "png": export.png,
    "svg": lambda drawing, _scale: export.svg(drawing),
    "pdf": lambda drawing, _scale: export.pdf(drawing),
}
TABLE_WRITERS: dict[str, Callable[[pd.DataFrame], bytes]] = {"csv": export.csv}


@dataclass(frozen=True, slots=True)
class PacketFormat:
    """How a whole album becomes one file, and what that file's name ends with."""

    write: Callable[[Album, float, Progressed], bytes]
    ending: str
    mime: str


ALBUM_WRITERS: dict[str, PacketFormat] = {
    "pptx": PacketFormat(
        lambda album, _scale, tell: slides(album, tell),
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    "book": PacketFormat(lambda album, _scale, tell: book(album, tell), "pdf", "application/pdf"),
    "xlsx": PacketFormat(
        lambda album, _scale, tell: workbook(album, tell),
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "zip": PacketFormat(archive, "zip", "application/zip"),
}


def formats() -> list[str]:
    """Name every format that something can leave in."""
    return [*PICTURE_WRITERS, *TABLE_WRITERS, *ALBUM_WRITERS]


def packet_name(album: Album, form: str) -> str:
    """Return the name of a packet's file: 会议包-2024-05-31.pptx."""
    look, day = album.look, album.about.as_of.isoformat()
    stem = look.say("packet.file_pictures" if form == "zip" else "packet.file", day=day)
    return f"{file_name(stem)}.{ALBUM_WRITERS[form].ending}"


def packet(album: Album, forms: list[str], scale: float, tell: Progressed) -> tuple[str, bytes, str]:
    """Return (name, content, media type) of the files asked for: one as it is, several in a ZIP.

    Raises ExportError, in which a character that the font lacks is named.
    """
    files = []
    for number, form in enumerate(forms):
        start, share = number / len(forms), 1 / len(forms)
        content = ALBUM_WRITERS[form].write(album, scale, _within(tell, start, share))
        files.append((packet_name(album, form), content))
    if len(files) == 1:
        return *files[0], ALBUM_WRITERS[forms[0]].mime
    stem = album.look.say("packet.file", day=album.about.as_of.isoformat())
    return f"{file_name(stem)}.zip", pack(files, album.about.built_at), "application/zip"


def _within(tell: Progressed, start: float, share: float) -> Progressed:
    return lambda done, what: tell(start + done * share, what)
