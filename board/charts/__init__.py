"""Charts: DataFrame -> alt.Chart, pure, with no Streamlit and no SQL."""

from altair import LayerChart

from board.charts.bullets import board_bullets
from board.charts.burnup import burn_up
from board.charts.changes import change_rows
from board.charts.gantt import gantt
from board.charts.gaps import gap_bars, lead_bars, needed_vs_run
from board.charts.grid import heat_grid, status_strip
from board.charts.pipeline import pipeline_funnel
from board.charts.ranking import ranking_bars
from board.charts.sheet import Frame
from board.charts.theme import Look
from board.charts.timeline import timeline_chart

__all__ = [
    "Frame",
    "LayerChart",
    "Look",
    "board_bullets",
    "burn_up",
    "change_rows",
    "gantt",
    "gap_bars",
    "heat_grid",
    "lead_bars",
    "needed_vs_run",
    "pipeline_funnel",
    "ranking_bars",
    "status_strip",
    "timeline_chart",
]
