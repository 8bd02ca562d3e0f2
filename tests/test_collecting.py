"""The collector of garbage is kept from the program, and not from what a reader leaves behind."""

from __future__ import annotations

import gc
import tomllib
import weakref
from pathlib import Path

from board import collecting

CONFIG = Path(__file__).resolve().parent.parent / ".streamlit" / "config.toml"


class Left:
    """Something in a circle, which only the collector finds."""

    def __init__(self) -> None:
        self.itself = self


def test_the_program_is_set_aside_once_and_what_comes_later_is_collected() -> None:
    collecting.set_program_aside.cache_clear()
    collecting.set_program_aside()
    try:
        kept = gc.get_freeze_count()
        assert kept > 10_000
        left = weakref.ref(Left())
        collecting.set_program_aside()
        assert gc.get_freeze_count() == kept, "a second screen sets nothing aside"
        gc.collect()
        assert left() is None
    finally:
        gc.unfreeze()


def test_streamlit_does_not_collect_after_each_run() -> None:
    assert tomllib.loads(CONFIG.read_text("utf-8"))["runner"]["postScriptGC"] is False
