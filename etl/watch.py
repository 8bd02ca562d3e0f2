"""Watch what a build is made of: documents, sidecars, vocabulary, rules and decisions.

The system tells when something happens in the folders; what did happen is seen by looking, so that a change that was
not told of (a disk in another house) is found at the next look, and the writing of the build itself is none.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from etl.build import Progress
from etl.folder import lies_hidden
from etl.model import XushiError
from etl.telling import tell_changed
from etl.vocabulary import rules_file, vocabulary_folder
from warehouse.snapshot import SnapshotError

QUIET = 0.5  # seconds without a change after which it is thought complete
LONGEST_WAIT = 20.0  # seconds after which a folder that never comes to rest is read as it is
LOOK_EVERY = 15.0
STEP = 0.3
LOOK_OFTEN = 2.0  # where the system tells nothing

Sight = dict[Path, tuple[int, int]]


def keep_building(
    data: Path,
    build: Callable[[], object],
    say: Callable[[str], None],
    complain: Callable[[str], None],
    stop: threading.Event,
) -> None:
    """Build now and at each change, until interrupted. What keeps a build from being done is said, and no end."""
    seen = look(data)
    _survive(build, complain)
    say(f"watching {data}; Ctrl-C ends it")
    for changed in changes(data, seen, stop):
        say(tell_changed(changed))
        _survive(build, complain)


def until(stop: threading.Event, progress: Progress | None) -> Progress:
    """Return a progress that interrupts a build between two documents once `stop` is set."""

    def tell(done: int, total: int, name: str) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        if progress:
            progress(done, total, name)

    return tell


def _survive(build: Callable[[], object], complain: Callable[[str], None]) -> None:
    try:
        build()
    except (XushiError, SnapshotError, OSError) as error:
        complain(str(error))
    except Exception as error:
        fault = " ".join(f"{type(error).__name__}: {error}".split())
        complain(f"the build failed and the board is as it was ({fault})")


def look(data: Path) -> Sight:
    """Return what a build would read: file -> (size, time of its last change). Hidden files are none of it."""
    documents = data / "documents"
    found = [path for path in documents.rglob("*") if not lies_hidden(path, documents)]
    found += vocabulary_folder(data).glob("*.toml")
    found += (rules_file(data), data / "reviews.csv")
    seen: Sight = {}
    for path in found:
        with suppress(OSError):
            status = path.stat()
            if path.is_file():
                seen[path] = (status.st_size, status.st_mtime_ns)
    return seen


def changes(data: Path, before: Sight, stop: threading.Event | None = None) -> Iterator[list[str]]:
    """Yield the names of what changed, first since `before` and then each time that it does; end when `stop` is set.

    What changes while the caller is busy is yielded next.
    """
    stop = stop or threading.Event()
    with _told(data) as (wake, every):
        wake.set()
        while not stop.is_set():
            _wait(wake, stop, every)
            wake.clear()
            if look(data) == before or stop.is_set():
                continue
            now = _at_rest(data)
            changed = sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))
            before = now
            if changed:
                yield [_name(path, data) for path in changed]


def _wait(wake: threading.Event, stop: threading.Event, seconds: float) -> None:
    """Wait to be woken, to be stopped, or for so long."""
    end = time.monotonic() + seconds
    while not (wake.is_set() or stop.is_set()) and time.monotonic() < end:
        wake.wait(STEP)


def _at_rest(data: Path) -> Sight:
    """Wait until nothing changes any more, so that a file still being copied is not read half."""
    start, now = time.monotonic(), look(data)
    while time.monotonic() - start < LONGEST_WAIT:
        time.sleep(QUIET)
        later = look(data)
        if later == now:
            break
        now = later
    return now


@contextmanager
def ended_by_a_signal() -> Iterator[threading.Event]:
    """Let Ctrl-C or a request to end (SIGTERM) set the event that is yielded; a second one interrupts at once.

    An exception raised at any place would be lost, and printed, where something is just being cleaned up.
    """
    stop = threading.Event()

    def end(number: int, frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _told(data: Path) -> Iterator[tuple[threading.Event, float]]:
    """Yield what the system sets when something happens, and how many seconds to wait for it at most."""
    wake = threading.Event()
    observer = Observer()
    vocabulary, rules = vocabulary_folder(data), rules_file(data).parent
    try:
        observer.schedule(_Bell(wake), str(data), recursive=True)
        for folder in {vocabulary, rules}:
            if not folder.is_relative_to(data):
                observer.schedule(_Bell(wake), str(folder), recursive=False)
        observer.start()
    except OSError:  # no more watches to be had, or a disk that tells of nothing
        yield wake, LOOK_OFTEN
        return
    try:
        yield wake, LOOK_EVERY
    finally:
        observer.stop()
        observer.join(timeout=5)


class _Bell(FileSystemEventHandler):
    """Rings at whatever changes something; opening and reading do not."""

    def __init__(self, wake: threading.Event) -> None:
        self.wake = wake

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Wake who waits."""
        if event.event_type not in ("opened", "closed_no_write"):
            self.wake.set()


def _name(path: Path, data: Path) -> str:
    return path.relative_to(data).as_posix() if path.is_relative_to(data) else path.name
