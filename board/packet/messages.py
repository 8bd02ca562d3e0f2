"""What a page says, in one sentence of words: the message that stands where other programs put the chart's name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from board.charts import format as fmt
from board.charts import sentences
from board.charts.order import by_badness
from board.charts.ranked import Bar
from board.charts.rows import Goal, records
from board.charts.theme import Look

BEHIND = frozenset({"late", "severe"})


def of_goal(goal: Goal, look: Look) -> str:
    """Say where one goal stands: 签约额落后序时 15.6 个百分点，缺口 392.04 亿元."""
    if goal.actual is None or goal.status == "no_data":
        word = look.say("packet.goal_silent", metric=goal.metric, word=sentences.status_word(goal, look))
        days = goal.days_since_report
        return word if days is None else word + look.say("packet.goal_days", days=fmt.plain(days, 0))
    actual = fmt.quantity(goal.actual, goal.unit, look.lang, like=goal.target)
    if not goal.accumulates or sentences.is_ceiling(goal) or goal.lead is None:
        distance = sentences.distance(goal, look)
        return look.say("packet.goal_level", metric=goal.metric, actual=actual, distance=distance)
    if goal.status == "done":
        share = fmt.percent(goal.ratio, look.lang)
        return look.say("packet.goal_done", metric=goal.metric, actual=actual, share=share)
    points = fmt.points(goal.lead, look.lang)
    if abs(goal.lead) < 0.0005:
        return look.say("packet.goal_even", metric=goal.metric, actual=actual)
    if goal.lead > 0:
        return look.say("packet.goal_ahead", metric=goal.metric, points=points, actual=actual)
    return look.say("packet.goal_behind", metric=goal.metric, points=points, gap=sentences.gap(goal, look))


def of_themes(themes: Sequence[str], goals: Sequence[Goal], look: Look, part: tuple[int, int] = (1, 1)) -> str:
    """Say where the goals of some themes stand, and name the worst: 招商引资 8 项目标，4 项滞后：签约额落后序时……"""
    name = look.say("format.list_and").join(theme or look.say("chart.no_theme") for theme in themes)
    behind = [goal for goal in goals if goal.status in BEHIND]
    silent = sum(goal.status == "no_data" for goal in goals)
    if behind:
        worst = of_goal(min(behind, key=by_badness), look)
        said = look.say("packet.theme_behind", theme=name, goals=len(goals), behind=len(behind), worst=worst)
    elif silent == len(goals):
        said = look.say("packet.theme_silent", theme=name, goals=len(goals))
    elif silent:
        said = look.say("packet.theme_some", theme=name, goals=len(goals), silent=silent)
    else:
        said = look.say("packet.theme_fine", theme=name, goals=len(goals))
    return said if part[1] == 1 else said + look.say("packet.part", number=part[0], count=part[1])


def of_changes(changes: pd.DataFrame, since: date, look: Look) -> str:
    """Say what became of the goals since a day: 与4月底相比：7 项首次通报，1 项退步."""
    counted = changes["change"].value_counts()
    parts = [
        look.say(f"packet.changed_{name}", count=int(counted[name]))
        for name in ("worse", "better", "lapsed", "retargeted", "first_report", "reported")
        if name in counted
    ]
    said = look.say("format.list_comma").join(parts) or look.say("packet.unchanged")
    return look.say("packet.since", day=fmt.day(since, look.lang), changed=said)


def of_units(ranking: pd.DataFrame, look: Look) -> str:
    """Say which unit is first: 二七经开区 105.3 分居首，共 2 个单位."""
    first = records(ranking)[0]
    if first["rank"] is None:
        return look.say("packet.units_silent", units=len(ranking))
    score = f"{float(first['score']):.1f}"
    return look.say("packet.units", first=first["organisation"], score=score, units=len(ranking))


def of_ranking(kind: str, bars: Sequence[Bar], look: Look) -> str:
    """Say which goal a ranking is about: 6 项落后序时，招商小分队外出招商次数最多，落后 19.2 个百分点."""
    if not bars:
        return look.say("chart.nothing_open" if kind != "lead" else "chart.empty").rstrip("。.")
    worst = bars[0].goal
    values: dict[str, object] = {"metric": worst.metric, "organisation": worst.organisation}
    if kind == "lead":
        behind = sum(bar.value < 0 for bar in bars)
        if not behind:
            return look.say("packet.lead_fine", count=len(bars))
        values |= {"count": behind, "points": fmt.points(worst.lead or 0.0, look.lang)}
    elif kind == "needed":
        values |= {"words": bars[0].words}
    else:
        values |= {"gap": fmt.quantity(worst.gap, worst.unit, look.lang), "count": len(bars)}
        values |= {"share": fmt.percent(1 - (worst.ratio or 0.0), look.lang)}
    return look.say(f"packet.{kind}", **values)


def of_funnel(stages: pd.DataFrame, look: Look) -> str:
    """Say how many projects there are and what they are worth: 项目 24 个，总投资 312 亿元，3 个逾期."""
    row = records(stages)[0]
    parts = [look.say("packet.funnel", count=int(row["all_projects"]))]
    if row["all_investment"]:
        parts.append(look.say("packet.funnel_money", money=fmt.quantity(row["all_investment"], "元", look.lang)))
    if row["all_overdue"]:
        parts.append(look.say("projects.funnel_overdue", count=int(row["all_overdue"])))
    return look.say("format.list_comma").join(parts)


def of_steps(late: int, count: int, look: Look) -> str:
    """Say how many projects have a step overdue: 24 个项目中 3 个有逾期节点."""
    return look.say("packet.steps" if late else "packet.steps_fine", late=late, count=count)


def of_grid(goals: Sequence[Goal], look: Look) -> str:
    """Say which organisation has the most goals behind: 二七区滞后最多，14 项中 6 项."""
    owners: dict[str, list[Goal]] = {}
    for goal in goals:
        owners.setdefault(goal.organisation, []).append(goal)
    behind = {name: sum(goal.status in BEHIND for goal in mine) for name, mine in owners.items()}
    worst = max(behind, key=lambda name: (behind[name], name), default="")
    if not behind.get(worst):
        return look.say("packet.grid_fine", count=len(owners))
    return look.say("packet.grid", organisation=worst, behind=behind[worst], goals=len(owners[worst]))
