"""The first start: no snapshot yet, so the board builds one from the documents, with a bar that moves.

The one place on the page, beside the review and sources screens, that calls the etl.
"""

from __future__ import annotations

import logging
from typing import Any

import streamlit as st

from board import state
from board.state import BoardError

log = logging.getLogger(__name__)


def build() -> None:
    """Read the documents and publish a snapshot. Raises BoardError with one sentence where that fails."""
    from etl.build import build as build_snapshot
    from etl.model import XushiError
    from warehouse.snapshot import SnapshotError

    place = st.empty()
    bar = place.progress(0.0, text=state.word("first_build.title"))

    def tell(*report: Any) -> None:
        share, name = read_progress(*report)
        text = state.word("first_build.reading", name=name) if name else state.word("first_build.working")
        bar.progress(share, text=text)

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


def read_progress(*report: Any) -> tuple[float, str]:
    """Understand a report of progress: how many are done, of how many, and the name of the one being read."""
    numbers = [float(value) for value in report if isinstance(value, int | float)]
    names = [str(value) for value in report if not isinstance(value, int | float)]
    done, total = (*numbers, 0.0, 0.0)[:2]
    share = done / total if total else min(done, 1.0)
    return max(0.0, min(share, 1.0)), names[0] if names else ""
