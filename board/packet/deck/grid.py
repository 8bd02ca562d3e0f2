"""A table on a slide: rows of one height, no more lines than are needed, so that a chart can be laid over a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from pptx.oxml import parse_xml

from board.charts.format import clean
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
    canvas: Canvas,
    x: float,
    y: float,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    row_height: float,
    *,
    head: float = HEAD,
    description: str = "",
) -> float:
    """Draw a table with its head, `head` px high; return where the first row begins."""
    titles = [_title(column, head) for column in columns]
    body = _row(titles, columns, head, canvas) + "".join(_row(cells, columns, row_height, canvas) for cells in rows)
    across = round(sum(column.width for column in columns) * PX)
    down = round((head + row_height * len(rows)) * PX)
    widths = "".join(f'<a:gridCol w="{round(column.width * PX)}"/>' for column in columns)
    number = canvas.number()
    said = f"descr={quoteattr(clean(description)[:2000])}" if description else ""
    canvas.tree.append(
        parse_xml(
            f'<p:graphicFrame {NS}><p:nvGraphicFramePr><p:cNvPr id="{number}" name="table {number}" {said}/>'
            '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
            f'<p:xfrm><a:off x="{round(x * PX)}" y="{round(y * PX)}"/><a:ext cx="{across}" cy="{down}"/></p:xfrm>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
            f'<a:tblPr firstRow="1"/><a:tblGrid>{widths}</a:tblGrid>{body}</a:tbl></a:graphicData></a:graphic>'
            "</p:graphicFrame>"
        )
    )
    return y + head


def _title(column: Column, head: float) -> Cell:
    """A column's title in as many lines as its head holds: one that grew would move the rows from under the chart."""
    most = 1 if head < 36 else 2
    size, lines = fit(column.title, column.width - 2 * PAD, ((10.5, most), (9, most), (8, most), (7, most)))
    return Cell(tuple((Run(line, size, LIGHT.soft),) for line in lines) if column.title else ())


def _row(cells: Sequence[Cell], columns: Sequence[Column], height: float, canvas: Canvas) -> str:
    drawn = "".join(_cell(cell, column.align) for cell, column in zip(cells, columns, strict=True))
    canvas.said += [run.words for cell in cells for line in cell.lines for run in line]
    return f'<a:tr h="{round(height * PX)}">{drawn}</a:tr>'


def _cell(cell: Cell, align: str) -> str:
    body = (
        "".join(paragraph(line, align, TIGHT) for line in cell.lines)
        or '<a:p><a:endParaRPr lang="zh-CN" sz="800"/></a:p>'
    )
    edges = _edges(LIGHT.panel, 3, "lnL", "lnR", "lnT", "lnB") if cell.fill else _edges(LIGHT.line, 1, "lnB")
    fill = f'<a:solidFill><a:srgbClr val="{color(cell.fill)}"/></a:solidFill>' if cell.fill else "<a:noFill/>"
    margins = f'marL="{PAD * PX}" marR="{PAD * PX}" marT="0" marB="0"'
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{body}</a:txBody>"
        f'<a:tcPr {margins} anchor="ctr">{edges}{fill}</a:tcPr></a:tc>'
    )


def _edges(ink: str, width: int, *drawn: str) -> str:
    """The four edges of a cell, those that are drawn in one colour: coloured cells stand apart."""
    line = f'w="{width * PX}"><a:solidFill><a:srgbClr val="{color(ink)}"/></a:solidFill>'
    none = 'w="0"><a:noFill/>'
    return "".join(f"<a:{side} {line if side in drawn else none}</a:{side}>" for side in ("lnL", "lnR", "lnT", "lnB"))
