"""Rows and lines on standard output: a table for a person, lines with tabs for the next program."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Any

from etl import rows

WIDE = 120
ONLY_WHEN_WIDE = {"period", "actual_as_of", "elapsed", "rivals", "doc", "value_max", "as_of"}


def print_table(found: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> None:
    """Print a table on a terminal, lines with tabs into a pipe."""
    if not sys.stdout.isatty():
        print_lines(rows.as_tabs(found, columns))
        return
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Column, Table

    console = Console()
    shown = {key: words for key, words in columns.items() if console.width >= WIDE or key not in ONLY_WHEN_WIDE}
    table = Table(*(Column(words, overflow="fold") for words in shown.values()), box=SIMPLE_HEAD, pad_edge=False)
    for row in found:
        table.add_row(*(escape(rows.cell(row.get(key))) for key in shown))
    console.print(table)


def print_lines(lines: Iterable[str]) -> None:
    """Print one line after the other."""
    for line in lines:
        print(line)
