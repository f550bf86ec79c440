"""The quantities of a text: numbers, dates, times, amounts of money and measures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

# An exact value; never a float.
Value = int | Fraction


def absolute(value: Value) -> Value:
    """Return a value without its sign."""
    return value if value >= 0 else -value


class Kind(StrEnum):
    """The kind of a quantity."""

    NUMBER = "number"
    PERCENT = "percent"
    PERCENTAGE_POINT = "percentage-point"
    FRACTION = "fraction"
    ORDINAL = "ordinal"
    MULTIPLE = "multiple"
    CURRENCY = "currency"
    DIMENSION = "dimension"
    DATE = "date"
    TIME = "time"
    PERIOD = "period"


class Approximation(StrEnum):
    """The direction in which the true value may lie from the one that is written."""

    EXACT = ""
    ABOUT = "about"
    MORE = "more"
    LESS = "less"


# The calendar of a date by months of the moon.
LUNAR = "lunar"


@dataclass(frozen=True, slots=True)
class Date:
    """A date of which some fields may not be written.

    Attributes:
        year: A year of the Common Era.
        month: From 1 to 12.
        day: From 1 to 31.
        calendar: ``""`` for the Gregorian calendar, ``roc`` for years of the Republic of China,
            ``lunar`` for the Chinese calendar.
        offset: Of a date that is given from the date of the document, the distance in ``unit``:
            -1 for 去年 and *yesterday*.
        unit: ``year``, ``month``, ``week`` or ``day``; empty for any other date.
        weekday: From 1 (Monday) to 7.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    calendar: str = ""
    offset: int | None = None
    unit: str = ""
    weekday: int | None = None

    @property
    def is_lunar(self) -> bool:
        """True for a date of the Chinese calendar."""
        return self.calendar == LUNAR


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity in a text.

    Attributes:
        start: The offset of its first character.
        end: The offset after its last character.
        kind: The kind.
        low: The value; of a range the lower end. A percentage is its number: 30 for 30 %. A time is
            in seconds after midnight, a quarter or a century its number, a decade its first year.
        high: The upper end of a range, otherwise ``low``.
        unit: The ISO 4217 code of a currency (``yuan`` or ``dollar`` where the country is not
            known), the symbol of a unit of measure, or of a period ``quarter``, ``half``,
            ``decade``, ``century`` or ``plan``.
        approximation: The direction of 近, 余 or *more than*.
        date: The fields of a date, or the year of a period.
        is_word: True if it is written in words.
        is_growth: True for a multiple by which something grew, so that 增长两倍 may be *tripled*.
        is_vague: True for what a translation may say without a number: 百万, *a hundred*, the
            number of a list or of a footnote.
    """

    start: int
    end: int
    kind: Kind
    low: Value
    high: Value
    unit: str = ""
    approximation: Approximation = Approximation.EXACT
    date: Date | None = None
    is_word: bool = False
    is_growth: bool = False
    is_vague: bool = False

    @property
    def is_range(self) -> bool:
        """True if the quantity is a range."""
        return self.low != self.high
