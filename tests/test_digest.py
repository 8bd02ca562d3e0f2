"""A digest of pieces from several places: each piece is of its own place and of its own day."""

from __future__ import annotations

from datetime import date

import pytest

from etl.model import Article, Document
from etl.read import split_articles, split_sentences
from etl.read.digest import names_several
from etl.read.naming import find_organisation

ISSUED = date(2023, 10, 23)
DIGEST = """区县经济信息摘编
2023年第10期　　2023年10月23日
（本期摘编有关区县公开发布的信息，供参阅）

青石区建成高标准农田50万亩
（来源：青石日报　2022年4月30日）
青石区农业农村委介绍，今年已建成高标准农田5万亩。

二、江苏白鹭市上半年签约额创新高
发布时间：2021-07-12　发布人：商务局
今年以来，江苏白鹭市签约额完成30亿元。

泉湾县
泉湾县位于北部。2022年，全县生产总值完成71亿元。

云桥镇工业经济
2020年，云桥镇实现工业税收4500万元。
"""


def pieces(text: str, own: str = "有关区县", day: date = ISSUED) -> list[Article]:
    return split_articles(Document("d", "d.txt", "0", "摘编", "", own, day, True, "", text))


def test_each_piece_has_its_own_place_and_day() -> None:
    told = [(piece.organisation, piece.published_on) for piece in pieces(DIGEST)]
    assert told == [
        ("有关区县", ISSUED),
        ("青石区", date(2022, 4, 30)),
        ("白鹭市", date(2021, 7, 12)),
        ("泉湾县", ISSUED),
        ("云桥镇", ISSUED),
    ]


def test_a_page_of_one_place_keeps_its_own() -> None:
    assert {piece.organisation for piece in pieces(DIGEST, "临江区")} == {"临江区"}


def test_without_datelines_the_name_of_a_place_is_a_heading() -> None:
    page = "各县情况\n开局良好。\n泉湾县\n泉湾县签约3个。\n青石县\n青石县签约4个。"
    assert len(pieces(page, "临江区")) == 1


def test_a_piece_that_is_dated_after_the_page_is_dated_as_the_page() -> None:
    late = pieces(DIGEST, day=date(2022, 1, 10))
    assert [piece.published_on for piece in late][:3] == [date(2022, 1, 10), date(2022, 1, 10), date(2021, 7, 12)]


@pytest.mark.parametrize(
    ("words", "several"),
    [
        ("有关省市", True),
        ("各县区", True),
        ("多地", True),
        ("相关企业", True),
        ("部分乡镇", True),
        ("有关公司", True),
        ("各山区", False),
        ("青石区", False),
    ],
)
def test_words_for_bodies_that_are_not_named(words: str, several: bool) -> None:
    assert names_several(words) is several


@pytest.mark.parametrize(
    ("title", "body", "whose"),
    [
        ("发改委：今年将抓好铁路建设", "全国新开工铁路项目60个。", "全国"),
        ("发改委：今年将抓好道路建设", "新开工项目60个。", ""),
        ("海洋牧场建设看山东", "山东省水产品产量900万吨。在山东，牧场建成30个。", "山东省"),
        ("携手共进：山东与浙江", "山东和浙江签约项目3个。山东和浙江还将合作。", ""),
        ("油茶产业提速", "自治区林业厅介绍，自治区油茶面积700万亩。", ""),
    ],
)
def test_whose_a_piece_is_by_its_title(title: str, body: str, whose: str) -> None:
    assert find_organisation(title, body) == whose


UNDATED = """建设信息　2023年5月6日

江北年内投建30个安置房项目
记者从江北区建设局获悉，今年该区计划建设30个安置房项目。

现场掠影
项目建设热火朝天。

“十四五”山东白鹭市190亿元投资公路
“十四五”期间，白鹭公路建设计划完成投资190亿元。白鹭市公路里程达到6000公里。
"""


def test_on_a_page_of_several_bodies_a_title_that_names_one_opens_a_piece() -> None:
    assert [piece.organisation for piece in pieces(UNDATED, "各地主管部门")] == ["各地主管部门", "江北区", "白鹭市"]
    assert len(pieces(UNDATED, "临江区")) == 1


MIXED = """区县乡镇动态摘编

我县观摩夏季项目
泉湾日报　2019年7月20日
本报讯 7月16日，观摩的人来到远山木业有限公司。我县的观摩团还看了学校。远山木业有限公司总投资2亿元。
另外，泉湾县北环路完成投资1.2亿元。

2019年青石投资5亿元修路
发布时间：2019-08-02
今天，从青石市公路局听到，今年将完成投资4亿元。

浙江和山新学期建起学校
发布时间：2019-08-04
8月4日，和山县20所学校开工。

县图书馆迎来读者
8月5日消息：临江县图书馆开放夜间阅览，今年接待读者3万人次。

云桥镇概况
发布日期：2019-09-01
云桥镇临江而立。2018年完成税收3100万元。

主导产业一览
北塘经济开发区　2019年9月
今年1—8月，全区完成工业总产值210亿元。
"""


def test_a_piece_is_of_whom_its_title_its_dateline_or_its_opening_names() -> None:
    told = [(piece.organisation, piece.published_on) for piece in pieces(MIXED, "有关县区乡镇")]
    assert told == [
        ("有关县区乡镇", ISSUED),
        ("泉湾县", date(2019, 7, 20)),
        ("青石市", date(2019, 8, 2)),
        ("和山县", date(2019, 8, 4)),
        ("临江县", ISSUED),
        ("云桥镇", date(2019, 9, 1)),
        ("北塘经济开发区", date(2019, 9, 15)),
    ]


def test_a_piece_of_a_company_is_told_by_its_title_and_its_acts_and_a_kind_of_company_is_none() -> None:
    page = "企业信息选编\n\n远山乳业增长放缓\n发布时间：2021-05-05\n4月23日，远山乳业公布一季报。远山乳业营收8亿元。"
    assert [piece.organisation for piece in pieces(page, "有关企业")] == ["有关企业", "远山乳业"]
    page = page.replace("远山乳业", "中央企业")
    assert {piece.organisation for piece in pieces(page, "有关企业")} == {"有关企业"}


def test_the_name_of_a_place_stands_above_numbered_headings() -> None:
    page = (
        "泉湾县乡镇\n发布时间：2021-05-05\n云桥镇\n一、农业\n1.果业\n种柑橘33公顷。\n白鹭乡\n一、农业\n种柑橘44公顷。"
    )
    article = pieces(page, "泉湾县")[0]
    under = {sentence.text: sentence.headings for sentence in split_sentences(article)}
    assert under["种柑橘33公顷。"] == ("云桥镇", "一、农业", "1.果业")
    assert under["种柑橘44公顷。"] == ("白鹭乡", "一、农业")
