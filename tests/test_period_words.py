"""Which year a stretch of time is of where it does not say, and the words of time that a vocabulary adds."""

from __future__ import annotations

from datetime import date

import pytest

from etl.extract.moment_grammar import compile_calendar
from etl.extract.periods import find_periods
from etl.model import VocabularyError
from etl.vocabulary import WordList, load_vocabulary
from tests.stretches import DAY, found


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
