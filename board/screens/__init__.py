"""What a person sees: one file a screen, run by Streamlit, and the pieces that screens share."""

from board.access import Act

SCREENS = ("overview", "goal", "gaps", "timeline", "projects", "briefing", "review", "sources")

# What a person must be allowed to do to open a screen; "view" where nothing is said.
ACTS: dict[str, Act] = {"review": "review"}


def act_of(screen: str) -> Act:
    """Return the act that a screen is for."""
    return ACTS.get(screen, "view")
