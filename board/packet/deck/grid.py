"""A table on a slide: rows of one height, no more lines than are needed, so that a chart can be laid over a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pptx.oxml import parse_xml

from board.charts.theme import LIGHT
from board.packet.deck.canvas import NS, Canvas, Line, Run, fit, paragraph
from board.packet.deck.template import PX, color

HEAD = 30
PAD = 6
TIGHT = 90  # percent: two sizes of words in a row


@dataclass(frozen=True, slots=True)
class Column:
    """A column's title, its width in px and where its words stand."""

    title: str
    width: float
    align: str = "l"


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines of a cell; `fill` is the colour behind them."""

    lines: tuple[Line, ...] = ()
    fill: str = ""


def draw_table(
    canvas: Canvas, x: float, y: float, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], row_height: float
) -> float:
    """Draw a table with its head; return where the first row begins."""
    head = [_title(column) for column in columns]
    body = _row(head, columns, HEAD, canvas) + "".join(_row(cells, columns, row_height, canvas) for cells in rows)
    across = round(sum(column.width for column in columns) * PX)
    down = round((HEAD + row_height * len(rows)) * PX)
    widths = "".join(f'<a:gridCol w="{round(column.width * PX)}"/>' for column in columns)
    number = canvas.number()
    canvas.tree.append(
        parse_xml(
            f'<p:graphicFrame {NS}><p:nvGraphicFramePr><p:cNvPr id="{number}" name="table {number}"/>'
            '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
            f'<p:xfrm><a:off x="{round(x * PX)}" y="{round(y * PX)}"/><a:ext cx="{across}" cy="{down}"/></p:xfrm>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
            f'<a:tblPr firstRow="1"/><a:tblGrid>{widths}</a:tblGrid>{body}</a:tbl></a:graphicData></a:graphic>'
            "</p:graphicFrame>"
        )
    )
    return y + HEAD


def _title(column: Column) -> Cell:
    """A column's title on one line: a head that grew would move the rows from under what is laid over them."""
    size, lines = fit(column.title, column.width - 2 * PAD, ((10.5, 1), (9, 1), (8, 1), (7, 1)))
    return Cell(((Run(lines[0], size, LIGHT.soft),),) if column.title else ())


def _row(cells: Sequence[Cell], columns: Sequence[Column], height: float, canvas: Canvas) -> str:
    drawn = "".join(_cell(cell, column.align) for cell, column in zip(cells, columns, strict=True))
    canvas.said += [run.words for cell in cells for line in cell.lines for run in line]
    return f'<a:tr h="{round(height * PX)}">{drawn}</a:tr>'


def _cell(cell: Cell, align: str) -> str:
    body = (
        "".join(paragraph(line, align, TIGHT) for line in cell.lines)
        or '<a:p><a:endParaRPr lang="zh-CN" sz="800"/></a:p>'
    )
    none = "".join(f'<a:{side} w="0"><a:noFill/></a:{side}>' for side in ("lnL", "lnR", "lnT"))
    under = f'<a:lnB w="{PX}"><a:solidFill><a:srgbClr val="{color(LIGHT.line)}"/></a:solidFill></a:lnB>'
    fill = f'<a:solidFill><a:srgbClr val="{color(cell.fill)}"/></a:solidFill>' if cell.fill else "<a:noFill/>"
    margins = f'marL="{PAD * PX}" marR="{PAD * PX}" marT="0" marB="0"'
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{body}</a:txBody>"
        f'<a:tcPr {margins} anchor="ctr">{none}{under}{fill}</a:tcPr></a:tc>'
    )
