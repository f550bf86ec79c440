"""Numbers among the tokens of a segment: in digits, in 汉字, in English words, names of months.

A token with a digit is a number, so also a code such as ``A320``. A magnitude after a number is
part of it: 1.2亿, 120 million. 汉字 are a number where they are hardly part of a word: two or more,
or one after 第 or 分之, or before a word such as 章; but not 三五, which is three to five.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple

from termbase.language.english_numbers import NUMBER_WORDS
from termbase.language.numerals import DIGIT_CHARACTERS, NUMERALS, parse_numeral
from termbase.language.script import HAN

MONTHS = (
    "january february march april may june july august september october november december"
).split()
MONTH_OF = {
    **{name: month for month, name in enumerate(MONTHS, 1)},
    **{name[:3]: month for month, name in enumerate(MONTHS, 1)},
    "sept": 9,
}
MAGNITUDES = {
    "百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8,
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
# Python converts no number of thousands of digits.
MOST_DIGITS = 18
_SEPARATOR = "\x1f"
_HAN = f"[{NUMERALS}]"
# What makes one 汉字 before it a number, as in 三章; 一个 and 一年 are often no exact number.
_COUNTED = "|".join(
    map(_SEPARATOR.join, "章 节 条 款 项 卷 编 届 期 版 号 月 日 中全会 季度".split())
)
# Those of two words first, because they begin with one of the others.
_WORDS = "|".join(
    words.replace("-", f"(?:{_SEPARATOR}-)?{_SEPARATOR}")
    for words in sorted(NUMBER_WORDS, key=lambda words: "-" not in words)
)
_NUMBER = re.compile(
    # Most 汉字 begin no number, which is seen soonest here.
    rf"(?<![^{_SEPARATOR}])(?={_HAN}|[^\W{HAN}])(?:"
    rf"(?P<han>(?:(?<=第{_SEPARATOR}){_HAN}|(?<=分{_SEPARATOR}之{_SEPARATOR}){_HAN}|{_HAN}(?={_SEPARATOR}(?:{_COUNTED}|{_HAN})))"
    rf"(?:{_SEPARATOR}{_HAN})*)"
    rf"|(?P<digits>\d+(?:[.,]\d+)*)(?P<ending>{_SEPARATOR}(?:st|nd|rd|th)(?![^{_SEPARATOR}]))?"
    rf"|(?P<words>{_WORDS})"
    rf"|(?P<month>{'|'.join(MONTH_OF)})"
    rf"|(?P<code>[^{_SEPARATOR}]*\d[^{_SEPARATOR}]*))"
    rf"(?P<magnitudes>(?:{_SEPARATOR}(?:{'|'.join(MAGNITUDES)}))*)(?![^{_SEPARATOR}])"
)
_FIRST_TOKENS = {*NUMERALS, *MONTH_OF, *(words.split("-")[0] for words in NUMBER_WORDS)}
_DIGIT = re.compile(r"\d")
_MONTH = re.compile("0?[1-9]|1[0-2]")


class Kind(StrEnum):
    """A kind of number; its value masks numbers of this kind in a pattern."""

    CARDINAL = "0"
    ORDINAL = "0th"
    MONTH = "0 month"


class Number(NamedTuple):
    """A number of a segment.

    Attributes:
        first: The index of its first token.
        last: The index after its last token, which is not 月.
        value: In digits, of a code the code.
        kind: The kind.
    """

    first: int
    last: int
    value: str
    kind: Kind = Kind.CARDINAL


def numbers_in(tokens: Sequence[str]) -> list[Number]:
    """Return the numbers among the tokens of a segment, in order."""
    if _FIRST_TOKENS.isdisjoint(tokens) and not _DIGIT.search("".join(tokens)):
        return []
    joined = _SEPARATOR.join(tokens)
    found = []
    index = offset = 0
    for match in _NUMBER.finditer(joined):
        value, kind = _value_and_kind(match)
        if value:
            index += joined.count(_SEPARATOR, offset, match.start())
            offset = match.start()
            last = index + match[0].count(_SEPARATOR) + 1
            if tokens[last : last + 1] == ["月"] and _MONTH.fullmatch(value):
                kind = Kind.MONTH
            elif index and tokens[index - 1] == "第":
                kind = Kind.ORDINAL
            found.append(Number(index, last, value, kind))
    return found


def pattern_hash(tokens: Sequence[str]) -> int | None:
    """Return a 64-bit number that segments share if they are equal but for numbers.

    Args:
        tokens: Of a segment.

    Returns:
        None if it has no numbers.
    """
    numbers = numbers_in(tokens)
    if not numbers:
        return None
    masked: list[str] = []
    end = 0
    for number in numbers:
        masked += [*tokens[end : number.first], number.kind]
        end = number.last
    data = _SEPARATOR.join([*masked, *tokens[end:]]).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little")


def _value_and_kind(match: re.Match[str]) -> tuple[str, Kind]:
    """Return the value and kind of a number; the value is empty if it is not one."""
    magnitudes = match["magnitudes"].split(_SEPARATOR)[1:]
    if match["month"]:
        return "" if magnitudes else str(MONTH_OF[match["month"]]), Kind.MONTH
    if match["han"]:
        return _value_of_numeral(match["han"].replace(_SEPARATOR, "")), Kind.CARDINAL
    value, ending = match["digits"] or match["code"], match["ending"]
    if match["words"]:
        words = match["words"].replace(f"{_SEPARATOR}-", "").replace(_SEPARATOR, "-")
        in_digits = NUMBER_WORDS[words]
        value = in_digits.rstrip("dhnrst")
        ending = in_digits.removeprefix(value)
    for magnitude in magnitudes:
        value = multiplied(value, MAGNITUDES[magnitude])
    return value, Kind.ORDINAL if ending else Kind.CARDINAL


def _value_of_numeral(numeral: str) -> str:
    # 三五个 is three to five.
    if len(numeral) == 2 and all(char in DIGIT_CHARACTERS for char in numeral):
        return ""
    value = parse_numeral(numeral)
    return "" if value is None else str(value)


def multiplied(value: str, factor: int) -> str:
    """Return the product of a number in digits; what is not a number, such as a code, as it is."""
    try:
        return in_full(Decimal(value) * factor) if len(value) <= MOST_DIGITS else value
    except InvalidOperation:
        return value


def in_full(number: Decimal) -> str:
    """Return a number in digits without an exponent and without zeros at the end of decimals."""
    return f"{number.normalize():f}"
