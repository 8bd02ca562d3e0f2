"""Numbers with their units and bounds, over sentences of our own: what is found, and what is none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.extract.quantities import find_quantities
from etl.extract.quantity_grammar import compile_grammar
from etl.model import Quantity, VocabularyError
from etl.vocabulary import UnitEntry, Vocabulary, load_vocabulary


def short(quantity: Quantity) -> str:
    """Say a quantity in one line: [text] comparator value unit."""
    value = f"{quantity.value.normalize():f}"
    if quantity.value_max is not None:
        value += f"~{quantity.value_max.normalize():f}"
    return f"[{quantity.text}] {quantity.comparator} {value} {quantity.value_unit}"


def found(text: str) -> list[str]:
    return [short(quantity) for quantity in find_quantities(text)]


BOUNDS = {
    "引进企业18家": ["[18家] = 18 家"],
    "引进企业18家以上": ["[18家以上] >= 18 家"],
    "引进企业18家及以上": ["[18家及以上] >= 18 家"],
    "注册资本500万元(含)以上": ["[500万元(含)以上] >= 500 万元"],
    "培训不少于30场": ["[不少于30场] >= 30 场"],
    "至少新开通4条公交线路": ["[4条] = 4 条"],
    "至少4条公交线路": ["[至少4条] >= 4 条"],
    "产值超80亿元": ["[超80亿元] > 80 亿元"],
    "产值超过了80亿元": ["[超过了80亿元] > 80 亿元"],
    "用户突破260万户": ["[突破260万户] > 260 万户"],
    "客流逾45万人次": ["[逾45万人次] > 45 万人次"],
    "走访商户900余户": ["[900余户] > 900 户"],
    "争取资金3亿多元": ["[3亿多元] > 3 亿元"],
    "争取资金3亿元多。": ["[3亿元多] > 3 亿元"],
    "办结时限不超过7天": ["[不超过7天] <= 7 天"],
    "失业率控制在4.8%以内": ["[4.8%以内] <= 4.8 %"],
    "误差5米以下": ["[5米以下] <= 5 米"],
    "不到40%的村": ["[不到40%] < 40 %"],
    "能耗低于0.3吨标准煤": ["[低于0.3吨标准煤] < 0.3 吨标准煤"],
    "增长9%左右": ["[9%左右] ~ 9 %"],
    "耗资约2.6亿元": ["[约2.6亿元] ~ 2.6 亿元"],
    "占地约为75亩": ["[约为75亩] ~ 75 亩"],
    "近9000名志愿者": ["[近9000名] ~ 9000 名"],
    "10亿元以上企业不低于6家": ["[10亿元以上] >= 10 亿元", "[不低于6家] >= 6 家"],
    "优良率≥85%": ["[≥85%] >= 85 %"],
    "比30%高": ["[比30%高] > 30 %"],
    "近20余家": ["[近20余家] > 20 家"],
    "不超过15%左右": ["[不超过15%左右] <= 15 %"],
}

RANGES = {
    "增长5%—5.5%": ["[5%—5.5%] = 5~5.5 %"],
    "增长5%-5.5%左右": ["[5%-5.5%左右] = 5~5.5 %"],
    "培育30至50家": ["[30至50家] = 30~50 家"],
    "工期12到18个月": ["[12到18个月] = 12~18 个月"],
    "投资3.5亿元至4亿元": ["[3.5亿元至4亿元] = 3.5~4 亿元"],
    "投资3至4亿元": ["[3至4亿元] = 3~4 亿元"],
    "补助800—1200万元": ["[800—1200万元] = 800~1200 万元"],
    "补助8000万元至1亿元": ["[8000万元至1亿元] = 0.8~1 亿元"],
    "提高两到三个百分点": ["[两到三个百分点] = 2~3 个百分点"],
    "占百分之二十到三十": ["[百分之二十到三十] = 20~30 %"],
    "增速-2%至1%": ["[-2%至1%] = -2~1 %"],
    "惠及两到三千人": ["[两到三千人] = 2000~3000 人"],
    "处于60%与70%之间": ["[60%与70%之间] = 60~70 %"],
    "三五百人": ["[三五百人] = 300~500 人"],
    "投资2000万元以上1亿元以下": ["[2000万元以上1亿元以下] = 2000~10000 万元"],
    "增幅不低于6%且不高于8%": ["[不低于6%且不高于8%] = 6~8 %"],
    "从9%下降到7%": ["[9%] = 9 %", "[7%] = 7 %"],
    "从9%到7%": ["[9%] = 9 %", "[7%] = 7 %"],
    "6个到2028年": ["[6个] = 6 个"],
    "12个至30亿元": ["[12个] = 12 个", "[30亿元] = 30 亿元"],
}

UNITS = {
    "总投资36亿": ["[36亿] = 36 亿"],
    "减少870万": ["[870万] = 870 万"],
    "投资1.2个亿": ["[1.2个亿] = 1.2 亿"],
    "引进3个亿元项目": ["[3个] = 3 个"],
    "投资两亿四千万元": ["[两亿四千万元] = 2.4 亿元"],
    "出口 4.5 亿 美元": ["[4.5 亿 美元] = 4.5 亿美元"],
    "提高 1.5 个百分点": ["[1.5 个百分点] = 1.5 个百分点"],
    "下降-3.2％": ["[-3.2％] = -3.2 %"],
    "达到９５．５％": ["[９５．５％] = 95.5 %"],
    "收费50元6角三分": ["[50元6角三分] = 50.63 元"],
    "产量三斤半": ["[三斤半] = 3.5 斤"],
    "资助5000元人民币": ["[5000元人民币] = 5000 元人民币"],
    "亩均税收18万元/亩": ["[18万元/亩] = 18 万元/亩"],
    "PM2.5浓度35微克/立方米以下": ["[35微克/立方米以下] <= 35 微克/立方米"],
    "装机80万千瓦、年发电16亿千瓦时": ["[80万千瓦] = 80 万千瓦", "[16亿千瓦时] = 16 亿千瓦时"],
    "三分之二以上的村": ["[三分之二以上] >= 66.66666666666666666666666666 %"],
    "装机300MW": ["[300MW] = 300 MW"],
}

WRITTEN = {
    "五百亿元产业": ["[五百亿元] = 500 亿元"],
    "带动三千户增收": ["[三千户] = 3000 户"],
    "惠及一千多万人": ["[一千多万人] > 1000 万人"],
    "两成以上": ["[两成以上] >= 2 成"],
    "增长一倍": ["[一倍] = 1 倍"],
    "十二家企业": ["[十二家] = 12 家"],
    "三家企业": ["[三家] = 3 家"],
    "不少于两个": ["[不少于两个] >= 2 个"],
    "近千万户": ["[近千万户] ~ 1000 万户"],
    "产量百万吨以上": ["[百万吨以上] >= 100 万吨"],
    "超亿元项目": ["[超亿元] > 1 亿元"],
    "上百家企业": ["[上百家] >= 100 家"],
}

NONE = {
    "dates": [
        "2026年3月8日",
        "二〇二六年三月",
        "1—5月",
        "2021—2025年",
        "2023—2024学年",
        "截至6月30日",
        "2025-07-01",
        "上午9:30开会",
        "九十年代",
        "24小时服务",
        "第三季度",
        "“十五五”时期",
        "18年6月",
    ],
    "ordinals and ranks": ["第12届", "第5至8批", "前10名", "居全省第3位", "较上年前移4位", "第八批"],
    "names in quotes": [
        "“55678”行动",
        "“3+2+8”体系",
        "“七个一”工程",
        "“百县千镇”",
        "‘四个100’",
        "《二十条措施》",
        "“双百亿”",
    ],
    "formulas": ["1+6+18体系", "5·12活动", "7×24", "3/4"],
    "codes": [
        "国道107线",
        "省道219线",
        "G4高速",
        "6号线",
        "28道班",
        "4A景区",
        "5G",
        "EC718",
        "A4纸",
        "0371-65512345",
        "13800000000",
    ],
    "places": [
        "二七区",
        "三门峡",
        "六安",
        "九江",
        "十堰",
        "七台河市",
        "五台山",
        "三台县",
        "四川",
        "长三角",
        "四十五中",
    ],
    "turns of phrase": [
        "一批",
        "一系列",
        "三大工程",
        "两个确保",
        "四项机制",
        "一个平台",
        "唯一一个",
        "十件实事",
        "最后一公里",
        "万众一心",
        "千方百计",
        "万亩良田",
        "数十家",
        "三农",
        "两会",
        "百姓",
        "三年行动",
    ],
    "classes": ["3000亿级产业", "10万吨级码头", "百亿级"],
    "plain numbers": ["2026", "共计309", "邮编450000", "编号12345678"],
}


@pytest.mark.parametrize(("text", "expected"), [*BOUNDS.items(), *RANGES.items(), *UNITS.items(), *WRITTEN.items()])
def test_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("text", [text for texts in NONE.values() for text in texts])
def test_not_found(text: str) -> None:
    assert found(text) == []
    assert found(f"会议指出，{text}，要抓好落实") == []


@pytest.mark.parametrize(
    "text",
    ["新签约9个", "预约9个", "节约9个", "目前9个", "年产值9个", "通过9个", "附近9个", "赶超9个", "网上9个", "人数9个"],
)
def test_words_that_only_look_like_bounds(text: str) -> None:
    assert found(text) == ["[9个] = 9 个"]


@pytest.mark.parametrize("text", ["12项目标", "6人民调解", "8台湾企业", "3成立大会", "5个小时", "20名单", "7份额"])
def test_words_that_only_look_like_units(text: str) -> None:
    assert found(text) == []


def test_low_and_high_in_the_base_unit() -> None:
    floor, ceiling, plain, about = find_quantities("30亿元以上、5%以内、6000公斤、约2万平方公里")
    assert (floor.low, floor.high, floor.unit) == (Decimal(3_000_000_000), None, "元")
    assert (ceiling.low, ceiling.high, ceiling.unit) == (None, Decimal(5), "%")
    assert (plain.low, plain.high, plain.unit) == (Decimal(6), Decimal(6), "吨")
    assert (about.low, about.high, about.unit) == (Decimal(20_000_000_000), Decimal(20_000_000_000), "平方米")
    (span,) = find_quantities("3至5万户")
    assert (span.low, span.high, span.number, span.unit) == (Decimal(30_000), Decimal(50_000), Decimal(30_000), "户")


def test_offsets_cover_the_bound_words() -> None:
    text = "力争全年引进不少于25家企业"
    (quantity,) = find_quantities(text)
    assert text[quantity.start : quantity.stop] == quantity.text == "不少于25家"


def test_a_short_name_in_quotes_may_hold_money_or_a_percentage() -> None:
    assert found("“增长7%”的目标") == ["[7%] = 7 %"]
    assert found("提出“全年签约项目120个以上，签约额90亿元”的目标") == ["[120个以上] >= 120 个", "[90亿元] = 90 亿元"]


def test_bare_numbers_on_demand() -> None:
    assert [short(q) for q in find_quantities("大于300", bare=True)] == ["[大于300] > 300 "]
    assert [short(q) for q in find_quantities("一个", bare=True)] == ["[一个] = 1 个"]


@pytest.mark.parametrize("entry", load_vocabulary().units, ids=lambda entry: entry.name)
def test_every_unit_reads_its_examples(entry: UnitEntry) -> None:
    assert entry.examples
    for example in entry.examples:
        assert [quantity.unit for quantity in find_quantities(example)] == [entry.name], example


def test_a_unit_is_a_block_of_the_vocabulary() -> None:
    vocabulary = load_vocabulary()
    own = UnitEntry(name="垛", kind="count", words={"垛": 1, "捆": 2})
    grammar = compile_grammar(vocabulary.model_copy(update={"units": (*vocabulary.units, own)}))
    (quantity,) = find_quantities("码放秸秆1200捆", grammar)
    assert (quantity.low, quantity.unit, quantity.value_unit) == (Decimal(2400), "垛", "捆")
    assert find_quantities("码放秸秆1200捆") == []


def test_a_missing_list_of_words_is_named() -> None:
    vocabulary = load_vocabulary()
    numbers = {name: entry for name, entry in vocabulary.numbers.items() if name != "between"}
    broken: Vocabulary = vocabulary.model_copy(update={"numbers": numbers})
    with pytest.raises(VocabularyError, match=r"units\.toml has no list of words named 'between'"):
        compile_grammar(broken)


@given(
    st.text(
        alphabet="0158１.,，十百千万亿一两三多余几约超不低于以上内至到—-个家元角分%百分之半年月日第“”《》 ", max_size=60
    )
)
def test_any_text_is_read_without_failing(text: str) -> None:
    stop = 0
    for quantity in find_quantities(text):
        assert stop <= quantity.start < quantity.stop <= len(text)
        assert text[quantity.start : quantity.stop] == quantity.text
        assert quantity.low is not None or quantity.high is not None
        stop = quantity.stop
