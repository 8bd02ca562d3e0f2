"""One day for everything inside a file that leaves: the same snapshot gives the same bytes, whenever it is exported."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime

EARLIEST = datetime(1980, 1, 1)
LEVEL = 6


def pack(files: Iterable[tuple[str, bytes]], when: datetime) -> bytes:
    """Return a ZIP of (name, content), every entry dated `when` and in the order given."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, _date(when))
            entry.compress_type = zipfile.ZIP_STORED if _is_packed(name) else zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def repack(content: bytes, when: datetime) -> bytes:
    """Return an Office file with the same parts, dated `when` instead of the moment at which it was written."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return pack(((name, archive.read(name)) for name in archive.namelist()), when)


def _date(when: datetime) -> tuple[int, int, int, int, int, int]:
    day = max(EARLIEST, when.replace(tzinfo=None))
    return day.year, day.month, day.day, day.hour, day.minute, day.second // 2 * 2


def _is_packed(name: str) -> bool:
    """Tell whether deflating would gain nothing: PNG, PDF and the workbooks inside a presentation."""
    return name.lower().endswith((".png", ".pdf", ".pptx", ".xlsx"))
