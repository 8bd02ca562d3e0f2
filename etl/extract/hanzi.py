"""The value of a number written out: 三千四百五十万, 5亿1万4千6百, 二十点一二三, 二零一七.

`evaluate` reads one whole run of number characters; where a number begins and ends is the concern of `numerals`.
"""

from __future__ import annotations

from decimal import Decimal

from etl.patterns import pattern_of

DIGITS = {mark: value for value, marks in enumerate(("零〇", "一", "二两", *"三四五六七八九")) for mark in marks}
MAGNITUDES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
LARGE = "万亿"
LONGEST = 60
"""No number of prose is longer: such a run is a serial number or a broken page."""

_FINANCIAL = dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千", strict=True))
_DROPPED = dict.fromkeys(",， 个", "")
_PLAIN = str.maketrans("０１２３４５６７８９．", "0123456789.") | str.maketrans(_FINANCIAL | _DROPPED)
_WORD = pattern_of(r"[0-9]*\.?[0-9]+|[〇零一二两三四五六七八九十百千万亿]")


def plain(text: str) -> str:
    """Return `text` with half-width digits, no thousands separators and ordinary number characters."""
    return text.translate(_PLAIN)


def power(magnitude: str) -> Decimal:
    """Return what a magnitude multiplies by: 万亿 is a million million."""
    value = Decimal(1)
    for mark in magnitude:
        value *= MAGNITUDES[mark]
    return value


def evaluate(run: str) -> Decimal | None:
    """Return the value of a plain run, or None where it is no number (一百百, 一二百).

    两千四百五 is 2450 and 九十二万四 is 924000: a last digit takes the place below the magnitude before it. A run that
    begins with a magnitude (千万 in 近千万家庭) is read as one of it.
    """
    if len(run) > LONGEST:
        return None
    whole, point, fraction = run.partition("点")
    value = _whole(whole)
    if not point or value is None:
        return value
    digits = fraction.rstrip(LARGE)
    if not digits or not all(mark in DIGITS or mark.isdigit() for mark in digits):
        return None
    value += Decimal("0." + "".join(str(DIGITS.get(mark, mark)) for mark in digits))
    return value * power(fraction[len(digits) :])


def _whole(run: str) -> Decimal | None:
    """Return the value of a whole number: 一千零五十 is 1050, 二〇二四 is 2024; None where the signs are no number."""
    if len(run) > 1 and all(mark in DIGITS for mark in run):
        return None if "两" in run else Decimal("".join(str(DIGITS[mark]) for mark in run))
    reading = _Reading()
    for word in _WORD.findall(run):
        if not (reading.magnitude(word) if word in MAGNITUDES else reading.digits(word)):
            return None
    return reading.total()


class _Reading:
    """The terms read so far, greatest first, and the digits that wait for their magnitude."""

    def __init__(self) -> None:
        self.terms: list[Decimal] = []
        self.waiting: Decimal | None = None
        self.last = 0
        self.shorthand = False

    def digits(self, word: str) -> bool:
        """Take up digits, which wait for a magnitude; 三 after 两千 waits for 百 or is 两千三 in short."""
        value = Decimal(DIGITS[word]) if word in DIGITS else Decimal(word)
        if self.waiting:
            return False
        self.shorthand = self.waiting is None and self.last > 0 and len(word) == 1
        self.waiting = value
        return True

    def magnitude(self, word: str) -> bool:
        """Take up a magnitude: 十 百 千 count within 万 and 亿."""
        size = MAGNITUDES[word]
        return self._large(size) if word in LARGE else self._small(size)

    def _small(self, size: int) -> bool:
        """三百二十: put the digits that wait at their place, which has to be below the one before; 十 alone is ten."""
        if not self.waiting:
            if size > 10 and (self.terms or self.waiting is not None):
                return False
            self.waiting = Decimal(1)
        if 0 < self.last <= size:
            return False
        self._push(self.waiting * size, size)
        return True

    def _large(self, size: int) -> bool:
        """三百二十万: all that was read so far, below this magnitude, counts in it."""
        value = self.waiting or Decimal(0)
        while self.terms and self.terms[-1] < size:
            value += self.terms.pop()
        if not value:
            value = self.terms.pop() if self.terms else Decimal(1)
        self._push(value * size, size)
        return True

    def _push(self, value: Decimal, size: int) -> None:
        self.terms.append(value)
        self.waiting, self.last = None, size

    def total(self) -> Decimal | None:
        """Return the sum, with a last lone digit in its shorthand place."""
        if self.waiting is None:
            return sum(self.terms, Decimal(0)) if self.terms else None
        place = Decimal(self.last) / 10 if self.shorthand else Decimal(1)
        return sum(self.terms, Decimal(0)) + self.waiting * place
