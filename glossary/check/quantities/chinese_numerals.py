"""Numerals in folded Chinese text: 汉字, financial numerals, digits and mixtures of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from glossary.check.quantities.model import Approximation, Value

_DIGITS = {char: digit for digit, char in enumerate("零一二三四五六七八九")}
_FINANCIAL = {char: digit for digit, char in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
_VALUES = {**_DIGITS, **_FINANCIAL, "〇": 0, "两": 2, "几": 0}
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_TENS = {"廿": 20, "卅": 30}
_PLAIN = "〇零一二三四五六七八九两"
_MAGNITUDES = "".join((*_SMALL, *_LARGE))
# All characters of which a numeral can begin; for a quick look at a text.
CHARACTERS = _PLAIN + "".join((*_FINANCIAL, *_TENS)) + _MAGNITUDES

# Digits with marks or spaces between thousands: 50,000, 50 000.
THOUSANDS = (
    r"(?:\d{1,3}(?:,\d{3})+(?!\d|,\d)"
    r"|(?:[1-9]\d{1,2}(?: \d{3})+|[1-9]\d{0,2}(?:\u202f\d{3})+)(?!\d|[ ,]\d))"
)
_ARABIC = rf"(?:{THOUSANDS}|\d+)(?:\.\d+)?|(?<![\d.])\.\d+"
# 百 in 百分点 and 百分之 is not a number, nor is 两 after a numeral: 一百二, but 两万|两.
_NOT_NUMERAL = r"零下|百\s?分\s?[点之]|千[克瓦米卡赫字比伏帕]|兆[赫瓦字比帕]|[千万]伏"
_WITHOUT_TWO = CHARACTERS.replace("两", "")
_CHARACTER = rf"(?:(?!{_NOT_NUMERAL})[{_WITHOUT_TWO}]|两(?=\s?[百千万亿]))"
_ELEMENT = rf"(?:{_ARABIC}|{_CHARACTER})"
# A space is part of a numeral before or after a magnitude only: 3 亿, 三千 八百. Possessive, since
# its parts can be read in several ways.
_RUN = (
    rf"(?:{_ELEMENT}|两)"
    rf"(?:(?:(?<=[{_MAGNITUDES}零])\s{{0,2}}(?={_ELEMENT})|\s{{0,2}}(?=[{_MAGNITUDES}]))"
    rf"{_ELEMENT}|{_CHARACTER}"
    # 两个亿, 三个多亿
    rf"|(?<=[{_PLAIN}{_MAGNITUDES}\d])个多?亿(?![{_MAGNITUDES}])"
    # 二百三十余万, 三十万多亿, 二十几万, 一百零几万
    rf"|(?<=[{_MAGNITUDES}\d])\s?[余多来]\s?(?=[{_MAGNITUDES}])[{_MAGNITUDES}]"
    rf"|(?<=[十百千零拾佰仟])几)*+"
)
_DECIMALS = rf"(?:\s?点\s?[{_PLAIN}\d]+(?!\s?分钟?(?!之)|刻)[{_MAGNITUDES}]*)?"
# Digits that a converter set apart, as in 2 0 1 5 年.
_APART = r"(?<![\d.,]\s)(?<![\d.,])\d(?: \d){1,3}(?=\s?[年月日%折])"
NUMERAL = re.compile(rf"{_APART}|{_RUN}{_DECIMALS}")
# The characters with which one begins; looking for these first is much faster.
_BEGINS = re.compile(rf"[\d.{CHARACTERS}]")
_PARTS = re.compile(rf"{_ARABIC}|.", re.DOTALL)
# Longer ones are not quantities, and Python converts no number of thousands of digits.
_MAX_LENGTH = 60
# 逾千, 百多个, 百大: a magnitude by itself.
_VAGUE_BEFORE = re.compile("[逾近过]$")
_VAGUE_AFTER = re.compile("[多余][个名位家人种项次]|[大强佳]")
_NEGATIVE = re.compile(r"(?:负|零下|(?<![\w.)\]%□])(?<![\w.)\]%□]\s)[-−–])\s?$")


class Numeral(NamedTuple):
    """A numeral in a text.

    Attributes:
        start: The offset of its first character.
        end: The offset after its last character.
        low: The value; of 二三十 the lower.
        high: The higher value of 二三十 or 三五.
        text: The characters.
        approximation: The direction of 余, 多 or 几 within it.
    """

    start: int
    end: int
    low: Value
    high: Value
    text: str
    approximation: Approximation

    @property
    def is_word(self) -> bool:
        """True if no digit is in it."""
        return not any(char.isdecimal() for char in self.text)

    @property
    def is_magnitude(self) -> bool:
        """True if it is a magnitude by itself: 百万, 千."""
        return all(char in _MAGNITUDES for char in self.text) and self.text not in "十拾"


def numerals(text: str) -> Iterator[Numeral]:
    """Yield the numerals of a folded text, in order."""
    for match in _matches(text):
        written = match[0]
        # Without a value are 万 and 千百 by themselves, and words as in 伍 or 陆.
        if len(written) > _MAX_LENGTH:
            continue
        start = match.start()
        values = _values(written)
        if values is None and (
            _VAGUE_BEFORE.search(text, max(0, start - 2), start)
            or _VAGUE_AFTER.match(text, match.end())
        ):
            values = _values("一" + written)
        if values is None:
            continue
        low, high = values
        if negative := _NEGATIVE.search(text, max(0, start - 2), start):
            start, low, high = negative.start(), -low, -high
        is_inexact = any(char in written for char in "余多来几")
        direction = Approximation.MORE if is_inexact else Approximation.EXACT
        yield Numeral(start, match.end(), low, high, written, direction)


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of the pattern of a numeral."""
    begin = _BEGINS.search(text)
    while begin:
        match = NUMERAL.match(text, begin.start())
        if match:
            yield match
        begin = _BEGINS.search(text, match.end() if match else begin.end())


def _values(written: str) -> tuple[Value, Value] | None:
    """Return the lower and the higher value of a numeral, or None if it has none."""
    if written.isdecimal():
        return int(written), int(written)
    text = "".join(char for char in written if not char.isspace() and char not in "余多来个")
    if len(text) == 1 and text not in _PLAIN and text not in "十廿卅" and not text.isdecimal():
        return None
    if text[0] in "万亿兆" or all(char in _FINANCIAL for char in text):
        return None
    whole, point, decimals = text.partition("点")
    if not point and (pair := _pair(whole)):
        low, high = (parse(form) for form in pair)
    else:
        low = high = parse(whole)
    if low is None or high is None:
        return None
    if point:
        digits = decimals.rstrip(_MAGNITUDES)
        part = Fraction(int("".join(str(_digit(char)) for char in digits)), 10 ** len(digits))
        factor = 1
        for char in decimals[len(digits) :]:
            factor *= _SMALL.get(char) or _LARGE[char]
        low = high = (low + part) * factor
    return low, high


def _pair(text: str) -> tuple[str, str] | None:
    """Return the two numerals of 二三十 or 三五: neighbours, or three and five."""
    match = re.fullmatch(
        rf"((?:[{_PLAIN}]?[十百千])*)([一二两三四五六七八])([二三四五六七八九])([{_MAGNITUDES}]*)",
        text,
    )
    if match is None:
        return None
    before, first, second, after = match.groups()
    low, high = _VALUES[first], _VALUES[second]
    if high - low != 1 and (low, high) != (3, 5):
        return None
    return f"{before}{first}{after}", f"{before}{second}{after}"


def _digit(char: str) -> int:
    return int(char) if char.isdecimal() else _VALUES[char]


def arabic(written: str) -> Value:
    """Return the value of digits with or without commas and a decimal point."""
    whole, _, decimals = re.sub(r"[,\s]", "", written).partition(".")
    if not decimals:
        return int(whole)
    return exact(Fraction(int(whole + decimals), 10 ** len(decimals)))


def exact(value: Value) -> Value:
    """Return an integer for a fraction that is one."""
    return value.numerator if value.denominator == 1 else value


def parse(text: str) -> Value | None:
    """Return the value of a numeral without a decimal point in 汉字, or None if it has none.

    二十 is 20, 一九八六 is 1986, 3千5百万 is 35,000,000, 1.2万亿 is 1,200,000,000,000, 一百二 is
    120 and 一百零二 is 102.
    """
    if len(text) > 1 and all(char in _DIGITS or char in "〇两" for char in text):
        return int("".join(str(_VALUES[char]) for char in text))
    total: Value = 0
    section: Value = 0
    digit: Value | None = None
    last_large, last = 0, 0
    for part in _PARTS.findall(text):
        if part in _SMALL:
            section += (1 if digit is None else digit or 1) * _SMALL[part]
            digit, last = None, _SMALL[part]
        elif part in _LARGE:
            unit = _LARGE[part]
            section += digit or 0
            if unit > last_large > 0 or (unit == last_large and not section):
                total, section = (total + section) * unit, 0
            else:
                total, section = total + section * unit, 0
            digit, last_large, last = None, unit, unit
        elif part in _TENS:
            section += _TENS[part]
            digit, last = None, 10
        elif part in "零〇几":
            # After it a last digit counts as itself: 一百零二.
            digit, last = 0, 0
        else:
            if digit:
                # Two digits in a row: no numeral but a name or a telephone number.
                return None
            digit = _VALUES[part] if part in _VALUES else arabic(part)
    if digit and last > 10 and digit < 10 and digit == int(digit):
        digit *= last // 10
    return exact(total + section + (digit or 0))
