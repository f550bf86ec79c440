"""English numerals with a fraction after them: *two and a half million*, 1 4/5."""

from __future__ import annotations

import re
from fractions import Fraction

from glossary.check.quantities.chinese_numerals import exact
from glossary.check.quantities.english_numerals import (
    CARDINALS,
    MAGNITUDES,
    ORDINAL_WORD,
    Numeral,
    last_magnitude,
    numerals,
    ordinal_value,
)
from glossary.check.quantities.model import Value

_MORE = re.compile(
    r"\s+and\s+(?:(?:an?|one)\s+|(?=half\s+[mb]illion))(?P<part>half|quarter)\b"
    r"(?:\s+(?P<scale>hundred|thousand|[mb]illion|trillion)\b)?|\s+(?P<above>\d)/(?P<below>\d{1,2})(?![\d/])"
    rf"|\s+and\s+(?P<count>\w+)[\s-]+(?P<parts>{ORDINAL_WORD})s?\b",
    re.IGNORECASE,
)
_PARTS = re.compile(rf"[\s-]+(?!second)({ORDINAL_WORD}|quarter)s\b", re.IGNORECASE)


def with_part(text: str, numeral: Numeral) -> tuple[Value, int]:
    """Return the value with the fraction after it, and the end: *one and a half*, 1 4/5."""
    if numeral.is_word and (parts := _PARTS.match(text, numeral.end)):
        below = 4 if parts[1].lower() == "quarter" else ordinal_value(parts[1]) or 1
        words = text[numeral.start : numeral.end]
        whole, mark, above = words.rpartition(" and ")
        if not mark:
            # One hundred thirty-two fifths.
            return exact(Fraction(numeral.value, below)), parts.end()
        # Five billion and three quarters.
        first, second = (next(numerals(part)).value for part in (whole, above))
        return exact(first + Fraction(second, below) * _scale(whole)), parts.end()
    match = _MORE.match(text, numeral.end)
    if match is None:
        return numeral.value, numeral.end
    part: Value = 0
    if match["part"]:
        part = Fraction(1, 2 if match["part"].lower() == "half" else 4)
        if match["scale"]:
            return exact((numeral.value + part) * MAGNITUDES[match["scale"].lower()]), match.end()
    elif match["below"]:
        part = Fraction(int(match["above"]), int(match["below"]) or 1)
    elif numeral.is_word:
        word = match["count"].lower()
        count = 1 if word in ("a", "an") else CARDINALS.get(word, 0)
        of = ordinal_value(match["parts"]) or 0
        part = Fraction(count, of) if count < of else 0
    if not part:
        return numeral.value, numeral.end
    return exact(numeral.value + part * _scale(text[numeral.start : numeral.end])), match.end()


def _scale(written: str) -> int:
    """Return what a fraction after a numeral counts: three million and a half is 3.5 million."""
    last = last_magnitude(written)
    return last if last >= 10**6 else 1
