"""Numbers that are written as powers: 2e5, 6.23×10^-4, 10⁻⁴, 1.1^23."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from glossary.check.quantities.chinese_numerals import exact
from glossary.check.quantities.model import Kind, Quantity

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_EXPONENT = r"[+\-−–]{0,2}\d{1,2}|[⁺⁻]?[⁰¹²³⁴-⁹]{1,2}"
_POWER = re.compile(
    r"(?<![A-Za-z\d_.,/^%=&#?])(?P<minus>[-−–])?(?P<factor>\d{1,9}(?:\.\d{1,9})?)"
    rf"(?:[eE](?P<of_ten>[+-]?\d{{1,2}})|\s?[x×*]\s?10\^?(?P<by_ten>{_EXPONENT})"
    # The 2 of 2018^2 is a footnote.
    rf"|(?<!\d{{4}})\^(?P<power>{_EXPONENT})|(?<=10)(?P<small>[⁺⁻]?[⁰¹²³⁴-⁹]{{1,2}}))(?![A-Za-z\d_⁰-⁹])"
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


def _exponent(written: str) -> int:
    written = re.sub("[−–]", "-", written.translate(_SUPERSCRIPTS))
    value = int(written.lstrip("+-"))
    return -value if written.count("-") % 2 else value
