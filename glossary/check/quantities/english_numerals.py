"""Numerals in English text: digits, words, ordinals, fractions and mixtures of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from glossary.check.quantities.chinese_numerals import THOUSANDS, arabic, exact
from glossary.check.quantities.model import Value

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_ONES += " sixteen seventeen eighteen nineteen"
CARDINALS = {word: number for number, word in enumerate(_ONES.split(), 1)}
CARDINALS |= {"zero": 0, "nought": 0, "naught": 0, "nil": 0}
TENS = {
    word: number
    for number, word in zip(
        range(20, 100, 10),
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        strict=True,
    )
}
MAGNITUDES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "dozen": 12, "crore": 10**7, "lakh": 10**5, "quadrillion": 10**15,
}  # fmt: skip
# After digits only. With a capital K of thousands; m and b after a space would be other words.
ABBREVIATIONS = {
    "bn": 10**9, "bln": 10**9, "mn": 10**6, "mln": 10**6, "mil": 10**6, "tn": 10**12, "tln": 10**12,
    "trn": 10**12, "k": 10**3,
    "K": 10**3, "b": 10**9, "B": 10**9, "M": 10**6, "MM": 10**6, "m": 10**6,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19, "hundredth": 100, "thousandth": 1000, "millionth": 10**6,
    "billionth": 10**9, "trillionth": 10**12,
}  # fmt: skip
ORDINALS |= {word[:-1] + "ieth": number for word, number in TENS.items()}
_FIRST_TO_NINTH = "|".join(word for word, number in ORDINALS.items() if number < 10)
# The pattern of an ordinal in words.
ORDINAL_WORD = (
    rf"(?:(?:{'|'.join(TENS)})[\s-]+(?:{_FIRST_TO_NINTH})"
    rf"|{'|'.join(sorted(ORDINALS, key=len, reverse=True))})"
)
# Denominators that are not the ordinal.
_PARTS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4}

_ARABIC = rf"(?:{THOUSANDS}|\d+)(?:\.\d+)?|(?<![\w.])\.\d+"
_CARDINAL = "|".join(sorted((*CARDINALS, *TENS), key=len, reverse=True))
_MAGNITUDE = "|".join(MAGNITUDES).replace("dozen", "dozens?")
_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
# The pattern of a word of a cardinal.
CARDINAL_WORD = rf"(?:{_CARDINAL}|{_MAGNITUDE})"
# The parts of twenty-one, two hundred and five, nine-tenths.
_NO_LIMIT = 10**18
_MAX_LENGTH = 60
_JOINT = r"(?:\s?-\s?|\s+)"
# The pattern of a cardinal in words.
NUMERAL_WORDS = rf"(?P<words>\b{CARDINAL_WORD}(?:{_JOINT}(?:and{_JOINT})?{CARDINAL_WORD})*)"
NUMERAL = re.compile(
    rf"(?P<digits>(?<![\d.])(?:{_ARABIC}))"
    rf"(?:(?:\s+|-)?(?P<scale>(?:{_MAGNITUDE})s?\b(?:\s+(?:{_MAGNITUDE})s?\b)?)"
    rf"|(?P<short>bn|mn|mln|bln|tln|mil|tn|trn|MM|[kKbBmM])(?![\w/²³])"
    # 120 MEUR
    rf"|\s?(?P<of_money>M)(?=(?:EUR|USD|GBP|CNY|RMB|HKD|AUD|CAD|CHF|JPY)\b)|\s(?P<spaced>bn|mn|mln|bln|tln|tn|trn)\b"
    # 2.33 k; a whole number before k counts something that is called so.
    r"|(?:(?<=\.\d)|(?<=\.\d\d))\s(?P<decimal>k)\b)?"
    rf"|(?P<words>\b(?:(?:an?(?:\s+half)?|half\s+an?|half|(?:three\s+)?quarters?(?:\s+of)?(?:\s+an?)?)\s+(?=(?:{_MAGNITUDE})\b)"
    rf"(?:{_MAGNITUDE})|{CARDINAL_WORD})(?:{_JOINT}(?:and{_JOINT})?{CARDINAL_WORD})*\b(?:\s+point(?:\s+(?:{_CARDINAL}))+(?:{_JOINT}(?:{_CARDINAL}))*(?:\s(?:{_MAGNITUDE})\b)?)?)",
    re.IGNORECASE,
)
_TOKEN = re.compile(rf"(?:{_ARABIC})|[a-z]+", re.IGNORECASE)


class Numeral(NamedTuple):
    """A numeral in a text.

    Attributes:
        start: The offset of its first character.
        end: The offset after its last character.
        value: The value.
        is_word: True if it is written in words.
        scale: The abbreviated magnitude, which may be a unit of measure: m, b, k.
    """

    start: int
    end: int
    value: Value
    is_word: bool
    scale: str = ""


def numerals(text: str) -> Iterator[Numeral]:
    """Yield the cardinal numerals of a text, in order: *4 thousand 3 hundred and 21* is one."""
    last: Numeral | None = None
    for numeral in _numerals(text):
        if last and _goes_on_in_digits(last, numeral, text):
            value = exact(last.value + numeral.value)
            last = Numeral(last.start, numeral.end, value, is_word=False)
            continue
        if last:
            yield last
        last = numeral
    if last:
        yield last


def _goes_on_in_digits(last: Numeral, numeral: Numeral, text: str) -> bool:
    """Return True for a numeral that is the rest of one in digits with a magnitude."""
    between = text[last.end : numeral.start]
    if last.is_word or between.strip() not in ("", "and") or not between.isascii():
        return False
    limit, scale = (last_magnitude(text[one.start : one.end]) for one in (last, numeral))
    return numeral.value < limit and (scale > 1 or (limit == 100 and "and" in between))


def last_magnitude(written: str) -> int:
    """Return the magnitude with which a numeral ends: of *3 million* 1,000,000, else 1."""
    return MAGNITUDES.get(written.rsplit(maxsplit=1)[-1].lower(), 1)


def _numerals(text: str) -> Iterator[Numeral]:
    for match in NUMERAL.finditer(text):
        if match["digits"]:
            # Longer ones are not quantities, and Python converts no number of thousands of digits.
            if len(match["digits"]) <= _MAX_LENGTH:
                yield _in_digits(match)
        else:
            yield from _in_words(match.start(), match[0])


def _in_digits(match: re.Match[str]) -> Numeral:
    value = arabic(match["digits"])
    scale = match["short"] or match["spaced"] or match["decimal"] or match["of_money"] or ""
    if match["scale"]:
        for word in match["scale"].lower().split():
            value *= MAGNITUDES[word.removesuffix("s")]
    elif scale:
        factor = ABBREVIATIONS.get(scale) or ABBREVIATIONS.get(scale.lower())
        value *= factor or ABBREVIATIONS[scale.upper()]
    return Numeral(match.start(), match.end(), exact(value), is_word=False, scale=scale)


def _in_words(offset: int, written: str) -> Iterator[Numeral]:
    """Yield the numerals of a run of words: *two hundred and five* is one, *three four* are two."""
    words = [(found[0].lower(), found.start(), found.end()) for found in _TOKEN.finditer(written)]
    index = 0
    while index < len(words):
        value, following = _parse(words, index)
        if following == index:
            index += 1
            continue
        start, end = words[index][1], words[following - 1][2]
        yield Numeral(offset + start, offset + end, value, is_word=True)
        index = following


def _parse(words: list[tuple[str, int, int]], index: int) -> tuple[Value, int]:
    """Return the value of the longest numeral that begins at a word, and the index after it.

    If no numeral begins there, the index is that of the word.
    """
    names = [word for word, *_ in words]
    section, end = _opening(names, index)
    total: Value = 0
    # The last magnitude: what follows must be less.
    last = 1 if end > index else _NO_LIMIT
    index = end
    while index < len(names):
        word = names[index]
        value = CARDINALS.get(word, TENS.get(word))
        factor = MAGNITUDES.get(word.removesuffix("s"))
        if word == "and" and _goes_on(names, index, last):
            pass
        elif word == "point" and end == index:
            return _with_decimals(total + section, names, index)
        elif value is not None and last > value and (last >= 100 or (last == 10 and value < 10)):
            section, last, end = section + value, 10 if word in TENS else 1, index + 1
        elif factor is None:
            break
        elif factor in (12, 100):
            section, last, end = (section or 1) * factor, 100, index + 1
        else:
            # Million billion multiplies all before it.
            whole = total * factor if factor > last >= 1000 and not section else None
            total = total + (section or 1) * factor if whole is None else whole
            section, last, end = 0, factor, index + 1
        index += 1
    return exact(total + section), end


def _goes_on(names: list[str], index: int, last: int) -> bool:
    """Return True if *and* joins a numeral: two hundred and five, but chapters two and three."""
    following = names[index + 1] if index + 1 < len(names) else ""
    return 100 <= last < _NO_LIMIT and (following in CARDINALS or following in TENS)


def _opening(words: list[str], index: int) -> tuple[Value, int]:
    """Return the value of *a*, *half a*, *three quarters of a* before a magnitude, and its end."""
    value: Value = 0
    end = index
    while end < len(words) and words[end] in (
        "a",
        "an",
        "half",
        "quarter",
        "quarters",
        "of",
        "three",
    ):
        word = words[end]
        if word == "three" and words[end + 1 : end + 2] not in (["quarters"], ["quarter"]):
            break
        if word == "three":
            value = 3
        elif word in _PARTS:
            value = Fraction(value or 1, _PARTS[word])
        end += 1
    if end == index:
        return 0, index
    return value or 1, end


def _with_decimals(whole: Value, names: list[str], index: int) -> tuple[Value, int]:
    """Return the value with the digits after *point*, and the index after them."""
    digits = ""
    end = index + 1
    while end < len(names) and (names[end] in CARDINALS or names[end] in TENS):
        value = TENS.get(names[end], CARDINALS.get(names[end], 0))
        following = CARDINALS.get(names[end + 1], 10) if end + 1 < len(names) else 10
        if names[end] in TENS and 0 < following < 10:
            value += following
            end += 1
        digits += str(value)
        end += 1
    total = whole + Fraction(int(digits or "0"), 10 ** len(digits))
    factor = MAGNITUDES.get(names[end], 0) if end < len(names) else 0
    return (exact(total * factor), end + 1) if factor else (exact(total), end)


def ordinal_value(word: str) -> int | None:
    """Return the value of an ordinal in words or digits: *twenty-first*, *21st*."""
    word = word.lower()
    if word[0].isdecimal():
        return int(re.sub(r"\D", "", word))
    tens, _, ones = re.sub(r"[\s-]+", "-", word).rpartition("-")
    if ones not in ORDINALS or (tens and tens not in TENS):
        return None
    return TENS.get(tens, 0) + ORDINALS[ones]
