"""Values as they are compared: one for each field of a date and each end of a range."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from glossary.check.quantities.model import Approximation, Kind, Quantity, Value, absolute

# A row of so many digits is a figure; a smaller number may be an article or a pronoun.
_SMALL = 12
YEAR, MONTH, DAY, CLOCK, NUMBER = "year", "month", "day", "clock", "number"
WEEKDAY = "weekday"
DATE_FIELDS = (YEAR, MONTH, DAY, WEEKDAY, CLOCK)
RELATIVE_YEAR = "relative year"


@dataclass(frozen=True, slots=True)
class Atom:
    """A value of a quantity.

    Attributes:
        field: ``year``, ``month``, ``day``, ``clock``, or ``number`` for anything else.
        value: The value.
        unit: The unit of the quantity.
        quantity: The quantity.
        is_weak: True if a translation may leave it out or write it otherwise.
    """

    field: str
    value: Value
    unit: str
    quantity: Quantity
    is_weak: bool

    @property
    def is_approximate(self) -> bool:
        """True for 近三千 and *more than 3,000*."""
        return self.quantity.approximation is not Approximation.EXACT


def atoms(quantities: list[Quantity], today: datetime.date | None = None) -> list[Atom]:
    """Return the values of quantities, in their order.

    Args:
        quantities: The quantities of a text.
        today: The date of the text, from which 去年 is counted.
    """
    return [atom for quantity in quantities for atom in _atoms(quantity, today)]


def _atoms(quantity: Quantity, today: datetime.date | None) -> Iterator[Atom]:
    date = quantity.date
    if date is not None and quantity.kind is Kind.DATE:
        if date.offset is not None:
            if date.unit == YEAR and today:
                yield Atom(YEAR, today.year + date.offset, "", quantity, is_weak=True)
            else:
                yield Atom(f"relative {date.unit}", date.offset, "", quantity, is_weak=True)
        is_weak = date.is_lunar or quantity.is_vague
        fields = (YEAR, date.year), (MONTH, date.month), (DAY, date.day), (WEEKDAY, date.weekday)
        for field, value in fields:
            if value is not None:
                yield Atom(field, value, "", quantity, is_weak)
        return
    if quantity.kind is Kind.TIME:
        yield Atom(CLOCK, quantity.low, "clock", quantity, quantity.is_vague)
        return
    is_weak = _is_weak(quantity)
    if date and date.unit == YEAR and date.offset and today:
        quantity = replace(quantity, date=replace(date, year=today.year + date.offset))
    yield Atom(NUMBER, quantity.low, quantity.unit, quantity, is_weak)
    if quantity.is_range:
        yield Atom(NUMBER, quantity.high, quantity.unit, quantity, is_weak)


def _is_weak(quantity: Quantity) -> bool:
    if quantity.is_vague:
        return True
    if quantity.kind in (Kind.PERCENT, Kind.PERCENTAGE_POINT, Kind.CURRENCY):
        return quantity.unit == "discount"
    if quantity.kind in (Kind.FRACTION, Kind.MULTIPLE, Kind.ORDINAL, Kind.PERIOD):
        return quantity.is_word or quantity.kind is not Kind.ORDINAL
    return quantity.is_word and absolute(quantity.low) <= _SMALL
