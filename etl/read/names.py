"""Names of files that cannot be said: not in UTF-8, as archives from other systems leave them, or with a line break."""

from __future__ import annotations

import os
import unicodedata


def name_fault(name: str) -> str:
    """Return '' for a name that can be printed and stored, else a sentence that names the file as well as may be."""
    if name.isprintable() or not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in name):
        return ""
    if not any(unicodedata.category(sign) == "Cs" for sign in name):
        return f"{said_name(name)}: the name of the file holds a line break or another sign without a shape; rename it"
    guess = os.fsencode(name).decode("gb18030", "replace")
    meant = f" (in GB18030 it reads {guess})" if guess.isprintable() and "\ufffd" not in guess else ""
    return f"{said_name(name)}: the name of the file is not in UTF-8{meant}; rename it"


def said_name(name: str) -> str:
    """Return a name with what cannot be said as numbers: 4\\xd4\\xc2.txt."""
    return "".join(
        f"\\x{ord(sign) & 0xFF:02x}" if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in name
    )
