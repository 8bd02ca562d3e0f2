"""What numbers are worth and where they stand, in digits and in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.extract.hanzi import evaluate, plain
from etl.extract.numerals import find_numbers, read_run, share_of

WORTH = {
    "0": "0",
    "８７６": "876",
    "3,200": "3200",
    "12，500.75": "12500.75",
    ".75": "0.75",
    "2万": "20000",
    "4.6万亿": "4600000000000",
    "7千万": "70000000",
    "3 亿": "300000000",
    "1亿2千万": "120000000",
    "2亿零300万": "203000000",
    "6万800": "60800",
    "1.5个亿": "150000000",
    "〇": "0",
    "十": "10",
    "十六": "16",
    "二十": "20",
    "一百零八": "108",
    "一百一": "110",
    "三千六": "3600",
    "四万二": "42000",
    "两千零五": "2005",
    "五千零八十": "5080",
    "九万零七十": "90070",
    "七十二万五千": "725000",
    "六千万": "60000000",
    "一亿三千万": "130000000",
    "八千亿": "800000000000",
    "三万五千亿": "3500000000000",
    "十二点零六": "12.06",
    "零点三五": "0.35",
    "四点五万": "45000",
    "二百点5": "200.5",
    "二零三五": "2035",
    "半百": "50",
    "壹佰贰拾叁": "123",
}


@pytest.mark.parametrize(("run", "value"), WORTH.items())
def test_worth(run: str, value: str) -> None:
    number = read_run(run)
    assert number is not None
    assert number.value == Decimal(value)
    assert number.value_max is None
    assert not number.open


@pytest.mark.parametrize(
    ("run", "low", "high"),
    [
        ("三五百", 300, 500),
        ("七八千", 7000, 8000),
        ("两三", 2, 3),
        ("二三十", 20, 30),
        ("十七八", 17, 18),
        ("四五万", 40000, 50000),
    ],
)
def test_two_digits_side_by_side_are_a_range(run: str, low: int, high: int) -> None:
    number = read_run(run)
    assert number is not None
    assert (number.value, number.value_max) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("run", "value"),
    [
        ("十几", 10),
        ("几十", 10),
        ("数百万", 1_000_000),
        ("二十多万", 200_000),
        ("300余万", 3_000_000),
        ("六千来万", 60_000_000),
    ],
)
def test_an_open_number_is_its_lower_end(run: str, value: int) -> None:
    number = read_run(run)
    assert number is not None
    assert number.open
    assert number.value == value


@pytest.mark.parametrize("run", ["一百百", "百百", "两两", "千百", "一" * 61, "9" * 61])
def test_no_number(run: str) -> None:
    assert read_run(run) is None


@pytest.mark.parametrize(
    ("run", "mantissa", "magnitude"),
    [
        ("500亿", "500", "亿"),
        ("3.5万亿", "3.5", "万亿"),
        ("两亿四千万", "2.4", "亿"),
        ("三百", "300", ""),
        ("八百多万", "800", "万"),
    ],
)
def test_mantissa_is_the_number_as_printed(run: str, mantissa: str, magnitude: str) -> None:
    number = read_run(run)
    assert number is not None
    assert (number.mantissa, number.magnitude) == (Decimal(mantissa), magnitude)


@pytest.mark.parametrize(
    ("run", "form"),
    [
        ("35", "arabic"),
        ("三十五", "written"),
        ("三五", "written"),
        ("二〇二五", "spelled"),
        ("千万", "bare"),
        ("数十", "vague"),
    ],
)
def test_form(run: str, form: str) -> None:
    number = read_run(run)
    assert number is not None
    assert number.form == form


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("甲镇有四十二个村，乙镇有38个", [42, 38]),
        ("气温从负三点五升到6", [Decimal("-3.5"), 6]),
        ("下降-2.7", [Decimal("-2.7")]),
        ("15-20", [15, 20]),
        ("沿G55到S213，共12处", [12]),
        ("四川的工作进一步统一安排，一切顺利", []),
        ("万众一心，千方百计", []),
        ("五千年，七、八、九", [5000, 7, 8, 9]),
    ],
)
def test_find_numbers(text: str, values: list[Decimal]) -> None:
    assert [-f.number.value if f.negative else f.number.value for f in find_numbers(text)] == values


def test_find_numbers_keeps_the_share_apart() -> None:
    (found,) = find_numbers("占百分之十二点五")
    assert (found.number.value, found.share) == (Decimal("12.5"), "百分之")
    assert "占百分之十二点五"[found.start : found.stop] == "百分之十二点五"


@pytest.mark.parametrize(("prefix", "percent"), [("", 1), ("百分之", 1), ("千分之", Decimal("0.1")), ("四分之", 25)])
def test_share_of(prefix: str, percent: Decimal) -> None:
    assert share_of(prefix) == percent


UNITS = ("", "十", "百", "千")


def in_words(number: int) -> str:
    """Write a number below 100 million out, as 一千零五万三百."""

    def section(value: int) -> str:
        words, gap = "", False
        for place in (3, 2, 1, 0):
            digit = value // 10**place % 10
            gap = gap or (digit == 0 and bool(words))
            if digit:
                words += ("零" if gap else "") + "零一二三四五六七八九"[digit] + UNITS[place]
                gap = False
        return words

    high, low = divmod(number, 10_000)
    if not high:
        return section(low) or "零"
    return section(high) + "万" + ("零" if 0 < low < 1000 else "") + section(low)


@given(st.integers(min_value=0, max_value=99_999_999))
def test_every_number_written_out_is_read_back(number: int) -> None:
    assert evaluate(in_words(number)) == number


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_every_number_in_digits_is_read_back(number: Decimal) -> None:
    for text in (
        f"{number}",
        f"{number:,}",
        f"{number}".translate(str.maketrans("0123456789.", "０１２３４５６７８９．")),
    ):
        assert evaluate(plain(text)) == number


@given(st.text(alphabet="0１,，.点十百千万亿零一两三五多余几数半负-之分", max_size=40))
def test_any_run_of_number_characters_is_read_without_failing(text: str) -> None:
    for found in find_numbers(text):
        assert 0 <= found.start < found.stop <= len(text)
