"""How long one document may take where it is read in this process: then it is set aside, and the build goes on."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class TooLateError(BaseException):
    """The time is over. No rule that mends what goes wrong with a document may take it for such a thing."""


def can_interrupt() -> bool:
    """Tell whether `within` can interrupt: in the main thread, where the system has a clock that rings."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


@contextmanager
def within(seconds: float | None) -> Iterator[None]:
    """Raise TooLateError in the block when it takes longer; None is as long as it likes."""
    if seconds is None:
        yield
        return

    def ring(number: int, frame: object) -> None:
        raise TooLateError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
