"""Plain text and Markdown in UTF-8, UTF-16 or GB18030, with or without a byte order mark."""

from __future__ import annotations

import codecs
from pathlib import Path

from etl.model import DocumentError
from etl.patterns import pattern_of
from etl.read.source import Source

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CONTROL = pattern_of(r"[\x00-\x08\x0e-\x1f\x7f]")
_ORDINARY = pattern_of(
    r"[\t\n\r\x20-\x7e\u2000-\u206f\u2460-\u24ff\u25a0-\u25ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef·×°²³±—“”‘’]"
)
_BLANKS = "\u200b\ufeff\x00"


def read(path: Path, content: bytes) -> Source:
    """Decode a file; raises DocumentError where it is no text in any of the three encodings."""
    text = decode(content)
    if text is None:
        raise DocumentError(f"{path.name}: the file is no text in UTF-8, UTF-16 or GB18030")
    return Source(text=text.replace("\r\n", "\n").replace("\r", "\n").strip(_BLANKS))


def decode(content: bytes) -> str | None:
    """Return the text, or None where no encoding gives one that reads as text."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding)
    if b"\x00" in content:
        return _decoded(content, "utf-16-le") or _decoded(content, "utf-16-be")
    text = _decoded(content, "utf-8")
    if text is None and not _is_damaged_utf8(content):
        text = _decoded(content, "gb18030")
    return text


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    sample = text[:20_000]
    odd = len(sample) - len(_ORDINARY.findall(sample))
    return None if _CONTROL.search(sample) or odd > 0.15 * len(sample) else text


def _is_damaged_utf8(content: bytes) -> bool:
    """Tell UTF-8 with broken bytes from another encoding: most of it decodes, and not only because it is ASCII."""
    kept = content.decode("utf-8", "ignore")
    return len(kept.encode()) >= 0.9 * len(content) and not kept.isascii()
