"""A chart that is kept is the chart that was drawn: the page is sent the same specification and the same rows."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa
from streamlit.testing.v1 import AppTest

from board.charts import board_bullets, burn_up
from board.charts.theme import Look
from board.drawn import Drawn
from tests.chart_frames import frames, reports, targets

LOOK = Look()


def _sent(spec: dict[str, Any]) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    """Return what Streamlit sends the page for a specification: it, and the rows by name."""

    def page(spec):  # type: ignore[no-untyped-def]  # its text is run alone
        import streamlit as st

        st.vega_lite_chart(spec, theme=None, width="stretch")

    proto = AppTest.from_function(page, args=(spec,)).run().get("vega_lite_chart")[0].proto
    rows = {each.name: pa.ipc.open_stream(each.data.data).read_all().to_pylist() for each in proto.datasets}
    return json.loads(proto.spec), rows


def test_the_page_is_sent_what_altair_made() -> None:
    bounds = targets((5e10, None, ">=", "2024-02-18"), (3e10, None, ">=", "2024-05-15"))
    figures = reports((2e9, "2024-02-29", "flow"), (10.796e9, "2024-05-15", "flow"))
    one = frames()["one row"]
    for chart in (board_bullets(frames()["normal"], LOOK, False), burn_up(one, bounds, figures, LOOK, False)):
        made = chart.to_dict(validate=False)
        kept = Drawn.of(chart)
        assert _sent(kept.spec()) == _sent(json.loads(json.dumps(made)))
        assert kept.bytes > len(kept.text) > 0


def test_what_is_handed_out_may_be_changed() -> None:
    kept = Drawn.of(board_bullets(frames()["one row"], LOOK, False))
    first = kept.spec()
    first["layer"].clear()
    first["datasets"].clear()
    assert kept.spec()["layer"]
    assert kept.spec()["datasets"]
