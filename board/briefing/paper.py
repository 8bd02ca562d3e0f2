"""A briefing as a Word file, set as offices set theirs: 仿宋 for the text, 黑体 for headings, lists as tables behind.

The text is what a person left in the editor; tables and sources come from the snapshot, so that every number still
opens its sentence on paper.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from board.briefing import phrases
from board.briefing.material import Change, Material
from board.briefing.writing import Source, Text
from board.charts import format as fmt
from board.charts import sentences
from board.charts.rows import records, to_number
from board.charts.theme import Look
from board.packet.stamp import repack

TITLE, HEADING, BODY, SMALL, CELL = ("宋体", 22.0), ("黑体", 16.0), ("仿宋", 16.0), ("仿宋", 12.0), ("仿宋", 9.0)
WIDE = {"metric": 2.0, "organisation": 1.5, "actual": 1.5, "lead": 1.4, "gap": 1.2, "needed": 1.2}  # 1 where not named
TEXT_WIDTH = Cm(15.6)
MOST_ROWS = 120  # of a table behind the text: what is longer nobody reads on paper
LINE = Pt(28)
DOCKET = ("status", "metric", "organisation", "target", "actual", "lead", "gap", "needed")
RANKING = ("rank", "organisation", "fulfilment", "on_track", "reported", "score", "rank_before")
_HEADING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|\d{1,2}\. )")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
Font = tuple[str, float]


def docx(edited: str, text: Text, material: Material, look: Look) -> bytes:
    """Return the Word file of an edited briefing, dated as its snapshot: the same input gives the same bytes."""
    paper = Document()
    _page(paper)
    lines = [line.strip() for line in _CONTROL.sub("", edited).splitlines()]
    _body(paper, [line for line in lines if line])
    for title, names, rows in _tables(material, look):
        _write(paper.add_paragraph(), title, HEADING, keep=True)
        _table(paper, names, [look.say(f"briefing.head_{name}") for name in names], rows[:MOST_ROWS])
        if len(rows) > MOST_ROWS:
            _write(paper.add_paragraph(), look.say("briefing.more_docket", count=len(rows) - MOST_ROWS), SMALL)
    _sources(paper, text.sources, look)
    _signed(paper, material, look)
    core = paper.core_properties
    core.title, core.author, core.comments = text.title, "", material.snapshot
    core.created = core.modified = material.built_at.replace(microsecond=0)
    core.last_modified_by, core.revision = "", 1
    content = io.BytesIO()
    paper.save(content)
    return repack(content.getvalue(), material.built_at)


def _page(paper: Any) -> None:
    """A4 with the margins of official papers."""
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    # Without its language a text of hanzi gets the marks of another region: full stops in the middle of the line.
    language = OxmlElement("w:lang")
    language.set(qn("w:eastAsia"), "zh-CN")
    paper.styles["Normal"].element.get_or_add_rPr().append(language)


def _body(paper: Any, lines: Sequence[str]) -> None:
    """The first line is the title, one in brackets right below it a note; headings are told by their numerals."""
    for number, line in enumerate(lines):
        if number == 0:
            _write(paper.add_paragraph(), line, TITLE, align=WD_ALIGN_PARAGRAPH.CENTER, bold=True)
        elif number == 1 and line[0] in "（(":
            _write(paper.add_paragraph(), line, SMALL, align=WD_ALIGN_PARAGRAPH.CENTER)
        elif _HEADING.match(line):
            _write(paper.add_paragraph(), line, HEADING, indent=True, keep=True)
        else:
            _write(paper.add_paragraph(), line, BODY, indent=True)


def _write(
    paragraph: Paragraph,
    words: str,
    font: Font,
    *,
    align: WD_ALIGN_PARAGRAPH | None = None,
    bold: bool = False,
    indent: bool = False,
    keep: bool = False,
) -> None:
    name, size = font
    run = paragraph.add_run(words)
    run.font.name, run.font.size, run.font.bold = name, Pt(size), bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing = LINE if size >= 16 else Pt(1.6 * size)
    shape.keep_with_next = keep
    if indent:
        shape.first_line_indent = Pt(2 * size)
    if align is not None:
        paragraph.alignment = align


def _tables(material: Material, look: Look) -> Iterable[tuple[str, tuple[str, ...], list[list[str]]]]:
    """Yield what is listed behind the text as (title, columns, rows): the red and yellow list, and the ranking."""
    behind = material.with_status("severe", "late")
    if behind:
        rows = [_docket_row(change, look) for change in behind]
        yield look.say("briefing.table_docket"), DOCKET, rows
    ranked = [row for row in records(material.ranking) if row["rank"] is not None]
    if len(ranked) > 1 and material.asked.span.kind != "week":
        yield look.say("briefing.table_ranking"), RANKING, [_ranking_row(row, look) for row in ranked]


def _docket_row(change: Change, look: Look) -> list[str]:
    goal = change.goal
    owner = change.owner if not change.leader else f"{change.owner}\n{change.leader}"
    cells = [
        look.say(f"status.{goal.status}"),
        goal.metric,
        owner,
        sentences.target(goal, look),
        sentences.result(goal, look).replace(" · ", "\n"),
        sentences.standing(goal, look),
        sentences.gap(goal, look),
        sentences.needed(goal, look),
    ]
    return [phrases.tight(cell, look) for cell in cells]


def _ranking_row(row: dict[str, Any], look: Look) -> list[str]:
    before = to_number(row["rank_before"])
    return [
        str(int(row["rank"])),
        str(row["organisation"]),
        *(fmt.percent(to_number(row[name]), look.lang) for name in ("fulfilment", "on_track", "reported")),
        f"{to_number(row['score']) or 0:.1f}",
        look.say("format.none") if before is None else str(int(before)),
    ]


def _table(paper: Any, names: Sequence[str], head: list[str], rows: list[list[str]]) -> None:
    table = paper.add_table(rows=0, cols=len(names))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    shares = [WIDE.get(name, 1.0) for name in names]
    for number, row in enumerate([head, *rows]):
        line = table.add_row()
        _mark(line, "w:cantSplit")
        for cell, words, share in zip(line.cells, row, shares, strict=True):
            cell.width = round(TEXT_WIDTH * share / sum(shares))
            align = WD_ALIGN_PARAGRAPH.CENTER if number == 0 else None
            _write(cell.paragraphs[0], _CONTROL.sub("", words), CELL, bold=number == 0, align=align)
        if number == 0:
            _mark(line, "w:tblHeader")


def _mark(row: Any, name: str) -> None:
    """Set a property of a row: that it stays on one page, or stands again as the head on each."""
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _sources(paper: Any, sources: Sequence[Source], look: Look) -> None:
    if not sources:
        return
    _write(paper.add_paragraph(), look.say("briefing.sources"), HEADING, keep=True)
    for source in sources:
        words = look.say("briefing.source_line", number=source.number, words=source.words)
        _write(paper.add_paragraph(), _CONTROL.sub("", words), SMALL)


def _signed(paper: Any, material: Material, look: Look) -> None:
    day = material.asked.as_of.isoformat()
    _write(paper.add_paragraph(), look.say("briefing.signed", day=day, snapshot=material.snapshot), SMALL)
