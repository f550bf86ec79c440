"""English numerals with a fraction after them: *two and a half million*, 1 4/5."""

from __future__ import annotations

import re
from fractions import Fraction

from glossary.check.quantities.chinese_numerals import exact
from glossary.check.quantities.english_numerals import (
    CARDINALS,
    MAGNITUDES,
    ORDINAL_WORD,
    TENS,
    Numeral,
    last_magnitude,
    numerals,
    ordinal_value,
)
from glossary.check.quantities.model import Value

_MORE = re.compile(
    r"[\s-]+and[\s-]+(?:(?:an?|one)[\s-]+|(?=half\s+[mb]illion))(?P<part>half|quarter)\b"
    r"(?:\s+(?P<scale>hundred|thousand|[mb]illion|trillion)\b)?|\s+(?P<above>\d)/(?P<below>\d{1,2})(?![\d/])"
    rf"|\s+and\s+(?P<count>\w+)[\s-]+(?P<parts>{ORDINAL_WORD}|quarter)s?\b"
    r"(?:\s+(?P<of>thousand|[mb]illion|trillion)\b)?",
    re.IGNORECASE,
)
_PARTS = re.compile(
    rf"[\s-]+(?!second)({ORDINAL_WORD}|quarter)s\b(?:\s+(?P<of>thousand|[mb]illion|trillion)\b)?",
    re.IGNORECASE,
)


def with_part(text: str, numeral: Numeral) -> tuple[Value, int]:
    """Return the value with the fraction after it, and the end: *one and a half*, 1 4/5."""
    if numeral.is_word and (parts := _PARTS.match(text, numeral.end)):
        return _in_parts(text[numeral.start : numeral.end], numeral.value, parts)
    match = _MORE.match(text, numeral.end)
    if match is None:
        return numeral.value, numeral.end
    whole = text[numeral.start : numeral.end]
    part = _part(match, is_word=numeral.is_word)
    if not part:
        return numeral.value, numeral.end
    named = match["scale"] or match["of"]
    scale = MAGNITUDES[named.lower()] if named else 1
    if scale > _scale(whole):
        # Two and a half million.
        return exact((numeral.value + part) * scale), match.end()
    # One billion and a half million, three million and a half.
    return exact(numeral.value + part * (scale if scale > 1 else _scale(whole))), match.end()


def _in_parts(words: str, value: Value, parts: re.Match[str]) -> tuple[Value, int]:
    """Return the value of a numeral before the name of its parts: *one hundred* fifths."""
    below = 4 if parts[1].lower() == "quarter" else ordinal_value(parts[1]) or 1
    before, _, last = words.rpartition(" ")
    whole, mark, part_words = words.rpartition(" and ")
    if mark:
        # Five billion and three quarters.
        first, second = (next(numerals(part)).value for part in (whole, part_words))
        scale = MAGNITUDES[parts["of"].lower()] if parts["of"] else _scale(whole)
        return exact(first + Fraction(second, below) * scale), parts.end()
    if last.lower() in TENS and 1 < below < 10 and (above := [*numerals(before)]):
        # One hundred thirty fifths.
        return exact(Fraction(above[-1].value, TENS[last.lower()] + below)), parts.end()
    return exact(Fraction(value, below)), parts.end()


def _part(match: re.Match[str], *, is_word: bool) -> Value:
    """Return the fraction after a numeral, or 0."""
    if match["part"]:
        return Fraction(1, 2 if match["part"].lower() == "half" else 4)
    if match["below"]:
        return Fraction(int(match["above"]), int(match["below"]) or 1)
    if not is_word:
        return 0
    word = match["count"].lower()
    count = 1 if word in ("a", "an") else CARDINALS.get(word, 0)
    of = 4 if match["parts"].lower() == "quarter" else ordinal_value(match["parts"]) or 0
    return Fraction(count, of) if count < of else 0


def _scale(written: str) -> int:
    """Return what a fraction after a numeral counts: three million and a half is 3.5 million."""
    last = last_magnitude(written)
    return last if last >= 10**6 else 1
