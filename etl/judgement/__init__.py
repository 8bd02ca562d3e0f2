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
    corrections,
    goal_named,
    keeping,
    read_decision,
    renewal,
    seen,
    undoing,
)
from etl.judgement.preview import Change, Preview, differences, preview
from etl.model import Better, Decision, XushiError
from etl.review_file import FIELDS

__all__ = [
    "CHANGES_A_NUMBER",
    "FIELDS",
    "Better",
    "Change",
    "Decision",
    "Preview",
    "XushiError",
    "about_link",
    "about_statement",
    "addition",
    "adoption",
    "carry_out",
    "choices",
    "corrections",
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
