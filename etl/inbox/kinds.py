"""What a file is, told by what is in it and not by its name; what it is not good for, its reader says."""

from __future__ import annotations

import io
import re
import zipfile

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_BOOK = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype\s+html|<html)\b", re.IGNORECASE)
_ARCHIVE = re.compile(rb"multipart/related", re.IGNORECASE)
_ALIKE = {".xlsm": ".xlsx", ".htm": ".html", ".mhtml": ".mht"}
_UTF8 = b"\xef\xbb\xbf"


def suffix_for(suffix: str, content: bytes) -> str:
    """Return the suffix to read a file under: a PDF called a.txt is `.pdf`, a web page called a.xls is `.html`."""
    found = _told_by(content)
    return suffix if found is None or found == _ALIKE.get(suffix) else found


def _told_by(content: bytes) -> str | None:
    """Return the suffix of what has a mark of its own; None for plain text and for what is foreign."""
    head = content[:2048].removeprefix(_UTF8)
    if b"%PDF-" in head[:1024]:
        return ".pdf"
    if head.startswith(_ZIP):
        return _packed(content)
    if head.startswith(_OLE):
        return ".xls" if any(mark in content for mark in _OLD_BOOK) else None
    if _PAGE.match(head):
        return ".html"
    return ".mht" if b"MIME-Version" in head and _ARCHIVE.search(head) else None


def _packed(content: bytes) -> str | None:
    """Tell Word from Excel by the names in the package; nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            folders = {name.partition("/")[0] for name in package.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    return ".docx" if "word" in folders else ".xlsx" if "xl" in folders else None
