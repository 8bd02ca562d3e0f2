"""Charts: DataFrame -> alt.Chart, pure, with no Streamlit and no SQL."""

from board.charts.bullets import board_bullets
from board.charts.burnup import burn_up
from board.charts.sheet import Frame
from board.charts.theme import Look

__all__ = ["Frame", "Look", "board_bullets", "burn_up"]
