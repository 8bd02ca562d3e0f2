"""The office's inbox: documents taken in, described, withdrawn, superseded and brought back, each act with a name.

Every act is whole or did not happen, nothing is overwritten or destroyed, and a refusal is a DocumentError with one
sentence that names the file.
"""

from __future__ import annotations

from etl.inbox.keeping import WITHDRAWN, describe, described, restore, supersede, withdraw, withdrawn
from etl.inbox.log import LOG, Entry, history
from etl.inbox.receiving import LARGEST, Received, receive

__all__ = [
    "LARGEST",
    "LOG",
    "WITHDRAWN",
    "Entry",
    "Received",
    "describe",
    "described",
    "history",
    "receive",
    "restore",
    "supersede",
    "withdraw",
    "withdrawn",
]
