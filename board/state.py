"""What one run of the screens reads: the snapshot, cached answers to questions, the reader's view and their screen.

A snapshot never changes once published, so answers are cached by its path; a new build is a new path.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

from board import access
from board.access import gate, limits
from board.charts.rows import records
from board.charts.theme import Look
from board.kept import Kept
from board.view import ALL, FILTERS, View
from board.words import Lang, say
from warehouse import questions, snapshot

VIEW, SOURCE, WRITTEN = "view", "source", "written"

log = logging.getLogger(__name__)


class BoardError(Exception):
    """What keeps a screen from being shown: one sentence in the reader's language."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the goals can be filtered by. `parents` maps an organisation to the one it belongs to."""

    organisations: tuple[str, ...]
    parents: dict[str, str | None]
    years: tuple[str, ...]
    themes: tuple[str, ...]

    def has_below(self, organisation: str) -> bool:
        """Tell whether an organisation brings others with it."""
        return organisation in self.parents.values()


def data_dir() -> Path:
    """Return the folder of the data: XUSHI_DATA, else data/ beside the program."""
    return gate.data_dir()


def find_source() -> snapshot.Found:
    """Look which snapshot is current, and keep to it for the rest of this run."""
    found = snapshot.find(data_dir())
    st.session_state[SOURCE] = str(found.path) if found.path else None
    return found


def _close(connection: duckdb.DuckDBPyConnection) -> None:
    connection.close()


@st.cache_resource(max_entries=3, show_spinner=False, on_release=_close)
def _connection(path: str) -> duckdb.DuckDBPyConnection:
    return snapshot.open_to_serve(Path(path))


def _bytes(frame: pd.DataFrame) -> int:
    """The bytes of a frame, with what each of its columns takes beside the values: of a small one that is most."""
    return int(frame.memory_usage(deep=True).sum()) + 1_000 * len(frame.columns) + 4_000


_answers: Kept[pd.DataFrame] = Kept(10, _bytes)


def _answer(path: str, question: str, arguments: tuple[Any, ...], named: dict[str, Any]) -> pd.DataFrame:
    """Answer a question, once for each snapshot and arguments, and hand out a copy: whoever asked may change it.

    A copy that shares its columns until somebody writes to it costs as much, and the frame that is kept would remember
    each of them: up to five hundred a column, a megabyte an answer that nobody counts.
    """

    def made() -> pd.DataFrame:
        ask_it: Callable[..., pd.DataFrame | date] = getattr(questions, question)
        answer = ask_it(_connection(path), *arguments, **named)
        return answer if isinstance(answer, pd.DataFrame) else pd.DataFrame({"answer": [answer]})

    key = (path, question, arguments, tuple(sorted(named.items())), date.today())  # the board's day is never after it
    return _answers.get(key, made).copy()


@dataclass(frozen=True, slots=True)
class Reader:
    """Asks questions of one snapshot, in one language for its errors; can be handed to another thread."""

    path: str
    lang: Lang

    def ask(self, question: Callable[..., pd.DataFrame | date], *arguments: Any, **named: Any) -> pd.DataFrame:
        """Ask one of `warehouse.questions`. Raises BoardError where the snapshot cannot be read."""
        if not self.path:
            raise BoardError(say("message.no_snapshot", self.lang))
        try:
            return _answer(self.path, question.__name__, arguments, named)
        except snapshot.SnapshotError as error:
            log.warning("%s", error)
            raise BoardError(say("message.damaged", self.lang, name=Path(self.path).name)) from error


def reader() -> Reader:
    """Return what asks this run's snapshot, or the part of it that the person at the board may see.

    Raises AccessError where they may see nothing: whatever is shown is asked for here.
    """
    seen = access.require("view").organisations
    path = str(st.session_state.get(SOURCE) or "")
    if path and not Path(path).is_file():  # newer ones were published while the page stood open
        path = str(find_source().path or "")
    try:
        return Reader(str(limits.seen_by(Path(path), seen)) if path else "", view().lang)
    except (snapshot.SnapshotError, OSError) as error:
        log.warning("%s", error)
        raise BoardError(word("message.damaged", name=Path(path).name)) from error


def connection() -> duckdb.DuckDBPyConnection:
    """Return the open snapshot of this run, for whoever asks many questions at once. Raises BoardError."""
    try:
        return _connection(reader().path)
    except snapshot.SnapshotError as error:
        log.warning("%s", error)
        raise BoardError(word("message.damaged", name=Path(reader().path).name)) from error


def ask(question: Callable[..., pd.DataFrame | date], *arguments: Any, **named: Any) -> pd.DataFrame:
    """Ask one of `warehouse.questions` of this run's snapshot. Raises BoardError where it cannot be read."""
    return reader().ask(question, *arguments, **named)


def latest_day() -> date:
    """Return the board's date where the reader has chosen none."""
    return _latest_day(reader(), date.today())


@lru_cache(maxsize=16)
def _latest_day(reader: Reader, _today: date) -> date:
    return pd.Timestamp(reader.ask(questions.default_as_of)["answer"].iloc[0]).date()


def choices() -> Choices:
    """Return what the reader can filter by, organisations from the top down."""
    return _choices(reader())


@lru_cache(maxsize=16)
def _choices(reader: Reader) -> Choices:
    found = reader.ask(questions.filters)
    kinds: dict[str, list[str]] = {"organisation": [], "year": [], "theme": []}
    parents: dict[str, str | None] = {}
    for row in records(found):
        kinds[row["kind"]].append(str(row["value"]))
        if row["kind"] == "organisation":
            parents[str(row["value"])] = row["parent"]
    return Choices(
        organisations=tuple(kinds["organisation"]),
        parents=parents,
        years=tuple(sorted(kinds["year"], reverse=True)),
        themes=tuple(kinds["theme"]),
    )


# The reader's view. The address is read when it changes, and written when the view does.


def view() -> View:
    """Return what the reader is looking at."""
    found = st.session_state.get(VIEW)
    return found if isinstance(found, View) else View()


def change(**values: Any) -> None:
    """Change the view; for the callbacks of widgets, which run before the screen is drawn again.

    Whoever changes what is in view starts at its first page, and whoever opens another item at that one's.
    """
    turned = {"goals_page": 1, "rows_page": 1} if set(values) & set(FILTERS) - {"lang"} else {}
    if values.get("item", view().item) != view().item:
        turned["claims_page"] = 1
    st.session_state[VIEW] = replace(view(), **{**turned, **values})


def read_address() -> None:
    """Take the view from the address, where it is another than the one last written there.

    The top navigation leaves an empty address: the view then goes on as it was.
    """
    query = st.query_params.to_dict()
    if VIEW not in st.session_state or (query and query != st.session_state.get(WRITTEN)):
        st.session_state[VIEW] = View.from_query(query)


def write_address(*opened: str) -> None:
    """Put the view into the address, with the fields of what this screen has `opened`."""
    query = view().to_query(*opened)
    # A link within one screen tells us of its address and not the browser: what was never written is written.
    if query != st.query_params.to_dict() or query != st.session_state.get(WRITTEN, query):
        st.query_params.from_dict(query)
    st.session_state[WRITTEN] = query


def go(screen: str, **opened: Any) -> None:
    """Switch to another screen with the same filters and something opened there."""
    change(**opened)
    query = view().to_query(*opened)
    st.session_state[WRITTEN] = query
    st.switch_page(f"board/screens/{screen}.py", query_params=query)


def as_of() -> date:
    """Return the board's date."""
    return view().as_of or latest_day()


def year() -> int | None:
    """Return the reader's year, else that of the board's date or the latest before it; None for all years."""
    wanted = view().year
    if wanted == ALL:
        return None
    if wanted is not None:
        return int(wanted)
    known = [int(value) for value in choices().years]
    past = [value for value in known if value <= as_of().year]
    return max(past, default=max(known, default=None))


def signature() -> tuple[str, ...]:
    """Return what tells one set of answers from another: the snapshot, the day and the filters."""
    found = view()
    asked = (found.organisation, year(), found.theme, found.status, as_of())
    return (reader().path, *(str(value) for value in asked))


# Language, light or dark, and how wide the reader's screen is.


def word(key: str, **values: object) -> str:
    """Say `section.key` of words.toml in the reader's language."""
    return say(key, view().lang, **values)


def dark() -> bool:
    """Tell whether the page is shown dark."""
    return getattr(st.context.theme, "type", None) == "dark"


def look(width: int) -> Look:
    """Return how a chart of this width is drawn for this reader."""
    return Look(width=width, lang=view().lang, dark=dark())
