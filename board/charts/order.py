"""In which order goals are shown: the worst theme first, in it the worst goal, parts under their whole."""

from __future__ import annotations

from dataclasses import dataclass

from board.charts.rows import Goal


@dataclass(frozen=True, slots=True)
class Group:
    """Goals of one theme, in the order they are shown."""

    name: str
    goals: tuple[Goal, ...]


def by_badness(goal: Goal) -> tuple[int, float, str, str]:
    """Sort key: worst status, then furthest behind, then by name."""
    lead = goal.lead if goal.lead is not None else 0.0
    return goal.badness, lead, goal.organisation, goal.metric


def group_goals(goals: list[Goal]) -> list[Group]:
    """Group goals by theme; themes without any data come last."""
    themes: dict[str, list[Goal]] = {}
    for goal in goals:
        themes.setdefault(goal.theme, []).append(goal)
    groups = [Group(name, tuple(_nested(members))) for name, members in themes.items()]
    return sorted(groups, key=_group_key)


def cap(groups: list[Group], limit: int) -> tuple[list[Group], int]:
    """Keep the first `limit` goals; return them and how many were left out."""
    kept: list[Group] = []
    room = limit
    for group in groups:
        if room > 0:
            kept.append(Group(group.name, group.goals[:room]))
            room -= len(kept[-1].goals)
    return kept, sum(len(group.goals) for group in groups) - sum(len(group.goals) for group in kept)


def _group_key(group: Group) -> tuple[int, int, int, str]:
    behind = sum(goal.status in {"severe", "late"} for goal in group.goals)
    severe = sum(goal.status == "severe" for goal in group.goals)
    silent = all(goal.status == "no_data" for goal in group.goals)
    return int(silent), -severe, -behind, group.name


def _nested(goals: list[Goal]) -> list[Goal]:
    """Sort the worst first and put each 其中 right after the goal it is a part of."""
    known = {goal.goal_id for goal in goals}
    parts: dict[str, list[Goal]] = {}
    tops: list[Goal] = []
    for goal in sorted(goals, key=by_badness):
        if goal.parent_id in known and goal.parent_id != goal.goal_id:
            parts.setdefault(str(goal.parent_id), []).append(goal)
        else:
            tops.append(goal)
    result: list[Goal] = []
    waiting = tops[::-1]
    while waiting:
        goal = waiting.pop()
        result.append(goal)
        waiting.extend(parts.pop(goal.goal_id, [])[::-1])
    # Parts that name each other in a ring have no top: they still have to be shown.
    result += [goal for rest in parts.values() for goal in rest]
    return result
