"""A process that reads documents for another one: `python -m etl.engine.reader`, jobs in, what became of them out.

It is started by `etl/engine/readers.py` and ends with whoever started it, also where that one was killed. Its standard
output carries messages alone: what a library prints goes to standard error.
"""

from __future__ import annotations

import logging
import os
import pickle
import queue
import sys
import threading
from dataclasses import replace
from typing import IO

from etl.engine.work import Job, do
from etl.model import XushiError
from etl.vocabulary import Vocabulary


def main() -> None:
    """Do one job after the other until nobody sends any."""
    outgoing = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    logging.disable(logging.WARNING)
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, jobs), daemon=True).start()
    words: dict[str, Vocabulary] = {}

    def tell(*message: object) -> None:
        pickle.dump(message, outgoing)
        outgoing.flush()

    while True:
        job = jobs.get()
        job = replace(job, vocabulary=words.setdefault(job.fingerprint, job.vocabulary))
        try:
            tell("done", do(job, lambda item: tell("starting", item)))
        except (OSError, XushiError) as error:
            tell("failed", str(error))


def _listen(incoming: IO[bytes], jobs: queue.SimpleQueue[Job]) -> None:
    try:
        while True:
            jobs.put(pickle.load(incoming))
    except (EOFError, OSError, pickle.UnpicklingError):
        os._exit(0)


if __name__ == "__main__":
    main()
