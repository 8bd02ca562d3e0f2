"""The first start: no snapshot yet, so the board builds one from the documents, with a bar that moves.

The one place on the page, beside the review and sources screens, that calls the etl.
"""

from __future__ import annotations

import logging

import streamlit as st

from board import state
from board.state import BoardError

log = logging.getLogger(__name__)


def build() -> None:
    """Read the documents and publish a snapshot. Raises BoardError with one sentence where that fails."""
    from etl.build import build as build_snapshot
    from etl.model import XushiError
    from warehouse.snapshot import SnapshotError

    folder = state.data_dir() / "documents"
    if not folder.is_dir():
        raise BoardError(state.word("message.no_documents", folder=folder))
    place = st.empty()
    bar = place.progress(0.0, text=state.word("first_build.title"))

    def tell(done: int, total: int, name: str) -> None:
        bar.progress(min(done / max(total, 1), 1.0), text=state.word("first_build.reading", name=name))

    try:
        build_snapshot(state.data_dir(), progress=tell)
    except (XushiError, SnapshotError, OSError) as error:
        raise BoardError(state.word("first_build.failed", reason=str(error))) from error
    except Exception as error:
        log.exception("the first build failed")
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        raise BoardError(state.word("first_build.failed", reason=reason)) from error
    finally:
        place.empty()
