"""Horizontal places that stretch with a chart's width, and Vega expressions of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import altair as alt


@dataclass(frozen=True, slots=True)
class At:
    """A horizontal place: `px` from the left plus `share` of the chart's width."""

    px: float
    share: float = 0.0

    def plus(self, px: float) -> At:
        """The place `px` further right."""
        return replace(self, px=self.px + px)


def right(px: float) -> At:
    """The place `px` from the right edge."""
    return At(-px, 1.0)


Place = float | At


def at_place(place: Place) -> At:
    """A place given in px or as it is."""
    return place if isinstance(place, At) else At(place)


def expression(text: str) -> Any:
    """A Vega expression, evaluated for each datum where it names `datum`."""
    return alt.ExprRef(expr=text)


def place_expression(place: Place) -> Any:
    """A place as a Vega expression of the chart's width."""
    spot = at_place(place)
    return expression(f"{spot.px:g} + {spot.share:g} * width")
