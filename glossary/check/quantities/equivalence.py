"""Equivalence of values: units that can be converted, rounding that is said, parts of dates."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from glossary.check.quantities.atoms import CLOCK, DAY, MONTH, NUMBER, WEEKDAY, YEAR, Atom
from glossary.check.quantities.model import Approximation, Value, absolute
from glossary.check.quantities.units import (
    CURRENCIES,
    SUBUNITS,
    UNITS,
    UNSPECIFIC,
    in_basic_unit,
)

_HALF_A_DAY = 43_200
# Units of a number that may be a date: 15年 may be 2015.
_DATE_UNITS = ("", "year", "month", "day", "age")
# How far a value may be from the one that it is rounded to.
_ROUNDED_UP, _ROUNDED = Fraction(1, 10), Fraction(1, 20)
# How far a converted value may be.
_CONVERTED = Fraction(1, 100)


def agree(left: Atom, right: Atom) -> bool:
    """Return True if two values say the same, each in its unit."""
    if left.field != right.field:
        return _fields_agree(left, right)
    if left.field == CLOCK:
        return left.value % _HALF_A_DAY == right.value % _HALF_A_DAY
    if left.field != NUMBER:
        return left.value == right.value
    if left.unit == right.unit or "" in (left.unit, right.unit) or currencies_agree(left, right):
        # A fall of 11.3% is -11.3%.
        if absolute(left.value) == absolute(right.value) or _is_rounded(left, right):
            return True
        if left.unit == right.unit:
            return False
    return any(
        _are_close(one, two, left, right)
        for unit, one in _equivalents(left)
        for other, two in _equivalents(right)
        if unit == other
    )


def currencies_agree(left: Atom, right: Atom) -> bool:
    """Return True if two currencies may be one: 元 may be *HK$*."""
    one, two = left.unit, right.unit
    return one == two or two in UNSPECIFIC.get(one, ()) or one in UNSPECIFIC.get(two, ())


def _fields_agree(left: Atom, right: Atom) -> bool:
    """Return True if a bare number has the value of a date or time on the other side."""
    fields = {left.field, right.field}
    # At 2000 looks like a year.
    if NUMBER not in fields and fields != {CLOCK, YEAR}:
        # 5/3 is the fifth of March or the third of May.
        return left.value == right.value and fields == {MONTH, DAY}
    if WEEKDAY in fields:
        return False
    date, number = (left, right) if right.field == NUMBER or left.field == CLOCK else (right, left)
    if date.field == CLOCK:
        hours, minutes = divmod(number.value, 100)
        return date.value % _HALF_A_DAY in (
            number.value * 3600 % _HALF_A_DAY,
            (hours * 3600 + minutes * 60) % _HALF_A_DAY,
        )
    if date.field == YEAR:
        return _is_year(date, number)
    return number.unit in _DATE_UNITS and number.value == date.value


def _is_year(date: Atom, number: Atom) -> bool:
    """Return True if a number may be a year: 15年 may be 2015, 20 the twentieth of an era."""
    relative = number.quantity.date
    if relative and relative.year:
        # Twenty years ago, in a text of a known date.
        return relative.year == date.value
    forms = (date.value, -date.value, date.quantity.low, date.value % 100)
    return number.unit in _DATE_UNITS and number.value in forms


def _equivalents(atom: Atom) -> Iterator[tuple[str, Value]]:
    """Yield the ways to say a value, each with its dimension: 七成 is 70 %, 7/10 and 0.7 times."""
    value, unit = atom.value, atom.unit
    if unit in UNITS:
        yield in_basic_unit(value, unit)
        if unit in ("day", "week"):
            yield "months", Fraction(value * UNITS[unit].factor) / UNITS["day"].factor / 30
        if unit == "m":
            yield "", value * 10**6
    elif coin := SUBUNITS.get(unit):
        # 25 cents is US$0.25 or HK$0.25.
        yield from ((currency, Fraction(value) / coin.in_one) for currency in coin.currencies)
    elif unit in CURRENCIES:
        yield unit, value
    elif unit == "century":
        yield "decade", (value - 1) * 100
    else:
        yield from (("share", share) for share in _shares(atom))
        if unit in ("", "bp"):
            yield "", value


def _shares(atom: Atom) -> tuple[Value, ...]:
    """Return the percentages that a value may be."""
    value, unit = atom.value, atom.unit
    if unit == "times":
        # 增长两倍 is tripled, and often written for doubled; doubled is up 100%.
        other = value + 1 if atom.quantity.is_growth else value - 1
        return 100 * value, 100 * other
    if unit == "discount":
        # 打八折 is 20% off.
        return value, 100 - value
    factors: dict[str, Value] = {"%": 1, "pp": 1, "bp": Fraction(1, 100), "": 100}
    return (value * factors[unit],) if unit in factors else ()


def _are_close(one: Value, two: Value, left: Atom, right: Atom) -> bool:
    """Return True if values in one unit are the same but for rounding."""
    tolerance = _CONVERTED if left.unit in UNITS and right.unit in UNITS else Fraction(0)
    if left.is_approximate or right.is_approximate:
        tolerance = _ROUNDED
    return one == two or absolute(one - two) <= tolerance * max(absolute(one), absolute(two))


def _is_rounded(left: Atom, right: Atom) -> bool:
    """Return True if one value is said to be the other one rounded: *nearly 3,200* for 3,198."""
    if left.is_approximate == right.is_approximate:
        return False
    coarse, fine = (left, right) if left.is_approximate else (right, left)
    if coarse.value * fine.value <= 0:
        return False
    ratio = Fraction(fine.value) / coarse.value
    match coarse.quantity.approximation:
        case Approximation.MORE:
            return 1 <= ratio < 1 + _ROUNDED_UP
        case Approximation.LESS:
            return 1 - _ROUNDED_UP < ratio <= 1
    return 1 - _ROUNDED < ratio < 1 + _ROUNDED
