"""What a person sees: one file a screen, run by Streamlit, and the pieces that screens share."""

SCREENS = ("overview", "goal", "gaps", "timeline", "sources")
