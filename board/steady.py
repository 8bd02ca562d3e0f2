"""A page of PDF in one order: the program that draws lists what a page uses in another order each time."""

from __future__ import annotations

import io
from typing import Any, cast

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import DictionaryObject

_MARKS = ("/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Font", "/XObject")


def page_of(content: bytes) -> PageObject:
    """Return the one page of a drawn PDF, what it uses sorted by name."""
    page = PdfReader(io.BytesIO(content)).pages[0]
    _sort(page)
    return page


def steady(content: bytes) -> bytes:
    """Return a drawn PDF of one page, the same bytes for the same drawing."""
    writer = PdfWriter()
    writer.add_page(page_of(content))
    writer.metadata = None
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _sort(holder: DictionaryObject) -> None:
    """Sort what a page or a form uses, and what the forms among it use."""
    resources: Any = holder.get("/Resources")
    if resources is None:
        return
    resources = resources.get_object()
    for kind in _MARKS:
        if kind not in resources:
            continue
        used = cast(DictionaryObject, resources[kind].get_object())
        entries = sorted((name, used.raw_get(name)) for name in used)
        used.clear()
        used.update(entries)
        for _, entry in entries if kind == "/XObject" else ():
            _sort(cast(DictionaryObject, entry.get_object()))
