"""Take the board away: every picture and table of one day, into a folder.

Exit status 0 is fine, 1 means that the data need a person, 2 wrong usage. An error is one sentence on standard error.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import duckdb
import pandas as pd
import typer
from rich.console import Console
from rich.progress import track

from board import album, formats
from board.briefing.material import Asked, gather
from board.briefing.paper import docx
from board.briefing.span import span_of
from board.briefing.writing import write
from board.charts.theme import Look
from board.export import ExportError
from board.packet import nobody
from warehouse import questions
from warehouse.snapshot import SnapshotError, open_current

FINE, NEEDS_A_PERSON, WRONG_USAGE = 0, 1, 2
DATA = Path(__file__).resolve().parent.parent / "data"
GOALS = 40

app = typer.Typer(add_completion=False, rich_markup_mode=None, help=(__doc__ or "").partition("\n")[0])


class Language(StrEnum):
    """The language of the pictures' words."""

    ZH = "zh"
    EN = "en"


class BriefingKind(StrEnum):
    """Which briefing."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


MONTH = BriefingKind.MONTH
Out = Annotated[Path, typer.Option(help="The folder to write into.", file_okay=False)]
Data = Annotated[Path, typer.Option(envvar="XUSHI_DATA", exists=True, file_okay=False, help="The folder of the data.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="The board's day.")]
Org = Annotated[str | None, typer.Option(help="An organisation and those below it.")]
Lang = Annotated[Language, typer.Option(help="The language of the words.")]


class OutputError(Exception):
    """The folder cannot be written."""


@app.command("export")
def export_command(
    out: Out,
    data: Data = DATA,
    as_of: Day = None,
    org: Org = None,
    year: Annotated[
        int | None, typer.Option(help="The goals' year; 0 for all. The year of the day by default.")
    ] = None,
    form: Annotated[
        str, typer.Option("--format", help="Some of png, svg, pdf, csv, pptx, xlsx, book, zip, with commas.")
    ] = "png,svg,pdf,csv",
    scale: Annotated[int, typer.Option(help="Pixels of a PNG to each px: 1, 2 or 4.")] = formats.SCALE,
    lang: Lang = Language.ZH,
    goals: Annotated[
        int, typer.Option(min=0, help="How many goals get a picture of their own, the worst first.")
    ] = GOALS,
) -> int:
    """Write the board, each goal, the gaps and the timeline as pictures, and what they show as tables."""
    wanted = _formats(form)
    if scale not in formats.SCALES:
        raise typer.BadParameter(f"unknown scale {scale}; use {', '.join(map(str, formats.SCALES))}")
    look = Look(lang=lang.value)
    with open_current(data) as con:
        gathered = album.gather(con, _scope(con, as_of, org, year), look, goals)
    complaints = 0
    for sentence in _write(gathered, out, wanted, scale):
        complaints += 1
        print(sentence, file=sys.stderr)
    if gathered.left_out:
        print(f"{gathered.left_out} goals have no picture of their own; ask for more with --goals")
    return NEEDS_A_PERSON if complaints else FINE


@app.command("briefing")
def briefing_command(
    out: Out,
    data: Data = DATA,
    kind: Annotated[BriefingKind, typer.Option(help="Of the week, the month or the quarter of the day.")] = MONTH,
    as_of: Day = None,
    org: Org = None,
    lang: Lang = Language.ZH,
) -> int:
    """Write what a meeting is told as a Word file and as plain text: changes, ranking, red and yellow list, sources."""
    look = Look(lang=lang.value)
    with open_current(data) as con:
        scope = _scope(con, as_of, org, None)
        asked = Asked(span_of(kind.value, scope.as_of), scope.as_of, scope.organisation, scope.year)
        material = gather(lambda question, *given, **named: question(con, *given, **named), asked)
    text = write(material, kind.value, look)
    plain = text.plain(look)
    name = album.file_name(look.say("briefing.file", title=text.title))
    _make(out)
    _put(out / f"{name}.docx", docx(plain, text, material, look))
    _put(out / f"{name}.txt", plain.encode("utf-8-sig"))
    return FINE


def _scope(con: duckdb.DuckDBPyConnection, as_of: datetime | None, org: str | None, year: int | None) -> album.Scope:
    """Return what is to be written: of which day, of whom, of which year. Raises BadParameter for an unknown body."""
    day = as_of.date() if as_of else questions.default_as_of(con)
    known = questions.filters(con)
    if org is not None and org not in _organisations(known):
        raise typer.BadParameter(f"no goal is of an organisation named {org}")
    return album.Scope(day, org, _year(known, year, day))


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    usage_error = typer.BadParameter.__bases__[0]
    try:
        return int(app(args=arguments, prog_name="python -m board", standalone_mode=False) or FINE)
    except SnapshotError as error:
        print(error, file=sys.stderr)
        return NEEDS_A_PERSON
    except OutputError as error:
        print(error, file=sys.stderr)
        return WRONG_USAGE
    except Exception as error:
        if not isinstance(error, usage_error):
            raise
        print(" ".join(error.format_message().split()), file=sys.stderr)  # type: ignore[attr-defined]
        return WRONG_USAGE


def _formats(text: str) -> list[str]:
    wanted = [name.strip().lower() for name in text.split(",") if name.strip()]
    known = formats.formats()
    unknown = [name for name in wanted if name not in known]
    if unknown or not wanted:
        raise typer.BadParameter(f"unknown format {', '.join(unknown) or '(none)'}; use {', '.join(known)}")
    return list(dict.fromkeys(wanted))


def _organisations(filters: pd.DataFrame) -> set[str]:
    wanted = filters[filters["kind"] == "organisation"]
    return set(wanted["value"]) | set(wanted["parent"].dropna())


def _year(filters: pd.DataFrame, wanted: int | None, day: date) -> int | None:
    """Return the year asked for, 0 being all; else, as on the board, that of the day or the latest before it."""
    if wanted is not None:
        return wanted or None
    known = [int(value) for value in filters[filters["kind"] == "year"]["value"]]
    return max((value for value in known if value <= day.year), default=max(known, default=None))


def _write(gathered: album.Album, out: Path, wanted: list[str], scale: int) -> Iterator[str]:
    """Write everything; yield a sentence for each file that could not be made, and go on with the others."""
    _make(out)
    lang = gathered.look.lang
    kinds = [kind for kind in wanted if kind in formats.PICTURE_WRITERS]
    for picture in _watched(gathered.pictures if kinds else ()):
        try:
            for kind in kinds:
                _put(out / f"{picture.name}.{kind}", formats.PICTURE_WRITERS[kind](picture.drawing, scale))
        except ExportError as error:
            yield f"{picture.name}: {error.sentence(lang)}"
    for kind in wanted:
        if kind in formats.TABLE_WRITERS:
            for table in gathered.tables:
                _put(out / f"{album.file_name(table.name)}.{kind}", formats.TABLE_WRITERS[kind](table.frame))
        if kind in formats.ALBUM_WRITERS:
            name = formats.packet_name(gathered, kind)
            try:
                _put(out / name, formats.ALBUM_WRITERS[kind].write(gathered, scale, nobody))
            except ExportError as error:
                yield f"{name}: {error.sentence(lang)}"


def _watched(pictures: tuple[album.Picture, ...]) -> Iterator[album.Picture]:
    """Draw a bar on a terminal, and nothing elsewhere."""
    if not sys.stderr.isatty():
        yield from pictures
        return
    yield from track(pictures, description="", console=Console(stderr=True), transient=True)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot make the folder {folder}: {error.strerror}") from error


def _put(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, and say its name."""
    try:
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(draft).chmod(0o644)
            Path(draft).replace(path)
        finally:
            Path(draft).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}") from error
    print(path)


if __name__ == "__main__":
    sys.exit(main())
