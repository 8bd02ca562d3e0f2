"""How every picture looks: colours by light and dark, the mark of each status, the font, the width and the language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from board.words import Lang, say

FONT = "Noto Sans CJK SC"
FONT_STACK = f"{FONT}, Xushi Sans, PingFang SC, Microsoft YaHei, sans-serif"

Status = Literal["done", "on_pace", "late", "severe", "no_data"]
STATUSES: tuple[Status, ...] = get_args(Status)
WORST_FIRST: tuple[Status, ...] = ("severe", "late", "on_pace", "done", "no_data")


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one mode. `marks` fills bars and icons; `inks` writes words, dark enough to be read at 12 px."""

    page: str
    panel: str
    ink: str
    soft: str
    line: str
    track: str
    brand: str
    flag: str
    flag_ink: str
    link: str
    marks: dict[str, str]
    inks: dict[str, str]
    tints: dict[str, str]


LIGHT = Palette(
    page="#f6f7f9",
    panel="#ffffff",
    ink="#1d2733",
    soft="#5b6876",
    line="#e4e8ed",
    track="#eef1f4",
    brand="#123f5c",
    flag="#fff4e0",
    flag_ink="#8a5a00",
    link="#2a6fb0",
    marks={"done": "#2e7d5b", "on_pace": "#2a6fb0", "late": "#c98a12", "severe": "#b83a3a", "no_data": "#9aa5b1"},
    inks={"done": "#2e7d5b", "on_pace": "#2a6fb0", "late": "#8a5a00", "severe": "#b83a3a", "no_data": "#6b7785"},
    tints={"done": "#e3f1ea", "on_pace": "#e3eef8", "late": "#fdf1d8", "severe": "#f9e3e3", "no_data": "#f1f3f5"},
)
DARK = Palette(
    page="#0f161d",
    panel="#18222c",
    ink="#e8edf2",
    soft="#a3b1be",
    line="#2b3844",
    track="#26323d",
    brand="#9fcdec",
    flag="#43350f",
    flag_ink="#f3cd7d",
    link="#79b4ea",
    marks={"done": "#43a47b", "on_pace": "#4b95dc", "late": "#dba233", "severe": "#e26868", "no_data": "#7f8d9b"},
    inks={"done": "#62c397", "on_pace": "#79b4ea", "late": "#f0bf5e", "severe": "#f08c8c", "no_data": "#a3b1be"},
    tints={"done": "#1c3a2f", "on_pace": "#1c3347", "late": "#43350f", "severe": "#482527", "no_data": "#222d37"},
)

# A shape of its own for each status, so that colour is never the only sign. Vega's symbol paths span -1…1.
SHAPES: dict[str, str] = {
    "done": "M-0.85,0.05L-0.3,0.6L0.85,-0.65",
    "on_pace": "triangle-up",
    "late": "diamond",
    "severe": "triangle-down",
    "no_data": "circle",
}
OUTLINED = frozenset({"done", "no_data"})


@dataclass(frozen=True, slots=True)
class Look:
    """How wide, in which language and in which mode a chart is drawn; below `COMPACT` px rows are stacked."""

    width: int = 1360
    lang: Lang = "zh"
    dark: bool = False

    @property
    def colors(self) -> Palette:
        """The palette of the mode."""
        return DARK if self.dark else LIGHT

    @property
    def compact(self) -> bool:
        """Tell whether there is too little room for columns."""
        return self.width < COMPACT

    def say(self, key: str, **values: object) -> str:
        """Return the words of `section.key` in this language."""
        return say(key, self.lang, **values)

    def mark(self, status: str) -> str:
        """The colour that fills a bar or an icon of this status."""
        return self.colors.marks.get(status, self.colors.marks["no_data"])

    def ink(self, status: str) -> str:
        """The colour that writes words about this status."""
        return self.colors.inks.get(status, self.colors.inks["no_data"])


def mixed(ink: str, paper: str, strength: float) -> str:
    """Return the colour of an ink that covers `strength` of the paper."""
    mixed = ""
    for place in (1, 3, 5):
        over, under = int(ink[place : place + 2], 16), int(paper[place : place + 2], 16)
        mixed += f"{round(over * strength + under * (1 - strength)):02x}"
    return f"#{mixed}"


COMPACT = 900
WIDE = Look()
HALF = Look(width=860)


def config(look: Look, plain: bool = False) -> dict[str, Any]:
    """Return the Vega-Lite configuration shared by all charts."""
    return {
        "font": FONT_STACK,
        "background": look.colors.panel if plain else look.colors.page,
        "padding": 0,
        "autosize": {"type": "fit", "contains": "padding"},
        "aria": False,
        "mark": {"aria": False},
        "view": {"stroke": None},
    }
