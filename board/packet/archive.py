"""The pictures of an album in one ZIP, with a contents page that says which is which, and of which day and snapshot."""

from __future__ import annotations

from collections.abc import Iterator

from board import export
from board.packet.contents import Album, Progressed, nobody
from board.packet.stamp import pack


def archive(album: Album, scale: float = 2, tell: Progressed = nobody) -> bytes:
    """Return every picture as PNG in a ZIP. Raises ExportError that names a character the font lacks."""
    return pack(_files(album, scale, tell), album.about.built_at)


def _files(album: Album, scale: float, tell: Progressed) -> Iterator[tuple[str, bytes]]:
    count = len(album.pictures)
    for number, picture in enumerate(album.pictures):
        tell(number / count, picture.title or picture.name)
        yield f"{picture.name}.png", export.png(picture.drawing, scale)
    yield f"{album.look.say('packet.file_contents')}.txt", _contents(album).encode("utf-8-sig")


def _contents(album: Album) -> str:
    about, look = album.about, album.look
    lines = [about.title(look), about.headline, about.stamp(look), look.say("chart.source", source=about.source), ""]
    for picture in album.pictures:
        lines += [f"{picture.name}.png  {picture.title}", f"    {look.say('chart.source', source=picture.source)}"]
    if album.left_out:
        lines += ["", look.say("packet.left_out", count=album.left_out)]
    return "\r\n".join(lines) + "\r\n"
