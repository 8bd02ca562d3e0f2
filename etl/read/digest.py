"""Pages that gather pieces of several bodies: 信息汇编, 信息摘编, each with its own place and day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from etl.model import Document
from etl.patterns import pattern_of
from etl.read.blocks import BARE, Block
from etl.read.dating import Page, date_articles, states_its_day
from etl.read.piece import body_of_piece

_SEVERAL = pattern_of(
    r"(?:有关|相关|部分|一些|其他|多个?|[几若]干?个?|各)"
    r"(?:地|省|市|州|盟|区|县|旗|镇|乡|村|街道|单位|部门|企业|公司|集团|园区|开发区|城市|项目)"
)
_PLACE_OPENS = pattern_of(
    r"[一-龥]{2,7}?(?:省|自治区|市|自治州|盟|县|区|旗|镇|乡|街道)(?:$|[：:]|(?:[一-龥]{0,4}(?:经济|概况|情况|发展|运行|简介))$)"
)
_PLACE_ALONE = pattern_of(r"[一-龥]{2,7}?(?:自治州|市|盟|县|区|旗|镇|乡|街道)[：:]?$")
_PIECES = 2
"""So many headings with a dateline under them make a page a digest."""


def names_several(organisation: str) -> bool:
    """Tell a word for bodies that are not named: 有关省市, 各县区, 多地. Each piece then tells its own."""
    return bool(_SEVERAL.match(organisation))


def is_place_alone(heading: str) -> bool:
    """Tell a heading that is nothing but a place's name: 云桥镇. What is numbered 一、 under it is of that place."""
    return bool(_PLACE_ALONE.match(heading))


def ends_masthead(blocks: Sequence[Block], number: int, after: str = "meta") -> bool:
    """信息摘编 | 第10期 2023年10月23日 | 青川建成水厂 | （来源：青川日报 2022年4月30日）: the first piece."""
    if not 0 < number < len(blocks) - 1 or blocks[number - 1].kind != after or blocks[number].kind != "heading":
        return False
    under = blocks[number + 1]
    return under.kind == "meta" and states_its_day(under.text)


def first_piece(blocks: Sequence[Block]) -> list[int]:
    """Return where the first piece of a page of several bodies begins, where only titles stand above it.

    区县经济摘编 | 青石建成水厂 | 发布时间：2022-04-30: the title with a day under it, not that of the page.
    """
    for number in range(1, len(blocks) - 1):
        if blocks[number - 1].kind not in ("heading", "meta"):
            return []
        if ends_masthead(blocks, number, after="heading"):
            return [number]
    return []


def undated_pieces(blocks: Sequence[Block], starts: Sequence[int]) -> list[int]:
    """Return where further pieces of a digest begin: 青川县 | 青川县位于…, with no dateline under the name.

    Only where other pieces have one does a heading that is nothing but a place open a piece; elsewhere it is a section.
    """
    dated = [start for start in starts if start and blocks[start].kind == "heading"]
    if len(dated) < _PIECES:
        return []
    known = frozenset(starts)
    return [number for number in range(dated[0], len(blocks) - 1) if number not in known and _is_place(blocks, number)]


def places_told_of(blocks: Sequence[Block], starts: Sequence[int]) -> list[int]:
    """Return where the pieces of a page of several bodies begin: at each title that, with its text, names one.

    江北年内投建30个安置房项目 | 记者从江北区建设局获悉，…: other titles are headings within a piece.
    """
    known = frozenset(starts)
    return [
        number
        for number in range(1, len(blocks) - 1)
        if number not in known and _is_title(blocks, number) and _tells_of_a_body(blocks, number)
    ]


def _is_title(blocks: Sequence[Block], number: int) -> bool:
    block, before = blocks[number], blocks[number - 1]
    alone = block.kind == "heading" and block.level == BARE and blocks[number + 1].kind == "text"
    return alone and (before.kind != "heading" or number == 1)


def _tells_of_a_body(blocks: Sequence[Block], number: int) -> bool:
    texts = takewhile(lambda block: block.kind == "text", blocks[number + 1 :])
    return bool(body_of_piece(blocks[number].text, "\n".join(block.text for block in texts)))


def _is_place(blocks: Sequence[Block], number: int) -> bool:
    block, after = blocks[number], blocks[number + 1]
    alone = block.kind == "heading" and block.level == BARE and after.kind == "text"
    return alone and blocks[number - 1].kind == "text" and bool(_PLACE_OPENS.match(block.text))


def own_days(document: Document, pages: Sequence[Page]) -> list[tuple[date | None, bool]]:
    """Return (published on, stated) of each piece that states a day before the page's; (None, False) of others.

    发布时间：2011-07-12 under a heading of a digest of 2018: 今年 there is 2011.
    """
    day = document.published_on
    if len(pages) <= _PIECES or day is None:
        return [(None, False)] * len(pages)
    found = date_articles(pages)
    return [(own, True) if stated and own is not None and own < day else (None, False) for own, stated in found]
