"""A goal: what one body set out to reach of one metric in one period."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from etl.model import Metric


@dataclass(frozen=True, slots=True)
class Goal:
    """What one body set out to reach of one metric in one period, whoever said so and however often."""

    id: str
    organisation: str
    metric: Metric
    start: date
    stop: date
    parent_id: str | None = None


def goal_id(organisation: str, metric_id: str, start: date, stop: date) -> str:
    """Return the id of a goal, the same in every build: a hash of whose, what and when."""
    evidence = "\x1f".join((organisation, metric_id, start.isoformat(), stop.isoformat()))
    return hashlib.sha256(evidence.encode()).hexdigest()[:16]
