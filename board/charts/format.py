"""Numbers and days as people say them: 107.96 亿元, 4.6 万个, 5.5%, 21.6%, 4月底.

Values arrive in the base unit (元, 个, 平方米; % as printed). Years, ratios and leads are fractions.
"""

from __future__ import annotations

import calendar
import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from board.words import Lang, has, say

MONEY = frozenset({"元", "美元", "港元", "欧元", "人民币元"})
_ZH_STEPS = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"))
_EN_STEPS = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"))
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SIGNS = {">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< "}


@dataclass(frozen=True, slots=True)
class Scale:
    """What a value is divided by and the word that then stands before the unit: (1e8, 亿)."""

    divisor: float
    word: str


def is_share(unit: str) -> bool:
    """Tell whether values of `unit` are printed as they are, with no 万 or 亿: %, ‰, 个百分点."""
    return unit in {"%", "‰", "个百分点", "百分点"}


def scale_of(value: float, unit: str, lang: Lang = "zh") -> Scale:
    """Choose the scale a person would say `value` in: 10796000000 元 -> 亿, 46000 个 -> 万, 60 个 -> none."""
    size = abs(value)
    if is_share(unit):
        return Scale(1, "")
    for divisor, word in _ZH_STEPS if lang == "zh" else _EN_STEPS:
        if size >= divisor * 0.99995 and not _said_in_full(size, unit, divisor):
            return Scale(divisor, word)
    return Scale(1, "")


def _said_in_full(size: float, unit: str, divisor: float) -> bool:
    """44335 户 is said in full: a whole count under a million that 万 would round."""
    if unit in MONEY or divisor > 1e6 or size >= 1e6 or size != int(size):
        return False
    return not math.isclose(size / divisor, round(size / divisor, 2), rel_tol=1e-12)


def plain(value: float, digits: int = 2) -> str:
    """Print a number with at most `digits` decimals, none that are zero: 107.96, 500, 52.3, −3.1."""
    rounded = round(value, digits)
    text = f"{abs(rounded):.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"−{text}" if rounded < 0 else text


def number(value: float, unit: str, lang: Lang = "zh", digits: int = 2, scale: Scale | None = None) -> str:
    """Print a value without its unit, on `scale` or the one a person would choose: 10796000000 -> 107.96."""
    chosen = scale or scale_of(value, unit, lang)
    scaled = value / chosen.divisor
    if 0 < abs(scaled) < 10**-digits / 2:
        digits = min(6, digits + math.ceil(-math.log10(abs(scaled))))
    if lang == "en":
        extra = 1 if chosen.divisor >= 1e9 and digits >= 2 else 0
        text = plain(scaled, digits + extra)
        return _grouped(text)
    return plain(scaled, digits)


def unit_word(unit: str, lang: Lang = "zh", scale: Scale | None = None) -> str:
    """Return the unit with its scale word, as it follows a number: ' 亿元', '%', ' 个'; ' bn yuan' in English."""
    if unit in {"%", "‰"}:
        return unit
    name = say(f"units.{unit}", lang) if has(f"units.{unit}") else unit
    word = scale.word if scale else ""
    if lang == "zh":
        return f" {word}{name}" if word or name else ""
    parts = [part for part in (word, name) if part]
    return f" {' '.join(parts)}" if parts else ""


def quantity(
    value: float | None,
    unit: str,
    lang: Lang = "zh",
    digits: int = 2,
    scale: Scale | None = None,
    *,
    like: float | None = None,
) -> str:
    """Print a value with its unit: 10796000000, 元 -> 107.96 亿元; None -> —.

    Beside a number `like` it is said on that one's scale where this rounds nothing: 0.31 亿元 of 3.2 亿元.
    """
    if value is None:
        return say("format.none", lang)
    chosen = scale or (_shared_scale(value, unit, lang, like) if like else scale_of(value, unit, lang))
    return number(value, unit, lang, digits, chosen) + unit_word(unit, lang, chosen)


def _shared_scale(value: float, unit: str, lang: Lang, like: float) -> Scale:
    scale = scale_of(like, unit, lang)
    scaled = value / scale.divisor
    exact = abs(scaled) >= 0.01 and math.isclose(scaled, round(scaled, 2), rel_tol=1e-9)
    return scale if exact else scale_of(value, unit, lang)


def rounded(value: float | None, unit: str, lang: Lang = "zh", like: float | None = None) -> str:
    """Print a computed value to one decimal, never more exact than it is: 52.3 亿元, 7.0 亿元.

    It is said on the scale of `like` (0.7 万平方米 a month beside a gap of 5.2 万平方米) unless it is too small.
    """
    if value is None:
        return say("format.none", lang)
    scale = scale_of(value if like is None else like, unit, lang)
    if abs(value) < scale.divisor * 0.1:
        scale = scale_of(round(value), unit, lang)
    scaled = value / scale.divisor
    digits = 0 if abs(scaled) >= 1000 else 2 if scale.word in {"bn", "tn"} else 1
    if 0 < abs(scaled) < 0.1:
        return quantity(value, unit, lang, 1, scale)
    text = f"{abs(scaled):,.{digits}f}" if lang == "en" else f"{abs(scaled):.{digits}f}"
    sign = "−" if value < 0 and float(text.replace(",", "")) else ""
    return f"{sign}{text}{unit_word(unit, lang, scale)}"


def like_all(values: Sequence[float], unit: str, lang: Lang, like: float | None) -> float | None:
    """Return the amount on whose scale all these rates can be said: `like`, or the least that is too small for it."""
    least = min(map(abs, values), default=None)
    if least is None or like is None or least >= scale_of(like, unit, lang).divisor * 0.1:
        return like
    return least


def per_month(value: float | None, unit: str, lang: Lang = "zh", like: float | None = None) -> str:
    """Print a monthly rate: 52.3 亿元/月."""
    return say("format.per_month", lang, value=rounded(value, unit, lang, like))


def bound(low: float | None, high: float | None, comparator: str, unit: str, lang: Lang = "zh") -> str:
    """Print a target with its sign: ≥ 500 亿元, ≤ 5%, 约 20 次, 6%—6.5%."""
    if low is not None and high is not None and low != high:
        top = scale_of(high, unit, lang)
        tail = unit_word(unit, lang, top)
        left = number(low, unit, lang, 2, top) + (tail if is_share(unit) else "")
        return say("format.range", lang, low=left, high=number(high, unit, lang, 2, top) + tail)
    value = low if low is not None else high
    text = quantity(value, unit, lang)
    if comparator == "~":
        return say("format.approximately", lang, value=text)
    return _SIGNS.get(comparator, "") + text


def percent(ratio: float | None, lang: Lang = "zh") -> str:
    """Print a fraction: 0.216 -> 21.6%, 1.733 -> 173%; what is short of 1 never prints as 100%."""
    if ratio is None:
        return say("format.none", lang)
    hundredth = ratio * 100
    if 99.95 <= hundredth < 100:
        return "99.9%"
    return f"{plain(hundredth, 1) if abs(hundredth) >= 100 and hundredth < 110 else _fixed(hundredth)}%"


def _fixed(hundredth: float) -> str:
    digits = 0 if abs(hundredth) >= 100 else 1
    text = f"{abs(hundredth):.{digits}f}"
    return f"−{text}" if hundredth < 0 and float(text) else text


def points(fraction: float, lang: Lang = "zh") -> str:
    """Print a difference of two fractions without its sign: -0.156 -> 15.6 个百分点."""
    return say("format.points", lang, value=f"{abs(fraction) * 100:.1f}")


def lead(fraction: float, lang: Lang = "zh") -> str:
    """Say a lead: 0.059 -> 领先 5.9 个百分点, -0.156 -> 落后 15.6 个百分点."""
    if abs(fraction) < 0.0005:
        return say("format.level", lang)
    return say("format.ahead" if fraction > 0 else "format.behind", lang, points=points(fraction, lang))


def day(when: date | None, lang: Lang = "zh", year: int | None = None) -> str:
    """Say a day: 15 May (a day known only to its month) -> 5月, 30 April -> 4月底, 6 March -> 3月6日.

    The year is said where it is not `year`.
    """
    if when is None:
        return say("chart.undated", lang)
    names = {"month": when.month, "day": when.day, "name": _MONTHS[when.month - 1]}
    if when.day == calendar.monthrange(when.year, when.month)[1]:
        text = say("chart.month_end", lang, **names)
    else:
        text = say("chart.month" if when.day == 15 else "chart.month_day", lang, **names)
    return text if when.year == year else say("chart.year_of", lang, year=when.year, rest=text)


def month(number_of_month: int, lang: Lang = "zh") -> str:
    """Name a month on an axis: 4月, Apr."""
    return say("chart.month", lang, month=number_of_month, name=_MONTHS[number_of_month - 1])


def period(start: date, stop: date, lang: Lang = "zh") -> str:
    """Say a period: 2024年, 2021—2025年, 2024年二季度, 2024年上半年, 2024年5月, otherwise its two days."""
    whole_years = (start.month, start.day, stop.month, stop.day) == (1, 1, 12, 31)
    if whole_years and start.year == stop.year:
        return say("chart.year", lang, year=start.year)
    if whole_years:
        years = say("format.range", lang, low=start.year, high=stop.year)
        return say("chart.year", lang, year=years)
    part = _part_of_year(start, stop, lang)
    if part:
        return say("chart.year_of", lang, year=start.year, rest=part)
    return say("format.range", lang, low=start.isoformat(), high=stop.isoformat())


def _part_of_year(start: date, stop: date, lang: Lang) -> str:
    """Name a quarter, a half or a month of one year; '' for anything else."""
    whole = start.day == 1 and stop.day == calendar.monthrange(stop.year, stop.month)[1] and start.year == stop.year
    months = stop.month - start.month + 1
    if not whole:
        return ""
    if months == 3 and start.month % 3 == 1:
        return say(f"chart.quarter_{stop.month // 3}", lang)
    if months == 6 and start.month in {1, 7}:
        return say("chart.first_half" if start.month == 1 else "chart.second_half", lang)
    return month(start.month, lang) if months == 1 else ""


def clean(text: object) -> str:
    """Return text fit to be drawn on one line: no control or zero-width characters, spaces joined."""
    words = str(text)
    if words.isprintable() and "  " not in words:
        return words.strip()
    kept = (
        " " if char.isspace() else char
        for char in words
        if char.isspace() or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co"}
    )
    return " ".join("".join(kept).split())


def _grouped(text: str) -> str:
    """46000 -> 46,000."""
    sign = "−" if text.startswith("−") else ""
    whole, dot, rest = text.removeprefix("−").partition(".")
    return f"{sign}{int(whole):,}{dot}{rest}"
