"""Numbers in English text with what belongs to them: units, currencies, approximations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from glossary.check.quantities.calendar import relative_date
from glossary.check.quantities.chinese_numerals import exact
from glossary.check.quantities.english_mixed import with_part
from glossary.check.quantities.english_numerals import (
    ABBREVIATIONS,
    CARDINALS,
    MAGNITUDES,
    Numeral,
    numerals,
)
from glossary.check.quantities.marks import is_mark
from glossary.check.quantities.model import Approximation, Kind, Quantity, Value, absolute
from glossary.check.quantities.ranges import with_ranges
from glossary.check.quantities.units import CURRENCIES, SUBUNITS, UNITS


def _plural(name: str) -> str:
    """Return the pattern of a name of several words, in the singular and the plural."""
    pattern = r"[\s-]".join(re.escape(word) for word in name.split("-"))
    return pattern + ("(?:es|s)?" if len(name) > 2 and name[-1].isalpha() else "")


def _names(tables: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Return an alternation of names, longest first, and the symbols by name in small letters."""
    symbols = {name: symbol for symbol, names in tables.items() for name in names.split()}
    ordered = sorted(symbols, key=len, reverse=True)
    return "|".join(map(_plural, ordered)), {name.lower(): symbols[name] for name in ordered}


def _symbol(written: str, symbols: dict[str, str]) -> str:
    """Return the symbol of a unit or currency as it is written, in the singular or plural."""
    name = re.sub(r"[\s-]+", "-", written.lower())
    forms = (name, name.removesuffix("s"), name.removesuffix("es"))
    return next(symbols[form] for form in forms if form in symbols)


_CURRENCY, _CURRENCY_OF = _names({code: found.english for code, found in CURRENCIES.items()})
_COIN, _COIN_OF = _names({name: found.english for name, found in SUBUNITS.items()})
_UNIT, _UNIT_OF = _names({symbol: unit.english for symbol, unit in UNITS.items()})
_SIGN_OF = {
    sign.upper(): code
    for code, found in CURRENCIES.items()
    for sign in found.signs.split()
    if sign.isascii() or len(sign) == 1
}
_SIGN = "|".join(map(re.escape, sorted(_SIGN_OF, key=len, reverse=True)))
_SIGN_BEFORE = re.compile(
    rf"(?<![A-Za-z])(?P<millions>M(?=[A-Z]{{3}}\s?$))?(?P<sign>{_SIGN})\s?$", re.IGNORECASE
)
_MINUS = re.compile(
    r"(?:\b(?:minus|negative)\s|(?<![\w.)\]%□-])(?<![\w.)\]%□-]\s)[-−–])$", re.IGNORECASE
)
# Times as much; three times by itself is a count.
_COMPARED = "as|more|less|larger|higher|bigger|greater|faster|the|that|those|its|their|over|than"
_SUFFIX = re.compile(
    r"\s?(?P<percent>%|per\s?cent\b|percent\b|pct\b|‰|per\s(?:thousand|mille?)\b)(?:age)?(?P<of_percent>[\s-]points?\b)?"
    r"|[\s-](?P<point>percentage[\s-]points?\b|pp\b)"
    r"|[\s-]?(?P<basis>basis[\s-]points?\b|bps?\b|pips?\b)"
    rf"|[\s-](?P<times>times(?=\s+(?:{_COMPARED})\b)|fold\b)|(?P<fold>fold\b)"
    rf"|[\s-]?(?P<currency>{_CURRENCY})\b|[\s-]?(?P<coin>{_COIN})\b|[\s-]?(?P<unit>{_UNIT})(?![\w²³])",
    re.IGNORECASE,
)
_COUNT = rf"(?:{'|'.join(CARDINALS)}|\w+ty)(?:[\s-]\w+)?"
_CENTS = re.compile(
    rf"\s+(?:and\s+)?(?P<cents>\d\d?|{_COUNT})\s+(?P<coin>cents?|pence|p|jiao|fen)\b"
    # Fifteen dollars fifty
    r"|\s+(?P<bare>\d\d|\w+ty(?:[\s-]\w+)?)(?![\w%/,-]|\.\d|\s+(?!more\b)\w)",
    re.IGNORECASE,
)
_OF_MONEY = re.compile(r"\s([mb]illion|trillion|thousand)\b", re.IGNORECASE)
_ABOUT = r"about|around|approximately|roughly|some|circa|an\s+estimated|close\s+to|estimated\s+at"
_LESS = (
    r"nearly|almost|less\s+than|fewer\s+than|under|below|at\s+most|(?:not|no)\s+more\s+than"
    r"|not\s+exceed(?:ing)?|shy\s+of|short\s+of|approaching|not\s+over"
    # Edged up to 0.82%.
    r"|(?<!ed )(?<!ing )(?<!s )up\s+to"
)
_GREATER = (
    r"more\s+than|over|exceeding|exceeded|above|at\s+least|n(?:ot|o)\s+(?:less|fewer)\s+than"
    r"|upwards?\s+of|in\s+excess\s+of|north\s+of|as\s+many\s+as|as\s+much\s+as|surpass(?:ed|ing)"
    r"|topp(?:ed|ing)|greater\s+than"
)
_BEFORE = re.compile(
    rf"\b(?:(?P<about>{_ABOUT})|(?P<less>{_LESS})|(?P<more>{_GREATER}))\s+(?:an?\s+|the\s+)?$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\s+(?:(?P<before>ago|earlier)|later|hence|from\s+(?:now|today|tomorrow|yesterday))\b",
    re.IGNORECASE,
)
# In three weeks; in the last three weeks is a span.
_OF = re.compile(r"\s*of ")
_IN = re.compile(r"\bin\s+$(?P<before>\b)?", re.IGNORECASE)
_PER = re.compile(rf"\bper\s({_CURRENCY})\b(?!\s?\d)", re.IGNORECASE)
_AFTER = re.compile(r"[\s-]?(?:\+|plus\b|or\s+more\b|odd\b|something\b)", re.IGNORECASE)
# Said loosely: a hundred, a million.
_ARTICLE = re.compile(r"(?:an?|hundreds?|thousands?|millions?|billions?|dozens?)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s-]?(?:-|–|—|~|to|or|and)[\s-]?$", re.IGNORECASE)
_MAGNITUDE = re.compile(
    rf"(?P<word>{'|'.join(MAGNITUDES)})|(?<=\d)(?P<short>bn|mn|m|k|tn)\b", re.IGNORECASE
)
# Groups of the suffix with one unit; percentage points before percent, which they contain.
_FIXED = {
    "point": (Kind.PERCENTAGE_POINT, "pp"),
    "of_percent": (Kind.PERCENTAGE_POINT, "pp"),
    "percent": (Kind.PERCENT, "%"),
    "basis": (Kind.PERCENTAGE_POINT, "bp"),
    "times": (Kind.MULTIPLE, "times"),
    "fold": (Kind.MULTIPLE, "times"),
}
_PER_THOUSAND = ("‰", "per thousand", "per mille", "per mill")
_WINDOW = 24


class _Measure(NamedTuple):
    """A unit, and the offset after it."""

    kind: Kind
    unit: str
    end: int


def amounts(text: str) -> Iterator[Quantity]:
    """Yield the numbers of a text with their units, and ranges of them.

    Args:
        text: The text, with fillers in place of what is not an amount.
    """
    yield from with_ranges(_amounts(text), text, _range)


def rates(text: str) -> Iterator[Quantity]:
    """Yield the dollar of *HK$7.8 per US dollar*, which is 1美元 in Chinese."""
    for match in _PER.finditer(text):
        unit = _symbol(match[1], _CURRENCY_OF)
        yield Quantity(*match.span(1), Kind.CURRENCY, 1, 1, unit, is_word=True, is_vague=True)


def _amounts(text: str) -> Iterator[Quantity]:
    end = 0
    for numeral in numerals(text):
        # Five dollars and ten cents has two numerals.
        if numeral.start >= end and (quantity := _amount(text, numeral, end)):
            yield quantity
            end = quantity.end


def _amount(text: str, numeral: Numeral, after: int) -> Quantity | None:
    """Return the quantity of a numeral; ``after`` is the end of the one before."""
    start = numeral.start
    sign = _SIGN_BEFORE.search(text, max(after, start - _WINDOW), start)
    if _is_label(text, numeral, has_sign=sign is not None):
        return None
    value, end = with_part(text, numeral)
    kind, unit = Kind.NUMBER, ""
    if sign:
        start = sign.start()
        kind, unit = Kind.CURRENCY, _SIGN_OF[sign["sign"].upper()]
        value *= 10**6 if sign["millions"] else 1
    elif numeral.scale == "m":
        # 250m of water, 250m people: compared as either.
        kind, unit, value = Kind.DIMENSION, "m", exact(Fraction(value) / 10**6)
    if measure := _measure(text, end):
        # US$5 dollars is what the sign says.
        if not sign or unit in ("dollar", "yuan"):
            kind, unit = measure.kind, measure.unit
        end = measure.end
        if text.endswith(_PER_THOUSAND, 0, end):
            value = exact(Fraction(value) / 10)
        if unit in CURRENCIES:
            value, end = _with_cents(text, value, end)
    if minus := _MINUS.search(text, max(after, start - _WINDOW), start):
        value, start = -value, minus.start()
    return Quantity(
        start,
        end,
        kind,
        value,
        value,
        unit,
        _approximation(text, start, end),
        date=relative_date(value, unit, _RELATIVE.match(text, end) or _in(text, start, end)),
        is_word=numeral.is_word,
        is_vague=(value in (0, 1) and kind in (Kind.NUMBER, Kind.DIMENSION))
        or _ARTICLE.match(text, numeral.start) is not None
        or (numeral.is_word and unit in SUBUNITS)
        or is_mark(text, start, end),
    )


def _in(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the match of *in* before a time to come."""
    return None if _OF.match(text, end) else _IN.search(text, max(0, start - _WINDOW), start)


def _is_label(text: str, numeral: Numeral, *, has_sign: bool) -> bool:
    """Return True for digits that are part of a name: 3A, 2017b."""
    start, end = numeral.start, numeral.end
    if not has_sign and text[max(0, start - 1) : start].isalpha():
        return True
    if numeral.scale == "b" and text[start : start + 2] in ("19", "20"):
        return "." not in text[start:end]
    following = text[end : end + 1]
    return (following.isalpha() or following == "_") and not _SUFFIX.match(text, end)


def _measure(text: str, end: int) -> _Measure | None:
    """Return the unit after a number, or None."""
    suffix = _SUFFIX.match(text, end)
    if suffix is None:
        return None
    end = suffix.end()
    for name, (kind, unit) in _FIXED.items():
        if suffix[name]:
            return _Measure(kind, unit, end)
    if suffix["coin"]:
        return _Measure(Kind.CURRENCY, _symbol(suffix["coin"], _COIN_OF), end)
    if suffix["currency"]:
        return _Measure(Kind.CURRENCY, _symbol(suffix["currency"], _CURRENCY_OF), end)
    return _Measure(Kind.DIMENSION, _symbol(suffix["unit"], _UNIT_OF), end)


def _with_cents(text: str, value: Value, end: int) -> tuple[Value, int]:
    """Return a sum with what follows its currency: 75 USD *million*, five dollars *ten*."""
    if scale := _OF_MONEY.match(text, end):
        return value * MAGNITUDES[scale[1].lower()], scale.end()
    cents = _CENTS.match(text, end)
    written = cents and (cents["cents"] or cents["bare"])
    count = next((numeral.value for numeral in numerals(written or "")), None)
    if cents is None or count is None:
        return value, end
    in_one = 10 if cents["coin"] and cents["coin"].lower() == "jiao" else 100
    return exact(value + Fraction(count) / in_one), cents.end()


def _approximation(text: str, start: int, end: int) -> Approximation:
    word = _BEFORE.search(text, max(0, start - _WINDOW), start)
    if word is None:
        return Approximation.MORE if _AFTER.match(text, end) else Approximation.EXACT
    if word["more"]:
        return Approximation.MORE
    return Approximation.LESS if word["less"] else Approximation.ABOUT


def _range(first: Quantity, second: Quantity, text: str) -> Quantity | None:
    """Return the range of two neighbours, or None if they are none."""
    between = text[first.end : second.start]
    before = text[max(0, first.start - _WINDOW) : first.start].rstrip().lower()
    if not _BETWEEN.match(between) or ("and" in between and not before.endswith("between")):
        return None
    # From 3% to 5% is a change, and in HK$7.75 – 7.85 to US$1 the dollar is another value.
    if (first.unit and before.endswith("from")) or (
        not first.unit and second.unit and text[second.start].isupper()
    ):
        return None
    if second.unit and first.unit not in ("", second.unit):
        return None
    # The dash of 3-5 is not a minus.
    high: Value = absolute(second.low) if text[second.start] in "-–" else second.low
    low: Value = first.low
    magnitude = _magnitude(text[second.start : second.end])
    if magnitude > 1 and _magnitude(text[first.start : first.end]) == 1 and low * magnitude < high:
        low *= magnitude
    if low >= high:
        return None
    named = second if second.unit else first
    return replace(
        second,
        start=first.start,
        low=low,
        high=high,
        kind=named.kind,
        unit=named.unit,
        approximation=Approximation.EXACT,
    )


def _magnitude(written: str) -> int:
    """Return the last magnitude of a number: of *3.5 million* 1,000,000."""
    found = [*_MAGNITUDE.finditer(written)]
    if not found:
        return 1
    word = found[-1]["word"]
    return MAGNITUDES[word.lower()] if word else ABBREVIATIONS[found[-1]["short"].lower()]
