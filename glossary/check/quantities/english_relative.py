"""Dates from that of the document, weekdays and times in English text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from glossary.check.quantities.calendar import date_quantity, time_quantity
from glossary.check.quantities.english_dates import TWO_DIGITS, sum_of
from glossary.check.quantities.english_numerals import CARDINALS
from glossary.check.quantities.model import Date, Quantity

_HOURS = "|".join(word for word, number in CARDINALS.items() if 0 < number < 13)
# Ten to six is a range more often than a time.
_NO_TIME = (
    r"(?!\s*(?:per|%|million|billion|thousand|hundred|years|people|days|months|times|weeks|hours))"
)
_TIME = re.compile(
    r"(?<![\d:.,])(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<part>[ap])\.?\s?m\b\.?"
    rf"|\b(?P<word>{_HOURS}|\d{{1,2}})\s+o[’']clock\b"
    rf"|\b(?P<minutes>half|(?:a\s+)?quarter|{TWO_DIGITS}|five)(?:\s+minutes)?\s+(?P<side>past|to)\s+"
    rf"(?P<of>{_HOURS})\b{_NO_TIME}"
    r"|(?<![\d.,])(?P<military>[01]\d|2[0-3])(?P<after>[0-5]\d)\s+hours\b"
    rf"|\b(?P<spoken>{_HOURS}|1[0-2]|[1-9])(?:[:.](?P<past>[0-5]\d))?\s+in\s+the\s+"
    r"(?P<day_part>morning|afternoon|evening)\b"
    r"|\b(?:(?:12|twelve)\s+)?(?P<named>noon|midday|midnight)\b",
    re.IGNORECASE,
)
_WEEKDAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday"
_WEEKDAYS = {name: number for number, name in enumerate(_WEEKDAY_NAMES.split(), 1)}
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})s?\b", re.IGNORECASE)
_RELATIVE = {
    "previous year": (-1, "year"), "current year": (0, "year"), "yesterday": (-1, "day"),
    "today": (0, "day"), "tomorrow": (1, "day"), "day before yesterday": (-2, "day"),
    "day after tomorrow": (2, "day"), "tonight": (0, "day"), "last night": (-1, "day"),
    "this morning": (0, "day"), "this afternoon": (0, "day"), "this evening": (0, "day"),
    "night before last": (-2, "day"),
}  # fmt: skip
_UNITS = ("year", "month", "week", "day")
_RELATIVE |= {
    f"{word} {unit}": (offset, unit)
    for word, offset in (("last", -1), ("this", 0), ("next", 1))
    for unit in _UNITS
}
_RELATIVE |= {f"{unit} after next": (2, unit) for unit in _UNITS}
_RELATIVE |= {f"{unit} before last": (-2, unit) for unit in _UNITS}
_RELATIVE_WORDS = re.compile(
    # Two days from tomorrow is read with its number.
    r"(?<!days from )(?<!weeks from )(?<!months from )(?<!years from )"
    rf"\b({'|'.join(sorted(_RELATIVE, key=len, reverse=True))})\b(?!\s+of\b)",
    re.IGNORECASE,
)


def times(text: str) -> Iterator[Quantity]:
    """Yield times of the day: 3:30 p.m., *three o'clock*, *half past six*, *noon*."""
    for match in _TIME.finditer(text):
        fields = match.groupdict()
        shift = 0
        if fields["named"]:
            hour = 0 if fields["named"].lower() == "midnight" else 12
            yield replace(time_quantity(*match.span(), hour, 0), is_word=True, is_vague=True)
            continue
        if fields["of"]:
            hour = CARDINALS[fields["of"].lower()] % 12
            written = fields["minutes"].lower()
            minute = _minutes(written)
            if fields["side"].lower() == "to":
                # From ten to six is a range rather than fifty minutes past five.
                if not written.endswith("quarter") and "minutes" not in match[0]:
                    continue
                hour, minute = (hour - 1) % 12, 60 - minute
        elif fields["military"]:
            hour, minute = int(fields["military"]), int(fields["after"])
        elif word := fields["word"] or fields["spoken"]:
            hour = CARDINALS.get(word.lower()) or int(word)
            minute = int(fields["past"] or 0)
            shift = 12 if fields["day_part"] and fields["day_part"].lower() != "morning" else 0
        else:
            hour, minute = int(fields["hour"]) % 12, int(fields["minute"] or 0)
            shift = 12 if fields["part"].lower() == "p" else 0
        if hour <= 24:
            # Two in the morning may be two of them.
            is_vague = fields["day_part"] is not None
            found = time_quantity(*match.span(), hour, minute, shift)
            yield replace(found, is_vague=is_vague, is_word=is_vague)


def _minutes(written: str) -> int:
    if written == "half":
        return 30
    if written.endswith("quarter"):
        return 15
    return sum_of(re.split(r"[\s-]+", written))


def weekdays(text: str) -> Iterator[Quantity]:
    """Yield the days of the week."""
    for match in _WEEKDAY.finditer(text):
        yield date_quantity(*match.span(), Date(weekday=_WEEKDAYS[match[1].lower()]))


def relative_dates(text: str) -> Iterator[Quantity]:
    """Yield dates that are given from the date of the document: *last year*, *yesterday*."""
    for match in _RELATIVE_WORDS.finditer(text):
        offset, unit = _RELATIVE[match[1].lower()]
        yield date_quantity(*match.span(), Date(offset=offset, unit=unit), is_word=True)
