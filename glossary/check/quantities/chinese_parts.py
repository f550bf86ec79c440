"""Fractions, multiples and halves in folded Chinese text: 三分之一, 百分之五, 翻两番, 半年."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from glossary.check.quantities.calendar import is_valid
from glossary.check.quantities.chinese_numerals import (
    CHARACTERS,
    NUMERAL,
    exact,
    numerals,
    parse,
)
from glossary.check.quantities.model import Kind, Quantity, Value

_NUMBER = NUMERAL.pattern
_FRACTION = re.compile(
    rf"(?<![\d.{CHARACTERS}])(?<!\d,)(?P<minus>负)?\s?(?:(?P<whole>{_NUMBER})\s?又\s?)?(?P<minus_below>负)?"
    rf"(?P<below>{_NUMBER}|[一壹]?[百千万亿佰仟]{{1,2}})\s*分\s{{0,2}}之\s*(?P<minus_above>负\s?)?"
    rf"(?P<above>{_NUMBER}|百)(?!世纪|个世纪)(?:[至到](?P<high>{_NUMBER})(?=[，。、；的左之）]|$))?"
)
_DIGITS = re.compile(
    r"(?<![\d./])(?:(?P<whole>\d{1,3})(?: {1,2}|\s?又\s?))?"
    r"(?P<above>\d{1,2})/(?P<below>\d{1,3})(?![\d/年月])"
)
_DOUBLED = re.compile(r"翻(?:了)?(?:(?P<times>[一两二三四五六\d])\s?番|番|一?倍)")
_TENTHS = re.compile(
    "(?:(?<=打)|(?=对折[价出优甩]))(?P<half_price>对折)|(?P<half_tenth>半成)(?![品年熟])"
)
_HALF = re.compile("半(?:个)?(年|月|小时|天|世纪|钟头)(?!度)|(?<![一十])半数|一半|过半|大半")
_PLAIN = str.maketrans("佰仟", "百千")
# 一刻钟, 四分之一世纪, 俩月, 半斤
_SPANS = re.compile(
    r"(?P<quarters>[一三两])刻钟|四分之(?P<part>[一三])(?:个)?世纪|(?P<pair>[俩仨])月"
    r"|半(?P<unit>公里|公斤|吨|斤|里地|亩|公顷|打)"
)
_HALVES: dict[str, tuple[Value, str]] = {
    "公里": (Fraction(1, 2), "km"), "公斤": (Fraction(1, 2), "kg"), "吨": (Fraction(1, 2), "t"),
    "斤": (Fraction(1, 2), "jin"), "里地": (Fraction(1, 2), "li"), "亩": (Fraction(1, 2), "mu"),
    "公顷": (Fraction(1, 2), "ha"), "打": (6, ""),
}  # fmt: skip
# 两年半 and 三个半月 are read with their number.
_NUMBER_BEFORE_HALF = ("年", "月", "个", "上", "下")
# The value of half of each, in a unit of which it is a whole number where there is one.
HALF_UNITS: dict[str, tuple[Value, str]] = {
    "年": (6, "month"),
    "月": (Fraction(1, 2), "month"),
    "小时": (30, "minute"),
    "钟头": (30, "minute"),
    "天": (12, "hour"),
    "世纪": (50, "year"),
}


def value_of(written: str) -> Value | None:
    """Return the value of a numeral, or None if it has none."""
    found = next(numerals(written.strip()), None)
    # 壹 by itself is a numeral where one is expected.
    return parse("".join(written.split())) if found is None else found.low


def fractions(text: str) -> Iterator[Quantity]:
    """Yield fractions, and percentages that are written as 百分之五 or 万分之三."""
    for match in _FRACTION.finditer(text):
        below, whole = match["below"].strip(), match["whole"]
        magnitude = below.lstrip("一壹").translate(_PLAIN)
        is_magnitude = bool(magnitude) and all(char in "百千万亿" for char in magnitude)
        divisor = value_of("一" + magnitude) if is_magnitude else value_of(below)
        above = 100 if match["above"] == "百" else value_of(match["above"])
        if not divisor or above is None:
            continue
        value = Fraction(above) / divisor
        if whole:
            value += value_of(whole) or 0
        signs = sum(bool(match[name]) for name in ("minus", "minus_below", "minus_above"))
        value *= (-1) ** signs
        if not whole and is_magnitude:
            low = high = exact(value * 100)
            if match["high"]:
                high = max(low, exact(Fraction(value_of(match["high"]) or 0) / divisor * 100))
            yield Quantity(*match.span(), Kind.PERCENT, low, high, "%")
        else:
            is_word = not any(char.isdecimal() for char in match[0])
            yield Quantity(
                *match.span(), Kind.FRACTION, exact(value), exact(value), is_word=is_word
            )


def digit_fractions(text: str) -> Iterator[Quantity]:
    """Yield fractions in digits: 3/4, 1 3/5."""
    for match in _DIGITS.finditer(text):
        above, below = int(match["above"]), int(match["below"])
        if 0 < above < below and not (below > 12 and is_valid(above, below)):
            value = int(match["whole"] or 0) + Fraction(above, below)
            yield Quantity(*match.span(), Kind.FRACTION, value, value)


def multiples_and_halves(text: str) -> Iterator[Quantity]:
    """Yield 翻番, 对折, 半成, 半年, 一半, 一刻钟."""
    yield from _spans(text)
    for match in _DOUBLED.finditer(text):
        value = 2 ** int(value_of(match["times"] or "一") or 1)
        yield Quantity(*match.span(), Kind.MULTIPLE, value, value, "times", is_word=True)
    yield from _halves(text)


def _spans(text: str) -> Iterator[Quantity]:
    """Yield 一刻钟, 四分之一世纪, 俩月, 半斤."""
    value: Value
    for match in _SPANS.finditer(text):
        if match["quarters"]:
            value, unit = 15 * ("一两三".index(match["quarters"]) + 1), "minute"
        elif match["part"]:
            value, unit = 25 * int(parse(match["part"]) or 1), "year"
        elif match["pair"]:
            value, unit = 2 + "俩仨".index(match["pair"]), "month"
        else:
            value, unit = _HALVES[match["unit"]]
        kind = Kind.DIMENSION if unit else Kind.NUMBER
        yield Quantity(*match.span(), kind, value, value, unit, is_word=True, is_vague=True)


def _halves(text: str) -> Iterator[Quantity]:
    for match in _TENTHS.finditer(text):
        if match["half_price"]:
            span = match.span("half_price")
            yield Quantity(*span, Kind.PERCENT, 50, 50, "discount", is_word=True)
        else:
            yield Quantity(*match.span(), Kind.PERCENT, 5, 5, "%", is_word=True)
    for match in _HALF.finditer(text):
        if not match[1]:
            half = Fraction(1, 2)
            yield Quantity(*match.span(), Kind.FRACTION, half, half, is_word=True)
        elif text[max(0, match.start() - 1) : match.start()] not in _NUMBER_BEFORE_HALF:
            value, unit = HALF_UNITS[match[1]]
            yield Quantity(
                *match.span(), Kind.DIMENSION, value, value, unit, is_word=True, is_vague=True
            )
