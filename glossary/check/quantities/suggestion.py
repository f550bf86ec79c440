"""The rendering of a quantity in the other language: 120亿 = 12 billion."""

from __future__ import annotations

from fractions import Fraction

from glossary.check.quantities.model import Kind, Quantity, Value, absolute

_ENGLISH: tuple[tuple[int, str], ...] = (
    (10**12, "trillion"),
    (10**9, "billion"),
    (10**6, "million"),
)
_CHINESE = ((10**8, "亿"), (10**4, "万"))
_MONTHS = "January February March April May June July August September October November December"


def suggestion(quantity: Quantity, language: str) -> str:
    """Return the value of a quantity as it is written in a language, without its unit.

    Args:
        quantity: The quantity in the other language.
        language: The language of the suggestion, ``zh`` or ``en``.

    Returns:
        The text; empty where nothing short can be suggested.
    """
    date = quantity.date
    if quantity.kind is Kind.TIME:
        return ""
    if date is not None:
        return _date(date.year, date.month, date.day, language)
    ends = [quantity.low] if not quantity.is_range else [quantity.low, quantity.high]
    texts = [format_value(end, language) for end in ends]
    if not all(texts):
        return ""
    text = ("–" if language == "en" else "至").join(texts)
    if quantity.unit == "%":
        return f"{text}%"
    return text


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
    if language == "zh":
        fields = ((year, "年"), (month, "月"), (day, "日"))
        return "".join(f"{value}{name}" for value, name in fields if value)
    name = _MONTHS.split()[month - 1] if month else ""
    return " ".join(str(part) for part in (day, name, year) if part)
