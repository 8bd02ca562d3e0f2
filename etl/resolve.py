"""Statements made into goals, rival targets, results and the links between them.

A result that fits no goal, or two, is not linked: a wrong link makes a wrong board, a missing one an honest grey row.
What does not add up becomes a doubt on the statement, a sentence for a reviewer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import islice

from etl.goals import Goal, goal_id
from etl.linking import link_actuals
from etl.model import Actual, Decision, Link, Metric, Statement, Target
from etl.rulings import BY_A_PERSON, Rulings, describe_goal, read_rulings

__all__ = [
    "IMPLIED",
    "Conflict",
    "Goal",
    "Resolution",
    "agrees",
    "counted_until",
    "goal_id",
    "is_above",
    "nest",
    "resolve",
]

IMPLIED = "implied-target"
MOST_CLAIMS = 5
"""How many of the other numbers claimed for a goal a doubt names; all stand side by side on the goal's screen."""
Key = tuple[str, str, date, date]
Bounds = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A goal for which different numbers were stated: the statements, one a number, earliest said first."""

    goal_id: str
    statement_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """All that follows from the statements; `statements` are the same ones, with the doubts found here added.

    `rulings` are what people said of the goals; a statement that a person accepted carries no doubt.
    """

    statements: tuple[Statement, ...]
    goals: tuple[Goal, ...]
    targets: tuple[Target, ...]
    actuals: tuple[Actual, ...]
    links: tuple[Link, ...]
    conflicts: tuple[Conflict, ...]
    rulings: Rulings

    @property
    def chosen(self) -> frozenset[str]:
        """The statements that people chose as official, the last choice of each goal."""
        return self.rulings.chosen


@dataclass(slots=True)
class _Work:
    """The tables as they grow."""

    statements: Mapping[str, Statement]
    goals: dict[Key, Goal] = field(default_factory=dict)
    targets: dict[str, list[Target]] = field(default_factory=lambda: defaultdict(list))
    doubts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def goal(self, organisation: str, metric: Metric, start: date, stop: date) -> Goal:
        key = (organisation, metric.id, start, stop)
        if key not in self.goals:
            self.goals[key] = Goal(goal_id(*key), organisation, metric, start, stop)
        return self.goals[key]

    def doubt(self, statement: Statement, sentence: str) -> None:
        self.doubts[statement.id].append(sentence)


def resolve(statements: Iterable[Statement], decisions: Sequence[Decision] = ()) -> Resolution:
    """Group, link and question the statements; of the `decisions`, those applied, the ones about goals count here."""
    ordered = sorted(statements, key=_when_said)
    work = _Work({statement.id: statement for statement in ordered})
    actuals = [Actual(statement, counted_until(statement)) for statement in ordered if statement.kind == "actual"]
    _gather_targets(work)
    _imply_targets(work)
    _nest_goals(work)
    rulings = _rule(work, actuals, decisions)
    links = rulings.settle(link_actuals(work.goals.values(), actuals, work.doubt))
    conflicts = _conflicts(work)
    _question_parts(work)
    for statement_id in rulings.accepted.union(link.actual_id for link in links if link.rule == BY_A_PERSON):
        work.doubts.pop(statement_id, None)
    doubted = {statement.id: _with_doubts(statement, work.doubts[statement.id]) for statement in ordered}
    return Resolution(
        statements=tuple(doubted.values()),
        goals=tuple(work.goals.values()),
        targets=tuple(
            replace(target, statement=doubted[target.statement.id])
            for goal in work.goals.values()
            for target in work.targets[goal.id]
        ),
        actuals=tuple(replace(actual, statement=doubted[actual.statement.id]) for actual in actuals),
        links=tuple(links),
        conflicts=tuple(conflicts),
        rulings=rulings,
    )


def counted_until(statement: Statement) -> date:
    """Return the day up to which a result counts: as dated, else the period's end, but never after its publication."""
    period, published_on = statement.period, statement.sentence.article.published_on
    if period.as_of is not None:
        return period.as_of
    return period.stop if published_on is None else min(period.stop, published_on)


def _when_said(statement: Statement) -> tuple[date, str, int, int, str]:
    article = statement.sentence.article
    place = (statement.quote_start, statement.quantity.start, statement.id)
    return (article.published_on or date.max, article.document_id, *place)


def _gather_targets(work: _Work) -> None:
    for statement in work.statements.values():
        if statement.kind == "target" and statement.period.known:
            start = statement.period.start or date(statement.period.stop.year, 1, 1)
            goal = work.goal(statement.organisation, statement.metric, start, statement.period.stop)
            quantity = statement.quantity
            work.targets[goal.id].append(Target(goal.id, statement, quantity.low, quantity.high))


def _imply_targets(work: _Work) -> None:
    """占年度目标的104% beside 43.39亿元 implies 41.72亿元, unless the goal is stated with a number that agrees."""
    for rate in list(work.statements.values()):
        amount = work.statements.get(rate.parent_id or "")
        if IMPLIED not in rate.rules or amount is None or amount.period.start is None or not rate.quantity.number:
            continue
        year = amount.period.stop.year
        start, stop = date(year, 1, 1), date(year, 12, 31)
        if amount.period.start < start:
            start, stop = amount.period.start, amount.period.stop
        implied = (amount.quantity.number * 100 / rate.quantity.number).quantize(Decimal("0.000001"))
        goal = work.goals.get((amount.organisation, amount.metric.id, start, stop))
        stated = work.targets[goal.id] if goal else []
        if any(agrees(rate, amount, target) for target in stated):
            continue
        if stated:
            said = "、".join(dict.fromkeys(target.statement.quantity.text for target in stated))
            work.doubt(rate, f"按{rate.quantity.text}推算的目标与写明的目标（{said}）不符")
        goal = goal or work.goal(amount.organisation, amount.metric, start, stop)
        work.targets[goal.id].append(Target(goal.id, rate, implied, implied, implied=True))


def agrees(rate: Statement, amount: Statement, target: Target) -> bool:
    """Tell whether amount ÷ target is the rate, as far as the printed digits go."""
    bound = target.low if target.low is not None else target.high
    if not bound or target.implied:
        return False
    computed = amount.quantity.number * 100 / bound
    digits = max(0, -_exponent(rate.quantity.value))
    slack = Decimal(5).scaleb(-digits - 1) + Decimal("0.05")
    if rate.quantity.comparator != "=" or amount.quantity.comparator != "=":
        slack += Decimal("1.5")
    return abs(computed - rate.quantity.number) <= slack


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _nest_goals(work: _Work) -> None:
    """Put the goal of a 其中 under the goal it is a part of."""
    of_statement = {target.statement.id: goal.id for goal in work.goals.values() for target in work.targets[goal.id]}
    wanted = (
        (goal.id, of_statement[target.statement.parent_id])
        for goal in work.goals.values()
        for target in work.targets[goal.id]
        if not target.implied and target.statement.parent_id in of_statement
    )
    parents = nest(wanted)
    for key, goal in work.goals.items():
        work.goals[key] = replace(goal, parent_id=parents.get(goal.id))


def nest(wanted: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return goal -> the goal it is a part of, from (goal, whole) in order of preference; never in a circle."""
    parents: dict[str, str] = {}
    for goal, whole in wanted:
        if goal not in parents and goal not in _line_up(parents, whole):
            parents[goal] = whole
    return parents


def _line_up(parents: Mapping[str, str], goal: str) -> list[str]:
    line = [goal]
    while line[-1] in parents:
        line.append(parents[line[-1]])
    return line


def _conflicts(work: _Work) -> list[Conflict]:
    """Find the goals for which different numbers are claimed; 超60 and 60以上 are one number."""
    found = []
    for goal in work.goals.values():
        claims: dict[Bounds, Target] = {}
        for target in work.targets[goal.id]:
            claims.setdefault(_edge(target), target)
        if len(claims) < 2:
            continue
        found.append(Conflict(goal.id, tuple(target.statement.id for target in claims.values())))
        for target in work.targets[goal.id]:
            if not target.implied:
                work.doubt(target.statement, f"同一目标另有说法：{_other_claims(claims, _edge(target))}")
    return found


def _other_claims(claims: Mapping[Bounds, Target], own: Bounds) -> str:
    """Say what else is claimed, the first few of many: 500元、300元等7种."""
    others = (_said(target) for edge, target in claims.items() if edge != own)
    few = "、".join(dict.fromkeys(islice(others, MOST_CLAIMS)))
    return few if len(claims) - 1 <= MOST_CLAIMS else f"{few}等{len(claims) - 1}种"


def _is_range(target: Target) -> bool:
    return target.low is not None and target.high is not None and target.low != target.high


def _edge(target: Target) -> Bounds:
    number = target.low if target.low is not None else target.high
    return (number, target.high) if _is_range(target) else (number, None)


def _said(target: Target) -> str:
    return f"按完成率推算（{target.statement.quantity.text}）" if target.implied else target.statement.quantity.text


def _question_parts(work: _Work) -> None:
    for part in work.statements.values():
        whole = work.statements.get(part.parent_id or "")
        if whole is not None and is_above(part, whole):
            work.doubt(part, f"其中数（{part.quantity.text}）大于总数（{whole.quantity.text}）")


def is_above(part: Statement, whole: Statement) -> bool:
    """Tell whether a part is more than its whole: 其中 500亿元 of 300亿元."""
    same = part.kind == whole.kind and part.quantity.unit == whole.quantity.unit != "%"
    return same and part.quantity.number > whole.quantity.number


def _rule(work: _Work, actuals: Iterable[Actual], decisions: Sequence[Decision]) -> Rulings:
    named = {
        describe_goal(goal.organisation, goal.metric.name, goal.start, goal.stop): goal.id
        for goal in work.goals.values()
    }
    goal_of = {target.statement.id: target.goal_id for targets in work.targets.values() for target in targets}
    return read_rulings(decisions, named, goal_of, (actual.statement.id for actual in actuals))


def _with_doubts(statement: Statement, doubts: Sequence[str]) -> Statement:
    new = [doubt for doubt in dict.fromkeys(doubts) if doubt not in statement.doubts]
    return replace(statement, doubts=(*statement.doubts, *new)) if new else statement
