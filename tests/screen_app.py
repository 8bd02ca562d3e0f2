"""What a screen says, taken from an AppTest: its words, what its charts draw, its links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pyarrow as pa
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parent.parent
Open = Callable[..., AppTest]


def words(app: AppTest) -> str:
    """Return the text of all markup on the page, without the style sheet."""
    bodies = [block.value for block in app.html if not block.value.startswith("<style")]
    return unescape(re.sub(r"<[^>]+>", "", " ".join(bodies)))


def charts(app: AppTest) -> list[str]:
    """Return the words drawn by each chart on the page."""
    return [" ".join(_drawn(chart.proto)) for chart in app.get("vega_lite_chart")]


def _drawn(chart: Any) -> Iterator[str]:
    for dataset in chart.datasets:
        table = pa.ipc.open_stream(dataset.data.data).read_all()
        if "text" in table.column_names:
            yield from table.column("text").to_pylist()


def link_labels(app: AppTest) -> list[str]:
    return [re.sub(r"\\(.)", r"\1", link.value) for link in app.page_link]
