"""Numbers in folded Chinese text with what belongs to them: units, currencies, approximations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from glossary.check.quantities.calendar import relative_date
from glossary.check.quantities.chinese_money import KUAI, coins, tenths_of_kuai
from glossary.check.quantities.chinese_numerals import Numeral, exact, numerals, parse
from glossary.check.quantities.chinese_parts import HALF_UNITS
from glossary.check.quantities.english_numerals import ABBREVIATIONS, MAGNITUDES
from glossary.check.quantities.marks import is_mark
from glossary.check.quantities.model import Approximation, Kind, Quantity, Value
from glossary.check.quantities.ranges import with_ranges
from glossary.check.quantities.units import CURRENCIES, SUBUNITS, UNITS, YUAN


def _names(tables: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Return an alternation of names, longest first, and the symbol of each name."""
    symbols = {name: symbol for symbol, names in tables.items() for name in names.split()}
    return "|".join(map(re.escape, sorted(symbols, key=len, reverse=True))), symbols


_CURRENCY, _CURRENCY_OF = _names({code: found.chinese for code, found in CURRENCIES.items()})
_SIGN, _SIGN_OF = _names({code: found.signs for code, found in CURRENCIES.items()})
_UNIT, _UNIT_OF = _names({symbol: unit.chinese for symbol, unit in UNITS.items()})
_SUBUNIT, _SUBUNIT_OF = _names({name: found.chinese for name, found in SUBUNITS.items()})
# Before these 余 and 多 mean more: 五千多亿, 三百余名.
_COUNTED = "个名位家人次年天月户倍万亿元美港英欧日公平吨亩米千岁分小"
# What makes of 成 and 折 other words: 成为, 成立, 折合.
_NOT_TENTHS = "为立员功果本了长绩都熟效就年交型家品份分渣千百"
_NOT_DISCOUNTS = "合算旧叠返断射磨戟回线页腾"
_NOT_DOZENS = "开击造破断架仗扮听算工扰印压动倒交赢输死伤骨祝扁捞针到住拳"
_NOT_DOZENS += "下上出进起好一二三几你我他她得成个完包错"
_SUFFIX = re.compile(
    rf"\s?(?P<more>[多余](?=\s?[{_COUNTED}])|来(?=[个名位人岁块斤里亩次年天]))?\s?(?:(?P<percent>%|厘(?![米清定]))|(?P<permille>‰)"
    r"|(?P<point>个?\s*百\s?分\s?点)|(?P<basis>个?\s?(?:基点|基本点|点子))"
    rf"|(?P<tenth>(?:(?<!\s)|(?=成$))成(?![{_NOT_TENTHS}])"
    r"(?:\s?(?P<hundredth>[一二三四五六七八九半])(?![个万十年月天]))?)"
    rf"|(?P<discount>折(?![{_NOT_DISCOUNTS}]))|(?P<times>倍)|(?P<dozen>打(?![{_NOT_DOZENS}]))"
    rf"|(?P<currency>{_CURRENCY})(?![首旦老素件宵帅勋凶月朝代])"
    rf"|(?P<coin>{_SUBUNIT})|{KUAI}"
    rf"|(?P<unit>{_UNIT})(?![a-zA-Z²³]|(?<=[里天分度])[程面头气文线数秒]|(?<=[里分度])后)"
    r"|个半(?P<half_of>月|小时|钟头|世纪))?"
)
_AFTER = re.compile(
    r"\s?(?P<half>半)(?![年月天个])|\s?(?P<more>多|余|以上|开外|出头|有余|\+)|\s?(?P<less>以下|以内)"
    r"|\s?(?P<about>左右|上下|许(?![可多久])|光景)"
)
_RELATIVE = re.compile("(?:之|以)?(?:(?P<before>前)|后)(?![期来半段台者悔面果续方])")
_BEFORE = re.compile(
    r"(?:(?P<about>大?约|大概|左右|近似|大致|差不多|估计|估算)"
    r"|(?P<less>近|将近|接近|几近|近乎|逼近|不到|不足|不满|未满|未达|少于|低于|小于|至多|最多|不[超多高大][过于]|未超过)"
    r"|(?P<more>超过?|逾|多于|高于|大于|突破|不[少低小]于|不下于?|至少|最少|起码|多达|高达)了?)\s?$"
)
_SIGN_BEFORE = re.compile(rf"(?:{_SIGN})\s?$")
_ENGLISH_SCALE = re.compile(r"(?:\s?(?=[mbt]))(million|billion|trillion)|([kKMB])(?![A-Za-z])")
_ORDINAL = re.compile(r"第\s?$")
_GROWTH = re.compile(r"增|升|涨|多了|高出|扩大|超出|提高|翻")
_BETWEEN = re.compile(r"\s?(?:至|到|~|-|–|—|－|或)\s?(?:约|近)?\s?$")
_MAGNITUDE = re.compile(r"([万亿]+)[^万亿]*$")
# Groups of the suffix with one unit.
_FIXED = {
    "percent": (Kind.PERCENT, "%"),
    "permille": (Kind.PERCENT, "%"),
    "point": (Kind.PERCENTAGE_POINT, "pp"),
    "basis": (Kind.PERCENTAGE_POINT, "bp"),
    "times": (Kind.MULTIPLE, "times"),
    "dozen": (Kind.NUMBER, ""),
}
# Of which each one is so many of its unit.
_FACTORS: dict[str, Value] = {"permille": Fraction(1, 10), "dozen": 12}
_YUAN_NAMES = [
    (name, code) for name, code in _CURRENCY_OF.items() if code in YUAN.values() and name != "元"
]
_LABELS = ("图", "表", "章", "注", "附录")
_WINDOW = 8


class _Measure(NamedTuple):
    """A value with its unit, and the offset after it."""

    kind: Kind
    unit: str
    low: Value
    high: Value
    end: int


def amounts(text: str, polity: str) -> Iterator[Quantity]:
    """Yield the numbers of a folded text with their units, and ranges of them.

    Args:
        text: Folded text, with fillers in place of what is not an amount.
        polity: The polity that says whose 元 is meant.
    """
    # In a text that speaks of 人民币, 元 may mean it anywhere.
    own = YUAN.get(polity)
    if polity and any(name in text for name, code in _YUAN_NAMES if code != own):
        polity = ""
    yield from with_ranges(_amounts(text, polity), text, _range)


def _amounts(text: str, polity: str) -> Iterator[Quantity]:
    end = 0
    for numeral in numerals(text):
        # 50元6角 has two numerals.
        if numeral.start >= end and (quantity := _amount(text, numeral, polity, end)):
            yield quantity
            end = quantity.end


def _amount(text: str, numeral: Numeral, polity: str, after_last: int) -> Quantity | None:
    """Return the quantity of a numeral; ``after_last`` is the end of the one before."""
    start = numeral.start
    before = text[max(after_last, start - _WINDOW) : start]
    # 图1 人民币存款 is not a sum.
    is_label = before.rstrip().endswith(_LABELS) and text[numeral.end : numeral.end + 1].isspace()
    measure = _plain(text, numeral, numeral.end) if is_label else _measure(text, numeral, polity)
    if measure is None:
        return None
    kind, unit, low, high, end = measure
    is_single = numeral.is_word and len(numeral.text) == 1
    sign = None if is_single else _SIGN_BEFORE.search(before)
    # 人民币5元: the sign says whose 元 it is.
    if sign and (kind is Kind.NUMBER or unit in ("yuan", *YUAN.values())):
        kind, unit = Kind.CURRENCY, _SIGN_OF[sign[0].strip()]
        start, before = start - len(sign[0]), before[: sign.start()]
    elif kind is Kind.NUMBER and (mark := _ORDINAL.search(before)):
        kind, start = Kind.ORDINAL, start - len(mark[0])
    approximation = numeral.approximation
    if text[numeral.end : end].strip()[:1] in ("多", "余", "来"):
        approximation = Approximation.MORE
    if after := _AFTER.match(text, end):
        if after["half"] is None:
            approximation = _direction(after)
        elif kind in (Kind.DIMENSION, Kind.MULTIPLE):
            low, high = (exact(value + Fraction(1, 2)) for value in (low, high))
            end = after.end()
    if not approximation and (word := _BEFORE.search(before)):
        approximation = _direction(word)
    return Quantity(
        start,
        end,
        kind,
        low,
        high,
        unit,
        approximation,
        date=relative_date(low, unit, _RELATIVE.match(text, end)) if low == high else None,
        is_word=numeral.is_word,
        is_growth=kind is Kind.MULTIPLE and bool(_GROWTH.search(before)),
        is_vague=numeral.is_magnitude
        or (low in (0, 1) and kind in (Kind.NUMBER, Kind.DIMENSION))
        or (is_single and isinstance(low, int) and (unit == "yuan" or unit in SUBUNITS))
        # Day and night.
        or (unit == "hour" and low == 24)
        or is_mark(text, start, end),
    )


def _measure(text: str, numeral: Numeral, polity: str) -> _Measure | None:
    """Return a numeral with the unit after it; None if it is part of a name as in 3A."""
    low, high = numeral.low, numeral.high
    suffix = _SUFFIX.match(text, numeral.end)
    group = suffix.lastgroup if suffix else None
    if suffix is None or group is None or group == "more":
        end = suffix.end("more") if suffix and suffix["more"] else numeral.end
        return _plain(text, numeral, end)
    end = suffix.end()
    if group in ("tenth", "hundredth"):
        return _tenths(numeral, suffix)
    if group == "discount":
        return _discount(numeral, end)
    if group in ("currency", "coin", "kuai"):
        return _money(text, numeral, suffix, polity)
    if group == "half_of":
        half, unit = HALF_UNITS[suffix["half_of"]]
        low, high = (exact(2 * half * value + half) for value in (low, high))
        return _Measure(Kind.DIMENSION, unit, low, high, end)
    if factor := _FACTORS.get(group):
        low, high = exact(low * factor), exact(high * factor)
    kind, unit = _FIXED.get(group) or (Kind.DIMENSION, _UNIT_OF[suffix["unit"]])
    return _Measure(kind, unit, low, high, end)


def _money(text: str, numeral: Numeral, suffix: re.Match[str], polity: str) -> _Measure:
    """Return a sum with its coins: 50元6角, 三块五, 25美分."""
    low, high, end = numeral.low, numeral.high, suffix.end()
    if suffix["coin"]:
        return _Measure(Kind.CURRENCY, _SUBUNIT_OF[suffix["coin"]], low, high, end)
    code = _CURRENCY_OF[suffix["currency"]] if suffix["currency"] else "yuan"
    code = YUAN.get(polity, code) if code == "yuan" else code
    rest, end = coins(text, end) if suffix["currency"] else tenths_of_kuai(text, end)
    return _Measure(Kind.CURRENCY, code, exact(low + rest), exact(high + rest), end)


def _plain(text: str, numeral: Numeral, end: int) -> _Measure | None:
    low, high = numeral.low, numeral.high
    if scale := _ENGLISH_SCALE.match(text, end):
        # Left in English: 128K, $4.15 billion.
        factor = ABBREVIATIONS.get(scale[2] or "") or MAGNITUDES[scale[1]]
        return _Measure(Kind.NUMBER, "", exact(low * factor), exact(high * factor), scale.end())
    neighbours = (
        text[max(0, numeral.start - 1) : numeral.start],
        text[numeral.end : numeral.end + 1],
    )
    if any(char.isascii() and char.isalpha() for char in neighbours):
        signs = _SIGN_BEFORE.search(text, max(0, numeral.start - _WINDOW), numeral.start)
        if signs is None or neighbours[1].isalpha():
            return None
    return _Measure(Kind.NUMBER, "", low, high, end)


def _tenths(numeral: Numeral, suffix: re.Match[str]) -> _Measure | None:
    """Return the percentage of 七成 and 七成六."""
    if not 0 < numeral.high <= 10:
        return _Measure(Kind.NUMBER, "", numeral.low, numeral.high, numeral.end)
    written = suffix["hundredth"] or "零"
    more = 5 if written == "半" else parse(written) or 0
    low, high = (exact(value * 10 + more) for value in (numeral.low, numeral.high))
    return _Measure(Kind.PERCENT, "%", low, high, suffix.end())


def _discount(numeral: Numeral, end: int) -> _Measure | None:
    """Return the percentage of 八折 and 八五折; 十折 is not a discount."""
    low, high = (value * 10 if value <= 10 else value for value in (numeral.low, numeral.high))
    return _Measure(Kind.PERCENT, "discount", low, high, end) if 0 < high < 100 else None


def _direction(match: re.Match[str]) -> Approximation:
    if match["more"]:
        return Approximation.MORE
    return Approximation.LESS if match["less"] else Approximation.ABOUT


def _range(first: Quantity, second: Quantity, text: str) -> Quantity | None:
    """Return the range of two neighbours, or None if they are none."""
    if not _BETWEEN.match(text[first.end : second.start]):
        return None
    if first.unit not in ("", second.unit) or first.kind is Kind.ORDINAL:
        return None
    # 由3%至5% is a change.
    if first.unit and text[max(0, first.start - 2) : first.start].rstrip()[-1:] in (
        "由",
        "从",
        "自",
    ):
        return None
    low = first.low
    magnitude = _MAGNITUDE.search(text[second.start : second.end])
    if magnitude and not _MAGNITUDE.search(text[first.start : first.end]):
        factor = parse("一" + magnitude[1]) or 1
        # 3至5万, but 9000至1万.
        low = low * factor if low * factor < second.low else low
    # 七到九成, 七至八折
    if not first.unit and low < 10 <= second.high and text[second.end - 1] in "成折":
        low *= 10
    if low >= second.high:
        return None
    return replace(second, start=first.start, low=low, approximation=Approximation.EXACT)
