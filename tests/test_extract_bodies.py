"""Whose number it is, in sentences of our own: who takes over, for how long, and who gets the word back."""

from __future__ import annotations

from datetime import date

import pytest

from etl.extract.bodies.names import Called, read_name, same_body
from etl.extract.lexicon import lexicon_of
from etl.vocabulary import load_vocabulary
from tests.pages import DAY, read_page
from tests.pages import read_page as read

LEXICON = lexicon_of(load_vocabulary())


def owners(text: str, own: str = "青川区", title: str = "工作通报", day: date = DAY) -> list[str]:
    return [statement.organisation for statement in read_page(text, day, title, own)]


NAMES = [
    ("长沙市岳麓区新开工项目8个", "岳麓区"),
    ("湖南长沙县融资2亿元", "长沙县"),
    ("富县苹果产量20万吨", "富县"),
    ("云桥街道办事处签约项目3个", "云桥街道"),
    ("青石经济技术开发区产值达到90亿元", "青石经济技术开发区"),
    ("月湾软件园入驻企业60家", "月湾软件园"),
    ("甘肃省祁山钢铁集团公司产钢300万吨", "祁山钢铁集团公司"),
    ("山东电力集团公司投资30亿元", "山东电力集团公司"),
    ("江能集团远山矿业公司产煤90万吨", "远山矿业公司"),
    ("宁波舟山港吞吐量增长5%", "宁波舟山港"),
    ("中国石化销售成品油900万吨", "中国石化"),
]


@pytest.mark.parametrize(("text", "body"), NAMES)
def test_names(text: str, body: str) -> None:
    name = read_name(text, Called({}), LEXICON)
    assert name is not None
    assert name.body == body


NO_NAMES = [
    "引导省、市、县三级财政投入3亿元",
    "增速居全省第3位",
    "广州一家汽车企业销售汽车3万辆",
    "新增上市公司3家",
    "建设现代农业产业园1个",
    "项目区果园增产900万公斤",
    "传统汽车业务收入5亿元",
    "长三角铁路发送旅客2亿人次",
    "列为省委、省政府民生实事的工程完成100公里",
    "白云机场二期工程完成投资18亿元",
    "一汽-大众净利润约为220亿元",
]


@pytest.mark.parametrize("text", NO_NAMES)
def test_what_ends_like_a_name_and_is_none(text: str) -> None:
    assert read_name(text, Called({}), LEXICON) is None


SAME = [("湖南长沙县", "长沙县"), ("比亚迪汽车", "比亚迪"), ("西藏", "西藏自治区"), ("市城投集团", "华州城投集团")]


@pytest.mark.parametrize(("name", "own"), SAME)
def test_two_names_of_one_body(name: str, own: str) -> None:
    assert same_body(name, own)
    assert not same_body(name, "月湾乡")


LISTS = [
    ("全区新签约项目21个，其中，城东镇6个、云桥街道5个。", ["青川区", "城东镇", "云桥街道"]),
    ("全区到位资金30亿元，其中城东镇增长15%、云桥街道增长9%。", ["青川区", "城东镇", "云桥街道"]),
    ("固定资产投资增速前两位的是：城东镇（12.5%）、白石镇（9.8%）。", ["城东镇", "白石镇"]),
    (
        "城东镇、云桥街道分别完成投资6亿元、5亿元，增长12%和8%，分别完成年度计划的52%、48%。",
        ["城东镇", "云桥街道"] * 3,
    ),
    ("所属路桥公司、养护公司分别实现利润2亿元、6000万元。", ["路桥公司", "养护公司"]),
    ("城东镇、云桥街道等5个镇街新签约项目18个。", ["青川区"]),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_each_of_a_list(text: str, expected: list[str]) -> None:
    assert owners(text) == expected


CITIES = [
    ("石家庄、唐山、保定规上工业增加值分别增长5%、6%、7%。", ["石家庄市", "唐山市", "保定市"]),
    ("西安、兰州两个铁路局集团公司旅客发送量分别增长24%和22%。", ["西安铁路局集团公司", "兰州铁路局集团公司"]),
]


@pytest.mark.parametrize(("text", "expected"), CITIES)
def test_cities_of_a_list_stand_without_their_rank(text: str, expected: list[str]) -> None:
    assert owners(text, "江源省") == expected


COURSES = [
    ("城东镇新签约项目5个。完成投资3亿元。", ["城东镇", "城东镇"]),
    ("新签约项目9个，城东镇完成5个。完成投资3亿元。", ["青川区", "城东镇", "青川区"]),
    ("城东镇完成投资3亿元。全区新签约项目21个。签约额9亿元。", ["城东镇", "青川区", "青川区"]),
    ("（一）城东镇\n签约项目6个。\n（二）白石镇\n签约项目4个，到位资金1亿元。", ["城东镇", "白石镇", "白石镇"]),
    ("在城东镇，新建标准厂房6万平方米，入驻企业12家。", ["城东镇", "城东镇"]),
    ("位于城东镇的综合保税区实现进出口额42亿元。", ["综合保税区"]),
    ("城东镇镇长介绍，今年城东镇计划新签约项目9个。全镇完成投资3亿元。", ["城东镇", "城东镇"]),
    ("区统计局局长介绍，全区生产总值达到82亿元。", ["青川区"]),
    ("省下达我区专项债券4亿元。", ["青川区"]),
    ("白石镇党委书记在会上表示，该镇完成投资3亿元。", ["白石镇"]),
    ("中金公司出具的报告显示，去年到位资金4亿元。", ["青川区"]),
]


@pytest.mark.parametrize(("text", "expected"), COURSES)
def test_who_governs_and_for_how_long(text: str, expected: list[str]) -> None:
    assert owners(text) == expected


def test_what_lies_above_is_spoken_of_only_where_it_opens_the_clause_of_a_number() -> None:
    assert owners("全省投资增长4.2%，我市增长6.8%，增速居全省第2位。", "青石市") == ["全省", "青石市"]
    assert owners("综合考评居全省前列，投资增长6.8%。", "青石市") == ["青石市"]
    assert owners("全国投资增长4.2%。", "青石市") == ["全国"]


def test_the_whole_province_is_the_one_named_last_on_a_page_of_the_country() -> None:
    text = "喻某透露，浙江省另加了11个区域。\n全省完成投资90亿元。"
    assert owners(text, "全国")[-1] == "浙江省"
    assert owners("内蒙古、江苏、浙江14个省区新开工项目90个。", "全国")[-1] == "全国"


def test_a_company_with_a_code_is_the_company_that_the_paragraph_goes_on_about() -> None:
    text = "近日，青石科技（300123）发布半年报，公司实现营业收入5.6亿元。预计前三季度净利润1.2亿元。"
    assert owners(text, "青石市", day=date(2024, 8, 20)) == ["青石科技", "青石科技"]


def test_a_name_that_the_article_explains_is_known_all_through_it() -> None:
    text = "祁山建材（集团）股份公司（祁山建化）是当地企业。\n祁山建化水泥产量300万吨。"
    assert owners(text, "江源省") == ["祁山建化"]


def test_the_first_sign_of_a_name_and_that_of_its_trade_stand_for_it() -> None:
    text = "祁山钢铁集团公司产钢300万吨。到2025年，祁钢产值达到90亿元。"
    assert owners(text, "江源省") == ["祁山钢铁集团公司"] * 2


def test_a_rare_word_and_a_trade_that_open_clauses_name_a_company() -> None:
    text = "祁山水泥产销两旺。\n祁山水泥半年报显示，公司实现营业收入5.6亿元。上半年净利润1.2亿元。"
    assert owners(text, "全国", day=date(2024, 8, 20)) == ["祁山水泥", "祁山水泥"]
    assert owners("传统汽车销量下降5%。\n传统汽车出口1.2万辆。", "全国") == ["全国", "全国"]


def test_the_clause_before_a_chain_may_list_the_bodies() -> None:
    text = "城东镇、白石镇进展较好，分别完成年度计划的116%、91%。"
    assert owners(text) == ["城东镇", "白石镇"]


def test_besides_goes_on_with_nobody() -> None:
    assert owners("航线增加，白云机场货邮量24万吨。此外，进口水果增长7%。", "青石市") == ["白云机场", "青石市"]


def test_an_association_named_after_a_company_is_not_the_company() -> None:
    assert owners("中国石油和化学工业联合会披露，石化工业产值增长30%。", "全国") == ["全国"]


def test_a_zone_may_hold_ordinary_words_behind_its_place() -> None:
    assert owners("青石临空经济示范区实现地区生产总值86亿元。", "青石市") == ["青石临空经济示范区"]
    assert owners("现代农业示范区产值达到8亿元。", "青石市") == ["青石市"]


def test_a_company_is_itself_and_its_subsidiary_another() -> None:
    text = "公司控股子公司新蓝科技实现营业收入3.2亿元。报告期内，公司实现营业收入15.6亿元。"
    assert owners(text, "远山股份") == ["新蓝科技", "远山股份"]


def test_a_bare_zone_is_the_one_that_the_article_names_in_full() -> None:
    text = "青石经开区管委会主任介绍，今年经开区计划引进项目30个。"
    assert owners(text, "青石市") == ["青石经开区"]


def test_what_stands_before_the_own_name_in_apposition_owns_nothing() -> None:
    assert owners("全国连锁租赁企业远山租车采购运营车辆2万台。", "远山租车") == ["远山租车"]


def test_the_name_of_the_owner_is_no_part_of_the_metric() -> None:
    (statement,) = read_page("公司所属的远山煤矿生产原煤320万吨。", DAY, "工作通报", "江能集团")
    assert (statement.organisation, statement.metric.name) == ("远山煤矿", "煤炭（原煤）产量")


@pytest.mark.parametrize(
    "text",
    [
        "三级公立医院门诊量达到31万人次。",
        "走好城乡融合之路，建成示范村12个。",
        "创建全国文明城市3个。",
        "全国重点实验室达8家。",
        "启动青石电厂改造，完成投资9亿元。",
        "省市县联动机制覆盖率100%。",
    ],
)
def test_a_class_a_verb_or_an_award_owns_nothing(text: str) -> None:
    assert [s.organisation for s in read(text)] == ["青川区"]


def test_what_an_award_is_called_is_told_of_the_country_alone() -> None:
    found = read("青石镇签约额3亿元，全区乡村旅游收入9亿元。")
    assert [s.organisation for s in found] == ["青石镇", "青川区"]


def test_the_whole_town_on_a_page_of_its_county_is_the_towns_under_its_heading() -> None:
    page = "云桥镇\n一、农业\n全镇播种面积900公顷。其中：柑橘种植面积30公顷，产量70吨。"
    assert set(owners(page, "泉湾县")) == {"云桥镇"}
    assert set(owners("一、农业\n全县播种面积900公顷。其中：柑橘种植面积30公顷。", "泉湾县")) == {"泉湾县"}


def test_a_company_that_bears_its_countys_name_is_not_the_county() -> None:
    assert owners("泉湾县远山木业有限公司落户三年，2023年企业销售收入2亿元。", "泉湾县") == ["泉湾县远山木业有限公司"]


def test_a_page_of_nobody_is_of_the_city_that_its_title_opens_with() -> None:
    read_city = owners("上半年，全市节约资金2亿元。", "有关县市", "上半年扬州节约2亿元")
    assert set(read_city) == {"扬州市"}
    assert set(owners("上半年，全市节约资金2亿元。", "有关县市", "上半年节约2亿元")) == {"有关县市"}
