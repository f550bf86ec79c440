"""Numbers in Chinese terms: 二十大 is also written 20大, 十九届六中全会 also 19届6中全会."""

from __future__ import annotations

import re
from itertools import product

_DIGITS = {char: digit for digit, char in enumerate("〇一二三四五六七八九")} | {"零": 0}
_UNITS = {"十": 10, "百": 100}
# A number counts something; in 三令五申 or 四清 the characters are no number to be written so.
_NUMBER = re.compile(
    r"[〇零一二三四五六七八九十百]+(?=大|届|中全会|次|号|条|项|个|年|月|日|周年|名|起|种)"
)
_SHORTEST = 4
_MOST = 3


def digit_variants(text: str) -> list[str]:
    """The ways to write a term with digits for some or all of the numbers in it.

    Args:
        text: A simplified Chinese term.

    Returns:
        The other ways, without the one given. None for a term of which little would be left,
        such as 二大; and none of 1大 but of 11大.
    """
    parts: list[tuple[str, ...]] = []
    end = 0
    for match in _NUMBER.finditer(text):
        value = parse_numeral(match[0])
        if value is not None:
            parts += [(text[end : match.start()],), (match[0], str(value))]
            end = match.end()
    if not parts or len(parts) > 2 * _MOST:
        return []
    found = map("".join, product(*parts, (text[end:],)))
    return [
        form
        for form in found
        if form != text and (len(form) >= _SHORTEST or re.match(r"\d\d", form))
    ]


def parse_numeral(numeral: str) -> int | None:
    """The number that 汉字 say, or None if they say none: 二十 is 20, 一九八六 is 1986."""
    if not any(unit in numeral for unit in _UNITS):
        digits = "".join(str(_DIGITS[char]) for char in numeral)
        return None if digits.startswith("0") else int(digits)
    match = re.fullmatch(
        r"(?:([一二三四五六七八九])?(百))?[零〇]?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?",
        numeral,
    )
    if not match:
        return None
    hundreds, hundred, tens, ten, ones = match.groups()
    return (
        (_DIGITS[hundreds] if hundreds else 1) * 100 * bool(hundred)
        + (_DIGITS[tens] if tens else 1) * 10 * bool(ten)
        + (_DIGITS[ones] if ones else 0)
    )
