"""Periods of time: days, weeks, months, quarters and years, as names that sort in their order."""

from __future__ import annotations

import datetime
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

    Raises:
        InputError: If it is not a date.
    """
    try:
        match len(date):
            case 4:
                first = datetime.date(int(date), 1, 1)
                return first.isoformat(), f"{date}-12-31"
            case 7:
                first = datetime.date.fromisoformat(f"{date}-01")
                # Day 28 and four more is in the next month.
                later = first.replace(day=28) + datetime.timedelta(4)
                last = later - datetime.timedelta(later.day)
                return first.isoformat(), last.isoformat()
            case _:
                day = datetime.date.fromisoformat(date).isoformat()
                return day, day
    except ValueError:
        raise InputError(
            f"{date!r} is not a date; expected one such as 2024-03-09, 2024-03 or 2024"
        ) from None


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
