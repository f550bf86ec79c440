"""Chinese numerals: 二十大 is also written 20大 and 廿大, 三千五百万 is 35 million."""

from __future__ import annotations

import re
from itertools import product

from termbase.patterns import compiled

_DIGITS = {
    **{char: digit for digit, char in enumerate("〇一二三四五六七八九")},
    "零": 0,
    "两": 2,
    "兩": 2,
}
_DIGIT_NAMES = "零一二三四五六七八九"
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
DIGIT_CHARACTERS = "".join(_DIGITS)
NUMERALS = "".join((*_DIGITS, *_SMALL, *_LARGE))
_MOST_DIGITS = 18
_MISPLACED_ZERO = "^[〇零]|[〇零]{2}|[〇零]$|十[〇零]"
# A numeral before a measure word; in 三令五申 or 四清 the characters are not written as digits.
_NUMBER = (
    r"[〇零一二三四五六七八九十百]+(?=大|届|中全会|次|号|条|项|个|年|月|日|周年|名|起|种)"
    r"|两(?=个)|[一二三四五六七八九](?:千|万)(?=人大会|言书)"
)
# Tens that have a character. After a digit, as in the date 五卅, they are a number of their own.
_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}
_SHORT_TENS = re.compile(f"(?<![一二三四五六七八九])[{''.join(_TENS)}]")
_LONG_TENS = f"(?<![一二三四五六七八九])(?:{'|'.join(_TENS.values())})"
_SHORT_TEN = {long: short for short, long in _TENS.items()}
# 零 as a digit; in 零容忍 and 清零 it is not.
_ZERO = "零(?=[一二三四五六七八九〇])|(?<=[一二三四五六七八九〇十百千])零"
# Digits without a unit: those of a date, or of a year.
_DATE = "(?<![十百千万亿])[零〇一二三四五六七八九]{2,}(?![十百千万亿])"
_MIN_LENGTH = 4
_MAX_NUMBERS = 3


def in_full(text: str) -> str:
    """Return a text with 二十 for 廿 and 零 for 〇, as terms are looked up."""
    return _SHORT_TENS.sub(lambda match: _TENS[match[0]], text).replace("〇", "零")


def numeral_variants(text: str) -> list[str]:
    """Return the ways to write the numbers of a simplified term, the given one first.

    In 汉字, with digits (:func:`digit_variants`), with 廿 or 二十, with 〇 or 零.
    """
    full = _SHORT_TENS.sub(lambda match: _TENS[match[0]], text)
    long = [full, *digit_variants(full)]
    short = [compiled(_LONG_TENS).sub(lambda match: _SHORT_TEN[match[0]], form) for form in long]
    found = [text, *long, *short]
    zeros = (compiled(_ZERO).sub("〇", form) for form in found)
    return list(dict.fromkeys([*found, *zeros, *(form.replace("〇", "零") for form in found)]))


def digit_variants(text: str) -> list[str]:
    """Return the ways to write a term with digits for some or all of its numbers.

    Args:
        text: A simplified Chinese term.

    Returns:
        The variants, without the text itself. None for a term of which little would be left, such
        as 二大: 11大 is a variant of 十一大, 1大 of nothing.
    """
    parts: list[tuple[str, ...]] = []
    end = 0
    for match in compiled(_NUMBER).finditer(text):
        value = parse_numeral(match[0])
        if value is not None:
            parts += [(text[end : match.start()],), _written(match[0], value)]
            end = match.end()
    if not parts or len(parts) > 2 * _MAX_NUMBERS:
        return []
    found = map("".join, product(*parts, (text[end:],)))
    return [
        form
        for form in found
        if form != text and (len(form) >= _MIN_LENGTH or re.match(r"\d\d", form))
    ]


def _written(numeral: str, value: int) -> tuple[str, ...]:
    """Return the ways to write a number: as a numeral, in digits, 7,000 and 7千."""
    if numeral[-1] not in "千万":
        return numeral, str(value)
    return numeral, str(value), f"{value:,}", f"{_DIGITS[numeral[0]]}{numeral[1:]}"


def dates_in_digits(text: str) -> str:
    """Return a term with digits for the digits of dates in it, as people type them into a search.

    九一八事变 is 918事变, 六四 is 64; in 十八大 there is none.

    Args:
        text: A simplified Chinese term.
    """
    return compiled(_DATE).sub(lambda match: "".join(str(_DIGITS[char]) for char in match[0]), text)


def parse_numeral(numeral: str) -> int | None:
    """Return the value of a Chinese numeral, or None if it has none.

    二十 is 20, 一九八六 is 1986, 三千五百万 is 35,000,000, 一百二 is 120 and 一百零二 is 102.

    Args:
        numeral: Characters of :data:`NUMERALS`.
    """
    if all(char in _DIGITS for char in numeral):
        digits = "".join(str(_DIGITS[char]) for char in numeral)
        # Python converts no number of thousands of digits.
        is_number = 0 < len(digits) <= _MOST_DIGITS and not digits.startswith("0")
        return int(digits) if is_number else None
    if compiled(_MISPLACED_ZERO).search(numeral):
        return None
    total = section = 0
    digit: int | None = None
    previous = largest = 10**9
    for char in numeral:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
            previous = previous if digit else 1
        elif char in _SMALL:
            unit = _SMALL[char]
            if unit >= largest or (digit == 0 and unit > 10):
                return None
            section += (digit or 1) * unit
            digit, previous, largest = None, unit, unit
        else:
            unit = _LARGE[char]
            section += digit or 0
            if not total and not section:
                return None
            # 万亿 multiplies all that comes before it.
            total = (
                (total + section) * unit if unit >= 10**8 or not total else total + section * unit
            )
            section, digit, previous, largest = 0, None, unit, 10**9
    if digit and 10 < previous < 10**9:
        # A last digit counts the next lower magnitude: 一百二.
        digit *= previous // 10
    return total + section + (digit or 0)


def numeral_of(value: int) -> str:
    """Return the simplified numeral of a number from 0 to 9999: 十五, 一百零二."""
    text = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            text += _DIGIT_NAMES[digit] + name
        elif text and not text.endswith("零"):
            text += "零"
    text = text.rstrip("零") or "零"
    # 十五, not 一十五.
    return text[1:] if text.startswith("一十") else text
