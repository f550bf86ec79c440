"""The quantities of an English text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from glossary.check.quantities.calendar import numeric_dates, short_dates, take
from glossary.check.quantities.codes import without_codes
from glossary.check.quantities.english_amounts import amounts, rates
from glossary.check.quantities.english_dates import dates, periods, years
from glossary.check.quantities.english_numerals import CARDINAL_WORD, ORDINAL_WORD, TENS
from glossary.check.quantities.english_parts import (
    ages,
    fractions,
    long_fractions,
    multiples,
    ordinals,
    quotients,
    spans,
)
from glossary.check.quantities.english_relative import relative_dates, times, weekdays
from glossary.check.quantities.english_words import masked
from glossary.check.quantities.eras import english_eras
from glossary.check.quantities.model import Quantity
from glossary.check.quantities.named_days import english_named_days
from glossary.check.quantities.powers import english_powers, powers

_DIGIT = re.compile(r"\d")
# Some of these letters are in all that is read; looking for them is faster than reading. Where they
# are in other words, as ten in content, the words tell.
_NUMBERS = (
    "one two thr four five fif six seven eigh nine ten eleven twel twen thir forty hundred million "
    "thousand illion dozen zero nil nought naught crore lakh half quarter"
).split()
_NUMBER_WORD = re.compile(rf"\b(?:{CARDINAL_WORD}|half|quarters?)\b")
_ORDINAL = re.compile(rf"\b{ORDINAL_WORD}s?\b")
_DIGIT_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_PERIODS = ("0s", "0’s", "0's", "ies", "entur", "quarter", "half", "plan", "program")
_CODED_PERIOD = re.compile(r"[QH][1-4]|\b[1-4][QH]")
_CLOCK = re.compile(
    r"\d\s?[aApP]\.?\s?[mM]|[fr]\s(?:past|to)\s|minutes to|\w\spast\s|[Nn]oon|idnight"
    r"|\d hours|in the [mae]"
)
_RELATIVE = ("year", "month", "week", "day", "tomorrow", "night", "this ")
_NAMED = ("christmas", "festival", "double ")
_AGES = tuple(word[:-1] + "ies" for word in TENS)
_HOURS = ("noon", "midnight", "midday")
# The ends of ordinals in words: fifth, sixth, tenth, eighth, fourth, hundredth, twentieth.
_ORDINALS = ("first", "second", "third", "fth", "xth", "nth", "hth", "rth", "dth", "ieth")
_PARTS = ("half", "quarter", "/", *"¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞")
_MULTIPLES = ("doubl", "twi", "fold", "tripl", "thrice", "treble", "quadrupl", "halv")
# Of years in words: nineteen eighty-four.
_CENTURIES = ("eighteen", "nineteen", "twenty")
_SPANS = ("decade", "centur", "fortnight", "and a half")
_OTHERS = (
    *_RELATIVE, *_MONTHS, *_PARTS, *_AGES, *_SPANS, *_MULTIPLES, *_NAMED, *_HOURS,
)  # fmt: skip


def english_quantities(text: str) -> list[Quantity]:
    """Return the quantities of an English text, sorted and disjoint."""
    lower = text.lower()
    has_digit = _DIGIT.search(text) is not None
    has_number = has_digit or (_has(lower, _NUMBERS) and _NUMBER_WORD.search(lower) is not None)
    has_ordinal = _has(lower, _ORDINALS) and _ORDINAL.search(lower) is not None
    if not (has_number or has_ordinal or _has(lower, _OTHERS)):
        return []
    found: list[Quantity] = []
    rest = text
    if has_digit:
        rest = take(powers, rest, found)
        rest = take(lambda part: english_eras(part, lower), rest, found)
    rest = take(lambda part: english_named_days(part, lower), rest, found)
    rest = take(english_powers, rest, found) if " to the " in lower else rest
    rest = without_codes(masked(rest, lower))
    # Each with what must be in the text; what an earlier one takes is not there for a later one.
    readers = (
        (ages, " in " in f" {lower}" and ("0s" in lower or "ies" in lower)),
        (times, "clock" in lower or _has(lower, _HOURS) or (has_number and _CLOCK.search(rest))),
        (numeric_dates, has_digit),
        (periods, _has(lower, _PERIODS) or (has_digit and _CODED_PERIOD.search(rest))),
        (dates, _has(lower, _MONTHS)),
        (weekdays, "day" in lower),
        (short_dates, has_digit and ("/" in rest or "-" in rest)),
        (relative_dates, _has(lower, _RELATIVE)),
        (quotients, " over " in lower and has_number),
        (long_fractions, has_number and has_ordinal),
        (years, has_digit or _has(lower, _CENTURIES)),
        (spans, _has(lower, _SPANS)),
        (fractions, has_ordinal or _has(lower, _PARTS)),
        (ordinals, has_ordinal or (has_digit and _DIGIT_ORDINAL.search(lower))),
        (multiples, _has(lower, _MULTIPLES)),
    )
    for read, can_be in readers:
        if can_be:
            rest = take(read, rest, found)
    if has_number:
        if "per " in lower:
            rest = take(rates, rest, found)
        found += amounts(rest)
    return sorted(found, key=lambda quantity: quantity.start)


def _has(text: str, words: Iterable[str]) -> bool:
    """Return True if one of the words is in a text."""
    # Faster than any() with a generator, for it is asked of every segment.
    for word in words:  # noqa: SIM110
        if word in text:
            return True
    return False
