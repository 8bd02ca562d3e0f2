"""The packet of a meeting: an album as slides, as a book of pages, as a workbook and as a folder of pictures.

Pure: an album in, bytes out. No Streamlit, no database, no clock: the same album gives the same bytes.
"""

from board.packet.archive import archive
from board.packet.book import book
from board.packet.contents import Progressed, nobody
from board.packet.slides import slides
from board.packet.workbook import workbook

__all__ = ["Progressed", "archive", "book", "nobody", "slides", "workbook"]
