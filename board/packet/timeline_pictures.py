"""The picture of what was promised and reported when: a page of goals after another, the furthest behind first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import pandas as pd

from board import charts
from board.charts.order import by_badness
from board.charts.rows import Goal, records, to_day
from board.packet.contents import Picture, Said
from board.packet.days import course_of
from board.packet.painting import Painting, evenly
from board.packet.sources import quoted

A_PAGE, PAGES = 8, 4
QUOTED = 40
DRAWN = 6  # reports of one goal on a page


def timeline(painting: Painting, events: pd.DataFrame, goals: Sequence[Goal]) -> Picture:
    """Every target and result on its day."""
    look, about = painting.look, painting.about
    counts = events["what"].value_counts()
    stated, reported = int(counts.get("target", 0)), int(counts.get("actual", 0))
    title = look.say("packet.timeline", targets=stated, actuals=reported, silent=about.counts.get("no_data", 0))
    note = look.say("chart.timeline_note")
    said_of = set(events["goal_id"].dropna())
    lanes = evenly([goal.goal_id for goal in sorted(goals, key=by_badness) if goal.goal_id in said_of], A_PAGE)
    shown = lanes[:PAGES]
    left = sum(map(len, lanes[PAGES:]))
    pages = [
        _page(
            painting,
            events[events["goal_id"].isin(ids)],
            ids,
            title + painting.part(number, len(shown)),
            note + (painting.left(left) if number == len(shown) else ""),
        )
        for number, ids in enumerate(shown, 1)
    ]
    whole = partial(_draw, painting, events)
    if len(pages) < 2:
        page = pages[0] if pages else _page(painting, events, (), title, note)
        return painting.picture("timeline", whole, title, note, notes=page.notes, figure=page.figure)
    return painting.picture("timeline", whole, title, note, parts=tuple(pages))


def _page(painting: Painting, events: pd.DataFrame, order: Sequence[str], title: str, note: str) -> Picture:
    figure = course_of(events, order, painting.about.as_of, painting.look)
    drawn = thinned(events)
    draw = partial(_draw, painting, drawn)
    if len(drawn) < len(events):
        note += " · " + painting.look.say("packet.timeline_thinned", count=DRAWN)
    return painting.picture("timeline", draw, title, note, notes=tuple(_notes(painting, events)), figure=figure)


def thinned(events: pd.DataFrame) -> pd.DataFrame:
    """Keep all targets and of each goal the latest report and a few before it, so that a page can be read."""
    reports = events[events["what"] != "target"].sort_values("day", ascending=False, kind="stable")
    place = reports.groupby("goal_id", dropna=False).cumcount()
    step = (-(-reports.groupby("goal_id", dropna=False)["day"].transform("size") // DRAWN)).clip(lower=1)
    return events.loc[events.index.isin(reports.index[place % step == 0]) | (events["what"] == "target")]


def _draw(painting: Painting, events: pd.DataFrame, frame: charts.Frame | bool) -> charts.LayerChart:
    return charts.timeline_chart(events, painting.look, frame, as_of=painting.about.as_of)


def _notes(painting: Painting, events: pd.DataFrame) -> Iterator[str]:
    """Say the sentences word for word, the first of each document once; how many more there are is counted."""
    look = painting.look
    rows = records(events.drop_duplicates("statement_id"))
    for row in rows[:QUOTED]:
        day = to_day(row["day"])
        sentence = str(row.get("sentence") or row.get("quote") or "")
        kind, title = look.say(f"evidence.{row['what']}"), str(row["document_title"] or "")
        yield quoted(Said(kind, title, day.isoformat() if day else "", "", sentence, current=True), look)
    if len(rows) > QUOTED:
        yield look.say("packet.notes_more", count=len(rows) - QUOTED)
