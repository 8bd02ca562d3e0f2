"""What the packages of an office (.docx, .xlsx) have in common: archives of XML that must not declare anything."""

from __future__ import annotations

import zipfile

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What a package begins with, and what a file of the formats before begins with."""
_DECLARES = (b"<!DOCTYPE", b"<!ENTITY")
_PIECE = 1 << 20
_LONGEST = max(map(len, _DECLARES))


def part_that_declares(package: zipfile.ZipFile) -> str:
    """Return the first part that declares a document type or entities, which no office program does; '' for none.

    A part in UTF-16 is looked at as well. Raises what the archive raises where it is damaged.
    """
    parts = (name for name in package.namelist() if name.lower().endswith((".xml", ".rels")))
    return next((name for name in parts if _declares(package, name)), "")


def _declares(package: zipfile.ZipFile, name: str) -> bool:
    with package.open(name) as part:
        before = b""
        while piece := part.read(_PIECE):
            plain = before + piece.replace(b"\0", b"")
            if any(sign in plain for sign in _DECLARES):
                return True
            before = plain[-_LONGEST:]
    return False
