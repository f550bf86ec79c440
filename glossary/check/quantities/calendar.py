"""Dates in digits, and the steps that reading dates has in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from glossary.check.quantities.model import Date, Kind, Quantity, Value

FILLER = "□"
_NUMERIC = re.compile(
    r"(?<![A-Za-z\d./-])"
    r"(?:(?P<year>[12]\d{3})(?P<mark>[-./ ])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
    r"|(?P<first>\d{1,2})(?P<sign>[-./])(?P<second>\d{1,2})(?P=sign)(?P<last>[12]\d{3}|\d\d)"
    # 27-7-3 is 2027.
    r"|(?P<short_year>\d\d)-(?P<of_year>\d{1,2})-(?P<in_month>\d))"
    r"(?![\d-])(?!\.\d)"
)
_SHORT = re.compile(
    r"(?<![\w./])(\d{1,2})/(\d{1,2})(?![\w/]|\.\d)"
    r"|(?<=\bon )(\d{1,2})-(\d{1,2})(?![\w/-]|\.\d| [a-z])"
)
_CLOCK = re.compile(r"(?<!\d:)(?<![\d.,])([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?(?![\d:])")


def date_quantity(start: int, end: int, date: Date, *, is_word: bool = False) -> Quantity:
    """Return the quantity of a date; its value is the year, or else the month or the day."""
    value = date.year or date.month or date.day or date.weekday or date.offset or 0
    return Quantity(start, end, Kind.DATE, value, value, date=date, is_word=is_word)


def is_valid(month: int, day: int) -> bool:
    """Return True if a month and a day can be those of a date."""
    return 1 <= month <= 12 and 1 <= day <= (29 if month == 2 else 31 - (month in (4, 6, 9, 11)))


def is_written_day(month: int, day: int) -> bool:
    """Return True if a month and a day may be written as a date, if only by mistake: 2月30日."""
    return 1 <= month <= 12 and 1 <= day <= 31


def full_year(year: int) -> int:
    """Return the year of the Common Era for one of two digits: 98 is 1998, 15 is 2015."""
    return year if year > 99 else year + (2000 if year < 40 else 1900)


def numeric_dates(text: str, *, has_day_first: bool = False) -> Iterator[Quantity]:
    """Yield the dates in digits: 2020-03-05, 5/3/2020, and times as 15:30.

    Args:
        text: The text.
        has_day_first: True if 5/3/2020 is the fifth of March.
    """
    for match in _NUMERIC.finditer(text):
        date = _numeric_date(match, has_day_first=has_day_first)
        if date is not None and is_valid(date.month or 0, date.day or 0):
            yield date_quantity(match.start(), match.end(), date)
    if ":" in text:
        for match in _CLOCK.finditer(text):
            yield time_quantity(match.start(), match.end(), int(match[1]), int(match[2]))


def _numeric_date(match: re.Match[str], *, has_day_first: bool) -> Date | None:
    if match["year"]:
        return Date(int(match["year"]), int(match["month"]), int(match["day"]))
    if match["short_year"]:
        # Elsewhere than in Chinese these are numbers of parts.
        year = full_year(int(match["short_year"]))
        date = Date(year, int(match["of_year"]), int(match["in_month"]))
        return date if has_day_first else None
    month, day = int(match["first"]), int(match["second"])
    if has_day_first or not is_valid(month, day):
        month, day = day, month
    if not is_valid(month, day):
        month, day = day, month
    # Numbers of chapters and of versions have two digits as well.
    if match["sign"] == "." and len(match["last"]) < 4:
        return None
    return Date(full_year(int(match["last"])), month, day)


def short_dates(text: str) -> Iterator[Quantity]:
    """Yield dates as 4/22 and 22/04, which can be no fraction of a few parts, and *on 4-22*."""
    for match in _SHORT.finditer(text):
        month, day = int(match[1] or match[3]), int(match[2] or match[4])
        if month > 12 and len(match[0]) == 5:
            month, day = day, month
        if (day > 12 or "0" in (match[0][0], match[0][3:4])) and is_valid(month, day):
            yield date_quantity(*match.span(), Date(None, month, day))


def time_quantity(start: int, end: int, hour: int, minute: int, shift: int = 0) -> Quantity:
    """Return the quantity of a time of the day, the hour on a dial of 12 with its shift."""
    seconds = (hour % 12 + shift if shift or hour > 12 else hour) * 3600 + minute * 60
    if hour > 12:
        seconds = hour * 3600 + minute * 60
    return Quantity(start, end, Kind.TIME, seconds, seconds, unit="clock")


def relative_date(value: Value, unit: str, match: re.Match[str] | None) -> Date | None:
    """Return the date of *ten years ago*; the match has the words that make a number one."""
    if match is None or unit not in ("year", "month", "week", "day") or not isinstance(value, int):
        return None
    return Date(offset=-value if match["before"] else value, unit=unit)


def without(text: str, quantities: Iterable[Quantity]) -> str:
    """Return a text with fillers in place of quantities that are found."""
    pieces, end = [], 0
    for quantity in sorted(quantities, key=lambda found: found.start):
        pieces += [text[end : quantity.start], FILLER * (quantity.end - quantity.start)]
        end = quantity.end
    return "".join((*pieces, text[end:]))


def take(find: Callable[[str], Iterable[Quantity]], text: str, found: list[Quantity]) -> str:
    """Add what a function finds in a text to a list, and return the text without it."""
    new = list(find(text))
    found += new
    return without(text, new) if new else text
