"""Drawing in turns: whoever asks for a picture waits in line, and one who asks for thirty lets others in between.

A picture takes the whole of a core for a while. Without turns one person's papers for a meeting would keep all others
from their board; a line that is too long is refused with a sentence, and nothing is lost by asking again.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

LANES = 1  # pictures drawn at once: drawing holds one core, and the other is for the screens
MOST_WAITING = 48
PATIENCE = 45.0  # seconds

P = ParamSpec("P")
R = TypeVar("R")


class BusyError(Exception):
    """The line is too long, or one has waited too long."""


class Line:
    """A line in which who came first is served first; a thread that has its turn keeps it for all it does meanwhile."""

    def __init__(self, lanes: int = LANES, most_waiting: int = MOST_WAITING, patience: float = PATIENCE) -> None:
        self.lanes, self.most_waiting, self.patience = lanes, most_waiting, patience
        self._changed = threading.Condition()
        self._waiting: deque[object] = deque()
        self._busy = 0
        self._mine = threading.local()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and hold it. Raises BusyError."""
        if getattr(self._mine, "held", False):
            yield
            return
        self._wait()
        self._mine.held = True
        try:
            yield
        finally:
            self._mine.held = False
            with self._changed:
                self._busy -= 1
                self._changed.notify_all()

    def _wait(self) -> None:
        ticket, deadline = object(), time.monotonic() + self.patience
        with self._changed:
            if len(self._waiting) >= self.most_waiting:
                raise BusyError("too many are waiting")
            self._waiting.append(ticket)
            try:
                while self._busy >= self.lanes or self._waiting[0] is not ticket:
                    left = deadline - time.monotonic()
                    if left <= 0 or not self._changed.wait(left):
                        raise BusyError(f"no turn within {self.patience:g} s")
                self._busy += 1
            finally:
                self._waiting.remove(ticket)
                self._changed.notify_all()

    def taken_in_turn(self, draw: Callable[P, R]) -> Callable[P, R]:
        """Have a function wait for its turn each time it is called."""

        @wraps(draw)
        def waits(*given: P.args, **named: P.kwargs) -> R:
            with self.turn():
                return draw(*given, **named)

        return waits


DRAWING = Line()
