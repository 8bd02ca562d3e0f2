"""Time the board of a large office in a real browser, beside the barest page that Streamlit makes of the same rows.

    python -m bench.board [--short] [--only paint,memory,picture,packet] [--rounds 5] [--reruns 500]
                          [--goals 2000] [--statements 100000] [--documents 5000]

The office is made up (bench/synthetic.py). Every figure is a ratio of two things measured in turn in one run, so that
it holds on another machine; medians of the rounds. Needs a Chromium, and Linux for the memory. --short looks whether
all of it runs, on a small office.

    paint     from the start of the navigation, nothing cached in the browser, until nothing on the page changes any
              more: the first reader of a server just started, and one who comes later
    filter    from the press of a status or a theme until its rows are drawn
    goal      from the click on a row until the goal's screen is drawn
    memory    of the server over many presses and loads, few of them alike
    picture   a chart's PNG beside vl-convert's own for the same specification
    packet    the papers of thirty goals, each format, beside one picture of their board
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bench.peaks import resident
from bench.stopwatch import Paint, Stopwatch
from bench.synthetic import AS_OF, YEAR, Size, build, sizes
from tools import browser
from tools.browser import Served

BARE = Path(__file__).with_name("bare.py")
DRAWN = ".marks"
MEETING = Size(goals=30, statements=900, documents=200)
SMALL = Size(goals=200, statements=4_000, documents=200)
# What the board promises: the most that each may be of what it is held against.
MOST = {"first paint": 1.5, "later paint": 1.5, "filter": 1.0, "goal": 0.7, "memory": 1.05, "picture": 1.2}
MOST |= {f"packet {form}": 40.0 for form in ("pptx", "book", "xlsx", "zip")}

Times = dict[str, list[Paint]]


def main() -> int:
    asked = _arguments()
    wanted = asked.only.split(",")
    size = SMALL if asked.short else Size(asked.goals, asked.statements, asked.documents)
    rounds, reruns = (1, 40) if asked.short else (asked.rounds, asked.reruns)
    ratios: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch)
        rows = build(data, size).rows
        print(f"{rows['goals']:,} goals, {rows['statements']:,} statements, {rows['documents']:,} documents")
        with browser.browser() as chromium:
            if "paint" in wanted:
                ratios |= paint(chromium, data, rounds)
            if "memory" in wanted:
                ratios |= memory(chromium, data, reruns)
        if "picture" in wanted:
            ratios |= picture(data, rounds)
        if "packet" in wanted:
            ratios |= packet(rounds)
    return _verdict(ratios)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--short", action="store_true", help="a small office, one round: does it run?")
    parser.add_argument("--only", default="paint,memory,picture,packet", help="some of them")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--reruns", type=int, default=500)
    sizes(parser)
    return parser.parse_args()


def paint(chromium: Any, data: Path, rounds: int) -> dict[str, float]:
    """Open both pages in turn, each from a server of its own, and press what can be pressed on the board."""
    os.environ |= {"BENCH_DAY": AS_OF.isoformat(), "BENCH_YEAR": str(YEAR)}
    times: Times = defaultdict(list)
    for _ in range(rounds):
        with browser.served(data, script=BARE) as bare, browser.served(data) as board:
            for name in ("first paint", "later paint", "later paint"):
                for page, served in (("bare", bare), ("board", board)):
                    watch = Stopwatch(chromium)
                    times[f"{page} {name}"].append(watch.open(served.address, DRAWN))
                    if page == "board" and name == "later paint":
                        _press(watch, times)
                    watch.close()
    _print(times)
    base = _median(times["bare later paint"])
    ratios = {
        name: _median(times[f"board {name}"]) / _median(times[f"bare {name}"])
        for name in ("first paint", "later paint")
    }
    ratios["filter"] = max(_median(times[name]) for name in times if name.startswith("filter")) / base
    ratios["goal"] = _median(times["goal"]) / base
    return ratios


def _press(watch: Stopwatch, times: Times) -> None:
    """Press a status, a theme and a page, then open a goal. Each shows other rows than before."""
    page = watch.page
    acts: tuple[tuple[str, Callable[[], object], str], ...] = (
        ("filter: status", lambda: page.click(".st-key-tile-late button"), DRAWN),
        ("filter: theme", lambda: page.click(".st-key-part-1 button"), DRAWN),
        ("filter: back to all", lambda: page.click(".st-key-tile-late button"), DRAWN),
        ("goal", lambda: page.locator(f"{DRAWN} text", has_text="百分点").first.click(force=True), ".xs-formula"),
    )
    for name, act, awaited in acts:
        times[name].append(watch.press(act, awaited))


def memory(chromium: Any, data: Path, reruns: int) -> dict[str, float]:
    """Press and load until the script has run so often; compare the server's memory late with that after a fifth."""
    held: list[float] = []
    with browser.served(data) as board:
        watch = Stopwatch(chromium)
        acts = _acts(watch, board)
        for number in range(reruns):
            watch.rerun(next(acts))
            held.append(resident(board.pid))
            if number % max(1, reruns // 10) == 0:
                print(f"memory after {number + 1:>4} reruns {held[-1]:8.0f} MB")
        watch.close()
    early, late = held[reruns // 5 : 2 * reruns // 5], held[-reruns // 5 :]
    print(f"memory early {statistics.median(early):.0f} MB, late {statistics.median(late):.0f} MB")
    return {"memory": statistics.median(late) / statistics.median(early)}


def _acts(watch: Stopwatch, board: Served) -> Iterator[Callable[[], object]]:
    """Yield things to do, few of them alike: other days by address, then statuses and parts by press."""
    chance, page = random.Random(YEAR), watch.page
    keys = [f"tile-{status}" for status in ("late", "severe", "on_pace", "no_data")] + [f"part-{n}" for n in range(6)]
    while True:
        day = AS_OF - timedelta(days=chance.randrange(100))  # all targets are known by then
        yield partial(page.goto, f"{board.address}/?day={day.isoformat()}")
        for _ in range(9):
            yield partial(page.click, f".st-key-{chance.choice(keys)} button")


def picture(data: Path, rounds: int) -> dict[str, float]:
    """Make the overview's picture as it leaves the board, and the same specification with vl-convert alone."""
    import vl_convert

    from board import export, fonts
    from board.charts.bullets import board_bullets
    from board.charts.theme import Look
    from warehouse import questions, snapshot

    fonts.register()
    with snapshot.open_current(data) as connection:
        rows = questions.worst(connection, AS_OF, year=YEAR)
    chart = board_bullets(rows, Look(), frame=True)
    spec = chart.to_dict()
    ours, theirs = _in_turn(rounds, lambda: export.png(chart, 2), lambda: vl_convert.vegalite_to_png(spec, scale=2))
    print(f"picture {ours:.2f} s, vl-convert alone {theirs:.2f} s")
    return {"picture": ours / theirs}


def packet(rounds: int) -> dict[str, float]:
    """Make the papers of thirty goals, slides, book, workbook and pictures, beside one picture of their board."""
    from board import album, export, formats
    from board.charts.bullets import board_bullets
    from board.charts.theme import Look
    from warehouse import questions, snapshot

    look, ratios = Look(), {}
    with tempfile.TemporaryDirectory() as scratch:
        build(Path(scratch), MEETING)
        with snapshot.open_current(Path(scratch)) as connection:
            chart = board_bullets(questions.progress(connection, AS_OF, year=YEAR), look, frame=True)

            def papers(forms: list[str]) -> object:
                gathered = album.gather(connection, album.Scope(AS_OF, None, YEAR), look, MEETING.goals)
                return formats.packet(gathered, forms, formats.SCALE, lambda _share, _what: None)

            for forms in ([form] for form in formats.ALBUM_WRITERS):
                made, one = _in_turn(rounds, partial(papers, forms), lambda: export.png(chart, 2))
                ratios[f"packet {forms[0]}"] = made / one
                print(f"packet {forms[0]:<5} {made:6.2f} s, one picture {one:.2f} s")
    return ratios


def _in_turn(rounds: int, *acts: Callable[[], object]) -> list[float]:
    """Return the median seconds of each act, done in turn, the first round left out: it warms the converter."""
    times: list[list[float]] = [[_seconds(act) for act in acts] for _ in range(rounds + 1)]
    return [statistics.median(each) for each in zip(*times[1:], strict=True)]


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _median(paints: list[Paint]) -> float:
    return statistics.median(paint.seconds for paint in paints)


def _print(times: Times) -> None:
    print(f"\n{'':<24}{'median s':>9}{'fastest':>9}{'slowest':>9}{'kB sent':>9}")
    for name, paints in times.items():
        seconds = [paint.seconds for paint in paints]
        kilobytes = statistics.median(paint.kilobytes for paint in paints)
        print(f"{name:<24}{statistics.median(seconds):9.2f}{min(seconds):9.2f}{max(seconds):9.2f}{kilobytes:9.0f}")


def _verdict(ratios: dict[str, float]) -> int:
    print(f"\n{'ratio':<24}{'measured':>9}{'at most':>9}")
    for name, ratio in ratios.items():
        print(f"{name:<24}{ratio:9.2f}{MOST[name]:9.2f}{'' if ratio <= MOST[name] else '  too slow'}")
    return int(any(ratio > MOST[name] for name, ratio in ratios.items()))


if __name__ == "__main__":
    sys.exit(main())
