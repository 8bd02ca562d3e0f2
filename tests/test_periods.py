"""Stretches of time, over sentences of our own; the document is of 20 May 2026 unless a test says otherwise."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.extract.moment_grammar import compile_calendar
from etl.extract.periods import RULES, PeriodMention, find_periods
from etl.model import VocabularyError
from etl.vocabulary import WordList, load_vocabulary

DAY = date(2026, 5, 20)


def short(mention: PeriodMention) -> str:
    """Say a period in one line: start/stop, '@' where it is dated, '?' where its year is not stated."""
    period = mention.period
    start = "" if period.start is None else f"{period.start}"
    return f"{start}/{period.stop}{' @' if period.as_of else ''}{'' if period.stated else ' ?'}"


def found(text: str, reference: date = DAY, *, loose: bool = False) -> dict[str, str]:
    return {text[m.start : m.stop]: short(m) for m in find_periods(text, reference, loose=loose)}


READ = {
    "plain_point": {
        "2025年": "2025-01-01/2025-12-31",
        "2025年度": "2025-01-01/2025-12-31",
        "二〇二五年": "2025-01-01/2025-12-31",
        "今年": "2026-01-01/2026-12-31",
        "去年": "2025-01-01/2025-12-31",
        "上年": "2025-01-01/2025-12-31",
        "前年": "2024-01-01/2024-12-31",
        "明年": "2027-01-01/2027-12-31",
        "全年": "2026-01-01/2026-12-31 ?",
        "年内": "2026-01-01/2026-12-31 ?",
        "2025年全年": "2025-01-01/2025-12-31",
        "一季度": "2026-01-01/2026-03-31 ?",
        "第三季度": "2026-07-01/2026-09-30 ?",
        "首季": "2026-01-01/2026-03-31 ?",
        "2025年半年度": "2025-01-01/2025-06-30",
        "一季报": "2026-01-01/2026-03-31 ?",
        "三季报": "2026-01-01/2026-09-30 ?",
        "2025财年": "2025-01-01/2025-12-31",
        "五一假期": "2026-05-01/2026-05-31 ?",
        "国庆中秋假期": "2026-10-01/2026-10-31 ?",
        "2025年四季度": "2025-10-01/2025-12-31",
        "前三季度": "2026-01-01/2026-09-30 ?",
        "去年前三季度": "2025-01-01/2025-09-30",
        "上半年": "2026-01-01/2026-06-30 ?",
        "去年下半年": "2025-07-01/2025-12-31",
        "2025上半年": "2025-01-01/2025-06-30",
        "前4个月": "2026-01-01/2026-04-30 ?",
        "2025年前11个月": "2025-01-01/2025-11-30",
        "3月": "2026-03-01/2026-03-31 ?",
        "十二月份": "2026-12-01/2026-12-31 ?",
        "2025 年 8 月": "2025-08-01/2025-08-31",
        "24年2月": "2024-02-01/2024-02-29",
        "98年11月": "1998-11-01/1998-11-30",
        "6月上旬": "2026-06-01/2026-06-10 ?",
        "2月中下旬": "2026-02-11/2026-02-28 ?",
        "4月8日": "2026-04-08/2026-04-08 ?",
        "2024年2月29日": "2024-02-29/2024-02-29",
        "2025-11-03": "2025-11-03/2025-11-03",
        "2025.11.3": "2025-11-03/2025-11-03",
        "18日": "2026-05-18/2026-05-18 ?",
        "25日": "2026-04-25/2026-04-25 ?",
        "本月": "2026-05-01/2026-05-31 ?",
        "上月": "2026-04-01/2026-04-30 ?",
        "本月6日": "2026-05-06/2026-05-06 ?",
        "上季度": "2026-01-01/2026-03-31 ?",
        "当日": "2026-05-20/2026-05-20 ?",
        "昨天": "2026-05-19/2026-05-19 ?",
        "上周": "2026-05-11/2026-05-17 ?",
        "本周五": "2026-05-22/2026-05-22 ?",
        "明年初": "2027-01-01/2027-01-31",
        "月初": "2026-05-01/2026-05-10 ?",
    },
    "end_of_point": {
        "2025年底": "/2025-12-31 @",
        "去年年末": "/2025-12-31 @",
        "年底": "/2026-12-31 @ ?",
        "4月底": "/2026-04-30 @ ?",
        "三季度末": "/2026-09-30 @ ?",
        "月末": "/2026-05-31 @ ?",
    },
    "cutoff": {
        "截至4月底": "/2026-04-30 @ ?",
        "截至2026年4月15日": "/2026-04-15 @",
        "截止到去年12月": "/2025-12-31 @",
        "截至一季度末": "/2026-03-31 @ ?",
    },
    "until_point": {
        "到2030年": "2030-01-01/2030-12-31",
        "到6月底": "2026-01-01/2026-06-30 ?",
        "至2028年末": "2028-01-01/2028-12-31",
    },
    "by_point": {
        "9月底前": "2026-01-01/2026-09-30 ?",
        "2027年之前": "2027-01-01/2027-12-31",
        "到年底前": "2026-01-01/2026-12-31 ?",
    },
    "since_point": {
        "今年以来": "2026-01-01/2026-05-20",
        "去年至今": "2025-01-01/2026-05-20",
        "自2022年以来": "2022-01-01/2026-05-20",
        "3月以来": "2026-03-01/2026-05-20 ?",
        "年初至今": "2026-01-01/2026-05-20 ?",
    },
    "from_point": {
        "从去年10月起": "2025-10-01/2026-05-20",
        "2024年开始": "2024-01-01/2026-05-20",
        "自从2020年": "2020-01-01/2026-05-20",
    },
    "after_point": {"2023年以后": "2024-01-01/2026-05-20"},
    "before_point": {"2013年以前": "/2012-12-31"},
    "within_span": {
        "力争三年内": "2026-01-01/2028-12-31 ?",
        "用3—5年时间": "2026-01-01/2030-12-31 ?",
    },
    "range_of_years": {
        "2021—2025年": "2021-01-01/2025-12-31",
        "2021年至2025年": "2021-01-01/2025-12-31",
        "2024-25年度": "2024-01-01/2025-12-31",
    },
    "range_of_months": {
        "2025年1—10月": "2025-01-01/2025-10-31",
        "今年1-4月份": "2026-01-01/2026-04-30",
        "1至4月": "2026-01-01/2026-04-30 ?",
        "1月份至3月份": "2026-01-01/2026-03-31 ?",
        "1、2月": "2026-01-01/2026-02-28 ?",
        "1—10 月份": "2026-01-01/2026-10-31 ?",
    },
    "range_of_days": {"4月21日~23日": "2026-04-21/2026-04-23 ?", "2025年6月1日至15日": "2025-06-01/2025-06-15"},
    "range_of_quarters": {"一至三季度": "2026-01-01/2026-09-30 ?", "2025年第二季度到第四季度": "2025-04-01/2025-12-31"},
    "range_of_points": {
        "去年11月至今年4月": "2025-11-01/2026-04-30",
        "2025年10月到2026年3月": "2025-10-01/2026-03-31",
        "2月28日-3月2日": "2026-02-28/2026-03-02 ?",
        "自2025-05-26起至2025-06-02止": "2025-05-26/2025-06-02",
        "2025年9月至次年4月": "2025-09-01/2026-04-30",
    },
    "five_year_plan": {
        "“十四五”时期": "2021-01-01/2025-12-31",
        "“十五五”": "2026-01-01/2030-12-31",
        "十三五规划": "2016-01-01/2020-12-31",
        "“十二五”期间": "2011-01-01/2015-12-31",
        "“十五”时期": "2001-01-01/2005-12-31",
        "“十四五”末": "/2025-12-31 @",
        "“十五五”以来": "2026-01-01/2026-05-20",
    },
    "until_now": {"截至目前": "/2026-05-20 ?"},
    "since_work_began": {"开工以来": "/2026-05-20 ?", "建成以来": "/2026-05-20 ?"},
    "this_and_next_year": {"今明两年": "2026-01-01/2027-12-31"},
    "past_span": {
        "近三年": "2023-05-20/2026-05-20 ?",
        "五年来": "2021-05-20/2026-05-20 ?",
        "近三个月": "2026-02-20/2026-05-20 ?",
    },
    "coming_span": {"未来五年": "2026-01-01/2030-12-31 ?", "今后三年": "2026-01-01/2028-12-31 ?"},
    "century": {"本世纪": "2001-01-01/2100-12-31", "本世纪中叶": "2001-01-01/2050-12-31"},
    "decade": {"上世纪90年代": "1990-01-01/1999-12-31", "2010年代": "2010-01-01/2019-12-31"},
}

NONE = [
    "3年",
    "30天",
    "24小时",
    "18个月",
    "5年内",
    "三年行动",
    "三年级",
    "第3届",
    "第十二次",
    "近日",
    "日前",
    "近年来",
    "每年3月",
    "每月5日",
    "6月龄",
    "13月",
    "2月30日",
    "2000万元",
    "2026个",
    "2030套",
    "12号线",
    "8号楼",
    "9:30",
    "3.15晚会",
    "5·12",
    "国庆学校",
    "黎明",
    "一日之计",
    "十五个项目",
    "十四五个人",
    "五个年头",
    "十分之一",
    "全年红",
    "年轻",
    "202605203",
]


@pytest.mark.parametrize(
    ("rule", "text", "expected"), [(rule, text, days) for rule, cases in READ.items() for text, days in cases.items()]
)
def test_read(rule: str, text: str, expected: str) -> None:
    for sentence in (text, f"据统计，{text}，全区完成投资12亿元。", f"全区{text}完成投资12亿元。"):
        (mention,) = find_periods(sentence, DAY)
        assert (short(mention), mention.rule) == (expected, rule)
        assert sentence[mention.start : mention.stop] == mention.period.text == text


def test_every_rule_has_its_sentences() -> None:
    assert {rule.__name__ for rules in RULES.values() for rule in rules} == READ.keys()
    for rules in RULES.values():
        for rule in rules:
            assert rule.__doc__


@pytest.mark.parametrize("text", NONE)
def test_not_read(text: str) -> None:
    assert found(text) == {}
    assert found(f"会上，{text}得到肯定") == {}


def test_a_year_is_inherited_within_the_sentence() -> None:
    assert found("2024年5月开工，9月投产，四季度达产") == {
        "2024年5月": "2024-05-01/2024-05-31",
        "9月": "2024-09-01/2024-09-30",
        "四季度": "2024-10-01/2024-12-31",
    }
    assert found("2024年签约，当年开工")["当年"] == "2024-01-01/2024-12-31"
    assert found("当年开工") == {}


def test_a_year_of_two_digits_is_a_year_where_it_is_a_recent_one() -> None:
    assert found("24年以来") == {"24年以来": "2024-01-01/2026-05-20"}
    assert found("15年以来")["15年以来"] == "2011-05-20/2026-05-20 ?"


def test_a_year_that_is_only_compared_with_is_not_inherited() -> None:
    assert found("较去年同期多12家，一季度新增3家")["一季度"] == "2026-01-01/2026-03-31 ?"
    assert found("比2019年多12家，一季度新增3家")["一季度"] == "2026-01-01/2026-03-31 ?"


def test_the_first_months_look_back_on_whole_years() -> None:
    assert found("过去五年", date(2026, 2, 3)) == {"过去五年": "2021-01-01/2025-12-31 ?"}
    assert found("过去一年", date(2026, 2, 3)) == {"过去一年": "2025-01-01/2025-12-31 ?"}
    assert found("过去一年") == {"过去一年": "2025-05-20/2026-05-20 ?"}


def test_the_second_half_looks_forward_from_the_next_year() -> None:
    assert found("未来三年", date(2026, 11, 3)) == {"未来三年": "2027-01-01/2029-12-31 ?"}


def test_a_date_ahead_of_the_document_keeps_its_order() -> None:
    (mention,) = find_periods("从2027年3月起", DAY)
    assert (mention.period.start, mention.period.stop) == (date(2027, 3, 1), date(2027, 3, 31))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("07年", "2007-01-01/2007-12-31"),
        ("12号", "2026-05-12/2026-05-12 ?"),
        ("八月十五", "2026-08-15/2026-08-15 ?"),
        ("三三年", "2033-01-01/2033-12-31"),
    ],
)
def test_loose_forms_on_demand(text: str, days: str) -> None:
    assert found(text, loose=True) == {text: days}
    assert list(found(text).values()) != [days]


def test_full_width_digits() -> None:
    assert found("２０２５年１—４月") == {"２０２５年１—４月": "2025-01-01/2025-04-30"}


def test_a_word_of_time_is_an_entry_of_the_vocabulary() -> None:
    vocabulary = load_vocabulary()
    more = WordList(name="year -1", words=("客岁",))
    calendar = compile_calendar(vocabulary.model_copy(update={"periods": {**vocabulary.periods, "year -1": more}}))
    (mention,) = find_periods("客岁完成投资5亿元", DAY, calendar)
    assert mention.period.start == date(2025, 1, 1)
    assert found("客岁完成投资5亿元") == {}


def test_a_missing_list_of_words_is_named() -> None:
    vocabulary = load_vocabulary()
    periods = {name: entry for name, entry in vocabulary.periods.items() if name != "cutoff"}
    with pytest.raises(VocabularyError, match=r"periods\.toml has no list of words named 'cutoff'"):
        compile_calendar(vocabulary.model_copy(update={"periods": periods}))


@given(
    st.text(
        alphabet="0129０.-/—至到、年月日号季度第一二三十五〇零两前上下半今去明本截底末初以来起“”近未来 ", max_size=50
    ),
    st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31)),
    st.booleans(),
)
def test_any_text_is_read_without_failing(text: str, reference: date, loose: bool) -> None:
    stop = 0
    for mention in find_periods(text, reference, loose=loose):
        assert stop <= mention.start < mention.stop <= len(text)
        assert mention.period.start is None or mention.period.start <= mention.period.stop
        stop = mention.stop
