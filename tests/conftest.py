"""What tests share: the sample snapshot, what opens a screen of it, and archives for the engines."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.archived import archived, misbehave
from tests.screen_app import ROOT, Open
from tests.warehouse_fixture import build_sample

__all__ = ["archived", "misbehave", "opened", "sample"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with the sample snapshot."""
    folder = tmp_path_factory.mktemp("sample")
    build_sample(folder)
    return folder


@pytest.fixture
def opened(sample: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Return what opens a screen, as a link to it does: `opened("goal", goal=SIGNED)`."""

    def open_screen(screen: str = "overview", data: Path | None = None, **query: str) -> AppTest:
        monkeypatch.setenv("XUSHI_DATA", str(data or sample))
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        if screen != "overview":
            app.switch_page(f"board/screens/{screen}.py")
        return app.run()

    return open_screen
