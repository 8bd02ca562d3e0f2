"""What a person wrote about a file beside it: report.pdf and report.pdf.toml. It wins over the text."""

from __future__ import annotations

import calendar
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from etl.model import DocumentError
from etl.patterns import pattern_of

SUFFIX = ".toml"
FIELDS = ("title", "publisher", "published_on", "url", "org")
LONGEST = 300
_DATE = pattern_of(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")


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
    beside = beside_of(path)
    return _checked(beside.name, _entries(beside)) if beside.is_file() else Sidecar()


def beside_of(path: Path) -> Path:
    """Return where the sidecar of a file stands, whether there is one or not."""
    return path.with_name(path.name + SUFFIX)


def sidecar_entries(path: Path) -> dict[str, str]:
    """Return what the sidecar of a file says, as a person would type it; {} without one. Raises DocumentError."""
    beside = beside_of(path)
    entries = _entries(beside) if beside.is_file() else {}
    return {key: str(entries[key]) for key in FIELDS if entries.get(key)}


def compose_sidecar(name: str, entries: Mapping[str, str]) -> str:
    """Write entries as the text of a sidecar, '' where none says anything; `name` is what a refusal calls the file.

    Raises DocumentError where reading it back would.
    """
    said = {key: " ".join(value.split()) for key, value in entries.items() if value and value.strip()}
    for key, value in said.items():
        if len(value) > LONGEST:
            raise DocumentError(f"{name}: {key} is longer than {LONGEST} characters")
    _checked(name, said)
    return "".join(f"{key} = {_quoted(said[key])}\n" for key in FIELDS if key in said)


def _quoted(text: str) -> str:
    """Return a text as TOML quotes it, which is as JSON does but for one sign."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _entries(beside: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(beside.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DocumentError(f"{beside.name}: not valid TOML ({error})") from error
    except OSError as error:
        raise DocumentError(f"{beside.name}: the file cannot be read ({error.strerror})") from error


def _checked(name: str, entries: Mapping[str, Any]) -> Sidecar:
    for key in entries:
        if key not in FIELDS:
            raise DocumentError(f"{name}: there is no entry named {key!r} (known: {' '.join(FIELDS)})")
    day, stated = _date(name, entries.get("published_on"))
    words = {key: _word(name, key, entries.get(key, "")) for key in FIELDS if key != "published_on"}
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
