"""Dates and periods in English text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from glossary.check.quantities.calendar import (
    date_quantity,
    full_year,
    is_written_day,
)
from glossary.check.quantities.english_numerals import CARDINALS, ORDINAL_WORD, TENS, ordinal_value
from glossary.check.quantities.model import Date, Kind, Quantity

_NAMES = "january february march april may june july august september october november december"
_MONTHS = {name: number for number, name in enumerate(_NAMES.split(), 1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_MONTH = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})(?![^\W\d_])\.?"
_DAY_DIGITS = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
_DAY = rf"(?:{_DAY_DIGITS}|{ORDINAL_WORD})"
_TEENS = "|".join(word for word, number in CARDINALS.items() if number > 9)
_UNITS = "|".join(word for word, number in CARDINALS.items() if 0 < number < 10)
# The pattern of a number from 10 to 99 in words.
TWO_DIGITS = rf"(?:(?:{'|'.join(TENS)})(?:[\s-](?:{_UNITS}))?|{_TEENS})"
_TENS_UNITS = rf"(?:twenty|thirty)[\s-](?:{_UNITS})\b"
_HUNDRED = rf"hundred(?:\s+and\s+(?:{_UNITS}|{TWO_DIGITS}))?"
_YEAR_WORDS = rf"(?:nineteen|twenty|eighteen)[\s-](?:{_HUNDRED}|{TWO_DIGITS})"
_YEAR = rf"(?:[12]\d{{3}}(?![\d%]|[.,]\d)|[’']\d\d\b|{_YEAR_WORDS}\b)"
_DAY_MONTH = re.compile(
    rf"(?<![\w.,])(?:the\s+)?(?P<day>{_DAY})(?:\s+(?:day\s+)?of)?[\s/-]+(?P<month>{_MONTH})"
    rf"(?:(?:,|\s+of)?[\s/-]+(?P<year>{_YEAR}|two\s+thousand(?:\s+and\s+(?:{_UNITS}|{TWO_DIGITS}))?\b))?",
    re.IGNORECASE,
)
# 2019/Sep/01
_YEAR_MONTH = re.compile(
    rf"(?<![\w/-])(?P<year>[12]\d{{3}})[/-](?P<month>{_MONTH})[/-](?P<day>{_DAY_DIGITS})",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"\b(?P<month>{_MONTH})(?:\s*[-/]?\s*(?:the\s+)?(?P<day>{_DAY}|{_TENS_UNITS}))?(?:(?:,|\s+of)?\s+(?P<year>{_YEAR}))?(?!\w)",
    re.IGNORECASE,
)
_YEAR_ALONE = re.compile(
    r"(?<![\w.,$¥€£%/])(?<!\d[-–])(?:FY\s?)?(?P<year>(?:1[6-9]|20)\d\d)"
    r"(?:[/–-](?P<second>\d\d(?:\d\d)?))?(?![\w%]|[.,:]\d|/\d|-\w)"
)
_SHORT_YEAR = re.compile(
    rf"\bFY\s?[’']?(?P<short>\d\d)\b(?:/(?P<next>\d\d)\b)?|\b(?P<words>{_YEAR_WORDS})\b(?!-)",
    re.IGNORECASE,
)
_TENS = "|".join(word[:-1] + "ies" for word in TENS)
_DECADE = re.compile(
    r"(?<![\w.,])(?P<digits>(?:1[0-9]|20)?\d0)[’']?s\b|[’'](?P<short>\d0)s\b"
    rf"|\b(?:nineteen[\s-]|the\s+(?:early\s+|mid-?\s?|late\s+)?)(?P<word>{_TENS})\b",
    re.IGNORECASE,
)
_CENTURY = re.compile(
    rf"\b(?P<number>\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL_WORD})[\s-]centur(?:y|ies)\b", re.IGNORECASE
)
_PERIOD = re.compile(
    rf"\b(?P<quarter>first|second|third|fourth|final|last|1st|2nd|3rd|4th)[\s-]+quarters?\b(?!\s+of\s+an?\b)|\bQ(?P<q>[1-4])\b|(?<![\w.,])(?P<nth>[1-4])Q(?:\d\d)?\b"
    rf"|\b(?P<half>first|second|latter|1st|2nd)[\s-]+half\b|\b[H](?P<h>[12])\b|(?<![\w.,])(?P<nth_half>[12])H(?:\d\d)?\b"
    rf"|\b(?P<plan>\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL_WORD})[\s-]+(?:five|5)[\s-]year\s+(?:plan|programme|program)s?",
    re.IGNORECASE,
)
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4, "latter": 2}


def year_of(written: str) -> int:
    """Return the year in digits or words: 1978, *nineteen seventy-eight*, '98."""
    if written[0] in "’'":
        return full_year(int(written[1:]))
    if written.isdecimal():
        return int(written)
    words = re.split(r"[\s-]+", written.lower())
    century = {"nineteen": 1900, "twenty": 2000, "eighteen": 1800, "two": 2000}[words[0]]
    return century + sum_of(words[1:])


def dates(text: str) -> Iterator[Quantity]:
    """Yield dates with the name of a month."""
    taken: list[tuple[int, int]] = []
    for pattern in (_YEAR_MONTH, _DAY_MONTH, _MONTH_DAY):
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            name = match["month"].rstrip(".")
            # May and March are words of other meanings, too; in small letters they are.
            if name.lower() in ("may", "march", "mar", "jan", "sun", "dec") and not _is_month(
                match, name
            ):
                continue
            month = _MONTHS[name.lower()]
            day = _day(match["day"]) if match["day"] else None
            if day is None and match["day"]:
                continue
            year = year_of(match["year"]) if match["year"] else None
            if is_written_day(month, day or 1):
                taken.append(match.span())
                # The full stop of an abbreviation may end the sentence.
                end = match.end() - match[0].endswith(".")
                yield date_quantity(match.start(), end, Date(year, month, day))


def _day(written: str) -> int | None:
    """Return the day in digits or words: 21, *twenty-first*, *twenty one*."""
    words = re.split(r"[\s-]+", written.lower())
    return sum_of(words) if words[-1] in CARDINALS else ordinal_value(written)


def sum_of(words: Sequence[str]) -> int:
    """Return the sum of numerals: of *twenty*, *one* 21."""
    return sum(CARDINALS.get(word) or TENS.get(word, 0) for word in words)


_PREPOSITIONS = frozenset("In Since Until By From To Between During Mid Early Late".split())


def _is_month(match: re.Match[str], name: str) -> bool:
    if match["day"] or match["year"]:
        # The July 1 march.
        last = match.string[: match.start()].rstrip().rpartition(" ")[2].lower()
        return name[0].isupper() or (match["day"] is not None and last not in _MONTHS)
    # A heading.
    if match.string.strip("# ") == match[0].strip():
        return True
    if not name[0].isupper():
        return False
    # After a word in small letters or another month; not Theresa May, the Long March, May I.
    before = match.string[max(0, match.start() - 16) : match.start()].split()
    return bool(before) and (
        before[-1][0].islower()
        or before[-1] in _PREPOSITIONS
        or before[-1].strip(",;/").lower() in _MONTHS
    )


def years(text: str) -> Iterator[Quantity]:
    """Yield years by themselves: 2015, FY2015, 2015/16, *nineteen eighty-four*."""
    for match in _YEAR_ALONE.finditer(text):
        year = int(match["year"])
        end = match.end("year")
        yield date_quantity(match.start(), end, Date(year))
        second = match["second"]
        if not second:
            continue
        other = int(second) if len(second) == 4 else year // 100 * 100 + int(second)
        if year < other < year + 100:
            yield date_quantity(match.start("second"), match.end(), Date(other))
    for match in _SHORT_YEAR.finditer(text):
        year = full_year(int(match["short"])) if match["short"] else year_of(match["words"])
        if match["next"]:
            other = full_year(int(match["next"]))
            yield date_quantity(match.start("next"), match.end(), Date(other))
        end = match.end("short") if match["next"] else match.end()
        yield date_quantity(match.start(), end, Date(year))


def periods(text: str) -> Iterator[Quantity]:
    """Yield decades, centuries, quarters, halves of a year and five-year plans."""
    for match in _DECADE.finditer(text):
        written = match["digits"] or match["short"]
        if written:
            value = full_year(int(written))
        else:
            value = 1900 + TENS[match["word"].lower().removesuffix("ies") + "y"]
        yield _period(match, value, "decade")
    for match in _CENTURY.finditer(text):
        yield _period(match, ordinal_value(match["number"]) or 0, "century")
    for match in _PERIOD.finditer(text):
        if number := match["q"] or match["nth"] or match["quarter"]:
            value = _QUARTERS.get(number.lower()) or int(number[0])
            yield _period(match, value, "quarter")
        elif number := match["h"] or match["nth_half"] or match["half"]:
            value = _QUARTERS.get(number.lower()) or int(number[0])
            yield _period(match, value, "half")
        else:
            yield _period(match, ordinal_value(match["plan"]) or 0, "plan")


def _period(match: re.Match[str], value: int, unit: str) -> Quantity:
    return Quantity(match.start(), match.end(), Kind.PERIOD, value, value, unit)
