"""Words on a page of PDF: real text in the board's font, one small copy of which is embedded for the whole file.

A page is drawn without its words, which takes a few milliseconds, and the words are set by us: the program that draws
would measure each of them against every font of the machine, and embed a font a page.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from board import fonts

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
FONT_NAME = "/XuFont"
_HEX = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$")
_RGB = re.compile(r"rgb\((\d+),\s*(\d+),\s*(\d+)\)")


@dataclass(frozen=True, slots=True)
class Word:
    """One line of text: where its baseline starts, its size in px, its colour, how thick its outline is (for bold)."""

    text: str
    at: Matrix
    size: float
    color: str
    thick: float = 0.0


def content(words: Iterable[Word], page: Matrix) -> bytes:
    """Return the content stream that sets these words on a page; `page` takes px to points of the page."""
    lines = [f"q {_numbers(page)} cm"]
    for word in words:
        ink = _numbers(_ink(word.color))
        mode = f"2 Tr {word.thick:g} w {ink} RG" if word.thick else "0 Tr"
        a, b, c, d, e, f = word.at
        place = _numbers((a, b, -c, -d, e, f))
        codes = "".join(f"{_cid(char):04X}" for char in word.text)
        lines.append(f"BT {mode} {ink} rg {FONT_NAME} {word.size:g} Tf {place} Tm <{codes}> Tj ET")
    lines.append("Q")
    return "\n".join(lines).encode()


def embed(writer: PdfWriter, text: str) -> IndirectObject:
    """Put the part of the font that `text` needs into a file; return the font."""
    used = {_cid(char): char for char in sorted(set(text) | {" "}, reverse=True)}
    program = DecodedStreamObject()
    program.set_data(fonts.cff_subset(set(map(ord, used.values()))))
    program[NameObject("/Subtype")] = NameObject("/CIDFontType0C")
    tag = hashlib.sha256("".join(sorted(used.values())).encode()).digest()
    name = "/" + "".join(chr(65 + byte % 26) for byte in tag[:6]) + "+NotoSansCJKsc-Regular"
    codes = DecodedStreamObject()
    codes.set_data(_to_unicode(used))
    font = _dictionary(
        Type="/Font",
        Subtype="/Type0",
        BaseFont=name,
        Encoding="/Identity-H",
        DescendantFonts=ArrayObject([writer._add_object(_family(writer, name, program, used))]),
        ToUnicode=writer._add_object(codes.flate_encode()),
    )
    return writer._add_object(font)


def _family(writer: PdfWriter, name: str, program: DecodedStreamObject, used: Mapping[int, str]) -> DictionaryObject:
    """Return the font with the measures and the outlines of the characters used."""
    descriptor = _dictionary(
        Type="/FontDescriptor",
        FontName=name,
        Flags=4,
        ItalicAngle=0,
        Ascent=1160,
        Descent=-288,
        CapHeight=733,
        StemV=80,
        FontBBox=_array([-1000, -1048, 2928, 1808]),
        FontFile3=writer._add_object(program.flate_encode()),
    )
    return _dictionary(
        Type="/Font",
        Subtype="/CIDFontType0",
        BaseFont=name,
        CIDSystemInfo=_dictionary(
            Registry=TextStringObject("Adobe"), Ordering=TextStringObject("Identity"), Supplement=0
        ),
        FontDescriptor=writer._add_object(descriptor),
        DW=1000,
        W=_widths(used),
    )


def _cid(char: str) -> int:
    """Return the number of a character's glyph in the font, which names its glyphs by number: cid01234."""
    known = fonts.characters()
    return int((known.get(ord(char)) or known[0x20]).removeprefix("cid"))


def _widths(used: Mapping[int, str]) -> ArrayObject:
    """Return the advances of the glyphs that are not an em wide, runs of neighbours together."""
    metrics = fonts.font()["hmtx"]
    wide = [(cid, metrics[f"cid{cid:05d}"][0]) for cid in sorted(used)]
    narrow = [(cid, width) for cid, width in wide if width != 1000]
    found = ArrayObject()
    for _, run in groupby(enumerate(narrow), lambda one: one[1][0] - one[0]):
        pairs = [pair for _, pair in run]
        found.append(NumberObject(pairs[0][0]))
        found.append(_array([width for _, width in pairs]))
    return found


def _to_unicode(used: Mapping[int, str]) -> bytes:
    """Return the map by which a reader searches and copies."""
    pairs = [f"<{cid:04X}> <{char.encode('utf-16-be').hex().upper()}>" for cid, char in sorted(used.items())]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\n"
        f"endcodespacerange\n{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode()


def _ink(color: str) -> tuple[float, float, float]:
    if match := _HEX.match(color):
        digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
        return int(digits[:2], 16) / 255, int(digits[2:4], 16) / 255, int(digits[4:], 16) / 255
    if match := _RGB.match(color):
        return int(match[1]) / 255, int(match[2]) / 255, int(match[3]) / 255
    return 0.0, 0.0, 0.0


def _numbers(values: Iterable[float]) -> str:
    return " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in values)


def _dictionary(**entries: object) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): _object(value) for name, value in entries.items()})


def _object(value: object) -> object:
    if isinstance(value, str) and value.startswith("/"):
        return NameObject(value)
    return NumberObject(value) if isinstance(value, int) else value


def _array(values: Iterable[float]) -> ArrayObject:
    return ArrayObject([FloatObject(value) for value in values])
