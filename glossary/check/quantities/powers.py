"""Numbers that are written as powers: 2e5, 6.23×10^-4, 10⁻⁴, 1.1^23, 十的六次方."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from glossary.check.quantities.chinese_numerals import NUMERAL, exact, numerals
from glossary.check.quantities.english_numerals import CARDINALS, ordinal_value
from glossary.check.quantities.model import Kind, Quantity

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_EXPONENT = r"[+\-−–]{0,2}\d{1,2}|[⁺⁻]?[⁰¹²³⁴-⁹]{1,2}"
_POWER = re.compile(
    r"(?<![A-Za-z\d_.,/^%=&#?])(?P<minus>[-−–])?(?P<factor>\d{1,9}(?:\.\d{1,9})?)"
    rf"(?:[eE](?P<of_ten>[+-]?\d{{1,2}})|\s?[x×*]\s?10\^?(?P<by_ten>{_EXPONENT})"
    # The 2 of 2018^2 is a footnote.
    rf"|(?<!\d{{4}})\^(?P<power>{_EXPONENT})|(?<=10)(?P<small>[⁺⁻]?[⁰¹²³⁴-⁹]{{1,2}}))(?![A-Za-z\d_⁰-⁹])"
)
_MAX_EXPONENT = 99
_CHINESE = re.compile(
    rf"(?P<base>{NUMERAL.pattern})\s?的\s?(?P<minus>负)?(?P<exponent>{NUMERAL.pattern})\s?次[方幂]"
)
_ENGLISH = re.compile(
    r"\b(?P<base>\d{1,4}|two|three|five|ten)\s+to\s+the\s+(?:power\s+(?:of\s+)?(?P<minus>minus\s+|[-−])?"
    r"(?P<exponent>\d{1,2}|[a-z]+)|(?P<ordinal>\d{1,2}(?:st|nd|rd|th)|[a-z]+)(?:\s+power\b|(?<=h\b)))\b",
    re.IGNORECASE,
)
_CAN_BE = re.compile(r"\d(?:[eE][+\-\d]|[\^⁻⁺⁰¹²³⁴-⁹])")


def powers(text: str) -> Iterator[Quantity]:
    """Yield the numbers of a text that are written as powers."""
    if not _CAN_BE.search(text):
        return
    for match in _POWER.finditer(text):
        factor = Fraction(match["factor"])
        if match["power"] or match["small"]:
            base, exponent = factor, _exponent(match["power"] or match["small"])
            factor = Fraction(1)
        else:
            base, exponent = Fraction(10), _exponent(match["of_ten"] or match["by_ten"])
        if base:
            value = exact((-1 if match["minus"] else 1) * factor * base**exponent)
            yield Quantity(*match.span(), Kind.NUMBER, value, value)


def chinese_powers(text: str) -> Iterator[Quantity]:
    """Yield powers in words of a folded text: 十的六次方, 2的10次方."""
    for match in _CHINESE.finditer(text):
        base, exponent = (_value(match[name]) for name in ("base", "exponent"))
        if base and exponent is not None and abs(exponent) <= _MAX_EXPONENT:
            value = exact(Fraction(base) ** (-exponent if match["minus"] else exponent))
            yield Quantity(*match.span(), Kind.NUMBER, value, value)


def _value(written: str) -> int | None:
    found = next(numerals(written), None)
    return found.low if found and isinstance(found.low, int) else None


def english_powers(text: str) -> Iterator[Quantity]:
    """Yield powers in words: *ten to the sixth*, *two to the power of ten*."""
    for match in _ENGLISH.finditer(text):
        written = match["base"].lower()
        base = CARDINALS.get(written) or (int(written) if written.isdecimal() else 0)
        word = (match["exponent"] or match["ordinal"]).lower()
        exponent = int(word) if word.isdecimal() else CARDINALS.get(word) or ordinal_value(word)
        if base and exponent and exponent <= _MAX_EXPONENT:
            value = exact(Fraction(base) ** (-exponent if match["minus"] else exponent))
            yield Quantity(*match.span(), Kind.NUMBER, value, value)


def _exponent(written: str) -> int:
    written = re.sub("[−–]", "-", written.translate(_SUPERSCRIPTS))
    value = int(written.lstrip("+-"))
    return -value if written.count("-") % 2 else value
