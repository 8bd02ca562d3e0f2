"""The command line: build, extract, explain, progress, check, template.

Exit status 0 is fine, 1 means that the data need a person, 2 wrong usage. An error is one sentence on standard error.
What one command alone needs is imported there: loading all of it would take longer than most of them.
"""

from __future__ import annotations

import contextlib
import gc
import json
import sys
import threading
from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from etl import rows
from etl.model import Document, DocumentError, XushiError
from etl.printing import print_lines, print_table
from etl.vocabulary import SHIPPED, load_vocabulary
from warehouse.errors import SnapshotError

if TYPE_CHECKING:
    from etl.build import Options

FINE, NEEDS_A_PERSON, WRONG_USAGE = 0, 1, 2
MOST_UNSEEN = 200_000
"""New objects after which the collector of garbage looks at them."""

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=(__doc__ or "").partition("\n")[0],
)


class StatementFormat(StrEnum):
    """How `extract` prints."""

    JSONL = "jsonl"
    CSV = "csv"
    TABLE = "table"


class ProgressFormat(StrEnum):
    """How `progress` prints."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


Data = Annotated[
    Path,
    typer.Option(
        "--data",
        envvar="XUSHI_DATA",
        exists=True,
        file_okay=False,
        help="The folder with documents/, vocabulary/, rules.toml, reviews.csv and the snapshots.",
    ),
]
Words = Annotated[Path, typer.Option("--data", envvar="XUSHI_DATA", exists=True, file_okay=False, hidden=True)]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE")]


@app.command("build")
def build_command(
    data: Data = SHIPPED,
    watch: Annotated[
        bool, typer.Option("--watch", help="Build again whenever something changes, until Ctrl-C.")
    ] = False,
    engine: Annotated[str, typer.Option(metavar="local|dask://HOST:PORT", help="Who reads the documents.")] = "local",
    workers: Annotated[
        int | None, typer.Option(min=0, metavar="N", help="Processes of the engine local; 0 reads in this one.")
    ] = None,
    documents: Annotated[
        str | None, typer.Option(metavar="URL", help="A folder or an address that every worker sees.")
    ] = None,
    parts: Annotated[
        str | None, typer.Option(metavar="URL", help="Where what was read is kept; every worker writes there.")
    ] = None,
) -> int:
    """Read the documents, publish a snapshot, and print what was gained and lost."""
    options = _options(engine, workers, documents, parts)
    if not watch:
        return _build(data, options)
    from etl.watch import ended_by_a_signal, keep_building

    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    with contextlib.suppress(KeyboardInterrupt), ended_by_a_signal() as stop:
        keep_building(data, lambda: _build(data, options, stop), _say, _complain, stop)
    _say("ended")
    return FINE


def _options(engine: str, workers: int | None, documents: str | None, parts: str | None) -> Options:
    """Return how to build; an engine that there is not is wrong usage."""
    from etl.build import Options
    from etl.engine import engine_of

    try:
        engine_of(engine, workers)
    except XushiError as error:
        raise typer.BadParameter(str(error)) from error
    return Options(engine, workers, documents, parts)


def _build(data: Path, options: Options, stop: threading.Event | None = None) -> int:
    """Do one build and say what came of it; `stop` ends it between two documents."""
    from etl.telling import build_and_tell

    report = build_and_tell(data, options, _say, _complain, stop)
    return NEEDS_A_PERSON if report.needs_a_person else FINE


@app.command("extract")
def extract_command(
    paths: Annotated[list[Path], typer.Argument(exists=True, metavar="PATH...")],
    form: Annotated[StatementFormat, typer.Option("--format")] = StatementFormat.TABLE,
    data: Words = SHIPPED,
) -> int:
    """Print the statements of these files or folders, without touching the database."""
    from etl.reading import read_statements

    refused = False

    def found() -> Iterator[rows.Row]:
        nonlocal refused
        vocabulary = load_vocabulary(data)
        for path, root in _files(paths):
            try:
                document, statements = read_statements(path, root, vocabulary)
            except DocumentError as error:
                refused = True
                _complain(str(error))
                continue
            yield from (rows.statement_row(document, statement) for statement in statements)

    if form is StatementFormat.JSONL:
        print_lines(rows.as_jsonl(found()))
    elif form is StatementFormat.CSV:
        print_lines(rows.as_csv(found(), (*rows.COLUMNS, "id", "sentence", "rules", "doubts")))
    else:
        print_table(found(), {column: column for column in rows.COLUMNS})
    return NEEDS_A_PERSON if refused else FINE


@app.command("explain")
def explain_command(
    sentence: Annotated[str, typer.Argument(metavar="句子")],
    date: Day = None,
    org: Annotated[str, typer.Option(help="Whose numbers 全区 and 公司 are.")] = "",
    data: Words = SHIPPED,
) -> int:
    """Print the walk of one sentence with the names of the rules that decided."""
    from etl.extract import explain
    from etl.reading import sentences_of

    text = sentence.strip()
    if not text:
        raise typer.BadParameter("the sentence is empty")
    document = Document(
        id="",
        path="",
        sha256="",
        title="",
        publisher="",
        organisation=org,
        published_on=date.date() if date else None,
        published_stated=date is not None,
        url="",
        text=text if text[-1] in "。！？；!?" else f"{text}。",
    )
    steps = explain(document, sentences_of(document), load_vocabulary(data))
    print_table(
        ({"what": step.what, "text": step.text, "rules": step.rules} for step in steps),
        {"what": "what", "text": "text", "rules": "rules"},
    )
    return FINE


@app.command("progress")
def progress_command(
    data: Data = SHIPPED,
    as_of: Day = None,
    org: Annotated[str | None, typer.Option(help="An organisation and those below it.")] = None,
    form: Annotated[ProgressFormat, typer.Option("--format")] = ProgressFormat.TABLE,
) -> int:
    """Print every goal with its figures, status, rivals and evidence."""
    from etl.progress import COLUMNS, flat, progress_rows, spoken
    from warehouse import questions
    from warehouse.opening import open_current

    with open_current(data) as con:
        day = as_of.date() if as_of else questions.default_as_of(con)
        if org is not None and org not in _organisations(con):
            raise typer.BadParameter(f"no goal is of an organisation named {org}")
        found = progress_rows(con, day, org)
        if form is ProgressFormat.JSON:
            print_lines([json.dumps(list(found), ensure_ascii=False, indent=2)])
        elif form is ProgressFormat.CSV:
            listed = [flat(row) for row in found]
            print_lines(rows.as_csv(listed, list(listed[0]) if listed else list(COLUMNS)))
        else:
            print_table(map(spoken, found), COLUMNS)
    return FINE


@app.command("check")
def check_command(data: Data = SHIPPED) -> int:
    """Test the vocabulary, people's decisions and the quality of the data."""
    from etl.check import check

    findings = check(data)
    for finding in findings:
        (_complain if finding.needs_a_person else _say)(finding.message)
    faults = sum(finding.needs_a_person for finding in findings)
    _say(f"{faults} faults, {len(findings) - faults} notes")
    return NEEDS_A_PERSON if faults else FINE


@app.command("template")
def template_command(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", file_okay=False)] = Path(),
    data: Words = SHIPPED,
) -> int:
    """Write an empty monthly table and an empty ledger of projects, with headings that are read."""
    from etl.template import write_templates

    for path in write_templates(out, load_vocabulary(data)):
        _say(str(path))
    return FINE


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    usage_error = typer.BadParameter.__bases__[0]
    try:
        return int(app(args=arguments, prog_name="python -m etl", standalone_mode=False) or FINE)
    except (XushiError, SnapshotError) as error:
        _complain(str(error))
        return NEEDS_A_PERSON
    except BrokenPipeError:
        sys.stderr.close()
        return FINE
    except Exception as error:
        if not isinstance(error, usage_error):
            raise
        _complain(" ".join(error.format_message().split()))  # type: ignore[attr-defined]
        return WRONG_USAGE


def _files(paths: Iterable[Path]) -> Iterator[tuple[Path, Path]]:
    """Yield each file with the folder that its name is told from."""
    from etl.folder import find_files

    for path in paths:
        if path.is_dir():
            yield from ((file, path) for file in find_files(path))
        else:
            yield path, path.parent


def _organisations(con: Any) -> set[str]:
    from warehouse import questions

    known = questions.filters(con)
    wanted = known[known["kind"] == "organisation"]
    return set(wanted["value"]) | set(wanted["parent"].dropna())


def _say(message: str) -> None:
    print(message)


def _complain(message: str) -> None:
    print(message, file=sys.stderr)


def _alone() -> int:
    """Run the command that the process is for: looking for garbage in what it loads took a tenth of a second."""
    gc.set_threshold(MOST_UNSEEN)
    try:
        return main()
    finally:
        gc.freeze()


if __name__ == "__main__":
    sys.exit(_alone())
