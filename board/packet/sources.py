"""Where numbers come from, in words: the documents of a goal, its sentences, and who ruled between its targets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from board.charts import format as fmt
from board.charts import sentences
from board.charts.rows import Goal, records, to_day
from board.charts.theme import Look
from board.packet.contents import GoalSheet, Rival, Said

DOCUMENTS_NAMED = 3


def documents(evidence: pd.DataFrame, look: Look) -> str:
    """Name the documents that say a goal's numbers, each with its day: 大会报道（2024-02-18）."""
    named: dict[str, None] = {}
    for row in records(evidence):
        title, day = fmt.clean(row.get("document_title") or ""), to_day(row.get("published_on"))
        key = "document" if row.get("published_stated") else "document_inferred"
        said = look.say(f"export.{key}", title=title, day=day.isoformat()) if title and day else title
        if said:
            named[said] = None
    text = look.say("format.list_and").join(list(named)[:DOCUMENTS_NAMED])
    more = look.say("export.source_more", count=len(named)) if len(named) > DOCUMENTS_NAMED else ""
    return text + more


def sheet_of(goal: Goal, targets: pd.DataFrame, reports: pd.DataFrame, look: Look) -> GoalSheet:
    """Return a goal with its formula, its rival bounds side by side, and every sentence that gives a number of it."""
    said = [_said("target", row, look) for row in records(targets)]
    said += [_said("actual", row, look) for row in records(reports)][::-1]
    return GoalSheet(
        goal=goal,
        formula=sentences.formula(goal, look),
        outlook=sentences.outlook(goal, look),
        rivals=tuple(_rivals(goal, targets, look)),
        said=tuple(sorted(said, key=lambda one: not one.current)),
    )


def _said(kind: str, row: Mapping[str, Any], look: Look) -> Said:
    day = to_day(row.get("published_on"))
    inferred = "" if row.get("published_stated") or day is None else look.say("chart.inferred")
    return Said(
        kind=look.say(f"evidence.{kind}"),
        document=fmt.clean(row.get("document_title") or ""),
        day=f"{day.isoformat()}{inferred}" if day else "",
        quote=fmt.clean(row.get("quote") or ""),
        sentence=fmt.clean(row.get("sentence") or row.get("quote") or ""),
        current=bool(row.get("official") if kind == "target" else row.get("is_current")),
    )


def _rivals(goal: Goal, targets: pd.DataFrame, look: Look) -> list[Rival]:
    """Return each bound once, the official one first."""
    seen: dict[int, Mapping[str, Any]] = {}
    for row in records(targets):
        seen.setdefault(int(row.get("rival") or 0), row)
    return [_rival(goal, row, look) for row in seen.values()]


def _rival(goal: Goal, row: Mapping[str, Any], look: Look) -> Rival:
    status = str(row.get("status") or "no_data")
    verdict = look.say(f"status.{(row.get('status_reason') or status) if status == 'no_data' else status}")
    if goal.accumulates and row.get("ratio") is not None:
        verdict += f" · {fmt.percent(row['ratio'], look.lang)}"
    paced = row.get("lead") is not None and goal.accumulates and status not in {"done", "no_data"}
    official = bool(row.get("official"))
    why = (
        look.say(f"goal.why_{row['why_official']}") if official and row.get("why_official") else look.say("goal.rival")
    )
    day = to_day(row.get("published_on"))
    facts = [day.isoformat() if day else "", why, look.say("goal.implied") if row.get("basis") == "implied" else ""]
    return Rival(
        bound=fmt.bound(row.get("low"), row.get("high"), str(row.get("comparator") or "="), goal.unit, look.lang),
        status=status,
        verdict=verdict,
        lead=fmt.lead(row["lead"], look.lang) if paced else "",
        why=" · ".join(fact for fact in facts if fact),
        official=official,
    )


def notes_of(sheet: GoalSheet, look: Look) -> tuple[str, ...]:
    """Return what a speaker may be asked about a goal: the arithmetic with its inputs, then the evidence verbatim."""
    lines = [look.say("packet.notes_formula", formula=sheet.formula)]
    lines += [look.say("packet.notes_outlook", outlook=sheet.outlook)] if sheet.outlook else []
    for rival in sheet.rivals:
        verdict = " · ".join(filter(None, (rival.verdict, rival.lead)))
        lines.append(look.say("packet.notes_rival", bound=rival.bound, verdict=verdict, why=rival.why))
    lines.append(look.say("packet.notes_evidence"))
    return (*lines, *(quoted(one, look) for one in sheet.said))


def quoted(one: Said, look: Look) -> str:
    """Say one piece of evidence in a line: 目标《大会报道》2024-02-18：“……”."""
    where = " ".join(part for part in (one.document, one.day) if part)
    return look.say("packet.quoted", kind=one.kind, where=where, sentence=one.sentence)
