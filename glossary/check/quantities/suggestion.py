"""The rendering of a quantity in the other language: 120亿元 = 12 billion yuan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from glossary.check.quantities import chinese_numerals, english_numerals
from glossary.check.quantities.chinese import chinese_quantities
from glossary.check.quantities.english import english_quantities
from glossary.check.quantities.model import Kind, Quantity, Value, absolute
from glossary.check.quantities.units import CURRENCIES, SUBUNITS, UNITS
from termbase.language.script import fold

_ENGLISH: tuple[tuple[int, str], ...] = (
    (10**12, "trillion"),
    (10**9, "billion"),
    (10**6, "million"),
)
_CHINESE = ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"))
_DIGITS = "零一二三四五六七八九"
_MONTHS = "January February March April May June July August September October November December"
# Signs of currencies that are written before a number; other currencies are named after it.
_SIGN = re.compile(r".*[$€£]$")
_GROUPED = re.compile(r"\d,\d{3}")


def suggestion(quantity: Quantity, text: str, language: str, found: Quantity | None = None) -> str:
    """Return a quantity of the source text as the translation is to write it.

    Args:
        quantity: The quantity of the source text.
        text: The translation.
        language: Its language, ``zh`` or ``en``.
        found: The quantity at its place in the translation, whose form is kept if it has the same
            unit: 5.25%至5.5% for 5.25%至5.75%.

    Returns:
        The text, in simplified characters where nothing of the translation is kept; empty where
        nothing short can be suggested.
    """
    date = quantity.date
    if quantity.kind is Kind.TIME:
        return ""
    if date is not None:
        return _date(date.year, date.month, date.day, language)
    if quantity.kind is Kind.FRACTION and (fraction := _fraction(quantity.low, language)):
        return fraction
    ends = [quantity.low, quantity.high] if quantity.is_range else [quantity.low]
    values = [format_value(end, language) for end in ends]
    if not all(values):
        return ""
    if language == "zh" and not _GROUPED.search(text):
        values = [value.replace(",", "") for value in values]
    if found is not None and quantity.unit == found.unit:
        kept = _in_form_of(text[found.start : found.end], values, language)
        if kept and _says(kept, quantity, language):
            return kept
    if quantity.unit == "%":
        values = [f"{value}%" for value in values]
    written = ("–" if language == "en" else "至").join(values)
    forms = _with_unit(written, quantity.unit, language)
    return next((form for form in forms if _says(form, quantity, language)), written)


def _in_form_of(form: str, values: list[str], language: str) -> str:
    """Return a quantity as it is written with other values; empty if it has other numerals."""
    if language == "zh":
        spans = [(one.start, one.end) for one in chinese_numerals.numerals(fold(form))]
    else:
        spans = [(one.start, one.end) for one in english_numerals.numerals(form)]
    if len(spans) != len(values):
        return ""
    for (start, end), value in reversed(list(zip(spans, values, strict=True))):
        form = form[:start] + value + form[end:]
    return form


def _says(form: str, quantity: Quantity, language: str) -> bool:
    """Return True if a text is read as a quantity, and as nothing more."""
    read = chinese_quantities(form) if language == "zh" else english_quantities(form)
    return [(one.low, one.high, one.unit) for one in read] == [
        (quantity.low, quantity.high, quantity.unit)
    ]


def _with_unit(value: str, unit: str, language: str) -> Iterator[str]:
    """Yield the ways to write a value with its unit, the usual one first."""
    if unit in CURRENCIES:
        currency = CURRENCIES[unit]
        if language == "zh":
            yield from (value + name for name in currency.chinese.split())
            return
        sign = currency.signs.partition(" ")[0]
        if _SIGN.match(sign):
            yield sign + value
        names = "yuan" if unit == "CNY" else currency.english
    elif unit in SUBUNITS and language == "zh":
        yield from (value + name for name in SUBUNITS[unit].chinese.split())
        return
    elif unit in UNITS and language == "zh":
        yield from (value + name for name in UNITS[unit].chinese.split())
        return
    else:
        named = UNITS.get(unit) or SUBUNITS.get(unit)
        names = named.english if named else ""
    for name in names.split():
        plain = name.replace("-", " ")
        ending = "" if value == "1" or unit in CURRENCIES else "s"
        yield from (f"{value} {plain}{ending}", f"{value} {plain}")


def _fraction(value: Value, language: str) -> str:
    """Return a fraction: 三分之二, 2/3; empty for one that is not less than 1."""
    if not 0 < value < 1:
        return ""
    if language == "zh" and value.denominator < 100:
        return f"{_in_characters(value.denominator)}分之{_in_characters(value.numerator)}"
    return f"{value.numerator}/{value.denominator}"


def _in_characters(number: int) -> str:
    """Return a number from 1 to 99 in characters: 十, 二十一."""
    tens, ones = divmod(number, 10)
    written = f"{_DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}"
    return written + (_DIGITS[ones] if ones else "")


def format_value(value: Value, language: str) -> str:
    """Return a value as it is written in English or Chinese: *12 billion*, 120亿.

    Returns:
        The text; empty for a value without an end in decimals.
    """
    if absolute(value) < 10**4 or (language == "en" and absolute(value) < 10**6):
        return _decimal(value)
    for factor, name in _ENGLISH if language == "en" else _CHINESE:
        if absolute(value) >= factor:
            written = _decimal(Fraction(value) / factor)
            # More digits than the magnitude has are read more easily without it.
            if not written or len(written.partition(".")[2]) > 4:
                return _decimal(value)
            return f"{written} {name}" if language == "en" else f"{written}{name}"
    return _decimal(value)


def _decimal(value: Value) -> str:
    """Return a value in digits with commas, or nothing if its decimals have no end."""
    for digits in range(10):
        scaled = Fraction(value) * 10**digits
        if scaled.denominator == 1:
            sign, number = "-" if value < 0 else "", str(abs(int(scaled))).zfill(digits + 1)
            whole, decimals = number[: len(number) - digits], number[len(number) - digits :]
            return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")
    return ""


def _date(year: int | None, month: int | None, day: int | None, language: str) -> str:
    if year is not None and year < 0:
        return f"公元前{-year}年" if language == "zh" else f"{-year} BC"
    if language == "zh":
        fields = ((year, "年"), (month, "月"), (day, "日"))
        return "".join(f"{value}{name}" for value, name in fields if value)
    name = _MONTHS.split()[month - 1] if month else ""
    return " ".join(str(part) for part in (day, name, year) if part)
