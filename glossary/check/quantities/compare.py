"""Compare the quantities of a text with those of its translation."""

from __future__ import annotations

import datetime
from operator import attrgetter

from glossary.check.quantities.atoms import atoms
from glossary.check.quantities.chinese import chinese_quantities
from glossary.check.quantities.differences import differences
from glossary.check.quantities.direction import contradictions
from glossary.check.quantities.english import english_quantities
from glossary.check.quantities.english_parts import shares
from glossary.check.quantities.matching import match
from glossary.check.quantities.mismatch import Mismatch
from glossary.check.quantities.model import Kind, Quantity
from glossary.check.quantities.order import exchanged


def compare(
    source_text: str,
    target_text: str,
    source_language: str,
    target_language: str,
    *,
    polity: str = "",
    date: datetime.date | None = None,
) -> list[Mismatch]:
    """Return the quantities of a text and its translation that do not agree.

    What a faithful translation does is not a mismatch: rounding that it says (*nearly 3,200*),
    small numbers in words, converted units, a year that is understood, another order, 一 as an
    article.

    Args:
        source_text: The source text, a sentence or a paragraph.
        target_text: Its translation.
        source_language: ``zh`` or ``en``.
        target_language: ``zh`` or ``en``.
        polity: The polity of the texts: ``mainland``, ``taiwan``, ``hong-kong`` or ``macau``.
        date: The date of the document, from which 去年 is counted.

    Returns:
        The mismatches, in the order of the source text; those of the translation only come last.

    Raises:
        ValueError: If a language is not ``zh`` or ``en``.
    """
    left = _read(source_text, source_language, polity)
    right = _read(target_text, target_language, polity)
    source = atoms(_with_shares(left, source_text, source_language, right), date)
    target = atoms(_with_shares(right, target_text, target_language, left), date)
    if not source and not target:
        return []
    matching = match(source, target)
    texts = (source_text, target_text)
    found = [
        *differences(matching, texts, target_language),
        *exchanged(matching.pairs, texts, (source_language, target_language)),
    ]
    # A change may contradict itself where the order of the values says nothing.
    found += (
        one
        for one in contradictions(matching.pairs, texts, (source_language, target_language))
        if not any(_overlap(one, other) for other in found)
    )
    # A date of which the month and the day are missing is missing once.
    return sorted(dict.fromkeys(found), key=_place)


def quantities(text: str, language: str, polity: str = "") -> list[Quantity]:
    """Return the quantities of a text in Chinese (``zh``) or English (``en``).

    *Nine out of ten* is a fraction.

    Raises:
        ValueError: If the language is neither.
    """
    found = _read(text, language, polity)
    return _joined(found, list(shares(text))) if language == "en" else found


def _read(text: str, language: str, polity: str) -> list[Quantity]:
    if language == "zh":
        return chinese_quantities(text, polity)
    if language == "en":
        return english_quantities(text)
    raise ValueError(f"language is {language!r}; expected 'zh' or 'en'")


def _with_shares(
    found: list[Quantity], text: str, language: str, others: list[Quantity]
) -> list[Quantity]:
    """Return quantities with *one in five* as a fraction, if the other side has a fraction.

    Otherwise they are two numbers, as in 每5人中有1人.
    """
    if language != "en" or all(other.kind is not Kind.FRACTION for other in others):
        return found
    return _joined(found, list(shares(text)))


def _joined(found: list[Quantity], fractions: list[Quantity]) -> list[Quantity]:
    """Return quantities with fractions in place of those that they overlap."""
    if not fractions:
        return found
    kept = (
        one
        for one in found
        if all(one.end <= share.start or share.end <= one.start for share in fractions)
    )
    return sorted((*kept, *fractions), key=attrgetter("start"))


def _overlap(one: Mismatch, other: Mismatch) -> bool:
    left, right = one.target, other.target
    return bool(left and right and left.start < right.end and right.start < left.end)


def _place(mismatch: Mismatch) -> tuple[bool, int]:
    quantity = mismatch.source or mismatch.target
    return mismatch.source is None, quantity.start if quantity else 0
