"""A page split into articles and sentences: titles, bylines, broken columns, headings, and the way back to the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.model import Article, Document, Sentence
from etl.read import read_document, split_articles, split_sentences
from etl.read.blocks import half_width, read_blocks

SHARED = Path(__file__).resolve().parents[2] / "shared"
PAGES = sorted([*SHARED.glob("seeds/*.txt"), *SHARED.glob("dev/docs/*.txt")])


def document(text: str) -> Document:
    return Document("d", "d.txt", "0", "", "", "临江区", date(2024, 5, 15), True, "", text)


def articles(text: str) -> list[Article]:
    return split_articles(document(text))


def sentences(text: str) -> list[Sentence]:
    return [sentence for article in articles(text) for sentence in split_sentences(article)]


def headings_of(text: str, words: str) -> tuple[str, ...]:
    return next(sentence.headings for sentence in sentences(text) if words in sentence.text and not sentence.heading)


def test_a_byline_closes_an_article_and_the_next_title_opens_one() -> None:
    page = (
        "甲会议召开\n\n会议指出，要抓项目。\n\n记者 王一\n\n乙活动举行 效果好\n\n"
        "活动很好。记者 李二 通讯员 张三 文/图\n\n丙\n\n完。"
    )
    assert [article.title for article in articles(page)] == ["甲会议召开", "乙活动举行 效果好", "丙"]


def test_a_dateline_opens_an_article_with_all_its_title_lines() -> None:
    page = "# 甲会议\n\n本报讯 会议召开。\n\n## 观摩促提升\n\n### 临江区举行观摩活动\n\n本报讯 活动举行。"
    assert [article.title for article in articles(page)] == ["甲会议", "观摩促提升 临江区举行观摩活动"]


@pytest.mark.parametrize(
    ("head", "number", "whose"),
    [
        ("临江区招商引资工作领导小组办公室文件", "临招办〔2024〕12号", "临江区"),
        ("中共临江区委办公室文件", "临办发[2024]3号", "临江区"),
        ("青石市人民政府文件", "青政〔2024〕1号", "青石市"),
    ],
)
def test_a_letterhead_is_no_title_and_says_whose_document_it_is(head: str, number: str, whose: str) -> None:
    page = f"{head}\n{number}\n关于印发《2024年工作要点》的通知\n各有关单位：\n全年签约额达到500亿元以上。"
    blank = Document("d", "d.txt", "0", "", "", "", None, False, "", page, ("organisation", "published_on"))
    (article,) = split_articles(blank)
    assert (article.title, article.organisation) == ("关于印发《2024年工作要点》的通知", whose)


CIRCULAR = """青石市水务局关于印发《2024年工作要点》的通知
各区水务局：
现印发给你们，请认真落实。
青石市水务局
2024年2月6日
2024年工作要点
一、供水。新建水厂3座。2024年供水2亿吨。"""


def test_who_signs_a_circular_is_no_title_and_what_it_passes_on_is_an_article() -> None:
    blank = Document("d", "d.txt", "0", "", "", "青石市", None, False, "", CIRCULAR, ("organisation", "published_on"))
    circular, passed_on = split_articles(blank)
    assert circular.title == "青石市水务局关于印发《2024年工作要点》的通知"
    assert (passed_on.title, passed_on.organisation) == ("2024年工作要点", "青石市")


def test_a_page_title_said_twice_is_one_title() -> None:
    found = sentences("# 甲会议召开\n\n# 甲会议召开\n\n会议召开。")
    assert [sentence.text for sentence in found] == ["甲会议召开", "会议召开。"]


def test_a_line_of_dates_or_names_is_no_sentence() -> None:
    page = "完成投资逾53亿\n发布时间：2011-04-21\n发布人：\n今年完成投资53亿元。\n记者 王一"
    assert [sentence.text for sentence in sentences(page)] == ["完成投资逾53亿", "今年完成投资53亿元。"]


def test_a_speakers_name_below_the_title_is_no_heading() -> None:
    page = "政府工作报告\n——2022年3月5日在青石市人民代表大会上\n市长 王一\n一、回顾\n增长8%。"
    assert headings_of(page, "增长8%") == ("一、回顾",)


def test_a_byline_inside_a_sentence_does_not_close() -> None:
    assert len(articles("甲\n\n记者看到，工地繁忙。\n\n乙\n\n记者4月19日获悉，完成投资5亿元。")) == 1


@pytest.mark.parametrize(
    ("page", "whole"),
    [
        ("标题\n\n紧盯关键。产业园等一批重大项\n\n目加紧建设。", "产业园等一批重大项目加紧建设。"),
        ("标题\n“远景”销量同比分别下滑16\n%和8%，其原因不明。", "“远景”销量同比分别下滑16%和8%，其原因不明。"),
        ("标题\n\n产业园项目总投资\n\n约3000万元，落地开发区。", "产业园项目总投资约3000万元，落地开发区。"),
        ("标题\n\n全年完成投资30\n亿元，增长8%。", "全年完成投资30亿元，增长8%。"),
        ("标题\n\n作为政府引领、\n\n平台主导的新平台，意义重大。", "作为政府引领、平台主导的新平台，意义重大。"),
    ],
)
def test_broken_columns_are_joined(page: str, whole: str) -> None:
    assert whole in [sentence.text for sentence in sentences(page)]


@pytest.mark.parametrize(
    "page",
    [
        "标题\n其中，道路完成投资19亿元，轻轨完成投资20亿元\n相关资料显示，总投资467亿元。",
        "标题\n\n要深化文化挖掘、提\n\n抓实招商引资“关键一招”\n\n全年签约60亿元。",
        "标题\n经济增长8%。\n——创新能力增强，研发经费增长15%。",
        "标题\n今年的目标是：\n1. 签约60个，投资5亿元。\n2. 开工30个，投资6亿元。",
    ],
)
def test_whole_paragraphs_are_not_joined(page: str) -> None:
    lines = [line for line in page.split("\n") if line]
    assert [block.text for block in read_blocks(page)] == lines


def test_a_wrapped_page_is_unwrapped() -> None:
    text = "全年对接洽谈企业二百家以上，新签约项目十五个以上，签约额二百亿元以上，其中主导产业项目一百亿元以上，" * 4
    page = "\n".join(text[i : i + 30] for i in range(0, len(text), 30))
    assert [block.text for block in read_blocks(page)] == [text]


def test_headings_stack_by_level() -> None:
    page = (
        "# 报告\n\n## 一、去年工作\n\n（一）扩大投资\n\n完成投资5亿元。\n\n（二）稳住就业。新增就业600人。\n\n"
        "## 二、今年任务\n\n完成投资6亿元。"
    )
    assert headings_of(page, "5亿元") == ("一、去年工作", "（一）扩大投资")
    assert headings_of(page, "600人") == ("一、去年工作", "（二）稳住就业")
    assert headings_of(page, "6亿元") == ("二、今年任务",)


def test_a_year_stands_over_bare_titles() -> None:
    page = "标题\n\n2023年\n\n推动发展\n\n开工15个。\n\n2024年\n\n持续发力\n\n开工20个。\n\n抓实招商\n\n签约60个。"
    assert headings_of(page, "15个") == ("2023年", "推动发展")
    assert headings_of(page, "20个") == ("2024年", "持续发力")
    assert headings_of(page, "60个") == ("2024年", "抓实招商")


def test_headings_are_read_as_sentences() -> None:
    found = sentences("签约额将超500亿元\n\n一、目标\n\n全年投资330亿元以上\n\n签约60个。")
    assert [(s.text, s.headings) for s in found if s.heading] == [
        ("签约额将超500亿元", ()),
        ("一、目标", ()),
        ("全年投资330亿元以上", ("一、目标",)),
    ]


def test_the_sentence_that_opens_a_list_leads_what_follows_until_the_next_heading() -> None:
    page = "标题\n\n会议召开。今年的主要目标是：\n\n签约60个，投资5亿元。再加把劲。\n\n二、其他\n\n走访30家。"
    leads = {sentence.text: sentence.lead for sentence in sentences(page)}
    assert leads["今年的主要目标是："] == "会议召开。"
    assert leads["签约60个，投资5亿元。"] == "今年的主要目标是：\n"
    assert leads["再加把劲。"] == "今年的主要目标是：\n签约60个，投资5亿元。"
    assert leads["走访30家。"] == ""


def test_short_lines_of_a_list_are_items_and_not_headings() -> None:
    page = "标题\n主要目标是：\n签约额60亿元\n开工30个\n走访企业\n（一）抓投资\n完成投资5亿元。"
    found = [(s.text, s.headings, s.lead, s.heading) for s in sentences(page)][2:]
    assert found == [
        ("签约额60亿元", (), "主要目标是：\n", False),
        ("开工30个", (), "主要目标是：\n", False),
        ("走访企业", (), "", True),
        ("（一）抓投资", (), "", True),
        ("完成投资5亿元。", ("（一）抓投资",), "", False),
    ]


def test_headings_after_a_colon_stay_headings() -> None:
    page = "标题\n抓好以下工作：\n（一）抓投资\n完成投资5亿元。\n（二）抓招商\n签约6亿元。"
    assert headings_of(page, "5亿元") == ("（一）抓投资",)
    assert headings_of(page, "6亿元") == ("（二）抓招商",)


def test_a_greeting_leads_nothing() -> None:
    assert [s.lead for s in sentences("报告\n各位代表：\n全年签约60亿元。")] == ["", "", ""]


def test_numbered_parts_of_level_1_are_no_articles() -> None:
    page = "# 报告\n\n会议召开。\n\n# 一、去年工作\n\n完成5亿元。\n\n# 二、今年任务\n\n完成6亿元。"
    assert [article.title for article in articles(page)] == ["报告"]
    assert headings_of(page, "6亿元") == ("二、今年任务",)


def test_who_signs_at_the_end_is_no_article() -> None:
    page = "报告\n\n完成投资5亿元。\n\n临江区人民政府\n2024年1月15日"
    (only,) = articles(page)
    assert only.title == "报告"


def test_titles_stand_below_datelines_and_beside_names() -> None:
    page = "证券代码：600000\n青石股份有限公司\n2023年度业绩快报公告\n公司实现营收5亿元。"
    assert [article.title for article in articles(page)] == ["青石股份有限公司 2023年度业绩快报公告"]
    page = "首页 > 要闻\n临江区完成投资35亿元\n2024-04-12 09:30 来源：临江日报\n临江日报讯 完成投资35亿元。\n下一篇：无"
    assert sentences(page)[0].text == "临江区完成投资35亿元"
    assert [article.title for article in articles("政 府 工 作 报 告\n\n增长8%。")] == ["政府工作报告"]


def test_rows_of_a_table_stay_rows() -> None:
    page = "标题\n\n| 指标 | 目标 |\n| 签约额 | 60亿元 |"
    assert [block.text for block in read_blocks(page)][1:] == ["| 指标 | 目标 |", "| 签约额 | 60亿元 |"]


def test_sentences_end_at_full_stops_with_their_closing_marks() -> None:
    found = [s.text for s in sentences("标题\n\n“要快！”他说，增长5%；投资6亿元。去哪招?去南方。")]
    assert found == ["标题", "“要快！”", "他说，增长5%；投资6亿元。", "去哪招?", "去南方。"]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("增长６０％", "增长60%"),
        ("１．３万亿", "1.3万亿"),
        ("１，２３４，５６７元", "1,234,567元"),
        ("增长7％，增长8％", "增长7%，增长8%"),
        ("2023，120家", "2023，120家"),
        ("第一．二", "第一．二"),
    ],
)
def test_numbers_are_made_half_width_one_for_one(printed: str, read: str) -> None:
    assert half_width(printed) == read
    assert len(half_width(printed)) == len(printed)


def assert_leads_back(text: str) -> None:
    for article in articles(text):
        assert article.text == text[article.start : article.stop]
        for sentence in split_sentences(article):
            assert len(sentence.offsets) == len(sentence.text)
            assert sentence.start == sentence.offsets[0]
            assert half_width("".join(text[offset] for offset in sentence.offsets)) == sentence.text or "，" in text
            assert list(sentence.offsets) == sorted(sentence.offsets)


@given(st.text(alphabet="一二三年月日亿元项目%，。：；！“”\n #0123456789２（）、本报讯记者", max_size=300))
def test_every_character_leads_back_to_the_file(text: str) -> None:
    assert_leads_back(text)


@given(st.text(max_size=200))
def test_any_text_is_split(text: str) -> None:
    for article in articles(text):
        split_sentences(article)


@pytest.mark.skipif(not PAGES, reason="the seeds are not beside the project")
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_real_pages_lead_back_to_the_file(path: Path) -> None:
    text = read_document(path).text
    assert_leads_back(text)
    assert "".join(article.text for article in articles(text)) == text


@pytest.mark.skipif(not PAGES, reason="the seeds are not beside the project")
@pytest.mark.parametrize(("start", "count"), [("000", 3), ("001", 1), ("002", 6), ("003", 1), ("004", 6)])
def test_seeds_hold_their_articles(start: str, count: int) -> None:
    path = next(path for path in PAGES if path.name.startswith(start) and "seeds" in path.parts)
    assert len(split_articles(read_document(path))) == count
