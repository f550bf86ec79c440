"""Fractions, ordinals, multiples and spans of time in English text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from unicodedata import numeric

from glossary.check.quantities.calendar import is_valid
from glossary.check.quantities.chinese_numerals import exact
from glossary.check.quantities.english_numerals import (
    CARDINALS,
    MAGNITUDES,
    NUMERAL_WORDS,
    ORDINAL_WORD,
    TENS,
    numerals,
    ordinal_value,
)
from glossary.check.quantities.model import Approximation, Kind, Quantity, Value

_LARGE = "hundred|thousand|million|billion|trillion|dozen"
# After these a third is an ordinal: a third time, a third party.
_NOT_OF_PARTS = r"[\s-](?:century|quarter|five|party|time|year|hearing)"
# The first three quarters of a year are three periods.
_NOT_PARTS_BEFORE = r"(?<!first )(?<!last )(?<!past )"
_FRACTION = re.compile(
    rf"{_NOT_PARTS_BEFORE}(?<![\w-])(?P<above>an?|{'|'.join(CARDINALS)})[\s-]+(?P<below>{ORDINAL_WORD}|half|quarter)"
    rf"(?P<many>s)?\b(?!\s+(?:of\s+an?\s+)?(?:{_LARGE})\b|{_NOT_OF_PARTS})"
    r"|(?P<minus>(?:(?<![\w.)\]%□])[-−–]|minus)\s?)?(?<![\w./])(?:(?<!,)(?P<whole>\d{1,3})\s{1,2}(?:and\s)?)?"
    r"(?P<numerator>\d{1,3})/(?P<denominator>\d{1,3})(?![\w/])|(?P<vulgar>(?:\d+\s?)?[¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])"
    rf"|\b(?P<half>half)\b(?!-\w|\s+(?:an?\s+)?(?:{_LARGE}))",
    re.IGNORECASE,
)
_NUMBER = rf"(?:\d|\b(?:{'|'.join((*CARDINALS, *TENS, *MAGNITUDES))}))"
# One and a half, two million and three fifths: read with the number before them.
_NUMBER_AND = re.compile(rf"{_NUMBER}\s+and\s+$", re.IGNORECASE)
_PART_AND = re.compile(rf"{_NUMBER}\s+and\s+(?:an?|{'|'.join(CARDINALS)})[\s-]+$", re.IGNORECASE)
_ORDINAL = re.compile(
    rf"(?<![\w.,])(?:\d[\d,]*(?:st|nd|rd|th)|{ORDINAL_WORD})\b(?!-\w*ing)", re.IGNORECASE
)
_MULTIPLE = re.compile(
    r"\b(?:(?P<two>doubl(?:e[sd]?|ing)|twice|two-?fold)"
    r"|(?P<three>tripl(?:e[sd]?|ing)|three-?fold|thrice|treble[sd]?)"
    r"|(?P<four>quadrupl(?:e[sd]?|ing)|four-?fold)|(?P<half>halv(?:e[sd]?|ing))"
    rf"|(?P<count>{'|'.join((*CARDINALS, *TENS, 'hundred', 'thousand'))})-?fold)\b",
    re.IGNORECASE,
)
# One in five, nine out of every ten; not two in three days.
_SHARE = re.compile(r"\s+(?:in|out\s+of)\s+(?:every\s+)?", re.IGNORECASE)
_SPAN_OF_TIME = re.compile(
    r"\s+(?:second|minute|hour|day|week|month|year|decade)s?\b", re.IGNORECASE
)
# 3 in 10% is none.
_COUNTED_SHARE = re.compile(r"\s?(?:%|per\s?cent)|[.,]?\d")
_MULTIPLES: dict[str, Value] = {"two": 2, "three": 3, "four": 4, "half": Fraction(1, 2)}
_SPAN = re.compile(
    r"\b(?P<count>half\s+an?|\w+)\s+(?P<unit>decade|centur|fortnight)(?P<many>ies|s)?y?\b",
    re.IGNORECASE,
)
_CENTURIES = {"last": 20, "this": 21, "next": 22}
_SPAN_UNITS = {"decade": (10, "year"), "centur": (100, "year"), "fortnight": (2, "week")}
# An hour and a half
_AND_A_HALF = re.compile(
    r"\ban?\s+(?P<unit>hour|day|week|month|year|mile|kilometre|kilometer)\s+and\s+a\s+half\b",
    re.IGNORECASE,
)
_AND_A_HALF_UNITS = {"mile": "mi", "kilometre": "km", "kilometer": "km"}
# 2000 over 3; a number over ten years is none.
_OVER = re.compile(r"\s+over\s+", re.IGNORECASE)
_COUNTED = re.compile(r"\s*(?:[a-z%]|-\w)", re.IGNORECASE)
# Twenty twenty-fifths, one one hundred fifth, the two hundred and first.
_LONG = re.compile(
    rf"{NUMERAL_WORDS}[\s-]+(?:and\s+)?(?!second)(?P<last>{ORDINAL_WORD})(?P<many>s)?\b",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\bin\s+(?:his|her|their|my|your|our)\s+(?:(?:early|mid(?:dle)?|late)[\s-]+)?"
    rf"(?P<tens>[2-9]0[’']?s|{'|'.join(word[:-1] + 'ies' for word in TENS)})\b",
    re.IGNORECASE,
)
_WINDOW = 32


def ages(text: str) -> Iterator[Quantity]:
    """Yield ages by their tens: *in her fifties*, *in their mid-30s*."""
    for match in _AGE.finditer(text):
        word = match["tens"].lower()
        value = int(word[:2]) if word[0].isdecimal() else TENS[word.removesuffix("ies") + "y"]
        yield Quantity(
            *match.span("tens"),
            Kind.DIMENSION,
            value,
            value,
            "age",
            Approximation.MORE,
            is_word=not word[0].isdecimal(),
        )


def fractions(text: str) -> Iterator[Quantity]:
    """Yield fractions: *two thirds*, 3/4, ½, *half*."""
    for match in _FRACTION.finditer(text):
        value = _fraction(match)
        # The number before it reads them.
        is_rest = _NUMBER_AND.search(text, max(0, match.start() - _WINDOW), match.start())
        if value is not None and not (is_rest and match["above"]):
            is_word = match["numerator"] is None
            yield Quantity(*match.span(), Kind.FRACTION, value, value, is_word=is_word)


def _fraction(match: re.Match[str]) -> Value | None:
    if match["half"]:
        return Fraction(1, 2)
    if match["vulgar"]:
        written = match["vulgar"]
        return int(written[:-1] or 0) + Fraction(numeric(written[-1])).limit_denominator(8)
    if match["numerator"]:
        above, below = int(match["numerator"]), int(match["denominator"])
        # The 22nd of April is written 4/22.
        is_date = below > 12 and is_valid(above, below)
        if not 0 < above < below or is_date:
            return None
        return (int(match["whole"] or 0) + Fraction(above, below)) * (-1 if match["minus"] else 1)
    word, part = match["above"].lower(), match["below"].lower()
    above = 1 if word in ("a", "an") else CARDINALS[word]
    below = {"half": 2, "quarter": 4}.get(part) or ordinal_value(part) or 0
    # A second is not a fraction, nor is one thirds.
    if part == "second" or above >= below or (above == 1) == bool(match["many"]):
        return None
    return Fraction(above, below)


def quotients(text: str) -> Iterator[Quantity]:
    """Yield fractions that are said with *over*: 2000 over 3."""
    for first, second in pairwise(numerals(text)):
        is_fraction = _OVER.fullmatch(text, first.end, second.start) and second.value
        if is_fraction and not _COUNTED.match(text, second.end):
            value = exact(Fraction(first.value, second.value))
            is_word = first.is_word and second.is_word
            span = first.start, second.end
            yield Quantity(*span, Kind.FRACTION, value, value, is_word=is_word)


def long_fractions(text: str) -> Iterator[Quantity]:
    """Yield fractions and ordinals of several numerals: *twenty twenty-fifths*."""
    for match in _LONG.finditer(text):
        words = list(numerals(match["words"]))
        if any(match["words"][one.end : two.start].strip(" -") for one, two in pairwise(words)):
            # Twenty and three fifths is read with its whole number.
            continue
        found = [numeral.value for numeral in words]
        last = ordinal_value(match["last"]) or 1
        below = found[-1] * last if found[-1] < last else found[-1] + last
        if len(found) == 2 and (match["many"] or found[0] == 1):
            value = exact(Fraction(found[0], below))
            yield Quantity(*match.span(), Kind.FRACTION, value, value, is_word=True)
        elif len(found) == 1 and not match["many"] and found[0] >= 100 > last:
            yield Quantity(*match.span(), Kind.ORDINAL, below, below, is_word=True)


def shares(text: str) -> Iterator[Quantity]:
    """Yield fractions that are written as two numbers: *one in five*, *nine out of ten*."""
    if " in " not in text and " of " not in text:
        return
    for first, second in pairwise(numerals(text)):
        above, below = first.value, second.value
        is_share = _SHARE.fullmatch(text, first.end, second.start)
        is_year = not second.is_word and 1900 <= below < 2100
        if (
            is_share
            and 0 < above < below
            and not is_year
            and not _SPAN_OF_TIME.match(text, second.end)
            and not _COUNTED_SHARE.match(text, second.end)
        ):
            value = exact(Fraction(above) / below)
            span = first.start, second.end
            yield Quantity(*span, Kind.FRACTION, value, value, is_word=True)


def ordinals(text: str) -> Iterator[Quantity]:
    """Yield ordinals: 21st, *twenty-first*."""
    for match in _ORDINAL.finditer(text):
        value = ordinal_value(match[0])
        if value is None or _PART_AND.search(text, max(0, match.start() - _WINDOW), match.start()):
            continue
        is_word = not match[0][0].isdecimal()
        yield Quantity(*match.span(), Kind.ORDINAL, value, value, is_word=is_word)


def multiples(text: str) -> Iterator[Quantity]:
    """Yield multiples of one word: *doubled*, *threefold*."""
    for match in _MULTIPLE.finditer(text):
        word = (match["count"] or "").lower()
        named: Value = CARDINALS.get(word) or TENS.get(word) or MAGNITUDES.get(word, 0)
        value = named or _MULTIPLES[match.lastgroup or ""]
        yield Quantity(*match.span(), Kind.MULTIPLE, value, value, "times", is_word=True)


def spans(text: str) -> Iterator[Quantity]:
    """Yield decades and centuries as numbers of years: *the past decade*, *two centuries*."""
    for match in _AND_A_HALF.finditer(text):
        name = match["unit"].lower()
        value: Value = Fraction(3, 2)
        unit = _AND_A_HALF_UNITS.get(name, name)
        yield Quantity(*match.span(), Kind.DIMENSION, value, value, unit, is_word=True)
    for match in _SPAN.finditer(text):
        written = match["count"].lower()
        if written in _CENTURIES and match["unit"].lower() == "centur":
            century = _CENTURIES[written]
            yield Quantity(*match.span(), Kind.PERIOD, century, century, "century", is_word=True)
            continue
        count: Value | None = CARDINALS.get(written)
        if written.startswith("half"):
            count = Fraction(1, 2)
        elif written.isdecimal():
            count = int(written)
        elif count is None and not match["many"]:
            count = 1
        if count is not None:
            factor, unit = _SPAN_UNITS[match["unit"].lower()]
            value = exact(count * factor)
            yield Quantity(*match.span(), Kind.DIMENSION, value, value, unit, is_word=True)
