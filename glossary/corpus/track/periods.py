"""Periods of time: days, weeks, months, quarters and years, as names that sort in their order."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from functools import cache

from termbase.choices import Choice
from termbase.errors import InputError


class By(Choice):
    """The length of a period."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_PERIOD = re.compile(
    r"(?P<year>\d{4})(?:-(?:W(?P<week>\d\d)|Q(?P<quarter>\d)|(?P<month>\d\d)))?", re.ASCII
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# The shortest date that tells the period.
_LENGTH = {By.DAY: 10, By.WEEK: 10, By.MONTH: 7, By.QUARTER: 7, By.YEAR: 4}


@cache
def period_of(date: str, by: By) -> str:
    """Return the name of the period of a date.

    Args:
        date: An ISO 8601 date, shorter where only that is known: ``2024-03-09``, ``2024-03``.
        by: The length of the period.

    Returns:
        ``2024-03-09``, ``2024-W10`` (the ISO week), ``2024-03``, ``2024-Q1`` or ``2024``; empty if
        the date does not tell.
    """
    if len(date) < _LENGTH[by]:
        return ""
    if by is By.WEEK:
        year, week, _ = datetime.date.fromisoformat(date[:10]).isocalendar()
        return f"{year:04}-W{week:02}"
    if by is By.QUARTER:
        return f"{date[:4]}-Q{(int(date[5:7]) + 2) // 3}"
    return date[: _LENGTH[by]]


def days_of(date: str) -> tuple[str, str]:
    """Return the first and last day that a date may mean: ``2024-02`` is 29 days.

    Args:
        date: A day, or the name of a period: ``2024-03-09``, ``2024-W10``, ``2024-03``,
            ``2024-Q1``, ``2024``.

    Raises:
        InputError: If it is none of these.
    """
    period = _PERIOD.fullmatch(date)
    try:
        if period:
            number = int(period[period.lastgroup or ""])
            first, last = _days(int(period["year"]), period.lastgroup, number)
        elif _DAY.fullmatch(date):
            first = last = datetime.date.fromisoformat(date)
        else:
            raise ValueError(date)
    except (ValueError, OverflowError):
        raise InputError(
            f"{date!r} is not a date; expected one such as 2024-03-09, 2024-03 or 2024"
        ) from None
    return first.isoformat(), last.isoformat()


def limits_of(since: str, until: str) -> tuple[str, str]:
    """Return the first and last day of a time; empty for no limit.

    Raises:
        InputError: If a limit is not a date, or the first is after the last.
    """
    first, last = since and days_of(since)[0], until and days_of(until)[1]
    if since and until and first > last:
        raise InputError(f"the first date, {since}, is after the last one, {until}")
    return first, last


def may_be_within(date: str, first: str, last: str) -> bool:
    """Return whether a date, or a part of it, is within limits; an unknown one is without any.

    Args:
        date: A day, or the name of a period; empty if it is unknown.
        first: The first day; empty for no limit.
        last: The last day; empty for no limit.
    """
    if not first and not last:
        return True
    if not date:
        return False
    start, end = days_of(date)
    return (not first or end >= first) and (not last or start <= last)


def _days(year: int, kind: str | None, number: int) -> tuple[datetime.date, datetime.date]:
    match kind:
        case "week":
            monday, sunday = (datetime.date.fromisocalendar(year, number, day) for day in (1, 7))
            return monday, sunday
        case "quarter":
            return datetime.date(year, 3 * number - 2, 1), _end(year, 3 * number)
        case "month":
            return datetime.date(year, number, 1), _end(year, number)
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31)


def _end(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, monthrange(year, month)[1])


def periods_between(first: str, last: str, by: By) -> list[str]:
    """Return all periods from that of a day to that of another, without gaps.

    Args:
        first: The first day.
        last: The last day.
        by: The length of the periods.
    """
    start, end = (datetime.date.fromisoformat(day) for day in (first, last))
    match by:
        case By.DAY | By.WEEK:
            # The last day may be early in a week whose days are not seven from the first one.
            step = 1 if by is By.DAY else 7
            days = [*range(start.toordinal(), end.toordinal(), step), end.toordinal()]
            dates = (datetime.date.fromordinal(day).isoformat() for day in days)
        case _:
            months = range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
            dates = (f"{month // 12:04}-{month % 12 + 1:02}" for month in months)
    # Not the cached function: there may be thousands of years, if a date is mistyped.
    return list(dict.fromkeys(period_of.__wrapped__(date, by) for date in dates))
