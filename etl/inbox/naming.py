"""The name under which an upload is kept: readable, safe on every system, and of one content only."""

from __future__ import annotations

import re
import unicodedata

LONGEST_STEM, MOST_BYTES = 60, 180
HASH_DIGITS = 8
_UNSAFE = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
_GAPS = re.compile(r"[\s_]+")
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))


def split_name(name: str) -> tuple[str, str]:
    """Return the stem and the suffix, in small letters, of the last part of a name: ../../通报.PDF -> 通报, .pdf."""
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(
        sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign) not in _INVISIBLE
    )
    stem, dot, suffix = visible.strip().rpartition(".")
    if not dot or not suffix or len(suffix) > 10 or not suffix.isalnum():
        return visible.strip(), ""
    return stem, f".{suffix.lower()}"


def shown_name(name: str) -> str:
    """Return the name as sentences call the file: its last part, cut to what can be read."""
    stem, suffix = split_name(name)
    safe = _UNSAFE.sub("-", stem).strip(". ~$")
    short = _cut(safe)
    return f"{short or 'file'}{'…' if short != safe else ''}{suffix}"


def safe_name(name: str, sha256: str, suffix: str, digits: int = HASH_DIGITS) -> str:
    """Return the name to keep a file under: 4月通报.pdf -> 4月通报-1a2b3c4d.pdf.

    The hash makes it the name of this content alone, and no name that a system reserves (CON, NUL). It goes on to its
    first letter, so that it is never taken for a day.
    """
    letter = next((at for at, sign in enumerate(sha256, 1) if sign.isalpha()), len(sha256))
    stem = _cut(_GAPS.sub("-", _UNSAFE.sub("-", split_name(name)[0])).strip("-. ~$")).rstrip("-. ")
    return f"{stem or 'file'}-{sha256[: max(digits, letter)]}{suffix}"


def _cut(stem: str) -> str:
    return stem[:LONGEST_STEM].encode()[:MOST_BYTES].decode("utf-8", "ignore")
