"""Word documents: what they say in order, and those that must not or cannot be opened."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import docx
from docx.oxml import parse_xml

from etl.build import read_statements
from etl.read import read_document, split_articles
from etl.vocabulary import load_vocabulary
from tests.word_files import GOAL, OPENING, W, found, lines, packed, report, saved


def test_a_goal_is_read_under_its_headings(tmp_path: Path) -> None:
    path = saved(tmp_path, report())
    assert lines(path) == ["# 临江区2024年工作要点", "发布时间：2024-05-06", "## 一、扩大投资", GOAL]
    document, statements = read_statements(path, tmp_path, load_vocabulary(None))
    (goal,) = statements
    assert (goal.kind, goal.metric.name, goal.quantity.low) == ("target", "签约额", Decimal(50_000_000_000))
    assert goal.sentence.headings == ("一、扩大投资",)
    assert (document.title, document.organisation) == ("临江区2024年工作要点", "临江区")
    assert (document.published_on, document.published_stated) == (date(2024, 5, 6), True)


def test_several_first_headings_do_not_cut_the_document(tmp_path: Path) -> None:
    document = docx.Document()
    for title in ("一、扩大投资", "二、服务企业"):
        document.add_heading(title, 1)
        document.add_paragraph(GOAL)
    read = read_document(saved(tmp_path, document))
    assert read.text.startswith("## 一、扩大投资\n")
    assert len(split_articles(read)) == 1


def test_a_lone_first_heading_is_the_title(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("临江区2024年工作要点", 1)
    document.add_heading("扩大投资", 2)
    assert lines(saved(tmp_path, document)) == ["# 临江区2024年工作要点", "## 扩大投资"]


def test_a_whole_paragraph_in_a_heading_style_is_text(tmp_path: Path) -> None:
    document = report()
    document.add_heading(f"（一）招商引资。{GOAL}", 2)
    assert lines(saved(tmp_path, document))[-1] == f"（一）招商引资。{GOAL}"


def test_a_style_of_ones_own_based_on_a_heading_is_a_heading(tmp_path: Path) -> None:
    document = report()
    style = document.styles.add_style("章节", 1)
    style.base_style = document.styles["Heading 2"]  # type: ignore[attr-defined]
    document.add_paragraph("（一）招商引资", style="章节")
    assert lines(saved(tmp_path, document))[-1] == "### （一）招商引资"


def test_a_table_stands_in_its_place_and_is_read(tmp_path: Path) -> None:
    document = report()
    table = document.add_table(rows=3, cols=5)
    cells = ("序号|指标|单位|2024年目标|1—4月完成", "1|固定资产投资|亿元|60|20.5", "2|新签约项目数|个|60|20")
    for row, texts in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts.split("|"), strict=True):
            cell.text = text
    document.add_paragraph("以上任务请抓好落实。")
    path = saved(tmp_path, document)
    assert lines(path)[-3:] == [
        "固定资产投资 · 2024年目标 60亿元，1—4月完成 20.5亿元。",
        "新签约项目数 · 2024年目标 60个，1—4月完成 20个。",
        "以上任务请抓好落实。",
    ]
    assert found(path) >= {
        ("target", "固定资产投资", Decimal(6_000_000_000)),
        ("actual", "固定资产投资", Decimal(2_050_000_000)),
        ("target", "新签约项目数", Decimal(60)),
        ("actual", "新签约项目数", Decimal(20)),
    }


def test_merged_cells_are_given_to_each_row_they_cover(tmp_path: Path) -> None:
    document = report()
    table = document.add_table(rows=3, cols=3)
    for row, texts in zip(table.rows, ("领域|指标|目标", "投资|签约额|500亿元", "|项目数|60个"), strict=True):
        for cell, text in zip(row.cells, texts.split("|"), strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    assert lines(saved(tmp_path, document))[-2:] == ["投资 · 签约额 · 目标 500亿元。", "投资 · 项目数 · 目标 60个。"]


def test_a_table_for_layout_is_read_as_paragraphs(tmp_path: Path) -> None:
    document = report()
    document.add_table(rows=1, cols=1).cell(0, 0).add_paragraph("全年新签约项目60个以上。")
    assert lines(saved(tmp_path, document))[-1] == "全年新签约项目60个以上。"


def test_insertions_count_and_deletions_do_not(tmp_path: Path) -> None:
    document = report()
    paragraph = document.add_paragraph("力争全年新签约项目")
    paragraph._p.append(parse_xml(f"<w:del {W}><w:r><w:delText>50个</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {W}><w:r><w:t>60个以上。</w:t></w:r></w:ins>"))
    path = saved(tmp_path, document)
    assert lines(path)[-1] == "力争全年新签约项目60个以上。"
    assert ("target", "新签约项目数", Decimal(60)) in found(path)


def test_text_in_a_content_control_and_in_a_box_is_read(tmp_path: Path) -> None:
    document = report()
    control = f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>{OPENING}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(0, parse_xml(control))
    box = f"<w:r {W}><w:pict><w:txbxContent><w:p><w:r><w:t>框内文字。</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    document.paragraphs[-1]._p.append(parse_xml(box))
    text = lines(saved(tmp_path, document))
    assert (text[0], text[-2:]) == (OPENING, [GOAL, "框内文字。"])


def test_the_properties_give_a_title_that_the_text_bears_out(tmp_path: Path) -> None:
    document = report()
    document.core_properties.title = "公文模板"
    assert read_document(saved(tmp_path, document)).title == "临江区2024年工作要点"
    document.core_properties.title = "临江区2024年工作要点"
    assert read_document(saved(tmp_path, document)).title == "临江区2024年工作要点"


def test_the_last_change_dates_a_text_without_a_year_and_is_inferred(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(OPENING)
    document.core_properties.modified = datetime(2024, 5, 7, 9, 30)
    read = read_document(saved(tmp_path, document))
    assert (read.published_on, read.published_stated, read.notes) == (date(2024, 5, 7), False, ())
    document.add_paragraph("2023年完成投资50亿元。")
    assert read_document(saved(tmp_path, document)).published_on != date(2024, 5, 7)


def test_a_footnote_is_read_below_its_paragraph(tmp_path: Path) -> None:
    document = report()
    document.paragraphs[-1]._p.append(parse_xml(f'<w:r {W}><w:footnoteReference w:id="2"/></w:r>'))
    document.add_paragraph("以上任务请抓好落实。")
    path = saved(tmp_path, document)
    paragraph = "<w:p><w:r><w:t>2023年签约额420亿元。</w:t></w:r></w:p>"
    note = f'<w:footnotes {W}><w:footnote w:id="2">{paragraph}</w:footnote></w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"

    def edit(name: str, content: bytes) -> bytes:
        override = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/>'
        said = {
            "[Content_Types].xml": ("</Types>", f"{override}</Types>"),
            "word/_rels/document.xml.rels": (
                "</Relationships>",
                f'<Relationship Id="rId99" Type="{link}" Target="footnotes.xml"/></Relationships>',
            ),
        }
        old, new = said.get(name, ("", ""))
        return content.replace(old.encode(), new.encode()) if old else content

    path.write_bytes(packed(path.read_bytes(), edit))
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("word/footnotes.xml", note)
    assert lines(path)[-3:] == [GOAL, "2023年签约额420亿元。", "以上任务请抓好落实。"]
