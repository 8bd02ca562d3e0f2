"""Word documents (.docx): paragraphs and tables in order, headings by style, insertions taken as accepted.

The package is checked before it is parsed: what cannot be an honest document never reaches the parser.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl.model import DocumentError
from etl.patterns import pattern_of
from etl.read.package import OLE, part_that_declares
from etl.read.properties import believed_day, believed_title
from etl.read.prose_table import read_table
from etl.read.source import Source

if TYPE_CHECKING:
    from docx.document import Document as WordFile

LARGEST_PACKAGE = 256 * 2**20
LARGEST_PART = 64 * 2**20
MOST_MEMBERS = 5_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LEFT_OUT = frozenset(
    (f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_W}sdtPr", f"{_W}tblPr", f"{_MC}Fallback")
)
_SIGNS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_HEADING = pattern_of(r"(?:heading|标题)\s*(\d)$", re.IGNORECASE)
_TITLE = pattern_of(r"(?:title|标题)$", re.IGNORECASE)
_LONGEST_HEADING = 70
_DEEPEST_TABLE = 4


def read(path: Path, content: bytes) -> Source:
    """Read the body of a .docx. Raises DocumentError where it is locked, damaged, an old .doc or no document at all."""
    _check(path.name, content)
    word = _open(path.name, content)
    try:
        lines = list(_Body(word).lines())
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise DocumentError(f"{path.name}: the document is damaged and cannot be read") from error
    text = "\n".join(lines)
    day = believed_day(_last_change(word), text)
    return Source(
        text=text,
        title=believed_title(str(_property(word, "title") or ""), text),
        published_on=day,
        published_stated=False,
    )


def _check(name: str, content: bytes) -> None:
    """Raise DocumentError where the file is no package, or one that must not be unpacked."""
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise DocumentError(f"{name}: the document is protected by a password; save a copy without one")
        raise DocumentError(f"{name}: the old Word format (.doc) cannot be read; open it and save it as .docx")
    if not content.startswith(b"PK"):
        raise DocumentError(f"{name}: the file is no Word document")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_package(name, package)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise DocumentError(f"{name}: the file is damaged or cut short and cannot be unpacked") from error
    except RuntimeError as error:
        raise DocumentError(f"{name}: the document is protected by a password; save a copy without one") from error


def _check_package(name: str, package: zipfile.ZipFile) -> None:
    members = package.infolist()
    if len(members) > MOST_MEMBERS:
        raise DocumentError(f"{name}: the file holds {len(members)} parts, more than {MOST_MEMBERS}; it was not opened")
    if sum(member.file_size for member in members) > LARGEST_PACKAGE:
        raise DocumentError(f"{name}: the file unpacks to more than {LARGEST_PACKAGE >> 20} MB; it was not opened")
    if "[Content_Types].xml" not in package.namelist():
        raise DocumentError(f"{name}: the file is a zip archive and no Word document")
    large = next((m.filename for m in members if m.file_size > LARGEST_PART and m.filename.endswith(".xml")), "")
    if large:
        raise DocumentError(f"{name}: the part {large} unpacks to more than {LARGEST_PART >> 20} MB; it was not opened")
    if part := part_that_declares(package):
        raise DocumentError(f"{name}: the part {part} declares entities of its own; it was not opened")


def _open(name: str, content: bytes) -> WordFile:
    """Parse a package that was checked. Raises DocumentError; the library has no one error of its own for that."""
    import docx

    try:
        word = docx.Document(io.BytesIO(content))
        if word.element.body is None:
            raise ValueError("no body")
    except Exception as error:
        if "content type" in str(error):
            raise DocumentError(f"{name}: the file is of another kind than Word's .docx") from error
        raise DocumentError(f"{name}: the document is damaged and cannot be read") from error
    return word


def _last_change(word: WordFile) -> date | None:
    """Return the day of the last change; a file that was made and never changed has only the day of its template."""
    made, changed = _property(word, "created"), _property(word, "modified")
    return changed.date() if isinstance(changed, datetime) and changed != made else None


def _property(word: WordFile, name: str) -> Any:
    with suppress(AttributeError, KeyError, TypeError, ValueError):
        return getattr(word.core_properties, name)
    return None


class _Body:
    """The body of a document on the way to its lines."""

    def __init__(self, word: WordFile) -> None:
        self.body = word.element.body
        self.levels = _style_levels(word)
        self.footnotes = _footnotes(word)
        levels = [level for paragraph in self.body.iter(f"{_W}p") if (level := self._level(paragraph)) is not None]
        titled = 0 in levels or (bool(levels) and levels[0] == 1 and levels.count(1) == 1)
        self.deeper = 1 if 0 in levels or not titled else 0

    def lines(self) -> Iterator[str]:
        """Yield a line for each paragraph and each row; headings begin with #, that of the document with one."""
        yield from self._blocks(self.body, 0)

    def _blocks(self, parent: Any, depth: int) -> Iterator[str]:
        for block in parent:
            if block.tag == f"{_W}p":
                yield from self._paragraph(block)
            elif block.tag == f"{_W}tbl":
                yield from self._table(block, depth)
            elif block.tag not in _LEFT_OUT:
                yield from self._blocks(block, depth)

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        boxes: list[Any] = []
        text = "".join(_pieces(paragraph, boxes))
        level = self._level(paragraph)
        whole = " ".join(text.split())
        if level is not None and whole and len(whole) <= _LONGEST_HEADING and "。" not in whole[:-1]:
            yield f"{'#' * min(level + self.deeper, 6) or '#'} {whole}"
        else:
            yield from (line.strip() for line in text.split("\n"))
        for box in boxes:
            yield from self._blocks(box, _DEEPEST_TABLE)
        for kind in ("footnote", "endnote"):
            for sign in paragraph.iter(f"{_W}{kind}Reference"):
                yield self.footnotes.get((kind, sign.get(f"{_W}id")), "")

    def _level(self, paragraph: Any) -> int | None:
        """Return 0 for a title, 1 to 9 for a heading, None for text."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return None
        outline = properties.find(f"{_W}outlineLvl")
        if outline is not None:
            return _outline(outline)
        style = properties.find(f"{_W}pStyle")
        return None if style is None else self.levels.get(style.get(f"{_W}val"))

    def _table(self, table: Any, depth: int) -> Iterator[str]:
        rows = [_cells(row) for row in table.iter(f"{_W}tr") if _table_of(row) is table]
        inner = any(next(cell.iter(f"{_W}tbl"), None) is not None for row in rows for cell in row)
        if (inner and depth < _DEEPEST_TABLE) or all(len(row) <= 1 for row in rows):
            for row in rows:
                for cell in row:
                    yield from self._blocks(cell, depth + 1)
        else:
            yield from read_table(_grid(rows))


def _footnotes(word: WordFile) -> dict[tuple[str, str], str]:
    """Return the text of each footnote and endnote, by its kind and number: it is read below its paragraph."""
    from docx.oxml import parse_xml

    found = {}
    for kind in ("footnote", "endnote"):
        parts = (rel.target_part for rel in word.part.rels.values() if rel.reltype.endswith(f"/{kind}s"))
        for note in (note for part in parts for note in parse_xml(part.blob).iter(f"{_W}{kind}")):
            lines = ("".join(_pieces(paragraph, [])) for paragraph in note.iter(f"{_W}p"))
            found[kind, note.get(f"{_W}id")] = " ".join("".join(lines).split())
    return found


def _style_levels(word: WordFile) -> dict[str, int]:
    """Return the level of each paragraph style that is a heading, by its own name or by the style it is based on."""
    levels: dict[str, int] = {}
    styles = {style.get(f"{_W}styleId"): style for style in word.styles.element.iter(f"{_W}style")}
    for name in styles:
        seen: set[str] = set()
        at = name
        while at in styles and at not in seen:
            seen.add(at)
            level = _level_of_style(styles[at])
            if level is not None:
                levels[name] = level
                break
            base = styles[at].find(f"{_W}basedOn")
            at = base.get(f"{_W}val") if base is not None else None
    return levels


def _level_of_style(style: Any) -> int | None:
    called = style.find(f"{_W}name")
    name = (called.get(f"{_W}val") or "").strip() if called is not None else ""
    if found := _HEADING.match(name):
        return int(found[1])
    if _TITLE.match(name):
        return 0
    outline = style.find(f"{_W}pPr/{_W}outlineLvl")
    return None if outline is None else _outline(outline)


def _outline(outline: Any) -> int | None:
    value = outline.get(f"{_W}val") or ""
    return int(value) + 1 if value.isdigit() and int(value) < 9 else None


def _pieces(parent: Any, boxes: list[Any]) -> Iterator[str]:
    """Yield what a paragraph says, deleted words and field codes left out; text boxes in it are put aside."""
    for element in parent:
        if element.tag == f"{_W}t":
            yield element.text or ""
        elif element.tag in _SIGNS:
            page = element.get(f"{_W}type") in ("page", "column")
            yield "" if page else _SIGNS[element.tag]
        elif element.tag == f"{_W}txbxContent":
            boxes.append(element)
        elif element.tag == f"{_W}ruby":
            yield from _pieces(element.find(f"{_W}rubyBase") or (), boxes)
        elif element.tag not in _LEFT_OUT and len(element):
            yield from _pieces(element, boxes)


def _table_of(row: Any) -> Any:
    return next(row.iterancestors(f"{_W}tbl"), None)


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr"), None) is row]


def _grid(rows: list[list[Any]]) -> Iterator[list[str]]:
    """Yield each row with merged cells repeated: across as often as they span, down from the row above."""
    above: list[str] = []
    for row in rows:
        line: list[str] = []
        for cell in row:
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            width = int(span.get(f"{_W}val") or 1) if span is not None else 1
            continues = merged is not None and merged.get(f"{_W}val") != "restart"
            text = above[len(line)] if continues and len(line) < len(above) else _cell_text(cell)
            line += [text] * min(max(width, 1), 64)
        above = line
        yield line


def _cell_text(cell: Any) -> str:
    boxes: list[Any] = []
    return "\n".join("".join(_pieces(paragraph, boxes)) for paragraph in cell.iter(f"{_W}p"))
