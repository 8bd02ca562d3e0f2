"""What numbers are of, and which are of nothing: turns of reports of many kinds, in sentences of our own."""

from __future__ import annotations

import pytest

from etl.model import Statement
from tests.pages import read_page as read


def named(statements: list[Statement]) -> list[tuple[str, str]]:
    return [(s.metric.name, f"{s.quantity.value}{s.quantity.value_unit}") for s in statements]


LISTS = [
    (
        "家具、灯具、厨具及卫浴类零售额分别增长4.3%、3.9%和3.4%。",
        [("家具类零售额增速", "4.3%"), ("灯具类零售额增速", "3.9%"), ("厨具及卫浴类零售额增速", "3.4%")],
    ),
    (
        "下降的是衣着、家用器具及服务和通讯，分别较上年同期下降4.3%、0.7%和0.8%。",
        [("衣着降幅", "4.3%"), ("家用器具及服务降幅", "0.7%"), ("通讯降幅", "0.8%")],
    ),
    (
        "批发业、零售业、餐饮业三大行业营业额增速分别为4.1%、2.2%、3.3%。",
        [("批发业营业额增速", "4.1%"), ("零售业营业额增速", "2.2%"), ("餐饮业营业额增速", "3.3%")],
    ),
    (
        "千亿产业、省级产业集群从无到有，分别达2个、3个。",
        [("千亿产业数", "2个"), ("省级产业集群数", "3个")],
    ),
    (
        "入境旅客数量和花费分别增长7.8%、5.3%。",
        [("入境旅客数量增速", "7.8%"), ("入境旅客花费增速", "5.3%")],
    ),
    ("牛羊出栏分别增长5.2%、1.9%。", [("牛出栏增速", "5.2%"), ("羊出栏增速", "1.9%")]),
    (
        "医药、食品、机电制造业产业规模分别达28亿、18亿、82亿元。",
        [("医药制造业产业规模", "28亿元"), ("食品制造业产业规模", "18亿元"), ("机电制造业产业规模", "82亿元")],
    ),
    (
        "建材和化工行业用电量增幅高达32%和33%。",
        [("建材用电量增速", "32%"), ("化工行业用电量增速", "33%")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_each_number_of_a_list_has_a_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(read(text)) == expected


def test_bodies_in_a_list_take_the_rate_of_the_sentence_before() -> None:
    found = read("货运量28亿吨，增长9%。其中，青石、白鹭两个分公司增幅较大，分别达24%和22%。")
    assert named(found)[2:] == [("货运量增速", "24%"), ("货运量增速", "22%")]


NAMES = [
    ("民间投资逆势增长2.7%。", [("民间投资增速", "2.7%")]),
    ("产值大幅下滑，与去年同期相比降幅达到15%。", [("产值降幅", "15%")]),
    (
        "实现工业总产值45亿元，环比负增长0.6%。",
        [("工业总产值", "45亿元"), ("工业总产值降幅", "0.6%")],
    ),
    ("其中药品类增幅最大，达到40.5%。", [("药品类增速", "40.5%")]),
    (
        "销售农机具5.08万台（件）、销售金额1.12亿元。",
        [("销售农机具", "5.08万台"), ("销售金额", "1.12亿元")],
    ),
    ("惠及120余万婴幼儿。", [("惠及婴幼儿数", "120万人")]),
    ("有效期内高新技术企业达780家。", [("有效期内高新技术企业数", "780家")]),
    ("7家区域医疗中心基本建成。", [("建成区域医疗中心数", "7家")]),
    ("务必实现集中采购60%。", [("集中采购", "60%")]),
    ("2家企业在北交所申报、1家过会。", [("申报企业数", "2家"), ("过会企业数", "1家")]),
    (
        "产业类项目21个，完成44.3亿元；民生类项目6个，完成4.4亿。",
        [
            ("产业类项目数", "21个"),
            ("产业类项目完成投资", "44.3亿元"),
            ("民生类项目数", "6个"),
            ("民生类项目完成投资", "4.4亿元"),
        ],
    ),
    ("区交通局今年安排2000万元以上的重点项目16项。", [("2000万元以上重点项目数", "16项")]),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(read(text)) == expected


BACKGROUND = [
    "新退出平台，超计划19家。",
    "这34个生态工程，分为七大类。",
    "每月评选“红旗项目”3个、“蜗牛项目”3个。",
    "集团与11家二级单位签订了年度责任书。",
    "60余名工人正在紧张作业。",
    "算力超2.2万P。",
    "远销54个国家和地区。",
    "此次开工的项目平均投资规模达6亿元。",
]


@pytest.mark.parametrize("text", BACKGROUND)
def test_background(text: str) -> None:
    assert named(read(text)) == []


KINDS = [
    ("计划上半年开工的18个项目中，实际开工15个。", ["target", "actual"]),
    ("“三年跨越计划”开局。7个外资项目开工。", ["actual"]),
]


@pytest.mark.parametrize(("text", "kinds"), KINDS)
def test_kinds(text: str, kinds: list[str]) -> None:
    assert [s.kind for s in read(text)] == kinds
