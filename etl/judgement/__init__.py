"""People's judgement: what a decision would change, writing it down, and the board that follows.

The review screen is the one that calls this room; `etl.reviews` says what each decision means to a build.
"""

from etl.judgement.adopting import choices, demand_alias, demand_metric
from etl.judgement.carrying_out import CHANGES_A_NUMBER, carry_out, take_back
from etl.judgement.deciding import (
    about_link,
    about_statement,
    addition,
    adoption,
    goal_named,
    keeping,
    read_decision,
    renewal,
    seen,
    undoing,
)
from etl.judgement.preview import Change, Preview, differences, preview

__all__ = [
    "CHANGES_A_NUMBER",
    "Change",
    "Preview",
    "about_link",
    "about_statement",
    "addition",
    "adoption",
    "carry_out",
    "choices",
    "demand_alias",
    "demand_metric",
    "differences",
    "goal_named",
    "keeping",
    "preview",
    "read_decision",
    "renewal",
    "seen",
    "take_back",
    "undoing",
]
