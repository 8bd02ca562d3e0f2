"""What a goal's numbers mean, in one sentence: the headline, the formula of a status, the outlook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from board.charts import format as fmt
from board.charts.rows import Goal, to_number
from board.charts.theme import Look

Period = tuple[date, date]


def target(goal: Goal, look: Look) -> str:
    """The target with its sign: ≥ 500 亿元."""
    low, high = goal.target_low, goal.target_high
    if low is None and high is None:
        low = goal.target
    return fmt.bound(low, high, goal.comparator, goal.unit, look.lang)


def is_ceiling(goal: Goal) -> bool:
    """Tell whether less is better: 控制在5.5%以内."""
    return goal.better == "lower" or goal.comparator in {"<", "<="}


def is_open(goal: Goal) -> bool:
    """Tell whether something of a goal that adds up is missing: what is left below a ceiling is not."""
    behind = goal.accumulates and goal.gap is not None and goal.gap > 0 and not is_ceiling(goal)
    return behind and goal.status not in {"done", "no_data"}


def has_share(goal: Goal) -> bool:
    """Tell whether a share of the target says how much is done: not for rates, stocks and ceilings."""
    return goal.ratio is not None and goal.accumulates and not is_ceiling(goal) and not fmt.is_share(goal.unit)


def owner(goal: Goal, look: Look, usual: Period | None) -> str:
    """Whose goal it is, who answers for it, and for when if not the `usual` period: 马寨镇 · 经发办 · 2024年二季度."""
    parts = [goal.organisation, *([goal.owner] if goal.owner and goal.owner != goal.organisation else [])]
    period = period_of(goal)
    if usual is not None and period is not None and period != usual:
        parts.append(fmt.period(*period, look.lang))
    return " · ".join(parts)


def period_of(goal: Goal) -> Period | None:
    """The goal's first and last day."""
    return (goal.period_start, goal.period_stop) if goal.period_start and goal.period_stop else None


def usual_period(goals: Sequence[Goal]) -> Period | None:
    """The period that most of the goals are for."""
    counted = Counter(period for goal in goals if (period := period_of(goal)))
    return max(counted, key=lambda period: (counted[period], period)) if counted else None


def status_word(goal: Goal, look: Look) -> str:
    """The status, or for no data its reason: 严重滞后, 尚无通报."""
    if goal.status == "no_data" and goal.status_reason:
        return look.say(f"status.{goal.status_reason}")
    return look.say(f"status.{goal.status}")


def standing(goal: Goal, look: Look) -> str:
    """How far ahead or behind: 落后 15.6 个百分点; for rates the distance to the bound; '' for done and no data."""
    if goal.status == "no_data":
        return ""
    if goal.lead is not None and goal.accumulates:
        return "" if goal.status == "done" else fmt.lead(goal.lead, look.lang)
    return distance(goal, look)


def distance(goal: Goal, look: Look) -> str:
    """A rate or a stock against its bound: 低于上限 0.4 个百分点, 低于目标 2 万人."""
    if goal.actual is None or goal.target is None:
        return ""
    difference = goal.actual - goal.target
    if abs(difference) < 1e-9:
        return look.say("format.at_bound")
    unit = "个百分点" if goal.unit == "%" else goal.unit
    side = "over" if difference > 0 else "under"
    key = f"format.{side}_{'bound' if is_ceiling(goal) else 'goal'}"
    return look.say(key, value=fmt.quantity(abs(difference), unit, look.lang))


def no_data_line(goal: Goal, look: Look) -> str:
    """尚无通报 · 103 天."""
    word = status_word(goal, look)
    if goal.days_since_report is None:
        return word
    return f"{word} · {look.say('format.days', count=fmt.plain(goal.days_since_report, 0))}"


def result(goal: Goal, look: Look) -> str:
    """What was done and its share of the target: 107.96 亿元 · 21.6%; a rate stands alone."""
    if goal.actual is None:
        return no_data_line(goal, look)
    text = fmt.quantity(goal.actual, goal.unit, look.lang, like=goal.target)
    if not has_share(goal):
        return text
    return f"{text} · {fmt.percent(goal.ratio, look.lang)}"


def standing_line(goal: Goal, look: Look) -> str:
    """The status in words with the distance: 严重滞后 · 落后 15.6 个百分点; '' where `result` has said it."""
    if goal.status == "no_data":
        return no_data_line(goal, look) if goal.actual is not None else ""
    behind = standing(goal, look)
    return f"{look.say(f'status.{goal.status}')} · {behind}" if behind else look.say(f"status.{goal.status}")


def gap(goal: Goal, look: Look) -> str:
    """What is missing: 392.04 亿元, or — where nothing is."""
    if not is_open(goal):
        return look.say("format.none")
    return fmt.quantity(goal.gap, goal.unit, look.lang, like=goal.target)


def needed(goal: Goal, look: Look) -> str:
    """What each remaining month needs: 52.3 亿元/月; '' where nothing is needed."""
    if not goal.needed or goal.needed <= 0 or goal.status in {"done", "no_data"}:
        return ""
    return fmt.per_month(goal.needed, goal.unit, look.lang, goal.gap)


def evidence(goal: Goal, look: Look) -> str:
    """The day of the figure and how many sentences say it: 5月 · 原文 2 处."""
    when = goal.actual_as_of or goal.target_published_on
    count = goal.evidence_count
    if when is None:
        return look.say("chart.evidence_count", count=count)
    said = fmt.day(when, look.lang, goal.year)
    if count == 1:
        return look.say("chart.evidence_cell_one", day=said)
    return look.say("chart.evidence_cell", day=said, count=count) if count else said


def formula(goal: Goal, look: Look) -> str:
    """The status with its inputs: 107.96 ÷ 500 = 21.6%，时间进度 37.2%，落后 15.6 个百分点."""
    comma = look.say("format.list_comma")
    if goal.actual is None or goal.target is None:
        line = no_data_line(goal, look) if goal.status == "no_data" else look.say(f"status.{goal.status}")
        return comma.join([look.say("chart.formula_target", target=target(goal, look)), line])
    if not goal.accumulates or goal.ratio is None or is_ceiling(goal):
        actual = fmt.quantity(goal.actual, goal.unit, look.lang)
        parts = [look.say("chart.formula_level", actual=actual, target=target(goal, look)), distance(goal, look)]
        return comma.join(part for part in parts if part)
    scale = fmt.scale_of(goal.target, goal.unit, look.lang)
    parts = [
        look.say(
            "chart.formula_ratio",
            actual=fmt.number(goal.actual, goal.unit, look.lang, 2, scale),
            target=fmt.number(goal.target, goal.unit, look.lang, 2, scale),
            ratio=fmt.percent(goal.ratio, look.lang),
        )
    ]
    if goal.elapsed is not None:
        parts.append(look.say("chart.formula_elapsed", elapsed=fmt.percent(goal.elapsed, look.lang)))
    parts.append(standing(goal, look) or status_word(goal, look))
    return comma.join(parts)


def rates(goal: Goal, look: Look) -> tuple[str, str]:
    """The rate so far and the one needed, both on one scale: 24.0 亿元 and 52.3 亿元; 583.3 万元 and 2391.6 万元."""
    given = [rate for rate in (goal.run_rate, goal.needed) if rate]
    like = fmt.like_all(given, goal.unit, look.lang, goal.gap)
    rate, amount = (fmt.rounded(number, goal.unit, look.lang, like) for number in (goal.run_rate, goal.needed))
    return rate, amount


def outlook(goal: Goal, look: Look) -> str:
    """What it takes and where it leads: 缺口 392.04 亿元；剩余 7.5 个月，需月均 52.3 亿元…; '' if nothing is open."""
    if not is_open(goal):
        return ""
    parts = [look.say("chart.outlook_gap", gap=fmt.quantity(goal.gap, goal.unit, look.lang, like=goal.target))]
    if goal.needed is not None and goal.months_left:
        rate, amount = rates(goal, look)
        left = look.say("chart.outlook_left", months=fmt.plain(goal.months_left, 1), needed=amount)
        if goal.run_rate is not None and goal.months_done:
            left += look.say("chart.outlook_run", months=fmt.plain(goal.months_done, 1), run_rate=rate)
        parts.append(left)
    if goal.forecast is not None and goal.target:
        said = fmt.quantity(goal.forecast, goal.unit, look.lang, 0 if goal.forecast > 1e10 else 1)
        share = fmt.percent(round(goal.forecast / goal.target, 2), look.lang).replace(".0%", "%")
        end = end_word(goal, look)
        parts.append(look.say("chart.outlook_forecast", end=end, forecast=said, share=share))
    return look.say("format.list_semicolon").join(parts)


def end_word(goal: Goal, look: Look) -> str:
    """What the period's last day is called: 年底, otherwise 期末."""
    stop = goal.period_stop
    at_new_year = stop is not None and (stop.month, stop.day) == (12, 31)
    return look.say("format.year_end" if at_new_year else "format.period_end")


def headline(counts: Mapping[Any, Any], look: Look) -> list[tuple[str, str]]:
    """The board in one sentence, as (text, tone) pieces; tone is 'bad' for what is late, else ''.

    `counts` is the row of `questions.headline`: 8 项目标有进展：1 项已完成，3 项达序时，4 项滞后。最大缺口是……
    """

    def count(name: str) -> int:
        return int(to_number(counts.get(name)) or 0)

    if not count("reported"):
        return [(look.say("chart.headline_none", goals=count("goals")), "")]
    pieces = [(look.say("chart.headline_reported", count=count("reported")), "")]
    parts = [
        (look.say("chart.headline_done", count=count("done")), "" if count("done") else "skip"),
        (look.say("chart.headline_on_pace", count=count("on_pace")), "" if count("on_pace") else "skip"),
    ]
    behind = count("late") + count("severe")
    parts.append((look.say("chart.headline_behind", count=behind), "bad" if behind else "skip"))
    for text, tone in parts:
        if tone != "skip":
            comma = [(look.say("format.list_comma"), "")] if len(pieces) > 1 else []
            pieces += [*comma, (text, tone)]
    return [*pieces, (look.say("format.list_stop") + _largest_gap(counts, look), "")]


def _largest_gap(counts: Mapping[Any, Any], look: Look) -> str:
    missing_amount = to_number(counts.get("biggest_gap_gap"))
    if not missing_amount:
        return ""
    unit = str(counts.get("biggest_gap_unit") or "")
    metric = fmt.clean(counts.get("biggest_gap_metric") or "")
    text = look.say("chart.headline_gap", metric=metric, gap=fmt.quantity(missing_amount, unit, look.lang))
    each = to_number(counts.get("biggest_gap_needed"))
    left = to_number(counts.get("biggest_gap_months_left"))
    if each and left:
        amount = fmt.rounded(each, unit, look.lang, missing_amount)
        text += look.say("format.list_comma")
        text += look.say("chart.headline_needed", months=fmt.plain(left, 1), needed=amount)
    return text + look.say("format.list_stop").rstrip()


TOOLTIP = ("metric", "organisation", "period", "target", "actual", "status", "formula", "outlook", "evidence")


def tooltip(goal: Goal, look: Look) -> dict[str, str]:
    """The texts of a goal's tooltip, keyed by the names in TOOLTIP; '' where there is nothing to say."""
    period = period_of(goal)
    return {
        "metric": goal.metric,
        "organisation": goal.organisation,
        "period": fmt.period(*period, look.lang) if period else "",
        "target": goal.target_text or target(goal, look),
        "actual": "" if goal.actual is None else fmt.quantity(goal.actual, goal.unit, look.lang, like=goal.target),
        "status": no_data_line(goal, look) if goal.status == "no_data" else status_word(goal, look),
        "formula": formula(goal, look),
        "outlook": outlook(goal, look),
        "evidence": evidence(goal, look),
    }


def headline_number(goal: Goal, look: Look) -> str:
    """The one number of a row: the share done, or the value itself where shares mean nothing."""
    if not has_share(goal):
        return fmt.quantity(goal.actual, goal.unit, look.lang, like=goal.target)
    return fmt.percent(goal.ratio, look.lang)


def lead_words(goal: Goal, look: Look) -> str:
    """The status and the lead in short, for the end of a bar: 严重滞后 −15.6."""
    lead = 100 * (goal.lead or 0.0)
    signed = f"{lead:+.1f}".replace("-", "−")
    return f"{look.say(f'status.{goal.status}')} {signed}"
