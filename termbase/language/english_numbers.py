"""English numbers in words and in digits: *fourteenth* is *14th*, *twenty-three* is *23*.

A number of one word is compared as digits; of one of two words both spellings are sought.
"""

from __future__ import annotations

import re

from termbase.patterns import compiled

_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_IRREGULAR = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip


def _ordinal(word: str) -> str:
    return _IRREGULAR.get(word) or re.sub("y$", "ie", word) + "th"


def ordinal_ending(number: int) -> str:
    """Return the ending of an ordinal in digits."""
    is_teen = 10 < number % 100 < 20
    return "th" if is_teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


_VALUES = {word: number for number, word in enumerate((*_ONES, *_TEENS), 1)}
_VALUES |= {word: number for number, word in zip(range(20, 100, 10), _TENS, strict=True)}

# Numbers of one word, cardinal and ordinal, with what they are in digits.
DIGITS = {word: str(number) for word, number in _VALUES.items()}
DIGITS |= {_ordinal(word): f"{number}{ordinal_ending(number)}" for word, number in _VALUES.items()}
DIGITS["hundredth"] = "100th"

# Numbers of two words, which are joined by a hyphen, with what they are in digits.
_IN_DIGITS = {
    f"{ten}-{one}": f"{number}{ordinal_ending(number) if is_ordinal else ''}"
    for tens, ten in zip(range(20, 100, 10), _TENS, strict=True)
    for number, cardinal in enumerate(_ONES, tens + 1)
    for is_ordinal, one in ((False, cardinal), (True, _ordinal(cardinal)))
}
_IN_DIGITS |= {"one-hundred": "100", "one-hundredth": "100th"}
_IN_WORDS = {digits: words for words, digits in _IN_DIGITS.items()}
# Numbers of one word or two, with what they are in digits.
NUMBER_WORDS = {**_IN_DIGITS, **DIGITS}
_DIGITS = r"(?i)(?<![\w.,/:–-])(?:[2-9]\d|100)(?:st|nd|rd|th)?(?![\w/:–]|[.,]\d|-\d)"
_WORDS = rf"(?i)\b(?:(?:{'|'.join(_TENS)})[- ][a-z]+|one[- ]hundred(?:th)?)\b"


def other_spelling(text: str) -> str:
    """Return a text with its numbers of two words in digits, or the other way round.

    Numbers in words get a hyphen; a space in its place makes no difference to finding.
    """
    in_digits = compiled(_WORDS).sub(
        lambda match: _IN_DIGITS.get(match[0].lower().replace(" ", "-"), match[0]), text
    )
    if in_digits != text:
        return in_digits
    return compiled(_DIGITS).sub(lambda match: _IN_WORDS.get(match[0], match[0]), text)
