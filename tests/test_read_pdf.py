"""PDF files: columns and articles kept apart, and what cannot be read named by its page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import noto_cjk
import pytest
from fontTools import subset
from fpdf import FPDF
from PIL import Image
from pypdf import PdfReader, PdfWriter

from etl.build import read_statements
from etl.model import DocumentError
from etl.read import pdf, read_document, split_articles
from etl.vocabulary import load_vocabulary
from tests.refusals import refused

MASTHEAD = "临江日报 2024年5月8日"
HEADLINE = "临江区全力以赴抓项目促投资稳增长保民生惠企业"
FIRST = (
    "本报讯 5月6日，临江区召开2024年招商引资工作推进会，安排部署全年工作。会议强调，要抢抓机遇，乘势而上，"
    "力争全年签约额达到500亿元以上，新签约项目60个以上，确保完成各项目标任务。",
    "会议要求，各部门要压实责任，主动作为，全力服务企业发展，推动项目早落地、早开工、早见效。",
)
SECOND = (
    "本报讯 5月7日，临江区召开2024年重点项目推进会。今年全区计划实施重点项目91个，全年计划完成投资91.3亿元以上。"
    "截至4月底，已完成投资35.6亿元，占年度计划的39%。",
    "会议指出，要紧盯时间节点，强化要素保障，加快项目建设进度，确保按期建成投产，为全区发展作出贡献。",
)
THIRD = (
    "本报讯 5月8日，临江区走访企业。区领导先后来到三家企业，详细了解生产经营情况，现场解决用工、用地、融资等问题。",
)
ACROSS = "通版文字在两栏之下，跨过中缝，全年计划完成固定资产投资60亿元以上，人人努力，个个争先。"
OTHERS = (
    "招商引资推进会召开重点项目第页共指标目标完成签约额固定资产投资新签约项目数单位：亿元—1234567890-/"
    "（）一、扩大临江区工作要点"
)


@pytest.fixture(scope="session")
def font(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small font with the signs of these tests, since the whole one takes seconds a file."""
    path = tmp_path_factory.mktemp("font") / "font.otf"
    options = subset.Options(font_number=2, layout_features=[])
    whole = subset.load_font(str(noto_cjk.otc_path("sans")), options)
    tool = subset.Subsetter(options)
    tool.populate(text="".join((MASTHEAD, HEADLINE, *FIRST, *SECOND, *THIRD, ACROSS, OTHERS)) + " ")
    tool.subset(whole)
    subset.save_font(whole, str(path), options)
    return path


class Sheet(FPDF):
    """A file on which lines are put by hand, as a newspaper's are."""

    def __init__(self, font: Path, pages: int = 1) -> None:
        super().__init__()
        self.set_auto_page_break(False)
        self.add_font("cjk", fname=font)
        for _ in range(pages):
            self.add_page()

    def put(self, x: float, y: float, text: str, size: float = 10.5) -> float:
        self.set_font("cjk", size=size)
        self.text(x, y, text)
        return y + 0.6 * size

    def column(self, x: float, y: float, title: str, paragraphs: Sequence[str], width: int = 16) -> float:
        """Put an article as a column of `width` characters, its paragraphs indented by two."""
        y = self.put(x, y, title, 15) if title else y
        em = 10.5 * 25.4 / 72
        for paragraph in paragraphs:
            y = self.put(x + 2 * em, y, paragraph[: width - 2])
            for start in range(width - 2, len(paragraph), width):
                y = self.put(x, y, paragraph[start : start + width])
        return y

    def saved(self, folder: Path) -> Path:
        (folder / "a.pdf").write_bytes(bytes(self.output()))
        return folder / "a.pdf"


def newspaper(font: Path) -> Sheet:
    page = Sheet(font)
    page.put(20, 12, MASTHEAD, 9)
    page.put(20, 28, HEADLINE, 22)
    stop = max(
        page.column(20, 45, "招商引资推进会召开", FIRST),
        page.column(110, 48, "重点项目推进会召开", SECOND),
    )
    page.put(20, stop + 6, ACROSS)
    page.put(100, 290, "— 1 —", 9)
    return page


@pytest.fixture(scope="session")
def printed(font: Path) -> bytes:
    """Return the newspaper as a file."""
    return bytes(newspaper(font).output())


@pytest.fixture
def paper(tmp_path: Path, printed: bytes) -> Path:
    (tmp_path / "a.pdf").write_bytes(printed)
    return tmp_path / "a.pdf"


def found(path: Path) -> set[tuple[str, str, Decimal | None]]:
    _, statements = read_statements(path, path.parent, load_vocabulary(None))
    return {(s.kind, s.metric.name, s.quantity.low) for s in statements}


def test_columns_and_articles_are_kept_apart(paper: Path) -> None:
    document = read_document(paper)
    assert document.text.split("\n") == [
        f"# {HEADLINE}",
        MASTHEAD,
        "# 招商引资推进会召开",
        *FIRST,
        "# 重点项目推进会召开",
        *SECOND,
        ACROSS,
        "",
    ]
    assert len(split_articles(document)) == 2
    assert (document.published_on, document.notes) == (date(2024, 5, 8), ())
    assert found(paper) >= {
        ("target", "签约额", Decimal(50_000_000_000)),
        ("target", "新签约项目数", Decimal(60)),
        ("target", "重点项目完成投资", Decimal(9_130_000_000)),
        ("actual", "重点项目完成投资", Decimal(3_560_000_000)),
    }


def test_three_columns_are_read_one_after_the_other(tmp_path: Path, font: Path) -> None:
    page = Sheet(font)
    page.put(15, 20, HEADLINE, 22)
    for x, paragraphs in ((15, FIRST), (77, SECOND), (139, THIRD)):
        page.column(x, 35, "", paragraphs, 15)
    text = read_document(page.saved(tmp_path)).text
    assert text.split("\n") == [f"# {HEADLINE}", *FIRST, *SECOND, *THIRD, ""]


def test_a_paragraph_goes_on_over_the_end_of_a_column_and_a_page(tmp_path: Path, font: Path) -> None:
    page = Sheet(font, pages=0)
    for number, text in enumerate((FIRST[0][:80], FIRST[0][80:]), 1):
        page.add_page()
        page.put(90, 12, "临江区工作要点", 9)
        for line, start in enumerate(range(0, len(text), 40)):
            page.put(25, 30 + 7 * line, text[start : start + 40])
        page.put(95, 288, f"第{number}页 共2页", 9)
    path = page.saved(tmp_path)
    text = read_document(path).text
    assert "工作要点" not in text
    assert "页" not in text
    assert ("target", "签约额", Decimal(50_000_000_000)) in found(path)


def test_a_table_is_read_row_by_row(tmp_path: Path, font: Path) -> None:
    page = Sheet(font)
    page.put(60, 20, "临江区2024年工作要点", 18)
    page.put(25, 32, "5月6日，临江区召开2024年工作会议，部署各项目标任务。")
    rows = (
        ("指标", "2024年目标", "1—4月完成"),
        ("签约额", "500亿元", "107.96亿元"),
        ("固定资产投资", "60亿元", "20亿元"),
        ("新签约项目数", "60个", "20个"),
    )
    for number, row in enumerate(rows):
        for x, cell in zip((25, 80, 130), row, strict=True):
            page.put(x, 45 + 8 * number, cell)
    path = page.saved(tmp_path)
    assert "签约额 · 2024年目标 500亿元，1—4月完成 107.96亿元。" in read_document(path).text
    assert found(path) >= {
        ("target", "签约额", Decimal(50_000_000_000)),
        ("actual", "签约额", Decimal(10_796_000_000)),
        ("target", "新签约项目数", Decimal(60)),
        ("actual", "新签约项目数", Decimal(20)),
    }


def test_a_turned_page_is_read_upright(tmp_path: Path, font: Path) -> None:
    page = Sheet(font)
    with page.rotation(90, 105, 148):
        page.column(0, 120, "", FIRST, 30)
    assert read_document(page.saved(tmp_path)).text.split("\n") == [*FIRST, ""]


def test_a_watermark_is_left_out(tmp_path: Path, font: Path) -> None:
    page = newspaper(font)
    with page.rotation(45, 105, 148):
        page.put(60, 148, "临江区目标", 60)
    assert "临江区目标" not in read_document(page.saved(tmp_path)).text


def add_picture(page: FPDF) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 40), "grey").save(picture, "png")
    page.add_page()
    page.image(picture, 10, 10, 100)


def test_a_scan_is_refused_by_its_page(tmp_path: Path, font: Path) -> None:
    page = Sheet(font, pages=0)
    add_picture(page)
    add_picture(page)
    assert "page 1, 2 holds no text, only a picture; a scan has to pass" in refused(page.saved(tmp_path))


def test_a_scanned_page_among_others_is_noted(tmp_path: Path, font: Path) -> None:
    page = newspaper(font)
    page.add_page()
    add_picture(page)
    document = read_document(page.saved(tmp_path))
    assert ACROSS in document.text
    (note,) = document.notes
    assert note.startswith("a.pdf: page 3 holds no text, only a picture")
    assert note.endswith("; the rest was read")


def test_blank_pages_alone_are_refused(tmp_path: Path, font: Path) -> None:
    assert "no page holds anything" in refused(Sheet(font, pages=2).saved(tmp_path))


def test_a_password_is_named(paper: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(paper))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(paper)
    assert "protected by a password; save a copy without one" in refused(paper)


def test_a_file_that_anyone_may_open_but_not_change_is_read(paper: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(paper))
    writer.encrypt("", "owner", algorithm="RC4-128")
    writer.write(paper)
    assert ACROSS in read_document(paper).text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (bytes(range(256)) * 40, "the file is no PDF"),
        (b"PK\x03\x04" + bytes(100), "the file is no PDF"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<", "damaged or cut short"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, "damaged or cut short"),
    ],
)
def test_what_is_no_pdf_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    assert said in refused(tmp_path / "a.pdf")


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.95])
def test_a_file_cut_short_is_refused_or_says_so(paper: Path, printed: bytes, share: float) -> None:
    paper.write_bytes(printed[: int(len(printed) * share)])
    try:
        document = read_document(paper)
    except DocumentError as error:
        assert str(error).startswith("a.pdf: ")
    else:
        assert "a.pdf: the file is cut short; what is there was read" in document.notes


@pytest.mark.parametrize(
    ("limit", "value", "said"),
    [
        ("MOST_PAGES", 0, "has 1 pages, more than 0; it was not read"),
        ("MOST_GLYPHS", 9, "characters, more than 9"),
        ("LONGEST_SECONDS", -1.0, "page 1 was not reached in"),
    ],
)
def test_too_much_is_refused(paper: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: float, said: str) -> None:
    monkeypatch.setattr(pdf, limit, value)
    assert said in refused(paper)


def test_the_day_of_the_file_is_the_last_resort_and_inferred(tmp_path: Path, font: Path) -> None:
    page = Sheet(font)
    page.put(20, 30, THIRD[0][:30])
    path = page.saved(tmp_path)
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.add_metadata({"/ModDate": "D:20240509080000+08'00'", "/Title": "Microsoft Word - 1.doc"})
    writer.write(path)
    document = read_document(path)
    assert (document.published_on, document.title) == (date(2024, 5, 9), "本报讯 5月8日")
    assert (document.published_stated, document.notes) == (False, ())
