"""What a person wrote about a file beside it: report.pdf and report.pdf.toml. It wins over the text."""

from __future__ import annotations

import calendar
import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from etl.model import DocumentError

SUFFIX = ".toml"
_FIELDS = ("title", "publisher", "published_on", "url", "org")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")


@dataclass(frozen=True, slots=True)
class Sidecar:
    """title, publisher, published_on (a day, or 2024-05, or 2024), url and org (whose numbers 全区 and 公司 are)."""

    title: str = ""
    publisher: str = ""
    published_on: date | None = None
    published_stated: bool = False
    url: str = ""
    org: str = ""


def read_sidecar(path: Path) -> Sidecar:
    """Read `<path>.toml`, if there is one. Raises DocumentError naming the sidecar and the entry at fault."""
    beside = path.with_name(path.name + SUFFIX)
    if not beside.is_file():
        return Sidecar()
    try:
        entries = tomllib.loads(beside.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DocumentError(f"{beside.name}: not valid TOML ({error})") from error
    except OSError as error:
        raise DocumentError(f"{beside.name}: the file cannot be read ({error.strerror})") from error
    for key in entries:
        if key not in _FIELDS:
            raise DocumentError(f"{beside.name}: there is no entry named {key!r} (known: {' '.join(_FIELDS)})")
    day, stated = _date(beside.name, entries.get("published_on"))
    words = {key: _word(beside.name, key, entries.get(key, "")) for key in _FIELDS if key != "published_on"}
    return Sidecar(published_on=day, published_stated=stated, **words)


def _word(name: str, key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise DocumentError(f"{name}: {key} must be text in quotes, not {value!r}")
    return value.strip()


def _date(name: str, value: Any) -> tuple[date | None, bool]:
    if value is None or value == "":
        return None, False
    if isinstance(value, datetime):
        return value.date(), True
    if isinstance(value, date):
        return value, True
    found = _DATE.match(str(value).strip())
    try:
        if found is None:
            raise ValueError
        year, month = int(found[1]), int(found[2] or 12)
        day = int(found[3]) if found[3] else 15 if found[2] else calendar.monthrange(year, month)[1]
        return date(year, month, day), found[3] is not None
    except ValueError:
        raise DocumentError(
            f"{name}: published_on must be a date such as 2024-05-15 or 2024-05, not {value!r}"
        ) from None
