"""What the screens are made of, without Streamlit: quotes found, statements marked, addresses read."""

from __future__ import annotations

import re

from board.screens import evidence, marking, quoting
from board.view import View


def test_text_of_documents_is_never_markup() -> None:
    row = {"sentence": "<script>alert(1)</script>签约额500亿元", "quote": "<b>", "quantity_text": "500亿元"}
    said = evidence.marked_sentence(row)
    assert "<script>" not in said and "<mark>500亿元</mark>" in said
    text = marking.marked("<img src=x> 5亿元", [marking.Mark("a", 0, 11, "target", '"><b>')], "a")
    assert "<img" not in text and "<b>" not in text


def test_a_quote_is_found_over_line_breaks_and_wide_signs() -> None:
    sentence = "力争全年签约额达到500亿元以上，其中"
    start, stop = quoting.find(sentence, "签约额达\n到５００亿元\u3000以上") or (0, 0)
    assert sentence[start:stop] == "签约额达到500亿元以上"
    assert quoting.find(sentence, "600亿元") is None


def test_a_sentence_is_shown_as_the_document_prints_it() -> None:
    document = "一是招商。力争全年新签约项目６０个以上，\n签约额达到500亿元以上；其中主导产业。签约额达到500亿元以上"
    quote = "签约额达到500亿元以上"
    row = {
        "sentence": "力争全年新签约项目60个以上,签约额达到500亿元以上;其中主导产业。",
        "quote": quote,
        "quote_start": document.index(quote),
    }
    words, (start, stop) = quoting.printed(document, row) or ("", (0, 0))
    assert words == "力争全年新签约项目６０个以上，签约额达到500亿元以上；其中主导产业。"
    assert words[start:stop] == quote
    assert quoting.printed(document, {**row, "quote_start": 3}) is None
    said = evidence.marked_sentence(row, document)
    assert f"以上，<mark>{quote}</mark>；其中" in said


def test_marks_that_overlap_share_a_piece() -> None:
    marks = [marking.Mark("a", 0, 6, "target", "甲"), marking.Mark("b", 4, 8, "actual", "乙")]
    text = marking.marked("一二三四五六七八九", marks, "b")
    assert 'title="甲 ／ 乙"' in text
    assert re.sub(r"<[^>]+>", "", text) == "一二三四五六七八九"
    assert text.count('id="asked"') == 1


def test_an_address_is_read_with_care() -> None:
    view = View.from_query({"day": "2024-13-01", "status": "x", "lang": "fr", "year": "99", "org": '"><script>'})
    assert view == View()
    query = {"org": "二七区", "year": "all", "day": "2024-05-31", "lang": "en", "goal": "a", "status": "late"}
    assert View.from_query(query).to_query("goal") == query
    assert View.from_query(query).to_query() == {name: text for name, text in query.items() if name != "goal"}


def test_a_view_of_projects_and_of_the_wall_survives_the_address() -> None:
    query = {"owner": "区商务局", "leader": "副区长", "chain": "大健康", "stage": "full capacity", "overdue": "1"}
    query |= {"project": "28cf0979fa4e57f5", "page": "3", "part": "goals", "wall": "0", "slide": "2"}
    opened = ("owner", "leader", "chain", "stage", "overdue", "project", "page", "part", "wall", "slide")
    view = View.from_query(query)
    assert (view.overdue, view.page, view.wall, view.slide) == (True, 3, 0, 2)
    assert view.to_query(*opened) == query
    wrong = {"stage": "x", "overdue": "yes", "page": "-1", "part": "all", "wall": "20s", "slide": "", "owner": "<b>"}
    assert View.from_query(wrong) == View()
