"""One goal, one project, one unit in the words of an office: 签约额（二七区）完成107.96亿元，为目标的21.6%……"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from board.briefing.material import Change
from board.charts import format as fmt
from board.charts import sentences
from board.charts.rows import to_day, to_number
from board.charts.theme import Look

# An office writes no space between a number and a hanzi.
_TIGHT = re.compile(r"(?<=[\u3000-\u9fff）》”]) (?=[\d≥≤<>−])|(?<=[\d%)]) (?=[\u3000-\u9fff（《“])|(?<=[≥≤<>]) (?=\d)")


def tight(words: str, look: Look) -> str:
    """Take out the spaces that a screen puts between numbers and hanzi."""
    return _TIGHT.sub("", words) if look.lang == "zh" else words


def name(change: Change, look: Look) -> str:
    """The goal with who answers for it: 签约额（二七区，责任单位：商务局，责任领导：…）."""
    goal, parts = change.goal, [change.goal.organisation]
    if change.owner != goal.organisation:
        parts.append(look.say("briefing.owner", owner=change.owner))
    if change.leader:
        parts.append(look.say("briefing.leader", leader=change.leader))
    inside = look.say("format.list_comma").join(parts)
    return look.say("briefing.goal_name", metric=goal.metric, owner=inside)


def standing(change: Change, look: Look) -> str:
    """How far a goal is: 完成107.96亿元，占目标500亿元以上的21.6%，落后15.6个百分点，较上期提高5.2个百分点."""
    goal = change.goal
    if goal.actual is None:
        return look.say(
            "briefing.no_result", target=sentences.target(goal, look), reason=sentences.no_data_line(goal, look)
        )
    said = fmt.quantity(goal.actual, goal.unit, look.lang, like=goal.target)
    target = sentences.target(goal, look)
    if not sentences.has_share(goal):
        parts = [look.say("briefing.level", actual=said, target=target), sentences.distance(goal, look)]
    else:
        share = fmt.percent(goal.ratio, look.lang)
        parts = [look.say("briefing.done", actual=said, target=target, share=share), _lead(change, look)]
    parts.append(_gain(change, look))
    return look.say("format.list_comma").join(part for part in parts if part)


def moved(change: Change, look: Look) -> str:
    """What became of the status: 由尚无数据转为严重滞后; '' where it is the same."""
    goal = change.goal
    if change.change == "new":
        return look.say("briefing.new")
    if change.change == "retargeted":
        before = fmt.quantity(change.target_before, goal.unit, look.lang)
        return look.say("briefing.retargeted", before=before, now=fmt.quantity(goal.target, goal.unit, look.lang))
    if change.change == "lapsed":
        return look.say("briefing.lapsed")
    if change.change in {"better", "worse"}:
        before, now = (look.say(f"status.{status}") for status in (change.status_before, goal.status))
        return look.say("briefing.moved", before=before, now=now)
    return look.say("briefing.first") if change.change == "first_report" else ""


def catching_up(change: Change, look: Look) -> str:
    """What it takes: 缺口392.04亿元；剩余7.5个月，需月均52.3亿元（前4.5个月月均24.0亿元）；照此速度年底约……"""
    return sentences.outlook(change.goal, look) or sentences.distance(change.goal, look)


def overdue(step: Mapping[str, Any], look: Look) -> str:
    """A step that was promised and is not there: 某项目原定3月31日开工，逾期61天."""
    planned = to_day(step.get("planned_on"))
    assert planned is not None, "an overdue step was planned"
    return look.say(
        "briefing.overdue_step",
        name=fmt.clean(step.get("name") or ""),
        organisation=fmt.clean(step.get("organisation") or ""),
        day=fmt.day(planned, look.lang),
        step=look.say(f"briefing.step_{step['step']}".replace(" ", "_")),
        days=fmt.plain(to_number(step.get("days_overdue")) or 0, 0),
    )


def unit(row: Mapping[str, Any], look: Look) -> str:
    """One unit's rank: 第1名 二七经开区 96.5分（上期第2名）；3项目标，2项有数据."""
    rank, before = to_number(row.get("rank")), to_number(row.get("rank_before"))
    counts = {
        "goals": int(row["goals"]),
        "reported": int(row["reported_goals"]),
        "on_track": int(row["on_track_goals"]),
    }
    if rank is None:
        return look.say("briefing.unranked", organisation=row["organisation"], **counts)
    was = look.say("briefing.rank_before", rank=int(before)) if before is not None else look.say("briefing.rank_new")
    score = f"{to_number(row['score']) or 0:.1f}"
    return look.say("briefing.ranked", rank=int(rank), organisation=row["organisation"], score=score, was=was, **counts)


def _lead(change: Change, look: Look) -> str:
    goal = change.goal
    return sentences.standing(goal, look) or look.say(f"status.{goal.status}")


def _gain(change: Change, look: Look) -> str:
    gain, goal = change.ratio_gain, change.goal
    if not gain or not sentences.has_share(goal) or change.change in {"retargeted", "new"}:
        return ""
    key = "briefing.gain_up" if gain > 0 else "briefing.gain_down"
    return look.say(key, points=fmt.points(gain, look.lang))
