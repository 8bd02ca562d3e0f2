"""A chart as it is kept for the next who looks at the same: its specification as text, its rows as Arrow tables.

Altair takes longer to make a specification than the database to answer, and Streamlit as long again to make tables of
the rows in it. Made once, both are handed on as they are.
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
    rows: Mapping[str, pa.Table]

    @classmethod
    def of(cls, chart: alt.LayerChart) -> Drawn:
        """Take a chart apart. The tests check specifications against the schema; here that would take as long again."""
        spec = chart.to_dict(validate=False)
        rows = {name: pa.Table.from_pandas(pd.DataFrame(given)) for name, given in spec.pop(ROWS, {}).items()}
        return cls(json.dumps(spec), rows)

    @property
    def bytes(self) -> int:
        """What it takes to keep it."""
        return len(self.text) + sum(int(table.nbytes) for table in self.rows.values())

    def spec(self) -> dict[str, Any]:
        """Return the specification with its rows, whose copy may be changed; the rows may not."""
        return {**json.loads(self.text), ROWS: dict(self.rows)}
