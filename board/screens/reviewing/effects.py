"""What a decision changes on the board, in words: 签约额：500亿元 → 300亿元，21.6% → 36.0%，严重滞后 → 滞后."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from board import state
from board.charts import format as fmt
from board.screens import style
from board.screens.reviewing import sentence
from board.state import word
from etl.judgement import Change, Preview

SHOWN = 4
ARROW = " → "

Row = Mapping[str, Any]


def line(head: str, changes: Sequence[Change]) -> str:
    """Return one line of safe markup: what was done, and what changed with it."""
    return style.tag("p", f"<b>{style.text(head)}</b> {said(changes)}", "xs-effect")


def preview(found: Preview | None) -> str:
    """Return what would change as safe markup."""
    if found is None:
        return ""
    if found.stale:
        return style.tag("p", style.text(word("review.would_be_stale")), "xs-effect")
    return style.tag("p", said(found.changes), "xs-effect")


def said(changes: Sequence[Change]) -> str:
    """Say the changes of the goals, the first few; that nothing changes where there is none."""
    if not changes:
        return style.tag("span", style.text(word("review.no_change")), "xs-soft")
    parts = [_change(change) for change in changes[:SHOWN]]
    if changes[SHOWN:]:
        parts.append(style.text(word("review.more_changes", count=len(changes) - SHOWN)))
    return style.text(word("format.list_semicolon")).join(parts)


def _change(change: Change) -> str:
    goal = change.after or change.before
    assert goal is not None, "a change has a side"
    name = style.tag("b", style.text(sentence.goal_name(goal)))
    if change.before is None:
        return f"{name} {style.text(word('review.goal_new'))} {_standing(goal)}"
    if change.after is None:
        return f"{name} {style.text(word('review.goal_gone'))}"
    pairs = [_pair(show(change.before), show(change.after)) for show in (_target, _actual, _ratio, _status)]
    comma = style.text(word("format.list_comma"))
    return f"{name} {comma.join(pair for pair in pairs if pair)}"


def _pair(before: str, after: str) -> str:
    none = style.text(word("format.none"))
    return "" if before == after else f"{before or none}{ARROW}{after or none}"


def _standing(goal: Row) -> str:
    comma = style.text(word("format.list_comma"))
    return comma.join(part for part in (_target(goal), _actual(goal), _ratio(goal), _status(goal)) if part)


def _target(goal: Row) -> str:
    bound = fmt.bound(
        goal["target_low"], goal["target_high"], str(goal["comparator"]), str(goal["unit"]), state.view().lang
    )
    return style.text(bound)


def _actual(goal: Row) -> str:
    if goal["actual"] is None:
        return ""
    return style.text(
        word("review.done_so_far", actual=fmt.quantity(goal["actual"], str(goal["unit"]), state.view().lang))
    )


def _ratio(goal: Row) -> str:
    return style.text(fmt.percent(goal["ratio"], state.view().lang)) if goal["ratio"] is not None else ""


def _status(goal: Row) -> str:
    status = str(goal["status"])
    return style.status_mark(status, word(f"status.{goal['status_reason'] or status}"))
