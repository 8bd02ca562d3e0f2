"""An album as a workbook: every measure a live formula over the figures it comes from, and every figure with its quote.

What a formula gives is written beside it, so that a viewer that works nothing out shows the board's own numbers.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from xlsxwriter import Workbook

from board.charts import format as fmt
from board.charts.rows import Goal, records, to_day
from board.charts.theme import LIGHT
from board.packet.cells import HEAD_ROWS, Book, Cell, Column, Head, Link, Styled, fitting_width, plain
from board.packet.contents import Album, Progressed, Table, nobody
from board.packet.ledger import Places, goal_cells, goal_columns, target_cells, target_columns

MOST_ROWS = 20_000
FIRST = HEAD_ROWS + 1
_UNSAFE = re.compile(r"[\[\]:*?/\\]")


def workbook(album: Album, tell: Progressed = nobody) -> bytes:
    """Return the album as XLSX."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    made = Workbook(buffer, options)
    about, look = album.about, album.look
    made.set_properties(
        {
            "title": about.title(look),
            "subject": about.stamp(look),
            "comments": about.source,
            "author": look.say("app.title"),
            "created": about.built_at,
        }
    )
    _Writer(album, Book(made)).write(tell)
    made.close()
    return buffer.getvalue()


class _Writer:
    """Writes the sheets of one album."""

    def __init__(self, album: Album, book: Book) -> None:
        self.album, self.book, self.look = album, book, album.look
        self.used: set[str] = set()
        say = self.look.say
        self.places = Places(
            goals=say("export.file_goals"),
            evidence=say("packet.sheet_evidence"),
            goal_rows={goal.goal_id: FIRST + number for number, goal in enumerate(album.goals[:MOST_ROWS])},
            evidence_rows={row: FIRST + number for number, row in enumerate(self._statements())},
        )

    def write(self, tell: Progressed) -> None:
        """Write all sheets, the goals first."""
        say = self.look.say
        tell(0.0, say("export.file_goals"))
        self._sheet(say("export.file_goals"), goal_columns(self.look), self._goals(), len(self.album.goals))
        tell(0.4, say("export.file_targets"))
        self._sheet(say("export.file_targets"), target_columns(self.look), self._targets(), len(self.album.targets))
        tell(0.6, say("export.file_reports"))
        self._sheet(say("export.file_reports"), self._report_columns(), self._reports(), len(self.album.reports))
        own = {say(f"export.file_{name}") for name in ("goals", "targets", "reports")}
        for table in self.album.tables:
            if table.name not in own:
                self._table(table)
        tell(0.8, say("packet.sheet_evidence"))
        self._sheet(self.places.evidence, self._evidence_columns(), self._evidence(), len(self.places.evidence_rows))
        self._about()

    def _sheet(self, name: str, columns: Sequence[Column], rows: Iterator[list[Cell]], count: int) -> None:
        about = self.album.about
        title = f"{name} · {about.title(self.look)}"
        stamp = self.look.say("packet.foot", day=about.as_of.isoformat(), source=about.source)
        sheet = self.book.sheet(self._name(name), Head(title, (about.headline, stamp)), columns, stamp)
        row = FIRST
        for cells in rows:
            if row - FIRST >= MOST_ROWS:
                break
            self.book.write(sheet, row, cells)
            row += 1
        if row > FIRST:
            sheet.autofilter(HEAD_ROWS, 0, row - 1, len(columns) - 1)
        if count > row - FIRST:
            sheet.write_string(row, 0, self.look.say("packet.rows_left", count=count - (row - FIRST)))

    def _name(self, name: str) -> str:
        """Return a name that a sheet may have and no other sheet has."""
        stem = _UNSAFE.sub("-", name).strip("' ")[:28] or "_"
        chosen, number = stem, 2
        while chosen.lower() in self.used:
            chosen, number = f"{stem} {number}", number + 1
        self.used.add(chosen.lower())
        return chosen

    def _goals(self) -> Iterator[list[Cell]]:
        said = {str(row["statement_id"]): row for row in records(self.album.targets)}
        said |= {str(row["statement_id"]): row for row in records(self.album.reports)}
        ids = {fmt.clean(row["goal_id"]): (row["target_id"], row["actual_id"]) for row in records(self.album.progress)}
        for goal in self.album.goals:
            row = self.places.goal_rows.get(goal.goal_id)
            if row is None:
                return
            evidence = [said.get(str(found)) for found in ids[goal.goal_id]]
            yield goal_cells(goal, row, evidence, self.places, self.look)

    def _targets(self) -> Iterator[list[Cell]]:
        goals: dict[str, Goal] = {goal.goal_id: goal for goal in self.album.goals}
        row = FIRST
        for said in records(self.album.targets):
            goal = goals[fmt.clean(said["goal_id"])]
            if goal.goal_id in self.places.goal_rows:
                yield target_cells(goal, said, row, self.places, self.look)
                row += 1

    def _report_columns(self) -> list[Column]:
        names = ("organisation", "metric", "value", "day", "basis", "counts", "published", "document", "quote")
        widths = (14, 22, 14, 12, 12, 9, 12, 32, 60)
        return [Column(self.look.say(f"packet.col_{name}"), width) for name, width in zip(names, widths, strict=True)]

    def _reports(self) -> Iterator[list[Cell]]:
        goals = {goal.goal_id: goal for goal in self.album.goals}
        for said in records(self.album.reports):
            goal = goals[fmt.clean(said["goal_id"])]
            value = fmt.quantity(said.get("value"), goal.unit, self.look.lang, like=goal.target)
            measured = said.get("measures") != "other"
            state = "evidence.current" if said.get("is_current") else "" if measured else "evidence.not_counted"
            yield [
                goal.organisation,
                goal.metric,
                value,
                to_day(said.get("as_of")),
                self.look.say(f"evidence.{said['basis']}") if said.get("basis") else "",
                self.look.say(state) if state else "",
                to_day(said.get("published_on")),
                said.get("document_title"),
                self._quote(said),
            ]

    def _quote(self, said: dict[str, Any]) -> Cell:
        place = self.places.evidence_of(str(said["statement_id"]))
        words = str(said.get("quote") or "")
        return Link(words, place) if place and words else words

    def _statements(self) -> dict[str, dict[str, Any]]:
        """Return what is said of these goals, each statement once, in the order of its document and place."""
        found: dict[str, dict[str, Any]] = {}
        for kind, frame in (("target", self.album.targets), ("actual", self.album.reports)):
            for row in records(frame):
                found.setdefault(str(row["statement_id"]), {**row, "kind": kind})
        ordered = sorted(
            found.items(), key=lambda one: (str(one[1].get("document_path")), one[1].get("quote_start") or 0)
        )
        return dict(ordered[:MOST_ROWS])

    def _evidence_columns(self) -> list[Column]:
        names = ("statement", "kind", "document", "published", "inferred", "quote", "sentence", "headings", "doubts")
        widths = (16, 8, 32, 12, 9, 30, 70, 24, 36)
        return [Column(self.look.say(f"packet.col_{name}"), width) for name, width in zip(names, widths, strict=True)]

    def _evidence(self) -> Iterator[list[Cell]]:
        for key, said in self._statements().items():
            day = to_day(said.get("published_on"))
            color = LIGHT.inks["on_pace" if said["kind"] == "target" else "late"]
            yield [
                key,
                Styled(self.look.say(f"evidence.{said['kind']}"), color),
                said.get("document_title"),
                day,
                bool(day and not said.get("published_stated")),
                said.get("quote"),
                said.get("sentence"),
                said.get("headings"),
                said.get("doubts"),
            ]

    def _table(self, table: Table) -> None:
        """Write a table of the album as it is."""
        rows = [plain(row) for row in records(table.frame.head(MOST_ROWS))]
        columns = [
            Column(str(name), fitting_width(str(name), list(table.frame[name].head(50))))
            for name in table.frame.columns
        ]
        if columns:
            self._sheet(table.name, columns, iter(rows), len(table.frame))

    def _about(self) -> None:
        """Say how each measure is worked out, and list the documents."""
        say, columns = self.look.say, (("col_measure", 34), ("col_how", 78), ("col_published", 14))
        how: list[list[Cell]] = [[say(f"packet.how_{name}"), say(f"packet.how_{name}_is"), ""] for name in HOW]
        named: list[list[Cell]] = [
            [say("chart.document"), str(row["title"]), to_day(row.get("published_on"))]
            for row in records(self.album.documents)
        ]
        rows: list[list[Cell]] = [*how, *named]
        titles = [Column(say(f"packet.{name}"), width) for name, width in columns]
        self._sheet(say("packet.sheet_about"), titles, iter(rows), len(rows))


HOW = ("ratio", "elapsed", "lead", "gap", "needed", "status", "rivals", "unknown")
