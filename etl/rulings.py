"""What people ruled about goals: which target is official, which result measures which goal, which reading is right.

A goal is named in a decision by whose, what and when, as a person reads it: 临江区 签约额 2024-01-01/2024-12-31.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from etl.model import Decision, Link

BY_A_PERSON = "linked-by-a-person"


@dataclass(frozen=True, slots=True)
class Rulings:
    """What the applied decisions say; `stale` are those about goals that are not there.

    `chosen` are statements, one a goal; `accepted` are statements whose doubts a person has answered.
    """

    chosen: frozenset[str] = frozenset()
    accepted: frozenset[str] = frozenset()
    links: Mapping[tuple[str, str], bool] = field(default_factory=dict)
    stale: tuple[Decision, ...] = ()

    def settle(self, links: Iterable[Link]) -> list[Link]:
        """Return the links that the rules found and people left, then those that people made."""
        kept = [link for link in links if self.links.get((link.goal_id, link.actual_id)) is not False]
        found = {(link.goal_id, link.actual_id) for link in kept}
        made = [pair for pair, wanted in self.links.items() if wanted and pair not in found]
        return kept + [Link(goal_id, actual_id, BY_A_PERSON) for goal_id, actual_id in made]


def describe_goal(organisation: str, metric: str, start: date, stop: date) -> str:
    """Return what a person sees of a goal: the `value` of link and unlink."""
    return f"{organisation} {metric} {start}/{stop}"


def read_rulings(
    decisions: Sequence[Decision], goals: Mapping[str, str], goal_of: Mapping[str, str], results: Iterable[str]
) -> Rulings:
    """Read the decisions about goals, the last word on each.

    `goals` are ids by `describe_goal`, `goal_of` says which goal a statement is a target of, `results` are the
    statements that can be linked.
    """
    chosen: dict[str, str] = {}
    links: dict[tuple[str, str], bool] = {}
    accepted: set[str] = set()
    stale: list[Decision] = []
    reported = set(results)
    for decision in decisions:
        if decision.verb == "choose-official":
            goal = goal_of.get(decision.about)
            if goal is None:
                stale.append(decision)
            else:
                chosen[goal] = decision.about
        elif decision.verb in ("link", "unlink"):
            goal = goals.get(decision.value)
            if goal is None or decision.about not in reported:
                stale.append(decision)
            else:
                links[goal, decision.about] = decision.verb == "link"
        elif decision.verb == "correct" or (decision.verb == "accept" and not decision.field):
            accepted.add(decision.about)
    return Rulings(frozenset(chosen.values()), frozenset(accepted), links, tuple(stale))
