"""Dates as articles, tables and file names write them, in ISO 8601 as far as they are known."""

from __future__ import annotations

import re
from datetime import date

# A year, a month and a day, with what is between and after them; a time may follow.
_FORMS = re.compile(
    r"(?P<year>\d{4})"
    r"(?:(?P<mark>[-/.年]|)\s*(?P<month>\d{2}|(?<=\D)\d)"
    r"(?:(?:(?P=mark)|月)\s*(?P<day>\d{2}|(?<=\D)\d))?)?"
    r"[年月日号號]?"
    r"(?:[T\s].*)?",
    re.DOTALL | re.ASCII,
)
# A whole day, or a month with a mark, in a file name or path.
_IN_PATH = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)"
    r"(?:(?P<mark>[-_./年]|)(?P<month>0[1-9]|1[0-2]|(?<=\D)[1-9])"
    r"(?:(?P=mark)|月)(?P<day>0[1-9]|[12]\d|3[01]|(?<=\D)[1-9])(?!\d)"
    r"|[-_./年](?P<only_month>0[1-9]|1[0-2])(?!\d))",
    re.ASCII,
)


def parse_date(text: str) -> str | None:
    """Return a date in ISO 8601, such as ``2024-03-09``, shorter where only that is known.

    Args:
        text: Such as ``20240309``, ``2024-03-09T12:00:00Z``, ``2024/3/9``, ``2024年3月9日``,
            ``2024-03``. The day is taken as it is written, whatever the time zone.

    Returns:
        None if it is not a date.
    """
    match = _FORMS.fullmatch(text.strip())
    return _iso(match["year"], match["month"], match["day"]) if match else None


def date_in(path: str) -> str:
    """Return the date in a path, in ISO 8601; empty if there is none.

    Of several the one with a day counts, then that of the last folder or file: an archive or a
    folder is named by a span of time, and its files by their days. Then the first one counts.
    """
    best, found = (0, 0), ""
    for match in _IN_PATH.finditer(path):
        iso = _iso(match["year"], match["month"] or match["only_month"], match["day"]) or ""
        rank = len(iso), path.count("/", 0, match.end())
        if iso and rank > best:
            best, found = rank, iso
    return found


def _iso(year: str, month: str | None, day: str | None) -> str | None:
    try:
        known = date(int(year), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return None
    return known[: 10 if day else 7 if month else 4]
