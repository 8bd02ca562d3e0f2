"""A folder that changes at random, built again and again: each board must be the one that a build from nothing makes.

    python -m bench.changes [--steps N] [--seed S] [--folder DIR]

Documents come, change, go, are copied and dated otherwise; rules change; people reject, correct, accept, add, choose,
link and take back. After each step the folder is built, going on from what the last build kept, and a copy of it from
nothing.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench import archive
from etl.build import BuildReport, Options, build
from etl.model import Decision, Statement, Verb
from etl.review_file import append_decision, read_decisions
from etl.reviews import describe, describe_decision
from etl.rulings import describe_goal
from etl.stage import changes
from etl.vocabulary import rules_file
from tools.same_board import differences

HERE = Options(workers=0)
AT = "2024-05-20T09:30:{:02}"
YEAR = 2024
OTHERS = (
    "其中主导产业项目签约额700亿元。",
    "占年度目标的39%。",
    "签约额达到1234.5亿元，固定资产投资1234.5亿元。",
    "新签约项目多个。",
)
METRICS = ("签约额", "固定资产投资", "新开工项目数", "居民满意度")


@dataclass
class Office:
    """A data folder and what can happen to it; what happens is chosen by `chance` alone."""

    data: Path
    chance: random.Random
    last: BuildReport | None = None
    said: list[Statement] = field(default_factory=list)
    decided: int = 0

    def step(self) -> str:
        """Let something happen; return what."""
        acts = [self.add, self.add, self.change, self.remove, self.copy, self.date, self.rule]
        acts += [self.reject, self.correct, self.accept, self.add_number, self.choose, self.link, self.undo, self.stale]
        act = self.chance.choice(acts if self.files and self.said else [self.add])
        act()
        return act.__name__

    @property
    def files(self) -> list[Path]:
        """The documents, in order."""
        return sorted((self.data / "documents").rglob("*.txt"))

    def build(self) -> BuildReport:
        """Build, and know what is there now."""
        self.last = build(self.data, options=HERE)
        self.said = list(self.last.assembly.resolution.statements)
        return self.last

    def add(self) -> None:
        """A document comes."""
        number = self.chance.randrange(16)
        text = archive.document(number // archive.PER_YEAR, YEAR, number % archive.PER_YEAR, self.chance.randrange(2))
        self._write(self.data / "documents" / f"{self.chance.randrange(40):02}.txt", text)

    def change(self) -> None:
        """A document says more, or less."""
        path = self._file()
        text = path.read_text("utf-8")
        less = text[: len(text) // 2]
        self._write(path, self.chance.choice((less or text, text + self.chance.choice(OTHERS) + "\n")))

    def remove(self) -> None:
        """A document goes; its sidecar may stay behind."""
        self._file().unlink()

    def copy(self) -> None:
        """A document comes a second time, as it is or with more below it."""
        path = self._file()
        more = self.chance.choice(
            ("", "\n\n临岩区召开会议\n\n2024年5月6日\n\n会议要求，全年签约额达到88.25亿元以上。\n")
        )
        self._write(path.with_name(f"a{path.name}"), path.read_text("utf-8") + more)

    def date(self) -> None:
        """A sidecar states a day, or goes."""
        path = self._file()
        sidecar = path.with_name(f"{path.name}.toml")
        if sidecar.exists() and self.chance.random() < 0.5:
            sidecar.unlink()
        else:
            self._write(sidecar, f"published_on = {YEAR}-{self.chance.randint(1, 12):02}-03\n")

    def rule(self) -> None:
        """A threshold is another, a metric runs unevenly, or somebody answers for its goals."""
        shares = ", ".join(str(round((month / 12) ** 2, 3)) for month in range(1, 13))
        of_a_metric = (f'[pace."签约额"]\nshares = [{shares}]\n', '[[owner]]\nmetric = "签约额"\nowner = "商务局"\n')
        shipped = rules_file().read_text("utf-8")
        stricter = shipped.replace("late = -0.10", f"late = -0.{self.chance.randint(11, 19)}", 1)
        self._write(self.data / "rules.toml", self.chance.choice((shipped, stricter)) + self.chance.choice(of_a_metric))

    def reject(self) -> None:
        """A statement is none."""
        self._about("reject")

    def correct(self) -> None:
        """A field of a statement is another."""
        statement = self.chance.choice(self.said)
        name, value = self.chance.choice(
            (
                ("metric", self.chance.choice(METRICS)),
                ("organisation", "临溪县"),
                ("period", "2024"),
                ("kind", "target"),
            )
        )
        self._decide("correct", statement.id, describe(statement, name), field=name, value=value)

    def accept(self) -> None:
        """A statement is right."""
        self._about("accept")

    def add_number(self) -> None:
        """A number that the rules did not see."""
        statement = self.chance.choice(self.said)
        wanted = {"kind": "target", "metric": self.chance.choice(METRICS), "quantity": "77亿元", "period": str(YEAR)}
        about = statement.sentence.article.document_id
        self._decide("add", about, statement.quote, value=json.dumps(wanted, ensure_ascii=False))

    def choose(self) -> None:
        """A target is the official one."""
        self._about("choose-official", "target")

    def link(self) -> None:
        """A result measures a goal, or does not."""
        goals = self.last.assembly.resolution.goals if self.last else ()
        if goals:
            goal = self.chance.choice(goals)
            value = describe_goal(goal.organisation, goal.metric.name, goal.start, goal.stop)
            self._about(self.chance.choice(("link", "unlink")), "actual", value)

    def undo(self) -> None:
        """A decision is taken back."""
        decisions = read_decisions(self.data / "reviews.csv")
        if decisions:
            decision = self.chance.choice(decisions)
            self._decide("undo", decision.id, describe_decision(decision))

    def stale(self) -> None:
        """A decision about something that is not there."""
        self._decide("reject", "0123456789abcdef", "target 签约额 …")

    def _about(self, verb: Verb, kind: str = "", value: str = "") -> None:
        fitting = [statement for statement in self.said if kind in ("", statement.kind)]
        if fitting:
            statement = self.chance.choice(fitting)
            self._decide(verb, statement.id, describe(statement), value=value)

    def _decide(self, verb: Verb, about: str, expected: str, field: str = "", value: str = "") -> None:
        self.decided += 1
        row = Decision(about, verb, field, expected, value, "核对过", "李", AT.format(self.decided % 60))
        append_decision(self.data / "reviews.csv", row)

    def _file(self) -> Path:
        return self.chance.choice(self.files)

    def _write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def walk(folder: Path, steps: int, seed: int) -> Iterator[tuple[str, list[str], bool]]:
    """Yield what happened, how the two boards differ, and whether the first was made from the one before it."""
    changes.MOST_CHANGED = math.inf  # a folder this small would be made anew at most steps
    office = Office(folder / "office", random.Random(seed))
    for _ in range(steps):
        happened = " and ".join(office.step() for _ in range(office.chance.choice((1, 1, 1, 3))))
        if not office.files:
            office.add()
        before = set[str]() if office.last is None else {statement.id for statement in office.said}
        report = office.build()
        after = {statement.id for statement in office.said}
        found = differences(report.snapshot.path, from_nothing(office.data, folder / "anew").snapshot.path)
        for what, change, wanted in (("gained", report.gained, after - before), ("lost", report.lost, before - after)):
            if set(change) != wanted:
                found.append(f"{what}: {len(change)} statements instead of {len(wanted)}")
        yield happened, found, report.assembly.base is not None


def from_nothing(data: Path, folder: Path) -> BuildReport:
    """Build a copy of a folder without anything that was built before."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(data, folder, ignore=shutil.ignore_patterns("cache", "snapshots", "current"))
    return build(folder, options=HERE)


def main() -> int:
    """Walk and say of each step what happened; the exit status is 1 where two boards differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=None, help="where to work; a folder of its own by default")
    given = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory(prefix="xushi-changes-", dir=given.folder) as place:
        for number, (happened, found, went_on) in enumerate(walk(Path(place), given.steps, given.seed), 1):
            how = "goes on" if went_on else "anew"
            print(f"{number:>5}  {how:<9}{happened}{': ' if found else ''}{'; '.join(found)}", flush=True)
            failed += bool(found)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
