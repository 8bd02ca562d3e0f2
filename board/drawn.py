"""A chart as it is kept for the next who looks at the same: its specification as text, its rows as the page gets them.

Altair takes longer to make a specification than the database to answer, and Streamlit as long again to make tables of
the rows in it. Made once, both are handed on as they are. Rows are kept as bytes of Arrow's stream format, which
Streamlit passes on: as tables they take five times as much, nearly all of it uncounted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd
import pyarrow as pa

ROWS = "datasets"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart without its rows, and the rows by the name under which it asks for them."""

    text: str
    rows: Mapping[str, bytes]

    @classmethod
    def of(cls, chart: alt.LayerChart) -> Drawn:
        """Take a chart apart. The tests check specifications against the schema; here that would take as long again."""
        spec = chart.to_dict(validate=False)
        rows = {name: _stream(given) for name, given in spec.pop(ROWS, {}).items()}
        return cls(json.dumps(spec), rows)

    @property
    def bytes(self) -> int:
        """What it takes to keep it."""
        return len(self.text) + sum(map(len, self.rows.values()))

    def spec(self) -> dict[str, Any]:
        """Return the specification with its rows; it may be changed."""
        return {**json.loads(self.text), ROWS: dict(self.rows)}


def _stream(rows: list[dict[str, Any]]) -> bytes:
    table, written = pa.Table.from_pandas(pd.DataFrame(rows)), pa.BufferOutputStream()
    with pa.ipc.new_stream(written, table.schema) as stream:
        stream.write_table(table)
    return bytes(written.getvalue())
