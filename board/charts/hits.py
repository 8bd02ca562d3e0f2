"""What answers to a click and to hovering: one invisible box a row, over its whole width, and the words of tooltips."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from board.charts.places import expression
from board.charts.sentences import TOOLTIP
from board.charts.sheet import Sheet, values
from board.charts.theme import Look

SELECTION = "goal"


def add_goal_hits(sheet: Sheet, rows: list[dict[str, Any]]) -> None:
    """Make each row answer to a click (selection `goal`, field goal_id) and to hovering.

    A row holds goal_id, top, bottom and the texts of `sentences.tooltip`.
    """
    add_hits(sheet, rows, SELECTION, "goal_id", {name: name for name in TOOLTIP})


LONGEST_QUOTE = 90


def tips_of(look: Look, tips: Mapping[str, str]) -> list[alt.Tooltip]:
    """Return the lines of a tooltip: of each field the `chart.` key of its title, or raw field names would show."""
    return [alt.Tooltip(f"{field}:N", title=look.say(f"chart.{key}")) for field, key in tips.items()]


def quoted(sentence: str) -> str:
    """Return as much of a sentence as a tooltip has room for."""
    return sentence if len(sentence) <= LONGEST_QUOTE else sentence[: LONGEST_QUOTE - 1] + "…"


def add_hits(sheet: Sheet, rows: list[dict[str, Any]], selection: str, field: str, tips: Mapping[str, str]) -> None:
    """Make each row answer to a click, which selects `selection` on `field`, and to hovering.

    A row holds `field`, top, bottom and the texts of its tooltip; `tips` gives the `chart.` key of each text's title.
    """
    look = sheet.look
    names = [name for name in tips if any(row.get(name) for row in rows)]
    kept = [{name: row.get(name) or "" for name in names} for row in rows]
    for row, source in zip(kept, rows, strict=True):
        row |= {field: source[field], "top": source["top"], "bottom": source["bottom"]}
    chosen = alt.selection_point(name=selection, fields=[field], on="click", empty=False)
    edge = sheet.edge
    sheet.add_on_top(
        alt.Chart(values(kept), name="rows")
        .mark_rect(
            x=edge,
            x2=expression(f"width - {edge:g}"),
            y=expression("datum.top"),
            y2=expression("datum.bottom"),
            fill=look.colors.link,
            cursor="pointer",
        )
        .encode(
            fillOpacity=alt.condition(chosen, alt.value(0.09), alt.value(0)),
            tooltip=tips_of(look, {name: tips[name] for name in names}),
        )
        .add_params(chosen)
    )
