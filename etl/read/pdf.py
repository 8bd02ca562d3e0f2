"""PDF files with a text layer, read page by page; a page that is only a picture is named, not guessed at."""

from __future__ import annotations

import ctypes
import math
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from etl.model import DocumentError
from etl.patterns import pattern_of
from etl.read.page_layout import lay_out
from etl.read.page_runs import Glyph, Page
from etl.read.properties import believed_day, believed_title
from etl.read.source import Source

MOST_PAGES = 1_000
MOST_GLYPHS = 100_000
LONGEST_SECONDS = 120.0

_ONE_AT_A_TIME = threading.Lock()  # the library keeps global state
_DAY = pattern_of(r"D:((?:19|20)\d\d)(\d\d)(\d\d)")
_BLANKS = frozenset((0x20, 0xA0, 0x3000, 0xFEFF, 0x200B, 0x7F))
_LISTED = 8
_UNREADABLE_SHARE = 0.3


@dataclass(slots=True)
class _Reading:
    """What was read so far, and the numbers of the pages that gave nothing, by reason."""

    pages: list[Page] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    garbled: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)

    def faults(self) -> Iterator[str]:
        """Yield what was not read and why, the pages named."""
        for numbers, fault in (
            (self.pictures, "holds no text, only a picture; a scan has to pass through text recognition (OCR) first"),
            (self.garbled, "is set in a font that does not say which characters it shows"),
            (self.broken, "is damaged"),
        ):
            if numbers:
                listed = ", ".join(map(str, numbers[:_LISTED]))
                more = f" and {len(numbers) - _LISTED} more" if len(numbers) > _LISTED else ""
                yield f"page {listed}{more} {fault}"


def read(path: Path, content: bytes) -> Source:
    """Read the text layer of a PDF. Raises DocumentError where it is locked, damaged, too large or has no text at all.

    Where only some pages cannot be read, the others are, and a note names those.
    """
    if b"%PDF-" not in content[:1024]:
        raise DocumentError(f"{path.name}: the file is no PDF")
    with _ONE_AT_A_TIME:
        reading, properties = _read_pages(path.name, content)
    text = lay_out(reading.pages)
    faults = list(reading.faults())
    if not text.strip():
        raise DocumentError(f"{path.name}: {faults[0] if faults else 'no page holds anything'}")
    notes = [f"{path.name}: {fault}; the rest was read" for fault in faults]
    if b"%%EOF" not in content[-4096:]:
        notes.append(f"{path.name}: the file is cut short; what is there was read")
    day = believed_day(_day(properties), text)
    title = believed_title(properties.get("Title", ""), text)
    return Source(text=text, title=title, published_on=day, published_stated=False, notes=tuple(notes))


def _read_pages(name: str, content: bytes) -> tuple[_Reading, dict[str, str]]:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY):
            raise DocumentError(f"{name}: the PDF is protected by a password; save a copy without one") from error
        raise DocumentError(f"{name}: the PDF is damaged or cut short and cannot be read") from error
    try:
        if not len(pdf):
            raise DocumentError(f"{name}: the PDF is damaged or cut short and cannot be read")
        if len(pdf) > MOST_PAGES:
            raise DocumentError(f"{name}: the PDF has {len(pdf)} pages, more than {MOST_PAGES}; it was not read")
        return _walk(name, pdf), pdf.get_metadata_dict(skip_empty=True)
    finally:
        pdf.close()


def _walk(name: str, pdf: Any) -> _Reading:
    from pypdfium2 import PdfiumError

    reading = _Reading()
    deadline = time.monotonic() + LONGEST_SECONDS
    for number in range(1, len(pdf) + 1):
        if time.monotonic() > deadline:
            raise DocumentError(f"{name}: page {number} was not reached in {LONGEST_SECONDS:.0f} s; split the file")
        try:
            page = pdf[number - 1]
        except PdfiumError:
            reading.broken.append(number)
            continue
        try:
            _read_page(name, number, page, reading)
        except PdfiumError:
            reading.broken.append(number)
        finally:
            page.close()
    return reading


def _read_page(name: str, number: int, page: Any, reading: _Reading) -> None:
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > MOST_GLYPHS:
            raise DocumentError(f"{name}: page {number} holds {count} characters, more than {MOST_GLYPHS}")
        codes = _codes(text.raw, count)
        garbled = sum(_is_garbled(code) for _, code in codes)
        if garbled > _UNREADABLE_SHARE * len(codes):
            reading.garbled.append(number)
        elif codes:
            reading.pages.append(_page(text.raw, [(at, code) for at, code in codes if not _is_garbled(code)]))
        elif next(page.get_objects(max_depth=3), None) is not None:
            reading.pictures.append(number)
    finally:
        text.close()


def _codes(raw: Any, count: int) -> list[tuple[int, int]]:
    """Return (index, code point) of what is printed."""
    from pypdfium2.raw import FPDFText_GetUnicode

    codes = ((at, FPDFText_GetUnicode(raw, at)) for at in range(count))
    return [(at, code) for at, code in codes if code > 0x20 and code not in _BLANKS]


def _is_blank(raw: Any, at: int) -> bool:
    """Tell whether a blank stands there that the file has and the library did not add."""
    from pypdfium2.raw import FPDFText_GetUnicode, FPDFText_IsGenerated

    return at >= 0 and FPDFText_GetUnicode(raw, at) in _BLANKS and FPDFText_IsGenerated(raw, at) == 0


def _is_garbled(code: int) -> bool:
    return code in (0xFFFD, 0xFFFE, 0xFFFF) or 0xE000 <= code <= 0xF8FF or 0x80 <= code < 0xA0 or code > 0xF0000


def _page(raw: Any, codes: list[tuple[int, int]]) -> Page:
    """Return the glyphs of a page, turned upright; what stands at another angle, such as a watermark, is left out."""
    from pypdfium2.raw import FPDFText_GetCharAngle

    angles = [(at, code, math.degrees(FPDFText_GetCharAngle(raw, at)) % 360) for at, code in codes]
    quarters = Counter(round(angle / 90) % 4 for _, _, angle in angles if _is_upright(angle))
    quarter = quarters.most_common(1)[0][0] if quarters else 0
    glyphs = [
        _glyph(raw, at, chr(code), quarter)
        for at, code, angle in angles
        if _is_upright(angle) and round(angle / 90) % 4 == quarter
    ]
    return Page(glyphs)


def _is_upright(angle: float) -> bool:
    return min(angle % 90, 90 - angle % 90) < 4


def _glyph(raw: Any, at: int, sign: str, quarter: int) -> Glyph:
    from pypdfium2.raw import FS_RECTF, FPDFText_GetCharOrigin, FPDFText_GetLooseCharBox

    box, x, y = FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    FPDFText_GetLooseCharBox(raw, at, ctypes.byref(box))
    FPDFText_GetCharOrigin(raw, at, ctypes.byref(x), ctypes.byref(y))
    left, right, bottom, top, base = box.left, box.right, box.bottom, box.top, y.value
    if quarter == 3:
        left, right, bottom, top, base = box.bottom, box.top, -box.right, -box.left, -x.value
    elif quarter == 2:
        left, right, bottom, top, base = -box.right, -box.left, -box.top, -box.bottom, -y.value
    elif quarter == 1:
        left, right, bottom, top, base = -box.top, -box.bottom, box.left, box.right, x.value
    wide = ord(sign) >= 0x2E80
    size = right - left if wide else 0.7 * (top - bottom)
    return Glyph(sign, left, right, base, max(size, 1.0), _is_blank(raw, at - 1))


def _day(properties: dict[str, str]) -> date | None:
    found = _DAY.match(properties.get("ModDate", "") or properties.get("CreationDate", ""))
    with suppress(ValueError):
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    return None
