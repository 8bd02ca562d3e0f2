"""时间线: what was promised and what was reported, in the order in which it was said."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from board import state
from board.charts import format as fmt
from board.charts.rows import records
from board.charts.timeline import timeline_chart
from board.screens import downloads, evidence, filters, frame, scope, tables, viewport
from board.state import word
from warehouse import questions

COLUMNS = (
    "day", "day_stated", "what", "organisation", "metric", "theme", "value", "unit", "comparator", "quantity_text",
    "document_path", "document_title", "quote", "goal_id",
)  # fmt: skip


def show() -> None:
    """Draw the screen; a click on a mark opens its sentence."""
    state.write_address()
    if not scope.has_goals():
        return
    view, day = state.view(), state.as_of()
    events = state.ask(questions.timeline, day, organisation=view.organisation, year=state.year())
    if view.theme:
        events = events[events["theme"] == view.theme]
    counts = events.drop_duplicates("statement_id")["what"].value_counts()
    numbers = {"targets": int(counts.get("target", 0)), "actuals": int(counts.get("actual", 0))}
    frame.title(word("timeline.title"), sub=word("timeline.subtitle", scope=scope.whole_name(False), **numbers))
    if events.empty:
        with st.container(key="card-nothing"):
            frame.notice(word("message.nothing_yet", day=day.isoformat()))
            filters.clear_button("clear-filters")
        return
    clicked = downloads.card(_picture(events), "", word("timeline.note"), viewport.width(), "event")
    frame.footer(scope.source())
    if clicked:
        found = events[events["statement_id"] == clicked["statement_id"]]
        if len(found):
            state.go("sources", document=str(found["document_id"].iloc[0]), statement=clicked["statement_id"])


def _picture(events: pd.DataFrame) -> downloads.Picture:
    return downloads.Picture(
        name="timeline",
        source=scope.source(),
        draw=lambda look, framed: timeline_chart(events, look, framed),
        table=lambda: _to_read(events),
        data=lambda: tables.plain(events[[name for name in COLUMNS if name in events.columns]]),
    )


def _to_read(events: pd.DataFrame) -> pd.DataFrame:
    lang = state.view().lang
    rows = []
    for event in records(events):
        said = {"published_on": event["day"], "published_stated": event["day_stated"]}
        rows.append(
            {
                word("chart.day"): evidence.said_on(said),
                word("timeline.kind"): word(f"evidence.{event['what']}"),
                word("chart.organisation"): event["organisation"],
                word("chart.metric"): event["metric"],
                word("chart.value"): fmt.quantity(event["value"], str(event["unit"]), lang),
                word("chart.document"): event["document_title"],
                word("chart.quote"): event["quote"],
            }
        )
    return pd.DataFrame(rows)


show()
