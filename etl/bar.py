"""The bar that a build draws on a terminal: how many documents, how many a second, how long still."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.progress import Progress as ProgressBar
from rich.text import Text

from etl.build import Progress


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Yield a callback that draws a bar with its rate."""
    columns = (BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn(), TextColumn("{task.description}"))
    bar = ProgressBar(*columns, console=Console(stderr=True))
    with bar:
        task = bar.add_task("", total=None)
        yield lambda done, total, name: bar.update(task, completed=done, total=total, description=escape(name))


class _Rate(ProgressColumn):
    """Documents a second, over the last few seconds."""

    def render(self, task: Task) -> Text:
        """Return 14.3/s."""
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:.1f}/s")
