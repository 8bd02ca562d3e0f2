"""The pipeline of projects as a funnel: a row a stage, how many stand there with how much money, how many went on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from board.charts import format as fmt
from board.charts.hits import add_hits
from board.charts.measure import text_width
from board.charts.places import At, expression, right
from board.charts.plot import Plot
from board.charts.projects import stage_word
from board.charts.rows import records, to_number
from board.charts.sheet import Frame, Sheet
from board.charts.theme import WIDE, Look

ROW, ROW_COMPACT = 62, 92
SELECTION = "stage"
TIPS = {"name": "stage", "count": "projects", "money": "total_investment", "reached": "gone_on", "late": "overdue"}


def pipeline_funnel(pipeline: pd.DataFrame, look: Look = WIDE, frame: Frame | bool = False) -> alt.LayerChart:
    """Draw `questions.pipeline`: a dark bar for what stands at a stage, a light one for that and all past it.

    Bars are total investment on one scale from zero, or projects where no investment is told. Clicking a row selects
    `stage` on stage.
    """
    sheet = Sheet(look, frame, plain=True)
    title = look.say("projects.funnel_title")
    rows = records(pipeline)
    if not rows:
        return sheet.empty(title, look.say("chart.empty_projects"))
    top = sheet.header(title, look.say("projects.funnel_note_plain"))
    money = any(to_number(row["total_investment"]) for row in rows)
    bars = [_bar(row, look, money) for row in rows]
    plot = _plot(sheet, bars, top)
    height = ROW_COMPACT if look.compact else ROW
    for number, bar in enumerate(bars):
        bar |= {"top": top + 8 + number * height, "bottom": top + 8 + (number + 1) * height}
        _write(sheet, plot, bar)
    _lay(sheet, plot, bars)
    bottom = top + 8 + len(bars) * height + 6
    add_hits(sheet, bars, SELECTION, "stage", TIPS)
    sheet.card(top, bottom)
    stop, comma = look.say("format.list_stop"), look.say("format.list_comma")
    told = [comma.join(filter(None, (f"{bar['name']} {bar['count']}", bar["money"], bar["late"]))) for bar in bars]
    return sheet.finish(bottom, f"{title}{stop}{stop.join(told)}")


def _bar(row: Mapping[str, Any], look: Look, by_money: bool) -> dict[str, Any]:
    """Say one stage and how long its bars are."""
    count, priced, reached = (int(row[name] or 0) for name in ("projects", "priced", "reached"))
    total, beyond = (to_number(row[name]) or 0.0 for name in ("total_investment", "reached_investment"))
    told = row["stage"] is not None
    money = ""
    if count:
        money = fmt.quantity(total, "元", look.lang) if priced else look.say("projects.funnel_no_money")
        if 0 < priced < count:
            money = look.say("projects.funnel_unpriced", money=money, count=count - priced)
    onward = look.say("projects.funnel_reached_bare", count=reached)
    if by_money:
        onward = look.say("projects.funnel_reached", count=reached, money=fmt.quantity(beyond, "元", look.lang))
    overdue = int(row["overdue"] or 0)
    return {
        "stage": str(row["stage"] or ""),
        "name": stage_word(row["stage"], look),
        "count": look.say("projects.funnel_count", count=count),
        "money": money,
        "reached": onward if told else "",
        "late": look.say("projects.funnel_overdue", count=overdue) if overdue else "",
        "here": total if by_money else float(count),
        "beyond": (beyond if by_money else float(reached)) if told else (total if by_money else float(count)),
    }


def _plot(sheet: Sheet, bars: Sequence[Mapping[str, Any]], top: float) -> Plot:
    """Leave room for the stages at the left and for what is overdue at the right."""
    look = sheet.look
    pad = sheet.edge + (14 if look.compact else 22)
    high = max([1e-9, *(bar["beyond"] for bar in bars)])
    if look.compact:
        return Plot(pad, pad, top, top + 1, (0, high), (0, 1), look.width)
    gutter = max(text_width(bar["name"], 16) + text_width(bar["count"], 15) for bar in bars) + 46
    late = max(text_width(bar["late"], 13) for bar in bars)
    return Plot(pad + gutter, pad + late + (34 if late else 0), top, top + 1, (0, high), (0, 1), look.width)


def _write(sheet: Sheet, plot: Plot, bar: dict[str, Any]) -> None:
    """Write a stage's name, count, money and what went on; note in `bar` the heights of its bars."""
    look, colors = sheet.look, sheet.look.colors
    pad, top = sheet.edge + (14 if look.compact else 22), bar["top"]
    first = top + 16 if look.compact else (top + bar["bottom"]) / 2 - 8
    middle = first + (25 if look.compact else 0)
    bar |= {"y": middle - 11, "y2": middle + 11}
    wide = sheet.text(pad, first, bar["name"], size=16, bold=True, color=colors.brand)
    if look.compact:
        sheet.text(pad + wide + 12, first, bar["count"], size=15)
    else:
        sheet.text(plot.left - 16, first, bar["count"], size=15, align="right")
    if bar["late"]:
        room = text_width(bar["late"], 13)
        sheet.icon(right(pad + room + 12), first, "severe", size=80)
        sheet.text(right(pad), first, bar["late"], size=13, align="right", color=look.ink("severe"))
    inside = plot.px(bar["here"]) - plot.left > text_width(bar["money"], 13) + 22
    spot = plot.at(0).plus(10) if inside else plot.at(bar["here"]).plus(9)
    if plot.px(bar["here"]) + 9 + text_width(bar["money"], 13) > look.width - plot.right and not inside:
        spot = At(-plot.right - text_width(bar["money"], 13), 1)
    sheet.text(spot, middle, bar["money"], size=13, color=colors.panel if inside else colors.ink)
    sheet.text(plot.at(0), middle + 23, bar["reached"], size=12, color=colors.soft)


def _lay(sheet: Sheet, plot: Plot, bars: Sequence[Mapping[str, Any]]) -> None:
    """Lay the light bars and the dark ones on them."""
    colors = sheet.look.colors
    data = [{name: bar[name] for name in ("stage", "here", "beyond", "y", "y2")} for bar in bars]
    base = alt.Chart({"values": data})
    heights = {"y": expression("datum.y"), "y2": expression("datum.y2"), "cornerRadius": 3}
    for field, fill in (("beyond", colors.track), ("here", colors.brand)):
        layer = base.transform_filter(f"datum.{field} > 0").mark_rect(fill=fill, **heights)
        sheet.add(layer.encode(x=plot.x_channel(f"{field}:Q"), x2=alt.X2Datum(0)))
