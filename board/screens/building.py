"""The board builds: at its first start, when there is no snapshot yet, and after a person has changed something.

With the inbox and the review screen, the only place on the page that calls the etl.
"""

from __future__ import annotations

import logging

import streamlit as st

from board import state
from board.state import BoardError

log = logging.getLogger(__name__)


def first() -> None:
    """Build the first snapshot. Raises BoardError with one sentence where that fails."""
    folder = state.data_dir() / "documents"
    if not folder.is_dir():
        raise BoardError(state.word("message.no_documents", folder=folder))
    build(state.word("building.first"))


def again() -> str:
    """Build anew and return '', or a sentence on why that failed: the board is then as it was, and so is the act."""
    try:
        build(state.word("building.again"))
    except BoardError as error:
        return str(error)
    return ""


def build(title: str) -> None:
    """Read the documents and publish a snapshot, with a bar that moves. Raises BoardError with one sentence."""
    from etl.build import build as build_snapshot
    from etl.model import XushiError
    from warehouse.snapshot import SnapshotError

    place = st.empty()
    bar = place.progress(0.0, text=title)

    def tell(done: int, total: int, name: str) -> None:
        bar.progress(min(done / max(total, 1), 1.0), text=state.word("building.reading", name=name))

    try:
        build_snapshot(state.data_dir(), progress=tell)
    except (XushiError, SnapshotError, OSError) as error:
        raise BoardError(state.word("building.failed", reason=str(error))) from error
    except Exception as error:
        log.exception("a build failed")
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        raise BoardError(state.word("building.failed", reason=reason)) from error
    finally:
        place.empty()
